"""cvrender's own YAML: already in the native shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvrender.readers.base import Reader, Translation

if TYPE_CHECKING:
    from cvrender.syntax.nodes import Node


def _recognises(node: Node) -> bool:
    pairs = node.value
    return isinstance(pairs, dict) and "sections" in pairs and "basics" not in pairs


READER = Reader("native", "cvrender YAML", _recognises, Translation)
