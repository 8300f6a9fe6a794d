"""Outline + extracted text → findings: what a finished file lost, moved, repeated or garbled.

The usual case is quick: each line follows the one before with nothing but decoration (bullets,
separators, footers) between them. Only where that fails is the best order looked for and each
deviation named.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import unquote

from cvrender.drawn import is_ignorable, restored

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from difflib import Match

    from cvrender.extract import Extract
    from cvrender.outline import Line, Outline

__all__ = ["Finding", "Report", "verify"]

_DECORATION = re.compile(r"(?:[\W_]|\d+[.)])*")
_BREAK_AFTER = frozenset("$-–—/&?=_.:@+,;)#%~\\")
_LONG_WORD = 30
_PRINTED = frozenset({"pypdf", "pdfium"})
_SUSPECT = re.compile("[\ufffd\ue000-\uf8ff\u00ad\ufb00-\ufb06\x00-\x08\x0b\x0e-\x1f\x7f]")
_LEAST_REPEATED = 12
_MOST_OCCURRENCES = 200  # of one line's words: a bound for hostile files
_UNMISTAKABLE = 12  # characters of a line in a row
_ALIKE, _ALIKE_UNMISTAKABLY = 0.7, 0.4  # of a line's characters
_NEAR = 20_000  # characters in which what is left of a line is looked for
_LONG_LINE = 1_000  # of one that is longer, the ends are looked for
_END = 300
_APART = 4  # characters that damage adds inside a line: a hyphen, blanks
_ONE_PLACE = 12  # characters between two differences that are told as one
_TRIMMED = re.compile(r"[\W_]*(.*?)[\W_]*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Finding:
    """One deviation.

    ``kind`` is missing, moved, repeated, garbled, character, name, link, extra or unseen:
    ``extra`` names text that the source does not have, ``unseen`` characters without looks of their
    own that readers of the file do not get: worth knowing, no loss.
    """

    kind: str
    message: str
    line: Line | None = None

    @property
    def loss(self) -> bool:
        return self.kind not in ("extra", "unseen")


@dataclass(frozen=True, slots=True)
class Report:
    """What one reader found of an Outline: ``found`` of ``total`` lines stand in their place."""

    reader: str
    total: int
    found: int
    findings: tuple[Finding, ...]
    ordered: bool = True
    """Whether the order was looked at."""

    @property
    def good(self) -> bool:
        return not any(finding.loss for finding in self.findings)


@dataclass(frozen=True, slots=True)
class _Match:
    """Where a line stands, whole or garbled."""

    index: int
    start: int
    end: int


def verify(outline: Outline, extract: Extract) -> Report:
    """Hold ``extract`` against ``outline``: every line present, in order, once, unharmed.

    Of a format that has an order of its own, each line must be there.
    """
    lines = tuple(outline.lines())
    unseen = tuple(_unseen(lines, extract.text)) if extract.drawn else ()
    extract = restored(extract, outline)
    text = _Text(extract.text, outline, extract.reader in _PRINTED)
    findings = list(_suspects(text.flat, lines))
    if not extract.ordered:
        absent = list(_absent(text, outline, lines))
        findings += [*absent, *_name_first(extract, outline), *_links(lines, extract)]
        return Report(extract.reader, len(lines), len(lines) - len(absent), tuple(findings), False)
    matches = text.straight(lines)
    harmed: list[_Match] = []
    if matches is None:
        matches = text.best(lines)
        deviations = _Deviations(text, lines, matches)
        findings += deviations.findings()
        harmed = deviations.harmed
    findings += text.extras(lines, [*matches, *harmed])
    findings += _name_first(extract, outline)
    findings += _links(lines, extract)
    findings += unseen
    return Report(extract.reader, len(lines), len(matches), tuple(findings))


def _unseen(lines: tuple[Line, ...], text: str) -> Iterator[Finding]:
    """The joiners and the like that the words came without."""
    typed = Counter(filter(is_ignorable, "".join(map(str, lines))))
    read = Counter(filter(is_ignorable, text))
    for character, count in sorted((typed - read).items()):
        line = next(line for line in lines if character in str(line))
        code = f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()
        message = f"{count} of {typed[character]} {code} cannot be read back; the words look right"
        yield Finding("unseen", message, line)


def _absent(text: _Text, outline: Outline, lines: tuple[Line, ...]) -> Iterator[Finding]:
    """The lines that stand nowhere, or less often than in the source.

    Dates stand there as the source says them, and a link apart from its label.
    """
    parts = {contact.line: _parts(contact.line) for contact in outline.contacts}
    wanted: Counter[str] = Counter()
    for line in lines:
        dates = [part for part in line.iso if part and part != "present"]
        for words in map(_flat, dates or parts.get(line, [str(line)])):
            wanted[words] += 1
            if wanted[words] > text.count(words):
                yield Finding("missing", f"is missing: “{line}”", line)
                break


def _parts(line: Line) -> list[str]:
    return [span.text.strip(" :") for span in line.spans]


class _Text:
    """Extracted text on one line, with its footers taken out."""

    def __init__(self, text: str, outline: Outline, printed: bool) -> None:
        footer = _footer(outline)
        kept = [part for part in map(_flat, text.split("\n")) if not footer.fullmatch(part)]
        self.flat = _flat(" ".join(_as_written(kept, outline) if printed else kept))

    def straight(self, lines: tuple[Line, ...]) -> list[_Match] | None:
        """The lines in their order with only decoration between, or None."""
        matches: list[_Match] = []
        cursor = 0
        for index, line in enumerate(lines):
            found = self.following(_flat(str(line)), cursor)
            if found is None:
                return None
            matches.append(_Match(index, *found))
            cursor = found[1]
        return matches

    def following(self, wanted: str, start: int) -> tuple[int, int] | None:
        """Where ``wanted`` stands after ``start`` with only decoration between."""
        at = self.flat.find(wanted, start)
        if at >= 0 and self.decoration(start, at) and self.whole(at, at + len(wanted)):
            return at, at + len(wanted)
        match = _breakable(wanted).search(self.flat, start)
        return match.span() if match and self.decoration(start, match.start()) else None

    def decoration(self, start: int, end: int) -> bool:
        return _DECORATION.fullmatch(self.flat, start, end) is not None

    def whole(self, start: int, end: int) -> bool:
        """Whether words begin at ``start`` and end at ``end``: none is grown to a neighbour."""
        before, after = self.flat[max(0, start - 1) : start], self.flat[end : end + 1]
        return not (_is_word(before) or _is_word(after))

    def words(self, start: int, end: int) -> tuple[int, int]:
        """The place from ``start`` to ``end`` with the rest of the words that it cuts."""
        flat = self.flat
        while start > 0 and _is_word(flat[start - 1]) and not flat[start].isspace():
            start -= 1
        while end < len(flat) and _is_word(flat[end]) and not flat[end - 1].isspace():
            end += 1
        return start, end

    def count(self, wanted: str) -> int:
        """How often ``wanted`` stands there as words of its own."""
        found = _breakable(wanted).finditer(self.flat)
        return sum(1 for _ in islice(found, _MOST_OCCURRENCES))

    def occurrences(self, line: Line) -> Iterator[tuple[int, int]]:
        found = _breakable(_flat(str(line))).finditer(self.flat)
        return (match.span() for match in islice(found, _MOST_OCCURRENCES))

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
        """What stands between the lines: lines said again, and words of nobody's."""
        cursor = 0
        spans = sorted((match.start, match.end) for match in matches)
        for start, end in [*spans, (len(self.flat), len(self.flat))]:
            if not self.decoration(cursor, max(cursor, start)):
                yield from _unasked(self.flat[cursor:start], lines)
            cursor = max(cursor, end)


