"""The sections of a RenderCV file → ours; of which type an entry is, is seen by its keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cvrender.checks.vocabulary import same
from cvrender.errors import quoted
from cvrender.languages import kind_titled, title
from cvrender.model import KINDS
from cvrender.readers.foreign.dates import dated
from cvrender.readers.foreign.facts import facts, labelled
from cvrender.readers.foreign.publications import publication
from cvrender.readers.foreign.record import Record, bullets
from cvrender.readers.foreign.untitled import headed
from cvrender.readers.foreign.values import folded, listed, made, text, wording
from cvrender.syntax.nodes import Node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cvrender.readers.foreign.notes import Notes

__all__ = ["loose", "parted", "sections"]

_LINK = re.compile(r"\[([^\]]*)\]\((\S+)\)")
_SMALL = {
    "a", "and", "as", "at", "but", "by", "for", "from", "if", "in", "into", "like", "near", "nor",
    "of", "off", "on", "onto", "or", "over", "so", "than", "that", "to", "upon", "when", "with",
    "yet",
}  # fmt: skip
_NAMING = {"company", "institution", "name", "title", "position", "label"}
_ENTRY = _NAMING | {"bullet", "number", "reversednumber"}
"""Keys of which every entry has one."""
_ORGANIZATIONS = ("organization", "issuer", "awarder", "publisher", "event", "employer")
_MORE = {"date", "startdate", "enddate", "url", "location", "summary", "highlights"}
"""What no line of a label and its details has."""
_BELOW = r"(?<!\d) - | - (?!\d)"
"""RenderCV takes `` - `` in a highlight for a bullet below it; between numbers it is a range."""
Parts = dict[str, list[Node]]
Sections = dict[str, Node]
_PARTS = ("text", "entries", "publications", "bullets", "facts")


def parted(record: Record) -> Sections:
    """The sections by their titles: a mapping, or a list of such."""
    found: Sections = {}
    for node in listed(record.take("sections")):
        if isinstance(node.value, dict):
            found |= node.value
        else:
            record.notes.left_out(node, f"{quoted(wording(node))} is not a section and")
    return found


def loose(record: Record) -> Sections:
    """Those that stand beside what is said of the person, as before RenderCV 1.0."""
    found = dict(record.left())
    alone = {key: found[key] for key in found if _is_section(key, found[key])}
    record.ignore(*alone)
    for item in listed(alone.pop("custom_sections", None)):
        custom = Record(item, record.notes)
        name, entries = custom.text("title"), custom.take("entries")
        alone |= {wording(name): entries} if name and entries else {}
        custom.ignore("entry_type", "link_text")
        custom.tell_left()
    return alone


def _is_section(key: str, node: Node) -> bool:
    return (isinstance(node.value, list) and key != "section_order") or key == "summary"


def sections(parted: Sections, notes: Notes) -> Iterator[Node]:
    for key, section in parted.items():
        parts: Parts = {name: [] for name in _PARTS}
        if isinstance(section.value, dict) and not _ENTRY & set(map(folded, section.value)):
            parts["facts"] += labelled(section)
        else:
            _sort_all(section, parts, notes)
        words = "\n\n".join(map(wording, parts.pop("text")))
        filled = {name: items for name, items in parts.items() if items}
        if words or filled:
            heading = _titled(key, section, notes.language)
            yield made(section, **heading, text=text(section, words), **filled)


def _sort_all(section: Node, parts: Parts, notes: Notes) -> None:
    """Put each entry where entries of its type belong; another order than theirs is told."""
    order: list[int] = []
    for entry in listed(section):
        before = {name: len(items) for name, items in parts.items()}
        _sort(entry, parts, notes)
        grown = (name for name, items in parts.items() if len(items) > before[name])
        order += map(_PARTS.index, grown)
    if order != sorted(order):
        what = "texts, entries, publications, lists and facts of one section"
        notes.changed(section, f"{what} are shown in this order")


def _titled(key: str, section: Node, language: str) -> dict[str, str | Node | None]:
    """The kind that a title means, and the title where that kind has another."""
    words, code = _title(key), language or "en"
    kind = same(key, KINDS) or same(folded(key), KINDS) or kind_titled(words, code)
    is_ours = bool(kind) and words == title(kind, code)
    place = section.key or section.position
    return {"kind": kind or None, "title": None if is_ours else Node(words, place)}


def _title(key: str) -> str:
    """As RenderCV says it: ``work_and_life`` is ``Work and Life``; other titles stay."""
    if "_" not in key and (" " in key or any(letter.isupper() for letter in key)):
        return key
    words = key.split("_")
    return " ".join(w.capitalize() if w.islower() and w not in _SMALL else w for w in words)


def _sort(node: Node, parts: Parts, notes: Notes) -> None:
    """Put an entry where entries of its type belong."""
    if not isinstance(node.value, dict):
        beside = parts["bullets"] or parts["text"]  # a text behind bullets is one of them
        beside += [words for words in [text(node)] if words]
        return
    record = Record(node, notes)
    if record.says_nothing():
        return
    keys = set(record.pairs)
    if keys & {"bullet", "number", "reversednumber"} and not keys & _NAMING:
        parts["bullets"] += _points(record)
    elif "details" in keys and keys & {"label", "name"} and not keys & _MORE:
        _sort_line(record, parts)
    elif "authors" in keys or ("title" in keys and keys & {"doi", "journal"}):
        parts["publications"] += filter(None, [publication(record)])
    elif entry := _entry(record):
        parts["entries"].append(entry)
    record.tell_left()


def _points(record: Record) -> list[Node]:
    """A bullet, or an item that RenderCV puts a number before."""
    numbered = [*record.texts("number"), *record.texts("reversed_number")]
    if numbered:
        record.notes.changed(record.node, "numbered items are shown as a list without numbers")
    found = record.take("bullet")
    return [*(bullets(found, _BELOW) if found else ()), *numbered]


def _sort_line(record: Record, parts: Parts) -> None:
    """A label and its details are a fact; one of them alone is a line of a list."""
    label, details = record.label("label", "name"), record.text("details")
    if label is not None and details is not None:
        parts["facts"].append(made(record.node, label=label, text=details))
    else:
        parts["bullets"] += [words for words in (label, details) if words]


def _page_for_a_date(record: Record) -> None:
    """RenderCV 1 shows the page of a project in the place of its date."""
    node = record.peek("date")
    link = _LINK.fullmatch(str(node.value).strip()) if node is not None else None
    if node is None or link is None or record.peek("url"):
        return
    record.take("date")
    record.put("url", node.holding(link[2]))
    if link[1] not in link[2]:
        record.notes.changed(node, f"the link {quoted(link[1])} is shown as its address")


def _entry(record: Record) -> Node | None:
    """An experience, an education or another entry; None where it holds nothing."""
    _page_for_a_date(record)
    organization = record.text("company", "institution", *_ORGANIZATIONS)
    name = record.text("position") or _degree(record) or record.text("name", "title", "label")
    summary, among = record.prose("summary", "details")
    entry = made(
        record.node,
        title=name,
        organization=organization,
        location=record.location("location"),
        url=record.url("url", "website", "link"),
        **dated(record),
        summary=summary,
        bullets=[*among, *record.bullets("highlights", split=_BELOW)],
        facts=facts(record),
        keywords=record.words("keywords", "technologies", "tools", "stack", "tech_stack"),
    )
    return headed(entry, record.notes)


def _degree(record: Record) -> Node | None:
    degree, area = record.text("degree", "study_type"), record.text("area")
    if degree is None or area is None:
        return degree or area
    return text(degree, record.notes.listing((wording(degree), wording(area))))
