"""Reading: a source file, whatever it holds, → a Source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvrender.files import named
from cvrender.source.cv import cv_of
from cvrender.source.letter import is_letter, letter_of
from cvrender.syntax import parse
from cvrender.syntax.decoding import MAX_BYTES

if TYPE_CHECKING:
    from pathlib import Path

    from cvrender.source.source import Source


def read(path: Path, overlay: Path | None = None) -> Source:
    """Read and validate a source. Raises SourceError with every fault, each at its position.

    The keys of the file ``overlay`` win over the CV's own.
    """
    return of(named.read(path, MAX_BYTES + 1), path, overlay)


def of(data: bytes, path: Path, overlay: Path | None = None) -> Source:
    """The source ``data``, as if it stood at ``path``: so are files found, and faults placed."""
    parsed, found = parse(data, str(path))
    return (letter_of if is_letter(parsed) else cv_of)(parsed, found, path, overlay)
