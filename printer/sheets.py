"""A hand-out sheet on paper: what to have, the steps one under the other, what to mind, and the way to the same page."""

from PIL import Image

from printer.paper import SheetPaper
from printer.renderer import Renderer, Style


def compose_sheet(paper: SheetPaper, renderer: Renderer, code: Image.Image | None) -> None:
    """The whole sheet with the renderer. code: the picture of its QR."""
    renderer.write(paper.title, Style.LOUD, centred=True)
    renderer.rule(12, 18)
    if paper.have:
        renderer.write(paper.have_title, Style.TITLE)
        for item in paper.have:
            renderer.write(item, Style.BODY, mark="• ")
        renderer.rule(12, 18)
    for number, step in enumerate(paper.steps, 1):
        if number > 1:
            # White between two steps, so that a finger finds the one that is done now.
            renderer.skip(14)
        renderer.write(step, Style.BODY, mark=f"{number}. ")
    if paper.mind:
        renderer.rule(12, 18)
        renderer.write(paper.mind_title, Style.TITLE)
        for place, sentence in enumerate(paper.mind):
            renderer.skip(14 if place else 0)
            renderer.write(sentence, Style.BODY)
    renderer.rule(12, 18)
    renderer.write(paper.aid, Style.BODY)
    if code is not None:
        renderer.skip(18)
        renderer.write(paper.follow, Style.BODY, centred=True)
        renderer.picture(code)
    for line in paper.imprint:
        renderer.write(line, Style.SMALL, centred=True)
