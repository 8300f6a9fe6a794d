"""Reading: the words for dates in all languages at once, for texts whose language is unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from cvrender.languages.loader import codes, load

if TYPE_CHECKING:
    from cvrender.languages.language import Language


def _all() -> Iterable[Language]:
    return map(load, codes())


@cache
def present_words() -> frozenset[str]:
    """What stands for an open end (``now``, ``heute``), in lower case and without a point."""
    return frozenset(
        word.casefold().strip(".")
        for language in _all()
        for word in (language.present, *language.reading.present)
    )


@cache
def until_pattern() -> str:
    """A regular expression for the word or the sign between two dates."""
    words = {word for language in _all() for word in language.reading.until}
    signs = {language.dates.between_dates.strip() for language in _all()}
    return rf"\b(?:{_either(words)})\b|{_either(signs)}"


@cache
def since_pattern() -> str:
    """A regular expression for the word before a start that has no end."""
    return _either({word for language in _all() for word in language.reading.since})


@cache
def expected_pattern() -> str:
    """A regular expression for the words beside a date that is not certain yet."""
    return _either({word for language in _all() for word in language.reading.expected})


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


@cache
def month_numbers() -> Mapping[str, int]:
    """The numbers of months by their names, long and short, in lower case and without a point."""
    found: dict[str, int] = {}
    for language in _all():
        for number, shown in enumerate(language.dates.months, 1):
            others = language.reading.months[number - 1 : number]
            for name in (shown.rstrip(".").casefold(), *(word for all_ in others for word in all_)):
                found.setdefault(name, number)
    return found


def month_names() -> tuple[str, ...]:
    """The English names of the months, in full and in lower case."""
    return tuple(names[0] for names in load("en").reading.months)
