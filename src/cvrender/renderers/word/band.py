"""The name block's band up to the paper's edges: a rectangle behind the paragraphs' own fill.

Where a program shows no shapes, white words still stand on that fill.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.shared import Pt
from lxml import etree

from cvrender.renderers import name_block
from cvrender.renderers.word.styles import BAND_GAP
from cvrender.renderers.word.xml import element
from cvrender.theme.tokens import PAGE_SIZES, points

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from cvrender.outline import Outline
    from cvrender.theme.tokens import Tokens

__all__ = ["BELOW", "to_the_edges", "with_band"]

BELOW = 18
"""Points by which it reaches below the fill, were the lines some points higher than reckoned."""
_BORDER = 1
_ID = 1_000
"""Of no photo: python-docx counts those from 1."""
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DECORATIVE = (
    f'<a:extLst xmlns:a="{_A}"><a:ext uri="{{{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}}}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"'
    ' val="1"/></a:ext></a:extLst>'
)
_SHAPE = (
    f'<mc:AlternateContent xmlns:mc="{_MC}"><mc:Choice xmlns:wps="{_WPS}" Requires="wps">'
    f'<w:drawing xmlns:w="{_W}"><wp:anchor xmlns:wp="{_WP}" distT="0" distB="0" distL="0"'
    ' distR="0" simplePos="0" relativeHeight="0" behindDoc="1" locked="0" layoutInCell="1"'
    ' allowOverlap="1"><wp:simplePos x="0" y="0"/>'
    '<wp:positionH relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionH>'
    '<wp:positionV relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionV>'
    '<wp:extent cx="{width}" cy="{height}"/><wp:wrapNone/>'
    f'<wp:docPr id="{_ID}" name="Band">{_DECORATIVE}</wp:docPr><wp:cNvGraphicFramePr/>'
    f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="{_WPS}"><wps:wsp><wps:cNvSpPr/><wps:spPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/></a:ln>'
    "</wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    "</mc:Choice></mc:AlternateContent>"
)


def to_the_edges(outline: Outline, tokens: Tokens) -> bool:
    """Whether the name block has a band, and is as high as it was reckoned."""
    beside = outline.photo is None or name_block.photo_beside(outline, tokens)
    return tokens.header.fill == "accent" and beside and name_block.in_lines(outline, tokens)


def with_band(paragraphs: list[Element], outline: Outline, tokens: Tokens) -> list[Element]:
    """``paragraphs``, the first of them with the band behind it."""
    if to_the_edges(outline, tokens):
        words = name_block.height(outline, tokens) + 2 * (BAND_GAP + _BORDER)
        height = points(tokens.page.margin.top) + words + BELOW
        width = PAGE_SIZES[tokens.page.size][0]
        shape = etree.fromstring(_SHAPE.format(width=Pt(width), height=Pt(height)))
        paragraphs[0].insert(1, element("r", [shape]))
    return paragraphs
