"""The files of the hand-out sheets: one Markdown file a guide, in config/sheets or in the office's own folder.

Between two lines of +++ stand its needs and its pictogram (TOML); then the title (# …), what to have (- …), the steps (1. …),
what to mind (> …).
"""

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from config.faults import Fault
from config.pictogram_files import pictograms
from config.schema_faults import written
from config.sheets import LONGEST_TITLE, MOST_STEPS
from config.spans import meant
from config.table import NAME

LONGEST_SENTENCE = 140
KEYS = ("needs", "pictogram")
_HEAD = "+++"
_LINES = {"title": "# ", "have": "- ", "mind": "> "}
_STEP = re.compile(r"(\d+)\. +(.+)")
_TOGETHER = re.compile(r" (?=[:;!?»])|(?<=«) |(?<=\d) (?=\d)")


def read_sheets(
    folder: Path | Traversable, needs: Collection[str], own: bool
) -> tuple[tuple[dict[str, Any], ...], list[Fault]]:
    """Every guide of the folder, in the order of its titles, and all that is wrong with them.

    needs: those of the office's tree. own: the folder is the office's; of a shipped one, needs that an office does not have are
    passed over, since that office cannot mend them.
    """
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".md")), key=lambda file: file.name)
    sheets, faults = [], list[Fault]()
    for file in files:
        sheet, wrong = _read(folder.name, file, needs if own else None)
        faults += wrong
        if not own:
            sheet["needs"] = [need for need in sheet.get("needs", ()) if need in needs]
        sheets.append(sheet)
    if own and not files:
        faults.append(Fault(folder.name, "", "", "ce dossier ne contient aucune fiche (.md)"))
    return tuple(sorted(sheets, key=lambda sheet: str(sheet.get("title")))), faults


def _read(folder: str, file: Path | Traversable, needs: Collection[str] | None) -> tuple[dict[str, Any], list[Fault]]:
    """What one file says, and its faults; without `needs`, its needs are not looked at."""
    name, shown = file.name.removesuffix(".md"), f"{folder}/{file.name}"
    try:
        # Some editors put a mark before the first letter (UTF-8 with BOM).
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        return {"id": name}, [Fault(shown, "", "", f"le fichier ne se lit pas : {error}")]
    before, head, body, line = _parted(text)
    faults = [Fault(shown, key, value, problem) for key, value, problem in _head_faults(before, head, needs)]
    by_kind, wrong = _read_lines(body, line)
    faults += [Fault(shown, key, value, problem) for key, value, problem in (*wrong, *_line_faults(by_kind))]
    if not re.fullmatch(NAME, name):
        problem = (
            "le nom du fichier : petites lettres sans accent, chiffres et tirets, par exemple « suivre-un-colis.md »"
        )
        faults.append(Fault(shown, "", "", problem))
    settings = head if isinstance(head, dict) else {}
    return {"id": name, "title": "".join(by_kind.pop("title")[:1])} | by_kind | {
        key: settings[key] for key in KEYS if key in settings
    }, faults


def _parted(text: str) -> tuple[bool, dict[str, Any] | str, list[str], int]:
    """Whether there is a head, the head or why it is no TOML, the lines after it, and the number of the first of them."""
    lines = text.splitlines()
    if not lines or lines[0].strip() != _HEAD or _HEAD not in (line.strip() for line in lines[1:]):
        return False, {}, lines, 1
    end = next(at for at, line in enumerate(lines) if at and line.strip() == _HEAD)
    try:
        return True, tomllib.loads("\n".join(lines[1:end])), lines[end + 1 :], end + 2
    except tomllib.TOMLDecodeError as error:
        return True, str(error), lines[end + 1 :], end + 2


def _head_faults(
    has_head: bool, head: dict[str, Any] | str, needs_of_office: Collection[str] | None
) -> Iterator[tuple[str, str, str]]:
    if not has_head:
        yield "", "", 'une fiche commence par +++, needs = ["…"], pictogram = "…", puis +++'
        return
    if isinstance(head, str):
        yield "", "", f"entre les deux +++, ce n'est pas du TOML : {head}"
        return
    for key in head.keys() - set(KEYS):
        yield key, written(head[key]), "cette clé n'existe pas" + meant(key, KEYS)
    pictogram = head.get("pictogram")
    if pictogram not in pictograms():
        problem = (
            "cette clé manque" if pictogram is None else "ce pictogramme n'existe pas" + meant(pictogram, pictograms())
        )
        yield "pictogram", "" if pictogram is None else written(pictogram), problem
    needs = head.get("needs", [])
    if not isinstance(needs, list):
        yield "needs", written(needs), 'une liste est attendue, par exemple ["track"]'
    elif needs_of_office is not None:
        for need in needs:
            if need not in needs_of_office:
                yield "needs", written(need), "ce besoin n'existe pas" + meant(need, needs_of_office)


def _read_lines(body: list[str], first: int) -> tuple[dict[str, list[str]], list[tuple[str, str, str]]]:
    """What the lines say, by kind; an indented line goes on with the one before it."""
    by_kind: dict[str, list[str]] = {"title": [], "have": [], "steps": [], "mind": []}
    faults, last = [], ""
    for number, line in enumerate(body, first):
        kind = next((kind for kind, mark in _LINES.items() if line.startswith(mark)), "")
        step = _STEP.match(line)
        if kind:
            by_kind[kind].append(line[2:].strip())
        elif step:
            kind = "steps"
            by_kind[kind].append(step[2].strip())
            if int(step[1]) != len(by_kind[kind]):
                faults.append(
                    (f"ligne {number}", written(f"{step[1]}."), f"l'étape {len(by_kind[kind])} est attendue ici")
                )
        elif last and line.startswith(" ") and line.strip():
            kind = last
            by_kind[kind][-1] += " " + line.strip()
        elif line.strip():
            problem = "une ligne est un titre (# …), une chose à avoir (- …), une étape (1. …) ou un conseil (> …)"
            faults.append((f"ligne {number}", written(line), problem))
        last = kind
    # A mark never begins a line, and a telephone number stays whole.
    return {kind: [_TOGETHER.sub("\u00a0", text) for text in texts] for kind, texts in by_kind.items()}, faults


def _line_faults(by_kind: dict[str, list[str]]) -> Iterator[tuple[str, str, str]]:
    titles, steps = by_kind["title"], by_kind["steps"]
    if len(titles) != 1:
        yield "titre", written(titles[1]) if titles else "", "une fiche a un titre, et un seul : # Suivre un colis"
    if not 1 <= len(steps) <= MOST_STEPS:
        yield "étapes", str(len(steps)), f"une fiche a de 1 à {MOST_STEPS} étapes ; faites-en deux fiches"
    for title in titles[:1]:
        if len(title) > LONGEST_TITLE:
            yield "titre", written(title), f"ce titre est trop long : {LONGEST_TITLE} caractères au plus"
    for kind, named in (("have", "à avoir"), ("steps", "étape"), ("mind", "conseil")):
        for at, sentence in enumerate(by_kind[kind], 1):
            if len(sentence) > LONGEST_SENTENCE:
                yield (
                    f"{named} {at}",
                    written(sentence),
                    f"c'est trop long : {LONGEST_SENTENCE} caractères au plus, une idée",
                )
    for sentence, times in Counter(steps).items():
        if times > 1:
            yield "étapes", written(sentence), f"cette étape est écrite {times} fois"
