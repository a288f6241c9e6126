"""The slip of a workshop on paper: what and when first, then the code, large, and what to do with it."""

from printer.paper import SlipPaper
from printer.renderer import Renderer, Style


def compose_slip(paper: SlipPaper, renderer: Renderer) -> None:
    """The whole slip with the renderer. It begins with words, so that nobody takes the code for a number in the queue."""
    renderer.write(paper.heading, Style.BODY, centred=True)
    renderer.skip(14)
    renderer.write(paper.title, Style.LOUD, centred=True)
    renderer.skip(10)
    renderer.write(paper.level, Style.BODY, centred=True)
    renderer.rule(12, 18)
    renderer.write(paper.day, Style.LOUD)
    renderer.write(paper.hours, Style.LOUD)
    renderer.skip(14)
    renderer.write(paper.where, Style.BODY)
    renderer.write(paper.place, Style.TITLE)
    renderer.rule(12, 18)
    renderer.write(paper.code_title, Style.TITLE, centred=True)
    renderer.skip(24)
    renderer.number(paper.code)
    renderer.skip(10)
    renderer.write(paper.seat, Style.LOUD, centred=True)
    renderer.rule(12, 18)
    for sentence in paper.todo:
        renderer.write(sentence, Style.BODY, mark="• ")
    renderer.skip(18)
    renderer.write(paper.privacy, Style.BODY)
    renderer.rule(12, 18)
    for line in paper.imprint:
        renderer.write(line, Style.SMALL, centred=True)