def _unasked(rest: str, lines: tuple[Line, ...]) -> Iterator[Finding]:
    for line in sorted(lines, key=lambda line: len(str(line)), reverse=True):
        wanted = _flat(str(line))
        again = wanted in rest and len(wanted) >= _LEAST_REPEATED
        if again or (wanted and wanted == rest.strip()):
            yield Finding("repeated", f"stands twice: “{line}”", line)
            rest = rest.replace(wanted, " ")
    if words := _trimmed(rest):
        yield Finding("extra", f"is not in the source: “{_short(words)}”")


def _as_written(parts: list[str], outline: Outline) -> list[str]:
    """The lines of a printed page, with what its theme sets in capitals as the author wrote it.

    Capitals are letters of their own there. A theme sets all section titles so, or none.
    """
    titles = [_flat(str(section.title)) for section in outline.sections]
    for written in ([_flat(str(outline.name))], titles):
        lines = list(_named(parts, {title.upper(): title for title in written}))
        if set(written) <= set(lines):
            parts = lines
    return parts


def _named(parts: list[str], capitals: dict[str, str]) -> Iterator[str]:
    at = 0
    while at < len(parts):
        joined = ((count, " ".join(parts[at : at + count])) for count in (3, 2, 1))
        count, text = next(((n, t) for n, t in joined if t in capitals), (1, parts[at]))
        yield capitals.get(text, text)
        at += count


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


