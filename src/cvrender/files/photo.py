"""The pictures that a source names: images that every format can show, without camera metadata."""

from collections.abc import Callable

from cvrender.errors import Fault, SourceError, quoted
from cvrender.files.image import clean, excess, kind_of
from cvrender.syntax.nodes import KeyPath, Node

_PICTURES: tuple[KeyPath, ...] = (("photo",), ("closing", "signature"), ("signature",))
"""The keys that lead to each."""


def read_pictures(
    tree: Node, read: Callable[[Node], bytes]
) -> tuple[dict[KeyPath, bytes], tuple[Fault, ...]]:
    """The pictures of the source ``tree`` by the keys of each, and the faults in place of others.

    ``read`` gives the bytes of the file that a node names.
    """
    files: dict[KeyPath, bytes] = {}
    faults: tuple[Fault, ...] = ()
    for path in _PICTURES:
        _, *steps = tree.trail((*path, "file"))
        if len(steps) <= len(path) or not isinstance(steps[-1][1].value, str):
            continue
        name = steps[-1][1]
        try:
            files[path] = _image(name, read(name))
        except SourceError as error:
            faults += error.faults
    return files, faults


def _image(name: Node, data: bytes) -> bytes:
    """``data`` cleaned. Raises SourceError at ``name`` where it is not an image for a CV."""
    place, file = name.position, quoted(str(name.value))
    if kind_of(data) is None:
        message, hint = f"{file} is not a PNG or JPEG image", "save it as one of them"
        raise SourceError.at(place, "unknown-picture", message, hint)
    if reason := excess(data):
        message = f"{file} is too large: {reason}"
        raise SourceError.at(place, "too-many-pixels", message, "use a smaller picture")
    try:
        return clean(data)
    except ValueError as error:
        message = f"{file} cannot be shown: {error}"
        raise SourceError.at(place, "unknown-picture", message, "save it again") from error
