"""Entries as items of JSON Resume's lists, under the keys that programs expect there."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from cvrender.dates import PRESENT
from cvrender.languages import label
from cvrender.outline import Entry, Line
from cvrender.places import COMMA

Item = dict[str, Any]
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
_DATE = {"awards": "date", "certificates": "date", "publications": "releaseDate"}
_FACTS = {
    "education": {"score": str, "courses": list},
    "projects": {"roles": list, "type": str},
}
"""Facts that have keys of their own, by kind, and the type of their values."""
_DEGREE = re.compile(r"([^,]+), ([^,]+)")
"""A degree and its subject, as readers join them."""
_ISO = re.compile(r"[12]\d{3}(-[01]\d(-[0-3]\d)?)?")


def items(entry: Entry, kind: str, language: str) -> Iterator[Item]:
    """An entry as one item, or as one for each of its roles, which share its organization."""
    item = _item(entry, kind, language)
    if not entry.roles:
        yield item
    _, organization, summary = KEYS[kind]
    shared = {key: item.get(key) for key in ("location", "url")}
    shared[organization] = str(entry.organization or entry.title)
    if summary != "description":
        shared["description"] = item.get(summary)
    for role in entry.roles:
        yield filled({**shared, **_item(role, kind, language)})


def _item(entry: Entry, kind: str, language: str) -> Item:
    title, organization, summary = KEYS[kind]
    details = {line.role: line for line in entry.details}
    page = entry.url or details.get("doi")
    item: Item = {organization if entry.title.role == "organization-title" else title: entry.title}
    if owner := entry.organization or details.get("venue"):
        item[organization] = owner
    item["location"] = entry.location or ""
    item = {key: str(line) for key, line in item.items()}
    if kind == "education" and (degree := _DEGREE.fullmatch(item.get(title, ""))):
        item[title], item["area"] = degree.groups()
    return filled(
        {
            **item,
            **_dates(entry.dates, kind),
            "url": page.urls[0] if page else "",
            summary: paragraphs(entry.summary),
            **_points(entry, kind, language),
            "keywords": list(entry.keywords.parts) if entry.keywords else [],
        }
    )


def _dates(line: Line | None, kind: str) -> Item:
    """ISO dates under the keys of a kind; for free words there is none."""
    if line is None or not all(_ISO.fullmatch(date) or date in ("", PRESENT) for date in line.iso):
        return {}
    if len(line.iso) == 1:
        return {_DATE.get(kind, "endDate"): line.iso[0]}
    dates = zip(("startDate", "endDate"), line.iso, strict=False)
    return {key: date for key, date in dates if date != PRESENT}


def _points(entry: Entry, kind: str, language: str) -> Item:
    """Bullets and facts; those below a bullet are marked lines of it."""
    found: Item = {
        "highlights": ["\n- ".join(map(str, bullet.lines())) for bullet in entry.bullets]
    }
    own = _FACTS.get(kind, {})
    keys = {label(key, language): key for key in own} | {label(key, "en"): key for key in own}
    for fact in entry.facts:
        key = keys.get(str(fact.label), "")
        if key and key not in found:
            found[key] = listed(fact.text) if own[key] is list else str(fact.text)
        else:
            found["highlights"].append(f"{fact.label}: {fact.text}")
    return found


def paragraphs(lines: Iterable[Line]) -> str:
    """Paragraphs as one text, with an empty line between them."""
    return "\n\n".join(map(str, lines))


def listed(line: Line) -> list[str]:
    """The parts of ``line``: those that its author listed, or that commas part."""
    parts = COMMA.split(str(line))
    return list(line.parts) or (parts if all(parts) else [str(line)])


def filled(item: Item) -> Item:
    """Without what is empty."""
    return {key: value for key, value in item.items() if value not in (None, "", [], {})}
