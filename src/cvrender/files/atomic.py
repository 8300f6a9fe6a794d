"""Atomic writes: a file appears whole or not at all, and leftovers of killed runs are removed.

The bytes are written to a temporary file in the same folder, synced, and moved into place. The
temporary file is locked meanwhile; one that nobody has locked belongs to a dead run.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from cvrender.errors import MachineError

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNFINISHED = ".cvrender-unfinished"


def write(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path``. Raises MachineError, and leaves what stood there.

    A device or a pipe is left alone: put in its place, a file would be of use to nobody.
    """
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            message = f"cannot write {path}: it is a device or a pipe, not a file"
            raise MachineError(message, "choose another name")
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep(path.parent)
        with _beside(path) as (handle, unfinished):
            _fill(handle, data)
            unfinished.replace(path)
        _settle(path.parent)
    except OSError as error:
        why = f"{path.parent} is not a folder" if _of_a_file(error) else error.strerror
        raise MachineError(f"cannot write {path}: {why}", "choose another folder") from error


def _of_a_file(error: OSError) -> bool:
    """Whether a folder was wanted where a file stands."""
    return isinstance(error, (FileExistsError, NotADirectoryError))


def remove(path: Path) -> None:
    """Take away the file at ``path``. Raises MachineError."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        message = f"cannot remove {path}, a page of an earlier document: {error.strerror}"
        raise MachineError(message, "remove it yourself") from error


@contextlib.contextmanager
def _beside(path: Path) -> Iterator[tuple[int, Path]]:
    """A new file in the folder of ``path``, locked; it goes unless it was put in place."""
    handle, unfinished = _locked(path)
    try:
        yield handle, unfinished
    finally:
        os.close(handle)
        unfinished.unlink(missing_ok=True)


def _locked(path: Path) -> tuple[int, Path]:
    while True:
        handle, name = tempfile.mkstemp(_UNFINISHED, f".{path.name}.", path.parent)
        unfinished = Path(name)
        if _lock(handle) and unfinished.exists():
            return handle, unfinished
        os.close(handle)  # another run swept it before it was locked


def _fill(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]
    if sys.platform != "win32":
        os.fchmod(handle, 0o644)
    os.fsync(handle)


def _settle(folder: Path) -> None:
    """Bring the folder's new entry to the disk, where folders can be opened."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sweep(folder: Path) -> None:
    """Remove what dead runs left in ``folder``."""
    for unfinished in folder.glob(f".*{_UNFINISHED}"):
        with contextlib.suppress(OSError):
            handle = os.open(unfinished, os.O_RDWR)
            try:
                if _lock(handle):
                    unfinished.unlink()
            finally:
                os.close(handle)


def _lock(handle: int) -> bool:
    """Whether nobody else has the file; on Windows an open file cannot be removed anyway."""
    if sys.platform != "win32":
        import fcntl

        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True
