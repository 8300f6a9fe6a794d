"""Spoken: the language of a file, which short lines hardly tell by their small words."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from cvrender.languages import codes, load
from cvrender.readers.foreign.language import detected

if TYPE_CHECKING:
    from cvrender.drafts.typed import Typed
    from cvrender.extract.block import Block

_DEFAULT = "en"
_LEAST = 4
"""Letters of a word that tells."""


def spoken(blocks: tuple[Block, ...], typed: Typed) -> str:
    """The code of the language: by small words, else by those that CVs have; English in doubt."""
    whole = typed.listed([typed.verbatim(block.text, block) for block in blocks])
    if whole is not None and (found := detected(whole)):
        return found
    said = {word.casefold() for block in blocks for word in re.findall(r"\w+", block.text)}
    counts = {code: len(said & _telling(code)) for code in codes()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] > counts[_DEFAULT] else _DEFAULT


@cache
def _telling(code: str) -> frozenset[str]:
    """What a CV in a language says often: titles of sections, months, words for levels and now."""
    known = load(code)
    months = (name for names in known.reading.months for name in names)
    levels = (word for level in known.levels for word in level)
    phrases = (*known.titles.values(), *months, *levels, known.present, *known.reading.present)
    words = (word.casefold() for phrase in phrases for word in re.findall(r"\w+", phrase))
    return frozenset(word for word in words if len(word) >= _LEAST)
