"""Error recovery: a source that is not YAML as a whole is parsed part by part.

A part is a top-level key with its value, or one item of ``sections``. A syntax error in one part
says nothing about the others.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cvrender.errors import SourceError
from cvrender.syntax.nodes import Node
from cvrender.syntax.yaml_parser import repaired

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cvrender.errors import Fault, Position

_KEY = re.compile(r"([A-Za-z_][\w-]*):(?:\s|$)")
_ITEM = re.compile(r"( *)- ")
_ENTANGLED = re.compile(r"^(?:---|\.\.\.|%|<{7} )|(?:^|[\s\[{,])&\w", re.MULTILINE)
"""What makes the parts depend on each other: several documents or versions, and anchors."""


def recover(text: str, file: str, told: tuple[Fault, ...]) -> tuple[Node, tuple[Fault, ...]]:
    """The parts of ``text`` that are left as one CV, and all mistakes; ``told`` are known.

    What is missing at its top may stand in a part that is broken: it stands at the first mistake.
    Raises SourceError where there are no parts.
    """
    lines = text.split("\n")
    parts = list(_parts(lines))
    if _ENTANGLED.search(text) or not any(key == "sections" for key, _, _ in parts):
        raise SourceError(told)
    nodes: list[Node] = []
    for _, start, end in parts:
        node, faults = repaired("\n" * start + "\n".join(lines[start:end]), file)
        spoilt = any(start < fault.position.line <= end for fault in told)
        if node is not None or not spoilt:
            told += faults
        if node is not None:
            nodes.append(node)
    return _joined(nodes, told[0].position), tuple({one.position: one for one in told}.values())


def _joined(parts: list[Node], place: Position) -> Node:
    """The parts as one CV that stands at ``place``."""
    fields: dict[str, Node] = {}
    sections: list[Node] = []
    for part in parts:
        fields |= part.fields
        sections += part.items
    return Node({**fields, "sections": Node(sections, place)}, place)


def _parts(lines: list[str]) -> Iterator[tuple[str, int, int]]:
    """The key that each part belongs to, its first line, and the line behind its last."""
    starts: list[tuple[str, int]] = []
    indent: str | None = None
    for number, line in enumerate(lines):
        key, item = _KEY.match(line), _ITEM.match(line)
        if key:
            starts.append((key[1], number))
            indent = None
        elif item and starts and starts[-1][0] == "sections" and indent in (None, item[1]):
            indent = item[1]
            starts.append(("sections", number))
    ends = [*(number for _, number in starts[1:]), len(lines)]
    for (name, start), end in zip(starts, ends, strict=False):
        yield name, start, end
