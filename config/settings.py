"""The typed configuration of one office. Made by config.loading only, which says every fault at once."""

from collections.abc import Set as AbstractSet
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from config.accompaniments import ProcedureSettings, WorkshopsSettings, procedures_have_their_theme
from config.copies import CopiesSettings
from config.hall import MachineSettings, MessageSettings, PlaceSettings, TagSettings, place
from config.keypad import KeySettings
from config.languages import ORDER, SOURCE
from config.public_address import public_address
from config.serving import ServeSettings
from config.sheets import SheetSettings
from config.spans import TICKET_PARTS, Span, address, route_list, span, ticket_parts, zone
from config.table import Name, Table, Words
from flow.bounds import COUNTER, MOST_READY, MOST_TAGS
from flow.needs import HELP, Need, Route
from flow.plan import CounterPlan, Figures, Hours, MachinePlan, Plan
from mediation.coop import Nature, Theme
from mediation.plan import MediationPlan, Proposal, SentTo

Spans = tuple[Annotated[Span, BeforeValidator(span)], ...]


_AT_COUNTERS = frozenset({Route.COUNTER, Route.BANKER})


class Shape(StrEnum):
    """The sign of a counter, for those who do not read digits."""

    CIRCLE = "circle"
    SQUARE = "square"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"
    STAR = "star"
    HEXAGON = "hexagon"


class HoursSettings(Table):
    """Opening hours, local time: lists of "09:00-12:30". A day that is not named is closed."""

    monday: Spans = ()
    tuesday: Spans = ()
    wednesday: Spans = ()
    thursday: Spans = ()
    friday: Spans = ()
    saturday: Spans = ()
    sunday: Spans = ()

    def week(self) -> tuple[Spans, ...]:
        """The seven days, Monday first."""
        return (self.monday, self.tuesday, self.wednesday, self.thursday, self.friday, self.saturday, self.sunday)


class KioskSettings(Table):
    """The kiosk's screen. mm_per_css_px: its dot pitch (21.5" 1080p: 0.248), which decides the size of every target.

    reach_percent: the lower part of the screen that a person in a wheelchair reaches; targets stay in it. config/kiosk_fit.py says
    what fits.
    viewing_mm: from the eyes to the screen: large text has capitals of 0.7 degrees at that distance (EN 301 549, 5.1.4).
    quiet_hours: when fewer people come; said when the wait is long.
    """

    width_px: int = Field(1080, ge=320, le=4320)
    height_px: int = Field(1920, ge=320, le=7680)
    mm_per_css_px: float = Field(0.248, ge=0.05, le=1.0)
    reach_percent: int = Field(66, ge=66, le=100)
    viewing_mm: int = Field(500, ge=300, le=1000)
    quiet_hours: Spans = Field(default=(), max_length=3)
    keys: KeySettings = KeySettings()
    idle_seconds: int = Field(60, ge=60, le=600)
    warning_seconds: int = Field(30, ge=20, le=120)


class DisplaySettings(Table):
    """The waiting room's screen. farthest_m: how far away the last seat is: the number is at least 3 % of it high.

    speaks: a call is chimed and spoken; without it only chimed, and no voice is made for it.
    also_in_the_tickets_language: a call is spoken in French, then in the language that the ticket was taken in.
    """

    width_px: int = Field(1920, ge=640, le=7680)
    height_px: int = Field(1080, ge=640, le=7680)
    mm_per_css_px: float = Field(0.496, ge=0.05, le=2.0)
    farthest_m: float = Field(6.0, ge=1.0, le=30.0)
    speaks: bool = True
    also_in_the_tickets_language: bool = False


class CounterSettings(Table):
    """A counter and its sign. main, backup: needs, or tiles (all of a tile's needs that a counter may solve)."""

    id: str = Field(pattern=f"^{COUNTER}$")
    shape: Shape
    main: tuple[str, ...] = Field(min_length=1)
    backup: tuple[str, ...] = ()


class PrinterSettings(Table):
    """A ticket printer. What the model says (config/printers.toml) stands unless it is set here.

    address: tcp://HOST:PORT, usb://VENDOR:PRODUCT, serial:///dev/…, file:///dev/…, or virtual. dots: printable width.
    charcode: the printer's number of its CP1252 page. confirm: how it proves that it printed. cut: has a cutter.
    roll_m: metres of paper on a new roll; warn_m: staff are told when so many are left.
    """

    name: Name
    address: Annotated[str, BeforeValidator(address)]
    model: str = "generic-80"
    dots: Literal[576, 512, 384] = 576
    charcode: int = Field(16, ge=0, le=255)
    confirm: Literal["process_id", "status", "none"] = "status"
    cut: bool = True
    presenter: bool = False
    roll_m: float = Field(80, gt=0, le=500)
    warn_m: float = Field(3, ge=0, le=50)


class TicketSettings(Table):
    """The paper ticket: its parts, from top to bottom. The number and the privacy line are always there, each part once."""

    parts: Annotated[tuple[str, ...], BeforeValidator(ticket_parts)] = TICKET_PARTS


class NeedSettings(Table):
    """A leaf of the need tree. minutes: mean service time. ready: what to have at hand.

    nature, themes: what the record of an accompaniment proposes.
    """

    id: Name
    pictogram: Name
    words: Words
    routes: Annotated[tuple[Route, ...], BeforeValidator(route_list)] = Field(min_length=1)
    minutes: float = Field(gt=0, le=120)
    urgent: bool = False
    ready: tuple[str, ...] = ()
    nature: Nature | None = None
    themes: Annotated[tuple[Theme, ...], AfterValidator(procedures_have_their_theme)] = ()


