"""The texts of our own JSON Resume files are plain: nothing in them is markup or marks a bullet.

Such a file is read like any other. Meanwhile what would be taken for HTML, for Markdown or for the
mark of a bullet stands as characters that no text has (Unicode's noncharacters); behind, it is
itself again, and a backslash frees what would be Markdown.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cvrender import inline

if TYPE_CHECKING:
    from cvrender.errors import Fault
    from cvrender.syntax.nodes import Node

__all__ = ["freed", "shielded", "told"]

_START = "\ufdd0"
_STANDING = dict(zip("*`[]<&", "\ufdd1\ufdd2\ufdd3\ufdd4\ufdd5\ufdd6", strict=True))
_SHIELD = str.maketrans(_STANDING)
_PLAIN = str.maketrans({_START: None, **{stand: char for char, stand in _STANDING.items()}})
_FREED = {stand: f"\\{char}" if char in "*`[]" else char for char, stand in _STANDING.items()}
_ESCAPED = str.maketrans({_START: None, **_FREED})
_NO_MARKDOWN = ("start", "end", "date", "phone")
_ADDRESSES = ("url", "email", "x-emails", "$schema", "doi")


def shielded(node: Node, key: str) -> str:
    """A text as no reader takes it for anything else."""
    text = str(node.value)
    return text if key in _ADDRESSES else _parted(text, key).translate(_SHIELD)


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


def freed(node: Node, key: str) -> str:
    """A text as it reads, as Markdown where it is."""
    text = str(node.value)
    plain = text.translate(_PLAIN)
    has_links = "](" in text
    if key in _NO_MARKDOWN:
        return plain
    if not has_links and "".join(span.text for span in inline.parse(plain)) == plain:
        return plain
    return text.translate(_ESCAPED)
