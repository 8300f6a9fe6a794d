"""The sections of a RenderCV file → ours; the keys of an entry tell its type."""

import re
from collections.abc import Iterator

from cvrender.checks.vocabulary import same
from cvrender.errors import quoted
from cvrender.languages import kind_titled, title
from cvrender.model import KINDS
from cvrender.readers.foreign.dates import dated
from cvrender.readers.foreign.entries import facts, headed, labelled, roles
from cvrender.readers.foreign.notes import Notes
from cvrender.readers.foreign.publications import publication
from cvrender.readers.foreign.record import Record, bullets
from cvrender.readers.foreign.values import folded, listed, made, text, wording
from cvrender.syntax.nodes import Node

_LINK = re.compile(r"\[([^\]]*)\]\((\S+)\)")
_SMALL = {
    "a", "and", "as", "at", "but", "by", "for", "from", "if", "in", "into", "like", "near", "nor",
    "of", "off", "on", "onto", "or", "over", "so", "than", "that", "to", "upon", "when", "with",
    "yet",
}  # fmt: skip
_NAMING = {"company", "institution", "name", "title", "position", "label"}
_NUMBERED = {"number": "up", "reversed_number": "down"}
"""RenderCV's entries that are numbered, and how ours counts them."""
_ENTRY = _NAMING | {"bullet", "number", "reversednumber"}
"""Every entry has one of these keys."""
_ORGANIZATIONS = ("organization", "issuer", "awarder", "publisher", "event", "employer")
_MORE = {"date", "startdate", "enddate", "url", "location", "summary", "highlights"}
"""Keys that a one-line entry (a label and its details) does not have."""
_BELOW = r"(?<!\d) - | - (?!\d)"
"""RenderCV takes `` - `` in a highlight for a nested bullet; between numbers it is a range."""
Parts = dict[str, list[Node]]
Sections = dict[str, Node]
_PARTS = ("text", "entries", "publications", "bullets", "facts")
"""The parts of a section, in the order in which they are shown."""


def parted(record: Record) -> Sections:
    """The sections by their titles, from a mapping or from a list of mappings."""
    found: Sections = {}
    for node in listed(record.take("sections")):
        if isinstance(node.value, dict):
            found |= node.value
        else:
            record.notes.left_out(node, f"{quoted(wording(node))} is not a section and")
    return found


def loose(record: Record) -> Sections:
    """Sections beside the keys of the person, where RenderCV had them before 1.0."""
    found = dict(record.unused())
    alone = {key: found[key] for key in found if _is_section(key, found[key])}
    record.ignore(*alone)
    for item in listed(alone.pop("custom_sections", None)):
        custom = Record(item, record.notes)
        name, entries = custom.text("title"), custom.take("entries")
        alone |= {wording(name): entries} if name and entries else {}
        custom.ignore("entry_type", "link_text")
        custom.report_unused()
    return alone


def _is_section(key: str, node: Node) -> bool:
    return (isinstance(node.value, list) and key != "section_order") or key == "summary"


def sections(parted: Sections, notes: Notes) -> Iterator[Node]:
    """Each section in our shape; empty ones are left out."""
    for key, section in parted.items():
        if isinstance(section.value, dict) and not _ENTRY & set(map(folded, section.value)):
            parts: Parts = {"facts": labelled(section)}
        else:
            parts = _parts(section, notes)
        words = "\n\n".join(map(wording, parts.pop("text", [])))
        filled = {name: items for name, items in parts.items() if items}
        if words or filled:
            heading = _titled(key, section, notes.language)
            numbering = _numbering(section) if "bullets" in filled else None
            parts_of = {"text": text(section, words), "numbering": numbering, **filled}
            yield made(section, **heading, **parts_of)


def _parts(section: Node, notes: Notes) -> Parts:
    """The entries of a section by the part they belong to; a change of their order is reported."""
    parts: Parts = {name: [] for name in _PARTS}
    order: list[str] = []
    for entry in _numbered(section):
        if isinstance(entry.value, dict):
            part, items = _entry(Record(entry, notes))
        else:  # a text after bullets is one of them
            part, items = "bullets" if parts["bullets"] else "text", [text(entry)]
        for item in filter(None, items):
            parts[part].append(item)
            order.append(part)
    if order != sorted(order, key=_PARTS.index):
        what = "texts, entries, publications, lists and facts of one section"
        notes.changed(section, f"{what} are shown in this order")
    return parts


