"""Privacy: what a CV calls private, and texts that reveal it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cvrender.checks.addresses import dialled
from cvrender.errors import Fault, SourceError, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cvrender.checks.texts import Text
    from cvrender.model import CV
    from cvrender.outline import Outline
    from cvrender.syntax.nodes import KeyPath, Node

_BETWEEN_DIGITS = r"[\s()/.\-–‑]"
_FEWEST_DIGITS, _OWN_DIGITS = 6, 8
"""Of a number; its last ones stay however its country and its area are written."""


class Secret(NamedTuple):
    """What is private, as it is written; of a telephone number also its own digits."""

    words: str
    digits: str = ""


def secrets(cv: CV) -> tuple[Secret, ...]:
    """The addresses and numbers that ``cv`` calls private.

    A place is one if it has a house or an area number, any other detail if it has a whole date: a
    town or a nationality says nothing that is the person's alone.
    """
    return tuple(
        Secret(words, _digits(words) if key == "phone" else "")
        for key in cv.private
        for words in _values(cv, key)
    )


def _digits(phone: str) -> str:
    number = re.sub(r"\D", "", dialled(phone) or "")
    return number[-_OWN_DIGITS:] if len(number) >= _FEWEST_DIGITS else ""


def _values(cv: CV, key: str) -> Iterator[str]:
    if key in ("email", "phone"):
        yield from getattr(cv, key)
    elif key == "links":
        yield from (link.url for link in cv.links)
    elif key == "website" and cv.website:
        yield cv.website
    elif key == "location" and cv.location:
        yield from (text for text in _texts(cv.location) if re.search(r"\d", text))
    elif key == "details":
        texts = (text for detail in cv.details for text in _texts(detail))
        yield from (text for text in texts if len(re.findall(r"\d", text)) > 4)


def _texts(text: Text) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text.values())


def revealed(text: str, known: tuple[Secret, ...]) -> str:
    """The first of the ``known`` secrets that stands in ``text``; empty where none does."""
    return next((secret.words for secret in known if _tells(text, secret)), "")


def check_private(outlines: Iterable[Outline], cv: CV, node: Node) -> None:
    """Raise SourceError where a text of ``outlines`` shows what ``cv`` calls private.

    ``node`` is what ``cv`` was read from.
    """
    known = secrets(cv)
    shown = dict.fromkeys(pair for outline in outlines for pair in disclosed(outline, known))
    faults = [
        Fault(
            node.at(origin).position,
            "told-private",
            f"this text reveals {quoted(secret)}, which is private",
            "remove it to render with `--public`",
        )
        for origin, secret in shown
    ]
    if faults:
        raise SourceError(tuple(faults))


def disclosed(outline: Outline, known: tuple[Secret, ...]) -> Iterator[tuple[KeyPath, str]]:
    """Where texts of ``outline`` other than contacts tell one of the ``known`` secrets."""
    for origin, text in _shown(outline) if known else ():
        if secret := revealed(text, known):
            yield origin, secret


def _shown(outline: Outline) -> Iterator[tuple[KeyPath, str]]:
    """What any file shows or holds, each with its place in the source."""
    contacts = {contact.line for contact in outline.contacts}
    for line in filter(None, (*outline.lines(), outline.back)):
        if line not in contacts:
            yield line.origin, "\n".join((str(line), *line.urls))
    for keyword in outline.keywords:
        yield ("keywords",), keyword
    if outline.photo:
        yield ("photo", "alt"), outline.photo.alt


def _tells(text: str, secret: Secret) -> bool:
    """Whether ``secret`` stands in ``text``, in any case, with or without its scheme."""
    if secret.digits:
        return secret.digits in re.sub(_BETWEEN_DIGITS, "", text)
    plain = re.sub(r"^https?://(www\.)?|/$", "", secret.words.casefold())
    words = r"\s+".join(map(re.escape, plain.split()))
    return re.search(rf"(?<![\w.@-])(?:www\.)?{words}(?![\w-])", text.casefold()) is not None
