"""Text → data, and where each value stands.

YAML is read from its parser's events, so that no input can exhaust the stack: depth, size and
aliases are bounded while the tree grows. Plain scalars stay text (``010``, ``12:30``, ``no`` and
``1.10`` are what the author typed); only ``null``/``~``/empty, ``true`` and ``false`` mean more.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import yaml

from cvrender.errors import Fault, Position, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["MAX_DEPTH", "MAX_NODES", "Node", "Path", "parse_yaml"]

MAX_DEPTH = 32
MAX_NODES = 50_000

Path = tuple[str | int, ...]
Scalar = str | bool | int | float | None

_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN = {"": None, "~": None, "null": None, "true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Node:
    """A value with its place: ``position`` of the value, ``key`` of the key it stands under."""

    value: Scalar | Sequence[Node] | Mapping[str, Node]
    position: Position
    key: Position | None = None
    size: int = 1

    def plain(self) -> Any:
        """The value without places: dicts, lists and scalars."""
        if isinstance(self.value, dict):
            return {key: child.plain() for key, child in self.value.items()}
        if isinstance(self.value, list):
            return [child.plain() for child in self.value]
        return self.value

    def at(self, path: Path) -> Node:
        """The node at ``path``, or the last one on the way there.

        An integer steps into a mapping too, as the n-th of its pairs: a mapping of facts becomes
        a tuple of facts, and keeps its places.
        """
        node = self
        for step in path:
            child = node._child(step)
            if child is None:
                break
            node = child
        return node

    def _child(self, step: str | int) -> Node | None:
        if isinstance(self.value, dict):
            if isinstance(step, str):
                return self.value.get(step)
            return next(iter(list(self.value.values())[step : step + 1]), None)
        if isinstance(self.value, list) and isinstance(step, int):
            return next(iter(self.value[step : step + 1]), None)
        return None


def parse_yaml(text: str, file: str) -> Node:
    """Read one YAML document; raise SourceError with the places of all mistakes found."""
    builder = _Builder(file)
    try:
        node = builder.document(yaml.parse(text, Loader=_Parser))
    except yaml.MarkedYAMLError as error:
        raise SourceError((*builder.faults, _syntax_fault(error, text, file))) from error
    except yaml.reader.ReaderError as error:
        raise SourceError((_character_fault(error, text, file),)) from error
    if builder.faults:
        raise SourceError(tuple(builder.faults))
    return node


class _Builder:
    """Grows the tree from parser events; collects duplicate keys, stops at the bounds."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.anchors: dict[str, Node] = {}
        self.count = 0

    def document(self, events: Iterator[Any]) -> Node:
        self.events = events
        root = Node(None, Position(self.file, 1, 1))
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    message = "a second document starts here (`---`); a file holds one CV"
                    self.stop(event.start_mark, "second-document", message)
                root = self.node(next(events), 0)
        return root

    def node(self, event: Any, depth: int) -> Node:
        if depth > MAX_DEPTH:
            self.stop(event.start_mark, "too-deep", f"nested deeper than {MAX_DEPTH} levels")
        if isinstance(event, yaml.AliasEvent):
            return self.alias(event)
        node = self.fresh(event, depth)
        self.grow(event, 1)
        if event.anchor:
            self.anchors[event.anchor] = node
        return node

    def fresh(self, event: Any, depth: int) -> Node:
        position = self.position(event.start_mark)
        if isinstance(event, yaml.SequenceStartEvent):
            items = list(self.sequence(depth))
            return Node(items, position, size=1 + sum(item.size for item in items))
        if isinstance(event, yaml.MappingStartEvent):
            pairs = self.mapping(depth)
            return Node(pairs, position, size=1 + sum(item.size for item in pairs.values()))
        plain = event.style is None and event.value in _PLAIN
        return Node(_PLAIN[event.value] if plain else event.value, position)

    def alias(self, event: Any) -> Node:
        known = self.anchors.get(event.anchor)
        if known is None:
            message = f"`*{event.anchor}` refers to `&{event.anchor}`, which does not stand above"
            self.stop(event.start_mark, "unknown-alias", message)
        assert known is not None
        self.grow(event, known.size)
        return known

    def sequence(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            yield self.node(event, depth + 1)

    def mapping(self, depth: int) -> dict[str, Node]:
        pairs: dict[str, Node] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, depth + 1)
            value = self.node(next(self.events), depth + 1)
            name = self.key(key)
            if name in pairs:
                first = pairs[name].key
                line = first.line if first else 0
                message = f"`{name}` stands here a second time; the first is on line {line}"
                self.faults.append(Fault(key.position, "duplicate-key", message))
            pairs.setdefault(name, replace(value, key=key.position))
        return pairs

    def key(self, node: Node) -> str:
        if isinstance(node.value, (dict, list)):
            message = "a key must be text; put it in quotes if it starts with `[` or `{`"
            self.faults.append(Fault(node.position, "bad-key", message))
            return ""
        return {None: "null", True: "true", False: "false"}.get(node.value, str(node.value))  # type: ignore[arg-type]

    def grow(self, event: Any, by: int) -> None:
        self.count += by
        if self.count > MAX_NODES:
            message = f"more than {MAX_NODES:,} values; this is no CV"
            self.stop(event.start_mark, "too-large", message)

    def position(self, mark: Any) -> Position:
        return Position(self.file, mark.line + 1, mark.column + 1)

    def stop(self, mark: Any, code: str, message: str) -> None:
        raise SourceError((*self.faults, Fault(self.position(mark), code, message)))


def _syntax_fault(error: yaml.MarkedYAMLError, text: str, file: str) -> Fault:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return Fault(Position(file, line, column), "yaml-syntax", error.problem or "not YAML")


def _character_fault(error: yaml.reader.ReaderError, text: str, file: str) -> Fault:
    before = text[: error.position] if isinstance(error.position, int) else ""
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    code = error.character if isinstance(error.character, int) else ord(error.character)
    message = f"the control character U+{code:04X} cannot stand in a text file"
    return Fault(Position(file, line, column), "bad-character", message)
