"""Clues: what tells who the person of a CV is → what of it a text tells."""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from cvrender import names
from cvrender.anonymity import spellings
from cvrender.checks.texts import by_language
from cvrender.inline import plain_text
from cvrender.line import Line
from cvrender.model import CV
from cvrender.model.cv import CONTACTS
from cvrender.networks import account, username
from cvrender.privacy import Secrets

_LEGAL_FORM = re.compile(
    r"(?i)(?:,? (?:&|A/?S|AB|AG|ASA|B\.?V|Co|Corp|Corporation|e\.? ?V|GmbH|Inc|KG|Limited|LL[CP]"
    r"|Ltd|N\.?V|Oyj?|PLC|S\.?A|SARL|SAS|SE|S\.?p\.?A|S\.?r\.?l)\.?)+$"
)
_ADDRESS = re.compile(
    r"[^\s@<>()]{1,64}@(?:[\w-]{1,63}\.)+[^\W\d_]{2,}|(?:https?://|www\.)\w\S*\w|\b10\.\d{4,9}/\S*\w"
    r"|\+\d(?:[ ().\-/]{0,2}\d){8,}"
)
"""An e-mail address, a page, a DOI, or a telephone number with its country (E.164)."""
_PAGE = re.compile(r"(?<![\w./-])(?:\w[\w-]{0,62}\.)+\w{2,}/[^\s)\]>,;]*[^\s)\]>,;.]")
"""An address without a scheme: of a person, if it is one on a network."""
_PLACES = ("location", "dates")
_OTHERS = (*_PLACES, "organization", "organization-title", "venue")
"""Roles of lines that name places and others: a first name in common tells nothing."""
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})


class _Clue(NamedTuple):
    """What tells of the person, as the CV writes it; nothing in lines of the roles ``but_in``."""

    words: str
    pattern: re.Pattern[str]
    but_in: tuple[str, ...] = ()

    def stands_in(self, texts: Iterable[str]) -> bool:
        return any(map(self.pattern.search, texts))


class Identity:
    """What tells who the person of ``cv`` is.

    A whole name does in any case, also without accents or in another script. A word of it does
    where it is written as a name: with its capital, if its script has them, and up to two more
    letters, as languages inflect it. One of two letters does not.
    """

    def __init__(self, cv: CV) -> None:
        self.names = {plain_text(name): language for language, name in spellings(cv).items()}
        self.secrets = Secrets(cv.model_copy(update={"private": CONTACTS}))
        self.is_worded = cv.anonymous is not None
        self.clues = (
            *(clue for name, language in self.names.items() for clue in _of_name(name, language)),
            *_of_organizations(cv),
            *_of_accounts(cv),
        )

    def told(self, line: Line) -> tuple[str, ...]:
        """What ``line`` tells of the person, each once."""
        if line.role == "name" and not self.is_worded:
            return ()
        texts = self._texts(line)
        spelled = _forms(texts)
        found = [
            *(c.words for c in self.clues if line.role not in c.but_in and c.stands_in(spelled)),
            *map(self.secrets.revealed, texts),
            *(address for text in texts for address in _ADDRESS.findall(text)),
            *(page for text in texts for page in _PAGE.findall(text) if username(page)),
        ]
        return tuple(
            each
            for each in dict.fromkeys(filter(None, found))
            if not any(each != other and each in other for other in found)
        )

    def added(self, texts: Collection[str], lines: Collection[str]) -> tuple[str, ...]:
        """What ``texts`` tell by a whole name or an address, and none of the ``lines`` does.

        A word of a name alone may be one of ours, such as a page's.
        """
        said, known = _forms(texts), _forms(lines)
        wholes = (clue for clue in self.clues if not clue.but_in)
        clues = (c.words for c in wholes if c.stands_in(said) and not c.stands_in(known))
        secrets = set(map(self.secrets.revealed, texts)) - set(map(self.secrets.revealed, lines))
        return tuple(dict.fromkeys((*clues, *sorted(secrets - {""}))))

    def _texts(self, line: Line) -> list[str]:
        """What to look at: of authors, the family names of those who may be the person."""
        if line.role != "authors":
            return [str(line)]
        authors = (p for p in line.parts if not any(names.is_another(p, n) for n in self.names))
        return list(map(_without_first, authors))


