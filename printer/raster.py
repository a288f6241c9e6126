"""A picture as ESC/POS: GS v 0, in bands, with no command hidden among its dots."""

import itertools
import re

from PIL import Image, ImageChops

# A printer obeys these wherever they stand, even inside a picture (Epson, real-time commands).
REAL_TIME = re.compile(rb"\x10(?:\x04[\x01-\x08\x14]|\x05[\x00-\x03]|\x14[\x01-\x03\x07\x08])")

_BAND = 255  # rows of one picture command: taller ones come out as garbage on some models
_FEW = 8  # rows: a command of its own for less white would save nothing


def raster(picture: Image.Image, left: int) -> bytes:
    """The mode "1" picture with `left` white dots before it: the margin is part of it, as some models align letters only."""
    width = -(-(left + picture.width) // 8)
    canvas = Image.new("1", (width * 8, picture.height), 255)
    canvas.paste(picture, (left, 0))
    ink = ImageChops.invert(canvas)
    bands = []
    for top in range(0, picture.height, _BAND):
        band = ink.crop((0, top, ink.width, min(top + _BAND, ink.height)))
        head = b"\x1dv0\x00" + width.to_bytes(2, "little") + band.height.to_bytes(2, "little")
        bands.append(head + harmless(band.tobytes()))
    return b"".join(bands)


def sparing(picture: Image.Image) -> bytes:
    """The same from the left edge, without the white: half of a ticket is, and a slow line is full at 11 KB a second.

    White rows are sent as a picture of nothing, and of the others only what stands left of their last ink.
    """
    ink = ImageChops.invert(picture.convert("L"))
    parts, top = [], 0
    for bottom, blank in _stretches(ink):
        box = ink.crop((0, top, ink.width, bottom)).getbbox()
        parts.append(raster(picture.crop((0, top, 8 if blank or box is None else box[2], bottom)), 0))
        top = bottom
    return b"".join(parts)


def _stretches(ink: Image.Image) -> list[tuple[int, bool]]:
    """Where each stretch of rows ends, and whether it is white; a few white rows belong to what is above them."""
    dots = ink.tobytes()
    white = [not any(dots[at : at + ink.width]) for at in range(0, len(dots), ink.width)]
    stretches: list[tuple[int, bool]] = []
    end = 0
    for blank, group in itertools.groupby(white):
        rows = len(list(group))
        end += rows
        spared = blank and rows >= _FEW
        if stretches and stretches[-1][1] == spared:
            stretches.pop()
        stretches.append((end, spared))
    return stretches


def harmless(dots: bytes) -> bytes:
    """The same dots, but where they spell a real-time command one dot of ink more, beside the one that is there.

    Nobody sees it, and it always helps: moving the picture, as others do, may only move the fault. A QR never needs it:
    each command begins with a dot that stands alone, and those of a QR come in sixes.
    """
    return REAL_TIME.sub(lambda command: b"\x18" + command[0][1:], dots)
