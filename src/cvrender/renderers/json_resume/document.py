"""Outline → JSON Resume 1.x (https://jsonresume.org/schema/), for programs that read CVs.

What a section's kind has a key for, stands under that key. ``x-sections`` lists all sections in
order with their titles, how many items of that key are theirs, and in our own shape what no key
can hold. Texts are plain; the addresses of links inside them stand beside them in ``x-links``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cvrender.checks.vocabulary import same
from cvrender.model import KINDS
from cvrender.renderers.json_resume.items import KEYS, as_items, native, spoken
from cvrender.renderers.json_resume.lines import filled, linked, listed, nested, pairs, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cvrender.outline import Line, Outline, Section
    from cvrender.renderers.json_resume.lines import Item
    from cvrender.theme import Theme

__all__ = ["document", "render"]

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
_SEVERAL = {"skills": "name", "languages": "language", "interests": "name"}


def render(outline: Outline, theme: Theme) -> bytes:
    """The document as UTF-8; looks have no part in it."""
    return document(outline)


def document(outline: Outline) -> bytes:
    """``outline`` as a JSON Resume document, in UTF-8 and indented."""
    text = json.dumps(_Resume(outline).whole(), ensure_ascii=False, indent=2)
    # Readers take a byte order mark for no text.
    return (text.replace("\ufeff", "\\ufeff") + "\n").encode()


class _Resume:
    """Fills the keys of JSON Resume section by section."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.basics = _basics(outline)
        self.lists: dict[str, list[Item]] = {}

    def whole(self) -> Item:
        sections = [self.section(section) for section in self.outline.sections]
        meta = {"version": "v1.0.0", "language": self.outline.language}
        return filled(
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
            "text": paragraphs(section.text),
            "entries": [native(e) for e in section.entries if not e.publication],
            "bullets": nested(section.bullets),
            "facts": pairs(section.facts),
        }
        own = self.placed(section, kind)
        left = {part: value for part, value in rest.items() if part not in own}
        return filled(
            {
                "title": str(section.title),
                "kind": section.kind,
                "key": kind if own else "",
                "own": own,
                **left,
                "x-links": linked(section.title, *section.text, *_unplaced(section, left)),
            }
        )

    def placed(self, section: Section, kind: str) -> dict[str, int]:
        """Put what has a place under the keys of the schema; how many items of what it is."""
        if kind == "summary" and section.text and "summary" not in self.basics:
            self.basics["summary"] = paragraphs(section.text)
            return {"text": 1}
        own = self.several(section, kind) if kind in _SEVERAL else {}
        if kind == "references" and section.text:
            self.add(kind, [{"reference": str(line)} for line in section.text])
            own["text"] = len(section.text)
        return own | self.items(section, kind)

    def items(self, section: Section, kind: str) -> dict[str, int]:
        """Put entries under the key of their kind, and publications under theirs."""
        published = [entry for entry in section.entries if entry.publication]
        others = [entry for entry in section.entries if entry not in published]
        # A reference of JSON Resume is one person's, without roles.
        roles = kind == "references" and any(entry.roles for entry in others)
        fits = kind in KEYS and kind != "publications" and not roles
        own = {}
        for part, key, entries in (
            ("publications", "publications", published),
            ("entries", kind, others if fits else []),
        ):
            if entries:
                items = [item for entry in entries for item in as_items(entry, key)]
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
                words = {"keywords": listed(fact.text)}
            self.add(kind, [{name: str(fact.label), **words}])
        own = {"text": len(texts), "bullets": len(names), "facts": len(section.facts)}
        return {part: count for part, count in own.items() if count}

    def add(self, kind: str, items: list[Item]) -> None:
        if items:
            self.lists.setdefault(kind, []).extend(items)


def _unplaced(section: Section, left: Item) -> Iterator[Line]:
    """The lines of a section whose links stand with the section: those of items have theirs."""
    ours = [e for e in section.entries if "entries" in left and not e.publication]
    for part in (part for entry in ours for part in (entry, *entry.roles)):
        yield from spoken(part)
    for group in (section.bullets, section.facts):
        for item in group:
            yield from item.lines()


def _basics(outline: Outline) -> Item:
    kinds = ("email", "phone", "location", "detail", "website", "link")
    lines = {
        kind: [contact.line for contact in outline.contacts if contact.kind == kind]
        for kind in kinds
    }
    spoken = (outline.name, outline.headline, *lines["location"], *lines["detail"])
    email, phone = (iter(map(str, lines[kind])) for kind in ("email", "phone"))
    return filled(
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
            "x-links": linked(*filter(None, spoken)),
        }
    )


def _profile(line: Line) -> Item:
    label = "".join(span.text for span in line.spans if not span.url)
    return filled({"network": label.removesuffix(": "), "url": next(iter(line.urls), "")})
