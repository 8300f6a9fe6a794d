"""What else is wrong in a source of ours that YAML gave up on: each part of it is read by itself.

A part is a key at the margin with what stands below it, and of ``sections`` each item. What YAML
stumbled over in one of them says nothing about the others.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cvrender.checks.validate import validate
from cvrender.errors import SourceError
from cvrender.model import CV
from cvrender.syntax.nodes import Node
from cvrender.syntax.yamltext import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cvrender.errors import Fault, Position

__all__ = ["with_others"]

_KEY = re.compile(r"([A-Za-z_][\w-]*):(?:\s|$)")
_ITEM = re.compile(r"( *)- ")
_ENTANGLED = re.compile(r"^(?:---|\.\.\.|%)|(?:^|[\s\[{,])&\w", re.MULTILINE)
"""What makes the parts depend on each other: several documents, and anchors."""


def with_others(text: str, file: str, told: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """``told`` and the faults in those parts of ``text`` where none of it stands."""
    lines = text.split("\n")
    parts = list(_parts(lines))
    if _ENTANGLED.search(text) or not any(key == "sections" for key, _, _ in parts):
        return told
    broken = {fault.position.line - 1 for fault in told}
    whole = [part[1:] for part in parts if broken.isdisjoint(range(*part[1:]))]
    nodes, faults = _read_apart(lines, whole, file)
    # What is missing at the top may stand in a part that is broken: nothing is said of it.
    tree = _joined(nodes, told[0].position)
    try:
        validate(tree, CV, (*told, *faults))
    except SourceError as error:
        return tuple(dict.fromkeys(error.faults))
    return (*told, *faults)


def _read_apart(
    lines: list[str], parts: list[tuple[int, int]], file: str
) -> tuple[list[Node], list[Fault]]:
    """The parts as data, each with its places in the whole file, and what is wrong in them."""
    nodes: list[Node] = []
    faults: list[Fault] = []
    for start, end in parts:
        try:
            node, known = read_yaml("\n" * start + "\n".join(lines[start:end]), file)
        except SourceError as error:
            known = error.faults
        else:
            nodes.append(node)
        faults += known
    return nodes, faults


def _joined(parts: list[Node], place: Position) -> Node:
    """The parts as one CV that stands at ``place``."""
    fields: dict[str, Node] = {}
    sections: list[Node] = []
    for part in parts:
        fields |= part.value if isinstance(part.value, dict) else {}
        sections += map(_without_bibliography, part.value if isinstance(part.value, list) else [])
    return Node({**fields, "sections": Node(sections, place)}, place)


def _without_bibliography(section: Node) -> Node:
    """``section`` without the files that it names: only a source that can be read reads them."""
    asked = section.child("publications")
    if asked is None or not isinstance(asked.value, dict) or not isinstance(section.value, dict):
        return section
    fields = {key: child for key, child in section.value.items() if key != "publications"}
    return Node(fields, section.position, section.key)


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
