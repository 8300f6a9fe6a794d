"""YAML edit: another value for one key of a file; comments and all other lines stay."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from cvrender.errors import SourceError, UsageError
from cvrender.syntax import parse_yaml
from cvrender.yaml_writer import scalar

if TYPE_CHECKING:
    from cvrender.syntax.nodes import Node

_SCALAR = r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#"'][^\n]*?(?=[ \t]+#|[ \t]*\r?$)"""


def with_value(text: str, path: tuple[str, ...], value: str) -> str:
    """``text`` with ``value``, a text, at ``path``.

    A key that is not there is added: at the top of the mapping that it belongs to, or above
    ``sections``. Raises UsageError where the line must be edited by hand: the key's value spans
    lines, or stands in braces.
    """
    before = parse_yaml(text, "")
    there = _longest_known(before, path)
    if there == path:
        after = _replaced(text, before.at(path), value)
    else:
        after = _added(text, before.at(there) if there else None, path[len(there) :], value)
    if not _differs_there_alone(before, after, path, value):
        key = ".".join(path)
        raise UsageError(f"cannot edit `{key}` in this file", f"write `{key}: {value}` yourself")
    return after


def _replaced(text: str, node: Node, value: str) -> str:
    """``text`` with ``value`` for the scalar ``node``; double quotes stay: it may be JSON."""
    lines = text.split("\n")
    line, at = lines[node.position.line - 1], node.position.column - 1
    found = re.compile(_SCALAR, re.MULTILINE).match(line, at)
    typed = json.dumps(value) if line[at : at + 1] == '"' else scalar(value)
    lines[node.position.line - 1] = line[:at] + typed + line[found.end() if found else at :]
    return "\n".join(lines)


def _longest_known(node: Node, path: tuple[str, ...]) -> tuple[str, ...]:
    """The start of ``path`` that leads to something."""
    for count, step in enumerate(path):
        child = node.child(step)
        if child is None:
            return path[:count]
        node = child
    return path


def _added(text: str, group: Node | None, path: tuple[str, ...], value: str) -> str:
    """``text`` with ``path`` in ``group``, a mapping over several lines; None is the top level."""
    first = next(iter(group.fields.values()), None) if group is not None else None
    if first is not None and first.key is not None:
        lines, margin = text.split("\n"), first.key.column - 1
        at = sum(len(line) + 1 for line in lines[: first.key.line - 1])
    else:
        found, margin = re.search(r"(?m)^sections:", text), 0
        at = found.start() if found else len(text)
    end = "\r\n" if "\r\n" in text else "\n"
    start = "" if text[:at].endswith("\n") or not at else end
    typed = [f"{' ' * (margin + 2 * depth)}{key}:" for depth, key in enumerate(path)]
    return f"{text[:at]}{start}{end.join(typed)} {scalar(value)}{end}{text[at:]}"


def _differs_there_alone(before: Node, text: str, path: tuple[str, ...], value: str) -> bool:
    try:
        after = parse_yaml(text, "")
    except SourceError:
        return False
    wanted = before.plain()
    inner = wanted
    for step in path[:-1]:
        inner = inner.setdefault(step, {})
    inner[path[-1]] = value
    return bool(after.plain() == wanted)
