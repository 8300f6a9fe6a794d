"""Outline → JSON Resume 1.x (https://jsonresume.org/schema/), for programs that read CVs.

What a section's kind has a key for, stands under that key. ``x-sections`` lists all sections in
order with their titles, how many items of that key are theirs, and in our own shape what no key
can hold. Texts are plain; the addresses of links inside them stand beside them in ``x-links``.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from cvrender.checks.vocabulary import same
from cvrender.dates import PRESENT
from cvrender.model import KINDS
from cvrender.renderers.base import Renderer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cvrender.outline import Bullet, Entry, Line, Outline, Section
    from cvrender.theme import Theme

__all__ = ["RENDERER", "document"]

Item = dict[str, Any]

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"

_KEYS = {
    "work": ("position", "name", "summary"),
    "volunteer": ("position", "organization", "summary"),
    "education": ("studyType", "institution", "summary"),
    "projects": ("name", "entity", "description"),
    "awards": ("title", "awarder", "summary"),
    "certificates": ("name", "issuer", "summary"),
    "publications": ("name", "publisher", "summary"),
    "references": ("name", "organization", "reference"),
}
"""Where an entry's title, organization and summary stand, by kind."""
_OF_ORGANIZATIONS = (
    "location", "start", "end", "date", "summary", "bullets", "facts", "keywords",
)  # fmt: skip
_OURS = ("title", "organization", "summary")
_DATE = {"awards": "date", "certificates": "date", "publications": "releaseDate", "": "date"}
_ISO = re.compile(r"[12]\d{3}(-[01]\d(-[0-3]\d)?)?")
_SEVERAL = {"skills": "name", "languages": "language", "interests": "name"}


def render(outline: Outline, theme: Theme) -> bytes:
    """The document as UTF-8; looks have no part in it."""
    return document(outline)


def document(outline: Outline) -> bytes:
    """``outline`` as a JSON Resume document, in UTF-8 and indented."""
    return (json.dumps(_Resume(outline).whole(), ensure_ascii=False, indent=2) + "\n").encode()


