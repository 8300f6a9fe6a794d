"""Print CSS: the @page rules (CSS Paged Media 3) and the @font-face rules (CSS Fonts 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvrender.renderers.html import page_footer
from cvrender.theme.tokens import SIDE_ROOM, to_points

if TYPE_CHECKING:
    from cvrender.outline import Outline
    from cvrender.theme import Theme


def page_rules(outline: Outline, theme: Theme, beside: bool) -> str:
    """Paper, margins and footer; ``beside`` with the panel of a sidebar beside the text."""
    width, height = theme.tokens.page.paper
    margin = theme.tokens.page.margin
    panel = _panel(outline, theme) if beside else ""
    rule = (
        f"@page {{ size: {width}pt {height}pt;"
        f" margin: {margin.top} {margin.right} {margin.bottom} {margin.left} }}"
    )
    return rule + panel + page_footer.rules(outline, theme.tokens)


def _panel(outline: Outline, theme: Theme) -> str:
    """A band behind the sidebar, which the text leaves free on the first page, and only there."""
    tokens, margin = theme.tokens, theme.tokens.page.margin
    rtl = outline.direction == "rtl"
    side = "right" if rtl else "left"
    outer, room = to_points(getattr(margin, side)), to_points(SIDE_ROOM)
    edge = outer + to_points(tokens.sidebar.width) + room
    color = tokens.colors.panel
    width, height = tokens.page.paper
    left = to_points(margin.left) if rtl else edge + room
    # A page's background is placed from its text area, and has to reach the paper's corner.
    return (
        f"@page :first {{ margin-{side}: {edge + room:g}pt;"
        f" background: linear-gradient(to {'left' if rtl else 'right'},"
        f" {color} {edge:g}pt, #ffffff {edge:g}pt) no-repeat;"
        f" background-size: {width}pt {height}pt;"
        f" background-position: -{left:g}pt -{margin.top}; }}"
    )
