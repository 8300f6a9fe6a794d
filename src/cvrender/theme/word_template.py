"""Word template: a file of somebody else's that Word files are set into, as it was read.

A theme names it by its token ``word.template``; a name of a theme that ends like one of Word's is a
template in the default theme. What is in it is looked at where it is used.
"""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from cvrender.errors import Fault, Position, SourceError, UsageError, quoted
from cvrender.files.folder import Folder, is_network_path
from cvrender.syntax.nodes import Node

_SUFFIXES = (".docx", ".dotx", ".docm", ".dotm")
_PACKAGE = b"PK\x03\x04"
_REMEDY = "copy it there"


class WordTemplate(NamedTuple):
    """A Word template: where it stands, and its bytes."""

    path: Path
    data: bytes

    @property
    def position(self) -> Position:
        """The place that its faults are reported at."""
        return Position(str(self.path), 1, 1)


def is_template(name: str) -> bool:
    """Whether a theme of this name is a Word template."""
    return name.casefold().endswith(_SUFFIXES)


def found(name: str, folders: Iterable[Path], asked: bool) -> WordTemplate:
    """The Word template ``name`` in the first of ``folders`` that has it, and inside of it.

    One that a person ``asked`` for may stand anywhere. Raises UsageError where there is none,
    SourceError where it cannot be read.
    """
    for folder in (*((Path(),) if asked else ()), *folders):
        if _is_file(path := folder / name):
            root, own = folder, name
            if asked and folder == Path():
                root, own = path.resolve().parent, path.resolve().name
            node = Node(own, Position(str(path), 1, 1))
            return WordTemplate(path, _read(node, root, "the folder of the CV"))
    hint = "put it beside the CV, or give its path"
    raise UsageError(f"there is no Word template {quoted(name)}", hint)


def named(*layers: tuple[Node, Path, str]) -> WordTemplate | None:
    """The template that the first of ``layers`` names which says something of one.

    Each layer has tokens, the folder of its files, and what that is called. Raises SourceError.
    """
    for layer, folder, called in layers:
        word = layer.child("word")
        name = word.child("template") if word else None
        if name is not None:
            if not isinstance(name.value, str):
                return None
            return WordTemplate(folder / name.value, _read(name, folder, called))
    return None


def _read(name: Node, folder: Path, called: str) -> bytes:
    data = Folder(folder, called, _REMEDY).read(name)
    if not data.startswith(_PACKAGE):
        message = f"{quoted(str(name.value))} is not a Word file of today's kind"
        hint = "save it in Word as a template (.dotx)"
        raise SourceError((Fault(name.position, "bad-template", message, hint),))
    return data


def _is_file(path: Path) -> bool:
    with suppress(OSError, ValueError):  # a name too long, a NUL in it
        return not is_network_path(str(path)) and path.is_file()
    return False
