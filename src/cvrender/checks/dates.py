"""Dates: the checks of their spelling (ISO 8601), and the date that another spelling means."""

import re
from typing import Any
from unicodedata import normalize

from cvrender import dates
from cvrender.checks.rejection import reject
from cvrender.checks.texts import Text, short, text
from cvrender.errors import did_you_mean, quoted
from cvrender.languages import reading

MAX_DATE = 100
"""Characters of a date in free words."""
WRITE_A_DATE = "write `2020`, `2020-03` or `2020-03-15`"
_TRUE = ("true", "yes", "on")
_MONTH_AND_YEAR = r"(\d{1,2})[/.-](\d{4})"
_DATE_LIKE = r"\d{1,4}([-/.]\d{1,4}){0,2}"
_YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)"
_SPELLINGS = (
    r"(?P<y>\d{4})[-/._ ](?P<m>\d{1,2})(?:[-/._ ](?P<d>\d{1,2}))?(?:[T ][\d:.Z+-]+)?",
    r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})?",
    r"(?P<y>\d{4}) ?[年년](?: ?(?P<m>\d{1,2}) ?[月월](?: ?(?P<d>\d{1,2}) ?[日일])?)?",
    r"(?P<m>\d{1,2})[-/. ](?P<y>\d{4})",
    r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})",
    r"(?P<m>\d{1,2})/(?P<d>1[3-9]|[23]\d)/(?P<y>\d{4})",  # up to 12 it may be the month
    r"(?P<d>1[3-9]|[23]\d)/(?P<m>\d{1,2})/(?P<y>\d{4})",
    r"(?P<name>[^\W\d_]{3,12})\.?,?[ -]?(?P<y>\d{4})",
    r"(?P<y>\d{4}),?[ -]?(?P<name>[^\W\d_]{3,12})\.?",
    r"(?P<d>\d{1,2})\.? (?P<name>[^\W\d_]{3,12})\.?,? (?P<y>\d{4})",
    r"(?P<name>[^\W\d_]{3,12})\.? (?P<d>\d{1,2}),? (?P<y>\d{4})",
)


def date(value: str, is_end: bool = False) -> str:
    """The date (ISO 8601) of ``2021``, ``2021-03``, ``2021-03-15`` or ``03/2021``, if it exists."""
    written = value.strip()
    numbers = re.fullmatch(_MONTH_AND_YEAR, written, re.ASCII)
    found = f"{numbers[2]}-{numbers[1]:0>2}" if numbers else written
    match = dates.PATTERN.fullmatch(found)
    if match is None:
        reject("bad-date", *_misspelled(written, is_end))
    if gap := _gap(match):
        reject("bad-date", f"{quoted(written)} is not a date: {gap}")
    return found


def _misspelled(value: str, is_end: bool) -> tuple[str, str]:
    """The message and the hint for what is not spelled as a date."""
    from difflib import get_close_matches  # imported here: slow, and needed for a mistake only

    message = f"{quoted(value)} is not a date" if value else "the date is empty"
    if is_end and value.casefold() in _TRUE:
        return message, did_you_mean(dates.PRESENT)
    if not get_close_matches(value.casefold(), reading.present_words(), cutoff=0.85):
        return message, _hint(value)
    if is_end:
        return message, did_you_mean(dates.PRESENT)
    return f"{message}: only `end` may be `present`", ""


def end(value: str) -> str:
    """A date, or ``present``."""
    return value if value == dates.PRESENT else date(value, is_end=True)


def date_text(value: Any) -> Text:
    """A date, or free words like ``Summer 2020`` and ``2015/16``."""
    words = text(value)
    # ASCII or fullwidth digits; those of other scripts may count other years
    if isinstance(words, str) and re.fullmatch(_DATE_LIKE, normalize("NFKC", words).strip(), re.A):
        return words.strip() if is_academic_year(words) else date(words.strip())
    return short(words, MAX_DATE)


def is_academic_year(words: str) -> bool:
    """Whether ``words`` are two consecutive years; ``2009/10`` is not: it may be an October."""
    match = re.fullmatch(r"(\d{4})[/-](\d{4}|1[3-9]|[2-9]\d)", words.strip())
    return bool(match and str(int(match[1]) + 1).endswith(match[2]))


