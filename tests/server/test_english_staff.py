"""A staff screen in English says no French word, whatever has happened in the office."""

import itertools
import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from config.access_words import LOCKED, locked
from config.clock_words import clock_notice
from config.copy_words import WHY, no_copy, no_second
from config.fence_words import fence_notice
from config.languages import OWN_NAMES
from config.loading import load
from config.notices import NOTICES
from flow import commands as queue
from flow import hall_commands as hall
from flow.fence import Fence, Loss
from flow.readings import Difficulty
from flow.refusals import Reason
from flow.state import Doubt
from flow.time_commands import HoldClock
from screen.roles import STAFF, Role
from server.access import Access
from server.app import create_app
from server.journal.people import People
from server.screens import SCREENS
from tests.french_words import french_in, french_of
from tests.server.everything_said import AGENT, CHILD, MEDIATOR, EverythingSaid, own_ids
from voice.clips import Clips

HOUR = 3_600_000
ZONE = "Europe/Paris"
OPEN_TO_ANYBODY = ["/", "/design", "/pair", "/sign-in"]
FRENCH_WORDS = ["Regardez", "les", "guichets", "de"]
SCREENS_OF_STAFF = ["/console", "/counter", "/counter/47", "/counter/2"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Of the office, and of who works in it."""
    return tmp_path_factory.mktemp("english")


@pytest.fixture(scope="module")
def day(folder, open_bureau):
    """Everything was said, and much is under way: people wait, a colleague is called, the kiosk gave many tickets, a clock is held."""
    settings = load(own_ids(folder), demonstration=True, printer_address="virtual")
    bureau = open_bureau(folder / "data" / "lens", settings)
    everything = EverythingSaid(bureau)
    everything.whole_day()
    everything.do(queue.StartPresence())
    everything.do(queue.OpenCounter("47"), AGENT)
    waiting = [everything.take(need, language=language) for need in settings.needs for language in ("fr", "uk")]
    everything.do(queue.AdvanceTicket(waiting[3], 5))
    everything.do(queue.CallTicket("47", waiting[0]), AGENT)
    everything.do(queue.ParkTicket(waiting[2], queue.ParkReason.BREAK, 10))
    everything.do(hall.ReportMachine("zz-machine", in_order=False))
    everything.do(hall.RaiseHelp("47", "2"), AGENT)
    for _ in range(12):
        everything.do(queue.TakeTicket("help"), CHILD)
    for difficulty in itertools.islice(itertools.cycle(Difficulty), 9):
        everything.do(hall.ReportDifficulty(difficulty, everything.take()))
    everything.do(hall.Announce("zz-message", 20), MEDIATOR)
    bureau.office.pass_time()
    bureau.do(HoldClock(3 * HOUR, 0))
    yield everything
    bureau.journal._database.close()


@pytest.fixture(scope="module")
def reader(day, folder):
    """Somebody who reads this language, at a device of every role."""
    people = People(folder / "people.db")
    access = Access(people, day.bureau.settings.languages, staff_languages=day.bureau.settings.staff_languages)
    app = create_app(day.bureau.office, access, SCREENS, b"k" * 32, folder, Clips(folder))
    access.add_staff("ZzMediator", STAFF)
    secret, device = access.add_device("ZzDevice", frozenset(Role) - {Role.PRINTER}, "47")

    def make(language: str):
        browser = app.test_client()
        browser.set_cookie("device", secret)
        browser.set_cookie("staff", access.open_session(access.people.staff()[0], device, language=language))
        return browser

    yield make
    people.close()


@pytest.fixture
def browser(reader):
    """Of somebody who reads English."""
    return reader("en")


@pytest.fixture(scope="module")
def names(day):
    """What is called the same in every language: the product, the office, the doors that people are sent to, each language."""
    settings = day.bureau.settings
    doors = [name for place in settings.places for name in (place.name, place.address, place.phone) if name]
    return ("Aller-vers", settings.name, *doors, *OWN_NAMES.values())


@pytest.mark.parametrize("page", OPEN_TO_ANYBODY + SCREENS_OF_STAFF)
def test_no_page_of_staff_in_english_has_a_french_word(browser, names, page):
    text = _page(browser, page)

    assert '<html lang="en"' in text
    assert french_in(text, names) == []


@pytest.mark.parametrize("page", OPEN_TO_ANYBODY + SCREENS_OF_STAFF)
def test_the_same_page_in_french_is_found_to_be_french(reader, names, page):
    """The control: what is looked for is what the page says in French."""
    assert len(french_in(_page(reader("fr"), page), names)) > 3


@pytest.mark.parametrize("page", SCREENS_OF_STAFF)
def test_a_french_sentence_in_such_a_page_is_found(browser, names, page):
    """The control: the names of the office excuse nothing else."""
    text = _page(browser, page)

    assert french_in(text.replace("<h1", "<p>Regardez les guichets de Lens</p><h1", 1), names) == FRENCH_WORDS


def test_what_the_console_offers_to_choose_from_is_in_english(browser, names):
    (choices,) = re.findall(r'id="choices">(.*?)</script>', _page(browser, "/console"), re.DOTALL)

    offered = " | ".join(_sentences(json.loads(choices)))

    assert "tax return and payment" in offered
    assert french_of(offered, names) == []


@pytest.mark.parametrize(
    "screen", [each for each in SCREENS if each.name in ("console", "counter")], ids=lambda s: s.name
)
def test_no_view_of_staff_in_english_has_a_french_sentence(day, names, screen):
    office = day.bureau.office
    parts = (office.settings, office.state, office.mediation, office.now(), "47")
    english, french = (
        list(_sentences(msgspec.to_builtins(screen.shows(*parts, language)))) for language in ("en", "fr")
    )

    assert french_of(" | ".join(english), names) == []
    assert french_of(" | ".join(french), names), "the control"


@pytest.mark.parametrize("reason", Reason)
def test_every_refusal_is_in_english(day, reason):
    facts: dict[str, Any] = {"state": "waiting", "outcome": "served", "name": "ZzMediator", "number": 101}

    assert french_of(day.bureau.office.texts.refusal("en", reason, facts)) == []


@pytest.mark.parametrize("query", ["/console/price?ticket=x&minutes=5", "/console/price?x=1"])
def test_what_a_change_would_cost_is_refused_in_english(browser, query):
    refused = browser.get(query).json

    assert refused["sentence"]
    assert french_of(refused["sentence"]) == []


def test_what_is_wrong_with_the_office_is_said_in_english(day, monkeypatch):
    def beside(language):
        return (
            *(no_copy(since, why, language) for why in WHY for since in (None, HOUR, 3 * HOUR, 60 * HOUR)),
            *(no_second(since, why, "/mnt/x", language) for why in WHY for since in (1, 3 * HOUR)),
        )

    readiness = day.bureau.office.readiness
    monkeypatch.setattr(readiness, "standing", lambda: tuple(NOTICES))
    monkeypatch.setattr(readiness, "beside", beside)

    sentences = readiness.notices("en")

    assert len(sentences) == len(NOTICES) + 6 * len(WHY)
    assert french_of(" | ".join(sentences)) == []


@pytest.mark.parametrize("ahead", [3 * HOUR + 60_000, -86_400_000, 900 * 86_400_000, -60 * 365 * 86_400_000])
@pytest.mark.parametrize("since", [0, 1])
def test_a_clock_that_is_not_believed_is_told_in_english(day, ahead, since):
    state = msgspec.structs.replace(day.bureau.office.state, doubt=Doubt(ahead, since))

    sentences = " ".join(_sentences(msgspec.to_builtins(clock_notice(state, day.bureau.clock.now, ZONE, "en"))))

    assert "clock" in sentences
    assert french_of(sentences) == []


@pytest.mark.parametrize("why", Loss)
@pytest.mark.parametrize(("last", "kept"), [(0, 0), (101, 1), (140, 1_763_985_600_000)])
def test_a_loss_is_told_in_english(day, why, last, kept):
    fence = Fence(why=why, first=101, last=last, goes_on=301, kept_until=kept)
    state = msgspec.structs.replace(day.bureau.office.state, fence=fence)

    sentences = " ".join(_sentences(msgspec.to_builtins(fence_notice(state, ZONE, "en"))))

    assert "301" in sentences
    assert french_of(sentences) == []


@pytest.mark.parametrize("wait", [500, 40_000, 60_000, 900_000])
def test_who_has_to_wait_is_told_in_english(wait):
    assert french_of(" ".join(locked(subject, wait, "en") for subject in LOCKED)) == []


def _page(browser, page: str) -> str:
    answer = browser.get(page, headers={"Accept": "text/html"})
    assert answer.status_code == 200, (page, answer.status_code)
    # The page of the design names each colour as its style does, and each pictogram by its file.
    named = r'<span>[a-z-]+ / [a-z-]+</span>|<ul class="pictograms">.*?</ul>'
    return re.sub(named, "", str(answer.text), flags=re.DOTALL)


def _sentences(value: object) -> Iterator[str]:
    """Every text of several words: an id is one word, and in English."""
    match value:
        case str():
            yield from [value] if " " in value else ()
        case dict():
            for inner in value.values():
                yield from _sentences(inner)
        case list() | tuple():
            for inner in value:
                yield from _sentences(inner)
