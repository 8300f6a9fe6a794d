"""Which language the texts of another tool's file are in, where the file does not say it.

By their script where one language has it, by frequent small words else. Nothing is guessed of texts
that are short or in a language without words of ours.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cvrender.syntax.nodes import Node

__all__ = ["spoken"]

_SCRIPTS = {
    "ARABIC": ("ar", "fa"), "CJK": ("ja", "zh", "zh-Hant"), "CYRILLIC": ("ru", "uk"),
    "DEVANAGARI": ("hi",), "HANGUL": ("ko",), "HEBREW": ("he",), "HIRAGANA": ("ja",),
    "KATAKANA": ("ja",),
}  # fmt: skip
_LETTERS = {
    "ar": "ةأإى", "fa": "پچژگ", "ja": "のをはにがでとしたー", "ru": "ыэё", "uk": "іїєґ",
    "zh": "经历专实发对团应关变奖毕这们业务设负责队项门问题",
    "zh-Hant": "國學經歷專實發對團應關變獎與數據體點臺灣這們",
}  # fmt: skip
"""Of languages that share a script, letters that the others lack."""
_OTHERS = frozenset("ٹڈڑےںۆێЂЈЉЊЋЏђјљњћџғқңөұү")
"""Letters of languages that we have no words of: Urdu, Kurdish, Serbian, Kazakh …"""
_SMALL = {
    "cs": "se pro jako ve při které který také jsem byl ze nebo",
    "de": "und der die das mit für von im zur bei als eine den des auf sowie",
    "en": "and the of to in for with a on as by from at using",
    "es": "y el la los las del en con para por una como al más",
    "fr": "et les des du pour dans une avec sur au aux en par mise",
    "it": "e il di del della per con nel delle dei una gli sono alla",
    "nl": "en het een van voor met op bij als naar ook door aan werd",
    "pl": "i w z na do oraz dla przez od się jako jest przy",
    "pt": "e o os do da dos das em com para uma no na como ao",
    "sv": "och att för från inom ett är jag även genom efter",
    "tr": "ve bir için ile bu olarak olan çok gibi daha",
}
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
    letters = Counter(char for char in text if char.isalpha())
    scripts: Counter[str] = Counter()
    for char, count in letters.items():
        scripts[unicodedata.name(char, "").partition(" ")[0]] += count
    if not scripts or _OTHERS & letters.keys():
        return ""
    for script, languages in _SCRIPTS.items():
        least = _SHARE.get(script, _LEAST_SHARE) * sum(letters.values())
        if scripts[script] >= max(least, _LEAST_LETTERS):
            return _of_script(languages, letters)
    return ""


def _of_script(languages: tuple[str, ...], letters: Counter[str]) -> str:
    """The one whose own letters stand there most; Chinese may have none."""
    if len(languages) == 1:
        return languages[0]
    own = {code: sum(letters[char] for char in _LETTERS.get(code, "")) for code in languages}
    best = max(own, key=lambda code: own[code])
    return best if own[best] else "zh" * ("zh" in languages)


def _by_words(words: Iterable[str]) -> str:
    counts = Counter(words)
    total = sum(counts.values())
    if total < _LEAST_WORDS:
        return ""
    small = {code: sum(counts[word] for word in text.split()) for code, text in _SMALL.items()}
    first, second = sorted(small, key=lambda code: -small[code])[:2]
    several = sum(word in counts for word in _SMALL[first].split()) >= _SEVERAL
    is_clear = small[first] >= max(_DISTINCT * small[second], _FREQUENT * total)
    return first if several and is_clear else ""
