"""PNG: the pages of the PDF as images, drawn by PDFium; what is verified is the PDF."""

import io
from typing import Any

from cvrender.renderers.base import MARK, Renderer, always
from cvrender.renderers.pdf import absent_families, render

DPI = 150
_POINTS_PER_INCH = 72


def pictures(data: bytes) -> tuple[bytes, ...]:
    """The pages of a PDF as PNG files of 150 dots per inch."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        return tuple(map(_picture, document))


def sketch(data: bytes, index: int, width: int) -> bytes:
    """One page of a PDF as BMP, ``width`` pixels wide, for a browser on this machine.

    BMP is large, and encoded in a tenth of a PNG's time.
    """
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        page = document[index]
        return _saved(page, width / page.get_width(), "BMP")


def _picture(page: Any) -> bytes:
    return _saved(page, DPI / _POINTS_PER_INCH, "PNG", dpi=(DPI, DPI), pnginfo=_made_here())


def _saved(page: Any, scale: float, form: str, **options: Any) -> bytes:
    file = io.BytesIO()
    page.render(scale=scale).to_pil().save(file, form, **options)
    return file.getvalue()


def _made_here() -> Any:
    """Metadata by which ``pipeline`` recognizes a page that an earlier run left."""
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Software", MARK)
    return info


_TITLE = "Pictures of the PDF's pages"
RENDERER = Renderer(
    "png",
    ".png",
    _TITLE,
    render,
    pictures,
    absent_families,
    arranged=True,
    columns=always,
    paged=True,
)
