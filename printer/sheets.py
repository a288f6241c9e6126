"""A hand-out sheet on paper: what to have, the steps one under the other, what to mind, and the way to the same page."""

from PIL import Image

from printer.paper import SheetPaper
from printer.pen import Pen, Style


def compose_sheet(paper: SheetPaper, pen: Pen, code: Image.Image | None) -> None:
    """The whole sheet with the pen. code: the picture of its QR."""
    pen.write(paper.title, Style.LOUD, centred=True)
    pen.rule(12, 18)
    if paper.have:
        pen.write(paper.have_title, Style.TITLE)
        for item in paper.have:
            pen.write(item, Style.BODY, mark="• ")
        pen.rule(12, 18)
    for number, step in enumerate(paper.steps, 1):
        if number > 1:
            # White between two steps, so that a finger finds the one that is done now.
            pen.skip(14)
        pen.write(step, Style.BODY, mark=f"{number}. ")
    if paper.mind:
        pen.rule(12, 18)
        pen.write(paper.mind_title, Style.TITLE)
        for place, sentence in enumerate(paper.mind):
            pen.skip(14 if place else 0)
            pen.write(sentence, Style.BODY)
    pen.rule(12, 18)
    pen.write(paper.aid, Style.BODY)
    if code is not None:
        pen.skip(18)
        pen.write(paper.follow, Style.BODY, centred=True)
        pen.picture(code)
    for line in paper.imprint:
        pen.write(line, Style.SMALL, centred=True)
