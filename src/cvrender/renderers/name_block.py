"""Measures that every format shares: what fits into the lines of the name block, and beside them.

Widths are estimates from the shapes of letters: a renderer may not have the font that a reader has.
"""

from __future__ import annotations

import re
import unicodedata
from math import ceil
from typing import TYPE_CHECKING

from cvrender.renderers import photo_size
from cvrender.theme.tokens import PAGE_SIZES, points

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cvrender.outline import Contact, Fact, Line, Outline
    from cvrender.theme.tokens import Tokens

__all__ = [
    "HEADLINE_GAP",
    "NAME_GAP",
    "both_in_line",
    "brief",
    "contact_rows",
    "fitted",
    "headline_lines",
    "height",
    "in_lines",
    "label_fits",
    "name_ems",
    "name_lines",
    "name_size",
    "photo_beside",
    "photo_room",
    "words_fit",
]

_LETTER_WIDTH = 0.46  # of the type size, the average of running text
_SERIF_WIDTH = 0.48
_NARROW = frozenset("fijlrtI.,:;'!|()[]")
_WIDE = frozenset("mwMWжшщюЖШЩЮ@")
_CYRILLIC_WIDTH = 1.08  # of Latin letters
_SEPARATOR = 3
_NAME_LINE = 1.17
NAME_GAP, HEADLINE_GAP = 4, 6
"""Points below the name and below the headline, to the next line of the name block."""
_ASIDE_GAP = 9
_FAMILIES = {"Calibri": 0.89, "Cambria": 0.96, "Source Sans Pro": 0.94, "Source Serif Pro": 0.98}
"""The width of bold letters, in that of the widest family."""
_SLACK = 0.05
"""By how much of it a line may be shorter than its estimate says."""
_LEAST_NAME = 0.55
"""So small, in the theme's size, a name may become to stand in one line."""
_PHOTO_GAP = 18
_EASTERN = "\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60"
_WHOLE = re.compile(rf"[^\s/{_EASTERN}]+/?|[{_EASTERN}/]")
"""What no line breaks inside of."""
_CLEARLY_TWO = 1.12, 1.8
"""By so many lines' worth of letters a headline takes two, whatever the words at their ends."""
_BRIEF = 28
"""Letters of a fact that a sidebar has in one line."""


def contact_rows(
    outline: Outline, tokens: Tokens, beside: float = 0
) -> tuple[tuple[Contact, ...], ...]:
    """The contacts in as few rows as the width beside a photo needs, about equally long.

    Separators stand inside a row only: none dangles at the end of a line. ``beside`` is the width
    in points that something else takes from the rows.
    """
    letter = _SERIF_WIDTH if "Serif" in tokens.fonts.body else _LETTER_WIDTH
    width = (_width(outline, tokens) - beside) / (points(tokens.sizes.small) * letter)
    tried = (_rows(outline.contacts, count) for count in range(1, len(outline.contacts) + 1))
    return next((rows for rows in tried if _fit(rows, width)), ())


def _fit(rows: tuple[tuple[Contact, ...], ...], width: float) -> bool:
    """Whether each row has room, but for a single contact, which no other row would take either."""
    return all(len(row) == 1 or _letters(row) <= width for row in rows)


def _rows(contacts: tuple[Contact, ...], count: int) -> tuple[tuple[Contact, ...], ...]:
    """``contacts`` in about so many rows, about equally long."""
    rows: list[list[Contact]] = [[]]
    filled, length = 0, _letters(contacts)
    for contact in contacts:
        letters = _letters((contact,))
        if rows[-1] and filled + letters / 2 > length * len(rows) / count:
            rows.append([])
        rows[-1].append(contact)
        filled += letters + _SEPARATOR
    return tuple(map(tuple, rows))


def _letters(row: tuple[Contact, ...]) -> int:
    """How many letters long a row is."""
    return sum(len(str(contact.line)) + _SEPARATOR for contact in row) - _SEPARATOR


def fitted(outline: Outline, tokens: Tokens, beside: float = 0) -> Tokens:
    """``tokens`` with a name no larger than its line takes.

    ``beside`` is the width in points that something else takes from the line.
    """
    name = f"{name_size(outline, tokens, beside):g}pt"
    return tokens.model_copy(update={"sizes": tokens.sizes.model_copy(update={"name": name})})


def name_size(outline: Outline, tokens: Tokens, beside: float = 0) -> float:
    """The size in points at which the name fits its line, or at least its longest word does.

    The theme's, or less. ``beside`` is the width in points that something else takes from the line.
    """
    room = _width(outline, tokens) - beside
    largest = points(tokens.sizes.name)
    whole = room / max(_name_ems(str(outline.name), tokens), 0.1)
    if whole >= largest * _LEAST_NAME:
        return min(largest, whole)
    return min(largest, room / max(name_ems(outline, tokens), 0.1))


def name_ems(outline: Outline, tokens: Tokens) -> float:
    """About the width of the name's longest word, in its size."""
    return max((_name_ems(word, tokens) for word in str(outline.name).split()), default=0.0)


