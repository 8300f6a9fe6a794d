"""The photo: beside the name block where that leaves it room, or else above it."""

from __future__ import annotations

from io import BytesIO
from math import inf
from typing import TYPE_CHECKING

from docx.shared import Pt
from lxml import etree

from cvrender.errors import CvrenderError
from cvrender.renderers import name_block, photo_size
from cvrender.renderers.word.drawing import anchored, position
from cvrender.renderers.word.runs import run
from cvrender.renderers.word.styles import BAND_GAP
from cvrender.renderers.word.xml import Xml, element

if TYPE_CHECKING:
    from docx.oxml.shape import CT_Inline
    from docx.parts.document import DocumentPart

    from cvrender.outline import Outline, Photo
    from cvrender.theme.tokens import Tokens

__all__ = ["photo_above", "photo_beside"]

_JPEG = b"\xff\xd8"
_JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"


def photo_above(photo: Photo, height: float, part: DocumentPart) -> Xml:
    """The run of the photo in a line of its own.

    Raises CvrenderError when the photo is in no format that Word shows.
    """
    return run(element("w:drawing", _markup(_inline(photo, height, part))))


def photo_beside(photo: Photo, outline: Outline, tokens: Tokens, part: DocumentPart) -> Xml:
    """The run of the photo at the other margin; the lines end before it. Raises as above."""
    on_band = tokens.header.fill == "accent"  # which is as high as its words
    most = name_block.height(outline, tokens) if on_band else inf
    inline = _inline(photo, min(photo_size.height(outline, tokens), most), part)
    side = "left" if outline.direction == "rtl" else "right"
    across = position("H", "margin", "align", side)
    down = position("V", "paragraph", "posOffset", Pt(BAND_GAP) if on_band else 0)
    return run(anchored(map(_markup, inline), across, down, behind=False))


def _inline(photo: Photo, height: float, part: DocumentPart) -> CT_Inline:
    try:
        picture = part.new_pic_inline(_recognised(photo.data), height=Pt(height))
    except Exception as error:  # a broken picture makes python-docx raise bare Exceptions too
        raise CvrenderError("Word cannot show the photo", "save it as JPEG or PNG") from error
    picture.docPr.set("descr", photo.alt)
    for side in ("distL", "distR"):
        picture.set(side, "0")
    return picture


def _markup(element: etree._Element) -> Xml:
    return Xml(etree.tostring(element, encoding="unicode"))


def _recognised(data: bytes) -> BytesIO:
    """The picture, a JPEG with the JFIF header that it may lack but python-docx knows it by."""
    if data.startswith(_JPEG) and data[6:10] not in (b"JFIF", b"Exif"):
        data = _JPEG + _JFIF + data.removeprefix(_JPEG)
    return BytesIO(data)
