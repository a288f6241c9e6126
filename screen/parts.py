"""The scripts, styles, letters and templates that all screens share, as Flask is handed them."""

from flask import Blueprint


def shared_parts() -> Blueprint:
    """Templates by their plain names ("shell.html"), files under /static; no route of its own."""
    return Blueprint("screen", __name__, template_folder="templates", static_folder="static", static_url_path="/static")
