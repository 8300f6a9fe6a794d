"""White pages: a page of a PDF that holds a few lines alone, or that a page break leaves white."""

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
_WIDE = 1 / 3
"""The part of the text area from which on a gap looks like a mistake."""


class ShortPage(NamedTuple):
    """The number of a short page, its count of lines, and the first of them where it is known."""

    number: int
    lines: int
    first: Line | None = None


def short_page(outline: Outline, tokens: Tokens, extracts: Iterable[Extract]) -> ShortPage | None:
    """The first short page, from the second on; None where ``pages`` says how many there are.

    A page that the author began with a page break may be as short as it is.
    """
    sheets = _sheets(extracts)
    if tokens.pages is not None:
        return None
    foot, limit = to_points(tokens.page.margin.bottom), tokens.page.text_height * _SHORT
    begun = _begun(outline)
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


class PageGap(NamedTuple):
    """The number of a page, the part of it that is white, and the title that begins the next."""

    number: int
    part: float
    title: Line


def page_gap(outline: Outline, tokens: Tokens, extracts: Iterable[Extract]) -> PageGap | None:
    """The first page of which a page break leaves a third or more white."""
    sheets = _sheets(extracts)
    foot, height = to_points(tokens.page.margin.bottom), tokens.page.text_height
    begun = _begun(outline)
    for number, ((_, parts), (following, _)) in enumerate(pairwise(sheets), 1):
        white = (min((row for row in parts if row >= foot), default=foot) - foot) / height
        start = squeezed(following)
        titles = (title for title in begun if start.startswith(squeezed(str(title))))
        if white >= _WIDE and (title := next(titles, None)) is not None:
            return PageGap(number, white, title)
    return None


def _sheets(extracts: Iterable[Extract]) -> tuple[tuple[str, tuple[float, ...]], ...]:
    return next((extract.sheets for extract in extracts if extract.sheets), ())


def _begun(outline: Outline) -> list[Line]:
    """The titles of sections before which the author begins a new page."""
    return [section.title for section in outline.sections if section.break_before]
