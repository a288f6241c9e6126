"""The commands `allervers voice`: clips made ahead."""

import time
from pathlib import Path

import click

from config.loading import load
from config.texts import Texts
from voice.clips import Clips
from voice.sentences import calls, kiosk_says, sentence
from voice.synthesis import NoVoice

NUMBERS = 400
"""How many numbers of a day have their calls made ahead; more than a day of a busy office (Nice, benefit days: 300 a day)."""


@click.group("voice")
def voice_commands() -> None:
    """The spoken sentences of the kiosk and the display."""


@voice_commands.command()
@click.option("--office", default="lens", show_default=True, help="A shipped office or a TOML file.")
@click.option(
    "--data", type=click.Path(path_type=Path), help="Folder of what is kept, in place of the configuration's."
)
@click.option("--languages", help="Some of the office's languages: fr,en. All of them when not said.")
@click.option("--calls/--no-calls", "with_calls", default=True, help="The calls of the display too.")
def make(office: str, data: Path | None, languages: str | None, with_calls: bool) -> None:
    """Make every clip ahead, and remove those of sentences that are no longer said."""
    settings, texts = load(office), Texts.load()
    clips = Clips((data or Path(settings.serve.data)) / settings.id / "voice")
    kept, made, began = set(), 0, time.monotonic()
    chosen = languages.split(",") if languages else settings.languages
    for language in chosen:
        words = texts.words(language, settings)
        said = list(kiosk_says(words))
        if with_calls and language == settings.languages[0]:
            first = settings.plan().figures.first_number
            said += calls(range(first, first + NUMBERS), [counter.id for counter in settings.counters])
        try:
            for name, facts in said:
                made += not clips.path(language, sentence(words, name, facts)).exists()
                kept.add(clips.clip(language, name, sentence(words, name, facts)))
        except NoVoice as problem:
            click.echo(f"{language} : {problem}", err=True)
            continue
        click.echo(f"{language} : {len(said)} phrases")
    gone = 0 if languages or not with_calls else clips.forget_all_but(kept)
    clips.close()
    size = sum(one.stat().st_size for one in kept) / 1_000_000
    click.echo(f"{made} faites, {gone} retirées, {size:.0f} Mo, {time.monotonic() - began:.0f} s")