def _without_first(author: str) -> str:
    """``author`` without the first name, unless it may be one behind the family name."""
    others = names.words(author)[1:]
    return " ".join(others) if any(len(word) > 2 for word in others) else author


def _of_name(name: str, language: str) -> Iterator[_Clue]:
    """The whole name, and its words."""
    words = [word.strip(names.QUOTES) for word in names.words(name)]
    if names.is_syllabic(name):
        yield from (_Clue(each, _syllables(each)) for each in ("".join(words), *words) if each[1:])
        return
    if len(words) > 1 and len(re.findall(r"\w", name)) > len("AB"):
        orders = (words, (words[0], words[-1]), (words[-1], words[0]))
        yield _Clue(name, re.compile("|".join(map(_sequence, orders))))
    family = names.family_name(" ".join(words), language) or 0
    given = len(" ".join(words)[:family].split())
    for number, word in enumerate(words):
        for part in re.split("[-\u2010\u2011.]", word):
            if len(part) > 2 and not names.is_particle(part):
                yield _Clue(part, _single(part), _OTHERS if number < given else _PLACES)


def _of_organizations(cv: CV) -> Iterator[_Clue]:
    """Those that have another wording, with or without their legal form."""
    entries = (entry for section in cv.sections for entry in section.entries)
    for text in (entry.organization for entry in entries if entry.anonymous):
        for name in map(plain_text, by_language(text).values()):
            words = _LEGAL_FORM.sub("", name).split()
            if names.is_syllabic(name):
                yield _Clue(name, _syllables(name))
            else:
                pattern = re.compile(_sequence(words)) if words[1:] else _single(words[0], "s?")
                yield _Clue(name, pattern)


def _of_accounts(cv: CV) -> Iterator[_Clue]:
    """The names that the person has on networks; one that is a word of the name is known so."""
    own = {part.lower() for name in spellings(cv).values() for part in re.split(r"[\W_]+", name)}
    for link in cv.links:
        label = plain_text(next(iter(by_language(link.label).values()), ""))
        handle = (account(label, link.url)[1] or username(link.url)).lstrip("@")
        if len(handle) > 3 and not handle.isdigit() and handle.lower() not in own:
            yield _Clue(handle, re.compile(rf"(?i)(?<![\w-]){re.escape(handle)}(?![\w-])"))


def _single(word: str, ending: str = r"[^\W_]{0,2}") -> re.Pattern[str]:
    """``word`` as a name is written, with an ``ending``; one of three letters has none."""
    return re.compile(_apart("|".join(_cased(each, ending) for each in _spelled(word))))


def _cased(word: str, ending: str) -> str:
    if len(word) < 4:
        return "|".join(map(re.escape, dict.fromkeys((word, word.title()))))
    first = re.escape(word[0])
    return (first if word[0].isupper() else f"(?i:{first})") + f"(?i:{re.escape(word[1:])}){ending}"


def _sequence(words: Iterable[str]) -> str:
    """``words`` in any case, with a sign or a blank between them, or nothing if they are long."""
    each = [f"(?:{'|'.join(map(re.escape, _spelled(word)))})" for word in words]
    fewest = 0 if len("".join(words)) > 5 else 1
    between = rf"[\W_]{{{fewest},3}}"
    return _apart(f"(?i:{between.join(each)})")


def _apart(pattern: str) -> str:
    return rf"(?<![^\W_])(?:{pattern})(?![^\W_])"


def _syllables(name: str) -> re.Pattern[str]:
    """``name`` wherever it stands, with or without blanks."""
    return re.compile(r"[\s·・]*".join(map(re.escape, re.sub(r"[\s·・]", "", name))))


def _spelled(word: str) -> tuple[str, ...]:
    """``word`` as it is, in ASCII, and with ``ue`` for ``ü``; some letters have no ASCII at all."""
    latin = (_latin(word), _latin(word.translate(_UMLAUTS)))
    return tuple(dict.fromkeys((word, *(each for each in latin if len(each) >= len(word)))))


def _forms(texts: Collection[str]) -> set[str]:
    return {*texts, *map(_latin, texts)}


def _latin(text: str) -> str:
    """``text`` in ASCII, letter by letter."""
    if text.isascii():
        return text
    from anyascii import anyascii  # costs time, and few need it

    return anyascii(text)
