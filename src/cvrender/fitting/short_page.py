"""Short pages: a page of a PDF that holds so little that it looks left over."""

from collections.abc import Iterable
from itertools import pairwise, takewhile
from typing import NamedTuple

from cvrender.extract import Extract
from cvrender.outline import Line, Outline
from cvrender.theme.measures import to_points
from cvrender.theme.tokens import Tokens
from cvrender.verify.likeness import squeezed

_SHORT = 1 / 6
"""The part of the text area that a short page fills at most."""
_ONE_LINE = 4.0
"""Rows no farther apart, in points, are one line: letters in it differ in size."""


class ShortPage(NamedTuple):
    """The number of a short page, its count of lines, and the first of them where it is known."""

    number: int
    lines: int
    first: Line | None = None


def short_page(outline: Outline, tokens: Tokens, extracts: Iterable[Extract]) -> ShortPage | None:
    """The first short page, from the second on; None where ``pages`` says how many there are.

    A page that the author began with a page break may be as short as it is.
    """
    sheets = next((extract.sheets for extract in extracts if extract.sheets), ())
    if tokens.pages is not None:
        return None
    foot, limit = to_points(tokens.page.margin.bottom), tokens.page.text_height * _SHORT
    begun = [section.title for section in outline.sections if section.break_before]
    for number, (text, parts) in enumerate(sheets[1:], 2):
        rows = sorted(row for row in parts if row >= foot)
        if rows and rows[-1] - rows[0] <= limit:
            end = _end(outline, begun, sheets[number][0]) if number < len(sheets) else None
            first = _first([*outline.lines()][:end], squeezed(text))
            if not any(title is first for title in begun):
                lines = 1 + sum(upper - row > _ONE_LINE for row, upper in pairwise(rows))
                return ShortPage(number, lines, first)
    return None


def _end(outline: Outline, begun: list[Line], page: str) -> int | None:
    """The index of the first line that the author began ``page`` with, if there is one."""
    titles = [title for title in begun if squeezed(str(title)) in squeezed(page)]
    places = (at for at, line in enumerate(outline.lines()) if any(line is t for t in titles))
    return next(places, None)


def _first(lines: list[Line], page: str) -> Line | None:
    """The first of those lines, counted from the last one back, that all stand on ``page``."""
    there = list(takewhile(lambda line: squeezed(str(line)) in page, reversed(lines)))
    return there[-1] if there else None
