"""Work that is done once a machine, kept beside Python's byte code and under the same rules.

``PYTHONDONTWRITEBYTECODE`` and ``PYTHONPYCACHEPREFIX`` hold here too. What cannot be written is
made again the next time; nobody is told.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from importlib.util import cache_from_source
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["keep", "kept", "recall"]


def kept(name: str, make: Callable[[], bytes]) -> bytes:
    """What ``make`` gives. ``name`` says all that it depends on, apart from Python's version."""
    data = recall(name)
    if data is None:
        data = make()
        keep(name, data)
    return data


def recall(name: str) -> bytes | None:
    """What was kept under ``name``, if anything."""
    with contextlib.suppress(OSError, NotImplementedError):
        return _path(name).read_bytes()
    return None


def keep(name: str, data: bytes) -> None:
    """Keep ``data`` under ``name``: whole or not at all."""
    if sys.dont_write_bytecode:
        return
    with contextlib.suppress(OSError, NotImplementedError):
        path = _path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        for left in path.parent.glob(f".{path.name}.*"):  # by a process that was killed
            left.unlink(missing_ok=True)
        handle, unfinished = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(unfinished).replace(path)


def _path(name: str) -> Path:
    """Raises NotImplementedError on a Python that has no byte code."""
    return Path(cache_from_source(str(Path(__file__).with_name(f"{name}.py"))))
