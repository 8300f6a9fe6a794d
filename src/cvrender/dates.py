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
    """From ``start`` to ``end``; without an end it goes on. One and the same date is said once.

    Each end carries its year, which programs look for beside its month.
    """
    language = languages.load(code)
    first = one(start, code) if start else ""
    last = language.present if end in (PRESENT, None) else one(str(end), code)
    if first == last or (not start and end == PRESENT):
        return last
    years = start and re.fullmatch(r"[0-9]{4}", start) and re.fullmatch(r"[0-9]{4}", str(end))
    between = language.dates.between_years if years else language.dates.between_dates
    return f"{first}{between}{last}".strip()


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
