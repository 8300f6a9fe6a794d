"""What stands on the last page of a PDF, where that is so little that it looks left over."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cvrender.outline import Line, Outline
    from cvrender.verify.extract import Extract

__all__ = ["Remainder", "remainder"]

_LITTLE = 1 / 6
"""So much of a page at most."""
_ONE_LINE = 4.0
"""Rows no farther apart, in points, are one line: letters in it differ in size."""


@dataclass(frozen=True, slots=True)
class Remainder:
    """How many lines stand on the last page, and the first of them where that is certain."""

    lines: int
    first: Line | None = None


def remainder(
    outline: Outline, extracts: Iterable[Extract], foot: float, height: float
) -> Remainder | None:
    """What is left over; None where it is more than a little, or the author began a page with it.

    ``foot`` points above the paper's edge the text of a page ends, which is ``height`` points high.
    """
    last = next((each for each in extracts if each.rows and (each.pages or 1) > 1), None)
    rows = sorted(row for row in last.rows if row >= foot) if last else []
    if last is None or not rows or rows[-1] - rows[0] > height * _LITTLE:
        return None
    first = _first(outline, _squeezed(last.last_page))
    if any(section.break_before and section.title is first for section in outline.sections):
        return None
    return Remainder(1 + sum(b - a > _ONE_LINE for a, b in pairwise(rows)), first)


def _first(outline: Outline, page: str) -> Line | None:
    """The first of the lines at the document's end that all stand on ``page``."""
    backwards = reversed(list(outline.lines()))
    there = list(takewhile(lambda line: _squeezed(str(line)) in page, backwards))
    return there[-1] if there else None


def _squeezed(text: str) -> str:
    """``text`` without blanks, and whatever its theme does to its letters' case."""
    return "".join(text.split()).casefold()
