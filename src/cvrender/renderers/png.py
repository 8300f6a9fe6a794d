"""Outline → pictures of the PDF's pages, drawn by PDFium.

What is rendered, and verified, is the PDF; what is written are its pages.
"""

from __future__ import annotations

import io
from typing import Any

from cvrender.renderers import pdf
from cvrender.renderers.base import MARK, Renderer

__all__ = ["DPI", "RENDERER", "pictures", "sketch"]

DPI = 150
_POINTS_PER_INCH = 72


def pictures(data: bytes) -> tuple[bytes, ...]:
    """The pages of a PDF as PNG files of 150 dots per inch."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        return tuple(map(_picture, document))


def sketch(data: bytes, index: int) -> bytes:
    """One page of a PDF for the screen: the same picture, made sooner, in a larger file."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        return _picture(document[index], compress_level=1)


def _picture(page: Any, compress_level: int = 6) -> bytes:
    image = page.render(scale=DPI / _POINTS_PER_INCH).to_pil()
    file = io.BytesIO()
    image.save(file, "PNG", dpi=(DPI, DPI), compress_level=compress_level, pnginfo=_made_here())
    return file.getvalue()


def _made_here() -> Any:
    """The mark by which ``pipeline`` knows a page that an earlier run left."""
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Software", MARK)
    return info


RENDERER = Renderer("png", ".png", "Pictures of the PDF's pages", pdf.render, pictures)
