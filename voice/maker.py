"""The program that makes clips: a line of JSON in, a line out. A process of its own, since an engine at work stops all else in it."""

import json
import os
import subprocess
import sys
from pathlib import Path

from voice.synthesis import NoVoice, speak


def main() -> None:
    """{"language", "sentence", "path"} → {"problem": ""} once the clip stands at the path, else what is wrong."""
    os.nice(10)
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps({"problem": _made(asked["language"], asked["sentence"], Path(asked["path"]))}), flush=True)


def _made(language: str, sentence: str, path: Path) -> str:
    try:
        sound = speak(language, sentence)
        partial = path.with_suffix(".new")
        partial.write_bytes(sound)
        partial.replace(path)
    except (NoVoice, OSError, ValueError, subprocess.CalledProcessError) as error:
        return str(error) or type(error).__name__
    return ""


if __name__ == "__main__":
    main()
