"""Changes: an edited document held against what it was → what somebody wants of the source."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, pairwise

from cvrender.extract.word_paragraphs import Edited, Paragraph, canonical
from cvrender.pull.carried import Carried
from cvrender.pull.change import Change, Plan
from cvrender.pull.entries import KEYS, Look, Pattern, entries
from cvrender.pull.lines import OURS, Read, comma_of, conflict, formats, is_there, line_changes
from cvrender.pull.pairing import Pair, pairs
from cvrender.pull.present import Found, Slot
from cvrender.pull.splitting import Segment, signs, split

_UNKNOWN = "nothing beside it says what it is to be"
_EMPHASIS = ("bold", "italic")
_RUNNING = ("bullet", "paragraph")
"""Roles of lines of which no word is emphasized that the author has not emphasized."""
_STYLES = {"list bullet": "bullet", "body text": "paragraph", "fact": "fact"}
_UNLIKE: Look = ("", 1)
"""That of a paragraph that looks like no other."""
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
        self.looks: dict[str, list[Look]] = {}
        """What the paragraphs of a style are; of several kinds where a program knows no styles."""
        self.patterns: dict[str, list[Pattern]] = {}
        """Those of heads, by the style of their paragraphs."""
        self.above: Look = _UNLIKE
        """What the paragraph is behind which the next one stands."""
        self.last: int | None = None
        """The line behind which the next paragraph stands."""

    def plan(self) -> Plan:
        before = ["".join(segment.text for segment in each) for each in self.carried.paragraphs]
        after = self.edited.paragraphs
        both = pairs(before, [paragraph.text for paragraph in after])
        for i, k in both:
            if i is not None and k is not None:
                segments, style = self.carried.paragraphs[i], after[k].style
                self.looks.setdefault(style, []).append(self.look(segments))
                if pattern := self.pattern(segments):
                    self.patterns.setdefault(style, []).append(pattern)
        both = self.replaced(both)
        moved = self.moved(both, before)
        in_place = {i for i, k in moved.items() if self.is_behind(i, k)}
        origins = {k: i for i, k in moved.items()}
        changes: list[Change] = []
        looks: list[tuple[Slot | None, str]] = []
        for is_new, group in groupby(both, key=lambda pair: pair.before is None):
            if is_new:
                numbers = [pair.after for pair in group if pair.after is not None]
                new = [n for n in numbers if origins.get(n) not in in_place]
                changes += self.added_together(new, origins)
                continue
            for i, k in group:
                assert i is not None
                if i not in in_place:
                    segments = self.carried.paragraphs[i]
                    if k is None:
                        changes += self.removed(segments)
                    else:
                        changes += self.changed(segments, self.edited.paragraphs[k])
                        looks += self.reset(segments, self.edited.paragraphs[k])
                    self.above = self.look(segments)
                    self.last = next(reversed(_lines(segments)), self.last)
        return Plan(tuple(changes), tuple(looks))

    def reset(
        self, segments: tuple[Segment, ...], paragraph: Paragraph
    ) -> Iterator[tuple[Slot | None, str]]:
        """How words of a paragraph are set now; of a head, the theme decides that by hand."""
        numbers = list(dict.fromkeys(_lines(segments)))
        lines = [self.carried.lines[number] for number in numbers]
        if lines and all(line.role in _RUNNING for line in lines):
            yield from ((self.slot(numbers[0]), words) for words in formats(lines, paragraph))

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
            is_one = len(new) == 1 and self.look_of(self.edited.paragraphs[new[0]]) == _UNLIKE
            if alike and (is_one or all(map(self.alike, gone, new))):
                group = list(map(Pair, gone, new))
            made += group
        return made

    def moved(self, both: list[Pair], before: list[str]) -> dict[int, int]:
        """The paragraphs that are gone in one place and new in another, with all their words."""
        new = {self.edited.paragraphs[k].text: k for i, k in both if i is None and k is not None}
        return {
            i: new.pop(before[i])
            for i, k in both
            if i is not None and k is None and before[i] in new
        }

    def is_behind(self, before: int, after: int) -> bool:
        """Whether the source has a paragraph where it was moved to already."""
        slot = next((self.slot(n) for n in _lines(self.carried.paragraphs[before])), None)
        at = next((n for n, line in enumerate(self.found.order) if line.slot == slot), 0)
        above = self.edited.paragraphs[after - 1].text if after else ""
        return bool(at) and above.endswith(canonical(self.found.order[at - 1].text))

    def alike(self, before: int, after: int) -> bool:
        look = self.look_of(self.edited.paragraphs[after])
        return look == self.look(self.carried.paragraphs[before])

    def slot(self, line: int) -> Slot | None:
        return self.found.slots.get(line)

    def look(self, segments: tuple[Segment, ...]) -> Look:
        """What a paragraph is: the role of its first line, and how deep a bullet is."""
        numbers = _lines(segments)
        if not numbers:
            return "", 1
        slot = self.slot(numbers[0])
        depth = slot.origin.count("bullets") if slot else 1
        role = self.carried.lines[numbers[0]].role
        return ("fact" if role == "label" else role), max(1, depth)

    def pattern(self, segments: tuple[Segment, ...]) -> Pattern | None:
        """That of a paragraph of the head of an entry."""
        numbers = _lines(segments)
        roles = tuple(self.carried.lines[number].role for number in numbers)
        slot = self.slot(numbers[0]) if numbers else None
        if slot is None or not roles or not {*roles} <= {*KEYS}:
            return None
        return Pattern(roles, tuple(signs(segments)), "roles" in slot.origin)

    def removed(self, segments: tuple[Segment, ...]) -> Iterator[Change]:
        for number in dict.fromkeys(_lines(segments)):
            yield from self.gone(number)

    def gone(self, number: int) -> Iterator[Change]:
        line = self.carried.lines[number]
        change = Change("removed", line.text, "", line.role, self.slot(number))
        if change.slot is None:
            rival = self.found.rivals.get(number)
            if rival is None or line.role == "ours":
                return  # it is gone from the source, too
            change = replace(change, problem=conflict(rival.text))
        yield change

    def changed(self, segments: tuple[Segment, ...], paragraph: Paragraph) -> Iterator[Change]:
        text = "".join(each.text for each in segments)
        own = [each for each in segments if each.line is not None]
        if paragraph.text != text:
            read = split(segments, paragraph.text)
            if read is None or any(
                words is None and self.is_ours(each) for each, words in zip(own, read, strict=True)
            ):
                yield Change("changed", text, paragraph.text, problem=OURS)
            else:
                apart = frozenset(word for word, how in paragraph.formats if how in _EMPHASIS)
                for change in self.lines(own, read, segments):
                    yield replace(change, emphasis=apart)
        for comment in paragraph.comments:
            beside = (each for each in own if comment.words in each.text)
            at = next(beside, own[0] if own else None)
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
        ours = {each.text for each in segments if each.line is None and each.text.strip()}
        now: dict[int, Read] = {}
        for segment, words in zip(own, read, strict=True):
            assert segment.line is not None
            now.setdefault(segment.line, []).append((segment, words))
        for number, both in now.items():
            if all(words is None or not words for _, words in both):
                yield from self.gone(number)
            elif any(words != segment.text for segment, words in both):
                yield from self.line(number, both, ours, comma_of(number, segments))

    def line(self, number: int, both: Read, ours: set[str], comma: str) -> Iterator[Change]:
        line, slot = self.carried.lines[number], self.slot(number)
        changes = line_changes(line, slot, both, ours, comma)
        if slot is not None or line.role == "ours":
            yield from changes
            return
        rival = self.found.rivals.get(number)
        if rival is None or not is_there(rival, line, both, comma, self.carried.language):
            problem = conflict(rival.text if rival else "")
            yield from (replace(change, problem=problem) for change in changes)

    def added_together(self, numbers: list[int], origins: dict[int, int]) -> Iterator[Change]:
        """What stands in paragraphs that are new, one behind the other."""
        paragraphs = [self.edited.paragraphs[number] for number in numbers]
        read = entries(paragraphs, self.patterns, self.look_of, self.carried.language)
        first, made = read or (len(paragraphs), [])
        for number, paragraph in zip(numbers[:first], paragraphs, strict=False):
            yield from self.added(paragraph, origins.get(number))
        slot = None if self.last is None else self.slot(self.last)
        for entry in made:
            said = [canonical(text) for _, text in entry.lines]
            if not all(self.there[text] for text in said):
                text = "\n".join(text for _, text in entry.lines)
                problem = "" if slot else _UNKNOWN
                role = "role" if entry.is_role else "entry"
                yield Change("added", "", text, role, slot, entry=entry, problem=problem)

    def look_of(self, paragraph: Paragraph) -> Look:
        """What a new paragraph is: what all others of its style are, else the one above it.

        Where there are no others, the name of the style says it.
        """
        known = self.looks.get(paragraph.style)
        if known:
            return known[0] if len({*known}) == 1 else self.above
        name, _, _ = paragraph.style.partition("|")  # no other has that style
        role = next((role for start, role in _STYLES.items() if name.startswith(start)), "")
        return role, 2 if role == "bullet" and name.endswith(" 2") else 1

    def added(self, paragraph: Paragraph, origin: int | None) -> Iterator[Change]:
        """What stands in a paragraph that is new; ``origin`` is the one that it was moved from."""
        if self.there[paragraph.text]:
            self.there[paragraph.text] -= 1
            return
        role, depth = self.look_of(paragraph)
        slot = None if self.last is None else self.slot(self.last)
        problem = "" if role in _LISTS and slot is not None else _UNKNOWN
        change = Change("added", "", paragraph.text, role, slot, depth=depth, problem=problem)
        numbers = _lines(self.carried.paragraphs[origin]) if origin is not None else []
        yield replace(change, moved=self.slot(numbers[0]) if len(numbers) == 1 else None)
        for comment in paragraph.comments:
            text = f"{comment.author}: {comment.text}"
            yield Change("comment", "", text, problem="the text beside it is new")


def _lines(segments: tuple[Segment, ...]) -> list[int]:
    return [segment.line for segment in segments if segment.line is not None]
