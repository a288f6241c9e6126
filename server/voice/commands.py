"""The commands `allervers voice`: clips made ahead, and what is missing to hear every language."""

import sys
import time
from pathlib import Path

import click

from config.settings import OfficeSettings
from config.texts import Texts
from server.folders import open_folder
from server.options import data_option, demonstration_option, in_words, office_option, settings_of
from voice.clips import Clips
from voice.sentences import Sentence, always_said, numbers_said
from voice.synthesis import NoVoice, missing

NUMBERS = 400
"""How many numbers of a day are made ahead; more than a day of a busy office (Nice, benefit days: 300 a day)."""


@click.group("voice")
def voice_commands() -> None:
    """The spoken sentences of the kiosk and the display."""


@voice_commands.command()
@office_option
@data_option
@demonstration_option
@click.option("--languages", help="Some of the office's languages: fr,en. All that it offers when not said.")
@click.option("--calls/--no-calls", "with_calls", default=True, help="The numbers of a day and their calls too.")
def make(office: str, data: Path | None, demonstration: bool, languages: str | None, with_calls: bool) -> None:
    """Make every clip ahead, and remove those of sentences that are no longer said."""
    settings = settings_of(office, demonstration)
    chosen = _chosen(settings, languages)
    clips, began = _clips(settings, data), time.monotonic()
    new, wanted = 0, set[Path]()
    for language in chosen:
        sentences = _sentences(settings, language, with_calls)
        problem = missing(language)
        if problem:
            click.echo(f"{language} : {problem}", err=True)
            wanted |= {clip for spoken in sentences if (clip := clips.existing(language, spoken)) is not None}
            continue
        with click.progressbar(sentences, label=f"{language} : {len(sentences)} phrases") as each:
            for spoken in each:
                new += clips.existing(language, spoken) is None
                wanted.add(_clip(clips, language, spoken))
    clips.close()
    whole_office = languages is None and with_calls
    removed = clips.forget_all_but(wanted) if whole_office else 0
    size = sum(spoken.stat().st_size for spoken in wanted) / 1_000_000
    click.echo(
        f"{new} faites, {removed} retirées, {len(wanted)} en tout, {size:.1f} Mo, {time.monotonic() - began:.0f} s"
    )


@voice_commands.command()
@office_option
@data_option
@demonstration_option
def check(office: str, data: Path | None, demonstration: bool) -> None:
    """What each language can say, what to install, recordings that no sentence plays; exit code 1 when something is wrong."""
    settings = settings_of(office, demonstration)
    clips, wrong = _clips(settings, data), False
    for language in settings.languages:
        sentences = _sentences(settings, language, with_calls=True)
        ready = sum(clips.existing(language, spoken) is not None for spoken in sentences)
        problem = missing(language)
        click.echo(f"{language} : {problem or 'la voix est là'} ; {ready} clips prêts sur {len(sentences)}.")
        lost = [own for own in clips.own(language) if own.stem not in {spoken.recording for spoken in sentences}]
        for own in lost:
            click.echo(f"  aucune phrase ne joue cet enregistrement : {own}")
        wrong = wrong or bool(problem or lost)
    sys.exit(1 if wrong else 0)


def _sentences(settings: OfficeSettings, language: str, with_calls: bool) -> list[Sentence]:
    """The numbers in the first language only: the one that the display speaks."""
    words = Texts.load().words(language, settings)
    first = settings.plan().figures.first_number
    numbers = range(first, first + NUMBERS) if with_calls and language == settings.languages[0] else range(0)
    return [*always_said(words), *numbers_said(words, numbers, [counter.id for counter in settings.counters])]


def _clip(clips: Clips, language: str, spoken: Sentence) -> Path:
    try:
        return clips.clip(language, spoken)
    except NoVoice as problem:
        raise click.ClickException(str(problem)) from problem


def _chosen(settings: OfficeSettings, languages: str | None) -> list[str]:
    """Those asked for; a language that nobody has read over yet may be made too, for its readers to listen to."""
    of_office = [*settings.languages, *settings.unread]
    chosen = languages.split(",") if languages else list(settings.languages)
    for language in chosen:
        if language not in of_office:
            raise click.BadParameter(
                f"{settings.name} ne parle pas « {language} » (langues : {', '.join(of_office)})",
                param_hint="--languages",
            )
    return chosen


def _clips(settings: OfficeSettings, data: Path | None) -> Clips:
    with in_words():
        return Clips(open_folder(settings, data) / "voice")
