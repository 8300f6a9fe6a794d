"""Block: a line of a stranger's file with its looks, and with the place where it stands."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace

from cvrender.errors import LostLinesError
from cvrender.inline import Span

_MOST_BLOCKS, _MOST_LETTERS, _LONGEST = 5_000, 300_000, 8_000
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u2028\u2029\u202a-\u202e"
    "\u2060-\u206f\xad\ud800-\udfff\ue000-\uf8ff\ufeff\ufffe\uffff]"
)
"""Controls and marks of order, which a source may not have, and signs of fonts of their own."""

Cell = tuple[int, int, int]
"""The number of a table in the file, the row and the column; all from 0."""


@dataclass(frozen=True, slots=True)
class Block:
    """A line that says something: of a Word file a paragraph, or a part of it between breaks."""

    spans: tuple[Span, ...]
    number: int = 0
    """Which line of the file it is, from 1: its place, for messages."""
    level: int = 0
    """As a heading by its style: 1 is the highest; 0 where it is none."""
    size: float = 0.0
    """Of most of its letters, in points; 0 where that is not known."""
    item: int | None = None
    """Of an item of a list, how deep it stands, from 0."""
    capitals: bool = False
    """Whether its looks put it in capitals, however it is typed."""
    ruled: bool = False
    """Whether a rule or a coloured field sets it off."""
    apart: bool = False
    """Whether an empty line, or the end of a table, stands above it."""
    cell: Cell | None = None
    place: str = ""
    """Where it stands if not in the text: “a text box”, “a header”."""
    region: int = 0
    """Lines of one region are read on; a text box is another, and so is each cell of a table."""

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)

    @property
    def bold(self) -> bool:
        """Whether all of its letters are bold."""
        return all(span.bold for span in self.spans if span.text.strip())


def numbered(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Those of ``blocks`` that say something, each with its number.

    Raises LostLinesError where they hold more than a CV can.
    """
    found: list[Block] = []
    letters, apart = 0, False
    for block in blocks:
        spans = tuple(_printable(block.spans))
        if not "".join(span.text for span in spans).strip():
            apart = True
            continue
        number, apart, above = len(found) + 1, False, block.apart or apart
        found.append(replace(block, spans=spans, number=number, apart=above))
        letters += len(block.text)
        is_long = len(block.text) > _LONGEST
        if len(found) > _MOST_BLOCKS or letters > _MOST_LETTERS or is_long:
            raise LostLinesError("it holds more text than a CV")
    return tuple(found)


def _printable(spans: tuple[Span, ...]) -> Iterator[Span]:
    for span in spans:
        if text := _UNPRINTABLE.sub("", span.text.replace("\x85", " ")):
            yield span._replace(text=text)


def to_json(blocks: tuple[Block, ...]) -> bytes:
    """``blocks`` for another process."""
    return json.dumps(list(map(asdict, blocks))).encode()


def from_json(data: bytes) -> tuple[Block, ...]:
    """What ``to_json`` was given."""
    return tuple(
        Block(
            **{
                **fields,
                "spans": tuple(Span(*span) for span in fields["spans"]),
                "cell": tuple(fields["cell"]) if fields["cell"] else None,
            }
        )
        for fields in json.loads(data)
    )
