"""Dates of other tools → ours; what is none becomes free words or is told."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pydantic_core import PydanticCustomError

from cvrender import dates
from cvrender.checks.dates import date_text, end, is_academic_year, meant_date
from cvrender.errors import quoted
from cvrender.languages import reading
from cvrender.readers.foreign.record import Record
from cvrender.readers.foreign.values import folded, wording

if TYPE_CHECKING:
    from cvrender.syntax.nodes import Node

__all__ = ["dated", "iso"]

_DATES = (
    "date", "releaseDate", "dates", "period", "year", "issued", "awarded", "time", "when",
    "dateRange", "timeframe", "term", "semester",
)  # fmt: skip
_STARTS = ("startDate", "start", "begin", "startYear", "since")
_ENDS = (
    "endDate", "end", "until", "endYear", "finish", "graduationDate", "graduationYear",
    "completionDate",
)  # fmt: skip
_DURATION = re.compile(r"\s*[·•(,]\s*\d+\s*(?:yrs?|years?|mos?|months?)\b.*", re.IGNORECASE)
"""As LinkedIn tells it behind the dates."""
_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}.*")
_FOR_EVER = "9999"
"""The last year that programs know, for want of an end."""
_SINCE_1970 = re.compile(r"\d{9,10}(?=(?:\d{3})?(?:\.\d+)?$)")
"""Seconds, perhaps with thousandths, as programs keep a time."""
_NO_MONTH = re.compile(r"(-00)+$|\s*[-–—]+$")
_NUMBERS = re.compile(r"[\d\s/.:TZ-]+", re.ASCII)
_NOTHING = {"n/a", "none", "null", "undefined", "unknown"}
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
_MONTH = re.compile(r"\d{4}-\d{2}")
_HINT = "write `2020`, `2020-03` or `2020-03-15`"


def dated(record: Record) -> dict[str, Node]:
    """``start`` and ``end``, or one ``date``.

    A start without an end goes on; free words are kept; of what is no date, the year is.
    """
    date = record.take(*_DATES)
    if (words := record.take("x-date")) is not None:
        return {"date": words}
    if (alone := record.take("x-end")) is not None:
        record.take("endDate")
        return {"end": alone}
    start = record.take(*_STARTS) or _timely(record, "from")
    end = record.take(*_ENDS) or _timely(record, "to")
    end = (end if end and end.value is not False else None) or _current(record)
    if date is not None:
        return _beside(record, date, start, end)
    if start is None:
        return _one(record, end) if end else {}
    if end is None and (both := _both(start) or _open(start)):
        return both
    return _range(record, start, end)


def _beside(record: Record, date: Node, start: Node | None, end: Node | None) -> dict[str, Node]:
    """What ``date`` says; a range beside it that says more is told."""
    shown = _within(record, date) or _one(record, date)
    if (start or end) and not _says(shown, start, end):
        record.notes.left_out(start or end or date, "the range of dates beside the date")
    return shown


def _says(shown: dict[str, Node], *sides: Node | None) -> bool:
    """Whether ``shown`` is the range from one of ``sides`` to the other."""
    dates_shown = [str(shown[key].value) for key in ("start", "end") if key in shown]
    return dates_shown == [iso(_when(side)) for side in sides if side]


def _within(record: Record, date: Node) -> dict[str, Node]:
    """What a mapping of a start and an end says; nothing where ``date`` is none."""
    if not isinstance(date.value, dict) or date.child("year"):
        return {}
    inner = Record(date, record.notes)
    if found := dated(inner):
        inner.tell_left()
    return found


def _timely(record: Record, name: str) -> Node | None:
    """The value under a name that may mean a date, and may mean a person or a place."""
    written = record.peek(name)
    timely = written and (iso(_when(written)) or _YEAR.search(_when(written)))
    return record.take(name) if timely else None


def _current(record: Record) -> Node | None:
    node = record.take(
        "current", "isCurrent", "isCurrentRole", "currentlyWorking", "present", "ongoing"
    )
    if node is None or node.value not in (True, "true", "yes"):
        return None
    return node.holding(dates.PRESENT)


def _one(record: Record, node: Node) -> dict[str, Node]:
    words = _when(node)
    if both := _both(node):
        return both
    found = "" if _DURATION.search(words) else iso(words)
    if found and found != dates.PRESENT:
        return {"date": node.holding(found)}
    return _free(record, node, words)


def _both(node: Node) -> dict[str, Node]:
    """Start and end of what is written as a range in one text; nothing where it is none."""
    words = _when(node)
    between = rf"\s*(?:[-–—~～]|/(?=\d{{4}}-)|\.\.+|{reading.until_pattern()})\s*"
    for sign in () if iso(words) else re.finditer(between, words, re.IGNORECASE):
        first, last = iso(words[: sign.start()]), iso(words[sign.end() :])
        if first and last and first != dates.PRESENT and _in_order(first, last):
            sides = {"start": first, "end": last}
            return {key: node.holding(side) for key, side in sides.items()}
    return {}


def _open(node: Node) -> dict[str, Node]:
    """Start and no end of what is written as ``since 2019``; nothing where it is not."""
    match = re.fullmatch(rf"(?i:{reading.since_pattern()}) (.+)", _when(node))
    sides = {"start": iso(match[1]), "end": dates.PRESENT} if match else {}
    if not sides.get("start") or sides["start"] == dates.PRESENT:
        return {}
    return {key: node.holding(side) for key, side in sides.items()}


def _is_nonsense(node: Node) -> bool:
    """Whether nothing in the numbers that stand there is a date."""
    words = _when(node)
    if words.casefold() in _NOTHING:
        return True
    return bool(_NUMBERS.fullmatch(words)) and not (iso(words) or _parts(words))


def _range(record: Record, start: Node, end: Node | None) -> dict[str, Node]:
    if any(side is not None and _is_nonsense(side) for side in (start, end)):
        return {
            key: found for side in (end, start) if side for key, found in _one(record, side).items()
        }
    first = _side(record, start)
    last = _side(record, end) if end else dates.PRESENT
    if first and last and first != dates.PRESENT and _in_order(first, last):
        where = end or start
        return {
            "start": start.holding(first),
            "end": where.holding(last),
        }
    return _free(record, start, f"{_when(start)} – {_when(end) if end else dates.PRESENT}")


def _side(record: Record, node: Node) -> str:
    """The date at one side of a range, or as much of it as is one; empty for free words."""
    words = _when(node)
    is_free = is_academic_year(words) or not _NUMBERS.fullmatch(words)
    if (found := iso(words)) or is_free:
        return found
    part = _part(record, node, words)
    return str(part["date"].value) if part else ""


def _free(record: Record, node: Node, words: str) -> dict[str, Node]:
    """Free words for a date; the model refuses some that look like one and are none."""
    if _is_nonsense(node):
        return _part(record, node, words)
    try:
        date_text(words)
    except PydanticCustomError:
        return _part(record, node, words)
    if not _YEAR.search(words) or " – " in words:
        record.notes.changed(node, f"{quoted(words)} is shown as it is written", _HINT)
    return {"date": node.holding(words)}


def _part(record: Record, node: Node, words: str) -> dict[str, Node]:
    """The month or at least the year of what is no date."""
    if found := _parts(words):
        record.notes.changed(node, f"{quoted(words)} is no date; {found} is shown", _HINT)
        return {"date": node.holding(found)}
    record.notes.left_out(node, f"{quoted(words)} is no date and", _HINT)
    return {}


def _parts(words: str) -> str:
    """The month or at least the year in numbers that are no date."""
    matches = (pattern.search(words) for pattern in (_MONTH, _YEAR))
    return next((match[0] for match in matches if match and iso(match[0])), "")


def iso(words: str) -> str:
    """The date that ``words`` spell, or ``present``; empty if they spell none."""
    plain = _NO_MONTH.sub("", _TIME.sub(r"\1", _DURATION.sub("", words.strip())))
    if seconds := _SINCE_1970.match(plain):
        plain = datetime.fromtimestamp(int(seconds[0]), UTC).date().isoformat()
    if plain.startswith(_FOR_EVER):
        return dates.PRESENT
    meant = meant_date(plain)
    try:
        return end(meant) if meant else ""
    except PydanticCustomError:
        return ""


def _when(node: Node) -> str:
    """What is written where a date stands, perhaps as year, month and day."""
    if not isinstance(node.value, dict):
        return wording(node)
    parts = {folded(key): wording(child) for key, child in node.value.items()}
    if "year" not in parts:
        return wording(node)
    numbers = [parts["year"], *(parts.get(name, "") for name in ("month", "day"))]
    return "-".join(part.zfill(2) for part in numbers if part)


def _in_order(first: str, last: str) -> bool:
    shortest = min(len(first), len(last))
    return last == dates.PRESENT or last[:shortest] >= first[:shortest]
