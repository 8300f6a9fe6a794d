"""The photo that a source names: an image that every format can show, without camera metadata."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvrender.errors import Fault, SourceError, quoted
from cvrender.files.image import clean, excess, kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cvrender.syntax.nodes import Node


def read_photo(
    tree: Node, read: Callable[[Node], bytes]
) -> tuple[Mapping[str, bytes], tuple[Fault, ...]]:
    """The photo of the source ``tree`` by its name, if it has one; or the fault in its place.

    ``read`` gives the bytes of the file that a node names.
    """
    name = tree.at(("photo", "file"))
    if tree.child("photo") is None or not isinstance(name.value, str):
        return {}, ()
    try:
        return {name.value: _image(name, read(name))}, ()
    except SourceError as error:
        return {}, error.faults


def _image(name: Node, data: bytes) -> bytes:
    """``data`` cleaned. Raises SourceError at ``name`` where it is not an image for a CV."""
    place, file = name.position, quoted(str(name.value))
    if kind_of(data) is None:
        message, hint = f"{file} is not a PNG or JPEG image", "save it as one of them"
        raise SourceError((Fault(place, "unknown-picture", message, hint),))
    if reason := excess(data):
        message = f"{file} is too large: {reason}"
        raise SourceError((Fault(place, "too-many-pixels", message, "use a smaller picture"),))
    try:
        return clean(data)
    except ValueError as error:
        message = f"{file} cannot be shown: {error}"
        raise SourceError((Fault(place, "unknown-picture", message, "save it again"),)) from error
