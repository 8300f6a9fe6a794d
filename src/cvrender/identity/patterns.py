"""Patterns: a name or a word of one → where it stands in a text, however it is written there."""

import re
from collections.abc import Collection, Iterable

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})


def single(word: str, ending: str = r"[^\W_]{0,2}") -> re.Pattern[str]:
    """``word`` as a name is written, with an ``ending``; one of three letters has none."""
    return re.compile(_apart("|".join(_cased(each, ending) for each in _spelled(word))))


def _cased(word: str, ending: str) -> str:
    if len(word) < 4:
        return "|".join(map(re.escape, dict.fromkeys((word, word.title()))))
    first = re.escape(word[0])
    return (first if word[0].isupper() else f"(?i:{first})") + f"(?i:{re.escape(word[1:])}){ending}"


def sequence(words: Iterable[str]) -> str:
    """``words`` in any case, with a sign or a blank between them, or nothing if they are long."""
    each = [f"(?:{'|'.join(map(re.escape, _spelled(word)))})" for word in words]
    fewest = 0 if len("".join(words)) > 5 else 1
    between = rf"[\W_]{{{fewest},3}}"
    return _apart(f"(?i:{between.join(each)})")


def _apart(pattern: str) -> str:
    return rf"(?<![^\W_])(?:{pattern})(?![^\W_])"


def syllables(name: str) -> re.Pattern[str]:
    """``name`` wherever it stands, with or without blanks."""
    return re.compile(r"[\s·・]*".join(map(re.escape, re.sub(r"[\s·・]", "", name))))


def _spelled(word: str) -> tuple[str, ...]:
    """``word`` as it is, in ASCII, and with ``ue`` for ``ü``; some letters have no ASCII at all."""
    latin = (_latin(word), _latin(word.translate(_UMLAUTS)))
    return tuple(dict.fromkeys((word, *(each for each in latin if len(each) >= len(word)))))


def forms(texts: Collection[str]) -> set[str]:
    return {*texts, *map(_latin, texts)}


def _latin(text: str) -> str:
    """``text`` in ASCII, letter by letter."""
    if text.isascii():
        return text
    from anyascii import anyascii  # costs time, and few need it

    return anyascii(text)
