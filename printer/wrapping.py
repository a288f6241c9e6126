"""A text in lines that are about equally long, whatever measures them: characters of a printer or dots of a font."""

from collections.abc import Callable

Measure = Callable[[str], float]


def balanced(text: str, width: int, measure: Measure) -> list[str]:
    """Lines no wider than `width`, as few as can be, and no word left alone on the last one.

    What a no-break space holds together stays on one line where a line is wide enough; a word wider than a line is cut.
    """
    words = [piece for word in text.split(" ") if word.strip() for piece in _pieces(word, width, measure)]
    if not words:
        return []
    lines = _greedy(words, width, measure)
    # The narrowest column that takes no line more: fewer lines never need a narrower one, so halving finds it.
    low, high = int(max(map(measure, words))), width
    while low < high:
        middle = (low + high) // 2
        narrower = _greedy(words, middle, measure)
        if len(narrower) > len(lines) or any(measure(line) > middle for line in narrower):
            low = middle + 1
        else:
            lines, high = narrower, middle
    return [line.replace("\u00a0", " ").strip() for line in lines]


def _greedy(words: list[str], width: int, measure: Measure) -> list[str]:
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if measure(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _pieces(word: str, width: int, measure: Measure) -> list[str]:
    """The word; if it is too wide, its parts between no-break spaces; if one of those is, as many letters as fit."""
    if measure(word) <= width:
        return [word]
    if "\u00a0" in word:
        return [piece for part in word.split("\u00a0") if part for piece in _pieces(part, width, measure)]
    pieces = [""]
    for char in word:
        if pieces[-1] and measure(pieces[-1] + char) > width:
            pieces.append("")
        pieces[-1] += char
    return pieces
