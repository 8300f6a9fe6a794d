"""Nodes: values with their positions in a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from cvrender.errors import Position

MAX_DEPTH = 32
MAX_NODES = 50_000
KeyPath = tuple[str | int, ...]
Scalar = str | bool | int | float | None


@dataclass(frozen=True, slots=True)
class Node:
    """A value with its place: ``position`` of the value, ``key`` of the key it stands under.

    ``margin`` is the column at which the lines of a literal text (``|``) begin; 0 for all else.
    """

    value: Scalar | Sequence[Node] | Mapping[str, Node]
    position: Position
    key: Position | None = None
    margin: int = 0

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

    def inside(self, words: str) -> Position:
        """Where ``words`` stand in a literal text; in any other value, where that begins."""
        text = str(self.value) if self.margin else ""
        at = text.find(words)
        if not text or at < 0:
            return self.position
        line, column = text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1)
        return Position(self.position.file, self.position.line + line, self.margin + column)

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
