"""The files that a source names, from the source's own folder and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cvrender.errors import Fault, SourceError, quoted

if TYPE_CHECKING:
    from cvrender.positions import Node

__all__ = ["MAX_BYTES", "Folder"]

MAX_BYTES = 10_000_000


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder that a source stands in."""

    path: Path

    def read(self, name: Node) -> bytes:
        """The bytes of the file that ``name`` names; links are followed and must stay inside.

        Raises SourceError at the place of the name.
        """
        file = self._file(name)
        try:
            if file.stat().st_size > MAX_BYTES:
                message = f"{quoted(str(name.value))} has more than {MAX_BYTES:,} bytes"
                raise _fault(name, "file-too-large", message, "save it smaller")
            return file.read_bytes()
        except OSError as error:
            message = f"{quoted(str(name.value))} cannot be read: {error.strerror}"
            raise _fault(name, "unreadable-file", message) from error

    def _file(self, name: Node) -> Path:
        root = self.path.resolve()
        try:
            file = (root / str(name.value)).resolve()
            there = file.is_file()
        except (OSError, ValueError, RuntimeError):  # a name too long, a NUL in it, a ring of links
            file, there = root, False
        if not file.is_relative_to(root):
            message = f"{quoted(str(name.value))} lies outside the folder of the CV"
            raise _fault(name, "foreign-file", message, "copy it beside the CV")
        if not there:
            message = f"there is no file {quoted(str(name.value))}"
            raise _fault(name, "unknown-file", message, "give its name from the CV's folder on")
        return file


def _fault(name: Node, code: str, message: str, hint: str = "") -> SourceError:
    return SourceError((Fault(name.position, code, message, hint),))
