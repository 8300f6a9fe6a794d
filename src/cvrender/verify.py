"""Outline + extracted text → findings: what a finished file lost, moved, repeated or garbled.

The usual case is quick: each line follows the one before with nothing but decoration (bullets,
separators, footers) between them. Only where that fails is the best order looked for and each
deviation named.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cvrender.extract import Extract
    from cvrender.outline import Line, Outline

__all__ = ["Finding", "Report", "verify"]

_DECORATION = re.compile(r"(?:[\s•·‣◦▪●○■–—|,;:*\-]|\d+[.)])*")
_BREAK_AFTER = frozenset("-–—/&?=_.:@+,;)#%~\\")
_LONG_WORD = 30
_SUSPECT = re.compile("[\ufffd\ue000-\uf8ff\u00ad\ufb00-\ufb06\x00-\x08\x0b\x0e-\x1f\x7f]")
_LEAST_REPEATED = 12
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Finding:
    """One deviation. ``kind`` is missing, moved, repeated, garbled, character, name, link or extra.

    ``extra`` names text that the source does not have: worth knowing, no loss.
    """

    kind: str
    message: str
    line: Line | None = None

    @property
    def loss(self) -> bool:
        return self.kind != "extra"


@dataclass(frozen=True, slots=True)
class Report:
    """What one reader found of an Outline: ``found`` of ``total`` lines stand in their place."""

    reader: str
    total: int
    found: int
    findings: tuple[Finding, ...]

    @property
    def good(self) -> bool:
        return not any(finding.loss for finding in self.findings)


@dataclass(frozen=True, slots=True)
class _Match:
    index: int
    start: int
    end: int


def verify(outline: Outline, extract: Extract) -> Report:
    """Hold ``extract`` against ``outline``: every line present, in order, once, unharmed."""
    lines = tuple(outline.lines())
    text = _Text(extract.text, outline)
    matches = text.straight(lines)
    findings = list(_suspects(text.flat, lines))
    if matches is None:
        matches = text.best(lines)
        findings += _deviations(text, lines, matches)
    findings += text.extras(lines, matches)
    findings += _name_first(extract.text, outline)
    findings += _links(lines, extract)
    return Report(extract.reader, len(lines), len(matches), tuple(findings))


class _Text:
    """Extracted text on one line, with its footers taken out."""

    def __init__(self, text: str, outline: Outline) -> None:
        kept = (part for part in text.split("\n") if not _footer(outline).fullmatch(_flat(part)))
        self.flat = _flat(" ".join(kept))

    def straight(self, lines: tuple[Line, ...]) -> list[_Match] | None:
        """The lines in their order with only decoration between, or None."""
        matches: list[_Match] = []
        cursor = 0
        for index, line in enumerate(lines):
            found = self.find(_flat(str(line)), cursor)
            if found is None or not self.decoration(cursor, found[0]):
                return None
            matches.append(_Match(index, *found))
            cursor = found[1]
        return matches

    def decoration(self, start: int, end: int) -> bool:
        return _DECORATION.fullmatch(self.flat, start, end) is not None

    def find(self, wanted: str, start: int = 0) -> tuple[int, int] | None:
        """Where ``wanted`` stands from ``start`` on; a line may break where breaks are allowed."""
        at = self.flat.find(wanted, start)
        broken = None if at == start else _breakable(wanted).search(self.flat, start)
        if broken and (at < 0 or broken.start() < at):
            return broken.span()
        return None if at < 0 else (at, at + len(wanted))

    def occurrences(self, line: Line, limit: int = 8) -> Iterator[tuple[int, int]]:
        pattern = _breakable(_flat(str(line)))
        for count, match in enumerate(pattern.finditer(self.flat)):
            if count == limit:
                return
            yield match.span()

    def best(self, lines: tuple[Line, ...]) -> list[_Match]:
        """The heaviest chain of matches in order: a weighted longest increasing subsequence."""
        ends: list[int] = [0]
        chains: list[tuple[int, tuple[object, ...]]] = [(0, ())]
        for index, line in enumerate(lines):
            steps = []
            for start, end in self.occurrences(line):
                weight, chain = chains[bisect_right(ends, start) - 1]
                steps.append((end, weight + end - start, (_Match(index, start, end), chain)))
            for end, weight, link in steps:
                _insert(ends, chains, end, weight, link)
        return _unrolled(chains[-1][1])

    def extras(self, lines: tuple[Line, ...], matches: list[_Match]) -> Iterator[Finding]:
        """What stands between the matched lines: lines said again, and words of nobody's."""
        cursor = 0
        for start, end in [*((m.start, m.end) for m in matches), (len(self.flat),) * 2]:
            rest = _trimmed(self.flat[cursor:start])
            repeated = [
                line
                for line in lines
                if len(str(line)) >= _LEAST_REPEATED and _flat(str(line)) in rest
            ]
            yield from (Finding("repeated", f"stands twice: “{line}”", line) for line in repeated)
            if rest and not repeated:
                yield Finding("extra", f"is not in the source: “{_short(rest)}”")
            cursor = end


