"""Where a request comes from."""

from flask import request


def client_address() -> str:
    """The address of the visitor of the current request; "" when there is none. The only place that reads it."""
    return request.remote_addr or ""
