"""Links: those of an Outline that a file lost, or that lead elsewhere there."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from cvrender.extract import Link
from cvrender.outline import Line
from cvrender.verify.report import Finding
from cvrender.web_address import comparable


class _Expected(NamedTuple):
    """A link of a line: its words and its target."""

    line: Line
    words: str
    url: str


def link_findings(
    lines: Sequence[Line], links: Collection[Link] | None, damaged: Collection[Line | None]
) -> Iterator[Finding]:
    """A finding for each link of ``lines`` that is lost or leads elsewhere.

    ``links`` are those read; None where the reader gives none. One may be read in several pieces,
    and with its letters in the order in which they are drawn. That the words of ``damaged`` lines
    differ is known already.
    """
    if links is None:
        return
    expected = [_Expected(line, words, url) for line in lines for words, url in line.links]
    intact = [link for link in expected if link.line not in damaged]
    gives_words = all(words is not None for _, words in links)
    unused = _letters_by_target(links)
    for link in expected:
        words = link.words if gives_words and link in intact else ""
        if not _take(unused, link.url, words):
            yield _lost_or_redirected(link, expected, links)
    yield from _swapped(intact, links)


def unwanted_links(links: Collection[Link] | None) -> Iterator[Finding]:
    """A finding for each target of ``links``, of a file that is to have none."""
    for url in dict.fromkeys(url for url, _ in links or ()):
        yield Finding("link", f"a link leads to {url}, and none is wanted")


def _letters_by_target(links: Collection[Link]) -> dict[str, Counter[str]]:
    """The letters of all words that lead to each target."""
    letters: dict[str, Counter[str]] = defaultdict(Counter)
    for url, words in links:
        letters[_target(url)].update(_letters(words or ""))
    return letters


def _take(unused: dict[str, Counter[str]], url: str, words: str) -> bool:
    """Take the letters of ``words`` from those that lead to ``url``; False if some are absent."""
    there, wanted = unused.get(_target(url)), Counter(_letters(words))
    if there is None or not wanted <= there:
        return False
    there.subtract(wanted)
    return True


def _lost_or_redirected(
    link: _Expected, expected: list[_Expected], links: Collection[Link]
) -> Finding:
    """A link that is not there; if its words lead where no link of theirs should, where that is."""
    right = {_target(other.url) for other in expected if other.words == link.words}
    letters = _letters(link.words)
    same = (url for url, words in links if words and _letters(words) == letters)
    wrong = next((url for url in same if _target(url) not in right), None)
    if wrong is None:
        return Finding("link", f"the link to {link.url} is lost", link.line)
    return _redirected(link, wrong)


def _redirected(link: _Expected, url: str) -> Finding:
    return Finding("link", f"“{link.words}” leads to {url} instead of {link.url}", link.line)


def _swapped(expected: list[_Expected], links: Collection[Link]) -> Iterator[Finding]:
    """Of links with the same words, those that lead where another of them should."""
    alike, read = defaultdict(list), defaultdict(list)
    for link in expected:
        alike[_letters(link.words)].append(link)
    for url, words in links:
        read[_letters(words or "")].append(url)
    for letters, group in alike.items():
        urls = read[letters]
        if Counter(_target(link.url) for link in group) == Counter(map(_target, urls)):
            for link, url in zip(group, urls, strict=True):
                if _target(url) != _target(link.url):
                    yield _redirected(link, url)


def _letters(words: str) -> str:
    """The letters and digits, sorted, whatever their case."""
    folded = unicodedata.normalize("NFKC", words).casefold()
    return "".join(sorted(filter(str.isalnum, folded)))


def _target(url: str) -> str:
    """``url`` in one spelling: programs write escapes, hosts and empty paths otherwise."""
    return comparable(url).rstrip("/")
