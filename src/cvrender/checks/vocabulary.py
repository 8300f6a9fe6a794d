"""Vocabulary: which of our keys or words an unknown one means."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from cvrender.data_file import table
from cvrender.errors import did_you_mean

_SMART_QUOTES = "“”„‟«»‘’‚‛'\"`´"
_LONGEST = 40


def meant(word: str, known: Iterable[str]) -> str:
    """The one of ``known`` that ``word`` is a synonym or a misspelling of; empty if unknown."""
    words = list(known)
    return same(word, words) or alike(word, words)


def near(word: str, known: Sequence[str]) -> str:
    """The hint ``did you mean `x`?`` for the known word that is meant; empty if unknown."""
    return did_you_mean(meant(word, known))


def same(word: str, known: Iterable[str]) -> str:
    """The known word that ``word`` equals but for case and quotes, or is a synonym of."""
    folded = {candidate.casefold(): candidate for candidate in known}
    plain = _plain(word)
    others = _ours().get(re.sub(r"[\s_-]", "", plain), [])
    return next((folded[ours] for ours in (plain, *others) if ours in folded), "")


def alike(word: str, known: Iterable[str]) -> str:
    """The known word that ``word`` misspells, or whose synonym it misspells or contains."""
    from difflib import get_close_matches  # a mistake needs it, and no CV without one

    folded = {candidate.casefold(): candidate for candidate in known}
    if found := get_close_matches(_plain(word), folded, n=1, cutoff=0.6):
        return folded[found[0]]
    others = get_close_matches(_plain(word), _ours(), n=3, cutoff=0.8)
    parts = re.split(r"[\s_-]+", _plain(word))
    return next(filter(None, (same(other, folded.values()) for other in (*others, *parts))), "")


def _plain(word: str) -> str:
    return word[: 2 * _LONGEST].strip(_SMART_QUOTES)[:_LONGEST].casefold()


@cache
def _ours() -> dict[str, list[str]]:
    """Our words by each synonym in ``synonyms.toml``, in the order of the file."""
    found: dict[str, list[str]] = {}
    for ours, theirs in table(__file__, "synonyms.toml").items():
        for word in theirs:
            found.setdefault(word, []).append(ours)
    return found
