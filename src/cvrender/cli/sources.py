"""Sources: which file is meant where a command names none."""

import re
from pathlib import Path

from cvrender.errors import CvrenderError, UsageError

_USUAL = (Path("cv.yaml"), Path("data/cv.yaml"))
_KINDS = ("*.y*ml", "*.json")
_KEYS = rb"""(?msx) ^cv:(?=[ \t]*(?:[{\#\r\n]|\Z)) | (?=.*^name:)(?=.*^sections:)
    | (?:^|[{,])\s*"basics"\s*:"""
"""What a CV has at the start of its lines: a RenderCV file, our own, a JSON Resume.

Behind the ``cv:`` of a letter stands the name of a file.
"""


def default(folder: Path = Path()) -> Path:
    """The CV of ``folder``: ``cv.yaml``, ``data/cv.yaml``, or its only file with one.

    Raises UsageError where there is none, or more than one.
    """
    where = folder if folder.name else "this folder"
    if usual := next(filter(Path.is_file, (folder / name for name in _USUAL)), None):
        return usual
    found = sorted(path for kind in _KINDS for path in folder.glob(kind) if _is_cv(path))
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
