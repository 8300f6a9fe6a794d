"""Missing glyphs: characters that none of the available fonts has, and the package of one that has.

One such character in a PDF can take the text of its whole font from those who extract it.
"""

import re
import unicodedata
from collections.abc import Iterable

from cvrender.errors import GlyphError

_CJK = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC", "FULLWIDTH")
_PICTOGRAPH = re.compile("[\U0001f000-\U0001faff⏩-⏳✅✊✋✨❌❎❓-❕➕-➗➰]")
"""Emoji that text fonts do not have; some are younger than Python's table of characters."""


def check(codepoints: Iterable[int]) -> None:
    """Raise GlyphError if there is any; the code points are those that were not drawn."""
    characters = sorted(map(chr, set(codepoints)))
    if characters:
        raise GlyphError({character: _remedy(character) for character in characters})


def _remedy(character: str) -> str:
    if not _PICTOGRAPH.match(character) and unicodedata.category(character) in ("Cn", "Co"):
        return "remove it"
    return f"install a font that has it (on Debian and Ubuntu: {_package(character)})"


def _package(character: str) -> str:
    if unicodedata.name(character, "").startswith(_CJK):
        return "fonts-noto-cjk"
    if _PICTOGRAPH.match(character):
        return "fonts-noto-color-emoji"
    return "fonts-noto-core"
