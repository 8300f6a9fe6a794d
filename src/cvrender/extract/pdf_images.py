"""The pictures of a PDF, as PDFium counts them, and the words for them in its tags, as pypdf reads.

PDFium tells of those tags alone that lie on something that is drawn; some programs tag otherwise.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["alternatives", "count"]

_FIGURE = "/Figure"
_DEEPEST = 15
"""Forms in forms in which a picture is looked for."""
_MOST_TAGS = 100_000
"""A bound for hostile files."""


def count(page: Any) -> int:
    """How many pictures a PDFium page shows."""
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    return sum(1 for _ in page.get_objects([FPDF_PAGEOBJ_IMAGE], max_depth=_DEEPEST))


def alternatives(data: bytes, pictures: int) -> tuple[str | None, ...]:
    """Those of so many pictures of a PDF; None of each where the file has no tags."""
    from pypdf import PdfReader
    from pypdf.generic import DictionaryObject

    tree = PdfReader(io.BytesIO(data)).root_object.get("/StructTreeRoot")
    if tree is None:
        return (None,) * pictures
    tree = tree.get_object()
    roles = tree.get("/RoleMap", DictionaryObject()).get_object()
    told = tuple(_told(tree, {_FIGURE, *(role for role in roles if roles[role] == _FIGURE)}))
    return told + ("",) * (pictures - len(told))


def _told(tree: Any, figures: set[str]) -> Iterator[str]:
    """The alternative texts of the ``figures`` in a tree of tags, in no order."""
    left, seen = [tree.get("/K")], 0
    while left and seen < _MOST_TAGS:
        element, seen = left.pop(), seen + 1
        element = element.get_object() if element is not None else None
        if isinstance(element, list):
            left += element
        elif isinstance(element, dict):
            if element.get("/S") in figures:
                yield str(element.get("/Alt", ""))
            left.append(element.get("/K"))
