"""Lines: what one line of an edited paragraph says now → its changes; and how its words are set."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from cvrender.extract.word_paragraphs import Paragraph, canonical
from cvrender.pull.carried import CarriedLine
from cvrender.pull.change import Change
from cvrender.pull.dates_meant import says
from cvrender.pull.present import Shown, Slot
from cvrender.pull.splitting import Segment

OURS = "it changes what cvrender writes between two values"
_CAPITALS = "it is set in capitals letter by letter"
Read = list[tuple[Segment, str | None]]
"""Each segment of a line, and what it says now; None where it is gone."""


def line_changes(
    line: CarriedLine, slot: Slot | None, both: Read, signs: set[str], comma: str
) -> Iterator[Change]:
    """The changes of a line, whose place in the source is ``slot``.

    ``signs`` are ours between the lines of its paragraph, ``comma`` is what parts its items.
    """
    for segment, words in both:
        if words == segment.text:
            continue
        change = Change("changed", segment.text, words or "", line.role, slot, segment.part)
        if line.role == "ours" or _adds_contact(change, line, signs):
            yield replace(change, problem=OURS)
        elif segment.altered:
            yield replace(change, problem=_CAPITALS)
        elif line.parts:
            yield from _items(change, parted(segment, words or "", comma))
        else:
            yield change


def _adds_contact(change: Change, line: CarriedLine, signs: set[str]) -> bool:
    new = (sign.strip() for sign in signs if sign.strip() not in line.text)
    return line.role == "contact" and any(sign in change.new for sign in new)


def is_there(rival: Shown, line: CarriedLine, both: Read, comma: str, language: str) -> bool:
    """Whether ``rival``, which the source has for ``line``, says already what the file says now."""
    words = [each for _, each in both if each]
    if rival.role == "dates":
        return says(rival.said, rival.text, " ".join(words), language)
    if line.parts:
        items = [item for segment, each in both if each for item in parted(segment, each, comma)]
        return isinstance(rival.said, tuple) and list(map(canonical, map(str, rival.said))) == items
    return canonical(rival.text) == ": ".join(words)


def comma_of(number: int, segments: tuple[Segment, ...]) -> str:
    """What parts the items of the line ``number``; nothing where blanks do."""
    inside = zip(segments, segments[1:], segments[2:], strict=False)
    comma = next((sign.text for a, sign, b in inside if a.line == b.line == number), ", ")
    return comma if comma.strip() else ""


def parted(segment: Segment, words: str, comma: str) -> list[str]:
    """The items in ``words``, which ``segment`` says now, where it was one.

    Blanks between items are in them, too, and so may commas be: they part nothing then.
    """
    if not comma or comma in segment.text or words == segment.text:
        return [words]
    return [each.strip() for each in words.split(comma) if each.strip()]


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


def conflict(now: str) -> str:
    if not now:
        return "the source does not have this text any more"
    return f"the source has changed here, too: it says “{now}”"


def formats(lines: list[CarriedLine], paragraph: Paragraph) -> Iterator[str]:
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
