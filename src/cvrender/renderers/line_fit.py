"""Line fit: how wide a text is set, and whether it has room in a line, a column or a sidebar.

Widths are the advance widths of the font (OpenType ``hmtx``). The print fonts are measured. Any
other family is taken as a multiple of one of them, since its font may be on the reader's machine
alone. There is no kerning: printed, a text is a little shorter.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable

from cvrender.outline import Fact, HeadRow, Line, Outline
from cvrender.renderers import fonts, level_marks, timeline
from cvrender.theme.measures import SIDE_ROOM, to_points
from cvrender.theme.tokens import Tokens

Measure = Callable[[str, str, str], float]
"""The width of a text in ems, in a family and weight."""

_SANS = "Source Sans Pro"
_MEASURED = {
    "Calibri": (_SANS, 0.98, 0.95),
    "Carlito": (_SANS, 0.98, 0.95),
    "Cambria": ("Caladea", 1.0, 1.0),
    "Arial": ("Manrope", 1.0, 1.0),
}
"""The print font that is measured in place of a family that is not one, and the family's width as a
multiple of it: regular, bold. Caladea was drawn to be as wide as Cambria. Arial is 3 % narrower
than Manrope.
"""
_OTHER = (_SANS, 1.25, 1.28)
"""Any other family is taken to be as wide as DejaVu Sans: few are wider."""
_KERNED = 0.95
"""So much of its width a text has at least, with kerning and in another version of the font."""
_WIDE, _JOINED, _UNKNOWN = 1.0, 0.45, 0.6
"""Ems of a character that the font lacks: East Asian Wide or Fullwidth (UAX 11), an Arabic letter,
which joins the next (Bidi_Class AL, UAX 9), and any other.
"""
_EAST_ASIAN = "\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60"
_UNBREAKABLE = rf"[^\s/{_EAST_ASIAN}]+/?|[{_EAST_ASIAN}/]"
"""What no line breaks inside of: a word, or a character of Chinese, Japanese or Korean.

A pattern that takes 3 ms to compile, and only sidebars need it.
"""
TITLES = ("title", "organization-title")
"""The roles that are set as titles of entries."""
LABEL_GAP, LEAD_GAP = 0.5, 0.6
"""Ems between a label and its text in columns, and between dates and what they lead."""
_BETWEEN_BLANKS = 0.25
"""Ems between two of the blanks that fill a row: pdfminer takes nearer characters for a line."""
_BEFORE = 6
"""Points; the style sheet has twice as many and more, so that a row never takes a second line."""
_GAP = 9
"""Points that a line leaves at least between its words and the date at its end."""
_TITLE_GAP = 0.6
"""Ems that a section's title leaves before what stands beside it."""
_WIDEST_LABELS = 0.4
"""The part of a page's text that a column of labels takes at most."""
_WIDEST_DATES = 0.42
"""The part of a page's text that the column of dates takes at most."""


def words_fit(lines: Iterable[Line], size: str, tokens: Tokens) -> bool:
    """Whether the sidebar takes every word of ``lines`` whole, even if it is bold.

    An address may break at a slash, and Chinese, Japanese and Korean anywhere.
    """
    width = to_points(tokens.sidebar.width) / to_points(size)
    words = (word for line in lines for word in re.findall(_UNBREAKABLE, str(line)))
    return all(ems(word, tokens.fonts.body, "bold") <= width for word in words)


def are_brief(facts: Iterable[Fact], tokens: Tokens) -> bool:
    """Whether each label and its text have room in one line of the sidebar."""
    width, family = to_points(tokens.sidebar.width), tokens.fonts.body
    width /= to_points(tokens.sizes.body)
    return all(
        ems(f"{fact.label}:", family, "semibold") + ems(f" {fact.text}", family)
        <= width - (level_marks.ROOM if fact.drawn else 0)
        for fact in facts
    )


def label_fits(label: Line, tokens: Tokens) -> bool:
    """Whether the column of the labels takes ``label`` and its colon in one line."""
    return _label_width(label, tokens, tokens.fonts.body) <= text_room(tokens) * _WIDEST_LABELS


def labels_column(facts: Iterable[Fact], tokens: Tokens, family: str) -> float:
    """The width in points of the column of labels: the theme's, or more where ``facts`` need it."""
    labels = (fact.label for fact in facts if label_fits(fact.label, tokens))
    wanted = (_label_width(label, tokens, family) for label in labels)
    return max(to_points(tokens.facts.label_width), *wanted, 0)


def _label_width(label: Line, tokens: Tokens, family: str) -> float:
    """The width of ``label``, its colon and the gap behind it."""
    return (ems(f"{label}:", family, "semibold") + LABEL_GAP) * to_points(tokens.sizes.body)


def text_room(tokens: Tokens) -> float:
    """The width in points of a section's lines, at least: the first page may have a sidebar."""
    side = tokens.sidebar
    taken = to_points(side.width) + 2 * to_points(SIDE_ROOM) if side.sections else 0
    return tokens.page.text_width - taken - to_points(tokens.headings.hang)


def fits_dates_column(dates: Line, tokens: Tokens) -> bool:
    """Whether ``dates`` are short enough to stand in a column, however wide it becomes."""
    return _dates_width(dates, tokens) <= text_room(tokens) * _WIDEST_DATES


