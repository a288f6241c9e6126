"""What may be said: a known name of the office's words, with facts that are whole numbers. Nothing else is ever spoken."""

import re
from collections.abc import Iterator, Mapping

from flow.forecast import LONGEST, STEP

FACT_LARGEST = 9_999
_FACT = re.compile(r"\{(\w+)\}")
_SPOKEN = ("kiosk.", "place.", "wait.", "paper.", "need.", "tile.", "ready.", "route.", "refusal.")
"""What the names of a kiosk's sentences begin with."""


def sentence(words: Mapping[str, str], name: str, facts: Mapping[str, int]) -> str:
    """The sentence of this name with its facts. Raises KeyError for a name that is not known, ValueError for facts that do not fit."""
    said = words[name]
    if set(_FACT.findall(said)) != set(facts):
        raise ValueError(f"{name} takes {sorted(set(_FACT.findall(said)))}")
    if any(not 0 <= fact <= FACT_LARGEST for fact in facts.values()):
        raise ValueError(f"a fact is a whole number from 0 to {FACT_LARGEST}")
    return said.format(**facts)


def kiosk_says(words: Mapping[str, str]) -> Iterator[tuple[str, dict[str, int]]]:
    """(name, facts) of all that a kiosk says whatever the day: its sentences, needs, what to have ready, every range of waits."""
    for name, said in words.items():
        asked = set(_FACT.findall(said))
        if name.startswith(_SPOKEN) and not asked:
            yield name, {}
        elif name.startswith("wait.") and asked <= {"low", "high"}:
            for low in range(0, LONGEST + STEP, STEP):
                for high in range(low + STEP, 2 * LONGEST, STEP) if "high" in asked else (0,):
                    yield name, {key: value for key, value in (("low", low), ("high", high)) if key in asked}


def calls(numbers: range, counters: list[str]) -> Iterator[tuple[str, dict[str, int]]]:
    """(name, facts) of each call of these numbers to these counters."""
    for number in numbers:
        for counter in counters:
            yield "call", {"number": number, "counter": int(counter)}
