"""A whole RenderCV file → a whole CV in the native shape."""

from __future__ import annotations

import re

from cvrender import languages
from cvrender.errors import Fault, quoted
from cvrender.readers.base import Translation
from cvrender.readers.foreign.language import detected
from cvrender.readers.foreign.links import harmless
from cvrender.readers.foreign.notes import Notes
from cvrender.readers.foreign.person import details, distinct, emails, phones, websites
from cvrender.readers.foreign.profiles import profiles
from cvrender.readers.foreign.record import Record
from cvrender.readers.foreign.values import listed, made, text, wording
from cvrender.readers.rendercv.sections import loose, parted, sections
from cvrender.syntax.nodes import Node

_LOOKS = {
    "design": "looks come from `theme` and `design` here",
    "locale": "its language is taken",
    "locale_catalog": "its language is taken",
    "settings": "",
    "rendercv_settings": "",
}
_UNDERLINED = re.compile(r"(?<![\w_*\\])_(?=[^\s_])([^_\n]*[^\s_])_(?![\w_])")
"""Emphasis that RenderCV's Markdown marks by underscores at the edges of words."""
_ADDRESSES = ("username", "url", "email", "website", "photo", "doi")


def recognises(node: Node) -> bool:
    cv = node.child("cv")
    return cv is not None and (cv.value is None or isinstance(cv.value, dict))


def translate(node: Node) -> Translation:
    declared, language = _language(Record(node, Notes()))
    notes = Notes.of(node, declared, language, "locale: {{language: {}}}")
    root = Record(node, notes)
    record = Record((root.take("cv") or node).reworded(_emphasized), notes)
    whole = made(
        record.node,
        **_person(record),
        sections=_sections(record),
        language=text(declared or node, language),
    )
    record.report_unused()
    _tell_looks(root)
    root.report_unused()
    meant = ("item-in-text", "merge-key", "unused-anchor")
    return Translation(harmless(whole, notes), notes.warnings(), meant)


def _emphasized(node: Node, key: str) -> str:
    """A text whose emphasis is marked by asterisks, as in ours."""
    text = str(node.value)
    return text if key in _ADDRESSES else _UNDERLINED.sub(r"*\1*", text)


def _person(record: Record) -> dict[str, Node | list[Node] | None]:
    name = record.text("name") or record.blank("name")
    networks, names = profiles(listed(record.take("social_networks")), record.notes)
    others, told = profiles(listed(record.take("custom_connections")), record.notes)
    website, pages = websites(record, "website")
    website, links = distinct(website, [*pages, *networks, *others])
    return {
        "name": name,
        "headline": record.text("headline", "label"),
        "email": emails(record, "email"),
        "phone": phones(record, "phone"),
        "location": record.location("location"),
        "details": [*details(record), *names, *told],
        "website": website,
        "photo": record.photo(name, "photo"),
        "links": links,
    }


def _sections(record: Record) -> Node:
    place = (record.peek("sections") or record.node).position
    found = [*sections(parted(record), record.notes), *sections(loose(record), record.notes)]
    return Node(found, place)


def _language(root: Record) -> tuple[Node | None, str]:
    """The value that declares the language, and its code; else that of the texts, if not English.

    A locale declares it by its English name, by its code or, in old files, by its ``present``.
    """
    for name in ("locale", "localecatalog"):
        locale = Record(root.take(name) or Node(None, root.node.position), Notes())
        if declared := locale.text("language"):
            name = wording(declared).lower()
            code = languages.names().get(name.replace("_", " "))
            return declared, code or languages.of_tag(name)
        if (word := locale.text("present")) and (code := _of_present(wording(word))):
            return word, code
    code = detected(root.node.at(("cv",)))
    return None, "" if code == "en" else code


def _of_present(present: str) -> str:
    """The one language that has this word for ``present``; empty if there are several."""
    known = map(languages.load, languages.codes())
    codes = [language.code for language in known if language.present == present.casefold()]
    return codes[0] if len(codes) == 1 else ""


def _tell_looks(root: Record) -> None:
    for name, hint in _LOOKS.items():
        if (looks := root.take(name)) is not None:
            place = looks.key or looks.position
            message = f"{quoted(name)} is specific to RenderCV and is left out"
            root.notes.faults.append(Fault(place, "left-out", message, hint, warning=True))
