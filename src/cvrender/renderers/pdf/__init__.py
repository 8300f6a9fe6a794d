"""Tagged PDF by WeasyPrint: the web page printed, with what PDF/A and PDF/UA ask."""

from cvrender.renderers.base import Renderer, always
from cvrender.renderers.pdf.document import absent_families, render

__all__ = ["RENDERER"]

RENDERER = Renderer(
    "pdf",
    ".pdf",
    "PDF",
    render,
    warnings=absent_families,
    arranged=True,
    columns=always,
    paged=True,
)
