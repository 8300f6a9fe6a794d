"""JSON Resume (1.x, and the keys of 0.0.0) → the native shape; as JSON or as YAML.

Real files know many more keys than https://jsonresume.org/schema: what people write for the same
thing is read alike, a list of anything else becomes a section, and what has no place is told.
"""

from __future__ import annotations

from dataclasses import replace

from cvrender.checks.texts import of_tag
from cvrender.checks.vocabulary import same
from cvrender.model import KINDS
from cvrender.readers import extension
from cvrender.readers.base import Reader, Translation
from cvrender.readers.foreign import (
    Notes,
    Record,
    folded,
    harmless,
    listed,
    made,
    text,
)
from cvrender.readers.json_facts import heading, labelled
from cvrender.readers.json_items import (
    entry,
    listed_items,
    named_lists,
    publication,
    references,
)
from cvrender.readers.literal import freed, shielded, told
from cvrender.readers.person import (
    details,
    emails,
    full_name,
    named_pages,
    phones,
    profiles,
    websites,
)
from cvrender.readers.tongue import spoken
from cvrender.syntax.nodes import Node

__all__ = ["READER"]

_BASICS = (
    "basics", "bio", "basic", "personal", "profile", "info", "contact", "personalinfo",
    "personalinformation", "contactinfo", "header",
)  # fmt: skip
_PHONES = ("phone", "phones", "mobile", "tel", "telephone", "cell", "x-phones")
_NETWORKS = (
    "profiles", "social", "links", "socials", "socialMedia", "socialNetworks", "other",
    "customFields",
)  # fmt: skip
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
    "professionalsummary": "summary",
    "employment": "work",
    "jobs": "work",
    "service": "volunteer",
    "recognition": "awards",
    "writing": "publications",
    "testimonials": "references",
}
_NAMING = {"title", "name", "position", "event", "organization", "company", "institution"}
Parts = dict[str, Node | list[Node] | None]

_WITHIN = {"history", "items", "list", "sets", "entries"}
"""Keys under which some tools keep the items of a section."""
_WRAPPERS = {"resume", "jsonresume", "data", "json"}
_NO_CONTENT = ("$schema", "_id", "id")
_OF_LISTS = ("name", "id", "columns", "visible", "separateLinks")
"""What Reactive Resume says of a list besides its items."""


def _recognises(node: Node) -> bool:
    return _is_resume(_unwrapped(node))


def _is_resume(node: Node) -> bool:
    if not isinstance(node.value, dict):
        return False
    schema = node.value.get("$schema")
    if schema is not None and "resume" in str(schema.value).lower():
        return True
    kinds = {folded(key): type(child.value) for key, child in node.value.items()}
    if any(kinds.get(key) is dict for key in _BASICS):
        return True
    lists = {_SYNONYMS.get(key, key) for key, kind in kinds.items() if kind is list}
    return len(lists & _CONTENT) > 1


def _unwrapped(node: Node) -> Node:
    """The resume, where it is all that a list or one key holds, as in the answer of a service."""
    held = node.value
    if isinstance(held, dict):
        held = [*held.values()] if {*map(folded, held)} <= _WRAPPERS else []
    only = held[0] if isinstance(held, list) and len(held) == 1 else node
    return node if _is_resume(node) or not _is_resume(only) else only


def _translate(node: Node) -> Translation:
    node = _unwrapped(node)
    if node.child(extension.KEY) is None:
        return _translated(node)
    found = _translated(shielded(node))
    return replace(found, node=freed(found.node), warnings=tuple(map(told, found.warnings)))


def _translated(node: Node) -> Translation:
    notes = Notes()
    root = Record(node, notes)
    _unpack(root)
    parts = _head(root, notes)
    extra = root.take(extension.KEY)
    loose: dict[str, list[Node]] = {}
    sections = [*_about(root, parts.pop("about", None)), *_sections(root, notes, loose)]
    if extra is not None:
        sections = extension.restored(extra, sections, loose)
    root.tell_left()
    told = Node([extension.regrouped(section) for section in sections], node.position)
    whole = made(node, **parts, sections=told)
    return Translation(harmless(whole, notes), notes.told(), meant=("merge-key", "unused-anchor"))


def _head(root: Record, notes: Notes) -> Parts:
    """The person: ``basics``, or its keys at the top of the file."""
    basics = _basics(root)
    record = Record(basics, notes) if basics else root
    name = full_name(record) or root.text("name")
    _, unnamed = record.pairs.get("name", ("", None))
    nodes = [node for names in _NETWORKS for node in listed(record.take(names))]
    links, named = profiles(nodes, notes)
    website, pages = websites(
        record, "url", "website", "homepage", "web", "site", "websites", "blog", "portfolio"
    )
    parts: Parts = {
        "name": name or (Node("", unnamed.position, unnamed.key) if unnamed else None),
        "headline": record.text("label", "headline", "title", "jobTitle", "position"),
        "email": emails(record, "email", "emails", "mail", "x-emails"),
        "phone": phones(record, *_PHONES),
        "location": record.location("location", "address", "city") or root.location("location"),
        "details": [*record.texts("x-details"), *details(record), *named],
        "website": website,
        "photo": record.photo(name, "image", "picture", "photo", "avatar"),
        **_meta(root),
        "links": [*pages, *links],
    }
    if basics is not None:
        about = record.take("summary", "bio", "about", "description", "objective", "brief")
        parts["about"] = about
        _facts_of_person(record, parts)
        parts["links"] = [*pages, *links, *profiles(named_pages(record), notes)[0]]
        _hand_over(record, root)
        parts = _with_links(record, parts)
        record.tell_left()
    return parts


