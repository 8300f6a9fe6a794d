"""RenderCV (1.0 to 2.8) → the native shape: its ``cv`` part, and looks that have tokens here.

https://docs.rendercv.com/user_guide/structure_of_the_yaml_input_file/ describes the entry types.
"""

import re
from collections.abc import Mapping
from functools import partial

from cvrender import languages
from cvrender.errors import Fault, quoted
from cvrender.readers.base import TOLERATED, Reader, Translation
from cvrender.readers.foreign.language import detected
from cvrender.readers.foreign.links import harmless
from cvrender.readers.foreign.notes import Notes
from cvrender.readers.foreign.person import details, distinct, emails, phones, photo, websites
from cvrender.readers.foreign.profiles import profiles
from cvrender.readers.foreign.record import Record
from cvrender.readers.foreign.values import listed, made, text, wording
from cvrender.readers.rendercv.design import design
from cvrender.readers.rendercv.sections import loose, parted, sections
from cvrender.syntax.nodes import Node

_LOOKS = ("design", "locale", "locale_catalog", "settings", "rendercv_settings")
_UNDERSTOOD = {
    "locale.language", "locale_catalog.language", "settings.bold_keywords", "locale.phrases",
    "rendercv_settings.bold_keywords",
}  # fmt: skip
_MOST_NAMED = 12
_UNDERLINED = re.compile(r"(?<![\w_*\\])_(?=[^\s_])([^_\n]*[^\s_])_(?![\w_])")
"""Emphasis that RenderCV's Markdown marks by underscores at the edges of words."""
_NAMES = {
    "name", "headline", "location", "phone", "network", "company", "position", "institution",
    "area", "degree", "label", "title", "authors", "journal", "date", "start_date", "end_date",
}  # fmt: skip
"""Keys of texts that are names and dates, or that are bold anyway."""
_ADDRESSES = ("username", "url", "email", "website", "photo", "doi")


def recognises(node: Node) -> bool:
    cv = node.child("cv")
    return cv is not None and (cv.value is None or isinstance(cv.value, dict))


def translate(node: Node) -> Translation:
    declared, language = _language(Record(node, Notes()))
    notes = Notes.of(node, declared, language, "locale: {{language: {}}}")
    notes.degree_phrase = _degree_phrase(node)
    root = Record(node, notes)
    record = Record((root.take("cv") or node).reworded(partial(_marked, bold=_bold(node))), notes)
    whole = made(
        record.node,
        **_person(record),
        sections=_sections(record),
        language=text(declared or node, language),
        design=_design(root, language or "en"),
    )
    record.report_unused()
    root.report_unused()
    meant = ("item-in-text", "merge-key", "unused-anchor")
    return Translation(harmless(whole, notes), notes.warnings(), meant, tolerated=TOLERATED)


def _degree_phrase(node: Node) -> str:
    """The wording of a degree in its subject that the locale asks for; empty without both."""
    found = node.at(("locale", "phrases", "degree_with_area"))
    words = wording(found) if isinstance(found.value, str) else ""
    return words if {"DEGREE", "AREA"} <= set(re.findall("[A-Z]+", words)) else ""


def _bold(node: Node) -> re.Pattern[str] | None:
    """The words that the settings want in bold, outside of addresses."""
    keys = (node.at((name, "bold_keywords")) for name in ("settings", "rendercv_settings"))
    words = sorted((wording(word) for key in keys for word in key.items), key=len, reverse=True)
    either = "|".join(map(re.escape, words))
    return re.compile(rf"(?<![\w*/.:@-])(?:{either})(?![\w*/@-])") if words else None


def _marked(node: Node, key: str, bold: re.Pattern[str] | None) -> str:
    """A text whose emphasis is marked by asterisks, as in ours, and the words that are ``bold``."""
    text = str(node.value)
    if key in _ADDRESSES:
        return text
    text = _UNDERLINED.sub(r"*\1*", text)
    return bold.sub(r"**\g<0>**", text) if bold and key not in _NAMES else text


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
        "photo": photo(record, name, "photo"),
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


def _design(root: Record, code: str) -> Node | None:
    """The looks that we have tokens for; reports all others in one warning."""
    given = {name: looks for name in _LOOKS if (looks := root.take(name)) is not None}
    found, rest = design(given, code) if given else (None, [])
    rest = [_path(name, given) for name in rest]
    rest = [quoted(name) for name in dict.fromkeys(rest) if name not in _UNDERSTOOD]
    if len(rest) > _MOST_NAMED:
        rest[_MOST_NAMED:] = [f"{len(rest) - _MOST_NAMED} more"]
    if rest:
        place = next(iter(given.values()))
        message = f"some looks of RenderCV have no counterpart here: {', '.join(rest)}"
        fault = Fault(place.key or place.position, "other-looks", message, warning=True)
        root.notes.faults.append(fault)
    return found


def _path(name: str, given: Mapping[str, Node]) -> str:
    """A path of looks as the file has it; of all but the design, no more than two steps."""
    first, *steps = name.split(".")
    return ".".join((first, *steps[:1])) if first in given else f"design.{name}"


READER = Reader("rendercv", "RenderCV", recognises, translate)
