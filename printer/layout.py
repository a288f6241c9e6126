"""The ticket on paper: the number first and huge, then what it is for, how long, where, what to have ready, and the QR.

Sizes are in dots of the printer, 8 to the millimetre on most.
"""

from enum import StrEnum

import msgspec
from PIL import Image

from printer.characters import fits
from printer.image_renderer import ImageRenderer
from printer.paper import AnyPaper, PrinterModel, TicketPaper
from printer.qr import qr_picture
from printer.renderer import Renderer, Style, as_sentence
from printer.text_renderer import TextRenderer

# Their letters are all on the printer's own page. In every other language the whole ticket is drawn.
_WRITTEN = frozenset({"fr", "en", "pt", "it", "es", "de", "nl"})


class Block(StrEnum):
    """One part of a ticket. number carries the mark of a second paper, qr the sentence above it."""

    NUMBER = "number"
    NEED = "need"
    WAIT = "wait"
    WHERE = "where"
    READY = "ready"
    QR = "qr"
    OFFICE = "office"
    TIME = "time"
    PRIVACY = "privacy"


class TicketLayout(msgspec.Struct, frozen=True):
    """Which parts an office prints, from top to bottom. There is no logo: ink and paper for nothing that helps.

    Raises ValueError for parts without number or privacy, for one that is there twice, and for one that nobody knows.
    """

    blocks: tuple[Block, ...] = tuple(Block)

    def __post_init__(self) -> None:
        named = set(self.blocks)
        if unknown := named - set(Block):
            raise ValueError(f"A ticket has no part called {', '.join(sorted(unknown))}.")
        if Block.NUMBER not in named:
            raise ValueError("A ticket without its number is of no use: add number.")
        if Block.PRIVACY not in named:
            raise ValueError("A ticket says what becomes of its data: add privacy.")
        if len(named) < len(self.blocks):
            raise ValueError("Each part of a ticket is printed once: one is there twice.")


USUAL = TicketLayout()

# Parts that belong together. Between two groups stands a line.
_GROUP = {
    **dict.fromkeys((Block.NUMBER, Block.NEED), "hero"),
    **dict.fromkeys((Block.WAIT, Block.WHERE, Block.READY), "steps"),
    Block.QR: "qr",
    **dict.fromkeys((Block.OFFICE, Block.TIME, Block.PRIVACY), "imprint"),
}
_AIR = {Block.WAIT: 10, Block.WHERE: 10, Block.READY: 18, Block.PRIVACY: 10}  # dots above, inside a group


def layout_of(paper: TicketPaper) -> TicketLayout:
    """The layout that its office asked for; the usual one for parts that make no ticket (the configuration refuses those)."""
    try:
        return TicketLayout(tuple(Block(name) for name in paper.blocks)) if paper.blocks else USUAL
    except ValueError:
        return USUAL


def escpos_bytes(paper: TicketPaper, model: PrinterModel, layout: TicketLayout = USUAL) -> bytes:
    """The whole ticket as ESC/POS, from ESC @ to the cut. Raises nothing for any text."""
    renderer = renderer_for(paper, model)
    compose(paper, layout, renderer, qr_picture(paper.url, model.dots))
    return renderer.cut()


def renderer_for(paper: AnyPaper, model: PrinterModel) -> Renderer:
    """The one place that chooses how a language is printed: with the printer's own letters when its page holds them all,
    as one picture when not.
    """
    fields = msgspec.structs.astuple(paper)
    words = " ".join(text for each in fields for text in ((each,) if isinstance(each, str) else each))
    written = paper.language.lower()[:2] in _WRITTEN and fits(words, model.charcode_name)
    return TextRenderer(model) if written else ImageRenderer(model, paper.language)


def compose(paper: TicketPaper, layout: TicketLayout, renderer: Renderer, code: Image.Image | None) -> None:
    """Every part of the ticket that has something to say, with the renderer. code: the picture of its QR."""
    empty = {Block.READY: not any(paper.ready), Block.QR: code is None, Block.NEED: not paper.need}
    before = None
    for block in layout.blocks:
        if empty.get(block):
            continue
        if before is not None:
            _part(renderer, before, block)
        _put(renderer, paper, block, code)
        before = block


def _part(renderer: Renderer, before: Block, block: Block) -> None:
    groups = _GROUP[before], _GROUP[block]
    if groups[0] == groups[1]:
        renderer.skip(_AIR.get(block, 0))
    elif groups != ("qr", "imprint"):  # the white around a QR parts well enough
        renderer.rule(10 if groups[0] == "hero" else 12, 18)


def _put(renderer: Renderer, paper: TicketPaper, block: Block, code: Image.Image | None) -> None:
    match block:
        case Block.NUMBER:
            renderer.number(paper.number)
            if paper.reprint:
                renderer.write(paper.reprint, Style.TITLE, centred=True)
                renderer.skip(8)
        case Block.NEED:
            renderer.write(paper.need, Style.LOUD, centred=True)
        case Block.WAIT:
            renderer.write(as_sentence(paper.wait, paper.language), Style.LOUD)
        case Block.WHERE:
            renderer.write(paper.where, Style.BODY)
        case Block.READY:
            renderer.write(paper.ready_title, Style.TITLE)
            for item in paper.ready:
                renderer.write(item, Style.BODY, mark="• ")
        case Block.QR if code is not None:
            renderer.write(paper.follow, Style.BODY, centred=True)
            renderer.picture(code)
        case Block.OFFICE:
            renderer.write(paper.office, Style.SMALL, centred=True)
        case Block.TIME:
            renderer.write(as_sentence(paper.taken_at, paper.language), Style.SMALL, centred=True)
        case Block.PRIVACY:
            renderer.write(paper.privacy, Style.SMALL, centred=True)