class _Deviations:
    """Names each line that is not in its place: moved, garbled or missing."""

    def __init__(self, text: _Text, lines: tuple[Line, ...], matches: list[_Match]) -> None:
        self.text = text
        self.lines = lines
        self.placed = {match.index: match for match in matches}
        self.harmed: list[_Match] = []
        """What is left of the lines that are moved or garbled."""

    def findings(self) -> Iterator[Finding]:
        for index, line in enumerate(self.lines):
            if index not in self.placed:
                yield self.moved(index, line) or self.garbled(index, line) or _missing(line)

    def moved(self, index: int, line: Line) -> Finding | None:
        taken = [*self.placed.values(), *self.harmed]
        for start, end in self.text.occurrences(line):
            if not any(start < match.end and match.start < end for match in taken):
                self.harmed.append(_Match(index, start, end))
                return Finding("moved", f"stands in another place: “{line}”", line)
        return None

    def garbled(self, index: int, line: Line) -> Finding | None:
        before = max((m.end for i, m in self.placed.items() if i < index), default=0)
        end = len(self.text.flat)
        after = min((m.start for i, m in self.placed.items() if i > index), default=end)
        wanted = _flat(str(line))
        farthest = before + max(_NEAR, 2 * len(wanted))
        found = _similar(wanted, self.text.flat[before : min(after, farthest)])
        if found is None:
            return None
        match = _Match(index, *self.text.words(before + found[0], before + found[1]))
        self.placed[index] = match
        self.harmed.append(match)
        meant, reads = _difference(wanted, self.text.flat[match.start : match.end].strip(" •·|"))
        return Finding("garbled", f"reads “{reads}” instead of “{meant}”", line)


def _missing(line: Line) -> Finding:
    return Finding("missing", f"is missing: “{line}”", line)


def _similar(wanted: str, rest: str) -> tuple[int, int] | None:
    """Where ``rest`` holds something that most of ``wanted`` can still be read from."""
    if len(wanted) <= _LONG_LINE:
        return _alike(wanted, rest)
    first = _alike(wanted[:_END], rest)
    start = first[1] if first else 0
    last = _alike(wanted[-_END:], rest[start : start + 2 * len(wanted)])
    if last is None:
        return first and (first[0], min(first[0] + len(wanted), len(rest)))
    return first[0] if first else start + last[0], start + last[1]


