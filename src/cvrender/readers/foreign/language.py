"""Which language the texts of another tool's file are in, where the file does not say it.

By their script where one language has it, by frequent small words else. Nothing is guessed of texts
that are short or in a language without words of ours.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from cvrender.languages import codes, load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cvrender.languages import Language
    from cvrender.syntax.nodes import Node

__all__ = ["spoken"]

_OTHERS = frozenset("ٹڈڑےںۆێЂЈЉЊЋЏђјљњћџғқңөұү")
"""Letters of languages that we have no words of: Urdu, Kurdish, Serbian, Kazakh …"""
_SHARE = {"CJK": 0.15}
_LEAST_SHARE, _LEAST_LETTERS = 0.3, 10
_LEAST_WORDS = 25
_FREQUENT, _DISTINCT = 0.05, 1.5
_SEVERAL = 3
"""Of the small words, since one may be part of a name."""


def spoken(node: Node) -> str:
    """The code of the language, or nothing."""
    text = " ".join(_texts(node))
    return _by_script(text) or _by_words(re.findall(r"[^\W\d_]+", text.casefold()))


def _texts(node: Node) -> Iterator[str]:
    if isinstance(node.value, dict):
        for child in node.value.values():
            yield from _texts(child)
    elif isinstance(node.value, list):
        for child in node.value:
            yield from _texts(child)
    elif isinstance(node.value, str) and not re.search(r"://|@", node.value):
        yield node.value


def _by_script(text: str) -> str:
    """The language by the letters of a script that few languages have."""
    letters = Counter(char for char in text if char.isalpha())
    scripts: Counter[str] = Counter()
    for char, count in letters.items():
        scripts[unicodedata.name(char, "").partition(" ")[0]] += count
    if not scripts or _OTHERS & letters.keys():
        return ""
    for script, known in _by_scripts().items():
        least = _SHARE.get(script, _LEAST_SHARE) * sum(letters.values())
        if scripts[script] >= max(least, _LEAST_LETTERS):
            return _of_script(known, letters)
    return ""


@cache
def _by_scripts() -> dict[str, list[Language]]:
    found: dict[str, list[Language]] = {}
    for language in map(load, codes()):
        for script in language.detection.scripts:
            found.setdefault(script, []).append(language)
    return found


def _of_script(known: list[Language], letters: Counter[str]) -> str:
    """The one whose own letters stand there most, else the one that may have none of its own."""
    if len(known) == 1:
        return known[0].code
    own = {it.code: sum(letters[char] for char in it.detection.letters) for it in known}
    best = max(own, key=lambda code: own[code])
    default = next((it.code for it in known if it.detection.default), "")
    return best if own[best] else default


def _by_words(words: Iterable[str]) -> str:
    """The language by its frequent small words."""
    counts = Counter(words)
    total = sum(counts.values())
    if total < _LEAST_WORDS:
        return ""
    small = {it.code: it.detection.words.split() for it in map(load, codes())}
    often = {code: sum(counts[word] for word in own) for code, own in small.items()}
    first, second = sorted(often, key=lambda code: -often[code])[:2]
    several = sum(word in counts for word in small[first]) >= _SEVERAL
    is_clear = often[first] >= max(_DISTINCT * often[second], _FREQUENT * total)
    return first if several and is_clear else ""
