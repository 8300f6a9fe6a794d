"""Lint: warnings about what is valid and probably not intended."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from cvrender import inline, languages, privacy
from cvrender.checks.dates import meant_span
from cvrender.checks.texts import is_localized
from cvrender.checks.vocabulary import near
from cvrender.chronology import first_misplaced
from cvrender.dates import OTHER_YEARS, PATTERN, today
from cvrender.errors import Fault, quoted
from cvrender.model import CV, Dated, Letter, Part
from cvrender.syntax.nodes import KeyPath, Node
from cvrender.variants import calls, is_emptied, shows

_MARKS = re.compile(
    r"</?(?:a|b|br|div|em|i|li|p|span|strong|u|ul)\b[^<>]*>|&(?:amp|gt|lt|nbsp|quot|#\d+);"
    r"|\*\*(?=\w)|(?<=\w)\*\*|\] ?\((?=https?:)"
)
_LIST_MARKS = r"(?:(?:^|\n) *([-*•▪]|#{1,6})|[^\n]\n *(\d{1,2}[.)])) "
"""Numbers begin paragraphs, and no lines inside of them."""
_ISO_DATE = r"(?<!\d)[12]\d{3}-[01]\d(?!\d)"
_STAND_INS = {
    "\ufffd": ("a character that was lost with its encoding", "type the character instead"),
    "\ufffc": ("an object that was not copied", "remove it: it is not shown"),
}
_FAR = {"start": 2, "date": 10, "end": 20}
"""From how many years ahead on a date is probably meant otherwise: studies take some."""
_NAMES = ("name", "headline", "location", "organization")
_IN_CURLY_QUOTES = "[“”„‘’‚][^“”„‘’‚]+[“”‘’]"
_OWN_BULLET = r"([•▪●◦‣∙·]|[-–—](?= ))\s*\S"


def warnings(cv: CV, node: Node) -> tuple[Fault, ...]:
    """What ``cv``, read from ``node``, says to no effect, in file order."""
    checks = (
        _unfilled, _tags, _names, _emptied, _translations, _titles, _disclosed, _own_bullets,
        _typed_marks, _dates, _ahead, _order, _lost_characters, _marks_of_names,
    )  # fmt: skip
    warned = _warned(fault for check in checks for fault in check(cv, node))
    return tuple(sorted(warned, key=lambda fault: fault.position))


def of_letter(letter: Letter, cv: CV, node: Node) -> Iterator[Fault]:
    """What ``letter``, read from ``node`` and sent by the person of ``cv``, says to no effect."""
    asked = {tag for v in cv.variants.values() for tag in (*v.include, *v.exclude)}
    unused = (
        _unused_tag(tag, node.at((*path, "tags", index)), asked)
        for path, part in _parts(letter.letter, ("letter",))
        for index, tag in enumerate(getattr(part, "tags", ()))
        if tag not in asked
    )
    return _warned((*unused, *_lost_characters(cv, node)))


def _warned(faults: Iterable[Fault]) -> Iterator[Fault]:
    return (replace(fault, warning=True) for fault in faults)


def _unfilled(cv: CV, node: Node) -> Iterator[Fault]:
    if not cv.sections:
        message = "there are no sections: only the name and the contacts are shown"
        yield Fault(node.at(("sections",)).position, "no-sections", message)


def _tags(cv: CV, node: Node) -> Iterator[Fault]:
    """Tags that no variant asks for, and tags asked for that nothing carries."""
    carried: dict[str, KeyPath] = {}
    for path, part in _parts(cv.sections, ("sections",)):
        for index, tag in enumerate(getattr(part, "tags", ())):
            carried.setdefault(tag, (*path, "tags", index))
    asked: dict[str, KeyPath] = {}
    for name, variant in cv.variants.items():
        for key in ("include", "exclude"):
            for index, tag in enumerate(getattr(variant, key)):
                asked.setdefault(tag, ("variants", name, key, index))
    for tag in carried.keys() - asked.keys():
        yield _unused_tag(tag, node.at(carried[tag]), asked)
    for tag in asked.keys() - carried.keys():
        message = f"nothing has the tag {quoted(tag)}"
        hint = near(tag, list(carried))
        yield Fault(node.at(asked[tag]).position, "unknown-tag", message, hint)


def _unused_tag(tag: str, place: Node, asked: Iterable[str]) -> Fault:
    message = f"no variant includes or excludes the tag {quoted(tag)}"
    return Fault(place.position, "unused-tag", message, near(tag, list(asked)))


def _names(cv: CV, node: Node) -> Iterator[Fault]:
    """Names of sections in a variant's order that no section answers to."""
    for variant, choice in cv.variants.items():
        for index, name in enumerate(choice.sections):
            if not any(calls(name, section) for section in cv.sections):
                message = f"no section has the title or kind {quoted(name)}"
                place = node.at(("variants", variant, "sections", index)).position
                yield Fault(place, "unknown-section", message)


