"""Names of persons: whether two spellings name one, and where a family name begins."""

from __future__ import annotations

import re

_TITLE = re.compile(
    r"\b(?:dr|prof|mag|ing|dipl|phd|ph|md|msc|bsc|mba|jr|sr|ii|iii)\b", re.IGNORECASE
)


_PARTICLES = frozenset(
    (
        *("af", "al", "bin", "da", "das", "de", "del", "della", "den", "der", "des", "di", "do"),
        *("dos", "du", "el", "ibn", "la", "le", "ten", "ter", "van", "vom", "von", "zu", "zum"),
        "zur",
    )
)
"""Words before a family name that belong to it."""
_FAMILY_FIRST = frozenset(("hu", "ja", "ko", "vi", "zh"))
_FIRST_AND_LAST = re.compile(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){1,4}")


def family_name(name: str, language: str) -> int | None:
    """Where the family name begins in ``name``: its last word, and the particles before it.

    None where that is not certain: in a language that has it first, in a single word or more than
    five, in letters of a direction or a script without capitals, with a title or a suffix.
    """
    words = name.split(" ")
    known = _FIRST_AND_LAST.fullmatch(name) and words[-1][:1].isupper()
    if language.partition("-")[0] in _FAMILY_FIRST or not known or _TITLE.search(name):
        return None
    first = len(words) - 1
    while first > 1 and words[first - 1].lower() in _PARTICLES:
        first -= 1
    return len(" ".join(words[:first])) + 1


def same_person(author: str, name: str) -> bool:
    """Whether an author's name is the person's, as bibliographies write it.

    ``Ada King Byron`` is ``A. K. Byron``, ``Ada Byron``, ``Byron, Ada`` and ``Byron AK``.
    """
    ours, theirs = _parts(name), _parts(author)
    if not (ours and theirs) or sorted(ours) == sorted(theirs):
        return bool(ours) and sorted(ours) == sorted(theirs)
    if ours[-1] != theirs[-1] or len(ours) == 1 or len(theirs) == 1:
        return False
    return all(_same(*pair) for pair in zip(ours[:-1], theirs[:-1], strict=False))


def _parts(name: str) -> list[str]:
    """First names and last, without titles and without what marks a contribution."""
    name = re.sub(r"[*†‡§#]", "", name).strip()
    before, comma, behind = name.partition(",")
    initials = re.fullmatch(r"(.+) ([A-Z]{1,3})", name)
    if initials and not comma:
        before = f"{' '.join(initials[2])} {initials[1]}"
    elif comma and not (_TITLE.search(behind) or re.search("[A-Z]{3}", behind)):
        before = f"{behind} {before}"
    parts = re.sub(r"[.-]", " ", before).casefold().split()
    return [part for part in parts if not _TITLE.fullmatch(part)]


def _same(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) == 1 and long.startswith(short))
