"""Atomic writes: a file appears whole or not at all, and leftovers of killed runs are removed.

The bytes are written to a temporary file in the same folder, synced, closed, and moved into place:
Windows moves no file that is open. The temporary file is locked as long as it is open; one that
nobody has locked belongs to a dead run, and the next run removes it. Where that happens between
closing and moving, the file is written again.
"""

import contextlib
import os
import stat
import tempfile
import time
from pathlib import Path

from cvrender.errors import MachineError, UsageError
from cvrender.files.named import is_portable

try:
    import fcntl
except ImportError:  # Windows, where an open file cannot be removed: it needs no lock
    fcntl = None  # type: ignore[assignment]

_UNFINISHED = ".cvrender-unfinished"
_PAUSES = (0.02, 0.1, 0.3)
"""Seconds between attempts to replace a file: virus scanners open each new one for a moment."""
_swept: set[Path] = set()
"""The folders in which this process has looked for what dead runs left."""
_PROGRAMS = {".docx": "Word", ".pdf": "a PDF viewer"}


def write(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path``. Raises MachineError, and leaves what stood there.

    Raises UsageError for a name that Windows cannot have. A device or a pipe is left alone: put in
    its place, a file would be of use to nobody.
    """
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            message = f"cannot write {path}: it is a device or a pipe, not a file"
            raise MachineError(message, "choose another name")
        _require_portable(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep_once(path.parent.resolve())
        while not _put(path, data):
            pass  # swept by another run
        _sync(path.parent)
    except OSError as error:
        is_file = isinstance(error, (FileExistsError, NotADirectoryError))
        why = f"{path.parent} is not a folder" if is_file else error.strerror
        raise MachineError(f"cannot write {path}: {why}", "choose another folder") from error


def _require_portable(path: Path) -> None:
    """Raise UsageError where a file or folder that would be new has no name for Windows."""
    for new in (path, *path.parents):
        if new.exists() or not new.name:
            return
        if not is_portable(new.name):
            message = f"cannot write {new}: Windows can have no file of that name"
            raise UsageError(message, "choose another name")


def remove(path: Path) -> None:
    """Take away the file at ``path``. Raises MachineError."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        message = f"cannot remove {path}, a page of an earlier document: {error.strerror}"
        raise MachineError(message, "remove it yourself") from error


def _put(path: Path, data: bytes) -> bool:
    """Write ``data`` beside ``path`` and move it there; False where another run swept it.

    Raises MachineError where another program has ``path`` open, OSError for anything else.
    """
    handle, name = tempfile.mkstemp(_UNFINISHED, f".{path.name}.", path.parent)
    unfinished = Path(name)
    try:
        _fill(handle, data)
        return _moved(unfinished, path)
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _fill(handle: int, data: bytes) -> None:
    """Write ``data``, sync and close; the lock ends with the handle."""
    with os.fdopen(handle, "wb", buffering=0) as file:
        _lock(handle)
        view = memoryview(data)
        while view:
            view = view[file.write(view) :]
        os.fsync(handle)


def _moved(unfinished: Path, path: Path) -> bool:
    """Move ``unfinished`` to ``path``; False where there is no ``unfinished`` any more."""
    for pause in (*_PAUSES, None):
        try:
            unfinished.chmod(0o644)
            unfinished.replace(path)
        except (FileNotFoundError, PermissionError) as error:
            if not unfinished.exists():
                return False
            if not (isinstance(error, PermissionError) and _refused_by_windows(error)):
                raise
            if pause is None:
                raise _in_use(path) from error
            time.sleep(pause)
        else:
            return True
    raise AssertionError


def _refused_by_windows(error: PermissionError) -> bool:
    """Whether Windows refused the move; elsewhere it does not matter who has a file open."""
    return getattr(error, "winerror", None) is not None


def _in_use(path: Path) -> MachineError:
    if path.is_dir():
        return MachineError(f"cannot write {path}: it is a folder", "choose another folder")
    if path.exists() and not path.stat().st_mode & stat.S_IWRITE:
        return MachineError(f"cannot write {path}: it is read-only", "make it writable")
    program = _PROGRAMS.get(path.suffix.lower(), "another program")
    return MachineError(f"{path} is open in {program}", "close it, then render again")


def _sync(folder: Path) -> None:
    """Bring the folder's new entry to the disk, where the folder can be opened."""
    with contextlib.suppress(PermissionError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sweep_once(folder: Path) -> None:
    """Sweep ``folder`` unless this process has: to list a folder of thousands takes its time."""
    if folder not in _swept:
        _swept.add(folder)
        _sweep(folder)


def _sweep(folder: Path) -> None:
    """Remove what dead runs left in ``folder``."""
    for unfinished in folder.glob(f".*{_UNFINISHED}"):
        with contextlib.suppress(OSError):
            if fcntl is None:
                unfinished.unlink()
            else:
                _unlink_unlocked(unfinished)


def _unlink_unlocked(unfinished: Path) -> None:
    with unfinished.open("rb+") as file:
        if _lock(file.fileno()):
            unfinished.unlink()


def _lock(handle: int) -> bool:
    """Lock the open file; False where another run has done so."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
