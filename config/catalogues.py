"""The catalogues: French stands in the code, other languages in gettext's .po files, compiled when they are first read (no build step).

Two domains: config/texts/client holds what clients read or hear, config/texts/staff what only staff read. A sentence that both read stands
in the client's: it has one translation, whoever reads it.
"""

import io
from gettext import GNUTranslations, NullTranslations

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from config.languages import SOURCE, Domain, catalogue, languages_of
from config.table import Words


def translations(language: str) -> NullTranslations:
    """Both domains of the language; what neither has is said in French, as it stands in the code."""
    return _BY_LANGUAGE.get(language) or _BY_LANGUAGE.setdefault(language, _read(language))


def gettext(language: str, message: str, **facts: object) -> str:
    """The sentence, with its facts in place of {name}."""
    # Under the empty sentence a catalogue has its own head.
    sentence = translations(language).gettext(message) if message else ""
    return sentence.format(**facts) if facts else sentence


def label(words: Words, language: str) -> str:
    """An office's own words: in this language if it wrote them, else as the catalogue translates the French."""
    return words.get(language) or gettext(language, words[SOURCE])


def read_all() -> None:
    """Reads every catalogue: one that is broken is found when the office starts, and no tap waits for one."""
    for language in {language for domain in Domain for language in languages_of(domain)}:
        translations(language)


def _read(language: str) -> NullTranslations:
    # A sentence that the first lacks is asked of the next.
    translations = NullTranslations()
    for domain in Domain:
        if (file := catalogue(domain, language)).is_file():
            compiled = io.BytesIO()
            write_mo(compiled, read_po(io.BytesIO(file.read_bytes())))
            compiled.seek(0)
            translations.add_fallback(GNUTranslations(compiled))
    return translations


_BY_LANGUAGE: dict[str, NullTranslations] = {}
