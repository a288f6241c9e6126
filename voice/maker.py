"""The program that makes clips: a line of JSON in, a line out. A process of its own, since an engine at work stops all else in it."""

import json
import os
import sys
from pathlib import Path

from voice.shelf import Shelf
from voice.sound import mp3
from voice.synthesis import NoVoice, speak


def main() -> None:
    """{"language", "text"} → {"problem": ""} once the clip stands on the shelf of the folder, else what is wrong, in French."""
    os.nice(10)
    shelf = Shelf(Path(sys.argv[1]))
    for line in sys.stdin:
        order = json.loads(line)
        print(json.dumps({"problem": _make_clip(shelf, order["language"], order["text"])}), flush=True)


def _make_clip(shelf: Shelf, language: str, text: str) -> str:
    try:
        shelf.keep(shelf.path(language, text), mp3(speak(language, text)))
    except NoVoice as problem:
        return str(problem)
    except Exception as error:  # the next clip may be fine: this one says what it had
        return f"« {text} » n'a pas pu être dit : {type(error).__name__} {error}"
    return ""


if __name__ == "__main__":
    main()
