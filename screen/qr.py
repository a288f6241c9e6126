"""A QR code on a screen."""

import io
from functools import lru_cache

import qrcode
import qrcode.constants
import qrcode.image.svg


@lru_cache(maxsize=512)
def qr_svg(url: str) -> bytes:
    """An SVG with its quiet zone; error correction M. Drawn once: it takes milliseconds, and anybody may ask for a sheet's."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(url)
    drawn = io.BytesIO()
    code.make_image(qrcode.image.svg.SvgPathFillImage).save(drawn)
    return drawn.getvalue()
