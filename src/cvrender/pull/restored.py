"""Restored: a Word file of ours → the source that it carries, whatever became of that."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cvrender.errors import UsageError
from cvrender.extract.word_paragraphs import read_edited
from cvrender.source import Source, of

if TYPE_CHECKING:
    from pathlib import Path


def restored(data: bytes, path: Path) -> Source:
    """The CV of the Word file ``data`` at ``path``, as it was when the file was made.

    Raises UsageError where it carries none, LostLinesError where it cannot be read.
    """
    carried = read_edited(data).carried
    resume = carried.get("resume") if isinstance(carried, dict) else None
    if not isinstance(resume, dict):
        message = f"{path} does not carry its source"
        raise UsageError(message, "only a Word file that cvrender wrote does, unless told not to")
    return of(json.dumps(resume).encode(), path)
