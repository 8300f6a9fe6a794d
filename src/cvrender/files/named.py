"""Files that a command names: their bytes, or why they cannot be read."""

import sys
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from cvrender.errors import MachineError, UsageError

STANDARD_INPUT = Path("-")
DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³"
}
"""Names that mean a device on Windows, in every folder and with any suffix."""
MAX_BYTES = 500_000_000
"""Of a finished file that is read back; a device may have no end."""


def is_portable(name: str) -> bool:
    """Whether Windows, too, can have a file of this name."""
    return not name.endswith((".", " ")) and name.split(".")[0].rstrip().casefold() not in DEVICES


def read(path: Path, most: int = MAX_BYTES) -> bytes:
    """The first ``most`` bytes of the file at ``path``, or of standard input.

    What was sent there is kept: asked for again with the same ``most``, it is given again.

    Raises UsageError where there is no file, MachineError where it cannot be read.
    """
    if path == STANDARD_INPUT:
        return _standard_input(sys.stdin.buffer, most) if sys.stdin is not None else b""
    try:
        with path.open("rb") as file:
            return file.read(most)
    except FileNotFoundError as error:
        raise UsageError(f"there is no file {path}", _did_you_mean(path)) from error
    except OSError as error:
        if path.is_dir():  # Windows says that it may not be opened
            raise UsageError(f"{path} is a folder, not a file") from error
        raise MachineError(f"cannot read {path}: {error.strerror}") from error


@lru_cache(maxsize=1)
def _standard_input(stream: BinaryIO, most: int) -> bytes:
    return stream.read(most)


def _did_you_mean(path: Path) -> str:
    """The file beside ``path`` with nearly its name, or how to start a source."""
    from difflib import get_close_matches  # slow, and needed for a mistake only

    names = [file.name for file in path.parent.glob("*")]
    if near := get_close_matches(path.name, names, n=1, cutoff=0.75):
        return f"did you mean {path.with_name(near[0])}?"
    is_source = path.suffix in (".yaml", ".yml")
    return "name another, or let `cvrender new` write one to start from" if is_source else ""
