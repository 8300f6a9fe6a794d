"""CSL-JSON (CSL 1.0.2), as Zotero and others export it → publications in the native shape.

Where a program has named an entry by its ``citation-key``, that is the key; elsewhere its ``id``.
"""

import re
from collections.abc import Iterable, Iterator

from cvrender.checks.vocabulary import near
from cvrender.data_file import table
from cvrender.errors import Fault, listing, quoted
from cvrender.readers.base import Library
from cvrender.readers.foreign.dates import dated
from cvrender.readers.foreign.entries import headed
from cvrender.readers.foreign.notes import Notes
from cvrender.readers.foreign.publications import doi, within
from cvrender.readers.foreign.record import Record
from cvrender.readers.foreign.values import as_markdown, listed, made, strung, text, wording
from cvrender.syntax import parse
from cvrender.syntax.nodes import Node

_VERBATIM = ("DOI", "URL", "id", "citation-key")
_BY = ("author", "editor", "director", "composer", "container-author", "collection-editor")
_PARTS = ("given", "dropping-particle", "non-dropping-particle", "family")
_OF_PROGRAMS = re.compile(r"(?im)^(?:citation key|tex\.\S+|_eprint|PMC?ID|ZSCC)\s*[:=].*$\n?")
"""Lines that Zotero keeps in a note for fields that it does not have."""
_IDEOGRAPHS = re.compile(r"[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff]+")
_WORDED = ("raw", "literal", "edtf")
"""Keys of a date in words."""
_MOST_NAMED = 5


def library(data: bytes, path: str) -> Library:
    """The entries of a CSL-JSON file. Raises SourceError where it is none."""
    root, faults = parse(data, path)
    held = root.child("items") or root.child("references") or root
    items = [held] if {"type", "title"} & set(held.fields) else held.items
    if not items and held.value != []:
        message, hint = "this is not CSL-JSON", 'it is a list of entries: `[{"type": …}, …]`'
        faults += (Fault(held.position, "bad-csl", message, hint),)
    entries: dict[str, Node] = {}
    for index, item in enumerate(items):
        key = wording(item.child("citation-key") or item.child("id") or item.holding(f"#{index}"))
        if not item.fields:
            faults += (Fault(item.position, "bad-csl", "this CSL-JSON entry has no fields"),)
        elif key in entries:
            message = f"{quoted(key)} is the key of the entry on line {entries[key].position.line}"
            faults += (Fault(item.position, "duplicate-key", message, "leave one of them out"),)
        else:
            entries[key] = item
    kinds = {key: wording(item.at(("type",))) for key, item in entries.items()}
    broken = tuple(fault for fault in faults if not fault.warning)
    return Library(kinds, lambda keys: _publications(entries[key] for key in keys), broken)


def _publications(items: Iterable[Node]) -> tuple[list[Node], tuple[Fault, ...]]:
    notes = Notes()
    records = [Record(as_markdown(item, _VERBATIM), notes) for item in items]
    found = [_publication(record) for record in records]
    lost = [pair for record in records for pair in record.unused()]
    warnings = (*notes.warnings(), *_unshown(lost))
    return [publication for publication in found if publication], warnings


def _unshown(lost: list[tuple[str, Node]]) -> Iterator[Fault]:
    """One warning of all fields that are ``lost``."""
    names = [*dict.fromkeys(quoted(key) for key, _ in lost)]
    if len(names) > _MOST_NAMED:
        names[_MOST_NAMED - 1 :] = [f"{len(names) - _MOST_NAMED + 1} more"]
    if names:
        place = min(node.key or node.position for _, node in lost)
        message = f"fields that a CV has no place for are not shown: {listing(names)}"
        yield Fault(place, "unshown-field", message, warning=True)


def _publication(record: Record) -> Node | None:
    _check_type(record)
    record.ignore(*table(__file__, "csl.toml")["unprinted"])
    record.notes.lose_looks(record.peek("title"), record.peek("container-title"))
    name, url = doi(record), record.url("URL")
    if name and url and wording(url).lower().endswith(f"doi.org/{wording(name)}".lower()):
        url = None
    found = made(
        record.node,
        title=record.text("title"),
        authors=[text(one, _name(one)) or one for one in listed(record.take(*_BY))],
        venue=_venue(record),
        **_date(record),
        doi=name,
        url=url,
    )
    return headed(found, record.notes)


def _check_type(record: Record) -> None:
    kind, types = record.text("type"), table(__file__, "csl.toml")["types"]
    if kind is not None and kind.value not in types:
        message = f"CSL has no type {quoted(wording(kind))}: it is shown as any other"
        hint = near(wording(kind), types)
        fault = Fault(kind.position, "unknown-value", message, hint, warning=True)
        record.notes.faults.append(fault)


def _venue(record: Record) -> Node | None:
    """Journal, volume, issue, pages, publisher and note: ``Queue & Log 18 (2), 10–20``."""
    container = record.text("container-title", "event-title", "event")
    volume, issue = record.text("volume"), record.text("issue", "number")
    pages, genre, publisher = (record.text(key) for key in ("page", "genre", "publisher"))
    note = record.take("note")
    kept = text(note, " ".join(_OF_PROGRAMS.sub("", wording(note)).split())) if note else None
    span = re.sub(r"(?<=\d)\s*--?\s*(?=\w)", "–", strung("", pages))
    parts = (strung("", part) for part in (container, volume, issue))
    place = container or volume or issue or pages or genre or publisher or kept
    return text(place, within(*parts, span, *(strung("", it) for it in (genre, publisher, kept))))


def _date(record: Record) -> dict[str, Node]:
    """When it was issued; of a span of dates its start."""
    issued = record.take("issued")
    if issued is None:
        return {}
    for key in ("season", "circa"):
        record.put(f"issued.{key}", issued.child(key) or issued.holding(None))
    words = issued.child("date-parts") or next(
        (found for key in _WORDED if (found := issued.child(key))), issued
    )
    if words.items:
        first, *others = words.items
        for other in others:
            record.put("issued", other)
        words = first.holding("-".join(wording(part).zfill(2) for part in listed(first)))
    return dated(Record(made(issued, date=words), record.notes))


def _name(node: Node) -> str:
    """A person, or an institution; without a blank, the family first, where it is written so."""
    name = node.fields
    if not name or "literal" in name:
        return wording(name.get("literal", node))
    words = [wording(name[part]) for part in _PARTS if part in name]
    if _IDEOGRAPHS.fullmatch("".join(words)):
        return "".join(reversed(words))
    if "static-ordering" in name:
        words.reverse()
    return " ".join([*words, *([wording(name["suffix"])] if "suffix" in name else [])])
