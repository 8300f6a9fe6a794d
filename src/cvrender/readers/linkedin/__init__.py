"""The archive that LinkedIn gives to its users (a ZIP of CSV files) → the native shape.

``archive`` takes the tables of a CV out of it; here their columns get the names that JSON Resume
has for them. The columns' names are English in whatever language LinkedIn is used.
"""

import re
from collections.abc import Iterator, Mapping

from cvrender.errors import quoted
from cvrender.readers.base import Reader, Translation
from cvrender.readers.foreign.notes import Notes
from cvrender.readers.foreign.values import folded, heading, literal, made, text, wording
from cvrender.readers.json_resume import translated
from cvrender.readers.linkedin.archive import KEY, UNREAD, names
from cvrender.syntax.nodes import Node

_PRIVATE = ("maidenname", "address", "birthdate", "zipcode")
"""Columns of a profile that a person gives to LinkedIn, and not to everybody."""
_PAGES = ("websites", "twitterhandles", "instantmessengers")
_VERBATIM = (*_PAGES, "url", "emailaddress", "number")
_LISTED = re.compile(r"(?:(?P<label>(?!https?:)[^:,\[\]]+):)?(?P<value>(?:https?:)?[^,\[\]]+)")
"""An item of ``[PORTFOLIO:https://a.example,OTHER:b.example]``."""
_UNNAMED = ("other", "personal", "rss", "")
_MOST_NAMED = 6


def recognises(node: Node) -> bool:
    return set(node.fields) == {KEY}


def translate(node: Node) -> Translation:
    tables = node.fields[KEY].fields
    notes = Notes()
    _report_unread(tables[UNREAD], notes)
    parts: dict[str, Node | list[Node]] = {"basics": _basics(node, tables, notes)}
    for name, key in names()["lists"].items():
        if name in tables:
            rows = [_item(row, name) for row in tables[name].items]
            parts[key] = tables[name].holding(rows)
    found = translated(made(node, **parts), "language: {}")
    return found._replace(warnings=(*notes.warnings(), *found.warnings))


def _report_unread(unread: Node, notes: Notes) -> None:
    names = [quoted(str(name.value)) for name in unread.items]
    if len(names) > _MOST_NAMED:
        names[_MOST_NAMED:] = [f"{len(names) - _MOST_NAMED} more"]
    if names:
        notes.left_out(unread, f"what is in other files ({', '.join(names)})")


def _item(row: Node, table: str = "") -> Node:
    """A row of a ``table`` with the keys of JSON Resume, its words as Markdown."""
    ours = {**names()["columns"], **names()["columns_of"].get(table, {})}
    fields = {}
    for column, cell in row.fields.items():
        key = ours.get(folded(column), column)
        fields[key] = cell if folded(column) in _VERBATIM else cell.holding(_words(column, cell))
    return row.holding(fields)


def _words(column: str, cell: Node) -> str:
    """The words of a cell, of which each bullet is on its line."""
    words = literal(str(cell.value))
    if folded(column) == "cause":
        return heading(words)  # some are written as `scienceAndTechnology`
    return re.sub(r"[ \t]+(?=• )", "\n", words) if words.startswith("•") else words


def _basics(node: Node, tables: Mapping[str, Node], notes: Notes) -> Node:
    rows = [*_rows(tables, "profile"), *_rows(tables, "profilesummary")]
    fields: dict[str, Node] = {}
    for row in rows:
        for key, cell in _item(row).fields.items():
            if folded(key) in _PRIVATE:
                notes.left_out(cell, f"{quoted(key)}, which is private,")
            else:
                stands_in = key == "Profile Summary" and "Summary" not in fields
                fields["Summary" if stands_in else key] = cell
    place = rows[0] if rows else node
    pages = [
        page for key in [*fields] if folded(key) in _PAGES for page in _pages(key, fields.pop(key))
    ]
    return made(
        place,
        **fields,
        email=_email(tables, notes),
        phone=[_phone(row) for row in _rows(tables, "phonenumbers")],
        profiles=pages,
    )


def _rows(tables: Mapping[str, Node], name: str) -> list[Node]:
    return tables[name].items if name in tables else []


def _email(tables: Mapping[str, Node], notes: Notes) -> Node | None:
    """The primary address, or the first; reports the others."""
    rows = [
        {folded(key): cell for key, cell in row.fields.items()}
        for row in _rows(tables, "emailaddresses")
    ]
    rows.sort(key=lambda row: "primary" not in row or wording(row["primary"]).casefold() != "yes")
    found = [row["emailaddress"] for row in rows if "emailaddress" in row]
    for other in found[1:]:
        notes.left_out(other, f"{quoted(wording(other))}, which is not the primary e-mail address,")
    return found[0] if found else None


def _phone(row: Node) -> Node:
    """A number, with its extension behind it and its type as its label."""
    cells = {folded(key): cell for key, cell in row.fields.items()}
    extension = cells.pop("extension", None)
    if extension and "number" in cells:
        number = cells["number"]
        cells["number"] = number.holding(f"{wording(number)} ext. {wording(extension)}")
    return row.holding(cells)


def _pages(column: str, cell: Node) -> Iterator[Node]:
    """Websites under their labels, names on networks, of one cell."""
    for item in _LISTED.finditer(str(cell.value)):
        label, value = (item["label"] or "").strip(), item["value"].strip()
        if folded(column) == "twitterhandles":
            yield made(cell, network="Twitter", username=value)
        elif folded(column) == "websites":
            named = text(cell, "" if label.casefold() in _UNNAMED else label.capitalize())
            yield made(cell, label=named, url=value)
        else:
            yield made(cell, network=label.capitalize(), username=value)


READER = Reader("linkedin", "LinkedIn", recognises, translate)
