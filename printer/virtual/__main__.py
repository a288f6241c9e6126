"""python -m printer.virtual --port 9100 --folder DIR --dots 576 [--control-port N] [--host 127.0.0.1]"""

import argparse
import json
import signal
from pathlib import Path

from printer.virtual.server import VirtualPrinter


def main() -> None:
    """Runs until SIGTERM or SIGINT; one line of JSON on stdout, {"port": N, "control_port": N or null}, once it listens."""
    arguments = argparse.ArgumentParser(
        prog="python -m printer.virtual", description="A printer that needs no hardware."
    )
    arguments.add_argument("--host", default="127.0.0.1")
    arguments.add_argument("--port", type=int, default=9100, help="0: any free port")
    arguments.add_argument("--folder", type=Path, required=True, help="where the papers fall, as .bin and .png")
    arguments.add_argument("--dots", type=int, default=576, choices=(576, 512, 384))
    arguments.add_argument("--control-port", type=int, help="JSON lines that turn the fault switches; 0: any free port")
    chosen = arguments.parse_args()
    printer = VirtualPrinter(chosen.folder, chosen.dots, chosen.host, chosen.port, chosen.control_port)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: printer.stop())
    print(json.dumps({"port": printer.port, "control_port": printer.control_port}), flush=True)
    printer.serve()


if __name__ == "__main__":
    main()
