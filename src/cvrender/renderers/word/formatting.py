"""Run and paragraph properties: values, and their ``w:rPr`` and ``w:pPr``.

Fields are named as in python-docx's ``Font`` and ``ParagraphFormat``. Lengths are in points. None
inherits from the style, or from the style that it is based on. Word rejects children in another
order than the schema's (CT_RPr, CT_PPr): it is that of the calls here.
"""

from collections.abc import Mapping
from typing import NamedTuple

from cvrender.languages.language import Word
from cvrender.renderers.word.theme_part import ThemeColor, ThemeFont
from cvrender.renderers.word.xml import Xml, element, optional, toggle, value

_THINNEST = 2
"""Eighths of a point, the unit of ``w:sz`` in borders."""
_JUSTIFICATION = {"left": None, "center": "center", "right": "right", "justify": "both"}


class RunFormat(NamedTuple):
    """Run properties (17.3.2.28)."""

    style: str | None = None
    """The id of a character style."""
    font: ThemeFont | None = None
    bold: bool | None = None
    """In all scripts. A toggle property (17.7.3): bold in both the paragraph's style and the
    character's is not bold, so that only direct formatting, False, takes weight off reliably."""
    italic: bool | None = None
    cs_italic: bool | None = None
    """Italics of complex scripts. Styles leave them alone: Arabic has none, and Word slants it."""
    all_caps: bool | None = None
    no_proof: bool | None = None
    """Not spell-checked."""
    color: ThemeColor | None = None
    spacing: float | None = None
    """Between letters (tracking)."""
    raised: float | None = None
    """Above the baseline."""
    size: float | None = None
    underline: ThemeColor | None = None
    is_thick: bool = False
    """Whether the underline is."""
    shading: ThemeColor | None = None
    rtl: bool | None = None
    language: Mapping[str, str | None] | None = None
    """As ``language_tags`` makes it."""

    def element(self) -> Xml | None:
        """``w:rPr``, or None where it would be empty."""
        size = None if self.size is None else half_points(self.size)
        return optional(
            "w:rPr",
            value("w:rStyle", self.style),
            self.font.element() if self.font else None,
            toggle("w:b", self.bold),
            toggle("w:bCs", self.bold),
            toggle("w:i", self.italic),
            toggle("w:iCs", self.cs_italic),
            toggle("w:caps", self.all_caps),
            toggle("w:noProof", self.no_proof),
            None if self.color is None else _text_color(self.color),
            value("w:spacing", _twips(self.spacing)),
            value("w:position", None if self.raised is None else half_points(self.raised)),
            value("w:sz", size),
            value("w:szCs", size),
            None if self.underline is None else _underline(self.underline, self.is_thick),
            None if self.shading is None else fill(self.shading),
            toggle("w:rtl", self.rtl),
            element("w:lang", **self.language) if self.language else None,
        )


class Border(NamedTuple):
    """A border (``w:pBdr``, 17.3.1.24) at the ``top``, ``left``, ``bottom`` or ``right``.

    ``gap`` is the distance from the text. Word draws no ``width`` under a quarter of a point.
    """

    side: str
    color: ThemeColor
    width: float
    gap: int

    def element(self) -> Xml:
        color = {"color": self.color.value, "themeColor": self.color.slot or None}
        size = max(_THINNEST, round(self.width * 8))
        return element(f"w:{self.side}", val="single", sz=size, space=self.gap, **color)


