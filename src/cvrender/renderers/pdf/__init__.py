"""Tagged PDF by WeasyPrint: the web page printed, with what PDF/A and PDF/UA ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvrender.renderers.base import Renderer, always
from cvrender.renderers.pdf.engine import absent_families

if TYPE_CHECKING:
    from cvrender.outline import Outline
    from cvrender.theme import Theme

__all__ = ["RENDERER", "absent_families", "render"]


def render(outline: Outline, theme: Theme) -> bytes:
    """What ``printing.render`` gives; it is imported to render, and for nothing else."""
    from cvrender.renderers.pdf import printing

    return printing.render(outline, theme)


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
