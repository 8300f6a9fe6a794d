"""Restored: a finished file of ours → the source that it carries, whatever became of that."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cvrender import sandbox
from cvrender.errors import LostLinesError
from cvrender.extract import format_of
from cvrender.extract.pdf import attachment
from cvrender.extract.word_paragraphs import read_edited
from cvrender.source import Source, of

if TYPE_CHECKING:
    from pathlib import Path


def restored(data: bytes, path: Path) -> Source | None:
    """The CV of the Word file or PDF ``data`` at ``path``, as it was when the file was made.

    None where it carries none. Raises LostLinesError where it cannot be read.
    """
    read = {"docx": _in_word, "pdf": _in_pdf}.get(format_of(data, path.suffix))
    resume = read(data) if read else b""
    return of(resume, path) if resume else None


def _in_word(data: bytes) -> bytes:
    carried = read_edited(data).carried
    resume = carried.get("resume") if isinstance(carried, dict) else None
    return json.dumps(resume).encode() if isinstance(resume, dict) else b""


def _in_pdf(data: bytes) -> bytes:
    try:
        return sandbox.run("the file", attachment, data)
    except sandbox.LimitError as error:
        raise LostLinesError(f"it cannot be read: reading {error}") from error
