"""Entries as items of JSON Resume's lists: under the keys of a kind, or in our own shape."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cvrender.dates import PRESENT
from cvrender.renderers.json_resume.lines import (
    filled,
    highlights,
    linked,
    listed,
    marked,
    nested,
    pairs,
    paragraphs,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cvrender.outline import Entry, Line
    from cvrender.renderers.json_resume.lines import Item

__all__ = ["KEYS", "as_items", "native", "spoken"]

KEYS = {
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


def as_items(entry: Entry, kind: str) -> Iterator[Item]:
    """An entry as one item, or as one for each of its roles."""
    if not entry.roles:
        yield _item(entry, kind)
        return
    _, name, _ = KEYS[kind]
    whole = _item(entry, kind)
    about = _about(entry, kind)
    for role in entry.roles:
        item = _item(role, kind)
        yield filled(
            {
                name: str(entry.organization or entry.title),
                **{key: whole.get(key) for key in ("location", "url")},
                **item,
                **about,
                "x-links": linked(*(spoken(entry) if about else ()), *spoken(role)),
            }
        )
        about = {}


def _about(entry: Entry, kind: str) -> Item:
    """What is said of an organization beside its roles, for the first of their items."""
    own = {key: value for key, value in native(entry).items() if key in _OF_ORGANIZATIONS}
    own |= {"roles": len(entry.roles), "title": str(entry.title) if entry.organization else ""}
    about: Item = {}
    if "description" not in KEYS[kind] and entry.summary:
        points = [marked(line).replace("\n", "\n  ") for line in highlights(entry.bullets)]
        texts = filter(None, (own.pop("summary"), "\n".join(points)))
        about["description"] = "\n\n".join(texts)
        own.pop("bullets", None)
    return {**about, "x-organization": filled(own)}


def _item(entry: Entry, kind: str) -> Item:
    """One entry under the names of its kind; without a kind, under our own."""
    summary = KEYS.get(kind, _OURS)[2]
    return filled(
        {
            **_heading(entry, kind),
            "location": str(entry.location or ""),
            **_dates(entry.dates, kind),
            "url": next(iter(entry.url.urls), "") if entry.url else "",
            summary: paragraphs(entry.summary),
            **_points(entry, kind),
            **_item_facts(entry, kind),
            "keywords": list(entry.keywords.parts) if entry.keywords else [],
            "x-links": linked(*spoken(entry)),
        }
    )


def _heading(entry: Entry, kind: str) -> Item:
    """What an entry is called, whose it is, and where it is to be found."""
    title, organization, _ = KEYS.get(kind, _OURS)
    named_by_organization = entry.title.role == "organization-title"
    details = {line.role: line for line in entry.details}
    item: Item = {organization if named_by_organization else title: str(entry.title)}
    if "authors" in details:
        item["authors"] = list(details["authors"].parts)
    if entry.organization or "venue" in details:
        item[organization] = str(entry.organization or details["venue"])
    if "doi" in details:
        item["doi"] = str(details["doi"]).removeprefix("doi:")
    return item


def _points(entry: Entry, kind: str) -> Item:
    return {"highlights": highlights(entry.bullets)} if kind else {"bullets": nested(entry.bullets)}


def native(entry: Entry) -> Item:
    """An entry in our own shape."""
    item = _item(entry, "")
    item.pop("x-links", None)
    return filled({**item, "roles": [native(role) for role in entry.roles]})


def spoken(entry: Entry) -> Iterator[Line]:
    """The lines that may have links of their own."""
    details = (line for line in entry.details if line.role != "doi")
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
    if not kind:
        return {"facts": pairs(entry.facts)}
    known: Item = {}
    rest = []
    for fact in entry.facts:
        label, text = str(fact.label), str(fact.text)
        if kind == "education" and label == "Score" and not {"score", "courses"} & set(known):
            known["score"] = text
        elif kind == "education" and label == "Courses" and "courses" not in known:
            known["courses"] = listed(fact.text)
        else:
            rest += pairs([fact])
            continue
        rest.append({"label": label})
    while rest and "text" not in rest[0]:
        rest.pop(0)
    return {**known, "x-facts": rest}
