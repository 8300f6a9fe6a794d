"""Bidi folding: texts without the differences that drawing makes, and their letters and signs."""

from __future__ import annotations

import re

from cvrender.verify import characters
from cvrender.verify.characters import directional_runs, is_invisible, is_letter

_MIRRORED = str.maketrans("([{<«‹≤“‘", ")]}>»›≥”’")
_LAM_ALEF = re.compile("[لاأإآ]{2,}")


def folded(text: str) -> str:
    """``text``, as long as before, without the differences that drawing makes."""
    return _LAM_ALEF.sub(lambda run: "".join(sorted(run[0])), text.translate(_MIRRORED))


def visible(text: str) -> str:
    return "".join(char for char in text if not is_invisible(char))


def letters(text: str) -> str:
    return "".join(filter(is_letter, text))


def sorted_letters(text: str) -> list[str]:
    """The letters without digits, whatever their order and case."""
    return sorted(c for c in letters(text).casefold() if not c.isdigit())


def signs(text: str) -> str:
    return "".join(c for c in text if not (is_letter(c) or c.isspace() or is_invisible(c)))


def stands_in(read: str, run: str) -> bool:
    """Whether ``read`` holds ``run``, as it is or as a reader may turn it round."""
    is_arabic_number = run.isdigit() and not run.isascii()
    return (
        run in read
        or (is_arabic_number and run[::-1] in read)
        or characters.reversed_marks(run) in read
    )


def unbroken(word: str) -> list[str]:
    """An English word stays whole, with its signs; numbers and signs alone may change places."""
    return [word] if any(char.isalpha() for char in word) else directional_runs(word)
