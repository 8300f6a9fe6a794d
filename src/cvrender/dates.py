"""Dates as the CV's language words them, by the CLDR's patterns.

A date keeps its precision down to the month: a year never grows a month; days are noise in a CV.
"""

from __future__ import annotations

import datetime
import re
from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

__all__ = ["PATTERN", "PRESENT", "locale", "one", "span"]

PATTERN = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
PRESENT = "present"

_UNTIL = "至"
_SPACES = str.maketrans({"\u2009": " ", "\u202f": " ", "\u00a0": " "})


def one(date: str, language: str) -> str:
    """``2021-03`` as ``Mar 2021``; words that are no date are kept."""
    match = PATTERN.fullmatch(date)
    if match is None:
        return date
    if match[2] and _is_of_another_calendar(date):
        return f"{match[1]}/{match[2]}"
    return _skeleton(date, "yMMM" if match[2] else "y", language)


def span(start: str | None, end: str | None, language: str, present: str) -> str:
    """From ``start`` to ``end``; what both share is said once where the language does so."""
    if start and end and end != PRESENT and _is_interval(start, end):
        return _interval(start, end, language)
    first = one(start, language) if start else ""
    last = present if end in (PRESENT, None) else one(str(end), language)
    return _joined(first, last, language)


def _is_interval(start: str, end: str) -> bool:
    return _precision(start) == _precision(end) and not _is_of_another_calendar(start)


def _is_of_another_calendar(date: str) -> bool:
    """Whether its year is one of Iran's or of Islam's, whose months have other names."""
    return date < "1700"


def _joined(first: str, last: str, language: str) -> str:
    between = locale(language).interval_formats[None]
    if language.startswith("zh"):  # as the CLDR joins its months, and once: 至今 says so itself
        between = "{0}{1}" if last.startswith(_UNTIL) else f"{{0}}{_UNTIL}{{1}}"
    return _narrow(between.format(first, last)).strip()


def _interval(start: str, end: str, language: str) -> str:
    from babel.dates import format_date, format_interval

    if (only := one(start, language)) == one(end, language):
        return only
    days, known = (_day(start), _day(end)), locale(language)
    if _precision(start) == 1:
        return _narrow(format_interval(*days, "y", locale=known))
    patterns = known.interval_formats["yMMM"]["M" if start[:4] == end[:4] else "y"]
    halves = _halves(patterns, language)
    return _narrow(
        "".join(format_date(day, half, known) for day, half in zip(days, halves, strict=True))
    )


def _halves(patterns: list[str], language: str) -> list[str]:
    """The pattern of each end: Babel takes `LLL – MMM y` (Persian) for that of a single date."""
    if len(patterns) == 1 and (match := re.fullmatch(r"(L+[^LM]*)(M.*)", patterns[0])):
        patterns = [match[1], match[2]]
    if language == "cs":  # whose single dates have the month in full
        patterns = [pattern.replace("MMM", "LLLL") for pattern in patterns]
    return patterns


def _skeleton(date: str, skeleton: str, language: str) -> str:
    from babel.dates import format_skeleton

    return _narrow(format_skeleton(skeleton, _day(date), locale=locale(language)))


@cache
def locale(language: str) -> Locale:
    """Babel's locale, with names of months that are its own.

    Babel keeps what an alias stands for in the data that locales share: once the months of Hebrew
    were read, Polish had them too.
    """
    # Imported here: a CV without dates does not pay Babel's 30 ms.
    from babel import Locale, localedata

    found = Locale.parse(language, sep="-")
    data = localedata.load(str(found))
    data["months"] = deepcopy(data["months"])
    return found


def _day(date: str) -> datetime.date:
    year, month, day = (int(part or 1) for part in PATTERN.fullmatch(date).groups())  # type: ignore[union-attr]
    return datetime.date(year, month, day)


def _precision(date: str) -> int:
    """1 for a year, 2 for a month; a day counts as its month."""
    return min(date.count("-") + 1, 2)


def _narrow(text: str) -> str:
    """The CLDR's thin and no-break spaces as plain ones, which every reader of files knows."""
    return text.translate(_SPACES)
