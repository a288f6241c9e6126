"""python-escpos, to make bytes only: imported without its side effects, one fresh object per ticket."""

import importlib
import json
import logging
import os
import tempfile
from pathlib import Path
from typing import Any

from printer.paper import PrinterModel

_PAGES = ("CP437", "CP850", "CP852", "CP858", "CP1252")
_CAPABILITIES = {
    "profiles": {"default": {"name": "", "codePages": {}, "features": {}, "fonts": {}, "media": {}}},
    "encodings": {page: {"name": page, "python_encode": page.lower()} for page in _PAGES},
}
_SETTING = "ESCPOS_CAPABILITIES_FILE"


def _quiet_import() -> tuple[Any, Any]:
    """The classes Dummy and Profile.

    At its import python-escpos 3.1 gives the root logger a handler, leaves a new folder with a pickle behind, and reads a
    third of a second of YAML about printers that we describe ourselves: none of it stays or is done.
    """
    root, guard = logging.getLogger(), logging.NullHandler()
    root.addHandler(guard)
    usual, setting = tempfile.tempdir, os.environ.get(_SETTING)
    try:
        with tempfile.TemporaryDirectory() as folder:
            capabilities = Path(folder) / "capabilities.json"
            capabilities.write_text(json.dumps(_CAPABILITIES))
            tempfile.tempdir, os.environ[_SETTING] = folder, str(capabilities)
            profile = importlib.import_module("escpos.capabilities").Profile
            return importlib.import_module("escpos.printer").Dummy, profile
    finally:
        tempfile.tempdir = usual
        os.environ.pop(_SETTING)
        if setting is not None:
            os.environ[_SETTING] = setting
        root.removeHandler(guard)


_Dummy, _Profile = _quiet_import()


def fresh_printer(model: PrinterModel) -> Any:
    """A new Dummy of this model, initialised, its character page set: `.output` holds the bytes.

    Fresh for every ticket, ESC @ first and the page after it: python-escpos 3.1 forgets that ESC @ resets the page.
    """
    profile = _Profile(columns=model.dots // 12)
    profile.profile_data = profile.profile_data | {
        "codePages": {str(model.charcode): model.charcode_name},
        "fonts": {"0": {"name": "Font A"}, "1": {"name": "Font B"}},
        "media": {"width": {"mm": "Unknown", "pixels": model.dots}},
    }
    printer = _Dummy(profile=profile)
    printer.hw("INIT")
    printer.charcode(model.charcode_name)
    return printer