def _titled(key: str, section: Node, language: str) -> dict[str, str | Node | None]:
    """The kind that the title of a section means, and the title unless it is the kind's own."""
    words, code = _title(key), language or "en"
    kind = same(key, KINDS) or same(folded(key), KINDS) or kind_titled(words, code)
    is_ours = bool(kind) and words == title(kind, code)
    place = section.key or section.position
    return {"kind": kind or None, "title": None if is_ours else Node(words, place)}


def _title(key: str) -> str:
    """The title that RenderCV shows for a key: ``work_and_life`` is ``Work and Life``."""
    if "_" not in key and (" " in key or any(letter.isupper() for letter in key)):
        return key
    words = key.split("_")
    return " ".join(w.capitalize() if w.islower() and w not in _SMALL else w for w in words)


def _entry(record: Record) -> tuple[str, list[Node | None]]:
    """The part of a section that an entry belongs to, and the entry in our shape."""
    if record.says_nothing():
        return "entries", []
    part, items = _typed(record, set(record.named))
    record.report_unused()
    return part, items


def _typed(record: Record, keys: set[str]) -> tuple[str, list[Node | None]]:
    """An entry as RenderCV's type that its keys belong to."""
    if "bullet" in keys and not keys & _NAMING:
        points = record.take("bullet")
        return "bullets", [*bullets(points)] if points else []
    if "details" in keys and keys & {"label", "name"} and not keys & _MORE:
        return _one_line(record)
    if "authors" in keys or ("title" in keys and keys & {"doi", "journal"}):
        return "publications", [publication(record)]
    return "entries", [_normal(record)]


def _numbering(section: Node) -> str | None:
    """How ours numbers ``section``, if each of its entries is one that RenderCV counts alike."""
    keys = {tuple(entry.fields) for entry in listed(section)}
    return _NUMBERED.get(next(iter(keys))[0]) if len(keys) == 1 and len(*keys) == 1 else None


def _numbered(section: Node) -> list[Node]:
    """The entries, those that RenderCV numbers as bullets.

    They begin with their numbers unless the whole section is numbered.
    """
    entries = listed(section)
    if _numbering(section):
        return [it.holding({"bullet": child}) for it in entries for child in it.fields.values()]
    counted = [entry for entry in entries if set(_NUMBERED) & set(entry.fields)]
    return [_with_number(entry, counted) if entry in counted else entry for entry in entries]


def _with_number(entry: Node, counted: list[Node]) -> Node:
    """``entry`` as a bullet with the number that it has among those ``counted``."""
    key, *others = sorted(entry.fields, key=lambda key: key not in _NUMBERED)
    count = counted.index(entry)
    number = count + 1 if key == "number" else len(counted) - count
    words = entry.fields[key]
    if _NAMING & set(others):
        return entry
    beside = {other: entry.fields[other] for other in others}
    return entry.holding({"bullet": words.holding(f"{number}. {wording(words)}"), **beside})


def _one_line(record: Record) -> tuple[str, list[Node | None]]:
    """A label and its details as a fact; one of them alone as a bullet."""
    label, details = record.label("label", "name"), record.text("details")
    if label is not None and details is not None:
        return "facts", [made(record.node, label=label, text=details)]
    return "bullets", [label, details]


def _page_for_a_date(record: Record) -> None:
    """RenderCV 1 shows the link of a project where its date stands: take it as ``url``."""
    node = record.peek("date")
    link = _LINK.fullmatch(str(node.value).strip()) if node is not None else None
    if node is None or link is None or record.peek("url"):
        return
    record.take("date")
    record.put("url", node.holding(link[2]))
    if link[1] not in link[2]:
        record.notes.changed(node, f"the link {quoted(link[1])} is shown as its address")


def _normal(record: Record) -> Node | None:
    """An experience, an education or another entry; None where it is empty."""
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
        roles=roles(record),
        facts=facts(record),
        keywords=record.words("keywords", "technologies", "tools", "stack", "tech_stack"),
    )
    return headed(entry, record.notes)


def _degree(record: Record) -> Node | None:
    degree, area = record.text("degree", "study_type"), record.text("area")
    if degree is None or area is None:
        return degree or area
    if phrase := record.notes.degree_phrase:
        words = {"DEGREE": wording(degree), "AREA": wording(area)}
        return text(degree, re.sub("DEGREE|AREA", lambda match: words[match[0]], phrase))
    return text(degree, record.notes.listing((wording(degree), wording(area))))
