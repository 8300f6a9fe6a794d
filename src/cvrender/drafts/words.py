"""Words that tell what a part of a head is: the title of a job, an organization, a place."""

import re
from functools import cache
from typing import Literal

from cvrender import places
from cvrender.data_file import table

Group = Literal["title", "organization", "at", "remote", "season"]
_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
_STATE = re.compile(r"[^\W\d_][\w .'’-]+, ?[A-Z]{2}(?: \d{5})?")
_LONGEST_PLACE, _MOST_WORDS = 60, 4


def likes(text: str) -> int:
    """How much ``text`` is the title of a job or degree (above 0), or an organization (below)."""
    words = [word.casefold().removesuffix(".") for word in _WORD.findall(text)]
    return _counted(words, "title") - _counted(words, "organization")


def _counted(words: list[str], group: Group) -> int:
    known = listed(group)
    ends = tuple(word[1:] for word in known if word.startswith("-"))
    return sum(word in known or (bool(ends) and word.endswith(ends)) for word in words)


def is_place(text: str) -> bool:
    """Whether ``text`` surely is a place: with a country, a state or a postal code, or remote."""
    if len(text) > _LONGEST_PLACE or re.search(r"://|@|\s[–—-]\s", text):
        return False
    if text.casefold().strip("() ") in listed("remote") or _STATE.fullmatch(text):
        return True
    parts = places.parts(text)
    is_whole = bool(places.parts(f"–, {text}").get("countryCode")) and "," not in text
    has_code = len(parts.get("postalCode", "")) > len("2019") and "city" in parts
    is_coded = has_code and likes(text) == 0  # such as ``10115 Berlin``
    return is_whole or is_coded or ("," in text and "countryCode" in parts)


def may_be_place(text: str) -> bool:
    """Whether ``text`` is a name of few words that says nothing of a title or an organization."""
    few = len(text.split()) <= _MOST_WORDS and text[:1].isalpha() and not text[:1].islower()
    return few and likes(text) == 0 and not re.search(r"[\d:/@]", text)


@cache
def listed(group: Group) -> frozenset[str]:
    """The words of a group in ``words.toml``."""
    return frozenset(table(__file__, "words.toml")[group])
