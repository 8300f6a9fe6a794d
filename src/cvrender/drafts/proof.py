"""Proof: the lines of a file, read by those who verify, → which of them a draft does not hold.

A line is placed if all of its words stand in the draft as a reader sees it, each as often; its
dates may be worded otherwise there, and labels such as ``E-mail`` are said by a key.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from unicodedata import normalize

from cvrender.checks.vocabulary import same
from cvrender.drafts import when
from cvrender.extract import Extract
from cvrender.outline import Outline

_WIDE = "\u0e00-\u11ff\u1780-\u1aaf\u2e80-\uffef"
_WORD = re.compile(f"[{_WIDE}]|[^\\W_{_WIDE}]+")
_UNSEEN = re.compile("[\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ue000-\uf8ff]")
_SAID_BY_KEYS = ("email", "phone", "location", "website", "url", "links", "name")
_OF_ADDRESSES = ("https", "http", "www", "mailto", "tel")
_NUMBER = re.compile(r"\s*\d{1,3}[.)]\s+")
"""Of a list, which Word counts and no text has."""
_READERS = ("document.xml", "pdfium")


class Left(NamedTuple):
    """A line that the draft does not hold; ``place`` is where it stands if not in the text."""

    text: str
    place: str = ""


def held(extracts: Iterable[Extract], outline: Outline) -> tuple[int, tuple[Left, ...]]:
    """How many lines the file has, and those that ``outline`` does not hold."""
    lines = list(_lines(extracts))
    return len(lines), tuple(_Pool(outline).left(lines))


def _lines(extracts: Iterable[Extract]) -> Iterator[Left]:
    """What a file says, line by line; what stands aside once, if it repeats a line."""
    read = next(each for each in extracts if each.reader in _READERS)
    told: set[str] = set()
    for place, text in (("", read.text), *read.aside):
        for line in filter(None, map(str.strip, text.split("\n"))):
            if _words(line) and not (place and line in told):
                told.add(line)
                yield Left(line, place)


def _words(text: str) -> list[str]:
    plain = _UNSEEN.sub("", normalize("NFKC", text)).casefold()
    words = [word for word in _WORD.findall(plain) if word not in _OF_ADDRESSES]
    is_spaced = len(words) > 2 and all(len(word) == 1 for word in words)
    return ["".join(words)] if is_spaced and words[0].isascii() else words


class _Pool:
    """The words and the dates of an Outline that no line has taken."""

    def __init__(self, outline: Outline) -> None:
        self.words: Counter[str] = Counter()
        self.dates: Counter[tuple[str, ...]] = Counter()
        self.contacts: set[str] = set()
        """Words that a file may repeat on each page, and a CV has once."""
        for line in outline.lines():
            self.words.update(_words(str(line)))
            if line.role in ("name", "contact"):
                self.contacts.update(_words(str(line)))
            if line.iso:
                self.dates[line.iso] += 1

    def left(self, lines: Iterable[Left]) -> Iterator[Left]:
        """Those that it holds neither alone nor with the next one, where dates may be broken."""
        above: Left | None = None
        for line in lines:
            if above is not None and self.takes(f"{above.text} {line.text}"):
                above = None
                continue
            if above is not None:
                yield above
            above = None if self.takes(line.text) else line
        if above is not None:
            yield above

    def takes(self, line: str) -> bool:
        """Take the words of ``line``, if all of them are there."""
        found = when.found(line)
        if found and self.dates[iso := _iso(found.dates)]:
            self.dates[iso] -= 1
            if self.takes(f"{found.before}\n{found.behind}"):
                return True
            self.dates[iso] += 1
        return any(self._takes(words) for words in _readings(line))

    def _takes(self, words: list[str]) -> bool:
        wanted = Counter(words)
        if wanted <= self.words:
            self.words -= wanted
            return True
        return self.contacts.issuperset(words)


def _readings(line: str) -> Iterator[list[str]]:
    """The words of ``line``; and without its number, and without labels."""
    for text in dict.fromkeys((line, _NUMBER.sub("", line))):
        yield (words := _words(text))
        yield [word for word in words if not same(word, _SAID_BY_KEYS)]


def _iso(dates: dict[str, str]) -> tuple[str, ...]:
    both = (dates.get("start", ""), dates.get("end", ""))
    return both if any(both) else (dates.get("date", ""),)
