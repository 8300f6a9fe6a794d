"""Records: what each item of a JSON Resume may hold, by an Outline."""

import re
from collections import defaultdict
from collections.abc import Iterator

from cvrender.dates import PRESENT
from cvrender.networks import account
from cvrender.outline import Entry, Line, Outline, Section
from cvrender.places import COMMA, parts
from cvrender.verify.normalize import normalized

_LISTS = (
    *("work", "volunteer", "education", "projects", "awards", "certificates", "publications"),
    *("references", "skills", "languages", "interests"),
)


class Record:
    """What one item may hold: an entry or a role, a fact, a link; or the person."""

    def __init__(self, place: str = "") -> None:
        """``place`` is the list of such items, such as ``work``; empty where it may be any."""
        self.place = place
        self.texts: dict[str, list[tuple[str, Line]]] = defaultdict(list)
        """The role and the line of each text."""

    def add(self, role: str, line: Line | None, *texts: str) -> None:
        for text in map(normalized, texts or (str(line),)):
            if line and text and text != PRESENT:
                self.texts[text].append((role, line))

    def fits(self, roles: set[str] | None, text: str) -> bool:
        """Whether it has ``text`` in one of ``roles``; None: anywhere, as words of a line."""
        if roles is None:
            words = re.compile(rf"(?<!\w){re.escape(text)}(?!\w)")
            return any(map(words.search, self.texts))
        return any(role in roles for role, _ in self.texts.get(text, ()))

    def held(self, roles: set[str]) -> Iterator[tuple[str, Line]]:
        """The texts in one of ``roles``, each with its line."""
        for text, found in self.texts.items():
            yield from ((text, line) for role, line in found if role in roles)


def records(outline: Outline) -> Iterator[Record]:
    """That of the person, and then one for whatever can be an item."""
    person = Record("basics")
    person.add("name", outline.name)
    person.add("headline", outline.headline)
    for contact in outline.contacts:
        urls = contact.line.urls if contact.kind == "website" else ()
        person.add(contact.kind, contact.line, *urls)
        if contact.kind == "location":
            person.add("place", contact.line, *place_names(str(contact.line)))
    for section in outline.sections:
        for line in section.text:
            person.add("paragraph", line)
    yield person
    yield from (_link(contact.line) for contact in outline.contacts if contact.kind == "link")
    for section in outline.sections:
        yield from _section(section)


def _section(section: Section) -> Iterator[Record]:
    place = section.kind if section.kind in _LISTS else ""
    lines = (*section.text, *(line for bullet in section.bullets for line in bullet.lines()))
    for line in lines:
        record = Record(place)
        record.add(line.role, line)
        yield record
    for fact in section.facts:
        record = Record(place)
        record.add("label", fact.label, str(fact.label), *re.split(r" \(|\)$", str(fact.label)))
        record.add("fact", fact.text, *_parts(fact.text))
        yield record
    for entry in section.entries:
        for role in entry.roles or (entry,):
            record = Record("publications" if entry.publication else place)
            if role is not entry:
                shared = entry._replace(title=role.title, bullets=(), facts=(), keywords=None)
                _add(record, shared)
                record.add("organization", entry.title)
            _add(record, role)
            yield record


def _add(record: Record, entry: Entry) -> None:
    """Add the lines of ``entry``, but not those of its roles."""
    for line in (entry.title, entry.organization, entry.location, *entry.details, *entry.summary):
        if line is not None:
            record.add(line.role, line, *(line.urls if line.role == "doi" else ()))
    if record.place == "education":  # a degree and its subject have keys of their own
        record.add("title", entry.title, *COMMA.split(str(entry.title)))
    record.add("url", entry.url, *(entry.url.urls if entry.url else ()))
    for bullet in entry.bullets:
        for line in bullet.lines():
            record.add("bullet", line)
    for fact in entry.facts:
        for line in (fact.label, fact.text):
            record.add("label", line, f"{fact.label}: {fact.text}")
            record.add("fact", line, *_parts(fact.text))  # its label may be the key
    for role, date in zip(
        ("end", "start"), reversed(entry.dates.iso if entry.dates else ()), strict=False
    ):
        record.add(role, entry.dates, date)
    record.add("keywords", entry.keywords, *(entry.keywords.parts if entry.keywords else ()))


def _link(line: Line) -> Record:
    record = Record("profiles")
    record.add("url", line, *line.urls)
    label = "".join(span.text for span in line.spans if not span.url)
    network, username = account(label.removesuffix(": "), *line.urls[:1])
    record.add("label", line, network)
    record.add("username", line, username)
    return record


def place_names(place: str) -> tuple[str, ...]:
    """The parts of a postal address, as a text and as the standard's keys part it."""
    return (*COMMA.split(place), *parts(place).values())


def _parts(line: Line) -> tuple[str, ...]:
    """The line, and what it lists: its parts, or what commas part."""
    return (str(line), *line.parts, *COMMA.split(str(line)))
