"""Parse failures: where the YAML parser stopped, the mistake behind it, and the lines around."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BLANK = re.compile(r"\s*(#.*)?$")


@dataclass(frozen=True, slots=True)
class Failure:
    """What is known when the parser stops; all places are indices into ``text``.

    ``context`` is the start of what was being read (None: unknown), ``closed`` the start and end
    of the last quoted text, list, mapping or reference that was complete, and ``bracket`` the
    innermost bracket still open.
    """

    text: str
    problem: str
    context_words: str
    at: int
    context: int | None = None
    closed: tuple[int, int] | None = None
    bracket: int | None = None

    @property
    def char(self) -> str:
        """The character at which the parser stopped; empty at the end of the file."""
        return self.text[self.at : self.at + 1]

    @property
    def start(self) -> int:
        """Where the thing begins that could not be read."""
        return self.at if self.context is None else self.context


@dataclass(frozen=True, slots=True)
class SyntaxMistake:
    """What is wrong at ``index``, and what can be done."""

    index: int
    code: str
    message: str
    hint: str = ""


def line_start(text: str, index: int) -> int:
    """The index of the first character of the line that ``index`` is on."""
    return text.rfind("\n", 0, index) + 1


def line_at(text: str, start: int) -> str:
    """The text from ``start`` to the end of its line."""
    end = text.find("\n", start)
    return text[start : len(text) if end < 0 else end].rstrip("\r")


def lines_above(text: str, index: int) -> Iterator[int]:
    """The starts of the lines above ``index``, nearest first, without blank ones and comments."""
    start = line_start(text, index)
    while start > 0:
        start = line_start(text, start - 1)
        if not _BLANK.match(line_at(text, start)):
            yield start
