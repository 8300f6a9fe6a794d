"""Names of persons: their words and initials, the family name, and two spellings of one."""

import re
import unicodedata
from itertools import takewhile

_TITLE = r"(?i)\b(?:dr|prof|mag|ing|dipl|phd|ph|md|msc|bsc|mba|jr|sr|ii|iii)\b"
_PARTICLES = {
    "af", "al", "bin", "da", "das", "de", "del", "della", "den", "der", "des", "di", "do", "dos",
    "du", "el", "ibn", "la", "le", "ten", "ter", "van", "vom", "von", "zu", "zum", "zur",
}  # fmt: skip
"""Words before a family name that belong to it."""
QUOTES = "\"'“”„‟‘’«»「」"
"""Around a nickname."""
_SYLLABIC = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO")
_FAMILY_FIRST = frozenset(("hu", "ja", "ko", "vi", "zh"))
_FIRST_AND_LAST = r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){1,4}"


def family_name(name: str, language: str) -> int | None:
    """Where the family name begins in ``name``: its last word, and the particles before it.

    None where that is not certain: in a language that has it first, in a single word or more than
    five, in letters of a direction or a script without capitals, with a title or a suffix.
    """
    words = name.split(" ")
    known = re.fullmatch(_FIRST_AND_LAST, name) and words[-1][:1].isupper()
    if language.partition("-")[0] in _FAMILY_FIRST or not known or re.search(_TITLE, name):
        return None
    first = len(words) - 1
    while first > 1 and words[first - 1].lower() in _PARTICLES:
        first -= 1
    return len(" ".join(words[:first])) + 1


def words(name: str) -> list[str]:
    """The words of a name, given names first; no titles, and nothing that stands in brackets.

    A nickname keeps its quotes.
    """
    before, comma, behind = re.sub(r"[(\[].*?[)\]]", " ", name).partition(",")
    if comma and not (re.search(_TITLE, behind) or re.search(r"[A-Z]\.?[A-Z]", behind)):
        before = f"{behind} {before}"
    return [word for word in before.split() if not _is_title(word)]


def _is_title(word: str) -> bool:
    """Whether it is a title, or a small abbreviation in one: ``Dr. rer. nat.``."""
    parts = list(filter(None, re.split(r"[.-]", word)))
    known = re.fullmatch(_TITLE, "".join(parts)) or all(
        re.fullmatch(_TITLE, part) for part in parts
    )
    return bool(known) or (word.islower() and word.endswith("."))


def initials(name: str) -> str:
    """``J. D.`` for ``Dr. Jane van Doe``, ``J.-L. P.`` for ``Jean-Luc Picard``.

    Empty for a name in letters that are syllables or words: one of them may be a whole name.
    """
    found = [] if is_syllabic(name) else words(name)
    own = (word for n, word in enumerate(found) if not (n and is_particle(word)))
    return " ".join(filter(None, map(_initial, own)))


def _initial(word: str) -> str:
    """The first letter of each part that a hyphen joins, with the vowel signs of an Indic one."""
    firsts: list[str] = []
    for part in re.split("[-\u2010\u2011]", "" if word[0] in QUOTES else word):
        if letter := re.search(r"[^\W\d_]", part):
            marks = takewhile(lambda c: unicodedata.category(c)[0] == "M", part[letter.end() :])
            firsts.append(f"{letter[0].upper()}{''.join(marks)}.")
    return "-".join(firsts)


def is_particle(word: str) -> bool:
    """Whether a word before a family name belongs to it, as ``van`` does."""
    return word.lower() in _PARTICLES


def is_syllabic(text: str) -> bool:
    """Whether ``text`` has letters that are syllables or words, which nothing parts (East Asia)."""
    return not text.isascii() and any(
        unicodedata.name(char, "").startswith(_SYLLABIC) for char in text
    )


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


def is_another(author: str, name: str) -> bool:
    """Whether an author's first name begins otherwise than the person's.

    Of the same family name, than any first name of the person; of another, than the first and the
    last word, since either may be the first name.
    """
    ours, theirs = _parts(name), _parts(author)
    if len(ours) < 2 or len(theirs) < 2:
        return False
    if ours[-1] != theirs[-1]:
        return theirs[0][0] not in (ours[0][0], ours[-1][0])
    return {part[0] for part in ours[:-1]}.isdisjoint(part[0] for part in theirs[:-1])


def _parts(name: str) -> list[str]:
    """First names and last, without titles and without what marks a contribution."""
    name = re.sub(r"[*†‡§#]", "", name).strip()
    before, comma, behind = name.partition(",")
    initials = re.fullmatch(r"(.+) ([A-Z]{1,3})", name)
    if initials and not comma:
        before = f"{' '.join(initials[2])} {initials[1]}"
    elif comma and not (re.search(_TITLE, behind) or re.search("[A-Z]{3}", behind)):
        before = f"{behind} {before}"
    parts = re.sub(r"[.-]", " ", before).casefold().split()
    return [part for part in parts if not re.fullmatch(_TITLE, part)]


def _same(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) == 1 and long.startswith(short))
