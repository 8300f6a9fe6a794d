"""Chronology: when entries and publications end, and their order from the newest to the oldest."""

import re
from collections.abc import Iterable
from typing import TypeVar

from cvrender.dates import PATTERN, PRESENT
from cvrender.model import Entry, Publication, Role

Item = TypeVar("Item", Entry, Publication)

_ONGOING = "9999"
_YEAR = r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])"


def newest_first(items: Iterable[tuple[int, Item]]) -> list[tuple[int, Item]]:
    """``items`` with their indices, the newest first; those without a date last, as they stand."""
    return sorted(items, key=lambda item: span(item[1]), reverse=True)


def first_misplaced(items: Iterable[Entry | Publication]) -> int | None:
    """The index of the first item that ends later than a dated one above it; None if all do not.

    Dates are compared as far as both are given: ``2020`` and ``2020-06`` are in any order.
    """
    above = ""
    for index, item in enumerate(items):
        end, _ = span(item)
        shared = min(len(above), len(end))
        if above and end[:shared] > above[:shared]:
            return index
        above = end or above
    return None


def span(item: Entry | Role | Publication) -> tuple[str, str]:
    """The end and the start as ISO 8601, ``9999`` for the present; each empty where unknown.

    An entry without dates of its own has those of its latest role.
    """
    if item.date:
        words = item.date if isinstance(item.date, str) else next(iter(item.date.values()))
        date = words if PATTERN.fullmatch(words) else max(re.findall(_YEAR, words), default="")
        return date, date
    start, end = getattr(item, "start", None) or "", getattr(item, "end", None) or ""
    if start or end:
        return _ONGOING if end in ("", PRESENT) else end, start
    return max(map(span, getattr(item, "roles", ())), default=("", ""))
