"""Bytes → text → data, and where each value stands.

YAML is read from its parser's events, so that no input can exhaust the stack: depth, size and
aliases are bounded while the tree grows. Plain scalars stay text (``010``, ``12:30``, ``no`` and
``1.10`` are what the author typed); only ``null``/``~``/empty, ``true`` and ``false`` mean more.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any, NoReturn

import yaml

from cvrender.errors import Fault, Position, SourceError, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_NODES",
    "Lines",
    "Node",
    "Path",
    "character_faults",
    "decode",
    "parse_yaml",
    "read_yaml",
]

MAX_BYTES = 2_000_000
MAX_DEPTH = 32
MAX_NODES = 50_000

Path = tuple[str | int, ...]
Scalar = str | bool | int | float | None

_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NESTED = "maximum nesting depth"
"""What libyaml gives up at, before it has told the first of a thousand brackets in a row."""
_PLAIN = {"": None, "~": None, "null": None, "true": True, "false": False}
_CORE = "tag:yaml.org,2002:"
_TAGS = (None, f"{_CORE}str", f"{_CORE}seq", f"{_CORE}map")

_WIDE_MARKS = ((b"\xff\xfe\0\0", "UTF-32"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))
_SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip or Word file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"{\\rtf", "a rich text file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "a packed file"),
)
_SAVE = "save it as UTF-8 text"
# What YAML 1.2, 5.1, calls printable says it the other way round, which takes 6 ms to compile.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]"
)
_BREAK = re.compile(r"\r\n|\r|\n")
_TIGHT_COMMENT = re.compile(r"[ \t]+(#[^\s#!-][^\n]*)")
_LONE_RETURN = re.compile(r"\r(?!\n)")
_BEYOND_UNICODE = re.compile(r"\\U(?!0010|000)[0-9a-fA-F]{8}")


@dataclass(frozen=True, slots=True)
class Node:
    """A value with its place: ``position`` of the value, ``key`` of the key it stands under."""

    value: Scalar | Sequence[Node] | Mapping[str, Node]
    position: Position
    key: Position | None = None

    def plain(self) -> Any:
        """The value without places: dicts, lists and scalars."""
        if isinstance(self.value, dict):
            return {key: child.plain() for key, child in self.value.items()}
        if isinstance(self.value, list):
            return [child.plain() for child in self.value]
        return self.value

    def at(self, path: Path) -> Node:
        """The node at ``path``, or the nearest to it that the source has."""
        return self.trail(path)[-1][1]

    def trail(self, path: Path) -> list[tuple[str | int, Node]]:
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
    """The text in ``data``: UTF-8, with or without a byte-order mark.

    Raises SourceError where it is none, naming the first byte that is wrong.
    """
    start = Position(file, 1, 1)
    if len(data) > MAX_BYTES:
        message = f"the file has more than {MAX_BYTES:,} bytes, and no CV has"
        raise SourceError((Fault(start, "too-large", message),))
    if encoding := _wide(data):
        message = f"this is {encoding} text, not UTF-8"
        raise SourceError((Fault(start, "wrong-encoding", message, _SAVE),))
    if kind := next((kind for sign, kind in _SIGNATURES if data.startswith(sign)), None):
        message = f"this is {kind}, not a text file"
        raise SourceError((Fault(start, "not-text", message),))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError((_byte_fault(data, _offset(error, data), file),)) from error
    if "\0" in text:
        message = "this is not a text file: it holds NUL, a byte that is no character"
        raise SourceError((Fault(place(text, text.index("\0"), file), "not-text", message),))
    return text


def _wide(data: bytes) -> str:
    """The encoding, if a mark names it or every second byte is NUL, as in English UTF-16."""
    for mark, encoding in _WIDE_MARKS:
        if data.startswith(mark):
            return encoding
    half = len(data) // 2
    return "UTF-16" if half and half in (data[::2].count(0), data[1::2].count(0)) else ""


def _offset(error: UnicodeDecodeError, data: bytes) -> int:
    """Python counts behind the byte-order mark."""
    return error.start + 3 * data.startswith(b"\xef\xbb\xbf")


def _byte_fault(data: bytes, offset: int, file: str) -> Fault:
    before = data[:offset].decode("utf-8-sig")
    byte = data[offset : offset + 1]
    message = f"byte {offset + 1:,} of the file (0x{byte[0]:02X}) is not UTF-8"
    meant = byte.decode("cp1252", "ignore")
    if len(data) - offset < 4 and byte > b"\xc1":
        message += "; the file ends inside a character"
    elif meant and meant.isprintable():
        message += f"; in Windows-1252 it is {quoted(meant)}"
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


def parse_yaml(text: str, file: str) -> Node:
    """Read one YAML document; raise SourceError with the places of all mistakes found."""
    node, faults = read_yaml(text, file)
    if faults:
        raise SourceError(faults)
    return node


def read_yaml(text: str, file: str) -> tuple[Node, tuple[Fault, ...]]:
    """Read one YAML document, and name the mistakes that leave a tree to judge further.

    Raises SourceError where no tree is left. Unusual line ends (U+0085, U+2028, U+2029) are read
    as spaces: editors do not show them as lines.
    """
    if faults := tuple(character_faults(text, file)):
        raise SourceError(faults)
    level = _LONE_RETURN.sub("\n", text)
    level = level.replace("\x85", " ").replace("\u2028", " ").replace("\u2029", " ")
    builder = _Builder(level, file)
    try:
        node = builder.document()
    except yaml.MarkedYAMLError as error:
        if _NESTED in str(error.problem):
            _Builder(level, file).document(yaml.SafeLoader)  # stops at the bound, at its place
        raise SourceError(tuple(_with(builder.faults, builder.explained(error)))) from error
    except (ValueError, OverflowError) as error:  # PyYAML's own parser at \Uffffffff
        last = _beyond_unicode(level, file)
        raise SourceError(tuple(_with(builder.faults, last))) from error
    return node, tuple(builder.faults)


def character_faults(text: str, file: str) -> Iterator[Fault]:
    """A fault for each character that cannot stand in a source."""
    for count, match in enumerate(_FORBIDDEN.finditer(text)):
        if count == 20:  # a file full of them says nothing new
            return
        message = f"the character U+{ord(match[0]):04X} cannot stand in a text"
        yield Fault(place(text, match.start(), file), "bad-character", message, "remove it")


def _with(faults: list[Fault], last: Fault) -> list[Fault]:
    """Two faults at one place are one."""
    known = any(fault.position == last.position for fault in faults)
    return faults if known else [*faults, last]


def _beyond_unicode(text: str, file: str) -> Fault:
    match = _BEYOND_UNICODE.search(text)
    at = match.start() if match else 0
    return _explained(file, text=text, problem="escape", context_words="quoted scalar", at=at)


def _explained(file: str, **failure: Any) -> Fault:
    """The person's mistake behind a complaint of the parser; ``failure`` as in syntax.Failure."""
    from cvrender import syntax  # few sources need it

    mistake = syntax.explain(syntax.Failure(**failure))
    position = place(failure["text"], mistake.index, file)
    return Fault(position, mistake.code, mistake.message, mistake.hint)


