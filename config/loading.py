"""Reads an office's configuration: a shipped office or a TOML file, with its need tree; checked whole, every fault at once."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from config.copies import copy_faults
from config.faults import ConfigurationFaults, Fault
from config.languages import ORDER, Domain, languages_of, offered
from config.public_address import address_faults
from config.schema_faults import schema_faults, written
from config.serving import door_faults
from config.settings import OfficeSettings
from config.sheet_files import read_sheets
from config.spans import meant
from config.tree_faults import cross_faults, need_ids
from flow.needs import HELP

SHIPPED = ("lens", "lievin", "henin-beaumont")
File = Path | Traversable


def load(
    office: str,
    *,
    demonstration: bool = False,
    printer_address: str | None = None,
    public_url: str | None = None,
    serve: Mapping[str, object] | None = None,
    to_open: bool = False,
) -> OfficeSettings:
    """The settings of a shipped office, by its id, or of a TOML file, whose name without .toml is the office's id.

    The options stand in place of what the file says; serve: those of its table [serve]. to_open: what a real office cannot open
    without is asked for too. Raises ConfigurationFaults with all faults.
    """
    read = _read_files(_file_of(office))
    _set_options(read.office, read.file, demonstration, printer_address, public_url)
    _set_serve(read.office, serve)
    whole = read.office | _tree(read.needs)
    _set_words(whole)
    faults = [*_set_sheets(whole, read.sheets), *_set_models(whole, printer_models(), read.file.name)]
    faults += cross_faults(whole, read.file.name, read.where, ORDER)
    if to_open and not whole.get("demonstration"):
        faults += address_faults(whole.get("public_url"), read.file.name, option=public_url is not None)
    try:
        settings = OfficeSettings.model_validate(whole)
    except ValidationError as error:
        raise ConfigurationFaults(faults + schema_faults(error, read.file.name, read.where, whole)) from None
    faults += door_faults(settings.serve, settings.public_url or "", read.file.name)
    faults += copy_faults(settings.copies, settings.serve.data, read.file.name)
    if faults:
        raise ConfigurationFaults(faults)
    return _with_languages(settings)


class _Read(NamedTuple):
    """What was read of an office. needs: the tree, as in its file; sheets: the office's own folder, None for those that are shipped.

    where: which file a key comes from, for those that are not in the office's own.
    """

    file: File
    office: dict[str, Any]
    needs: dict[str, Any]
    where: dict[str, str]
    sheets: Path | None


def _read_files(file: File) -> _Read:
    """Raises ConfigurationFaults for what cannot be read: what it says of the rest would be beside the point."""
    faults: list[Fault] = []
    office = _read(file, faults)
    needs = _needs_file(file, office)
    tree = _read(needs, faults)
    folder = _sheets_folder(file, office, faults)
    if faults:
        raise ConfigurationFaults(faults)
    return _Read(file, office, tree, dict.fromkeys(("tree", "help", "ready"), needs.name), folder)


def _with_languages(settings: OfficeSettings) -> OfficeSettings:
    """Clients and staff are offered what a speaker has read over, or what the office accepts unread; a demonstration shows all."""
    accepted, staff = settings.unreviewed_languages_accepted, languages_of(Domain.STAFF)
    wanted = ORDER if settings.demonstration else settings.languages
    shown = ORDER if settings.demonstration else offered(wanted, accepted)
    staff_shown = staff if settings.demonstration else offered(staff, accepted, Domain.STAFF)
    unread = tuple(language for language in wanted if language not in shown)
    return settings.model_copy(update={"languages": shown, "unread": unread, "staff_languages": staff_shown})


@lru_cache(maxsize=1)
def printer_models() -> dict[str, dict[str, Any]]:
    """The models that are known: id → what differs, with its name."""
    return tomllib.loads((files("config") / "printers.toml").read_text(encoding="utf-8"))


def _set_models(raw: dict[str, Any], models: dict[str, dict[str, Any]], file: str) -> list[Fault]:
    """Each printer gets what its model says, under what is written for it; a model that is not known is a fault."""
    faults = []
    printers: Any = raw.get("printers")
    for at, printer in enumerate(printers if isinstance(printers, list) else ()):
        if not isinstance(printer, dict):
            continue
        model = printer.get("model", "generic-80")
        if not isinstance(model, str) or model not in models:
            key = f'printers["{printer.get("name", at)}"].model'
            faults.append(Fault(file, key, f'"{model}"', "ce modèle n'est pas connu" + meant(model, models)))
            continue
        printers[at] = {key: value for key, value in models[model].items() if key != "name"} | printer
    return faults


def _file_of(office: str) -> File:
    """Raises ConfigurationFaults when there is no such office or file."""
    if office in SHIPPED:
        return files("config") / "offices" / f"{office}.toml"
    path = Path(office)
    if path.is_file():
        return path
    if path.suffix == ".toml" or "/" in office:
        near = [p.name for p in path.parent.glob("*.toml")] if path.parent.is_dir() else []
        raise ConfigurationFaults([Fault(office, "", "", "ce fichier n'existe pas" + meant(path.name, near))])
    problem = f"ce bureau n'est pas fourni{meant(office, SHIPPED)} ; ou donnez le chemin d'un fichier .toml"
    raise ConfigurationFaults([Fault(office, "", "", problem)])


def _needs_file(file: File, raw: dict[str, Any]) -> File:
    own = raw.pop("needs", None)
    if own is None:
        return files("config") / "needs.toml"
    return Path(str(file)).parent / str(own)


def _sheets_folder(file: File, raw: dict[str, Any], faults: list[Fault]) -> Path | None:
    """The office's own folder of hand-out sheets; None: those that are shipped."""
    named = raw.pop("sheets", None)
    if named is None:
        return None
    folder = Path(str(file)).parent / str(named)
    if not folder.is_dir():
        near = [entry.name for entry in folder.parent.iterdir() if entry.is_dir()] if folder.parent.is_dir() else []
        faults.append(Fault(file.name, "sheets", written(named), "ce dossier n'existe pas" + meant(folder.name, near)))
    return folder


