"""python -m demonstration.virtual_printer --port 9100 --folder DIR --dots 576 [--control-port N] [--page-port N] [--host 127.0.0.1]"""

import argparse
import json
import os
import signal
import threading
import time
from contextlib import ExitStack
from pathlib import Path

from demonstration.virtual_printer.server import VirtualPrinter
from demonstration.virtual_printer.web import PrinterPage


def main() -> None:
    """Runs until SIGTERM or SIGINT; one line of JSON on stdout, once it listens: port, control_port, page_port."""
    arguments = argparse.ArgumentParser(
        prog="python -m demonstration.virtual_printer", description="A printer that needs no hardware."
    )
    arguments.add_argument("--host", default="127.0.0.1")
    arguments.add_argument("--port", type=int, default=9100, help="0: any free port")
    arguments.add_argument("--folder", type=Path, required=True, help="where the papers fall, as .bin and .png")
    arguments.add_argument("--dots", type=int, default=576, choices=(576, 512, 384))
    arguments.add_argument("--control-port", type=int, help="JSON lines that turn the fault switches; 0: any free port")
    arguments.add_argument("--page-port", type=int, help="a page with the papers and the switches; 0: any free port")
    arguments.add_argument("--parent-pid", type=int, default=0, help="end when this process does")
    chosen = arguments.parse_args()
    printer = VirtualPrinter(chosen.folder, chosen.dots, chosen.host, chosen.port, chosen.control_port)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: printer.stop())
    ports = {"port": printer.port, "control_port": printer.control_port}
    with ExitStack() as closing:
        if chosen.page_port is not None:
            page = closing.enter_context(PrinterPage(printer, chosen.dots, chosen.page_port))
            ports["page_port"] = page.port
        print(json.dumps(ports), flush=True)
        if chosen.parent_pid:
            threading.Thread(target=_end_with, args=(chosen.parent_pid, printer), daemon=True).start()
        printer.serve()


def _end_with(parent: int, printer: VirtualPrinter) -> None:
    """A parent that was killed leaves nobody to stop this process: it stops by itself."""
    while os.getppid() == parent:
        time.sleep(1)
    printer.stop()


if __name__ == "__main__":
    main()
