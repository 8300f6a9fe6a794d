"""JSON-LD: the person of an Outline as a schema.org ``Person``, with what the page shows alone."""

import json
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from cvrender.dates import PRESENT
from cvrender.outline import Entry, Outline

_UNSAFE = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def json_ld(outline: Outline) -> Markup:
    """A Person as JSON-LD, escaped so that nothing in it ends the script element around it."""
    text = json.dumps(_person(outline), ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_UNSAFE))  # noqa: S704  # no character of it can be markup


def _person(outline: Outline) -> dict[str, Any]:
    person = {
        "@context": "https://schema.org",
        "@type": "Person",
        "name": str(outline.name),
        "jobTitle": str(outline.headline) if outline.headline else None,
        "email": _shown(outline, "email"),
        "telephone": _shown(outline, "phone"),
        "address": _shown(outline, "location"),
        "url": next(_linked(outline, "website"), None),
        "sameAs": list(_linked(outline, "link")),
        "worksFor": [
            _organization(entry) for entry in _entries(outline, "work") if _now(outline, entry)
        ],
        "alumniOf": [_organization(entry) for entry in _entries(outline, "education")],
    }
    return {name: value for name, value in person.items() if value}


def _shown(outline: Outline, kind: str) -> str | list[str]:
    """The contacts of one kind as they are shown: one text, or several."""
    texts = [str(contact.line) for contact in outline.contacts if contact.kind == kind]
    return texts[0] if len(texts) == 1 else texts


def _linked(outline: Outline, kind: str) -> Iterator[str]:
    for contact in outline.contacts:
        if contact.kind == kind:
            yield from contact.line.urls


def _entries(outline: Outline, kind: str) -> Iterator[Entry]:
    for section in outline.sections:
        if section.kind == kind:
            yield from section.entries


def _now(outline: Outline, entry: Entry) -> bool:
    """Whether the entry, or a role of it, lasts to this day."""
    spans = (part.dates for part in (entry, *entry.roles))
    return any(dates.iso[-1:] == (PRESENT,) for dates in spans if dates is not None)


def _organization(entry: Entry) -> dict[str, str]:
    """An entry with roles, or without an organization, has the organization's name as title."""
    found = {"@type": "Organization", "name": str(entry.organization or entry.title)}
    return found | ({"url": entry.url.urls[0]} if entry.url and not entry.organization else {})
