"""Language detection: the language of another tool's file that does not declare one.

By script where few languages share it, else by frequent small words. Short texts, and texts in
languages that have no file in ``languages``, are not guessed.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from cvrender.languages import codes, load
from cvrender.languages.language import Language
from cvrender.syntax.nodes import Node

_OTHERS = frozenset("ٹڈڑےںۆێЂЈЉЊЋЏђјљњћџғқңөұү")
"""Letters of languages that have no file: Urdu, Kurdish, Serbian, Kazakh …"""
_QUOTATIONS = "references?$|testimonials?$|recommendations?$|quotes?$|publications?$|x-"
"""Keys of words of others, which may be in another language."""
_NO_WORDS = re.compile(r"://|@|^data:|[A-Za-z0-9+/=-]{60}")
"""An address, a picture, a key."""
_MIN_SHARE, _MIN_SHARE_OF = 0.3, {"CJK": 0.15}
"""The share of a script among all letters; one ideograph says as much as several letters."""
_MIN_LETTERS, _MIN_WORDS = 10, 25
_FREQUENT, _DISTINCT = 0.05, 1.5
"""The share of small words among all, and how many times those of the next language."""
_SEVERAL = 3
"""At least so many different small words: a single one may be part of a name."""


def detected(node: Node) -> str:
    """The code of the language that the texts below ``node`` are in; empty if in doubt."""
    text = " ".join(_texts(node)) or " ".join(_texts(node, with_quotations=True))
    return _by_script(text) or _by_words(re.findall(r"[^\W\d_]+", text.casefold()))


def _texts(node: Node, with_quotations: bool = False) -> Iterator[str]:
    """The person's own words: no addresses, no data, no words of others."""
    for key, child in node.fields.items():
        if with_quotations or not re.match(_QUOTATIONS, key, re.IGNORECASE):
            yield from _texts(child, with_quotations)
    for child in node.items:
        yield from _texts(child, with_quotations)
    if isinstance(node.value, str) and not _NO_WORDS.search(node.value):
        yield node.value


def _by_script(text: str) -> str:
    """The language by a script that few languages share; empty if none has enough letters."""
    letters = Counter(char for char in text if char.isalpha())
    scripts: Counter[str] = Counter()
    for char, count in letters.items():
        scripts[unicodedata.name(char, "").partition(" ")[0]] += count
    if not scripts or _OTHERS & letters.keys():
        return ""
    for script, known in _by_scripts().items():
        least = _MIN_SHARE_OF.get(script, _MIN_SHARE) * sum(letters.values())
        if scripts[script] >= max(least, _MIN_LETTERS):
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
    """The one whose own letters are the most frequent; without any, the default of the script."""
    if len(known) == 1:
        return known[0].code
    own = {it.code: sum(letters[char] for char in it.detection.letters) for it in known}
    best = max(own, key=lambda code: own[code])
    default = next((it.code for it in known if it.detection.default), "")
    return best if own[best] else default


def _by_words(words: Iterable[str]) -> str:
    """The language by its frequent small words; empty if two are close or the text is short."""
    counts = Counter(words)
    total = sum(counts.values())
    if total < _MIN_WORDS:
        return ""
    small = {it.code: it.detection.words.split() for it in map(load, codes())}
    often = {code: sum(counts[word] for word in own) for code, own in small.items()}
    first, second = sorted(often, key=lambda code: -often[code])[:2]
    several = sum(word in counts for word in small[first]) >= _SEVERAL
    is_clear = often[first] >= max(_DISTINCT * often[second], _FREQUENT * total)
    return first if several and is_clear else ""
