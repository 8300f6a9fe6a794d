"""Cache: bytes that are made once a machine, in the user's folder for caches.

The folder is platformdirs' ``user_cache_path("cvrender")``, or CVRENDER_CACHE; ``off`` there means
no cache. Some entries are code that is run when it is loaded, so a folder or a file that somebody
else owns, or that others may write to, is left alone. What cannot be stored is made again the next
time, without a word.
"""

import os
import stat
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from zlib import crc32

from cvrender import __version__

MAX_FILES = 300
"""Our tables are forty of them; each edit of a theme's page adds one."""
MAX_BYTES = 1_000_000
"""Of one file."""
MAX_AGE = 90 * 24 * 3600
"""In seconds; what is older is made again."""

_CHECKSUM_SIZE = 4
_PREFIX = f"{__version__}-{sys.implementation.cache_tag}-"


def cached(name: str, make: Callable[[], bytes]) -> bytes:
    """The entry ``name``, made by ``make`` if there is none.

    ``name`` holds all that the bytes depend on but the versions of Python and cvrender.
    """
    data = load(name)
    if data is None:
        data = make()
        store(name, data)
    return data


def load(name: str) -> bytes | None:
    """The entry ``name``; None where there is none, it is damaged, or not of this user alone."""
    with suppress(OSError):
        folder = _folder()
        if folder is not None and _is_private(folder.stat()):
            with (folder / f"{_PREFIX}{name}").open("rb") as file:
                about = os.fstat(file.fileno())
                if _is_private(about) and about.st_mtime > time.time() - MAX_AGE:
                    entry = file.read()
                    data = entry[_CHECKSUM_SIZE:]
                    return data if entry[:_CHECKSUM_SIZE] == _checksum(data) else None
    return None


def _checksum(data: bytes) -> bytes:
    return crc32(data).to_bytes(_CHECKSUM_SIZE, "big")


def store(name: str, data: bytes) -> None:
    """Make ``data`` the entry ``name``: the file appears whole or not at all."""
    folder = _folder()
    if folder is None or len(data) > MAX_BYTES:
        return
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _is_private(folder.stat()):
            _write(folder / f"{_PREFIX}{name}", data)
            _prune(folder)


@cache
def _folder() -> Path | None:
    chosen = os.environ.get("CVRENDER_CACHE")
    if chosen:
        return None if chosen == "off" else Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("cvrender", appauthor=False)


def _is_private(about: os.stat_result) -> bool:
    """Whether the user alone can have written a file or folder; on Windows its place says so."""
    if sys.platform == "win32":
        return True
    others = stat.S_IWGRP | stat.S_IWOTH
    return about.st_uid == os.getuid() and not about.st_mode & others


def _write(path: Path, data: bytes) -> None:
    import tempfile

    handle, name = tempfile.mkstemp(dir=path.parent)  # for the user alone
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_checksum(data) + data)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _prune(folder: Path) -> None:
    """Keep the newest files, and none too old: of other versions, or left by a killed process."""
    aged = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    oldest = time.time() - MAX_AGE
    for number, path in enumerate(aged):
        if number >= MAX_FILES or path.stat().st_mtime < oldest:
            path.unlink()
