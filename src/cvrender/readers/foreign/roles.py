"""Roles: the positions that a person had at one organization, in another tool's file."""

from __future__ import annotations

from cvrender.readers.foreign.dates import dated
from cvrender.readers.foreign.keys import keys
from cvrender.readers.foreign.record import Record
from cvrender.readers.foreign.values import listed, made, text
from cvrender.syntax.nodes import Node


def roles(record: Record) -> list[Node]:
    """The roles in ``record``; none of a list that holds texts."""
    found = []
    for name in ("positions", "roles"):
        node = record.peek(name)
        if node and node.items and all(item.fields for item in listed(node)):
            record.take(name)
            found += [_role(Record(item, record.notes)) for item in listed(node)]
    return found


def _role(record: Record) -> Node:
    summary, bullets = record.prose(*keys("prose"))
    role = made(
        record.node,
        title=record.text("title", "position", "role", "name") or text(record.node),
        location=record.location("location", "city"),
        **dated(record),
        summary=summary,
        bullets=[*bullets, *record.bullets(*keys("bullets"))],
        keywords=record.words(*keys("keywords")),
    )
    record.report_unused()
    return role
