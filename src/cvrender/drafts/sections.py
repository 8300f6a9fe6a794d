"""Sections: the lines of a file → the person's, and those of each section, by what heads them.

The known titles of sections tell how the file's headings look: by a style, a size, capitals, a
rule. What looks like that is a heading, too, whatever it says.
"""

from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field, replace

from cvrender.drafts import titles, when
from cvrender.drafts.tables import table_of
from cvrender.extract.block import Block
from cvrender.inline import Span
from cvrender.list_marks import behind_mark

_MOST_WORDS, _MOST_LETTERS = 7, 60
"""Of a heading."""
_LONGEST_LABEL = 40
_JOINING = ("AND", "UND", "ET", "OF", "Y", "DE", "E")
_LEAST_CAPITALIZED = 4
"""Letters of a word in capitals that is hardly an abbreviation."""


@dataclass(slots=True)
class Part:
    """A section: its heading, what that says it holds (empty if unknown), and its lines."""

    heading: Block | None
    kind: str
    lines: list[Block] = field(default_factory=list)


def parted(blocks: tuple[Block, ...]) -> tuple[list[Block], list[Part]]:
    """The lines of the person, which stand before any heading, and the sections.

    A region without a heading of its own, such as a text box, is the person's, too, unless it
    stands right below a heading.
    """
    person, parts = _by_headings(blocks)
    if not parts:
        top = next((at for at, b in enumerate(person) if at and _is_content(b)), len(person))
        person, below = person[:top], person[top:]
        parts = [Part(None, "", below)] if below else []
    for part in parts:
        if part.kind == titles.PERSON:
            person += part.lines
        part.lines = list(_with_labels(part.lines))
    return list(_with_labels(person)), [part for part in parts if part.kind != titles.PERSON]


def _by_headings(blocks: tuple[Block, ...]) -> tuple[list[Block], list[Part]]:
    """The lines below no heading, and those below each."""
    is_heading = _Headings(blocks)
    headed = {table_of(block) for block in blocks if is_heading(block)}
    person: list[Block] = []
    parts: list[Part] = []
    open_in: dict[int, Part] = {}
    for block in blocks:
        if is_heading(block):
            open_in[block.region] = Part(block, _kind(block))
            parts.append(open_in[block.region])
            continue
        if block.region not in open_in and parts and _runs_on(block, parts[-1], headed):
            open_in[block.region] = parts[-1]
        part = open_in.get(block.region)
        (part.lines if part else person).append(block)
    return person, parts


def _runs_on(block: Block, part: Part, headed: set[int | None]) -> bool:
    """Whether a line of another region is of the section that was opened last.

    The text goes on below the columns of a table; a box is read on where it stands below a heading,
    and so are the columns of a table without any in it, which is a list.
    """
    table = table_of(block)
    if table is not None and table not in headed:
        return True
    return not part.lines or (not block.place and block.region >= 0 > part.lines[-1].region)


def _with_labels(lines: list[Block]) -> Iterator[Block]:
    """``lines``, of which a label that stands above its text is one with it."""
    above: Block | None = None
    for line in lines:
        if above is not None and line.item is None and above.region == line.region:
            line = replace(line, spans=(*above.spans, Span(" "), *line.spans), number=above.number)
        elif above is not None:
            yield above
        text = line.text.strip()
        is_label = text.endswith((":", "：")) and len(text) <= _LONGEST_LABEL
        above = line if is_label and line.item is None else None
        if above is None:
            yield line
    if above is not None:
        yield above


def _is_content(block: Block) -> bool:
    """Whether a line of a file without headings says something other than who the person is."""
    is_item = block.item is not None or behind_mark(block.text)
    return bool(is_item) or when.found(block.text) is not None


def _kind(heading: Block) -> str:
    words = heading.text
    known = titles.kind(words)
    return known if known and known != titles.DOCUMENT else titles.kind_inside(words)


class _Headings:
    """Which lines of a file are headings of sections."""

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self.first = blocks[0].number if blocks else 0
        letters: Counter[Hashable] = Counter()
        for block in blocks:
            letters[_look(block)] += len(block.text)
        self.body = max(letters, key=lambda look: letters[look], default=None)
        self.size = self.body[1] if isinstance(self.body, tuple) else 0.0
        known = [block for block in blocks if _can_be(block) and _is_known(block)]
        telling = [block for block in known if _look(block) != self.body]
        self.known = {block.number for block in (telling or known)}
        self.looks = {_look(block) for block in telling if self.is_set_off(block)}
        levels = Counter(block.level for block in known if block.level)
        self.level = max(levels, key=lambda level: levels[level], default=0)
        if levels.total() > len(telling) / 2:
            self.looks = {look for look in self.looks if isinstance(look, tuple) and look[0]}
        if not known:
            self.looks = self.guessed(blocks)

    def __call__(self, block: Block) -> bool:
        if not _can_be(block) or (block.number == self.first and not _is_known(block)):
            return False  # the first line is the name
        if self.level and block.level > self.level:
            return False  # a heading inside a section
        return _look(block) in self.looks if self.looks else block.number in self.known

    def is_set_off(self, block: Block) -> bool:
        """Whether it looks like no head of an entry, which may be bold, too."""
        return bool(block.level or block.ruled or _is_capital(block) or block.size > self.size)

    def guessed(self, blocks: tuple[Block, ...]) -> set[Hashable]:
        """The look of headings where no title is known: of those that stand out, the most frequent.

        The first line is the name.
        """
        looks = Counter(_look(b) for b in blocks[1:] if _can_be(b) and self.is_set_off(b))
        often = [look for look, count in looks.most_common(1) if count > 1 and look != self.body]
        return set(often)


def _look(block: Block) -> Hashable:
    return block.level, block.size, block.bold, _is_capital(block), block.ruled


def _is_capital(block: Block) -> bool:
    return block.capitals or block.text.isupper()


def _is_known(block: Block) -> bool:
    return titles.kind(block.text) not in ("", titles.DOCUMENT)


def _can_be(block: Block) -> bool:
    text = block.text.strip()
    if block.item is not None or "\t" in text or "@" in text or behind_mark(text):
        return False
    is_long = len(text) > _MOST_LETTERS or len(text.split()) > _MOST_WORDS
    is_short = not is_long or bool(titles.kind(text))
    return is_short and text[-1] not in ".,;" and when.found(text) is None


def title(heading: Block) -> str:
    """The words of a heading; those in capitals as a title has them."""
    words = heading.text.strip().rstrip(":：").strip()
    letters = words.split()
    if len(letters) > 2 and all(len(letter) == 1 for letter in letters):
        words = "".join(letters)  # E D U C A T I O N
    if not words.isupper():
        return words
    return " ".join(map(_lowered, words.split()))


def _lowered(word: str) -> str:
    """A word in capitals as in a title; short ones may be abbreviations."""
    if word in _JOINING:
        return word.lower()
    return word if len(word) < _LEAST_CAPITALIZED and word.isalnum() else word.capitalize()
