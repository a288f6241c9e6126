"""The slip of a workshop on paper: what and when first, then the code, large, and what to do with it."""

from printer.paper import SlipPaper
from printer.pen import Pen, Style


def compose_slip(paper: SlipPaper, pen: Pen) -> None:
    """The whole slip with the pen. It begins with words, so that nobody takes the code for a number in the queue."""
    pen.write(paper.heading, Style.BODY, centred=True)
    pen.skip(14)
    pen.write(paper.title, Style.LOUD, centred=True)
    pen.skip(10)
    pen.write(paper.level, Style.BODY, centred=True)
    pen.rule(12, 18)
    pen.write(paper.day, Style.LOUD)
    pen.write(paper.hours, Style.LOUD)
    pen.skip(14)
    pen.write(paper.where, Style.BODY)
    pen.write(paper.place, Style.TITLE)
    pen.rule(12, 18)
    pen.write(paper.code_title, Style.TITLE, centred=True)
    pen.skip(24)
    pen.number(paper.code)
    pen.skip(10)
    pen.write(paper.seat, Style.LOUD, centred=True)
    pen.rule(12, 18)
    for sentence in paper.todo:
        pen.write(sentence, Style.BODY, mark="• ")
    pen.skip(18)
    pen.write(paper.privacy, Style.BODY)
    pen.rule(12, 18)
    for line in paper.imprint:
        pen.write(line, Style.SMALL, centred=True)
