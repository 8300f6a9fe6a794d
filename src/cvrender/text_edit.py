"""Text edit: what was changed between two readings of a text, in whole words where possible."""

import re
from difflib import SequenceMatcher
from itertools import accumulate, takewhile
from typing import NamedTuple

_MOST = 20_000_000
"""Pairs of words that are held against each other."""
_TOKEN = re.compile(r"\w+|\s+|.", re.DOTALL)


class Edit(NamedTuple):
    """``words`` for what stands from ``start`` to ``end``."""

    start: int
    end: int
    words: str


def edits(old: str, new: str) -> list[Edit]:
    """The changes that make ``new`` of ``old``, in order."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(before) * len(after) > _MOST:
        start = same_start(old, new)  # one, from the first letter that differs to the last
        tail = same_start(old[start:][::-1], new[start:][::-1])
        return [Edit(start, len(old) - tail, new[start : len(new) - tail])]
    at = [0, *accumulate(map(len, before))]
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [
        Edit(at[i], at[j], "".join(after[k:m])) for kind, i, j, k, m in blocks if kind != "equal"
    ]


def same_start(one: str, two: str) -> int:
    """How many letters from the first on are the same in both."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, two, strict=False)))


def applied(text: str, changes: list[Edit]) -> str:
    """``text`` with ``changes``, which do not overlap and stand in order."""
    for start, end, words in reversed(changes):
        text = text[:start] + words + text[end:]
    return text