def _alike(wanted: str, rest: str) -> tuple[int, int] | None:
    """Like ``_similar``, letter by letter."""
    anchor = _matcher(wanted, rest).find_longest_match()
    start = max(0, anchor.b - anchor.a - len(wanted) // 2)
    window = rest[start : start + 2 * len(wanted) + _APART]
    blocks = _cohering(_matcher(wanted, window).get_matching_blocks()[:-1])
    least = _ALIKE_UNMISTAKABLY if anchor.size >= _UNMISTAKABLE else _ALIKE
    if sum(block.size for block in blocks) < least * len(wanted):
        return None
    return start + blocks[0].b, start + blocks[-1].b + blocks[-1].size


def _cohering(blocks: list[Match]) -> list[Match]:
    """The blocks around the largest, without stray letters farther off than damage explains."""
    first = last = max(range(len(blocks)), key=lambda i: blocks[i].size, default=0)
    while first > 0 and _close(blocks[first - 1], blocks[first]):
        first -= 1
    while last + 1 < len(blocks) and _close(blocks[last], blocks[last + 1]):
        last += 1
    return blocks[first : last + 1]


def _close(left: Match, right: Match) -> bool:
    lost = right.a - left.a - left.size
    between = right.b - left.b - left.size
    return between <= lost + _APART or min(left.size, right.size) > _APART


def _difference(wanted: str, found: str) -> tuple[str, str]:
    """The first place at which both differ, with a few words around it: as meant, as read."""
    pairs = enumerate(zip(wanted, found, strict=False))
    same = next((at for at, (a, b) in pairs if a != b), min(len(wanted), len(found)))
    left, right = wanted[same : same + _LONG_LINE], found[same : same + _LONG_LINE]
    steps = _matcher(left, right).get_opcodes()
    changes = [tuple(same + at for at in step[1:]) for step in steps if step[0] != "equal"]
    a, a_end, b, b_end = changes[0] if changes else (same, same, same, same)
    for start, end, _, found_end in changes[1:]:
        if start - a_end > _ONE_PLACE:
            break
        a_end, b_end = end, found_end
    return _around(wanted, a, a_end), _around(found, b, b_end)


def _around(text: str, start: int, end: int) -> str:
    """The place and two whole words at either side."""
    *cut, first, second, part = ["", "", *text[:start].split(" ")]
    rest, *after = text[end:].split(" ")
    words = [first, second, part + text[start:end] + rest, *after[:2]]
    before = "… " if any(cut) else ""
    return _short(before + " ".join(filter(None, words)) + (" …" if after[2:] else ""), 120)


def _matcher(wanted: str, found: str) -> SequenceMatcher[str]:
    return SequenceMatcher(None, wanted, found, autojunk=False)


def _suspects(flat: str, lines: tuple[Line, ...]) -> Iterator[Finding]:
    """Characters that tell of damage, unless the author typed them."""
    typed = set("".join(map(str, lines)))
    for character in sorted(set(_SUSPECT.findall(flat)) - typed):
        at = flat.index(character)
        code = f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()
        near = _around(flat, at, at + 1)
        yield Finding("character", f"the character {code} stands in “{near}”")


def _name_first(extract: Extract, outline: Outline) -> Iterator[Finding]:
    """The name stands first and alone; a long one may take several lines."""
    name = _flat(str(outline.name))
    first = ""
    for part in extract.text.split("\n"):
        first = _flat(f"{first} {part}")
        if len(first) >= len(name):
            break
    forms = (name, name.upper()) if extract.reader in _PRINTED else (name,)
    if not any(_breakable(form).fullmatch(first) for form in forms):
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


@lru_cache(4096)
def _breakable(wanted: str) -> re.Pattern[str]:
    """``wanted``, whole, with room for line breaks where typesetting may break inside a word."""
    first = re.escape(wanted[:1])
    rest = " ".join(map(_breakable_word, wanted.split(" "))).removeprefix(first)
    # The first letter leads: where a pattern starts by looking back, its search is slow.
    return re.compile(rf"{first}(?<!\w{first}){rest}(?!\w)")


def _breakable_word(word: str) -> str:
    anywhere = len(word) > _LONG_WORD
    return "".join(
        re.escape(c) + (" ?" if anywhere or c in _BREAK_AFTER or _parts_words(c) else "")
        for c in word
    )


def _parts_words(character: str) -> bool:
    """Whether a line may break after it, or readers see a gap there, as after a mark set over."""
    return (
        unicodedata.east_asian_width(character) in "WF" or unicodedata.category(character) == "Mn"
    )


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _trimmed(text: str) -> str:
    """``text`` without decoration at its ends."""
    match = _TRIMMED.fullmatch(text)
    return match[1] if match else text


def _short(text: str, limit: int = 60) -> str:
    """``text`` for a message: not too long, and harmless to a terminal."""
    cut = text if len(text) <= limit else text[: limit - 1] + "…"
    return "".join(char if char.isprintable() else f"U+{ord(char):04X}" for char in cut)
