"""What a request is answered when something fails under it: the disk's fault is said as such, ours is ours."""

import sqlite3

import pytest
from flask import Flask

from server.faults import answer_faults


def _answered(name: str) -> tuple[int, dict[str, object]]:
    app = Flask(__name__)

    @app.get("/")
    def fails() -> str:
        error = sqlite3.OperationalError(name)
        error.sqlite_errorcode = getattr(sqlite3, name)
        raise error

    answer_faults(app, lambda: "fr")
    answer = app.test_client().get("/", headers={"Accept": "application/json"})
    return answer.status_code, answer.json or {}


@pytest.mark.parametrize(
    "name",
    ["SQLITE_FULL", "SQLITE_BUSY", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_READ", "SQLITE_READONLY", "SQLITE_CANTOPEN"],
)
def test_a_disk_that_fails_before_a_commit_is_said_and_may_be_asked_again(name):
    status, text = _answered(name)

    assert (status, text["reason"]) == (503, "not_stored")


def test_a_fault_of_ours_is_not_blamed_on_the_disk():
    assert _answered("SQLITE_ERROR")[0] == 500
