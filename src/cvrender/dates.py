"""Dates as a language words them.

A date keeps its precision down to the month: a year never grows a month; days are noise in a CV.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cvrender import languages

if TYPE_CHECKING:
    from cvrender.languages import Language

PATTERN = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
"""Year, month and day (ISO 8601)."""
PRESENT = "present"


def one(date: str, code: str) -> str:
    """``2021-03`` as ``Mar 2021``; free words are kept."""
    match = PATTERN.fullmatch(date)
    return _worded(match[1], match[2], languages.load(code)) if match else date


def span(start: str | None, end: str | None, code: str) -> str:
    """From ``start`` to ``end``; without an end it goes on. What both ends share is said once."""
    language = languages.load(code)
    first = one(start, code) if start else ""
    last = language.present if end in (PRESENT, None) else one(str(end), code)
    if first == last:
        return first
    if start and (both := _of_one_kind(start, str(end), language)):
        return both
    return f"{first}{language.dates.between_dates}{last}".strip()


def _of_one_kind(start: str, end: str, language: Language) -> str:
    """Two years, or two months of one year; empty for other spans."""
    first, last = PATTERN.fullmatch(start), PATTERN.fullmatch(end)
    if not first or not last or bool(first[2]) != bool(last[2]):
        return ""
    dates = language.dates
    if not first[2]:
        ends = (_worded(match[1], None, language) for match in (first, last))
        return dates.between_years.join(ends)
    if first[1] != last[1] or _is_of_another_calendar(first[1]):
        return ""
    months = dates.between_months.join(_month(match[2], language) for match in (first, last))
    return dates.month.format(year=first[1], month=months)


def _worded(year: str, month: str | None, language: Language) -> str:
    if month is None:
        return language.dates.year.format(year=year)
    if _is_of_another_calendar(year):
        return f"{year}/{month}"
    return language.dates.month.format(year=year, month=_month(month, language))


def _month(number: str, language: Language) -> str:
    return language.dates.months[int(number) - 1]


def _is_of_another_calendar(year: str) -> bool:
    """Whether it is a year of Iran's or of Islam's, whose months have other names."""
    return year < "1700"
