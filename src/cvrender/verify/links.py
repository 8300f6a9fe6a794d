"""Which words of a finished file lead where."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from typing import TYPE_CHECKING
from urllib.parse import unquote

from cvrender.verify.report import Finding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from cvrender.extract import Link
    from cvrender.outline import Line

__all__ = ["astray"]


def astray(
    lines: Sequence[Line], links: Collection[Link] | None, harmed: Collection[Line | None]
) -> Iterator[Finding]:
    """The links of ``lines`` that are lost, and the words that lead elsewhere.

    A link may be read in pieces, and with its letters in the order in which they are drawn. That
    the words of ``harmed`` lines differ is known.
    """
    if links is None:
        return
    asked = [(line, words, url) for line in lines for words, url in line.links]
    told = all(words is not None for _, words in links)
    places: dict[str, Counter[str]] = defaultdict(Counter)
    for url, words in links:
        places[_target(url)].update(_letters(words or ""))
    for line, words, url in asked:
        wanted = Counter(_letters(words) if told and line not in harmed else "")
        place = places.get(_target(url))
        if place is not None and wanted <= place:
            place.subtract(wanted)
        else:
            right = {_target(other) for _, same, other in asked if same == words}
            yield _lost(line, words, url, [link for link in links if _target(link[0]) not in right])
    yield from _exchanged([ask for ask in asked if ask[0] not in harmed], links)


def _lost(line: Line, words: str, url: str, others: list[Link]) -> Finding:
    found = (target for target, shown in others if shown and _letters(shown) == _letters(words))
    other = next(found, None)
    return _leads(line, words, url, other) if other else _gone(line, url)


def _gone(line: Line, url: str) -> Finding:
    return Finding("link", f"the link to {url} is lost", line)


def _leads(line: Line, words: str, url: str, other: str) -> Finding:
    return Finding("link", f"“{words}” leads to {other} instead of {url}", line)


def _exchanged(asked: list[tuple[Line, str, str]], links: Collection[Link]) -> Iterator[Finding]:
    """Of links with the same words, those that lead where another of them should."""
    alike, read = defaultdict(list), defaultdict(list)
    for ask in asked:
        alike[_letters(ask[1])].append(ask)
    for url, words in links:
        read[_letters(words or "")].append(url)
    for letters, group in alike.items():
        pairs = list(zip(group, read[letters], strict=False))
        if Counter(_target(url) for *_, url in group) == Counter(map(_target, read[letters])):
            for (line, words, url), other in pairs:
                if _target(other) != _target(url):
                    yield _leads(line, words, url, other)


def _letters(words: str) -> str:
    """The letters and digits, whatever their order and case."""
    folded = unicodedata.normalize("NFKC", words).casefold()
    return "".join(sorted(filter(str.isalnum, folded)))


def _target(url: str) -> str:
    return unquote(url).rstrip("/")
