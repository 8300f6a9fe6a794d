"""Consent: a CV outside of the letter's folder must name, itself, the letters that may use it.

A letter may come from somebody else. What it names is read as a CV, and mistakes in that would be
shown: of a file that has not said so, not even that it exists may be learned.
"""

from pathlib import Path

from cvrender.errors import SourceError
from cvrender.files.folder import is_network_path
from cvrender.syntax import parse
from cvrender.syntax.decoding import MAX_BYTES
from cvrender.syntax.nodes import Node


def allowed_cv(file: Path, letter: Path) -> bytes | None:
    """The bytes of the CV ``file``, if its ``letters`` names a folder that ``letter`` stands in.

    None for any other file. The folder is the CV's, or below it: a CV opens nothing that is not
    beside it.
    """
    if is_network_path(str(file)):
        return None
    try:
        found = file.resolve()
        if not found.is_file() or found.stat().st_size > MAX_BYTES:
            return None
        data = found.read_bytes()
        node, _ = parse(data, str(file))
    except (OSError, ValueError, RuntimeError, SourceError):
        return None
    here = letter.parent.resolve()
    folders = ((found.parent / name).resolve() for name in _named(node))
    own = (folder for folder in folders if folder.is_relative_to(found.parent))
    return data if any(here.is_relative_to(folder) for folder in own) else None


def _named(cv: Node) -> list[str]:
    """The folders under ``letters``: one, or a list of several."""
    node = cv.fields.get("letters")
    several = (node.items or [node]) if node else []
    names = [each.value for each in several if isinstance(each.value, str)]
    return [name for name in names if not is_network_path(name)]
