"""Blocks: a Word file or PDF of a stranger → its lines with their looks, read in the sandbox."""

from __future__ import annotations

from cvrender import sandbox
from cvrender.errors import LostLinesError
from cvrender.extract import format_of, pdf_blocks, word_blocks
from cvrender.extract.base import isolated
from cvrender.extract.block import Block, from_json, to_json

_READERS = {"docx": word_blocks.blocks, "pdf": pdf_blocks.blocks}


def blocks(data: bytes, suffix: str = "", keep: sandbox.Keep | None = None) -> tuple[Block, ...]:
    """The lines of a Word file or PDF that anybody may have made.

    Raises LostLinesError where it cannot be read, or exceeds a limit of the sandbox.
    """
    kind = format_of(data, suffix)
    if kind not in _READERS:
        raise LostLinesError("this is neither a Word file nor a PDF")
    return from_json(isolated(_read, data, kind, keep=keep))


def _read(data: bytes, kind: str) -> bytes:
    return to_json(_READERS[kind](data))