class _Resume:
    """Fills the keys of JSON Resume section by section."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.basics = _basics(outline)
        self.lists: dict[str, list[Item]] = {}

    def whole(self) -> Item:
        sections = [self.section(section) for section in self.outline.sections]
        meta = {"version": "v1.0.0", "language": self.outline.language}
        return _filled(
            {
                "$schema": SCHEMA,
                "basics": self.basics,
                **self.lists,
                "x-sections": sections,
                "meta": {**meta, "x-keywords": list(self.outline.keywords)},
            }
        )

    def section(self, section: Section) -> Item:
        """What stands in ``x-sections``; the rest is put under its key."""
        kind = section.kind or same(str(section.title), KINDS)
        rest: Item = {
            "text": _text(section.text),
            "entries": [_native(e) for e in section.entries if not _is_publication(e)],
            "bullets": _bullets(section.bullets),
            "facts": _facts(section),
        }
        own = self.placed(section, kind)
        left = {part: value for part, value in rest.items() if part not in own}
        bullets = [line for bullet in section.bullets for line in bullet.lines()]
        facts = [line for fact in section.facts for line in fact.lines()]
        ours = [e for e in section.entries if "entries" in left and not _is_publication(e)]
        entries = [line for e in ours for part in (e, *e.roles) for line in _spoken(part)]
        return _filled(
            {
                "title": str(section.title),
                "kind": section.kind,
                "key": kind if own else "",
                "own": own,
                **left,
                "x-links": _links(section.title, *section.text, *entries, *bullets, *facts),
            }
        )

    def placed(self, section: Section, kind: str) -> dict[str, int]:
        """Put what has a place under the keys of the schema; how many items of what it is."""
        if kind == "summary" and section.text and "summary" not in self.basics:
            self.basics["summary"] = _text(section.text)
            return {"text": 1}
        own = self.several(section, kind) if kind in _SEVERAL else {}
        if kind == "references" and section.text:
            self.add(kind, [{"reference": str(line)} for line in section.text])
            own["text"] = len(section.text)
        published = [entry for entry in section.entries if _is_publication(entry)]
        listed = {
            "publications": published,
            "entries": [entry for entry in section.entries if entry not in published],
        }
        for part, entries in listed.items():
            key = part if part == "publications" else kind
            if key == "references" and any(entry.roles for entry in entries):
                continue
            if entries and key in _KEYS and (part == "publications") == (key == "publications"):
                items = [item for entry in entries for item in _items(entry, key)]
                self.add(key, items)
                own[part] = len(items)
        return own

    def several(self, section: Section, kind: str) -> dict[str, int]:
        """Skills, languages, interests: names, and what belongs to them."""
        name = _SEVERAL[kind]
        texts = [{name: str(line)} for line in section.text]
        flat = not any(bullet.bullets for bullet in section.bullets)
        names = [{name: str(bullet.line)} for bullet in section.bullets] if flat else []
        self.add(kind, [*texts, *names])
        for fact in section.facts:
            words: Item = {"fluency": str(fact.text)}
            if kind != "languages":
                words = {"keywords": str(fact.text).split(", ")}
            self.add(kind, [{name: str(fact.label), **words}])
        own = {"text": len(texts), "bullets": len(names), "facts": len(section.facts)}
        return {part: count for part, count in own.items() if count}

    def add(self, kind: str, items: list[Item]) -> None:
        if items:
            self.lists.setdefault(kind, []).extend(items)


def _basics(outline: Outline) -> Item:
    kinds = ("email", "phone", "location", "detail", "website", "link")
    lines = {
        kind: [contact.line for contact in outline.contacts if contact.kind == kind]
        for kind in kinds
    }
    spoken = (outline.name, outline.headline, *lines["location"], *lines["detail"])
    email, phone = (iter(map(str, lines[kind])) for kind in ("email", "phone"))
    return _filled(
        {
            "name": str(outline.name),
            "label": str(outline.headline or ""),
            "email": next(email, ""),
            "x-emails": list(email),
            "phone": next(phone, ""),
            "x-phones": list(phone),
            "url": next((url for line in lines["website"] for url in line.urls), ""),
            "location": {"city": ", ".join(map(str, lines["location"]))}
            if lines["location"]
            else {},
            "x-details": list(map(str, lines["detail"])),
            "profiles": [_profile(line) for line in lines["link"]],
            "x-links": _links(*filter(None, spoken)),
        }
    )


def _profile(line: Line) -> Item:
    label = "".join(span.text for span in line.spans if not span.url)
    return _filled({"network": label.removesuffix(": "), "url": next(iter(line.urls), "")})


def _items(entry: Entry, kind: str) -> Iterator[Item]:
    """An entry as one item, or as one for each of its roles."""
    if not entry.roles:
        yield _item(entry, kind)
        return
    _, name, _ = _KEYS[kind]
    whole = _item(entry, kind)
    about = _about(entry, kind)
    for role in entry.roles:
        item = _item(role, kind)
        yield _filled(
            {
                name: str(entry.organization or entry.title),
                **{key: whole.get(key) for key in ("location", "url")},
                **item,
                **about,
                "x-links": _links(*(_spoken(entry) if about else ()), *_spoken(role)),
            }
        )
        about = {}


def _about(entry: Entry, kind: str) -> Item:
    """What is said of an organization beside its roles, for the first of their items."""
    own = {key: value for key, value in _native(entry).items() if key in _OF_ORGANIZATIONS}
    own |= {"roles": len(entry.roles), "title": str(entry.title) if entry.organization else ""}
    about: Item = {}
    if "description" not in _KEYS[kind] and entry.summary:
        points = [f"- {line}".replace("\n", "\n  ") for line in _highlights(entry.bullets)]
        texts = filter(None, (own.pop("summary"), "\n".join(points)))
        about["description"] = "\n\n".join(texts)
        own.pop("bullets", None)
    return {**about, "x-organization": _filled(own)}


def _item(entry: Entry, kind: str) -> Item:
    """One entry under the names of its kind; without a kind, under our own."""
    title, organization, summary = _KEYS.get(kind, _OURS)
    named_by_organization = entry.title.origin[-1:] == ("organization",)
    details = {str(line.origin[-1]): line for line in entry.details if line.origin}
    item: Item = {
        organization if named_by_organization else title: str(entry.title),
        "authors": list(details["authors"].parts) if "authors" in details else [],
    }
    if entry.organization or "venue" in details:
        item[organization] = str(entry.organization or details["venue"])
    return _filled(
        {
            **item,
            "location": str(entry.location or ""),
            **_dates(entry.dates, kind),
            "url": next(iter(entry.url.urls), "") if entry.url else "",
            "doi": str(details["doi"]).removeprefix("doi:") if "doi" in details else "",
            summary: _text(entry.summary),
            "highlights" if kind else "bullets": _highlights(entry.bullets)
            if kind
            else _bullets(entry.bullets),
            **_item_facts(entry, kind),
            "keywords": list(entry.keywords.parts) if entry.keywords else [],
            "x-links": _links(*_spoken(entry)),
        }
    )


def _native(entry: Entry) -> Item:
    """An entry in our own shape."""
    item = _item(entry, "")
    item.pop("x-links", None)
    return _filled({**item, "roles": [_native(role) for role in entry.roles]})


def _spoken(entry: Entry) -> Iterator[Line]:
    """The lines that may have links of their own."""
    details = (line for line in entry.details if line.origin[-1:] != ("doi",))
    shown = (entry.title, *details, entry.organization, entry.location, *entry.summary)
    yield from (line for line in shown if line is not None)
    for bullet in entry.bullets:
        yield from bullet.lines()
    for fact in entry.facts:
        yield from fact.lines()
    if entry.keywords is not None:
        yield entry.keywords


def _dates(line: Line | None, kind: str) -> Item:
    """The dates under the keys of a kind; free words under ``x-date``."""
    if line is None:
        return {}
    if not line.iso or not all(_ISO.fullmatch(part) or part in ("", PRESENT) for part in line.iso):
        return {"x-date" if kind else "date": str(line)}
    if len(line.iso) == 1:
        return {_DATE.get(kind, "endDate"): line.iso[0]}
    start, end = line.iso
    if not kind:
        return {"start": start, "end": end}
    alone = {} if start else {"x-end": end}
    return {"startDate": start, "endDate": "" if end == PRESENT else end, **alone}


def _item_facts(entry: Entry, kind: str) -> Item:
    """Facts under the keys that JSON Resume has for them, or in ``x-facts``.

    A label alone says that a fact which has a key stands there.
    """
    facts = [{"label": str(fact.label), "text": str(fact.text)} for fact in entry.facts]
    if not kind:
        return {"facts": facts}
    known: Item = {}
    rest = []
    for fact in facts:
        label, text = fact["label"], fact["text"]
        if kind == "education" and label == "Score" and not {"score", "courses"} & set(known):
            known["score"] = text
        elif kind == "education" and label == "Courses" and "courses" not in known:
            known["courses"] = text.split(", ")
        else:
            rest.append(fact)
            continue
        rest.append({"label": label})
    while rest and "text" not in rest[0]:
        rest.pop(0)
    return {**known, "x-facts": rest}


def _facts(section: Section) -> list[Item]:
    return [{"label": str(fact.label), "text": str(fact.text)} for fact in section.facts]


def _bullets(bullets: Iterable[Bullet]) -> list[Any]:
    """Bullets in our own shape."""
    return [
        {"text": str(bullet.line), "bullets": _bullets(bullet.bullets)}
        if bullet.bullets
        else str(bullet.line)
        for bullet in bullets
    ]


def _highlights(bullets: Iterable[Bullet]) -> list[str]:
    """Bullets as texts; those below one are marked lines of it."""
    return [
        "\n- ".join(map(str, (bullet.line, *(line for b in bullet.bullets for line in b.lines()))))
        for bullet in bullets
    ]


def _text(lines: Iterable[Line]) -> str:
    return "\n\n".join(map(str, lines))


def _links(*lines: Line) -> list[Item]:
    """The links of lines; ``nth`` counts the same words before them, where there are any."""
    before, links = "", []
    for line in lines:
        for span in line.spans:
            if span.url:
                link: Item = {"text": span.text, "url": span.url}
                nth = before.count(span.text)
                links.append(link | {"nth": nth} if nth else link)
            before += span.text
        before += "\n"
    return links


def _is_publication(entry: Entry) -> bool:
    return "publications" in entry.title.origin


def _filled(item: Item) -> Item:
    """Without what is empty."""
    return {key: value for key, value in item.items() if value not in (None, "", [], {})}


RENDERER = Renderer("jsonresume", ".json", "JSON Resume", render)