def dates_column(outline: Outline, dates: Iterable[Line], tokens: Tokens) -> float:
    """The width in points of the column of ``dates``: the theme's, or more where they need it.

    Word sets digits that read from right to left in the language's own font. Without dates the
    column stays: lines as wide as the page are too long to be read with ease.
    """
    fitting = (line for line in dates if fits_dates_column(line, tokens))
    own = (outline.language.word.complex_font,) if outline.direction == "rtl" else ()
    wanted = (_dates_width(line, tokens, *own) for line in fitting)
    return max((to_points(tokens.entries.dates_width), *wanted))


def leads_column(outline: Outline, tokens: Tokens) -> float:
    """The width in points of what leads the rows of ``outline``, dates or a rule; 0 for nothing."""
    if tokens.entries.layout == "timeline":
        return timeline.ROOM
    if tokens.entries.layout != "dates-left":
        return 0
    entries = [entry for section in outline.sections for entry in section.entries]
    rows = [row for entry in entries for part in (entry, *entry.roles) for row in part.rows]
    return dates_column(outline, (row.lead for row in rows if row.lead), tokens)


def indent(outline: Outline, tokens: Tokens) -> float:
    """How far the text of sections begins to the right of the margin, in points."""
    return to_points(tokens.headings.hang) + leads_column(outline, tokens)


def hangs(title: Line, tokens: Tokens, family: str) -> bool:
    """Whether a section's title ends before the text of its section begins."""
    looks, size = tokens.headings, to_points(tokens.sizes.section)
    shown = str(title).upper() if looks.case == "upper" else str(title)
    width = ems(shown, family, looks.weight) + looks.letter_spacing * len(shown)
    return (width + _TITLE_GAP) * size <= to_points(looks.hang)


def _dates_width(dates: Line, tokens: Tokens, *others: str) -> float:
    """The width of ``dates`` and of the gap behind them, in PDF and Word file, in any font."""
    families = (tokens.fonts.body, tokens.word.fonts.body, *others)
    return max(ems(str(dates), each) for each in families) * to_points(tokens.sizes.body) + _GAP


def row_fits(row: HeadRow, tokens: Tokens, family: str, room: float) -> bool:
    """Whether ``row``, without what leads it, fits one line of ``room`` points."""
    return _row_width(row, tokens, family, ems) + _aside_width(row, tokens, family) <= room


def end_in_one_line(row: HeadRow, tokens: Tokens, family: str, room: float) -> bool:
    """Whether the last line of a row's words leaves room for what stands aside.

    False also where that, or the number of lines, depends on the exact widths of the font.
    """
    most, least = (_row_width(row, tokens, family, width) for width in (ems, least_ems))
    end = _aside_width(row, tokens, family)
    return least // room == most // room and most % room + end <= room


def blanks(row: HeadRow, tokens: Tokens, family: str, room: float) -> int:
    """How many blanks fill what is free of a row, with ``_BETWEEN_BLANKS`` between two.

    They may begin ``_BEFORE`` the end of the words, which are narrower than they seem. 0 where
    little is free, as where the words take more than a line.
    """
    size = to_points(tokens.sizes.body)
    free = room - _row_width(row, tokens, family, ems) - _aside_width(row, tokens, family) + _GAP
    pitch = (ems(" ", family) + _BETWEEN_BLANKS) * size
    return int((free + _BEFORE) / pitch) if free > 2 * _GAP else 0


def _row_width(row: HeadRow, tokens: Tokens, family: str, measure: Measure) -> float:
    body, entry = to_points(tokens.sizes.body), to_points(tokens.sizes.entry)
    width = measure("".join(row.joints), family, "regular") * body
    for line in row.words:
        is_title = line.role in TITLES
        strong = tokens.entries.organization in ("semibold", "accent")
        is_strong = any(span.bold for span in line.spans) or (
            strong and line.role == "organization"
        )
        weight = "bold" if is_title or is_strong else "regular"
        width += measure(str(line), family, weight) * (entry if is_title else body)
    return width


def _aside_width(row: HeadRow, tokens: Tokens, family: str) -> float:
    if row.aside is None:
        return 0
    return ems(str(row.aside), family) * to_points(tokens.sizes.body) + _GAP


def ems(text: str, family: str, weight: str = "regular") -> float:
    """The width of ``text`` in ems; ``weight`` is one of ``fonts.WEIGHTS``."""
    measured, regular, bold = _measured(family)
    advances = fonts.advances(measured, weight)
    width = sum(advances.get(ord(character), _rule(character)) for character in text)
    return width * (regular if weight in ("light", "regular") else bold)


def least_ems(text: str, family: str, weight: str = "regular") -> float:
    """The least width that ``text`` may turn out to have, in ems."""
    known = family in fonts.FAMILIES or family in _MEASURED
    return ems(text, family if known else _SANS, weight) * _KERNED


def _measured(family: str) -> tuple[str, float, float]:
    return (family, 1.0, 1.0) if family in fonts.FAMILIES else _MEASURED.get(family, _OTHER)


def _rule(character: str) -> float:
    """The width of a character that the measured font lacks, in ems."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):  # combining, or not drawn
        return 0.0
    if unicodedata.bidirectional(character) == "AL":
        return _JOINED
    return _WIDE if unicodedata.east_asian_width(character) in "WF" else _UNKNOWN
