"""Line fit: how wide a text is set, and whether it has room in a line, a column or a sidebar.

Widths are the advance widths of the font (OpenType ``hmtx``). The print fonts are measured. Any
other family is taken as a multiple of one of them, since its font may be on the reader's machine
alone. There is no kerning: printed, a text is a little shorter.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from cvrender.renderers import fonts
from cvrender.theme.tokens import to_points

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cvrender.outline import Fact, Line
    from cvrender.theme.tokens import Tokens

_SANS = "Source Sans Pro"
_MEASURED = {
    "Calibri": (_SANS, 0.98, 0.95),
    "Carlito": (_SANS, 0.98, 0.95),
    "Cambria": ("Caladea", 1.0, 1.0),
}
"""The print font that is measured for a family that is none, and the family's width as a multiple:
regular, bold. Caladea was drawn to be as wide as Cambria.
"""
_OTHER = (_SANS, 1.25, 1.28)
"""Any other family is taken to be as wide as DejaVu Sans: few are wider."""
_KERNED = 0.95
"""So much of its width a text has at least, with kerning and in another version of the font."""
_WIDE, _UNKNOWN = 1.0, 0.6
"""Ems of a character that the font lacks: East Asian Wide or Fullwidth (UAX 11), and any other."""
_EAST_ASIAN = "\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60"
_UNBREAKABLE = rf"[^\s/{_EAST_ASIAN}]+/?|[{_EAST_ASIAN}/]"
"""What no line breaks inside of: a word, or a character of Chinese, Japanese or Korean.

A pattern that takes 3 ms to compile, and only sidebars need it.
"""
_GAP = 9
"""Points that a line leaves at least between its words and the date at its end."""


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
        ems(f"{fact.label}:", family, "semibold") + ems(f" {fact.text}", family) <= width
        for fact in facts
    )


def label_fits(label: Line, tokens: Tokens) -> bool:
    """Whether the column of the labels takes ``label`` and its colon in one line."""
    size = to_points(tokens.sizes.body)
    width = ems(f"{label}:", tokens.fonts.body, "semibold") * size
    return width + size / 2 <= to_points(tokens.facts.label_width)


def end_in_one_line(words: Line, aside: Line, tokens: Tokens, family: str) -> bool:
    """Whether the last line of an entry's ``words`` leaves room for ``aside`` at its end.

    False also where that, or the number of lines, depends on the exact widths of the font.
    """
    line, size = tokens.page.text_width, to_points(tokens.sizes.entry)
    most, least = (width(str(words), family, "bold") * size for width in (ems, least_ems))
    end = ems(str(aside), family) * to_points(tokens.sizes.body) + _GAP
    return least // line == most // line and most % line + end <= line


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
    return _WIDE if unicodedata.east_asian_width(character) in "WF" else _UNKNOWN
