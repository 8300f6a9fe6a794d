"""Carried: what a Word file says it was made from, checked: anybody may have changed it."""

from dataclasses import dataclass
from typing import Any

from cvrender.errors import LostLinesError
from cvrender.extract.word_paragraphs import canonical
from cvrender.pull.splitting import Segment

_MOST = 5_000
"""Lines of a document."""


@dataclass(frozen=True, slots=True)
class CarriedLine:
    """A line as it was shown; ``iso`` and ``parts`` as in ``Line``."""

    role: str
    text: str
    iso: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    emphasis: tuple[tuple[str, str], ...] = ()
    """Words that are set apart: ``("bold", "Rust")``."""

    @property
    def key(self) -> object:
        """What says that another line is the same, however it is worded."""
        return self.iso or self.parts or canonical(self.text)


@dataclass(frozen=True, slots=True)
class Carried:
    """What a document shows, and the words of its paragraphs."""

    variant: str | None
    language: str
    theme: str
    public: bool
    anonymous: bool
    lines: tuple[CarriedLine, ...]
    paragraphs: tuple[tuple[Segment, ...], ...]


def checked(content: Any) -> Carried:
    """``content``, the JSON of the part. Raises LostLinesError where it is not what we write."""
    try:
        lines = tuple(_line(each) for each in content["lines"][:_MOST])
        return Carried(
            None if content["variant"] is None else str(content["variant"]),
            str(content["language"]),
            str(content["theme"]),
            content["public"] is True,
            content.get("anonymous") is True,
            lines,
            tuple(tuple(_segment(part, lines) for part in each) for each in content["paragraphs"]),
        )
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        message = "what the file carries of its source is damaged"
        raise LostLinesError(message) from error


def _line(each: Any) -> CarriedLine:
    lists = {key: tuple(map(str, each.get(key, ()))) for key in ("iso", "parts")}
    emphasis = tuple((str(how), str(word)) for how, word in each.get("emphasis", ()))
    return CarriedLine(str(each["role"]), str(each["text"]), **lists, emphasis=emphasis)


def _segment(part: Any, lines: tuple[CarriedLine, ...]) -> Segment:
    if isinstance(part, str):
        return Segment(part)
    number, piece, *shown = part
    line = lines[number]
    if shown:
        return Segment(str(shown[0]), number, piece, altered=True)
    text = line.text if piece is None else _piece(line, piece)
    return Segment(canonical(text), number, piece)


def _piece(line: CarriedLine, number: int) -> str:
    """A part of what ``line`` lists, or of a link: its label and its address."""
    if line.parts:
        return line.parts[number]
    label, _, address = line.text.rpartition(": ")
    return (label, address)[number]