@dataclass(slots=True)
class _Anchor:
    """A node that aliases may repeat: what it costs, how deep it goes, whether it was used."""

    node: Node
    size: int
    height: int
    used: bool = False


class _Builder:
    """Grows the tree from parser events; collects what is wrong, stops at the bounds."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.faults: list[Fault] = []
        self.anchors: dict[str, _Anchor] = {}
        self.missing: set[str] = set()
        self.count = 0
        self.deepest = 0
        self.brackets: list[int] = []
        self.closed: tuple[int, int] | None = None

    def document(self, parser: Any = None) -> Node:
        self.events: Iterator[Any] = yaml.parse(self.text, Loader=parser or _Parser)
        root = Node(None, Position(self.file, 1, 1))
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    message = "a second document starts here; a file holds one CV"
                    self.stop(event.start_mark, "second-document", message)
                root = self.node(next(self.events), 0)
        for name in list(self.anchors):
            self.forget(name)
        return root

    def node(self, event: Any, depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent):
            return self.alias(event, depth)
        size, outer, self.deepest = self.count, self.deepest, depth
        self.grow(event, 1, depth)
        self.tag(event)
        node = self.fresh(event, depth)
        if event.anchor:
            self.forget(event.anchor)
            size, height = self.count - size, self.deepest - depth
            self.anchors[event.anchor] = _Anchor(node, size, height)
        self.deepest = max(outer, self.deepest)
        return node

    def fresh(self, event: Any, depth: int) -> Node:
        position = self.position(event.start_mark)
        if isinstance(event, yaml.ScalarEvent):
            if event.style or event.anchor:
                self.closed = _extent(event)
            self.swallowed(event)
            plain = not event.style and event.value in _PLAIN
            return Node(_PLAIN[event.value] if plain else event.value, position)
        # The pair in `[a: b]` is a mapping too, one without a bracket of its own.
        opened = event.end_mark.index - 1
        if flow := bool(event.flow_style) and opened >= event.start_mark.index:
            self.brackets.append(opened)
        is_list = isinstance(event, yaml.SequenceStartEvent)
        value = list(self.sequence(depth)) if is_list else self.mapping(depth)
        if flow:
            self.closed = self.brackets.pop(), self.end
        return Node(value, position)

    def alias(self, event: Any, depth: int) -> Node:
        self.closed = _extent(event)
        position = self.position(event.start_mark)
        known = self.anchors.get(event.anchor)
        if known is None:
            self.missing.add(event.anchor)
            name = event.anchor
            message = f"YAML takes `*{name}` for a reference to an `&{name}` above, and finds none"
            self.fault(position, "unknown-alias", message, "put the text in quotes")
            return Node(None, position)
        known.used = True
        self.grow(event, known.size, depth + known.height)
        self.deepest = max(self.deepest, depth + known.height)
        return known.node

    def sequence(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            node = self.node(event, depth + 1)
            yield replace(node, position=self.dash(event)) if _is_nothing(event) else node
        self.end = _extent(event)[1]

    def mapping(self, depth: int) -> dict[str, Node]:
        pairs: dict[str, Node] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            name, key = self.key(event, self.node(event, depth + 1))
            following = next(self.events)
            value = self.node(following, depth + 1)
            if _is_nothing(following):
                value = replace(value, position=key)
            if name in pairs:
                self.duplicate(name, key, pairs[name].key or key)
            elif name == "<<":
                message = "YAML's merge key `<<` is not read here"
                self.fault(key, "merge-key", message, "write the keys out")
            elif name is not None:
                pairs[name] = replace(value, key=key)
        self.end = _extent(event)[1]
        return pairs

    def key(self, event: Any, node: Node) -> tuple[str | None, Position]:
        """The key as typed, and its place; None with a fault where it is no text."""
        if isinstance(node.value, (dict, list)):
            message = "a key must be text"
            self.fault(node.position, "bad-key", message, "put it in quotes")
            return None, node.position
        if not (name := str(getattr(event, "value", node.value))):
            self.fault(node.position, "missing-key-name", "there is no key before this colon")
            return None, node.position
        return name, node.position

    def duplicate(self, name: str, key: Position, first: Position) -> None:
        message = f"{quoted(name)} stands here a second time; the first is on line {first.line}"
        self.fault(key, "duplicate-key", message)

    def tag(self, event: Any) -> None:
        if event.tag not in _TAGS:
            name = quoted(event.tag.replace(_CORE, "!!"))
            message = f"YAML takes {name} for a type, and the text would lose it"
            position = self.position(event.start_mark)
            self.fault(position, "tag", message, "put the text in quotes")

    def forget(self, name: str) -> None:
        """Drop an anchor; one that was never used was meant as text."""
        anchor = self.anchors.pop(name, None)
        if anchor is not None and not anchor.used and name not in self.missing:
            message = f"YAML takes `&{name}` for a mark to refer to, and the text would lose it"
            self.fault(anchor.node.position, "unused-anchor", message, "put the text in quotes")

    def swallowed(self, event: Any) -> None:
        """``Ranked #1`` is ``Ranked`` and a comment to YAML; a comment has a space behind its #."""
        if not event.style and (match := _TIGHT_COMMENT.match(self.text, event.end_mark.index)):
            message = f"YAML takes {quoted(match[1])} for a comment, and the text would lose it"
            hint = "put the text in quotes, or a space behind the `#` of a comment"
            self.fault(place(self.text, match.start(1), self.file), "tight-comment", message, hint)

    def grow(self, event: Any, by: int, depth: int) -> None:
        if depth > MAX_DEPTH:
            self.stop(event.start_mark, "too-deep", f"nested deeper than {MAX_DEPTH} levels")
        self.count += by
        if self.count > MAX_NODES:
            message = f"more than {MAX_NODES:,} values; this is no CV"
            self.stop(event.start_mark, "too-large", message)

    def position(self, mark: Any) -> Position:
        return Position(self.file, mark.line + 1, mark.column + 1)

    def dash(self, event: Any) -> Position:
        """The dash of an item that has nothing behind it."""
        return Position(self.file, event.start_mark.line + 1, event.start_mark.column)

    def fault(self, position: Position, code: str, message: str, hint: str = "") -> None:
        self.faults.append(Fault(position, code, message, hint))

    def stop(self, mark: Any, code: str, message: str) -> NoReturn:
        raise SourceError((*self.faults, Fault(self.position(mark), code, message)))

    def explained(self, error: yaml.MarkedYAMLError) -> Fault:
        """The person's mistake behind the parser's complaint."""
        at, context = error.problem_mark or error.context_mark, error.context_mark
        return _explained(
            self.file,
            text=self.text,
            problem=error.problem or "",
            context_words=error.context or "",
            at=at.index if at else 0,
            context=context.index if context else None,
            closed=self.closed,
            bracket=self.brackets[-1] if self.brackets else None,
        )


def _is_nothing(event: Any) -> bool:
    """Whether a scalar consists of no characters at all."""
    start, end = _extent(event)
    return isinstance(event, yaml.ScalarEvent) and start == end


def _extent(event: Any) -> tuple[int, int]:
    return event.start_mark.index, event.end_mark.index
