"""What stands on a page of a PDF, where that is so little that it looks left over."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cvrender.extract import Extract
    from cvrender.outline import Line, Outline

__all__ = ["Remainder", "remainder"]

_LITTLE = 1 / 6
"""So much of a page at most."""
_ONE_LINE = 4.0
"""Rows no farther apart, in points, are one line: letters in it differ in size."""


@dataclass(frozen=True, slots=True)
class Remainder:
    """How many lines stand on a page, and the first of them where that is certain."""

    page: int
    lines: int
    first: Line | None = None


def remainder(
    outline: Outline, extracts: Iterable[Extract], foot: float, height: float
) -> Remainder | None:
    """What is left over on the first page that holds so little, if there is one.

    A page that the author began may be as short as it is. ``foot`` points above the paper's edge
    the text of a page ends, which is ``height`` points high.
    """
    sheets = next((each.sheets for each in extracts if each.sheets), ())
    begun = [section.title for section in outline.sections if section.break_before]
    for number, (text, parts) in enumerate(sheets[1:], 2):
        rows = sorted(row for row in parts if row >= foot)
        if rows and rows[-1] - rows[0] <= height * _LITTLE:
            end = _end(outline, begun, sheets[number][0]) if number < len(sheets) else None
            first = _first([*outline.lines()][:end], _squeezed(text))
            if not any(title is first for title in begun):
                lines = 1 + sum(b - a > _ONE_LINE for a, b in pairwise(rows))
                return Remainder(number, lines, first)
    return None


def _end(outline: Outline, begun: list[Line], page: str) -> int | None:
    """Where among the lines the first is that the author began ``page`` with."""
    titles = [title for title in begun if _squeezed(str(title)) in _squeezed(page)]
    places = (at for at, line in enumerate(outline.lines()) if any(line is t for t in titles))
    return next(places, None)


def _first(lines: list[Line], page: str) -> Line | None:
    """The first of the ``lines`` at whose end all stand on ``page``."""
    there = list(takewhile(lambda line: _squeezed(str(line)) in page, reversed(lines)))
    return there[-1] if there else None


def _squeezed(text: str) -> str:
    """``text`` without blanks, and whatever its theme does to its letters' case."""
    return "".join(text.split()).casefold()
