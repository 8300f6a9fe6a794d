"""RenderCV (1.0 to 2.8) → the native shape: its ``cv`` part; the looks are told and left out.

https://docs.rendercv.com/user_guide/structure_of_the_yaml_input_file/ describes the entry types;
which one an entry is of, is seen by its keys.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cvrender.checks.texts import of_tag
from cvrender.checks.vocabulary import same
from cvrender.errors import Fault, quoted
from cvrender.model import KINDS
from cvrender.readers.base import Reader, Translation
from cvrender.readers.foreign import (
    Notes,
    Record,
    bullets,
    doi,
    folded,
    harmless,
    listed,
    made,
    text,
    wording,
)
from cvrender.readers.json_facts import facts, labelled
from cvrender.readers.json_items import venue
from cvrender.readers.person import details, emails, phones, profiles, websites
from cvrender.readers.tongue import spoken
from cvrender.readers.when import dated
from cvrender.syntax.nodes import Node

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["READER"]

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
_LINK = re.compile(r"\[([^\]]*)\]\((\S+)\)")
_SMALL = {
    "a", "and", "as", "at", "but", "by", "for", "from", "if", "in", "into", "like", "near", "nor",
    "of", "off", "on", "onto", "or", "over", "so", "than", "that", "to", "upon", "when", "with",
    "yet",
}  # fmt: skip
_UNDERLINED = re.compile(r"(?<![\w_*\\])_(?=[^\s_])([^_\n]*[^\s_])_(?![\w_])")
"""In RenderCV's Markdown underscores mark emphasis too, at the edges of words."""
_NAMING = {"company", "institution", "name", "title", "position", "label"}
_ENTRY = _NAMING | {"bullet", "number", "reversednumber"}
"""Keys of which every entry has one."""
_MORE = {"date", "startdate", "enddate", "url", "location", "summary", "highlights"}
"""What no line of a label and its details has."""
_ADDRESSES = ("username", "url", "email", "website", "photo", "doi")
_BELOW = r"(?<!\d) - | - (?!\d)"
"""RenderCV takes `` - `` in a highlight for a bullet below it; between numbers it is a range."""

Parts = dict[str, list[Node]]
Sections = dict[str, Node]
_PARTS = ("text", "entries", "publications", "bullets", "facts", "numbers", "countdown")


def _recognises(node: Node) -> bool:
    cv = node.value.get("cv") if isinstance(node.value, dict) else None
    return cv is not None and (cv.value is None or isinstance(cv.value, dict))


def _translate(node: Node) -> Translation:
    notes = Notes()
    root = Record(node, notes)
    record = Record(_emphasized(root.take("cv") or node), notes)
    _, unnamed = record.pairs.get("name", ("", None))
    name = record.text("name") or (unnamed and Node("", unnamed.position, unnamed.key))
    networks, names = profiles(listed(record.take("social_networks")), notes)
    others, told = profiles(listed(record.take("custom_connections")), notes)
    website, pages = websites(record, "website")
    place = record.pairs.get("sections", ("", record.node))[1].position
    sections = [*_sections(_parted(record), notes)]
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
        sections=Node([*sections, *_sections(_loose(record), notes)], place),
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


def _parted(record: Record) -> Sections:
    """The sections by their titles: a mapping, or a list of such."""
    found: Sections = {}
    for node in listed(record.take("sections")):
        if isinstance(node.value, dict):
            found |= node.value
        else:
            record.notes.left_out(node, f"{quoted(wording(node))} is no section and")
    return found


def _loose(record: Record) -> Sections:
    """Those that stand beside what is said of the person, as before RenderCV 1.0."""
    found = dict(record.left())
    loose = {key: found[key] for key in found if _is_section(key, found[key])}
    record.ignore(*loose)
    for item in listed(loose.pop("custom_sections", None)):
        custom = Record(item, record.notes)
        title, entries = custom.text("title"), custom.take("entries")
        loose |= {wording(title): entries} if title and entries else {}
        custom.tell_left()
    return loose


def _is_section(key: str, node: Node) -> bool:
    return (isinstance(node.value, list) and key != "section_order") or key == "summary"