def _read(file: File, faults: list[Fault]) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        faults.append(Fault(file.name, "", "", f"ce n'est pas du TOML : {error}"))
    except (OSError, UnicodeDecodeError) as error:
        faults.append(Fault(str(file.name), "", "", f"le fichier ne se lit pas : {error}"))
    return {}


def _set_options(
    raw: dict[str, Any], file: File, demonstration: bool, printer_address: str | None, public_url: str | None
) -> None:
    raw.setdefault("id", file.name.removesuffix(".toml"))
    if demonstration:
        raw["demonstration"] = True
    if public_url is not None:
        raw["public_url"] = public_url
    if printer_address is not None:
        printers = raw.get("printers") or [{"name": "entree"}]
        if isinstance(printers, list) and isinstance(printers[0], dict):
            # The option speaks of the first printer: the one that a ticket goes to first.
            raw["printers"] = [printers[0] | {"address": printer_address}, *printers[1:]]


def _set_serve(raw: dict[str, Any], options: Mapping[str, object] | None) -> None:
    if options and isinstance(raw.setdefault("serve", {}), dict):
        raw["serve"] = raw["serve"] | options


def _set_sheets(whole: dict[str, Any], own: Path | None) -> list[Fault]:
    sheets, faults = read_sheets(own or files("config") / "sheets", need_ids(whole), own=own is not None)
    whole["sheets"] = () if faults else sheets
    return faults


def _set_words(whole: dict[str, Any]) -> None:
    """The office's own lists have words beside their keys."""
    for key in ("announcements", "tags", "procedures"):
        _set_words_of(whole, key)
    workshops = whole.get("workshops")
    if isinstance(workshops, dict):
        whole["workshops"] = dict(workshops)
        _set_words_of(whole["workshops"], "titles")


def _set_words_of(table: dict[str, Any], key: str) -> None:
    if isinstance(table.get(key), list):
        table[key] = [_words_apart(entry) for entry in table[key]]


def _tree(needs: dict[str, Any]) -> dict[str, Any]:
    help_need = _words_apart(needs.get("help", {}))
    if isinstance(help_need, dict):
        help_need["id"] = HELP
    return {"tree": _tiles(needs), "help": help_need, "ready": needs.get("ready", {})}


def _tiles(tree: dict[str, Any]) -> Any:
    tiles = tree.get("tiles", [])
    if not isinstance(tiles, list):
        return tiles
    return [_words_apart(t) | {"needs": _needs(t)} if isinstance(t, dict) else t for t in tiles]


def _needs(tile: dict[str, Any]) -> Any:
    needs = tile.get("needs", [])
    return [_words_apart(need) for need in needs] if isinstance(needs, list) else needs


def _words_apart(entry: Any) -> Any:
    """A table with `fr = …`, `en = …` beside its other keys: the two-letter keys are its words."""
    if not isinstance(entry, dict):
        return entry
    words = {key: value for key, value in entry.items() if len(key) == 2 and key.isalpha() and key != "id"}
    return {key: value for key, value in entry.items() if key not in words} | {"words": words}
