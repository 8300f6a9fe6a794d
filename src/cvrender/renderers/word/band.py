"""The name block's band up to the paper's edges: a rectangle behind the paragraphs' own fill.

Where a program shows no shapes, white words still stand on that fill.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.shared import Pt

from cvrender.renderers import name_block
from cvrender.renderers.word.drawing import anchored, position
from cvrender.renderers.word.runs import run
from cvrender.renderers.word.styles import BAND_GAP
from cvrender.renderers.word.xml import NAMESPACES, Xml, element
from cvrender.theme.tokens import PAGE_SIZES, points

if TYPE_CHECKING:
    from cvrender.outline import Outline
    from cvrender.theme.tokens import Tokens

__all__ = ["BELOW", "band", "to_the_edges"]

BELOW = 18
"""Points by which it reaches below the fill, were the lines some points higher than reckoned."""
_BORDER = 1
_ID = 1_000
"""Of no photo: python-docx counts those from 1."""
_DECORATIVE = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
"""The extension of [MS-ODRAWXML] that tells screen readers to pass over a shape."""


def to_the_edges(outline: Outline, tokens: Tokens) -> bool:
    """Whether the name block has a band, and is as high as it was reckoned."""
    beside = outline.photo is None or name_block.photo_beside(outline, tokens)
    return tokens.header.fill == "accent" and beside and name_block.in_lines(outline, tokens)


def band(outline: Outline, tokens: Tokens) -> Xml:
    """The run of the rectangle, which programs without shapes pass over."""
    words = name_block.height(outline, tokens) + 2 * (BAND_GAP + _BORDER)
    height = Pt(points(tokens.page.margin.top) + words + BELOW)
    width = Pt(PAGE_SIZES[tokens.page.size][0])
    across, down = (position(axis, "page", "posOffset", 0) for axis in "HV")
    shape = anchored(_rectangle(width, height), across, down, behind=True)
    return run(element("mc:AlternateContent", element("mc:Choice", shape, Requires="wps")))


def _rectangle(width: int, height: int) -> tuple[Xml, ...]:
    """Its extent, its properties and the graphic, in the theme's accent; lengths are in EMU."""
    graphic = element("a:graphicData", _shape(width, height), uri=NAMESPACES["wps"])
    return (
        element("wp:extent", cx=width, cy=height),
        element("wp:docPr", _decoration(), id=_ID, name="Band"),
        element("wp:cNvGraphicFramePr"),
        element("a:graphic", graphic),
    )


def _decoration() -> Xml:
    decorative = element("adec:decorative", val=1)
    return element("a:extLst", element("a:ext", decorative, uri=_DECORATIVE))


def _shape(width: int, height: int) -> Xml:
    """``wps:wsp`` of [MS-ODRAWXML]."""
    size = element("a:xfrm", element("a:off", x=0, y=0), element("a:ext", cx=width, cy=height))
    form = element("a:prstGeom", element("a:avLst"), prst="rect")
    fill = element("a:solidFill", element("a:schemeClr", val="accent1"))
    edge = element("a:ln", element("a:noFill"))
    properties = element("wps:spPr", size, form, fill, edge)
    return element("wps:wsp", element("wps:cNvSpPr"), properties, element("wps:bodyPr"))
