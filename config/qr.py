"""A QR code on a screen."""

import io

import qrcode
import qrcode.constants
import qrcode.image.svg


def qr_svg(url: str) -> bytes:
    """An SVG with its quiet zone; error correction M."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(url)
    drawn = io.BytesIO()
    code.make_image(qrcode.image.svg.SvgPathFillImage).save(drawn)
    return drawn.getvalue()
