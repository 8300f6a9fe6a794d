"""Text edit: what was changed between two readings of a text, in whole words where possible."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import accumulate
from typing import NamedTuple

_TOKEN = re.compile(r"\w+|\s+|.", re.DOTALL)


class Edit(NamedTuple):
    """``words`` for what stands from ``start`` to ``end``."""

    start: int
    end: int
    words: str


def edits(old: str, new: str) -> list[Edit]:
    """The changes that make ``new`` of ``old``, in order."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    at = [0, *accumulate(map(len, before))]
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [
        Edit(at[i], at[j], "".join(after[k:m])) for kind, i, j, k, m in blocks if kind != "equal"
    ]


def applied(text: str, changes: list[Edit]) -> str:
    """``text`` with ``changes``, which do not overlap and stand in order."""
    for start, end, words in reversed(changes):
        text = text[:start] + words + text[end:]
    return text