def _emptied(cv: CV, node: Node) -> Iterator[Fault]:
    for index, section in enumerate(cv.sections):
        for name, variant in cv.variants.items():
            if shows(variant, section.tags) and is_emptied(section, variant):
                message = f"the variant {quoted(name)} leaves this section empty"
                hint = "tag the section itself if this is intended"
                place = node.at(("sections", index)).position
                yield Fault(place, "emptied-section", message, hint)


def _translations(cv: CV, node: Node) -> Iterator[Fault]:
    """Languages that a text lacks, and languages that only a text has."""
    for path, text in _texts(cv, ()):
        for language in cv.spoken:
            if not text.get(language, "").strip():
                stands_in = next(key for key in (*cv.spoken, *text) if text.get(key, "").strip())
                message = f"missing {quoted(language)} text: the {quoted(stands_in)} one is shown"
                yield Fault(node.at(path).position, "missing-translation", message)
        for language in text.keys() - set(cv.spoken):
            message = f"{quoted(language)} is not one of the CV's languages"
            hint = f"write `languages: [{', '.join((*cv.tags.values(), language))}]` at the top"
            place = node.at((*path, language)).position
            yield Fault(place, "unused-translation", message, hint)


def _own_bullets(cv: CV, node: Node) -> Iterator[Fault]:
    """Bullets that were pasted together with their texts."""
    for key, text in _typed(node.at(("sections",))):
        words = str(text.value)
        if key != "bullets" or words[:1].isalnum():
            continue
        if sign := re.match(_OWN_BULLET, words):
            message = f"the text starts with its own bullet, {quoted(sign[1])}"
            yield Fault(text.position, "own-bullet", message, "remove it: the theme adds one")


def _typed_marks(cv: CV, node: Node) -> Iterator[Fault]:
    """What was perhaps meant as markup, and is shown as it stands."""
    for _, text in _typed(node.at(("sections",))):
        words = str(text.value)
        spans = inline.parse(words) if _MARKS.search(words) else ()
        shown = "".join("" if span.code else span.text for span in spans)
        if mark := _MARKS.search(shown):
            message = f"{quoted(mark[0])} is shown as typed"
            hint = "write bold as `**bold**` and a link as `[text](https://…)`"
            if mark[0][0] == "&":
                hint = "type the character itself"
            yield Fault(text.inside(mark[0]), "typed-mark", message, hint)
        if "\n" in words and (mark := re.search(_LIST_MARKS, words)):
            message = f"{quoted(mark[1] or mark[2])} does not start a list or a heading inside text"
            hint = "write a list as `bullets:`"
            yield Fault(text.inside(mark[0].strip("\n")), "typed-mark", message, hint)


def _dates(cv: CV, node: Node) -> Iterator[Fault]:
    """Dates for machines inside free words, which no language says so."""
    for path, part in _parts(cv.sections, ("sections",)):
        words = part.date if isinstance(part, Dated) else None
        if isinstance(words, str) and re.search(_ISO_DATE, words) and not PATTERN.fullmatch(words):
            start, end = meant_span(words)
            in_order = start and start <= end
            as_span = f"write `start: {start}` and `end: {end}`"
            hint = as_span if in_order else "write the month in words"
            message = f"{quoted(words)} is shown as typed"
            yield Fault(node.at((*path, "date")).position, "typed-date", message, hint)


def _ahead(cv: CV, node: Node) -> Iterator[Fault]:
    """Dates so far ahead that their year is probably mistyped."""
    now = today()
    for path, part in _parts(cv.sections, ("sections",)):
        for key, years in _FAR.items():
            date = getattr(part, key, None)
            latest = f"{int(now[:4]) + years}{now[4:]}"
            if isinstance(date, str) and PATTERN.fullmatch(date) and latest < date < OTHER_YEARS:
                message = f"{quoted(date)} is more than {years} years ahead"
                yield Fault(node.at((*path, key)).position, "far-ahead", message, "check the year")


