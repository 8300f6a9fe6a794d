"""The photo: beside the name block where that leaves it room, or else above it."""

from __future__ import annotations

from io import BytesIO
from math import inf
from typing import TYPE_CHECKING

from docx.shared import Pt
from lxml import etree

from cvrender.errors import CvrenderError
from cvrender.renderers import name_block, photo_size
from cvrender.renderers.word.styles import BAND_GAP
from cvrender.renderers.word.xml import element, paragraph

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element as Element

    from cvrender.outline import Outline, Photo
    from cvrender.theme.tokens import Tokens

__all__ = ["with_photo"]

_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_JPEG = b"\xff\xd8"
_JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
_ANCHOR = (
    f'<wp:anchor xmlns:wp="{_WP}" distT="0" distB="0" distL="0" distR="0" simplePos="0"'
    ' relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
    '<wp:simplePos x="0" y="0"/>'
    '<wp:positionH relativeFrom="margin"><wp:align>{side}</wp:align></wp:positionH>'
    '<wp:positionV relativeFrom="paragraph"><wp:posOffset>{down}</wp:posOffset></wp:positionV>'
    "<wp:wrapNone/></wp:anchor>"
)


def with_photo(
    paragraphs: list[Element], document: Document, outline: Outline, tokens: Tokens
) -> list[Element]:
    """``paragraphs``, of which the first is the name, and the photo, if there is one.

    Raises CvrenderError when the photo is in no format that Word shows.
    """
    if outline.photo is None:
        return paragraphs
    beside = name_block.photo_beside(outline, tokens)
    on_band = beside and tokens.header.fill == "accent"  # which is as high as its words
    most = name_block.height(outline, tokens) if on_band else inf
    picture = _inline(document, outline.photo, min(photo_size.height(outline, tokens), most))
    if not beside:
        return [paragraph("Photo", [_run(picture)]), *paragraphs]
    side = "left" if outline.direction == "rtl" else "right"
    down = Pt(BAND_GAP) if on_band else 0
    paragraphs[0].insert(1, _run(_anchored(picture, side, down)))
    return paragraphs


def _run(picture: Element) -> Element:
    return element("r", [element("drawing", [picture])])


def _inline(document: Document, photo: Photo, height: float) -> Element:
    try:
        picture = document.part.new_pic_inline(_picture(photo.data), height=Pt(height))
    except Exception as error:  # a broken picture makes python-docx raise bare Exceptions too
        raise CvrenderError("Word cannot show the photo", "save it as JPEG or PNG") from error
    picture.docPr.set("descr", photo.alt)
    for side in ("distL", "distR"):
        picture.set(side, "0")
    return picture


def _picture(data: bytes) -> BytesIO:
    """The picture, a JPEG with the JFIF header that it may lack but python-docx knows it by."""
    if data.startswith(_JPEG) and data[6:10] not in (b"JFIF", b"Exif"):
        data = _JPEG + _JFIF + data.removeprefix(_JPEG)
    return BytesIO(data)


def _anchored(inline: Element, side: str, down: int) -> Element:
    """The same picture at a margin (20.4.2.3). No text runs around it: the lines end before it."""
    anchor = etree.fromstring(_ANCHOR.format(side=side, down=down))
    extent, *described = inline
    anchor.insert(3, extent)
    anchor.extend(described)
    return anchor
