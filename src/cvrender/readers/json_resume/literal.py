"""The texts of our own JSON Resume files are plain: nothing in them is markup or marks a bullet.

Such a file is read like any other. Meanwhile what would be taken for HTML, for Markdown or for the
mark of a bullet stands as characters that no text has (Unicode's noncharacters); behind, it is
itself again, and a backslash frees what would be Markdown.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cvrender import inline
from cvrender.syntax.nodes import Node

if TYPE_CHECKING:
    from cvrender.errors import Fault

__all__ = ["freed", "shielded", "told"]

_START = "\ufdd0"
_STANDING = dict(zip("*`[]<&", "\ufdd1\ufdd2\ufdd3\ufdd4\ufdd5\ufdd6", strict=True))
_SHIELD = str.maketrans(_STANDING)
_PLAIN = str.maketrans({_START: None, **{stand: char for char, stand in _STANDING.items()}})
_FREED = {stand: f"\\{char}" if char in "*`[]" else char for char, stand in _STANDING.items()}
_ESCAPED = str.maketrans({_START: None, **_FREED})
_NO_MARKDOWN = ("start", "end", "date", "phone")
_ADDRESSES = ("url", "email", "x-emails", "$schema", "doi")


def shielded(node: Node, key: str = "") -> Node:
    """``node`` with its texts as no reader takes them for anything else."""
    value = node.value
    if key in _ADDRESSES:
        return node
    if isinstance(value, dict):
        value = {name: shielded(child, name) for name, child in value.items()}
    elif isinstance(value, list):
        value = [shielded(child, key) for child in value]
    elif isinstance(value, str):
        value = _parted(value, key).translate(_SHIELD)
    return Node(value, node.position, node.key)


def _parted(text: str, key: str) -> str:
    """``text`` with a mark before each part that starts with a sign; bullets below one are parts.

    What is said of an organization ends with its bullets, where it has any.
    """
    parts = text.split("\n- " if key == "highlights" else "\n\n")
    last = [parts.pop()] if key == "description" and parts[1:] else []
    started = (f"{_START}{part}" if part and not part[0].isalnum() else part for part in parts)
    whole = ("\n- " if key == "highlights" else "\n\n").join([*started, *last])
    return f"{whole}{_START}" if whole.endswith((":", "：")) else whole  # a label's own colon


def told(fault: Fault) -> Fault:
    """``fault`` in words that have all characters."""
    return replace(fault, message=fault.message.translate(_PLAIN))


def freed(node: Node, key: str = "") -> Node:
    """``node`` with its texts as they read, as Markdown where they are."""
    value = node.value
    if isinstance(value, dict):
        value = {name: freed(child, name) for name, child in value.items()}
    elif isinstance(value, list):
        value = [freed(child, key) for child in value]
    elif isinstance(value, str):
        value = value.translate(_PLAIN) if key in _NO_MARKDOWN else _freed(value)
    return Node(value, node.position, node.key)


def _freed(text: str) -> str:
    plain = text.translate(_PLAIN)
    has_links = "](" in text
    if not has_links and "".join(span.text for span in inline.parse(plain)) == plain:
        return plain
    return text.translate(_ESCAPED)
