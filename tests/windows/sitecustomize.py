"""A stand-in for what Windows refuses, for every Python process that has this folder on its path.

A file that is open or mapped is neither moved, nor replaced, nor removed; a folder is
not opened; and what only Unix has is missing. https://learn.microsoft.com/windows/win32/fileio
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sys
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ACCESS_DENIED, SHARING_VIOLATION = 5, 32
UNIX_ALONE = {
    os: ("fchmod", "fchown", "sched_getaffinity", "killpg", "setsid"),
    signal: ("SIGHUP", "pthread_sigmask", "SIGALRM"),
}


def refused(path: Any, code: int) -> PermissionError:
    error = PermissionError(errno.EACCES, "Refused as by Windows", str(path))
    error.winerror = code  # type: ignore[attr-defined]
    return error


def in_use() -> Iterator[str]:
    """The files that this process or its parent has open or mapped."""
    for process in (Path("/proc/self"), Path("/proc", str(os.getppid()))):
        try:
            links = [str(link.readlink()) for link in (process / "fd").iterdir()]
            mapped = (process / "maps").read_text("utf-8", "replace").splitlines()
        except OSError:
            continue
        yield from links
        yield from (line.split(maxsplit=5)[5] for line in mapped if line.count("/"))


def closed_only(call: Callable[..., Any], files: int) -> Callable[..., Any]:
    """``call`` for files that are closed; ``files`` of its arguments are paths."""

    @wraps(call)
    def checked(*args: Any, **options: Any) -> Any:
        for path in args[:files]:
            if os.path.realpath(path) in set(in_use()):
                raise refused(path, ACCESS_DENIED if files == 2 else SHARING_VIOLATION)
        return call(*args, **options)

    return checked


def files_only(path: Any, *args: Any, _open: Callable[..., int] = os.open, **options: Any) -> int:
    if Path(path).is_dir():
        raise refused(path, ACCESS_DENIED)
    return _open(path, *args, **options)


for name, count in {"replace": 2, "rename": 2, "unlink": 1, "remove": 1}.items():
    setattr(os, name, closed_only(getattr(os, name), count))
os.open = files_only
shutil._use_fd_functions = False  # type: ignore[attr-defined]  # they open folders
for module, names in UNIX_ALONE.items():
    for name in names:
        delattr(module, name)
for name in ("fcntl", "resource"):
    sys.modules[name] = None  # type: ignore[assignment]
