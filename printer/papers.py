"""Every kind of paper as ESC/POS: each has a layout of its own."""

from typing import assert_never

from printer.layout import escpos_bytes, layout_of, renderer_for
from printer.paper import AnyPaper, PrinterModel, SheetPaper, SlipPaper, TicketPaper
from printer.qr import qr_picture
from printer.sheets import compose_sheet
from printer.slips import compose_slip


def paper_bytes(paper: AnyPaper, model: PrinterModel) -> bytes:
    """The whole paper, from ESC @ to the cut. Raises nothing for any text."""
    match paper:
        case TicketPaper():
            return escpos_bytes(paper, model, layout_of(paper))
        case SlipPaper():
            renderer = renderer_for(paper, model)
            compose_slip(paper, renderer)
            return renderer.cut()
        case SheetPaper():
            renderer = renderer_for(paper, model)
            compose_sheet(paper, renderer, qr_picture(paper.url, model.dots))
            return renderer.cut()
        case _:
            assert_never(paper)