class TileSettings(Table):
    """A tile of the kiosk's first screen, and the needs behind it."""

    id: Name
    pictogram: Name
    words: Words
    needs: tuple[NeedSettings, ...] = Field(min_length=1, max_length=8)


class Tile(Table):
    """A tile with the ids of its needs."""

    id: str
    pictogram: str
    needs: tuple[str, ...]


class OfficeSettings(Table):
    """One office. languages: those that clients are offered, the first is the one every screen starts in; unread: those that
    wait for a speaker to read them over; staff_languages: those of the staff's screens. places: where the mediator may orient people.
    """

    id: Name
    name: str = Field(min_length=1, max_length=40)
    timezone: Annotated[str, BeforeValidator(zone)] = "Europe/Paris"
    languages: tuple[str, ...] = Field(default=ORDER, min_length=1)
    unreviewed_languages_accepted: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    staff_languages: tuple[str, ...] = (SOURCE,)
    public_url: Annotated[str, BeforeValidator(public_address)] | None = None
    demonstration: bool = False
    places: tuple[Annotated[PlaceSettings, BeforeValidator(place)], ...] = ()
    machines: tuple[MachineSettings, ...] = Field(default=(), max_length=12)
    announcements: tuple[MessageSettings, ...] = Field(default=(), max_length=12)
    tags: tuple[TagSettings, ...] = Field(default=(), max_length=MOST_TAGS)
    procedures: tuple[ProcedureSettings, ...] = Field(default=(), max_length=40)
    workshops: WorkshopsSettings = WorkshopsSettings()
    sheets: tuple[SheetSettings, ...] = Field(default=(), max_length=40)
    serve: ServeSettings = ServeSettings()
    copies: CopiesSettings = CopiesSettings()
    hours: HoursSettings
    kiosk: KioskSettings = KioskSettings()
    display: DisplaySettings = DisplaySettings()
    counters: tuple[CounterSettings, ...] = Field(min_length=1, max_length=20)
    printers: tuple[PrinterSettings, ...] = ()
    ticket: TicketSettings = TicketSettings()
    figures: dict[str, int | tuple[int, ...]] = Field(default_factory=dict)
    ready: dict[Name, Words] = Field(max_length=MOST_READY)
    help: NeedSettings
    tree: tuple[TileSettings, ...] = Field(min_length=1, max_length=6)

    @cached_property
    def tiles(self) -> tuple[Tile, ...]:
        """The tiles, with the ids of their needs."""
        return tuple(Tile(id=t.id, pictogram=t.pictogram, needs=tuple(n.id for n in t.needs)) for t in self.tree)

    @cached_property
    def needs(self) -> dict[str, NeedSettings]:
        """Every need by its id, help last."""
        return {need.id: need for need in (*(n for tile in self.tree for n in tile.needs), self.help)}

    def need(self, need: str) -> NeedSettings:
        """The need; that of help for one that has left the configuration since the ticket was taken."""
        return self.needs.get(need, self.help)

    def plan(self) -> Plan:
        """The office as the rules see it."""
        needs = {n.id: Need(n.id, n.routes, n.minutes, n.urgent) for n in self.needs.values()}
        return Plan(
            office=self.id,
            needs=needs,
            counters={c.id: self._counter(c) for c in self.counters},
            hours=Hours(self.timezone, self.hours.week()),
            figures=Figures(**self.figures),  # type: ignore[arg-type]  # checked against Figures when it was loaded
            always_open=self.demonstration,
            printers=tuple(printer.name for printer in self.printers),
            machines={m.id: self._machine(m) for m in self.machines},
            announcements=tuple(message.id for message in self.announcements),
            tags=frozenset(tag.id for tag in self.tags),
            ready=frozenset(self.ready),
            places={called: place.id for place in self.places for called in (place.name, place.id)},
            languages=self.languages,
        )

    def mediation_plan(self) -> MediationPlan:
        """The office as the rules of the accompaniment see it."""
        return MediationPlan(
            needs={n.id: Proposal(n.nature, n.themes) for n in self.needs.values()},
            procedures=frozenset(procedure.id for procedure in self.procedures),
            places={called: SentTo(place.id, place.kind) for place in self.places for called in (place.id, place.name)},
            workshops=self.workshops.plan(),
            sheets=frozenset(sheet.id for sheet in self.sheets),
        )

    def _counter(self, counter: CounterSettings) -> CounterPlan:
        """Everybody at a counter can listen to somebody who does not know: help is a back-up skill of each."""
        main = frozenset(need for skill in counter.main for need in self._meant(skill, _AT_COUNTERS))
        backup = frozenset(need for skill in counter.backup for need in self._meant(skill, _AT_COUNTERS)) | {HELP}
        return CounterPlan(counter.id, main, backup - main)

    def _machine(self, machine: MachineSettings) -> MachinePlan:
        return MachinePlan(
            machine.id, frozenset(n for name in machine.needs for n in self._meant(name, {Route.MACHINE}))
        )

    def _meant(self, skill: str, routes: AbstractSet[Route]) -> tuple[str, ...]:
        """A need's id means itself; a tile's, all of its needs that one of the routes may solve."""
        tile = next((t for t in self.tree if t.id == skill), None)
        if tile is None:
            return (skill,)
        return tuple(n.id for n in tile.needs if routes & set(n.routes))