def _gap(match: re.Match[str]) -> str:
    """Why a date is not in the calendar; empty if it is."""
    from calendar import monthrange

    year, month, day = (int(part or 1) for part in match.groups())
    if year == 0:
        return "there is no year 0"
    if not 1 <= month <= 12:
        return f"there is no month {month}"
    if not 1 <= day <= monthrange(year, month)[1]:
        return f"{reading.month_names()[month - 1].capitalize()} {year} has no day {day}"
    return ""


def _hint(value: str) -> str:
    """How to write the date that ``value`` probably means."""
    if meant := meant_date(value) or _with_hyphens(value):
        return did_you_mean(meant)
    if readings := _both_orders(value):
        return f"write {' or '.join(map(quoted, readings))}"
    start, end = meant_span(value.strip())
    if start and end:
        return f"write `start: {start}` and `end: {end}`"
    if year := re.search(_YEAR, value):
        words = f", or keep the words as {quoted(f'date: {value}')}"
        is_free = is_academic_year(value) or not re.fullmatch(_DATE_LIKE, value.strip())
        return f"write `{year[0]}` or `{year[0]}-03`{words if is_free else ''}"
    return WRITE_A_DATE


def _with_hyphens(value: str) -> str:
    """The date in ``value`` once its dashes are hyphens; empty for two consecutive years."""
    typed = re.sub("[–—‐‑−]", "-", value)
    return "" if is_academic_year(typed) else meant_date(typed)


def _both_orders(value: str) -> tuple[str, ...]:
    """The two dates that ``03/04/2021`` may be, in America and elsewhere; none for other texts."""
    match = re.fullmatch(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", value.strip(), re.ASCII)
    if match is None:
        return ()
    one, other, year = match.groups()
    orders = (f"{year}-{one}-{other}", f"{year}-{other}-{one}")
    return tuple(dict.fromkeys(filter(None, map(meant_date, orders))))


def meant_span(value: str) -> tuple[str, str]:
    """Start and end of a span that is written as one text; each is empty if it means no date."""
    until = rf"[–—]|\s-\s|(?<=\d{{4}})-(?=\d{{4}})|{reading.until_pattern()}"
    if match := re.fullmatch(rf"(.{{4,20}}?)\s*(?:{until})\s*(.{{3,20}})", value):
        start, end = map(meant_date, match.groups())
        if start and end:
            return start, end
    since = rf"(?i:(?:{reading.since_pattern()}) (.{{4,20}})|(.{{4,20}}?)\s*[–—-])"
    match = re.fullmatch(since, value)
    return meant_date(match[1] or match[2]) if match else "", dates.PRESENT


def meant_date(value: str) -> str:
    """The date (ISO 8601) or ``present`` that ``value`` spells in another way; empty if none."""
    words = " ".join(value.split())
    if dates.PATTERN.fullmatch(words):
        return words
    spelled = (re.fullmatch(pattern, words, re.IGNORECASE) for pattern in _SPELLINGS)
    meant = (_spelled(match.groupdict()) for match in spelled if match)
    if found := next(filter(None, meant), ""):
        return found
    return dates.PRESENT if words.casefold().strip(".") in reading.present_words() else ""


def _spelled(parts: dict[str, str | None]) -> str:
    name, number = parts.get("name"), parts.get("m")
    month = _month(name.casefold()) if name else int(number or 0)
    day = f"-{int(parts['d'] or 0):02d}" if parts.get("d") else ""
    written = f"{parts['y']}-{month:02d}{day}" if name or number else str(parts["y"])
    match = dates.PATTERN.fullmatch(written)
    return written if match and not _gap(match) else ""


def _month(name: str) -> int:
    """The number of a month by its name, or the beginning of its English one; 0 if unknown."""
    english = enumerate(reading.month_names(), 1)
    number = next((number for number, month in english if month.startswith(name[:4])), 0)
    return number or reading.month_numbers().get(name, 0)
