"""What entries of other tools' files are made of: facts, roles, and a title where there is none."""

from cvrender.errors import quoted
from cvrender.readers.foreign.dates import dated
from cvrender.readers.foreign.keys import keys, labels
from cvrender.readers.foreign.links import bare
from cvrender.readers.foreign.notes import Notes
from cvrender.readers.foreign.profiles import profiles
from cvrender.readers.foreign.record import Record, several
from cvrender.readers.foreign.values import fact, heading, listed, made, strung, text, wording
from cvrender.syntax.nodes import Node

_GRADES = ("gpa", "score", "grade")
_FIRST = (
    "summary", "bullets", "location", "url", "venue", "doi", "authors", "keywords", "facts",
    "date", "start", "end",
)  # fmt: skip
"""Which part becomes the title of an entry without one."""


def facts(record: Record) -> list[Node]:
    """Details of a job or a degree that have keys of their own: a grade, a thesis, a team.

    A grade that stands under two keys is one. A further page is a link under its kind.
    """
    known = labels("facts", record.notes.language)
    found = record.facts(**known)
    called = {known[name] for name in _GRADES}
    grades = [each for each in found if each.at(("label",)).value in called]
    once = {wording(grade.at(("text",))): grade for grade in reversed(grades)}.values()
    kept = [each for each in found if each not in grades or each in once]
    pages = labels("pages", record.notes.language).items()
    linked = ((label, _linked(record, name)) for name, label in pages)
    return [*kept, *(fact(label, links) for label, links in linked if links)]


def _linked(record: Record, name: str) -> Node | None:
    """The addresses under a key as one text of Markdown links."""
    node = record.take(name)
    links, _ = profiles(listed(node), record.notes)
    labels = (strung("", link.child("label")) or bare(link) for link in links)
    shown = (
        f"[{label}]({link.at(('url',)).value})" for label, link in zip(labels, links, strict=True)
    )
    return text(node, ", ".join(shown)) if links else None


def labelled(node: Node) -> list[Node]:
    """The keys of a mapping as labels of what stands under them."""
    pairs = node.fields.items()
    texts = ((key, child, several(child)) for key, child in pairs if child.value is not False)
    return [fact(heading(key), words, child) for key, child, words in texts if words]


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


def headed(entry: Node, notes: Notes) -> Node | None:
    """``entry`` with a title: its first text where it has none, with a warning. None if empty."""
    parts = dict(entry.fields)
    if not parts or "title" in parts or "organization" in parts:
        return entry if parts else None
    key = next((key for key in _FIRST if key in parts), None)
    title, rest = _first(parts.pop(key)) if key else (Node("–", entry.position), None)
    notes.changed(title, f"this has no name: {quoted(wording(title))} is used instead")
    left = {key: rest} if key and rest else {}
    return entry.holding({"title": title, **parts, **left})


def _first(node: Node) -> tuple[Node, Node | None]:
    """The first text of ``node``, and what is left of it."""
    if not node.items:
        line, _, left = wording(node).partition("\n\n")
        return Node(line, node.position, node.key), text(node, left)
    first, *others = node.items
    below = first.child("bullets")
    others = [*(below.items if below else ()), *others]
    words = first.child("text") or first
    if (label := first.child("label")) is not None:
        words = Node(f"{wording(label)}: {wording(words)}", first.position)
    return words, node.holding(others) if others else None
