"""Date text: what people and programs write for a date or a span of dates → ISO 8601."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from cvrender.checks.dates import MAX_DATE, end, meant_date
from cvrender.checks.rejection import accepted
from cvrender.dates import PRESENT, one
from cvrender.languages import load, reading

_DURATION = re.compile(r"\s*[·•(,]\s*\d+\s*(?:yrs?|years?|mos?|months?)\b.*", re.IGNORECASE)
"""How long it lasted, which LinkedIn writes behind the dates."""
_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}.*")
_LAST_YEAR = "9999"
"""The greatest year of many programs, which stands for an open end."""
_UNIX_TIME = re.compile(r"\d{9,10}(?=(?:\d{3})?(?:\.\d+)?$)")
"""Seconds since 1970; three more digits are milliseconds."""
_TIMESTAMP = re.compile(r"((?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))\d{2,6}")
"""A day, and the time of that day, in digits alone."""
_NO_MONTH = re.compile(r"(-00)+$|\s*[-–—]+$")
_NUMERIC = re.compile(r"[\d\s/.:TZ-]+", re.ASCII)
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
_MONTHS_DATE = re.compile(r"\b\d{4}-\d{2}(?:-\d{2})?\b")
_MONTH = re.compile(r"\d{4}-\d{2}")


def iso(words: str) -> str:
    """The date that ``words`` mean, or ``present``; empty if they mean none."""
    if len(words) > MAX_DATE:
        return ""
    plain = _NO_MONTH.sub("", _TIME.sub(r"\1", _DURATION.sub("", words.strip())))
    if day := _TIMESTAMP.fullmatch(plain):
        plain = day[1]
    elif seconds := _UNIX_TIME.match(plain):
        plain = datetime.fromtimestamp(int(seconds[0]), UTC).date().isoformat()
    if plain.startswith(_LAST_YEAR):
        return PRESENT
    meant = meant_date(plain)
    return accepted(end, meant) if meant else ""


def span(words: str) -> tuple[str, str] | None:
    """Start and end of a span that is written as one text, such as ``2019 to March 2020``."""
    if len(words) > MAX_DATE or iso(words):
        return None
    for sign in _signs(words):
        first, last = iso(words[: sign.start()]), iso(words[sign.end() :])
        if first and last and in_order(first, last):
            return first, last
    return None


def _signs(words: str) -> Iterator[re.Match[str]]:
    """What may stand between the two dates of a span."""
    between = rf"\s*(?:[-–—~～]|/(?=\d{{4}}-)|\.\.+|{reading.until_pattern()})\s*"
    return re.finditer(between, words, re.IGNORECASE)


def open_start(words: str) -> tuple[str, str] | None:
    """Start and ``present`` of a text such as ``since 2019``."""
    match = re.fullmatch(rf"(?:{reading.since_pattern()}) (.+)", words, re.IGNORECASE)
    start = iso(match[1]) if match else ""
    return (start, PRESENT) if start and start != PRESENT else None


def in_order(first: str, last: str) -> bool:
    """Whether the date ``first`` is not after ``last``, as far as both tell."""
    shortest = min(len(first), len(last))
    return first != PRESENT and (last == PRESENT or last[:shortest] >= first[:shortest])


def part(words: str) -> str:
    """The month, or else the year, in numbers that are not a date; empty without either."""
    matches = (pattern.search(words) for pattern in (_MONTH, _YEAR))
    return next((match[0] for match in matches if match and iso(match[0])), "")


def expected(words: str) -> str:
    """The date of ``expected June 2027`` or ``2027-06 (expected)``; empty if it is none."""
    if len(words) > MAX_DATE:
        return ""
    either = rf"(?:{reading.expected_pattern()})"
    plain = re.sub(r"[()（）]", " ", words).strip()
    match = re.fullmatch(rf"{either}[\s:,]*(.+)|(.+?)[\s,]*{either}", plain, re.IGNORECASE)
    return iso((match[1] or match[2]).strip()) if match else ""


def worded(words: str, code: str) -> str:
    """``words`` with each date in them as the language words it: ``Summer of 2027``."""
    if words == PRESENT:
        return load(code).present
    if (date := expected(words)) and date != PRESENT:
        return load(code).dates.expected.format(date=one(date, code))
    for sign in _signs(words) if len(words) <= MAX_DATE else ():
        first, last = iso(words[: sign.start()]), words[sign.end() :]
        if first and expected(last):
            return load(code).dates.between_dates.join((one(first, code), worded(last, code)))
    whole = one(words, code) if iso(words) == words else words
    return _MONTHS_DATE.sub(lambda it: one(found, code) if (found := iso(it[0])) else it[0], whole)


def has_year(words: str) -> bool:
    return bool(_YEAR.search(words))


def is_duration(words: str) -> bool:
    """Whether a number of years or months is part of ``words``."""
    return len(words) <= MAX_DATE and bool(_DURATION.search(words))


def is_numeric(words: str) -> bool:
    """Whether ``words`` are numbers and the signs between the parts of a date."""
    return bool(_NUMERIC.fullmatch(words))
