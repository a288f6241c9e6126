"""The virtual printer as a program of its own."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


@contextmanager
def virtual_printer(folder: Path, port: str) -> Iterator[tuple[subprocess.Popen[str], dict[str, int]]]:
    """Running, with the ports that it says; killed when it is left. port: the second one that it opens, --control-port or --page-port."""
    command = [sys.executable, "-m", "demonstration.virtual_printer", "--port", "0", port, "0", "--folder", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as running:
        assert running.stdout is not None
        try:
            yield running, json.loads(running.stdout.readline())
        finally:
            running.kill()


def control(ports: dict[str, int], **switches: object) -> dict[str, Any]:
    """Turns its switches; what it answers."""
    with socket.create_connection(("127.0.0.1", ports["control_port"]), 5) as line:
        line.sendall(json.dumps(switches).encode() + b"\n")
        answer: dict[str, Any] = json.loads(line.makefile().readline())
        return answer
