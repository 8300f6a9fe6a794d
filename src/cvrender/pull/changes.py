"""Changes: an edited document held against what it was → what somebody wants of the source."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from cvrender.extract.word_paragraphs import canonical
from cvrender.pull.dates_meant import says
from cvrender.pull.pairing import Pair, pairs
from cvrender.pull.splitting import split

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cvrender.extract.word_paragraphs import Edited, Paragraph
    from cvrender.pull.carried import Carried, CarriedLine
    from cvrender.pull.present import Found, Shown, Slot
    from cvrender.pull.splitting import Segment

Kind = Literal["changed", "removed", "added", "comment"]


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to one text of the document."""

    kind: Kind
    old: str
    new: str
    role: str = ""
    """Of the line; of a paragraph that was added, of its neighbour that looks alike."""
    slot: Slot | None = None
    """The line; of what was added, the one before it."""
    part: int | None = None
    """The number of what the line lists; what is added to a list stands in front of it."""
    emphasis: frozenset[str] = frozenset()
    """The words of its paragraph that are bold or italic."""
    depth: int = 1
    """Of a bullet: 2 for one below another."""
    problem: str = ""
    """Why it cannot be put into the source, where that is known at once."""


class Plan(NamedTuple):
    """What is to be done, in the order of the document, and what was done to its looks."""

    changes: tuple[Change, ...]
    formats: tuple[tuple[Slot | None, str], ...]


_OURS = "it changes what cvrender writes between two values"
_CAPITALS = "it is set in capitals letter by letter"
_UNKNOWN = "nothing beside it says what it is to be"
_EMPHASIS = ("bold", "italic")
_RUNNING = ("bullet", "paragraph")
"""Roles of lines of which no word is emphasized that the author has not emphasized."""
_LISTS = ("bullet", "paragraph", "fact")


def plan(carried: Carried, edited: Edited, found: Found) -> Plan:
    """The changes from ``carried`` to ``edited``, whose lines the source has as ``found``."""
    return _Planner(carried, edited, found).plan()


class _Planner:
    def __init__(self, carried: Carried, edited: Edited, found: Found) -> None:
        self.carried, self.edited, self.found = carried, edited, found
        texts = [canonical(shown.text) for shown in found.new]
        self.there = Counter([*texts, *map(": ".join, pairwise(texts))])
        """What the source has already that the file did not have when it was made."""
        self.looks: dict[str, tuple[str, int]] = {}
        """The role and the depth of the paragraphs of a style."""
        self.last: int | None = None
        """The line behind which the next paragraph stands."""

    def plan(self) -> Plan:
        before = ["".join(segment.text for segment in each) for each in self.carried.paragraphs]
        after = self.edited.paragraphs
        both = pairs(before, [paragraph.text for paragraph in after])
        for i, k in both:
            if i is not None and k is not None:
                self.looks.setdefault(after[k].style, self.look(self.carried.paragraphs[i]))
        both = self.replaced(both)
        changes: list[Change] = []
        formats: list[tuple[Slot | None, str]] = []
        for i, k in both:
            if i is None and k is not None:
                changes += self.added(after[k])
                continue
            assert i is not None
            segments = self.carried.paragraphs[i]
            changes += self.removed(segments) if k is None else self.changed(segments, after[k])
            named = [segment.line for segment in segments if segment.line is not None]
            if k is not None and named:
                lines = [self.carried.lines[number] for number in dict.fromkeys(named)]
                if all(line.role in _RUNNING for line in lines):
                    told = _formats(lines, after[k])
                    formats += ((self.slot(named[0]), each) for each in told)
            self.last = named[-1] if named else self.last
        return Plan(tuple(changes), tuple(formats))

    def replaced(self, both: list[Pair]) -> list[Pair]:
        """``both``, in which what looks alike and has nothing in common is a pair, too.

        As many have to be gone in a place as are new there.
        """
        made: list[Pair] = []
        for is_pair, each in groupby(both, key=lambda pair: None not in pair):
            group = list(each)
            gone = [pair.before for pair in group if pair.before is not None]
            new = [pair.after for pair in group if pair.after is not None]
            alike = not is_pair and len(gone) == len(new)
            if alike and all(map(self.alike, gone, new)):
                group = list(map(Pair, gone, new))
            made += group
        return made

    def alike(self, before: int, after: int) -> bool:
        look = self.looks.get(self.edited.paragraphs[after].style)
        return look == self.look(self.carried.paragraphs[before])

    def slot(self, line: int) -> Slot | None:
        return self.found.slots.get(line)

    def look(self, segments: tuple[Segment, ...]) -> tuple[str, int]:
        """What a paragraph is: the role of its first line, and how deep a bullet is."""
        number = next((each.line for each in segments if each.line is not None), None)
        if number is None:
            return "", 1
        slot = self.slot(number)
        depth = slot.origin.count("bullets") if slot else 1
        role = self.carried.lines[number].role
        return ("fact" if role == "label" else role), max(1, depth)

    def removed(self, segments: tuple[Segment, ...]) -> Iterator[Change]:
        numbers = dict.fromkeys(each.line for each in segments if each.line is not None)
        for number in numbers:
            yield from self.gone(number)

    def gone(self, number: int) -> Iterator[Change]:
        line = self.carried.lines[number]
        change = Change("removed", line.text, "", line.role, self.slot(number))
        if change.slot is None:
            rival = self.found.rivals.get(number)
            if rival is None or line.role == "ours":
                return  # it is gone from the source, too
            change = replace(change, problem=_conflict(rival.text))
        yield change

    def changed(self, segments: tuple[Segment, ...], paragraph: Paragraph) -> Iterator[Change]:
        text = "".join(each.text for each in segments)
        own = [each for each in segments if each.line is not None]
        said = [each.text for each in own]
        if paragraph.text != text:
            read = split(segments, paragraph.text)
            if read is None or any(
                words is None and self.is_ours(each) for each, words in zip(own, read, strict=True)
            ):
                yield Change("changed", text, paragraph.text, problem=_OURS)
            else:
                apart = frozenset(word for word, how in paragraph.formats if how in _EMPHASIS)
                for change in self.lines(own, read, segments):
                    yield replace(change, emphasis=apart)
        for comment in paragraph.comments:
            at = next(
                (each for each, words in zip(own, said, strict=True) if comment.words in words),
                None,
            )
            at = at or (own[0] if own else None)
            slot = None if at is None or at.line is None else self.slot(at.line)
            noted = f"{comment.author}: {comment.text}" if comment.author else comment.text
            problem = "" if slot else "the text beside it is not in the source"
            role = "" if at is None or at.line is None else self.carried.lines[at.line].role
            yield Change("comment", "", noted, role, slot, problem=problem)

    def is_ours(self, segment: Segment) -> bool:
        return segment.line is not None and self.carried.lines[segment.line].role == "ours"

    def lines(
        self, own: list[Segment], read: list[str | None], segments: tuple[Segment, ...]
    ) -> Iterator[Change]:
        """The changes of a paragraph of which each segment now reads as in ``read``."""
        signs = {each.text for each in segments if each.line is None and each.text.strip()}
        now: dict[int, list[tuple[Segment, str | None]]] = {}
        for segment, words in zip(own, read, strict=True):
            assert segment.line is not None
            now.setdefault(segment.line, []).append((segment, words))
        for number, both in now.items():
            if all(words is None or not words for _, words in both):
                yield from self.gone(number)
            elif any(words != segment.text for segment, words in both):
                comma = _comma(number, segments)
                yield from self.line(number, both, signs, comma)

    def line(
        self, number: int, both: list[tuple[Segment, str | None]], signs: set[str], comma: str
    ) -> Iterator[Change]:
        """The changes of one line, of which each segment reads otherwise now, or not."""
        line, slot = self.carried.lines[number], self.slot(number)
        rival = self.found.rivals.get(number) if slot is None else None
        said = [words for _, words in both if words]
        if line.parts:
            said = [item for words in said for item in _parted(words, comma)]
        if rival is not None and _is_there(rival, said, bool(line.parts), self.carried.language):
            return
        for segment, words in both:
            if words == segment.text:
                continue
            change = Change("changed", segment.text, words or "", line.role, slot, segment.part)
            if line.role == "ours":
                yield replace(change, problem=_OURS)
            elif slot is None:
                yield replace(change, problem=_conflict(rival.text if rival else ""))
            elif segment.altered:
                yield replace(change, problem=_CAPITALS)
            elif line.parts:
                yield from _items(change, _parted(words or "", comma))
            elif line.role == "contact" and any(
                sign.strip() in change.new and sign.strip() not in line.text for sign in signs
            ):
                yield replace(change, problem=_OURS)
            else:
                yield change

    def added(self, paragraph: Paragraph) -> Iterator[Change]:
        if self.there[paragraph.text]:
            self.there[paragraph.text] -= 1
            return
        role, depth = self.looks.get(paragraph.style, ("", 1))
        slot = None if self.last is None else self.slot(self.last)
        problem = "" if role in _LISTS and slot is not None else _UNKNOWN
        yield Change("added", "", paragraph.text, role, slot, depth=depth, problem=problem)
        for comment in paragraph.comments:
            text = f"{comment.author}: {comment.text}"
            yield Change("comment", "", text, problem="the text beside it is new")


