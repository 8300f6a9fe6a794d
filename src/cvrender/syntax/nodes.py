"""Nodes: values with their positions in a file; and bytes → text."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from cvrender.errors import Fault, Position, SourceError, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

MAX_BYTES = 2_000_000
MAX_DEPTH = 32
MAX_NODES = 50_000
KeyPath = tuple[str | int, ...]
Scalar = str | bool | int | float | None
_WIDE_MARKS = (
    (b"\xff\xfe\0\0", "UTF-32"),
    (b"\0\0\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip or Word file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"{\\rtf", "a rich text file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "a packed file"),
)
_SAVE = "save the file as UTF-8"
# What YAML 1.2, 5.1, calls printable says it the other way round, which takes 6 ms to compile.
_FORBIDDEN = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202d\u202e\ud800-\udfff\ufeff\ufffe\uffff]"
)
_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Node:
    """A value with its place: ``position`` of the value, ``key`` of the key it stands under."""

    value: Scalar | Sequence[Node] | Mapping[str, Node]
    position: Position
    key: Position | None = None

    @property
    def fields(self) -> dict[str, Node]:
        """What a mapping holds; of anything else nothing."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def items(self) -> list[Node]:
        """What a list holds; of anything else nothing."""
        return self.value if isinstance(self.value, list) else []

    def holding(self, value: Scalar | Sequence[Node] | Mapping[str, Node]) -> Node:
        """``value`` in the place of this one."""
        return Node(value, self.position, self.key)

    def texts(self) -> Iterator[Node]:
        """Each text at any depth."""
        if isinstance(self.value, str):
            yield self
        for child in (*self.fields.values(), *self.items):
            yield from child.texts()

    def reworded(self, words: Callable[[Node, str], str], key: str = "") -> Node:
        """Each text at any depth as ``words`` gives it, asked with the key that it stands under."""
        value = self.value
        if isinstance(value, dict):
            value = {name: child.reworded(words, name) for name, child in value.items()}
        elif isinstance(value, list):
            value = [child.reworded(words, key) for child in value]
        elif isinstance(value, str):
            value = words(self, key)
        return self.holding(value)

    def plain(self) -> Any:
        """The value without places: dicts, lists and scalars."""
        if isinstance(self.value, dict):
            return {key: child.plain() for key, child in self.value.items()}
        if isinstance(self.value, list):
            return [child.plain() for child in self.value]
        return self.value

    def at(self, path: KeyPath) -> Node:
        """The node at ``path``, or the nearest to it that the source has."""
        return self.trail(path)[-1][1]

    def trail(self, path: KeyPath) -> list[tuple[str | int, Node]]:
        """The nodes along ``path``, each with the step to it; this one comes first, with "".

        Steps that the source does not have are passed over. An integer steps into a mapping too,
        as the n-th of its pairs, and is given as the key there: a mapping of facts becomes a
        tuple of facts, and keeps its places.
        """
        trail: list[tuple[str | int, Node]] = [("", self)]
        on_path = True
        for step in path:
            node = trail[-1][1]
            if isinstance(node.value, dict) and isinstance(step, int):
                step = next(islice(node.value, step, None), "") if on_path else ""
            child = node.child(step)
            on_path = child is not None
            if child is not None:
                trail.append((step, child))
        return trail

    def child(self, step: str | int) -> Node | None:
        """The node one step below, or None."""
        if isinstance(self.value, dict):
            return self.value.get(str(step))
        if isinstance(self.value, list) and isinstance(step, int):
            return next(iter(self.value[step : step + 1]), None)
        return None


def decode(data: bytes, file: str) -> str:
    """The text in ``data``: UTF-8, or of wider characters what a byte-order mark says.

    Raises SourceError at the first byte that cannot be decoded.
    """
    start = Position(file, 1, 1)
    if len(data) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES:,} bytes"
        raise SourceError((Fault(start, "too-large", message),))
    marked = next((name for mark, name in _WIDE_MARKS if data.startswith(mark)), "")
    if not marked and _is_wide(data):
        message = "this is UTF-16 text, not UTF-8"
        raise SourceError((Fault(start, "wrong-encoding", message, _SAVE),))
    if kind := next((kind for sign, kind in _SIGNATURES if data.startswith(sign)), None):
        message = f"this is {kind}, not a text file"
        raise SourceError((Fault(start, "not-text", message),))
    try:
        text = data.decode(marked or "utf-8-sig")
    except UnicodeDecodeError as error:
        found = _broken(data, marked, file) if marked else _byte_fault(data, error, file)
        raise SourceError((found,)) from error
    if "\0" in text:
        message = "this is not a text file: it contains NUL bytes"
        raise SourceError((Fault(place(text, text.index("\0"), file), "not-text", message),))
    return text


def _is_wide(data: bytes) -> bool:
    """Whether every second byte is NUL, as in English UTF-16."""
    half = len(data) // 2
    return bool(half) and half in (data[::2].count(0), data[1::2].count(0))


def _broken(data: bytes, encoding: str, file: str) -> Fault:
    """Where text of wide characters breaks off."""
    before = data.decode(encoding, "ignore")
    message = f"this is {encoding} text with an invalid character"
    return Fault(place(before, len(before), file), "wrong-encoding", message, _SAVE)


def _byte_fault(data: bytes, error: UnicodeDecodeError, file: str) -> Fault:
    offset = error.start + 3 * data.startswith(b"\xef\xbb\xbf")  # Python counts behind the mark
    before = data[:offset].decode("utf-8-sig")
    byte = data[offset : offset + 1]
    meant = byte.decode("cp1252", "ignore")
    number, reason = f"0x{byte[0]:02X}", ""
    if len(data) - offset < 4 and byte > b"\xc1":
        reason = ": the file ends inside a character"
    elif meant and meant.isprintable():
        number = f"{number}, {quoted(meant)} in Windows-1252"
    message = f"byte {offset + 1:,} of the file ({number}) is not UTF-8{reason}"
    return Fault(place(before, len(before), file), "wrong-encoding", message, _SAVE)


def place(text: str, index: int, file: str) -> Position:
    """Where the character at ``index`` stands; the end of the text is behind its last word."""
    return Lines(text, file).position(index)


class Lines:
    """The places in a text of which many are asked for."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.starts = [0, *(match.end() for match in _BREAK.finditer(text))]
        self.end = len(text.rstrip())

    def position(self, index: int) -> Position:
        """Where the character at ``index`` stands; the end of the text is behind its last word."""
        index = min(index, self.end)
        line = bisect_right(self.starts, index)
        return Position(self.file, line, index - self.starts[line - 1] + 1)


def character_faults(text: str, file: str) -> Iterator[Fault]:
    """A fault for each character that cannot stand in a source."""
    if all(map(str.isprintable, {*text} - {*"\n\r\t"})):
        return  # before the pattern is compiled, which takes a while
    for count, match in enumerate(re.finditer(_FORBIDDEN, text)):
        if count == 20:  # a file full of them says nothing new
            return
        message = f"the character U+{ord(match[0]):04X} is not allowed in text"
        yield Fault(place(text, match.start(), file), "bad-character", message, "remove it")
