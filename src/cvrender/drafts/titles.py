"""Titles: what the heading of a section in somebody's file says that it holds."""

import re
from collections.abc import Mapping
from functools import cache
from unicodedata import normalize

from cvrender.data_file import table
from cvrender.languages import codes, load

PERSON, DOCUMENT = "person", "document"
"""What is no kind of section: the personal details, and what the file calls itself."""
_AND = {"and", "und", "et", "y", "e", "och", "en", "i", "и", "و", "the", "of", "my"}
_LEAST_INSIDE = 5
"""Letters of a title that stands inside a longer one: ``Teaching experience``."""


def kind(words: str) -> str:
    """The kind of the section with the title ``words``, PERSON or DOCUMENT; empty if unknown."""
    return _known().get(_folded(words), "")


def kind_inside(words: str) -> str:
    """The kind that a part of ``words`` names, the longest first; empty if none does."""
    folded = _folded(words)
    return next((kind for known, kind in _by_length() if known in folded), "")


def _folded(words: str) -> str:
    """``words`` without what does not count: capitals, blanks, signs, the word for “and”."""
    parts = re.findall(r"[^\W_]+", normalize("NFKC", words).casefold())
    is_spaced = len(parts) > 2 and all(len(part) == 1 for part in parts)  # E D U C A T I O N
    kept = [part for part in parts if part not in _AND or is_spaced]
    return "".join(kept or parts)


@cache
def _known() -> Mapping[str, str]:
    ours = ((title, kind) for code in codes() for kind, title in load(code).titles.items())
    others = table(__file__, "titles.toml").items()
    found: dict[str, str] = {}
    for title, kind in (*ours, *((title, kind) for kind, titles in others for title in titles)):
        found.setdefault(_folded(title), kind)
    return found


@cache
def _by_length() -> tuple[tuple[str, str], ...]:
    long = (pair for pair in _known().items() if len(pair[0]) >= _LEAST_INSIDE)
    kinds = (pair for pair in long if pair[1] not in (PERSON, DOCUMENT))
    return tuple(sorted(kinds, key=lambda pair: -len(pair[0])))
