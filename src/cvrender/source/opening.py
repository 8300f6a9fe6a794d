"""Opening: a file that holds a source, or has one packed in it → data with positions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvrender.errors import Fault, Position, SourceError
from cvrender.syntax import parse

if TYPE_CHECKING:
    from cvrender.syntax.nodes import Node

MOST = 100_000_000
"""Bytes of an archive; a file of text has a limit of its own."""
_ZIP = b"PK\x03\x04"


def opened(data: bytes, file: str) -> tuple[Node, tuple[Fault, ...]]:
    """What ``data`` holds, and the faults that leave a tree. Raises SourceError without a tree."""
    if not data.startswith(_ZIP):
        return parse(data, file)
    if len(data) > MOST:
        message = f"the archive is larger than {MOST:,} bytes"
        hint = "ask LinkedIn for the smaller one, without messages and media"
        raise SourceError((Fault(Position(file, 1, 1), "too-large", message, hint),))
    from cvrender.readers.linkedin.archive import archive  # hardly any source is one

    return archive(data, file), ()
