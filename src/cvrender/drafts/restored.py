"""Restored: a finished file → the source that it carries, whatever became of that."""

from __future__ import annotations

import json
from pathlib import Path

from cvrender.extract import format_of
from cvrender.extract.pdf import carried
from cvrender.extract.word_paragraphs import read_edited
from cvrender.source import Source, of


def restored(data: bytes, path: Path) -> Source | None:
    """The CV of the Word file or PDF ``data`` at ``path``, as it was when the file was made.

    None where it carries none. Raises LostLinesError where it cannot be read.
    """
    match format_of(data, path.suffix):
        case "docx":
            held = read_edited(data).carried
            resume = held.get("resume") if isinstance(held, dict) else None
            return of(json.dumps(resume).encode(), path) if isinstance(resume, dict) else None
        case "pdf":
            return of(data, path) if carried(data) else None
    return None
