"""JSON Resume (1.x, and the keys of 0.0.0) → the native shape; as JSON or as YAML.

Real files know many more keys than https://jsonresume.org/schema: what people write for the same
thing is read alike, a list of anything else becomes a section, and what has no place is told.
"""

from __future__ import annotations

import re

from cvrender.model import KINDS
from cvrender.positions import Node
from cvrender.readers import extension
from cvrender.readers.base import Reader, Translation
from cvrender.readers.foreign import (
    Notes,
    Record,
    folded,
    harmless,
    listed,
    made,
    profiles,
    text,
)
from cvrender.readers.json_items import (
    entry,
    listed_items,
    named_lists,
    publication,
    references,
)
from cvrender.values import LANGUAGES
from cvrender.vocabulary import same

__all__ = ["READER"]

_BASICS = ("basics", "bio", "basic", "personal", "profile")
_CONTENT = {
    "work", "education", "skills", "projects", "volunteer", "awards", "publications",
    "references", "certificates", "experience",
}  # fmt: skip
_SYNONYMS = {
    "workexperience": "work",
    "professionalexperience": "work",
    "volunteerexperience": "volunteer",
    "hobbies": "interests",
    "honors": "awards",
    "honours": "awards",
    "licenses": "certificates",
    "certificate": "certificates",
    "speaking": "talks",
    "presentations": "talks",
    "skill": "skills",
    "sideprojects": "projects",
    "objective": "summary",
}
_NO_CONTENT = ("$schema", "_id", "id")
_WORDS_IN_KEY = re.compile(r"[_\s-]+|(?<=[a-z])(?=[A-Z])")


def _recognises(node: Node) -> bool:
    if not isinstance(node.value, dict) or "sections" in node.value:
        return False
    schema = node.value.get("$schema")
    if schema is not None and "resume" in str(schema.value).lower():
        return True
    if any(isinstance(getattr(node.value.get(key), "value", None), dict) for key in _BASICS):
        return True
    lists = {key for key, child in node.value.items() if isinstance(child.value, list)}
    return len(lists & _CONTENT) > 1


def _translate(node: Node) -> Translation:
    notes = Notes()
    root = Record(node, notes)
    parts = _head(root, notes)
    extra = root.take(extension.KEY)
    loose: dict[str, list[Node]] = {}
    sections = [*_about(root, parts.pop("about", None)), *_sections(root, notes, loose)]
    if extra is not None:
        sections = extension.restored(extra, sections, loose)
    root.tell_left()
    whole = made(node, **parts, sections=sections)
    return Translation(harmless(whole, notes), notes.told())


def _head(root: Record, notes: Notes) -> dict[str, Node | list[Node] | None]:
    """The person: ``basics``, or its keys at the top of the file."""
    found = next((name for name in _BASICS if name in root.pairs), "")
    basics = root.pairs[found][1] if found else None
    root.ignore(found)
    record = Record(basics, notes) if basics else root
    name = record.text("name", "fullName") or _joined(record, "firstName", "lastName")
    _, unnamed = record.pairs.get("name", ("", None))
    links = profiles(listed(record.take("profiles", "social", "links", "socials")), notes)
    parts: dict[str, Node | list[Node] | None] = {
        "name": name or (Node("", unnamed.position, unnamed.key) if unnamed else None),
        "headline": record.text("label", "headline", "title", "jobTitle", "position"),
        "email": record.email("email", "emails", "mail") + record.email("x-emails"),
        "phone": record.texts("phone", "phones", "mobile", "tel", "telephone")
        + record.texts("x-phones"),
        "location": record.location("location", "address", "city"),
        "website": record.url("url", "website", "homepage", "web", "site"),
        "photo": record.photo(name, "image", "picture", "photo", "avatar"),
        **_meta(root),
        "links": links,
    }
    if basics is not None:
        about = record.take("summary", "bio", "about", "description", "objective")
        parts["about"] = about
        _facts_of_person(record, parts)
        record.tell_left()
    return parts


def _joined(record: Record, *names: str) -> Node | None:
    words = [part for name in names if (part := record.text(name))]
    return text(words[0], " ".join(str(part.value) for part in words)) if words else None


def _facts_of_person(record: Record, parts: dict[str, Node | list[Node] | None]) -> None:
    """A degree behind the label, as themes of 0.0.0 show it."""
    degree = record.text("degree")
    if degree is not None:
        headline = parts["headline"]
        words = [str(part.value) for part in (headline, degree) if isinstance(part, Node)]
        parts["headline"] = text(degree, " · ".join(words))


def _meta(root: Record) -> dict[str, Node | list[Node] | None]:
    """The language, and what our own files say of the document."""
    meta = root.take("meta")
    if meta is None:
        return {}
    record = Record(meta, root.notes)
    record.ignore("canonical", "version", "lastModified", "theme", "themeOptions")
    language, keywords = record.text("language", "lang", "locale"), record.texts("x-keywords")
    record.tell_left()
    code = re.split("[-_]", str(language.value))[0].lower() if language else ""
    return {"language": text(language, code if code in LANGUAGES else ""), "keywords": keywords}


def _about(root: Record, about: object) -> list[Node]:
    node = about if isinstance(about, Node) else root.take("summary", "about", "objective")
    if node is None:
        return []
    record = Record(Node({"summary": node}, node.position, node.key), root.notes)
    words, bullets = record.prose("summary")
    return [made(node, kind="summary", text=words, bullets=bullets)]


def _sections(root: Record, notes: Notes, loose: dict[str, list[Node]]) -> list[Node]:
    """A section for each list, in the order of the file; ``loose`` takes names without more."""
    root.ignore(*_NO_CONTENT)
    sections = []
    used = {"summary"}
    for key, node in list(root.left()):
        if not isinstance(node.value, (list, dict, str)):
            continue
        root.take(key)
        kind = _kind(key)
        section = _section(node, kind, notes)
        if names := section.pop("loose", None):
            loose.setdefault(kind, []).extend(names if isinstance(names, list) else [])
        title = None if kind and kind not in used else text(node, _title(key))
        used.add(kind)
        sections.append(made(node, title=title, kind=kind or None, **section))
    return sections


def _kind(key: str) -> str:
    return _SYNONYMS.get(folded(key), "") or same(key, KINDS) or same(folded(key), KINDS)


def _title(key: str) -> str:
    """A key as a heading: ``speakingEngagements`` is ``Speaking engagements``."""
    words = [word for word in _WORDS_IN_KEY.split(key) if word]
    first, *others = words or [key]
    return " ".join([first[:1].upper() + first[1:], *(_lowered(word) for word in others)])


def _lowered(word: str) -> str:
    return word if word.isupper() else word[:1].lower() + word[1:]


def _section(node: Node, kind: str, notes: Notes) -> dict[str, list[Node] | Node | None]:
    if isinstance(node.value, str):
        record = Record(Node({"text": node}, node.position), notes)
        words, bullets = record.prose("text")
        return {"text": words, "bullets": bullets}
    if kind in ("skills", "languages", "interests"):
        return named_lists(node, notes)
    items = listed_items(node)
    if kind == "publications":
        return {"publications": [publication(item, notes) for item in items]}
    if kind == "references":
        return references(items, notes)
    loose = [item for item in items if not isinstance(item.value, dict)]
    records = [item for item in items if isinstance(item.value, dict)]
    entries = [found for item in records if (found := entry(Record(item, notes), kind))]
    return {
        "entries": entries,
        "bullets": [words for item in loose if (words := text(item))],
    }


READER = Reader("jsonresume", "JSON Resume", _recognises, _translate)
