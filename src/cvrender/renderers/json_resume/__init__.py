"""Outline → JSON Resume 1.x (https://jsonresume.org/schema/), for programs that read CVs.

The document has two halves. Under the standard's own keys stands what it has keys for, as plain
text: any program can read that. Under ``x-cvrender`` stands the whole CV (see that module).
"""

import json
import re
from collections.abc import Iterator

from cvrender import networks, places, x_cvrender
from cvrender.checks.vocabulary import same
from cvrender.languages.language import Language
from cvrender.model import KINDS
from cvrender.outline import Fact, Line, Outline, Section
from cvrender.proficiency import level
from cvrender.renderers.base import Renderer
from cvrender.renderers.json_resume.items import KEYS, Item, filled, items, listed, paragraphs
from cvrender.renderers.json_resume.native import native
from cvrender.theme import Theme

__all__ = ["RENDERER", "document"]

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
_NAMES = {"skills": "name", "languages": "language", "interests": "name"}
"""Lists of names, and the key of a name."""
_LEVEL = re.compile(r"([^()]+) \(([^()]+)\)")
"""A name, and a level behind it in brackets."""
_SHARE = re.compile(r"\d{1,3} ?%?|\d{1,2} ?/ ?\d{1,2}")


def render(outline: Outline, theme: Theme) -> bytes:
    """The document as UTF-8; looks have no part in it."""
    return document(outline)


def document(outline: Outline) -> bytes:
    """``outline`` as a JSON Resume document, in UTF-8 and indented."""
    resume = x_cvrender.added(_standard(outline), native(outline))
    text = json.dumps(resume, ensure_ascii=False, indent=2)
    # Readers take a byte order mark for no text.
    return (text.replace("\ufeff", "\\ufeff") + "\n").encode()


def _standard(outline: Outline) -> Item:
    """What the standard has keys for."""
    lists: dict[str, list[Item]] = {}
    for section in outline.sections:
        for key, item in _placed(section, outline.language):
            lists.setdefault(key, []).append(item)
    meta = {"version": "v1.0.0", "language": outline.language.tag}
    return {"$schema": SCHEMA, "basics": _basics(outline), **lists, "meta": meta}


def _placed(section: Section, language: Language) -> Iterator[tuple[str, Item]]:
    """The items of a section, each with the key of its list."""
    kind = kind_of(section)
    if kind in _NAMES:
        yield from ((kind, item) for item in _names(section, kind, language))
    if kind == "references":
        yield from ((kind, {"reference": str(line)}) for line in section.text)
    for entry in section.entries:
        key = "publications" if entry.publication else kind
        if key in KEYS:
            yield from ((key, item) for item in items(entry, key, language.code))


def kind_of(section: Section) -> str:
    """What a section holds, by its kind or else by its title."""
    return section.kind or same(str(section.title), KINDS)


def _names(section: Section, kind: str, language: Language) -> Iterator[Item]:
    """Skills, languages, interests: names, and what belongs to them."""
    name = _NAMES[kind]
    lines = (*section.text, *(line for bullet in section.bullets for line in bullet.lines()))
    yield from ({name: str(line)} for line in lines)
    for fact in section.facts:
        if kind == "skills" and _says_level(fact, language):
            yield {name: str(fact.label), "level": str(fact.text)}
        elif kind == "languages":
            yield {name: str(fact.label), "fluency": str(fact.text)}
        elif named := _LEVEL.fullmatch(str(fact.label)):
            yield {name: named[1], "level": named[2], "keywords": listed(fact.text)}
        else:
            yield {name: str(fact.label), "keywords": listed(fact.text)}


def _says_level(fact: Fact, language: Language) -> bool:
    """Whether a skill has nothing but its level: a number, a share, or words for one."""
    words = str(fact.text)
    is_brief = not fact.text.parts and "," not in words and len(words.split()) < 4
    return bool(_SHARE.fullmatch(words)) or (is_brief and level(words, language) is not None)


def _basics(outline: Outline) -> Item:
    contacts: dict[str, list[Line]] = {}
    for contact in outline.contacts:
        contacts.setdefault(contact.kind, []).append(contact.line)
    first = {kind: lines[0] for kind, lines in contacts.items()}
    summaries = (paragraphs(s.text) for s in outline.sections if kind_of(s) == "summary" and s.text)
    website = first.get("website")
    return filled(
        {
            "name": str(outline.name),
            "label": str(outline.headline or ""),
            "email": str(first.get("email", "")),
            "phone": str(first.get("phone", "")),
            "url": website.urls[0] if website else "",
            "summary": "\n\n".join(summaries),
            "location": places.parts(str(first.get("location", "")), str(first.get("phone", ""))),
            "profiles": [_profile(line) for line in contacts.get("link", ())],
        }
    )


def _profile(line: Line) -> Item:
    label = "".join(span.text for span in line.spans if not span.url).removesuffix(": ")
    network, username = networks.account(label, line.urls[0])
    return filled({"network": network, "username": username, "url": line.urls[0]})


RENDERER = Renderer("jsonresume", ".json", "JSON Resume", render, letters=False)
