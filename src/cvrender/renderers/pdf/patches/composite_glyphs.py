"""Composite glyphs: new glyphs, drawn by others of the font, in the font file that a PDF embeds."""

import io
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

_TABLES_BY_GLYPH = ("hdmx", "vmtx", "vhea", "VORG")
"""Tables with a row for each glyph, which readers of PDF do not use: the new ones would lack."""


class Composite(NamedTuple):
    """Glyphs drawn together as one, in units of the font; a blank where ``parts`` is empty."""

    parts: tuple[tuple[int, int, int], ...]
    """Glyph numbers, each with its offset to the right and up."""
    advance: int
    specks: bool = False
    """Whether two invisible specks mark the box of the emoji that is drawn over it."""


def added(file: bytes, number: int, composites: Mapping[int, Composite]) -> bytes:
    """The font ``file`` with ``composites``, by glyph number; a glyph of that number is replaced.

    ``number`` is the index of the font where the file is a collection.
    """
    from fontTools.ttLib import TTFont

    index = number if file[:4] == b"ttcf" else -1
    font = TTFont(io.BytesIO(file), fontNumber=index, recalcTimestamp=False)
    for table in _TABLES_BY_GLYPH:
        if table in font:
            del font[table]
    font.recalcBBoxes = "glyf" in font  # of outlines in CFF it takes a second
    font["head"].modified = font["head"].created  # WeasyPrint saves fonts of emoji as of today
    _add(font, composites)
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


def have_cids(glyphs: Iterable[int], file: bytes) -> bool:
    """Whether ``file`` is a CID-keyed CFF font in which the CID of ``glyphs`` is their number."""
    if file[:4] != b"OTTO":
        return False
    from fontTools.ttLib import TTFont

    top = TTFont(io.BytesIO(file))["CFF "].cff.topDictIndex[0]
    names = dict(enumerate(top.charset))
    return hasattr(top, "ROS") and all(names.get(each) == f"cid{each:05d}" for each in glyphs)


def _add(font: Any, composites: Mapping[int, Composite]) -> None:
    if "CFF " in font:
        _name_by_number(font)
    order = font.getGlyphOrder()
    place = _true_type(font) if "glyf" in font else _post_script(font)
    blank = Composite((), 0)
    for glyph in (*range(len(order), max(composites) + 1), *composites):
        composite = composites.get(glyph, blank)
        name = order[glyph] if glyph < len(order) else f"cid{glyph:05d}"
        font["hmtx"][name] = (composite.advance, place(name, composite))


def _name_by_number(font: Any) -> None:
    """Name each glyph of a CID-keyed CFF font after its number, as a code of the PDF means it.

    HarfBuzz's subset leaves other names on the glyphs at the end, which are not used.
    """
    top = font["CFF "].cff.topDictIndex[0]
    if hasattr(top, "ROS"):
        top.charset[1:] = [f"cid{glyph:05d}" for glyph in range(1, len(top.charset))]
        top.CharStrings.charStrings = {name: glyph for glyph, name in enumerate(top.charset)}
        font.setGlyphOrder(top.charset)


def _true_type(font: Any) -> Callable[[str, Composite], int]:
    """A function that adds a composite to the table ``glyf`` and returns its left side bearing."""
    from fontTools.ttLib.tables import _g_l_y_f as tables

    glyf, names = font["glyf"], list(font.getGlyphOrder())

    def place(name: str, composite: Composite) -> int:
        if composite.specks:
            glyf[name] = _specks(composite.advance, font["head"].unitsPerEm)
            return 0
        glyf[name] = made = tables.Glyph()
        made.numberOfContours = -1 if composite.parts else 0
        made.components = []
        for glyph, right, up in composite.parts:
            part = tables.GlyphComponent()
            part.glyphName, part.x, part.y, part.flags = names[glyph], right, up, 0
            made.components.append(part)
        made.recalcBounds(glyf)
        return int(made.xMin)

    return place


def _specks(width: int, height: int) -> Any:
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    for x, y, side in ((0, 0, 1), (width, height, -1)):
        pen.moveTo((x, y))
        pen.lineTo((x + side, y))
        pen.lineTo((x, y + side))
        pen.closePath()
    return pen.glyph()


def _post_script(font: Any) -> Callable[[str, Composite], int]:
    """A function that adds a composite to the table ``CFF``, drawn anew; the bearing is 0 there."""
    from fontTools.pens.t2CharStringPen import T2CharStringPen
    from fontTools.pens.transformPen import TransformPen

    top = font["CFF "].cff.topDictIndex[0]
    glyphs, outlines, names = font.getGlyphSet(), top.CharStrings, list(font.getGlyphOrder())

    def place(name: str, composite: Composite) -> int:
        first = names[composite.parts[0][0]] if composite.parts else names[0]
        selected = outlines.getItemAndSelector(first)[1]
        private = top.Private if selected is None else top.FDArray[selected].Private
        pen = T2CharStringPen(composite.advance - private.nominalWidthX, glyphs)
        for glyph, right, up in composite.parts:
            glyphs[names[glyph]].draw(TransformPen(pen, (1, 0, 0, 1, right, up)))
        made = pen.getCharString(private, outlines.globalSubrs)
        if name not in outlines:
            outlines.charStrings[name] = len(outlines.charStringsIndex)
            outlines.charStringsIndex.append(made)
            top.charset.append(name)
            if selected is not None:
                top.FDSelect.append(selected)
        outlines[name] = made
        return 0

    return place
