"""Sources: which file is meant where a command names none."""

from __future__ import annotations

import re
from pathlib import Path

from cvrender.errors import CvrenderError, UsageError

_USUAL = (Path("cv.yaml"), Path("data/cv.yaml"))
_KEYS = rb"(?ms)^cv:(?=[ \t]*(?:[{#\r\n]|\Z))|(?=.*^name:)(?=.*^sections:)"
"""What a CV has at the start of its lines: a RenderCV file the first, any other the two.

Behind the ``cv:`` of a letter stands the name of a file.
"""


def default(folder: Path = Path()) -> Path:
    """The CV of ``folder``: ``cv.yaml``, ``data/cv.yaml``, or its only YAML file with one.

    Raises UsageError where there is none, or more than one.
    """
    where = folder if folder.name else "this folder"
    if usual := next(filter(Path.is_file, (folder / name for name in _USUAL)), None):
        return usual
    found = sorted(path for path in folder.glob("*.y*ml") if _is_cv(path))
    if not found:
        message = f"there is no CV in {where}"
        raise UsageError(message, "name one, or let `cvrender new` write one to start from")
    if len(found) > 1:
        names = ", ".join(map(str, found))
        raise UsageError(f"there are several CVs in {where}: {names}", "name one of them")
    return found[0]


def _is_cv(path: Path) -> bool:
    from cvrender.files import named
    from cvrender.syntax.decoding import MAX_BYTES

    try:
        return bool(re.search(_KEYS, named.read(path, MAX_BYTES)))
    except CvrenderError:
        return False
