"""Privacy: what a CV calls private, and texts that reveal it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cvrender.checks.phones import ascii_digits, calls
from cvrender.checks.texts import Text, by_language
from cvrender.errors import Fault, SourceError, quoted
from cvrender.inline import Span
from cvrender.line import Line
from cvrender.model import CV
from cvrender.syntax.nodes import Node

if TYPE_CHECKING:
    from cvrender.outline import Outline

_FEWEST_DIGITS, _OWN_DIGITS = 6, 8
"""Of a number; its last ones stay however its country and its area are written."""
_WORD = re.compile(r"\w+")


class Secrets:
    """The addresses and numbers that a CV calls private, indexed so that a text is read once.

    A place is one if it has a house or an area number, any other detail if it has a whole date: a
    town or a nationality says nothing that is the person's alone.
    """

    def __init__(self, cv: CV) -> None:
        values = [(key, value) for key in cv.private for value in _values(cv, key)]
        self.numbers = {
            digits[-_OWN_DIGITS:]: value
            for key, value in values
            if key == "phone"
            for call in calls(value)
            if len(digits := re.sub(r"\D", "", call.url)) >= _FEWEST_DIGITS
        }
        self.words = _by_rarest_word(dict.fromkeys(value for _, value in values))

    def __bool__(self) -> bool:
        return bool(self.numbers or self.words)

    def revealed(self, text: str) -> str:
        """The first secret that stands in ``text``, as the CV writes it; empty where none does.

        Addresses stand there in any case, with or without scheme; numbers with any signs between
        their digits.
        """
        return self._number(ascii_digits(text)) or self._address(_folded(text))

    def _number(self, text: str) -> str:
        for match in re.finditer(r"\d+", re.sub(r"[\W_]+", "", text)):
            digits = match[0]
            for length in range(_FEWEST_DIGITS, _OWN_DIGITS + 1):
                for start in range(len(digits) - length + 1):
                    if secret := self.numbers.get(digits[start : start + length]):
                        return secret
        return ""

    def _address(self, text: str) -> str:
        for match in _WORD.finditer(text):
            for offset, plain, secret in self.words.get(match[0], ()):
                if _stands_at(text, plain, match.start() - offset):
                    return secret
        return ""


def _by_rarest_word(values: Iterable[str]) -> dict[str, list[tuple[int, str, str]]]:
    """By the rarest word of each value: where in it that stands, its plain form, and itself."""
    plain = {value: re.sub(r"^https?://(www\.)?|/$", "", _folded(value)) for value in values}
    counts = Counter(word for text in plain.values() for word in _WORD.findall(text))
    index: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for value, text in plain.items():
        words = sorted(_WORD.finditer(text), key=lambda match: counts[match[0]])
        for word in words[:1]:
            index[word[0]].append((word.start(), text, value))
    return dict(index)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _stands_at(text: str, plain: str, start: int) -> bool:
    """Whether ``plain`` stands at ``start``, and is no part of a longer address there."""
    end = start + len(plain)
    if start < 0 or not text.startswith(plain, start):
        return False
    is_start = text.endswith("www.", 0, start) or not re.match(r"[\w.@-]", text[start - 1 : start])
    return is_start and not re.match(r"[\w-]", text[end : end + 1])


def _values(cv: CV, key: str) -> Iterator[str]:
    """What stands under ``key``, which is private, as far as it is the person's alone."""
    match key:
        case "email" | "phone":
            yield from getattr(cv, key)
        case "links":
            yield from (link.url for link in cv.links)
        case "website":
            yield from filter(None, [cv.website])
        case "location":
            yield from _with_digits([cv.location] if cv.location else [], 1)
        case "details":
            yield from _with_digits(cv.details, 5)


def _with_digits(texts: Iterable[Text], fewest: int) -> Iterator[str]:
    """The texts, in each language, with that many digits."""
    for text in texts:
        for words in by_language(text).values():
            if len(re.findall(r"\d", words)) >= fewest:
                yield words


def check_private(outlines: Iterable[Outline], cv: CV, node: Node) -> None:
    """Raise SourceError where a text of ``outlines`` shows what ``cv`` calls private.

    ``node`` is what ``cv`` was read from.
    """
    secrets = Secrets(cv)
    if not secrets:
        return
    told = {
        (line.origin, secret): None
        for outline in outlines
        for line in shown(outline)
        if (secret := secrets.revealed("\n".join((str(line), *line.urls))))
    }
    faults = [
        Fault(
            node.at(origin).position,
            "told-private",
            f"this text reveals {quoted(secret)}, which is private",
            "remove it to render with `--public`",
        )
        for origin, secret in told
    ]
    if faults:
        raise SourceError(tuple(faults))


def shown(outline: Outline) -> Iterator[Line]:
    """What any file shows or holds besides contacts, each with its place in the source."""
    contacts = {contact.line for contact in outline.contacts}
    for line in filter(None, (*outline.lines(), outline.back)):
        if line not in contacts:
            yield line
    for keyword in outline.keywords:
        yield Line((Span(keyword),), "keywords", ("keywords",))
    for path, picture in outline.pictures.items():
        yield Line((Span(picture.alt),), "photo", (*path, "alt"))
