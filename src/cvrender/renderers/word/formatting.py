"""Formatting of runs and paragraphs as values, and their ``w:rPr`` and ``w:pPr``.

Fields have the names of python-docx's ``Font`` and ``ParagraphFormat``; what is None is left to the
style, or to what the style is based on. Lengths are in points. The order of the children, which
Word insists on, stands here alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cvrender import languages
from cvrender.renderers.word.xml import Xml, element, toggle, value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cvrender.renderers.word.theme_part import ThemeColor, ThemeFont

__all__ = ["Border", "ParagraphFormat", "RunFormat", "half_points", "language_tags", "twips"]

_THINNEST = 2
_JUSTIFICATION = {"left": None, "center": "center", "justify": "both"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFormat:
    """Run properties (17.3.2.28)."""

    style: str | None = None
    """The id of a character style."""
    font: ThemeFont | None = None
    bold: bool | None = None
    """Of all scripts. A toggle between styles (17.7.3): False takes a paragraph style's weight off,
    which no character style does everywhere."""
    italic: bool | None = None
    cs_italic: bool | None = None
    """Italics of complex scripts, such as Arabic, which has none: Word would slant it."""
    all_caps: bool | None = None
    no_proof: bool | None = None
    """Whether spelling is not checked."""
    color: ThemeColor | None = None
    spacing: float | None = None
    """What stands between letters."""
    size: float | None = None
    rtl: bool | None = None
    language: Mapping[str, str | None] | None = None
    """As ``language_tags`` makes it."""

    def element(self) -> Xml | None:
        """``w:rPr``, or None where it would be empty."""
        size = None if self.size is None else half_points(self.size)
        return _properties(
            "w:rPr",
            value("w:rStyle", self.style),
            self.font.element() if self.font else None,
            toggle("w:b", self.bold),
            toggle("w:bCs", self.bold),
            toggle("w:i", self.italic),
            toggle("w:iCs", self.cs_italic),
            toggle("w:caps", self.all_caps),
            toggle("w:noProof", self.no_proof),
            self._color(),
            value("w:spacing", _twips(self.spacing)),
            value("w:sz", size),
            value("w:szCs", size),
            toggle("w:rtl", self.rtl),
            element("w:lang", **self.language) if self.language else None,
        )

    def _color(self) -> Xml | None:
        color = self.color
        return element("w:color", val=color.value, themeColor=color.slot) if color else None


@dataclass(frozen=True, slots=True)
class Border:
    """A border of a paragraph at its ``top``, ``left``, ``bottom`` or ``right`` (17.3.1.24).

    Word counts ``width`` in eighths of a point, of which it draws no fewer than two; ``gap`` stands
    between the border and the text.
    """

    side: str
    color: ThemeColor
    width: float
    gap: int

    def element(self) -> Xml:
        return element(
            f"w:{self.side}",
            val="single",
            sz=max(_THINNEST, round(self.width * 8)),
            space=self.gap,
            color=self.color.value,
            themeColor=self.color.slot,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphFormat:
    """Paragraph properties (17.3.1.26)."""

    style: str | None = None
    """The id of a paragraph style."""
    keep_with_next: bool | None = None
    keep_together: bool | None = None
    page_break_before: bool | None = None
    list_level: int | None = None
    """From 0, of the one list that the document has."""
    borders: tuple[Border, ...] = ()
    """In the order top, left, bottom, right."""
    shading: ThemeColor | None = None
    right_tab: float | None = None
    """Where the text before a tab stop ends."""
    rtl: bool | None = None
    space_before: float | None = None
    space_after: float | None = None
    line_spacing: float | None = None
    """A multiple of single spacing."""
    left_indent: float | None = None
    right_indent: float | None = None
    hanging_indent: float | None = None
    """How far the first line begins before the others."""
    alignment: str = "left"
    """``left``, ``center`` or ``justify``."""
    outline_level: int | None = None
    """From 0, of a heading."""

    def element(self) -> Xml | None:
        """``w:pPr``, or None where it would be empty."""
        return _properties(
            "w:pPr",
            value("w:pStyle", self.style),
            toggle("w:keepNext", self.keep_with_next),
            toggle("w:keepLines", self.keep_together),
            toggle("w:pageBreakBefore", self.page_break_before),
            self._numbering(),
            _properties("w:pBdr", *(border.element() for border in self.borders)),
            self._shading(),
            self._tabs(),
            toggle("w:bidi", self.rtl),
            self._spacing(),
            self._indents(),
            value("w:jc", _JUSTIFICATION[self.alignment]),
            value("w:outlineLvl", self.outline_level),
        )

    def _numbering(self) -> Xml | None:
        if self.list_level is None:
            return None
        return element("w:numPr", value("w:ilvl", self.list_level), value("w:numId", 1))

    def _shading(self) -> Xml | None:
        if self.shading is None:
            return None
        color = self.shading
        return element("w:shd", val="clear", color="auto", fill=color.value, themeFill=color.slot)

    def _tabs(self) -> Xml | None:
        if self.right_tab is None:
            return None
        return element("w:tabs", element("w:tab", val="right", pos=twips(self.right_tab)))

    def _spacing(self) -> Xml | None:
        before, after, line = self.space_before, self.space_after, self.line_spacing
        if before is None and after is None and line is None:
            return None
        return element(
            "w:spacing",
            before=_twips(before),
            after=_twips(after),
            line=None if line is None else round(line * 240),
            lineRule=None if line is None else "auto",
        )

    def _indents(self) -> Xml | None:
        left, right, hanging = self.left_indent, self.right_indent, self.hanging_indent
        if left is None and right is None and hanging is None:
            return None
        return element("w:ind", left=_twips(left), right=_twips(right), hanging=_twips(hanging))


def _properties(tag: str, *children: Xml | None) -> Xml | None:
    present = [child for child in children if child is not None]
    return element(tag, *present) if present else None


def twips(length: float) -> int:
    """Points in twentieths, which WordprocessingML counts in (ST_TwipsMeasure)."""
    return round(length * 20)


def _twips(length: float | None) -> int | None:
    return None if length is None else twips(length)


def half_points(size: float) -> int:
    """The size of type as Word can have it (17.18.42, ST_HpsMeasure)."""
    return round(size * 2)


def language_tags(code: str) -> dict[str, str | None]:
    """The attributes of ``w:lang`` (17.3.2.20); Word knows languages with their region only."""
    own = languages.load(code).word
    return {
        "val": own.tag,
        "eastAsia": own.tag if own.east_asian_font else None,
        "bidi": own.tag if own.complex_font else None,
    }
