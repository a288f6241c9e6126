"""make suite: every address and every packet, whole kinds of bad ones, at the real program, as everybody; then what became of it.

python -m tests.suite.suite SCHEMATHESIS FOLDER [SECONDS]. Exit code 1 for an answer of 5xx that is no honest 503, a line of the log
that is none, or an office that no longer answers.
"""

import http.client
import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from server.openapi import FILE
from tests.bench.wire import OFFICE, Line
from tests.server.attacks import Watched, faults_in
from tests.suite.socket_twin import send_all

ROLES = ("kiosk", "display", "counter", "console", "manager")
STAFF = ("counter", "console", "manager")
PROGRAM = [sys.executable, "-m", "server.command_line"]
EXAMPLES = 60
"""Of each address and method, of each actor; what schemathesis tries at the borders comes on top."""
PACKETS = 9_500
"""Of each actor."""


def main() -> None:
    """The stranger, then each device and person; the manager last, who may revoke the others."""
    schemathesis, folder = str(Path(sys.argv[1]).absolute()), Path(sys.argv[2])
    seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 600
    with Watched(folder) as server:
        headers = _credentials(server, folder)
        began = time.monotonic()
        senders = send_all(server.port, headers, PACKETS, seconds / 2)
        read = sum(sender.read for sender in senders)
        answers = sum((sender.answers for sender in senders), Counter())
        print(f"socket: {read} messages read in {time.monotonic() - began:.0f} s; {dict(answers.most_common())}")
        alive = [_alive(server)]
        statuses: Counter[int] = Counter()
        faults: list[str] = []
        for role, credentials in headers.items():
            counted, found_faults = _http(schemathesis, server.port, role, credentials, folder, seconds / 12)
            statuses += counted
            faults += found_faults
            print(f"http as {role or 'a stranger'}: {sum(counted.values())} requests, {dict(sorted(counted.items()))}")
        # Its devices may be withdrawn by now, and its address waits after so many wrong codes.
        server.secrets.clear()
        unlock = ["staff", "unlock", "--all", "--demonstration", "--office", str(OFFICE), "--data", str(folder)]
        subprocess.run([*PROGRAM, *unlock], check=True, capture_output=True)
        time.sleep(2)
        alive.append(_alive(server))
    lines = faults_in(server.log.read_bytes(), server.secrets_told)
    print(f"http in all: {sum(statuses.values())} requests, {dict(sorted(statuses.items()))}")
    print(f"5xx: {len(faults)}; the office answers taps: {alive}; faults of the log: {len(lines)}")
    for fault in sorted(set(faults))[:40] + lines[:20]:
        print(" ", fault)
    sys.exit(1 if faults or lines or not all(alive) else 0)


def _credentials(server: Watched, folder: Path) -> dict[str, list[str]]:
    """role → what its requests say; the stranger, "", says nothing."""
    headers: dict[str, list[str]] = {"": []}
    for role in ROLES:
        headers[role] = [f"Authorization: Bearer {server.secrets[role]}"]
        if role in STAFF:
            name = f"Essai {role}"
            command = [
                "staff",
                "add",
                "--demonstration",
                "--office",
                str(OFFICE),
                "--data",
                str(folder),
                "--name",
                name,
                "--role",
                role,
            ]
            pin = subprocess.run([*PROGRAM, *command], check=True, capture_output=True, text=True).stdout.strip()
            headers[role].append(f"X-Staff: {server.signed_in(role, name, pin)}")
    return headers


def _http(
    schemathesis: str, port: int, role: str, credentials: list[str], folder: Path, seconds: float
) -> tuple[Counter[int], list[str]]:
    """How many answers of each status; each 5xx with what was asked. A 503 with a reason or Retry-After is honest, and no fault."""
    har = folder / f"{role or 'stranger'}.har"
    command = [schemathesis, "run", str(FILE.resolve()), "--url", f"http://localhost:{port}", "--checks", "not_a_server_error",
               "--phases", "coverage,fuzzing", "--max-examples", str(EXAMPLES), "--max-time", str(round(seconds)),
               "--continue-on-failure", "--no-shrink", "--request-timeout", "20", "--suppress-health-check", "all",
               "--report-har-path", str(har), "--warnings", "off", "--no-color", "--generation-database", "none"]  # fmt: skip
    for header in credentials:
        command += ["--header", header]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=os.environ | {"CI": "1"}, cwd=folder
    )
    (folder / f"{role or 'stranger'}.txt").write_text(done.stdout + done.stderr)
    counted: Counter[int] = Counter()
    faults = []
    for entry in json.loads(har.read_text("utf-8"))["log"]["entries"] if har.exists() else []:
        status, answer = entry["response"]["status"], entry["response"]
        counted[status] += 1
        honest = status == 503 and ("not_stored" in json.dumps(answer) or "retry-after" in json.dumps(answer).lower())
        if status >= 500 and not honest:
            request = entry["request"]
            path = re.sub(r"http://[^/]+", "", request["url"])[:120]
            faults.append(
                f"{status} {role or 'stranger'} {request['method']} {path} {str(request.get('postData', ''))[:120]}"
            )
    return counted, faults


def _alive(server: Watched) -> bool:
    """A client's tap is answered, and the office says that it can store."""
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    line.request("GET", "/readyz", headers={"Host": "localhost"})
    ready = line.getresponse().status == 200
    kiosk = Line(server, "kiosk")
    kiosk.send('{"type":"TakeTicket","need":"parcel_notice"}')
    try:
        return ready and bool(kiosk.receive()["ok"])
    except AssertionError as refused:
        # Whoever plays the staff may have closed the kiosk: then that is the answer.
        return ready and "office_closed" in str(refused)


if __name__ == "__main__":
    main()
