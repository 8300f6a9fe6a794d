"""Keys that other tools have for details of an entry → facts: labels and their texts."""

from __future__ import annotations

from cvrender.readers.foreign.keys import labels
from cvrender.readers.foreign.links import bare
from cvrender.readers.foreign.profiles import profiles
from cvrender.readers.foreign.record import Record, several
from cvrender.readers.foreign.values import fact, heading, listed, strung, text, wording
from cvrender.syntax.nodes import Node

_GRADES = ("gpa", "score", "grade")


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
