"""Sources: which file is meant where a command names none."""

from __future__ import annotations

import re
from pathlib import Path

from cvrender.errors import CvrenderError, UsageError
from cvrender.files import named
from cvrender.syntax.decoding import MAX_BYTES

_USUAL = (Path("cv.yaml"), Path("data/cv.yaml"))
_KEYS = rb"(?ms)^cv:|(?=.*^name:)(?=.*^sections:)"
"""What a CV has at the start of its lines: a RenderCV file the first, any other the two."""


def default() -> Path:
    """The CV of the working folder: ``cv.yaml``, ``data/cv.yaml``, or its only YAML file with one.

    Raises UsageError where there is none, or more than one.
    """
    if usual := next(filter(Path.is_file, _USUAL), None):
        return usual
    found = sorted(path for path in Path().glob("*.y*ml") if _is_cv(path))
    if not found:
        message = "there is no CV in this folder"
        raise UsageError(message, "name one, or let `cvrender new` write one to start from")
    if len(found) > 1:
        names = ", ".join(map(str, found))
        raise UsageError(f"there are several CVs in this folder: {names}", "name one of them")
    return found[0]


def _is_cv(path: Path) -> bool:
    try:
        return bool(re.search(_KEYS, named.read(path, MAX_BYTES)))
    except CvrenderError:
        return False
