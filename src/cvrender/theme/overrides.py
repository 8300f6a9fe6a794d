"""Overrides: ``--set colors.accent=#0b6e4f`` → a Node to merge into a theme's tokens."""

from cvrender.errors import Position, UsageError, quoted
from cvrender.syntax import parse_yaml
from cvrender.syntax.nodes import Node


def option(text: str) -> Node:
    """``name=value``, dots between the names of groups; faults are placed within the option.

    Raises UsageError where there is no ``=``.
    """
    path, equals, value = text.partition("=")
    if not equals or not all(path.split(".")):
        message = f"expected NAME=VALUE for --set, found {quoted(text)}"
        raise UsageError(message, "for example: --set page.size=Letter")
    file = f"--set {text}"
    position = Position(file, 1, len(path) + 2)
    node = parse_yaml(value, file) if value.startswith("[") else Node(value, position)
    column = len(path)
    for name in reversed(path.split(".")):
        column -= len(name)
        key = Position(file, 1, column + 1)
        node = Node({name: Node(node.value, node.position, key)}, key)
        column -= 1
    return node
