"""Temporary folders: those that a killed run has left are removed by the next."""

import os
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_MINUTE = 60  # seconds
_DAY = 86_400


def folder(prefix: str) -> Path:
    """A new folder for files of this process, which is locked while the process lives."""
    return locked(prefix)[0]


def locked(prefix: str) -> tuple[Path, int | None]:
    """A new folder, and the handle that locks it until it is closed; None where none can."""
    for left in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        with suppress(OSError):  # of another user
            if _is_dead(left):
                shutil.rmtree(left, ignore_errors=True)
    made = Path(tempfile.mkdtemp(prefix=prefix))
    with suppress(OSError):
        return made, _lock(made)
    return made, None


def remove(made: Path, lock: int | None) -> None:
    """Remove what ``locked`` gave, with all that is in it."""
    shutil.rmtree(made, ignore_errors=True)
    if lock is not None:
        os.close(lock)


def _is_dead(left: Path) -> bool:
    """Whether nobody uses ``left``: a new and empty one may be about to be locked.

    Windows locks no folder; there it is one that nobody has changed for a day.
    """
    age = time.time() - left.stat().st_mtime
    if fcntl is None:
        return age > _DAY
    if age < _MINUTE and not any(left.iterdir()):
        return False
    try:
        os.close(_lock(left))
    except BlockingIOError:
        return False
    return True


def _lock(made: Path) -> int:
    """Lock ``made`` until the handle that is given is closed, at the end of the process at last."""
    handle = os.open(made, os.O_RDONLY)
    try:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise
    return handle
