"""The QR code of a ticket as a picture of black dots: the printer's own QR commands differ too much from model to model."""

import qrcode
from PIL import Image
from qrcode.exceptions import DataOverflowError

_MODULE = 6  # dots: 0.75 mm at 203 dpi, the smallest that old telephones read well (measured, notes on printing)
_FINEST = 4  # dots: below it no telephone read one (same measurements)
_QUIET = 4  # modules, the standard's own margin


def qr_picture(url: str, dots: int) -> Image.Image | None:
    """A mode "1" picture of the QR of `url`, error correction M, with its quiet zone, at most `dots` wide.

    None when the url is empty, or so long that no telephone would read its code at this width.
    """
    if not url:
        return None
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=_QUIET)
    code.add_data(url.encode("utf-8", "replace"))
    try:
        code.make(fit=True)
    except (DataOverflowError, ValueError):
        return None
    rows: list[list[bool]] = code.get_matrix()
    module = min(_MODULE, dots // len(rows))
    if module < _FINEST:
        return None
    picture = Image.new("1", (len(rows), len(rows)), 255)
    picture.putdata([0 if dark else 255 for row in rows for dark in row])
    return picture.resize((len(rows) * module, len(rows) * module), Image.Resampling.NEAREST)
