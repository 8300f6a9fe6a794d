"""Keys: what a manifest calls a file, and the digest by which it knows what the file holds.

Paths are relative to the output folder, and those of installed themes to the folder of these: a
manifest says nothing of where cvrender is.
"""

import os
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from cvrender.theme import installed

_INSTALLED = "<themes>/"
"""Before the path of a file of an installed theme."""


class Keys:
    """The keys of files in a manifest that stands in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._whole = folder.resolve()
        self.installed = tuple(place.resolve() for place in installed())

    def key(self, path: Path) -> str:
        """``path`` as the manifest names it: whole, where it is on another drive of Windows."""
        path = path.resolve()
        for folder in self.installed:
            if path.is_relative_to(folder):
                return f"{_INSTALLED}{path.relative_to(folder).as_posix()}"
        try:
            return os.path.relpath(path, self._whole)
        except ValueError:
            return str(path)

    def path(self, key: str) -> Path:
        """The file that the manifest names ``key``."""
        name = key.removeprefix(_INSTALLED)
        if name == key:
            return self.folder / key
        places = [folder / name for folder in self.installed]
        return next((place for place in places if place.is_file()), places[0])

    def digests(self, paths: Iterable[Path]) -> dict[str, str]:
        """The digest of each file, by its key; what is no file has none."""
        found = ((path, digest(path)) for path in paths)
        return {self.key(path): known for path, known in found if known is not None}


def digest(path: Path) -> str | None:
    """The SHA-256 of what a file holds; None where there is no file."""
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None
