"""Snippets: the line of a source that a fault is about, with a caret under its place."""

import re
import unicodedata
from pathlib import Path

from cvrender.errors import CvrenderError, Position
from cvrender.files import named
from cvrender.source.opening import MOST
from cvrender.syntax.decoding import decode

_WIDTH = 90
"""Characters of a line that are shown."""
_BEFORE = 40
"""Characters before the caret, where the line is longer."""


def lines(file: str) -> list[str]:
    """The lines of a source; none where it cannot be read, or is no file."""
    try:
        text = decode(named.read(Path(file), MOST + 1), file)  # as it was read before
    except CvrenderError:
        return []
    return re.split("\r\n|[\n\r]", text)


def snippet(position: Position, source: list[str]) -> tuple[str, str]:
    """The line at ``position`` behind its number, and the blanks and the caret below it.

    Both are empty where ``source`` has no such line.
    """
    if not 1 <= position.line <= len(source) or not source[position.line - 1].strip():
        return "", ""
    line, at = source[position.line - 1], position.column - 1
    start = max(0, at - _BEFORE) if len(line) > _WIDTH else 0
    shown = "".join(map(_visible, line[start : start + _WIDTH]))
    left, right = "…" if start else "", "…" if start + _WIDTH < len(line) else ""
    gutter = f"{position.line:>5} | "
    blanks = " " * _cells(left + shown[: at - start])
    return f"{gutter}{left}{shown}{right}".rstrip(), f"{' ' * (len(gutter) - 2)}| {blanks}^"


def _visible(char: str) -> str:
    """``char`` as one character that a terminal draws and does not obey."""
    if char.isprintable() or char == "\t":
        return char.replace("\t", " ")
    return "␣" if unicodedata.category(char) == "Zs" else "�"


def _cells(text: str) -> int:
    """The cells of a terminal that ``text`` fills: East Asian characters are two wide (UAX 11)."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(map(bool, map(unicodedata.combining, text)))