def _name_ems(words: str, tokens: Tokens) -> float:
    header = tokens.header
    shown = words.upper() if header.case == "upper" else words
    letters = _ems(shown) * _FAMILIES.get(tokens.fonts.heading, 1)
    return letters + header.letter_spacing * len(words)


def name_lines(outline: Outline, tokens: Tokens, beside: float = 0) -> int:
    """How many lines the name takes in the theme's size; ``beside`` as for ``name_size``."""
    width = _name_ems(str(outline.name), tokens) * points(tokens.sizes.name)
    return max(1, ceil((width - 0.01) / (_width(outline, tokens) - beside)))


def photo_beside(outline: Outline, tokens: Tokens) -> bool:
    """Whether name and headline can end before a photo that stands at the other margin."""
    if outline.photo is None or tokens.header.align == "center":
        return False
    on_paper = tokens.header.fill == "none"  # a band has to be as high as all of them
    return _name_in_line(outline, tokens) if on_paper else in_lines(outline, tokens)


def photo_room(outline: Outline, tokens: Tokens) -> float:
    """The width in points that a photo takes from the lines beside it."""
    return photo_size.width(outline, tokens) + _PHOTO_GAP


def in_lines(outline: Outline, tokens: Tokens) -> bool:
    """Whether the name takes one line, and it is certain how many the headline takes."""
    return _name_in_line(outline, tokens) and headline_lines(outline, tokens) is not None


def _name_in_line(outline: Outline, tokens: Tokens) -> bool:
    return name_lines(outline, fitted(outline, tokens)) == 1


def headline_lines(outline: Outline, tokens: Tokens) -> int | None:
    """How many lines the headline takes, one or two; None where that is not certain, or more.

    They end before a photo that stands at the other margin.
    """
    headline = len(str(outline.headline or "")) * _LETTER_WIDTH * points(tokens.sizes.headline)
    filled = headline / _width(outline, tokens)
    return 1 if filled <= 1 else 2 if _CLEARLY_TWO[0] <= filled <= _CLEARLY_TWO[1] else None


def height(outline: Outline, tokens: Tokens) -> float:
    """The height in points of name, headline and contacts, where the name takes a line."""
    sizes, line = tokens.sizes, tokens.line_height
    name = name_size(outline, tokens) * _NAME_LINE
    lines = headline_lines(outline, tokens) or 1
    headline = (
        points(sizes.headline) * line * lines + NAME_GAP if outline.headline is not None else 0
    )
    rows = contact_rows(outline, tokens)
    contacts = len(rows) * points(sizes.small) * line + HEADLINE_GAP if outline.contacts else 0
    return name + headline + contacts


def words_fit(lines: Iterable[Line], size: str, tokens: Tokens) -> bool:
    """Whether the sidebar takes every word of ``lines`` whole.

    An address may break at a slash, and Chinese, Japanese and Korean anywhere.
    """
    width = points(tokens.sidebar.width) / points(size)
    words = (word for line in lines for word in _WHOLE.findall(str(line)))
    return all(_ems(word) <= width for word in words)


def brief(facts: Iterable[Fact]) -> bool:
    """Whether each label and its text have room in one line of a sidebar."""
    return all(len(f"{fact.label}: {fact.text}") <= _BRIEF for fact in facts)


def label_fits(label: Line, tokens: Tokens) -> bool:
    """Whether the column of the labels takes ``label`` and its colon in one line."""
    size = points(tokens.sizes.body)
    return _ems(f"{label}:") * size + size / 2 <= points(tokens.facts.label_width)


def both_in_line(words: Line, aside: Line, tokens: Tokens, family: str) -> bool:
    """Whether the last line of an entry's ``words`` leaves room for ``aside`` at its end.

    False also where that depends on the letters' exact widths in the font ``family``.
    """
    margin = tokens.page.margin
    line = PAGE_SIZES[tokens.page.size][0] - points(margin.left) - points(margin.right)
    letter = _FAMILIES.get(family, 1)
    width = _ems(str(words)) * points(tokens.sizes.entry) * letter
    end = _ems(str(aside)) * points(tokens.sizes.body) * letter + _ASIDE_GAP
    return all(width * (1 - slack) % line + end <= line for slack in (0, _SLACK))


def _width(outline: Outline, tokens: Tokens) -> float:
    """The width in points that name and contacts have."""
    margin = tokens.page.margin
    width = PAGE_SIZES[tokens.page.size][0] - points(margin.left) - points(margin.right)
    beside = outline.photo is not None and tokens.header.align == "left"
    return width - (photo_room(outline, tokens) if beside else 0)


def _ems(word: str) -> float:
    """About the width of ``word`` in bold type, in its size."""
    return sum(map(_em, word))


def _em(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if letter == " ":
        return 0.25
    if letter in _NARROW:
        return 0.36
    wide = letter in _WIDE
    width = (0.95 if wide else 0.68) if letter.isupper() else (0.85 if wide else 0.57)
    return width * _CYRILLIC_WIDTH if "\u0400" <= letter <= "\u052f" else width
