"""JSON Resume's ``basics`` and ``meta`` → who the person is, and what the document is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvrender.checks.texts import of_tag
from cvrender.readers.foreign.person import details, emails, full_name, phones, websites
from cvrender.readers.foreign.profiles import named_pages, profiles
from cvrender.readers.foreign.record import Record
from cvrender.readers.foreign.tongue import spoken
from cvrender.readers.foreign.values import folded, listed, made, text
from cvrender.readers.json_resume import extension
from cvrender.readers.json_resume.sections import kind_of
from cvrender.syntax.nodes import Node

if TYPE_CHECKING:
    from cvrender.readers.foreign.notes import Notes

__all__ = ["BASICS", "head"]

BASICS = (
    "basics", "bio", "basic", "personal", "profile", "info", "contact", "personalinfo",
    "personalinformation", "contactinfo", "header",
)  # fmt: skip
_PHONES = ("phone", "phones", "mobile", "tel", "telephone", "cell", "x-phones")
_NETWORKS = (
    "profiles", "social", "links", "socials", "socialMedia", "socialNetworks", "other",
    "customFields",
)  # fmt: skip
Parts = dict[str, Node | list[Node] | None]


def head(root: Record, notes: Notes) -> Parts:
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


def _basics(root: Record) -> Node | None:
    """What is said of the person, in one mapping."""
    pairs: dict[str, Node] = {}
    place = None
    for name in BASICS:
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
        if isinstance(node.value, list) and kind_of(key) and folded(key) not in root.pairs:
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
