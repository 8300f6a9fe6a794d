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

    A key of the top level that is not there is added above ``sections``. Raises UsageError where
    the line must be edited by hand: the key's value spans lines, or stands in braces.
    """
    before = parse_yaml(text, "")
    if before.at(path[:-1]).child(path[-1]) is None:
        after = _added(text, path[-1], value)
    else:
        after = _replaced(text, before.at(path), value)
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


def _added(text: str, key: str, value: str) -> str:
    end = "\r\n" if "\r\n" in text else "\n"
    at = found.start() if (found := re.search(r"(?m)^sections:", text)) else len(text)
    start = "" if text[:at].endswith("\n") or not at else end
    return f"{text[:at]}{start}{key}: {scalar(value)}{end}{text[at:]}"


def _differs_there_alone(before: Node, text: str, path: tuple[str, ...], value: str) -> bool:
    try:
        after = parse_yaml(text, "")
    except SourceError:
        return False
    wanted = before.plain()
    inner = wanted
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return bool(after.plain() == wanted)