class ParagraphFormat(NamedTuple):
    """Paragraph properties (17.3.1.26)."""

    style: str | None = None
    """The id of a paragraph style."""
    keep_with_next: bool | None = None
    keep_together: bool | None = None
    page_break_before: bool | None = None
    list_level: int | None = None
    """From 0, in the list of the text or of the sidebar."""
    list_number: int = 1
    borders: tuple[Border, ...] = ()
    """In the order top, left, bottom, right."""
    shading: ThemeColor | None = None
    left_tab: float | None = None
    center_tab: float | None = None
    right_tab: float | None = None
    """The positions of tab stops, from the left margin."""
    rtl: bool | None = None
    space_before: float | None = None
    space_after: float | None = None
    line_spacing: float | None = None
    """A multiple of single spacing."""
    line_height: float | None = None
    """Of each line, exactly; goes before ``line_spacing``."""
    left_indent: float | None = None
    right_indent: float | None = None
    hanging_indent: float | None = None
    """How far the first line begins to the left of the others."""
    contextual_spacing: bool | None = None
    """No space between paragraphs of one style (17.3.1.9)."""
    alignment: str = "left"
    """``left``, ``center``, ``right`` or ``justify``; left is where lines begin."""
    outline_level: int | None = None
    """From 0; only headings have one."""

    def element(self) -> Xml | None:
        """``w:pPr``, or None where it would be empty."""
        return optional(
            "w:pPr",
            value("w:pStyle", self.style),
            toggle("w:keepNext", self.keep_with_next),
            toggle("w:keepLines", self.keep_together),
            toggle("w:pageBreakBefore", self.page_break_before),
            None if self.list_level is None else _list_item(self.list_level, self.list_number),
            optional("w:pBdr", *(border.element() for border in self.borders)),
            None if self.shading is None else fill(self.shading),
            _tabs(left=self.left_tab, center=self.center_tab, right=self.right_tab),
            toggle("w:bidi", self.rtl),
            self._spacing(),
            self._indents(),
            toggle("w:contextualSpacing", self.contextual_spacing),
            value("w:jc", _JUSTIFICATION[self.alignment]),
            value("w:outlineLvl", self.outline_level),
        )

    def _spacing(self) -> Xml | None:
        before, after = _twips(self.space_before), _twips(self.space_after)
        if self.line_height is not None:
            line = twips(self.line_height)
            return element("w:spacing", before=before, after=after, line=line, lineRule="exact")
        if self.line_spacing is None:
            return optional("w:spacing", before=before, after=after)
        line = round(self.line_spacing * 240)
        return element("w:spacing", before=before, after=after, line=line, lineRule="auto")

    def _indents(self) -> Xml | None:
        left, right, hanging = self.left_indent, self.right_indent, self.hanging_indent
        return optional("w:ind", left=_twips(left), right=_twips(right), hanging=_twips(hanging))


def _text_color(color: ThemeColor) -> Xml:
    return element("w:color", val=color.value, themeColor=color.slot or None)


def _underline(color: ThemeColor, is_thick: bool) -> Xml:
    kind = "thick" if is_thick else "single"
    return element("w:u", val=kind, color=color.value, themeColor=color.slot or None)


def _list_item(level: int, number: int) -> Xml:
    return element("w:numPr", element("w:ilvl", val=level), element("w:numId", val=number))


def fill(color: ThemeColor) -> Xml:
    return element(
        "w:shd", val="clear", color="auto", fill=color.value, themeFill=color.slot or None
    )


def _tabs(**stops: float | None) -> Xml | None:
    """``w:tabs``: the stop of each kind, None for none."""
    return optional(
        "w:tabs",
        *(
            element("w:tab", val=kind, pos=twips(position))
            for kind, position in stops.items()
            if position is not None
        ),
    )


def twips(length: float) -> int:
    """Points → twentieths of a point, WordprocessingML's unit of length (ST_TwipsMeasure)."""
    return round(length * 20)


def _twips(length: float | None) -> int | None:
    return None if length is None else twips(length)


def half_points(size: float) -> int:
    """Points → half points, the unit of a font's size (17.18.42, ST_HpsMeasure)."""
    return round(size * 2)


def language_tags(language: Word) -> dict[str, str | None]:
    """The attributes of ``w:lang`` (17.3.2.20); Word expects tags with a region."""
    return {
        "val": language.tag,
        "eastAsia": language.tag if language.east_asian_font else None,
        "bidi": language.tag if language.complex_font else None,
    }