def _comma(number: int, segments: tuple[Segment, ...]) -> str:
    """What stands between two parts of the line ``number``."""
    inside = zip(segments, segments[1:], segments[2:], strict=False)
    found = (sign.text for a, sign, b in inside if a.line == b.line == number)
    return next(found, ", ")


def _parted(words: str, comma: str) -> list[str]:
    return [each.strip() for each in words.split(comma) if each.strip()]


def _is_there(rival: Shown, words: list[str], is_list: bool, language: str) -> bool:
    """Whether the source says already what somebody wants it to say."""
    if rival.role == "dates":
        return says(rival.said, " ".join(words), language)
    if is_list:
        return isinstance(rival.said, tuple) and list(map(canonical, map(str, rival.said))) == words
    return canonical(rival.text) == ": ".join(words)


def _items(change: Change, words: list[str]) -> Iterator[Change]:
    """The change of an item of a list, of which ``words`` are what there is now."""
    assert change.part is not None
    if change.old in words:
        kept = words.index(change.old)
    else:
        kept = 0
        yield replace(change, new=words[0] if words else "", kind="changed" if words else "removed")
    for at, each in enumerate(words):
        if at != kept:
            yield replace(change, kind="added", old="", new=each, part=change.part + (at > kept))


def _conflict(now: str) -> str:
    if not now:
        return "the source does not have this text any more"
    return f"the source has changed here, too: it says “{now}”"


def _formats(lines: list[CarriedLine], paragraph: Paragraph) -> Iterator[str]:
    """How words are set that stood there before, where somebody has changed that."""
    known = Counter(word for line in lines for word in line.text.split())
    for how in ("bold", "italic", "underlined", "struck", "marked"):
        now = Counter(word for word, each in paragraph.formats if each == how)
        before = Counter(word for line in lines for each, word in line.emphasis if each == how)
        there = Counter(word for word in paragraph.text.split())
        if words := (now - before) & known:
            yield f"{_listed(words)} is set {how}"
        if words := (before - now) & there:
            yield f"{_listed(words)} is not set {how} any more"


def _listed(words: Counter[str]) -> str:
    return f"“{' '.join(words)}”"
