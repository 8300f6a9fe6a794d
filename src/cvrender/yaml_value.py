"""YAML value: another value for one key of a file; comments and all other lines stay."""

import json
import re

from cvrender.errors import SourceError, UsageError
from cvrender.syntax import parse_yaml
from cvrender.syntax.nodes import Node
from cvrender.yaml_edit import line_ending, retyped
from cvrender.yaml_layout import Layout, offset
from cvrender.yaml_writer import scalar


def with_value(text: str, path: tuple[str, ...], value: str) -> str:
    """``text`` with ``value``, a text, at ``path``.

    A key that is not there is added: at the top of the mapping that it belongs to, or above
    ``sections``. Raises UsageError where the line must be edited by hand: the key's value spans
    lines.
    """
    before = parse_yaml(text, "")
    there = _longest_known(before, path)
    if there == path:
        place = Layout(text).at(before.at(path).position, scalar=True)
        old = before.at(path).value
        found = iter(()) if place is None else retyped(text, place, str(old), value)
    else:
        found = iter([_added(text, before, there, path[len(there) :], value)])
    for after in found:
        if _differs_there_alone(before, after, path, value):
            return after
    key = ".".join(path)
    raise UsageError(f"cannot edit `{key}` in this file", f"write `{key}: {value}` yourself")


def _longest_known(node: Node, path: tuple[str, ...]) -> tuple[str, ...]:
    """The start of ``path`` that leads to something."""
    for count, step in enumerate(path):
        child = node.child(step)
        if child is None:
            return path[:count]
        node = child
    return path


def _added(text: str, root: Node, there: tuple[str, ...], path: tuple[str, ...], value: str) -> str:
    """``text`` with ``path`` in the mapping at ``there``."""
    group = root.at(there)
    if text[offset(text, group.position) :].startswith("{"):
        return _in_braces(text, group, path, value)
    return _in_lines(text, group if there else None, path, value)


def _in_braces(text: str, group: Node, path: tuple[str, ...], value: str) -> str:
    at = offset(text, group.position) + 1
    quoted = text[at:].lstrip().startswith('"')
    typed = json.dumps(value) if quoted else scalar(value, flow=True)
    for key in reversed(path[1:]):
        typed = f"{{{json.dumps(key) if quoted else key}: {typed}}}"
    key = json.dumps(path[0]) if quoted else path[0]
    return f"{text[:at]}{key}: {typed}{', ' if group.fields else ''}{text[at:]}"


def _in_lines(text: str, group: Node | None, path: tuple[str, ...], value: str) -> str:
    first = next(iter(group.fields.values()), None) if group is not None else None
    if first is not None and first.key is not None:
        margin = first.key.column - 1
        at = offset(text, first.key) - margin
    else:
        found, margin = re.search(r"(?m)^sections:", text), 0
        at = found.start() if found else len(text)
    end = line_ending(text)
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
