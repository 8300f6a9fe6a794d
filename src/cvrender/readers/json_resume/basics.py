"""JSON Resume's ``basics`` and ``meta`` → the head of a CV, and its language."""

from collections.abc import Iterator

from cvrender.languages import names, of_tag
from cvrender.readers.foreign.keys import keys
from cvrender.readers.foreign.language import detected
from cvrender.readers.foreign.notes import Notes
from cvrender.readers.foreign.person import (
    details,
    distinct,
    emails,
    full_name,
    phones,
    photo,
    websites,
)
from cvrender.readers.foreign.profiles import named_pages, profiles
from cvrender.readers.foreign.record import Record
from cvrender.readers.foreign.values import Parts, listed, made, strung, text, wording
from cvrender.readers.json_resume.sections import LANGUAGE_KEYS, kind_of, own_title
from cvrender.syntax.nodes import Node

BASICS = (
    "basics", "bio", "basic", "personal", "profile", "info", "contact", "personalinfo",
    "personalinformation", "contactinfo", "header",
)  # fmt: skip
_DECLARING = (
    ("meta",), ("locale",), ("metadata", "page"), ("layout", "locale"), ("settings",), (),
)  # fmt: skip
"""Below which keys programs declare the language of a file."""
_META = {
    "meta": ("canonical", "version", "lastModified", "theme", "themeOptions", "format"),
    "locale": (),
}


def head(root: Record) -> tuple[Parts, list[Node]]:
    """The head of a CV, and the summary as a section."""
    record = _basics(root)
    parts = _person(record, root)
    _report_meta(root)
    about = _about(record, root)
    if record is not root:
        _move_lists_to_top(record, root)
        record.report_unused()
    return parts, about


def _person(record: Record, root: Record) -> Parts:
    person = full_name(record) or root.text("name") or record.blank("name")
    nodes = [node for name in keys("profiles") for node in listed(record.take(name))]
    nodes += [node for name in keys("profiles_beside_basics") for node in _items(root.take(name))]
    links, handles = profiles(nodes, root.notes)
    website, pages = websites(record, *keys("websites"))
    named_links, _ = profiles(named_pages(record), root.notes)
    website, links = distinct(website, [*pages, *links, *named_links])
    return {
        "name": person,
        "headline": _headline(record),
        "email": emails(record, "email", "emails", "mail"),
        "phone": phones(record, *keys("phones")),
        "location": record.location("location", "address", "city") or root.location("location"),
        "details": [*details(record), *handles],
        "website": website,
        "links": links,
        "photo": photo(record, person, *keys("photos")) or photo(root, person, *keys("photos")),
    }


def _headline(record: Record) -> Node | None:
    """The label, with a degree behind it as the themes of 0.0.0 show it."""
    label = record.text("label", "headline", "title", "jobTitle", "position")
    degree = record.text("degree")
    return text(degree, strung(" · ", label, degree)) if degree else label


def _about(record: Record, root: Record) -> list[Node]:
    """The summary as a section, with each text once; none where there is no text."""
    texts: dict[str, Node] = {}
    for name in keys("about"):
        if found := record.take(name):
            texts.setdefault(wording(found), found)
    once = list(texts.values())
    node = once[0].holding(once) if once else root.take("summary", "about", "objective")
    if node is None:
        return []
    title = own_title(node, "summary")
    record.ignore("title")
    titled = node.child("content") if {"title", "name"} & set(node.fields) else None
    held = titled or node
    words, bullets = Record(node.holding({"summary": held}), root.notes).prose("summary")
    return [made(node, title=title, kind="summary", text=words, bullets=bullets)]


def _basics(root: Record) -> Record:
    """All keys of the person in one record; ``root`` where they stand at the top."""
    fields: dict[str, Node] = {}
    place = None
    for name in BASICS:
        node = root.peek(name)
        if node is not None and len(node.items) == 1:
            node = node.items[0]
        if node is not None and node.fields:
            root.take(name)
            place = place or node
            fields = {**node.fields, **fields}
    return Record(place.holding(fields), root.notes) if place else root


def _items(node: Node | None) -> list[Node]:
    """The items of a list, or of a list under ``items``."""
    return listed((node.child("items") if node else None) or node)


def _move_lists_to_top(record: Record, root: Record) -> None:
    """Move lists of languages, skills and the like from the person's keys to the top."""
    for key, node in list(record.unused()):
        if node.items and kind_of(key) and root.peek(key) is None:
            root.put(key, node)
            record.ignore(key)


def _report_meta(root: Record) -> None:
    """Report keys of ``meta`` and ``locale`` but for the language and the standard's own."""
    for name, known in _META.items():
        if node := root.take(name):
            record = Record(node, root.notes)
            record.ignore(*known, *LANGUAGE_KEYS)
            record.report_unused()


def language_of(node: Node) -> tuple[Node | None, str]:
    """Where the file declares its language, and the code; else the code of its texts' language.

    The code is empty for English that is not declared, and for a language that we do not know.
    """
    found = [(it, names().get(wording(it).casefold()) or of_tag(wording(it))) for it in _said(node)]
    known = [(declared, code) for declared, code in found if code]
    code = detected(node)
    return (*known, *found, (None, "" if code == "en" else code))[0]


def _said(node: Node) -> Iterator[Node]:
    """The texts that declare the language."""
    for path in _DECLARING:
        *above, (_, held) = node.trail(path)
        record = Record(held if len(above) == len(path) else Node(None, node.position), Notes())
        texts = (record.peek(name) for name in LANGUAGE_KEYS)
        yield from (it for it in texts if it and isinstance(it.value, str) and it.value.strip())
