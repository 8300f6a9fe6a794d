"""Proficiency: the level of a language, from 1 to 5, in what a CV says of it."""

import re

from cvrender.languages.language import Language

HIGHEST = 5
_FRAMEWORK = {"A1": 1, "A2": 1, "B1": 2, "B2": 3, "C1": 4, "C2": 5}
"""The Common European Framework of Reference, whose two lowest levels are both those of a basic
user."""
_CODE = re.compile(r"\b([ABC][12])\b")


def level(text: str, language: Language) -> int | None:
    """The level that ``text``, in ``language``, states: by a code (B2), or by its first words.

    None where it is not certain.
    """
    if found := _CODE.search(text):
        return _FRAMEWORK[found[1]]
    said = text.casefold()
    for number, words in enumerate(language.levels, 1):
        if any(said.startswith(word.casefold()) for word in words):
            return number
    return None
