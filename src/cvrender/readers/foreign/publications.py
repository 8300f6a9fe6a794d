"""Publications in another tool's file → ours."""

import re
from collections.abc import Iterable, Iterator

from cvrender.errors import quoted
from cvrender.readers.foreign.dates import dated
from cvrender.readers.foreign.entries import headed
from cvrender.readers.foreign.record import Record, joined
from cvrender.readers.foreign.values import made, text, wording
from cvrender.syntax.nodes import Node


def publication(record: Record) -> Node | None:
    """A paper, a book or a patent; None if it is empty."""
    node = record.node
    dates = dated(record)
    date = dates.get("date") or dates.get("end") or dates.get("start")
    summary, bullets = record.prose("summary", "description", "abstract", "note")
    bullets += record.bullets("highlights", "bullets")
    words = [*([str(summary.value)] if summary else []), *_paragraphs(bullets)]
    found = made(
        node,
        title=record.text("name", "title"),
        authors=record.words("authors", "author", "coauthors"),
        venue=_venue(record),
        date=date,
        doi=doi(record),
        url=record.url("url", "website", "link"),
        summary=text(summary or node, "\n\n".join(words)),
    )
    return headed(found, record.notes)


def _paragraphs(bullets: Iterable[Node]) -> Iterator[str]:
    """Bullets, and those below them, as texts: a publication has no list, only paragraphs."""
    for bullet in bullets:
        yield wording(bullet.child("text") or bullet)
        below = bullet.child("bullets")
        yield from _paragraphs(below.items if below else ())


def _venue(record: Record) -> Node | None:
    name = joined(record.take("journal", "conference", "booktitle", "venue"))
    publisher = joined(record.take("publisher"))
    name, publisher = (name, publisher) if name else (publisher, None)
    volume, issue = record.text("volume"), record.text("issue", "number")
    pages, isbn = record.text("pages"), record.text("isbn")
    before = (str(node.value) if node else "" for node in (name, volume, issue, pages, publisher))
    words = within(*before, f"ISBN {isbn.value}" if isbn else "")
    return text(name or volume or issue or pages or isbn, words)


def within(container: str, volume: str, issue: str, *others: str) -> str:
    """Where something appeared: ``Queue & Log 18 (2), 10–20``; the number of a patent is alone."""
    named = " ".join(filter(None, (container, volume)))
    numbered = f"{named} ({issue})" if named and issue else named or issue
    return ", ".join(filter(None, (numbered, *others)))


def doi(record: Record) -> Node | None:
    """A DOI without what stands before it in an address."""
    node = record.text("doi")
    if node is None:
        return None
    match = re.search(r"10\.\d{4,9}/\S+", str(node.value))
    if match is None:
        record.notes.left_out(node, f"{quoted(str(node.value))} is not a DOI and")
    return text(node, match[0]) if match else None
