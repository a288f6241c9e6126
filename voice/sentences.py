"""What may be said: a known name of the office's words, with facts that are whole numbers. Nothing else is ever spoken."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from flow.forecast import LONGEST, wait_range

FACT_LARGEST = 9_999
LEVELS = range(1, 5)
"""Of the kiosk's loudness."""
_FACT = re.compile(r"\{(\w+)\}")
_SPOKEN = (
    "kiosk.", "place.", "wait.", "need.", "tile.", "ready.", "route.", "refusal.", "announcement.", "fairness", "privacy", "legal_notice",
)  # fmt: skip
"""What the names of the sentences begin with that a kiosk or a display says."""
_WAITS = frozenset(wait_range(minutes) for minutes in range(LONGEST + 2))


@dataclass(frozen=True)
class Sayable:
    """What the facts of a sentence may be today: closed sets, so that nobody has clips of anything else made.

    numbers: tickets of today. counters: of the office. times: (hour, minute) of quieter moments. seconds: left on the kiosk.
    """

    numbers: Container[int]
    counters: Container[int]
    times: Container[tuple[int, int]]
    seconds: Container[int]

    def check(self, sentence: "Sentence") -> None:
        """Raises ValueError for a sentence that no screen of the office says now."""
        if not self._says(sentence.name, dict(sentence.facts)):
            raise ValueError(f"« {sentence.name} » ne se dit pas ainsi aujourd'hui.")

    def _says(self, name: str, facts: Mapping[str, int]) -> bool:
        if name != "call" and not name.startswith(_SPOKEN):
            return False
        if name.startswith("wait."):
            return dict(facts) in _waits(set(facts))
        match dict(facts):
            case {"number": number, **more}:
                return number in self.numbers and all(fact in self.counters for fact in more.values())
            case {"hour": hour, **more}:
                return (hour, more.get("minute", 0)) in self.times
            case {"seconds": seconds}:
                return seconds in self.seconds
            case {"level": level}:
                return level in LEVELS
            case nothing:
                return not nothing


@dataclass(frozen=True)
class Sentence:
    """name: of the office's words. facts: in the order of their names. text: what is said."""

    name: str
    facts: tuple[tuple[str, int], ...]
    text: str

    @property
    def recording(self) -> str:
        """What a recording of one's own is called, without its ending: call-counter-3-number-112."""
        return "-".join([self.name, *(f"{fact}-{value}" for fact, value in self.facts)])


def sentence(words: Mapping[str, str], name: str, facts: Mapping[str, int]) -> Sentence:
    """The sentence of this name with its facts. Raises ValueError for a name that is not known, or facts that do not fit."""
    if name not in words:
        raise ValueError(f"Aucune phrase ne s'appelle « {name} ».")
    facts_wanted = facts_in(words[name])
    if facts_wanted != set(facts):
        raise ValueError(f"« {name} » demande : {', '.join(sorted(facts_wanted)) or 'rien'}.")
    if any(not 0 <= fact <= FACT_LARGEST for fact in facts.values()):
        raise ValueError(f"Un nombre va de 0 à {FACT_LARGEST}.")
    return Sentence(name, tuple(sorted(facts.items())), words[name].format(**facts))


def always_said(words: Mapping[str, str]) -> Iterator[Sentence]:
    """All that is said whatever the day: sentences, needs, what to have ready, every wait that the forecast may say."""
    for name, text in words.items():
        facts_wanted = facts_in(text)
        if name.startswith("wait."):
            yield from (sentence(words, name, facts) for facts in _waits(facts_wanted))
        elif name.startswith(_SPOKEN) and not facts_wanted:
            yield sentence(words, name, {})


def numbers_said(words: Mapping[str, str], numbers: Iterable[int], counters: Iterable[str]) -> Iterator[Sentence]:
    """Every sentence that tells one of these tickets its number, at each of these counters."""
    desks = [int(counter) for counter in counters]
    for number in numbers:
        for name, text in words.items():
            facts_wanted = facts_in(text)
            if facts_wanted == {"number"}:
                yield sentence(words, name, {"number": number})
            elif facts_wanted == {"number", "counter"}:
                yield from (sentence(words, name, {"number": number, "counter": desk}) for desk in desks)


def facts_in(text: str) -> set[str]:
    """The names of the facts that a sentence asks for."""
    return set(_FACT.findall(text))


def _waits(facts_wanted: set[str]) -> list[dict[str, int]]:
    """The facts that the forecast may give to a sentence that asks for these; each once."""
    waits = [{"low": wait.low} | ({} if wait.high is None else {"high": wait.high}) for wait in _WAITS]
    facts = {tuple((fact, wait[fact]) for fact in sorted(facts_wanted)) for wait in waits if facts_wanted <= set(wait)}
    return [dict(fact_values) for fact_values in sorted(facts)]
