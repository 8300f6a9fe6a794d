"""Dates as a language words them, in the style that is asked for; and today's.

A date keeps its precision down to the month: a year never grows a month; days are noise in a CV.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from cvrender import languages
from cvrender.errors import UsageError

if TYPE_CHECKING:
    from cvrender.languages.language import Language

PATTERN = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
"""Year, month and day (ISO 8601)."""
PRESENT = "present"
_FIRST_YEAR, OTHER_YEARS = "1700", "2400"
"""Years before are those of Iran or of Islam, whose months have other names; from 2400 on, those of
Buddhist calendars."""

Style = Literal["short", "long", "numeric", "year"]
"""``Mar 2021``, ``March 2021``, ``03/2021`` or ``2021``."""
STYLES: tuple[Style, ...] = get_args(Style)


class Wording(NamedTuple):
    """How a document words its dates.

    ``present`` stands for the end of what still lasts, and ``months`` are twelve names, as one
    text or one per language; without them, the language's own words are said. ``expected``: an end
    in the future is called so.
    """

    style: Style = "short"
    present: str | Mapping[str, str] | None = None
    months: tuple[str | Mapping[str, str], ...] = ()
    expected: bool = True


_USUAL = Wording()


def moment() -> datetime | None:
    """The one date that a file may bear: today's would make every file another.

    See https://reproducible-builds.org/specs/source-date-epoch/. Raises UsageError where the
    variable holds no number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return datetime.fromtimestamp(int(epoch), UTC) if epoch else None
    except (ValueError, OverflowError, OSError) as error:
        message = f"SOURCE_DATE_EPOCH is `{epoch}`, which is not a time"
        raise UsageError(message, "unset it, or give seconds since 1970") from error


def today() -> str:
    """The day (ISO 8601) on which a document is made: SOURCE_DATE_EPOCH's, or today.

    A letter without a date bears it; what ends after it is expected.
    """
    return f"{moment() or datetime.now().astimezone():%Y-%m-%d}"


def one(date: str, code: str, wording: Wording = _USUAL, today: str = "") -> str:
    """``2021-03`` as ``Mar 2021``; free words are kept.

    What begins after ``today`` (ISO 8601) is expected; empty, nothing is.
    """
    match = PATTERN.fullmatch(date)
    if match is None:
        return date
    language = languages.load(code)
    words = _worded(match[1], match[2], wording, language)
    is_expected = wording.expected and _is_ahead(date, today)
    return language.dates.expected.format(date=words) if is_expected else words


def certain(words: str, code: str) -> str:
    """``Jun 2027 (expected)`` as ``Jun 2027``."""
    return words.removesuffix(languages.load(code).dates.expected.format(date=""))


def day(date: str, code: str, pattern: str) -> str:
    """``2026-11-30`` as a letter has it: ``30 November 2026``; free words are kept."""
    match, language = PATTERN.fullmatch(date), languages.load(code)
    if match is None or match[3] is None:
        return one(date, code, Wording("long"))
    letter, number = language.letter, str(int(match[3]))
    months = letter.months or language.dates.long_months or language.dates.months
    first = letter.first if number == "1" else ""
    return pattern.format(day=first or number, month=months[int(match[2]) - 1], year=match[1])


def span(
    start: str | None, end: str | None, code: str, wording: Wording = _USUAL, today: str = ""
) -> str:
    """From ``start`` to ``end``; without an end it goes on. One and the same date is said once.

    Each end carries its year, which programs look for beside its month. An end after ``today`` is
    expected, and so is a start from which it will go on.
    """
    language = languages.load(code)
    if start and end in (PRESENT, None) and _is_ahead(start, today):
        return one(start, code, wording, today)
    first = one(start, code, wording) if start else ""
    if end in (PRESENT, None):
        plain = last = _said(wording.present, code) or language.present
    else:
        plain, last = (one(str(end), code, wording, known) for known in ("", today))
    if first == plain or (not start and end == PRESENT):
        return last
    years = _is_year(start, wording.style) and _is_year(end, wording.style)
    between = language.dates.between_years if years else language.dates.between_dates
    return f"{first}{between}{last}".strip()


def _is_ahead(date: str, today: str) -> bool:
    """Whether it begins after ``today``; never, where that is empty."""
    return bool(today) and today < date < OTHER_YEARS


def _is_year(date: str | None, style: Style) -> bool:
    """Whether a year is all that is said of ``date``."""
    match = PATTERN.fullmatch(date or "")
    return bool(match and (style == "year" or not match[2]))


def _said(words: str | Mapping[str, str] | None, code: str) -> str:
    """``words`` in a language; empty where there are none."""
    return words or "" if isinstance(words, str | None) else words.get(code, "")


def _worded(year: str, month: str | None, wording: Wording, language: Language) -> str:
    words, style = language.dates, wording.style
    if month is None or style == "year":
        return year if style == "numeric" else words.year.format(year=year)
    if year < _FIRST_YEAR:
        return f"{year}/{month}"
    if style == "numeric":
        return words.numeric.format(year=year, month=month)
    is_long = style == "long"
    form = (is_long and words.long) or words.month
    months = (is_long and words.long_months) or words.months
    own = _said(wording.months[int(month) - 1], language.code) if wording.months else ""
    return form.format(year=year, month=own or months[int(month) - 1])
