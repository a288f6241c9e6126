"""Where a request comes from."""

import ipaddress

from flask import request


def client_address() -> str:
    """The address of the visitor of the current request; "" when there is none. The only place that reads it."""
    return request.remote_addr or ""


def network(address: str) -> str:
    """What an address is counted as: a household has 2^64 addresses of IP version 6, so their common part."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
