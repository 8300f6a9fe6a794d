"""Web pages: one self-contained page for a browser, which the PDF is printed from, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvrender.renderers.base import Renderer, always

if TYPE_CHECKING:
    from cvrender.outline import Outline
    from cvrender.theme import Theme

__all__ = ["RENDERER"]


def render(outline: Outline, theme: Theme) -> bytes:
    """What ``page.render`` gives; the process that renders imports it, and no other."""
    from cvrender.renderers.html import page

    return page.render(outline, theme)


RENDERER = Renderer("html", ".html", "Web page", render, arranged=True, columns=always)
