"""Publications in another tool's file → ours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cvrender.errors import quoted
from cvrender.readers.foreign.record import joined
from cvrender.readers.foreign.values import made, text, wording
from cvrender.readers.foreign.when import dated

if TYPE_CHECKING:
    from cvrender.readers.foreign.record import Record
    from cvrender.syntax.nodes import Node

__all__ = ["publication"]


def publication(record: Record) -> Node:
    """A paper, a book or a patent; where it has no title, what else it is known by stands in."""
    node = record.node
    dates = dated(record)
    date = dates.get("date") or dates.get("end") or dates.get("start")
    summary, bullets = record.prose("summary", "description", "abstract")
    title = record.text("name", "title")
    words = [*([str(summary.value)] if summary else []), *map(wording, bullets)]
    return made(
        node,
        title=title or record.text("publisher", "website", "url") or text(node),
        authors=record.words("authors", "author", "coauthors"),
        venue=_venue(record),
        date=date,
        doi=_doi(record),
        url=record.url("url", "website", "link"),
        summary=text(summary or node, "\n\n".join(words)),
    )


def _venue(record: Record) -> Node | None:
    """``Queue & Log 18 (2), 10–20``."""
    name = joined(record.take("journal", "conference", "booktitle", "venue"))
    publisher = joined(record.take("publisher"))
    name, publisher = (name, publisher) if name else (publisher, None)
    volume, issue = record.text("volume"), record.text("issue", "number")
    pages, isbn = record.text("pages"), record.text("isbn")
    parts = (
        " ".join(
            pattern.format(node.value)
            for node, pattern in ((name, "{}"), (volume, "{}"), (issue, "({})"))
            if node
        ),
        str(pages.value) if pages else "",
        str(publisher.value) if publisher else "",
        f"ISBN {isbn.value}" if isbn else "",
    )
    place = name or volume or issue or pages or isbn
    return text(place, ", ".join(filter(None, parts)))


def _doi(record: Record) -> Node | None:
    """A DOI without what stands before it in an address."""
    node = record.text("doi")
    if node is None:
        return None
    match = re.search(r"10\.\d{4,9}/\S+", str(node.value))
    if match is None:
        record.notes.left_out(node, f"{quoted(str(node.value))} is no DOI and")
    return text(node, match[0]) if match else None
