"""The elements of Europass XML that both its formats have, with the names of JSON Resume."""

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import count

from cvrender import dates
from cvrender.data_file import table
from cvrender.languages import load
from cvrender.readers.base import Translation
from cvrender.readers.foreign.date_text import iso
from cvrender.readers.foreign.notes import Notes
from cvrender.readers.foreign.record import Record
from cvrender.readers.foreign.values import Parts, listed, made, text, wording
from cvrender.readers.json_resume import translated
from cvrender.syntax.nodes import Node

_PERIODS = ("Period", "EmploymentPeriod", "AttendancePeriod", "Date")
_SIDES = (("From", "StartDate"), ("To", "EndDate"), ("Current", "CurrentIndicator", "Ongoing"))
VERBATIM = ("URI", "Link", "Contact", "Data", "EmbeddedData", "DialNumber")
_COUNTRY = re.compile(r"[a-z]{2}")


def names(*path: str) -> dict[str, str]:
    """The names of JSON Resume for elements, as they stand at ``path`` in ``elements.toml``."""
    found = table(__file__, "elements.toml")
    for step in path:
        found = found[step]
    return found


def inside(node: Node | None, *path: str) -> list[Node]:
    """All that stands below ``node`` at the end of ``path``, of lists each item."""
    found = listed(node)
    for step in path:
        found = [inner for one in found for inner in listed(one.child(step))]
    return found


def first(node: Node | None, *path: str) -> Node | None:
    return next(iter(inside(node, *path)), None)


def coded(node: Node) -> Node:
    """The words of what has a code and perhaps a label: the label, else the code."""
    return node.child("Label") or node.child("Code") or node


def item(node: Node, ours: Mapping[str, str], holding: Collection[str] = ()) -> Node:
    """``node`` with the names of ``ours``, those of JSON Resume, and the dates of its period.

    What the elements ``holding`` hold stands beside the others. A second value of one name gets a
    number behind its name, under which it is reported.
    """
    found: dict[str, Node] = {}
    for key, child in _fields(node, ours, holding):
        free = (f"{key} {number}" for number in count(2))
        found[key if key not in found else next(it for it in free if it not in found)] = child
    return node.holding(found)


def _fields(
    node: Node, ours: Mapping[str, str], holding: Collection[str]
) -> Iterator[tuple[str, Node]]:
    for key, child in node.fields.items():
        if key in holding:
            for one in listed(child):
                yield from _fields(one, ours, holding)
        elif key in _PERIODS and child.fields:
            yield from _dates(child) or [("date", date(child))]
        elif child.items:
            yield ours.get(key, key), child.holding([coded(one) for one in child.items])
        else:
            yield ours.get(key, key), coded(child)


def _dates(period: Node) -> list[tuple[str, Node]]:
    """The sides of a period. One alone is a date, unless it is a start that goes on."""
    start, end, current = (
        next((it for name in names if (it := period.child(name)) is not None), None)
        for names in _SIDES
    )
    if start and (end or (current and wording(current).casefold() in ("true", "yes"))):
        return [("startDate", date(start)), *([("endDate", date(end))] if end else [])]
    return [("date", date(it)) for it in (start, end) if it]


def date(node: Node) -> Node:
    """A date in ISO 8601; of an attribute such as ``month="--03"`` the number counts."""
    if written := node.child("FormattedDateTime"):
        return written
    parts = {key.casefold(): wording(child) for key, child in node.fields.items()}
    if "year" not in parts:
        return node
    numbers = (re.sub(r"\D", "", parts.get(key, "")) for key in ("year", "month", "day"))
    return node.holding("-".join(number.zfill(2) for number in numbers if number))


def born(node: Node | None, code: str) -> Node | None:
    """A date of birth, whose day counts, in the words of the language."""
    words = wording(date(node)) if node else ""
    return text(node, dates.day(iso(words), code, load(code).letter.date) or words)


def place(node: Node | None) -> Node | None:
    """An address, or the place of a school; a country by its code in capitals."""
    parts: dict[str, Node] = {}
    for key, child in node.fields.items() if node else ():
        ours = names("place").get(key, key)
        named = [coded(one) for one in listed(child) if key != "type"]  # home or work
        words = [country(it) if ours == "country" else it for it in named]
        if words and (joined := text(words[0], ", ".join(map(wording, words)))):
            parts.setdefault(ours, joined)
    code, city = parts.get("postalCode"), parts.get("city")
    if code and city and wording(code).isdigit():  # with letters it stands behind the town
        del parts["postalCode"]
        parts["city"] = city.holding(f"{wording(code)} {wording(city)}")
    return node.holding(parts) if node and parts else None


def country(node: Node) -> Node:
    code = wording(node)
    return node.holding(code.upper()) if _COUNTRY.fullmatch(code) else node


def driving(licences: list[Node]) -> Node | None:
    """The classes of a driving licence as one text."""
    words = ", ".join(wording(coded(it)) for it in licences)
    return text(licences[0], words) if licences else None


def cv_of(parts: Parts, place: Node, notes: Notes, *records: Record) -> Translation:
    """The CV of a resume of these ``parts``; reports what nobody took of the ``records``."""
    for record in records:
        record.report_unused()
    found = translated(made(place, **parts), "language: {}")
    return found._replace(warnings=(*notes.warnings(), *found.warnings))


def lose_picture(node: Node | None, notes: Notes) -> None:
    if node is not None:
        hint = "save it beside the CV and name it in `photo`"
        notes.left_out(node, "the picture in the file", hint)