def _sections(parted: Sections, notes: Notes) -> Iterator[Node]:
    for key, section in parted.items():
        parts: Parts = {name: [] for name in _PARTS}
        if isinstance(section.value, dict) and not _ENTRY & set(map(folded, section.value)):
            parts["facts"] += labelled(section)
        else:
            for entry in listed(section):
                _sort(entry, parts, notes)
        words = "\n\n".join([*map(wording, parts.pop("text")), *_numbered(parts)])
        filled = {name: items for name, items in parts.items() if items}
        if words or filled:
            kind = same(key, KINDS) or same(folded(key), KINDS) or None
            title = Node(_title(key), section.key or section.position)
            yield made(section, title=title, kind=kind, text=text(section, words), **filled)


def _numbered(parts: Parts) -> Iterator[str]:
    """Items that count, up and down, each a paragraph that begins with its number."""
    up, down = parts.pop("numbers"), parts.pop("countdown")
    for number, item in enumerate(up, start=1):
        yield f"{number}. {wording(item)}"
    for number, item in zip(range(len(down), 0, -1), down, strict=True):
        yield f"{number}. {wording(item)}"


def _title(key: str) -> str:
    """As RenderCV says it: ``work_and_life`` is ``Work and Life``; other titles stay."""
    if "_" not in key and (" " in key or any(letter.isupper() for letter in key)):
        return key
    words = key.split("_")
    return " ".join(w.capitalize() if w.islower() and w not in _SMALL else w for w in words)


def _sort(node: Node, parts: Parts, notes: Notes) -> None:
    """Put an entry where entries of its type belong."""
    if not isinstance(node.value, dict):
        parts["text"] += [words for words in [text(node)] if words]
        return
    record = Record(node, notes)
    if record.says_nothing():
        return
    keys = set(record.pairs)
    if keys & {"bullet", "number", "reversednumber"} and not keys & _NAMING:
        parts["numbers"] += record.texts("number")
        parts["countdown"] += record.texts("reversed_number")
        if (found := record.take("bullet")) is not None:
            parts["bullets"] += bullets(found, _BELOW)
    elif "details" in keys and keys & {"label", "name"} and not keys & _MORE:
        _sort_line(record, parts)
    elif "authors" in keys or ("title" in keys and keys & {"doi", "journal"}):
        parts["publications"].append(_publication(record))
    elif entry := _entry(record):
        parts["entries"].append(entry)
    record.tell_left()


def _sort_line(record: Record, parts: Parts) -> None:
    """A label and its details are a fact; one of them alone is a line of a list."""
    label, details = record.label("label", "name"), record.text("details")
    if label is not None and details is not None:
        parts["facts"].append(made(record.node, label=label, text=details))
    else:
        parts["bullets"] += [words for words in (label, details) if words]


def _page_for_a_date(record: Record) -> None:
    """RenderCV 1 shows the page of a project in the place of its date."""
    _, node = record.pairs.get("date", ("", None))
    link = _LINK.fullmatch(str(node.value).strip()) if node is not None else None
    if node is None or link is None or "url" in record.pairs:
        return
    record.take("date")
    record.pairs["url"] = ("date", Node(link[2], node.position, node.key))
    if link[1] not in link[2]:
        record.notes.changed(node, f"the link {quoted(link[1])} is shown as its address")


def _publication(record: Record) -> Node:
    when = dated(record)
    title = record.text("title", "name")
    summary, among = record.prose("summary")
    words = [*([str(summary.value)] if summary else []), *map(wording, among)]
    return made(
        record.node,
        title=title or text(record.node),
        authors=record.texts("authors"),
        venue=venue(record),
        date=when.get("date") or when.get("end") or when.get("start"),
        doi=doi(record),
        url=record.url("url"),
        summary=text(summary or record.node, "\n\n".join(words)) if words else None,
    )


def _entry(record: Record) -> Node | None:
    """An experience, an education or another entry; None where it holds nothing."""
    _page_for_a_date(record)
    organization = record.text("company", "institution")
    title = record.text("position") or _degree(record) or record.text("name", "title", "label")
    summary, among = record.prose("summary", "details")
    entry = made(
        record.node,
        title=title,
        organization=organization,
        location=record.location("location"),
        url=record.url("url"),
        **dated(record),
        summary=summary,
        bullets=[*among, *record.bullets("highlights", split=_BELOW)],
        facts=facts(record),
        keywords=record.words("keywords", "technologies", "tools", "stack"),
    )
    return entry if entry.value else None  # one without a name is told as a mistake


def _degree(record: Record) -> Node | None:
    degree, area = record.text("degree", "study_type"), record.text("area")
    if degree is None or area is None:
        return degree or area
    return text(degree, f"{degree.value}, {area.value}")


READER = Reader("rendercv", "RenderCV", _recognises, _translate)
