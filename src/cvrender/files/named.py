"""Files that a command names: their bytes, or why they cannot be read."""

from __future__ import annotations

import sys
from pathlib import Path

from cvrender.errors import MachineError, UsageError

STANDARD_INPUT = Path("-")
MAX_BYTES = 500_000_000
"""Of a finished file that is read back; a device may have no end."""


def read(path: Path, most: int = MAX_BYTES) -> bytes:
    """The first ``most`` bytes of the file at ``path``, or of standard input.

    Raises UsageError where there is no file, MachineError where it cannot be read.
    """
    if path == STANDARD_INPUT:
        return sys.stdin.buffer.read(most) if sys.stdin is not None else b""
    try:
        with path.open("rb") as file:
            return file.read(most)
    except FileNotFoundError as error:
        raise UsageError(f"there is no file {path}", _did_you_mean(path)) from error
    except OSError as error:
        if path.is_dir():  # Windows says that it may not be opened
            raise UsageError(f"{path} is a folder, not a file") from error
        raise MachineError(f"cannot read {path}: {error.strerror}") from error


def _did_you_mean(path: Path) -> str:
    """The file beside ``path`` with nearly its name, or how to start a source."""
    from difflib import get_close_matches  # slow, and needed for a mistake only

    names = [file.name for file in path.parent.glob("*")]
    if near := get_close_matches(path.name, names, n=1, cutoff=0.75):
        return f"did you mean {path.with_name(near[0])}?"
    is_source = path.suffix in (".yaml", ".yml")
    return "name another, or let `cvrender new` write one to start from" if is_source else ""
