"""Keys that other tools have for details of an entry → facts: labels and their texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvrender.readers.foreign.keys import labels
from cvrender.readers.foreign.links import bare
from cvrender.readers.foreign.profiles import profiles
from cvrender.readers.foreign.record import several
from cvrender.readers.foreign.values import fact, heading, listed, strung, text, wording

if TYPE_CHECKING:
    from cvrender.readers.foreign.record import Record
    from cvrender.syntax.nodes import Node

_GRADES = ("gpa", "score", "grade")


def facts(record: Record) -> list[Node]:
    """Details of a job or a degree that have keys of their own: a grade, a thesis, a team."""
    known = labels("facts", record.notes.language)
    grades = {known[name] for name in _GRADES}
    return [*_without_twins(record.facts(**known), grades), *_pages(record)]


def _without_twins(facts: list[Node], labels: set[str]) -> list[Node]:
    """``facts`` without a grade, which has one of ``labels``, that stands under two keys."""
    grades = [fact for fact in facts if fact.at(("label",)).value in labels]
    first = {wording(fact.at(("text",))): fact for fact in reversed(grades)}
    return [fact for fact in facts if fact not in grades or fact in first.values()]


def _pages(record: Record) -> list[Node]:
    """Further pages, each as a link in a fact whose label is the kind of page."""
    known = labels("pages", record.notes.language)
    pages = ((label, _linked(record, name)) for name, label in known.items())
    return [fact(label, links) for label, links in pages if links]


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
