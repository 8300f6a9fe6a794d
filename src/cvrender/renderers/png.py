"""Outline → pictures of the PDF's pages, drawn by PDFium.

What is rendered, and verified, is the PDF; what is written are its pages.
"""

from __future__ import annotations

import io
from typing import Any

from cvrender.renderers import pdf
from cvrender.renderers.base import Renderer

__all__ = ["DPI", "RENDERER", "pictures"]

DPI = 150
_POINTS_PER_INCH = 72


def pictures(data: bytes) -> tuple[bytes, ...]:
    """The pages of a PDF as PNG files of 150 dots per inch."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        return tuple(map(_picture, document))


def _picture(page: Any) -> bytes:
    image = page.render(scale=DPI / _POINTS_PER_INCH).to_pil()
    file = io.BytesIO()
    image.save(file, "PNG", dpi=(DPI, DPI))
    return file.getvalue()


RENDERER = Renderer("png", ".png", "Pictures of the PDF's pages", pdf.render, pictures)
