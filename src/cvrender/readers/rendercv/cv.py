"""A whole RenderCV file → a whole CV in the native shape."""

from __future__ import annotations

import re

from cvrender.checks.texts import of_tag
from cvrender.errors import Fault, quoted
from cvrender.readers.base import Translation
from cvrender.readers.foreign.links import harmless
from cvrender.readers.foreign.notes import Notes
from cvrender.readers.foreign.person import details, emails, phones, websites
from cvrender.readers.foreign.profiles import profiles
from cvrender.readers.foreign.record import Record
from cvrender.readers.foreign.tongue import spoken
from cvrender.readers.foreign.values import listed, made, text, wording
from cvrender.readers.rendercv.sections import loose, parted, sections
from cvrender.syntax.nodes import Node

__all__ = ["recognises", "translate"]

_LANGUAGES = {
    "arabic": "ar", "czech": "cs", "dutch": "nl", "english": "en", "french": "fr", "german": "de",
    "hebrew": "he", "hindi": "hi", "italian": "it", "japanese": "ja", "korean": "ko",
    "mandarin_chinese": "zh", "persian": "fa", "polish": "pl", "portuguese": "pt",
    "russian": "ru", "spanish": "es", "swedish": "sv", "turkish": "tr", "ukrainian": "uk",
}  # fmt: skip
_LOOKS = {
    "design": "looks come from `theme` and `design` here",
    "locale": "its language is taken",
    "locale_catalog": "its language is taken",
    "settings": "",
    "rendercv_settings": "",
}
_UNDERLINED = re.compile(r"(?<![\w_*\\])_(?=[^\s_])([^_\n]*[^\s_])_(?![\w_])")
"""In RenderCV's Markdown underscores mark emphasis too, at the edges of words."""
_ADDRESSES = ("username", "url", "email", "website", "photo", "doi")


def recognises(node: Node) -> bool:
    cv = node.value.get("cv") if isinstance(node.value, dict) else None
    return cv is not None and (cv.value is None or isinstance(cv.value, dict))


def translate(node: Node) -> Translation:
    notes = Notes()
    root = Record(node, notes)
    record = Record(_emphasized(root.take("cv") or node), notes)
    _, unnamed = record.pairs.get("name", ("", None))
    name = record.text("name") or (unnamed and Node("", unnamed.position, unnamed.key))
    networks, names = profiles(listed(record.take("social_networks")), notes)
    others, told = profiles(listed(record.take("custom_connections")), notes)
    website, pages = websites(record, "website")
    place = record.pairs.get("sections", ("", record.node))[1].position
    found = [*sections(parted(record), notes)]
    whole = made(
        record.node,
        name=name,
        headline=record.text("headline", "label"),
        email=emails(record, "email"),
        phone=phones(record, "phone"),
        location=record.location("location"),
        details=[*details(record), *names, *told],
        website=website,
        photo=record.photo(name, "photo"),
        links=[*pages, *networks, *others],
        sections=Node([*found, *sections(loose(record), notes)], place),
    )
    record.tell_left()
    language = _language(root)
    _tell_looks(root, notes)
    root.tell_left()
    if language and isinstance(whole.value, dict):
        whole = Node({**whole.value, "language": language}, whole.position)
    return Translation(
        harmless(whole, notes), notes.told(), meant=("item-in-text", "merge-key", "unused-anchor")
    )


def _emphasized(node: Node) -> Node:
    """``node`` with the emphasis of its texts as ours."""
    value = node.value
    if isinstance(value, dict):
        texts = {key: child for key, child in value.items() if key not in _ADDRESSES}
        value = {**value, **{key: _emphasized(child) for key, child in texts.items()}}
    elif isinstance(value, list):
        value = [_emphasized(child) for child in value]
    elif isinstance(value, str) and "_" in value:
        value = _UNDERLINED.sub(r"*\1*", value)
    return Node(value, node.position, node.key)


def _language(root: Record) -> Node | None:
    """The language of the locale, by its English name or its code; else that of the texts."""
    for name in ("locale", "localecatalog"):
        _, locale = root.pairs.get(name, ("", root.node))
        written = Record(locale, Notes()).text("language")
        code = wording(written).lower() if written else ""
        if code := _LANGUAGES.get(code) or of_tag(code):
            return text(written, code)
        if written is not None:
            root.notes.unknown_language(written)
            return None
    code = spoken(root.node)
    return text(root.node, code) if code not in ("", "en") else None


def _tell_looks(root: Record, notes: Notes) -> None:
    for name, hint in _LOOKS.items():
        if (looks := root.take(name)) is not None:
            place = looks.key or looks.position
            message = f"{quoted(name)} is RenderCV's own and is left out"
            notes.faults.append(Fault(place, "left-out", message, hint, warning=True))
