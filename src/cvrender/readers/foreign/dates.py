"""The dates of an entry in another tool's file → ours; free words are kept."""

from pydantic_core import PydanticCustomError

from cvrender import languages
from cvrender.checks.dates import date_text, is_academic_year
from cvrender.dates import PRESENT
from cvrender.errors import quoted
from cvrender.readers.foreign.date_text import (
    has_year,
    in_order,
    is_duration,
    is_numeric,
    iso,
    open_start,
    part,
    span,
    worded,
)
from cvrender.readers.foreign.keys import keys
from cvrender.readers.foreign.record import Record
from cvrender.readers.foreign.values import folded, wording
from cvrender.syntax.nodes import Node

_NOTHING = {"n/a", "none", "null", "undefined", "unknown"}
_HINT = "write `2020`, `2020-03` or `2020-03-15`"
Dates = dict[str, Node]
"""``start`` and ``end``, or one ``date``; empty where there are none."""


def dated(record: Record) -> Dates:
    """The dates of ``record``; a start without an end goes on."""
    date = record.take(*keys("dates"))
    start = record.take(*keys("starts")) or _if_date(record, "from")
    end = _end(record)
    if date is not None:
        return _beside(record, date, start, end)
    if start is None:
        return _single(record, end) if end else {}
    if end is None and (found := span(_when(start)) or open_start(_when(start))):
        return _sides(found, start, start)
    return _range(record, start, end)


def _end(record: Record) -> Node | None:
    """The end, or ``present`` where a key of its own says that it goes on."""
    end = record.take(*keys("ends")) or _if_date(record, "to")
    if end is not None and end.value is not False:
        return end
    ongoing = record.take(*keys("ongoing"))
    is_ongoing = ongoing is not None and ongoing.value in (True, "true", "yes")
    return ongoing.holding(PRESENT) if ongoing is not None and is_ongoing else None


def _if_date(record: Record, name: str) -> Node | None:
    """The value under ``name`` if it has a date in it: it may also be a person or a place."""
    node = record.peek(name)
    is_date = node is not None and (iso(_when(node)) or has_year(_when(node)))
    return record.take(name) if is_date else None


def _beside(record: Record, date: Node, start: Node | None, end: Node | None) -> Dates:
    """The dates in ``date``; a range under other keys that says more is left out."""
    shown = _nested(record, date) or _single(record, date)
    sides = [iso(_when(side)) for side in (start, end) if side]
    if sides and sides != [str(shown[key].value) for key in ("start", "end") if key in shown]:
        record.notes.left_out(start or end or date, "the range of dates beside the date")
    return shown


def _nested(record: Record, date: Node) -> Dates:
    """The dates in a mapping that has a start and an end of its own."""
    if not isinstance(date.value, dict) or date.child("year"):
        return {}
    inner = Record(date, record.notes)
    if found := dated(inner):
        inner.report_unused()
    return found


def _single(record: Record, node: Node) -> Dates:
    """The date or the span that is written in one text."""
    words = _when(node)
    if found := span(words):
        return _sides(found, node, node)
    date = "" if is_duration(words) else iso(words)
    if date and date != PRESENT:
        return {"date": node.holding(date)}
    return _free(record, node, words)


def _range(record: Record, start: Node, end: Node | None) -> Dates:
    """The span from one text to another."""
    sides = (end, start) if end else (start,)
    if any(_is_nonsense(_when(side)) for side in sides):
        return {key: found for side in sides for key, found in _single(record, side).items()}
    first = _side(record, start)
    last = _side(record, end) if end else PRESENT
    if first and last and in_order(first, last):
        return _sides((first, last), start, end or start)
    code = record.notes.language or "en"
    words = [worded(first or _when(start), code), worded(last or _when(end or start), code)]
    shown = languages.load(code).dates.between_dates.join(words)
    if not (first and last):
        return _free(record, start, shown)
    message = f"the end {quoted(_when(end or start))} is before the start {quoted(_when(start))}"
    record.notes.changed(end or start, message, "correct one of them")
    return {"date": start.holding(shown)}


def _sides(found: tuple[str, str], start: Node, end: Node) -> Dates:
    """A span, with each end where it is written."""
    return {"start": start.holding(found[0]), "end": end.holding(found[1])}


def _side(record: Record, node: Node) -> str:
    """The date at one end of a span, or the part of it that is valid; empty for free words."""
    words = _when(node)
    if (found := iso(words)) or is_academic_year(words) or not is_numeric(words):
        return found
    valid = _valid_part(record, node, words)
    return str(valid["date"].value) if valid else ""


def _is_nonsense(words: str) -> bool:
    """Whether ``words`` say that there is no date, or are numbers without a date in them."""
    if words.casefold() in _NOTHING:
        return True
    return is_numeric(words) and not (iso(words) or part(words))


def _free(record: Record, node: Node, words: str) -> Dates:
    """Free words for a date, unless the model would take them for a date that is wrong."""
    try:
        date_text(words)
    except PydanticCustomError:
        return _valid_part(record, node, words)
    if _is_nonsense(_when(node)):
        return _valid_part(record, node, words)
    if not has_year(words):
        record.notes.changed(node, f"{quoted(words)} is shown as written", _HINT)
    return {"date": node.holding(worded(words, record.notes.language or "en"))}


def _valid_part(record: Record, node: Node, words: str) -> Dates:
    """The month, or else the year, of a date that is wrong."""
    if found := part(words):
        record.notes.changed(node, f"{quoted(words)} is not a date: {found} is shown", _HINT)
        return {"date": node.holding(found)}
    record.notes.left_out(node, f"{quoted(words)} is not a date and", _HINT)
    return {}


def _when(node: Node) -> str:
    """The text of a date, which may be written as a mapping of year, month and day."""
    if not isinstance(node.value, dict):
        return wording(node)
    parts = {folded(key): wording(child) for key, child in node.value.items()}
    if "year" not in parts:
        return wording(node)
    numbers = [parts["year"], *(parts.get(name, "") for name in ("month", "day"))]
    return "-".join(part.zfill(2) for part in numbers if part)