def _unpack(root: Record) -> None:
    """The sections that Reactive Resume keeps below one key, as if they stood beside it."""
    _, node = root.pairs.get("sections", ("", root.node))
    if node is root.node or not isinstance(node.value, dict):
        return
    root.ignore("sections", "metadata")
    for key, section in node.value.items():
        content = section.child("content") if isinstance(section.value, dict) else None
        name = key if folded(key) in root.pairs else folded(key)
        root.pairs[name] = (key, content or section)


def _basics(root: Record) -> Node | None:
    """What is said of the person, in one mapping."""
    pairs: dict[str, Node] = {}
    place = None
    for name in _BASICS:
        _, node = root.pairs.get(name, ("", None))
        if node is not None and isinstance(node.value, list) and len(node.value) == 1:
            node = node.value[0]
        if node is not None and isinstance(node.value, dict):
            root.take(name)
            place = place or node
            pairs = {**node.value, **pairs}
    return Node(pairs, place.position, place.key) if place else None


def _with_links(record: Record, parts: Parts) -> Parts:
    """``parts`` with the links that stood in the texts of our own files."""
    spoken = ("name", "headline", "location", "details")
    own = {key: parts[key] for key in spoken if parts.get(key)}
    nodes = made(record.node, **own).value
    return parts | extension.linked(record, dict(nodes) if isinstance(nodes, dict) else {})


def _hand_over(record: Record, root: Record) -> None:
    """Lists of languages, skills and the like that stand among what is said of the person."""
    for key, node in list(record.left()):
        if isinstance(node.value, list) and _kind(key) and folded(key) not in root.pairs:
            root.pairs[folded(key)] = (key, node)
            record.ignore(key)


def _facts_of_person(record: Record, parts: Parts) -> None:
    """A degree behind the label, as themes of 0.0.0 show it."""
    degree = record.text("degree")
    if degree is not None:
        headline = parts["headline"]
        words = [str(part.value) for part in (headline, degree) if isinstance(part, Node)]
        parts["headline"] = text(degree, " · ".join(words))


def _meta(root: Record) -> Parts:
    """The language, and what our own files say of the document."""
    meta = root.take("meta") or Node({}, root.node.position)
    record = Record(meta, root.notes)
    record.ignore("canonical", "version", "lastModified", "theme", "themeOptions", "format")
    language, keywords = record.text("language", "lang", "locale"), record.texts("x-keywords")
    record.tell_left()
    code = of_tag(str(language.value) if language else spoken(root.node))
    if language and not code:
        root.notes.unknown_language(language)
    code = "" if language is None and code == "en" else code
    return {"language": text(language or root.node, code), "keywords": keywords}


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
        if not isinstance(node.value, (list, dict, str)) or key.startswith(("x-", "_")):
            continue
        root.take(key)
        kind = _kind(key)
        section = _section(node, kind, notes)
        if names := section.pop("loose", None):
            loose.setdefault(kind, []).extend(names if isinstance(names, list) else [])
        if not any(section.values()):
            continue
        title = None if kind and kind not in used else text(node, heading(key))
        used.add(kind)
        sections.append(made(node, title=title, kind=kind or None, **section))
    return sections


def _kind(key: str) -> str:
    return _SYNONYMS.get(folded(key), "") or same(key, KINDS) or same(folded(key), KINDS)


def _section(node: Node, kind: str, notes: Notes) -> dict[str, list[Node] | Node | None]:
    if isinstance(node.value, str):
        record = Record(Node({"text": node}, node.position), notes)
        words, bullets = record.prose("text")
        return {"text": words, "bullets": bullets}
    if isinstance(node.value, dict) and _WITHIN & set(map(folded, node.value)):
        return _within(node, kind, notes)
    if kind in ("skills", "languages", "interests"):
        return named_lists(node, notes)
    if isinstance(node.value, dict) and not kind and _is_loose(node):
        return {"facts": labelled(node)}
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


def _is_loose(node: Node) -> bool:
    """Whether a mapping says several things, and none of them is what the others are about."""
    keys = set(map(folded, node.value)) if isinstance(node.value, dict) else set()
    whole = all(isinstance(child.value, dict) for child in listed_items(node))
    return not keys & _NAMING and (listed_items(node) == [node] or not whole)


def _within(node: Node, kind: str, notes: Notes) -> dict[str, list[Node] | Node | None]:
    """A section of which the items stand one key deeper, beside a text about all of them."""
    record = Record(node, notes)
    names = [name for name in record.pairs if name in _WITHIN]
    items = [item for name in names for item in listed(record.take(name))]
    words, bullets = record.prose("summary", "description", "text")
    record.ignore(*_OF_LISTS if "visible" in record.pairs else ())
    section = _section(Node(items, node.position, node.key), kind, notes)
    record.tell_left()
    texts = [str(part.value) for part in (words, section.get("text")) if isinstance(part, Node)]
    told = {"text": text(node, "\n\n".join(texts)) if texts else None}
    return {**section, **told, "bullets": [*bullets, *_nodes(section.get("bullets"))]}


def _nodes(part: list[Node] | Node | None) -> list[Node]:
    return part if isinstance(part, list) else []


READER = Reader("jsonresume", "JSON Resume", _recognises, _translate)