def _insert(
    ends: list[int],
    chains: list[tuple[int, tuple[object, ...]]],
    end: int,
    weight: int,
    chain: tuple[object, ...],
) -> None:
    """Keep the skyline: a later end is only of use with a greater weight."""
    at = bisect_right(ends, end)
    if chains[at - 1][0] >= weight:
        return
    if ends[at - 1] == end:
        at -= 1
        del ends[at], chains[at]
    ends.insert(at, end)
    chains.insert(at, (weight, chain))
    while at + 1 < len(chains) and chains[at + 1][0] <= weight:
        del ends[at + 1], chains[at + 1]


def _unrolled(chain: tuple[object, ...]) -> list[_Match]:
    matches: list[_Match] = []
    while chain:
        match, chain = chain  # type: ignore[assignment]
        assert isinstance(match, _Match)
        matches.append(match)
    return matches[::-1]


def _deviations(text: _Text, lines: tuple[Line, ...], matches: list[_Match]) -> Iterator[Finding]:
    """Name each line that is not in its place: moved, garbled or missing."""
    placed = {match.index: match for match in matches}
    for index, line in enumerate(lines):
        if index in placed:
            continue
        free = (
            span for span in text.occurrences(line) if not any(_overlap(span, m) for m in matches)
        )
        if next(free, None) is not None:
            yield Finding("moved", f"stands in another place: “{line}”", line)
            continue
        before = max((m.end for i, m in placed.items() if i < index), default=0)
        after = min((m.start for i, m in placed.items() if i > index), default=len(text.flat))
        yield _lost(line, _trimmed(text.flat[before:after]))


def _lost(line: Line, rest: str) -> Finding:
    wanted = _flat(str(line))
    matcher = SequenceMatcher(None, wanted, rest, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    same = sum(block.size for block in blocks)
    if blocks and same >= _ALIKE * len(wanted):
        start, last = blocks[0].b, blocks[-1]
        return Finding(
            "garbled", f"“{line}” reads “{_short(rest[start : last.b + last.size], 200)}”", line
        )
    return Finding("missing", f"is missing: “{line}”", line)


def _overlap(span: tuple[int, int], match: _Match) -> bool:
    return span[0] < match.end and match.start < span[1]


def _suspects(flat: str, lines: tuple[Line, ...]) -> Iterator[Finding]:
    """Characters that tell of damage, unless the author typed them."""
    typed = set("".join(map(str, lines)))
    for character in sorted(set(_SUSPECT.findall(flat)) - typed):
        at = flat.index(character)
        near = flat[max(0, at - 20) : at + 20].strip()
        code = f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()
        yield Finding("character", f"the character {code} stands in “{near}”")


def _name_first(text: str, outline: Outline) -> Iterator[Finding]:
    first = next((line.strip() for line in text.split("\n") if line.strip()), "")
    if _flat(first) != _flat(str(outline.name)):
        yield Finding("name", f"the first line is “{_short(first)}”, not the name", outline.name)


def _links(lines: Iterable[Line], extract: Extract) -> Iterator[Finding]:
    if extract.links is None:
        return
    linked = {_target(url) for url in extract.links}
    for line in lines:
        for url in line.urls:
            if _target(url) not in linked:
                yield Finding("link", f"the link to {url} is lost", line)


def _target(url: str) -> str:
    return unquote(url).rstrip("/")


def _footer(outline: Outline) -> re.Pattern[str]:
    words = re.escape(outline.words.page)
    words = words.replace(re.escape("{page}"), r"\d+").replace(re.escape("{pages}"), r"\d+")
    return re.compile(rf"(?:{re.escape(_flat(str(outline.name)))} · )?{words}")


def _flat(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _breakable(wanted: str) -> re.Pattern[str]:
    """``wanted`` with room for a line break where typesetting may break inside a word."""
    return re.compile(" ".join(map(_breakable_word, wanted.split(" "))))


def _breakable_word(word: str) -> str:
    anywhere = len(word) > _LONG_WORD
    return "".join(
        re.escape(c) + (" ?" if anywhere or c in _BREAK_AFTER or _ideographic(c) else "")
        for c in word
    )


def _ideographic(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _trimmed(text: str) -> str:
    """``text`` without decoration at its ends."""
    start = _DECORATION.match(text)
    rest = text[start.end() :] if start else text
    return rest.rstrip(" •·‣◦▪●○■–—|,;:*-")


def _short(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