def _order(cv: CV, node: Node) -> Iterator[Fault]:
    """Sections whose dates do not run from the newest to the oldest, each once."""
    for index, section in enumerate(cv.sections):
        for key, items in (("entries", section.entries), ("publications", section.publications)):
            misplaced = None if section.order else first_misplaced(items)
            if misplaced is not None:
                message = "this is newer than what stands above it: readers expect the newest first"
                place = node.at(("sections", index, key, misplaced)).position
                hint = "move it up, or write `order: newest` in the section"
                yield Fault(place, "oldest-first", message, hint)
                break


def _titles(cv: CV, node: Node) -> Iterator[Fault]:
    """Kinds of sections that have no title yet in a language of the CV."""
    untitled = [
        (i, str(section.kind)) for i, section in enumerate(cv.sections) if not section.title
    ]
    for index, kind in untitled:
        for code in cv.spoken:
            if kind not in languages.load(code).titles:
                message = (
                    f"languages/{code}.toml has no `titles.{kind}`: the English title is shown"
                )
                place = node.at(("sections", index, "kind")).position
                yield Fault(place, "missing-translation", message, "give the section a `title`")


def _disclosed(cv: CV, node: Node) -> Iterator[Fault]:
    """Texts that tell what is private: ``render --public`` refuses those that it would show."""
    known = privacy.Secrets(cv)
    keys = ("headline", "photo", "variants", "keywords", "sections") if known else ()
    for _, text in (text for part in filter(None, map(node.child, keys)) for text in _typed(part)):
        if secret := known.revealed(str(text.value)):
            message = f"this text reveals {quoted(secret)}, which is private"
            hint = "remove it: `--public` does not show such text"
            yield Fault(text.inside(secret), "told-private", message, hint)


def _lost_characters(cv: CV, node: Node) -> Iterator[Fault]:
    """What stands for a lost character or object, and letters that nobody sees."""
    for _, text in _typed(node):
        words = str(text.value)
        if words.isascii():
            continue
        for sign, (what, hint) in _STAND_INS.items():
            if sign in words:
                message = f"U+{ord(sign):04X} stands for {what}"
                yield Fault(text.inside(sign), "bad-character", message, hint)
        if any(not match[1] for match in inline.TAGS.finditer(words)):
            message = "this text holds invisible tag characters (U+E0000 to U+E007F)"
            yield Fault(text.position, "bad-character", message, "remove them: they are not shown")


def _marks_of_names(cv: CV, node: Node) -> Iterator[Fault]:
    """Quotes that a word processor made curly around a name, and a comma at its end, as in JSON."""
    for text in (text for key, text in _typed(node) if key in _NAMES):
        words = str(text.value).rstrip()
        if re.fullmatch(_IN_CURLY_QUOTES, words.strip()):
            message = f"the quotes around {quoted(words)} are shown as part of the text"
            hint = 'remove them, or use plain ones: "'
            yield Fault(text.position, "typed-mark", message, hint)
        if words.endswith((",", ";")):
            message = f"{quoted(words)} ends with {quoted(words[-1])}, which is shown"
            yield Fault(text.position, "typed-mark", message, "remove it")


def _typed(node: Node, key: str = "") -> Iterator[tuple[str, Node]]:
    """Every text below ``node``, with the key that it, or the list it is in, stands under."""
    if isinstance(node.value, str):
        yield key, node
    for name, child in node.fields.items():
        yield from _typed(child, key if name == "text" else name)
    for child in node.items:
        yield from _typed(child, key)


def _parts(value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, Part]]:
    """Every part below ``value`` with its path, outer ones first."""
    if isinstance(value, Part):
        yield path, value
    for step, item in _items(value):
        yield from _parts(item, (*path, step))


def _texts(value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, Mapping[str, str]]]:
    """Every text that stands in several languages, with its path."""
    if is_localized(value) and all(isinstance(text, str) for text in value.values()):
        yield path, value
        return
    for step, item in _items(value):
        yield from _texts(item, (*path, step))


def _items(value: Any) -> Iterator[tuple[str | int, Any]]:
    """What ``value`` holds by its keys or numbers, but for single texts and what is empty."""
    held: Iterable[tuple[str | int, Any]] = ()
    if isinstance(value, Part):
        held = value
    elif isinstance(value, tuple):
        held = enumerate(value)
    elif isinstance(value, Mapping):
        held = value.items()
    return ((step, item) for step, item in held if item and not isinstance(item, str))
