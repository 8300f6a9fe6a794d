"""What a folder of finished files was made of, so that nothing is made twice.

``manifest.json`` stands in the output folder. Its paths are relative to that folder, and those of
installed themes to the folder of these: it says nothing of where cvrender is. What a file holds is
known by its SHA-256. Who has a name keeps it, also while a source has faults. Of an anonymous job
it says nothing but that: the name of its source may be a person's, so it is made every time.
"""

from __future__ import annotations

import json
import os
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from cvrender.batch.versions import versions
from cvrender.errors import UsageError
from cvrender.files import atomic
from cvrender.selection import today
from cvrender.theme import TEXTS, installed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from cvrender.job import Job
    from cvrender.result import Result

NAME = "manifest.json"
_INSTALLED = "<themes>/"
"""Before the path of a file of an installed theme."""


class Manifest:
    """The sources that became files in ``folder``: from what, by what, and what came of it.

    Raises UsageError for a ``manifest.json`` that is something else, unless ``force`` replaces it.
    """

    def __init__(self, folder: Path, force: bool = False) -> None:
        self.folder = folder
        self.entries: dict[str, dict[str, Any]] = {}
        self.owners: dict[str, str] = {}
        """The source that has a name, which is without suffix and case-folded."""
        self.installed = tuple(place.resolve() for place in installed())
        self._themes: dict[Path, str | None] = {}
        kept = self._kept(force)
        self.entries = {name: each for name, each in kept["sources"].items() if _is_entry(each)}
        self.owners = {name: each for name, each in kept["names"].items() if isinstance(each, str)}
        self.known = frozenset((*self.entries, *self.owners.values()))
        """The sources of earlier runs."""

    def _kept(self, force: bool) -> dict[str, dict[str, Any]]:
        """What an earlier run wrote; nothing where there was none."""
        path = self.folder / NAME
        try:
            kept = json.loads(path.read_text("utf-8"))
            return {"sources": dict(kept["sources"]), "names": dict(kept.get("names", {}))}
        except FileNotFoundError:
            pass
        except (OSError, ValueError, TypeError, LookupError, AttributeError):
            if not force:
                message = f"{path} is there already, and no batch wrote it"
                raise UsageError(message, "choose another folder, or use --force") from None
        return {"sources": {}, "names": {}}

    def key(self, path: Path) -> str:
        """``path`` as the manifest names it: whole, where it is on another drive of Windows."""
        path = path.resolve()
        for folder in self.installed:
            if path.is_relative_to(folder):
                return f"{_INSTALLED}{path.relative_to(folder).as_posix()}"
        try:
            return os.path.relpath(path, self.folder.resolve())
        except ValueError:
            return str(path)

    def owner(self, job: Job) -> str:
        """Whose the names of its files are: the key of its source, or a digest of that."""
        key = self.key(job.source)
        return sha256(key.encode()).hexdigest() if job.anonymous else key

    def path(self, key: str) -> Path:
        """The file that the manifest names ``key``."""
        name = key.removeprefix(_INSTALLED)
        if name == key:
            return self.folder / key
        places = [folder / name for folder in self.installed]
        return next((place for place in places if place.is_file()), places[0])

    def is_current(self, job: Job) -> bool:
        """Whether a new run of ``job`` would give what is there already."""
        entry = self.entries.get(self.owner(job))
        if entry is None or entry["made"] != _made(job):
            return False
        if entry["until"] and entry["until"] <= today():
            return False
        return all(
            self._digest(self.path(name)) == digest
            for name, digest in (entry["inputs"] | entry["outputs"]).items()
        )

    def record(
        self, job: Job, inputs: Iterable[Path], outputs: Mapping[Path, bytes], until: str = ""
    ) -> None:
        """``outputs`` were made of ``inputs``, and are others from the day ``until`` (ISO 8601)."""
        if job.anonymous:
            return
        self.entries[self.owner(job)] = {
            "made": _made(job),
            "until": until,
            "inputs": {self.key(path): self._digest(path) for path in inputs if path.is_file()},
            "outputs": {self.key(path): sha256(data).hexdigest() for path, data in outputs.items()},
        }

    def forget(self, job: Job) -> None:
        """The files of ``job`` are not what they should be."""
        self.entries.pop(self.owner(job), None)

    def refuse_strange(self, job: Job, result: Result) -> None:
        """Raise UsageError where ``result`` would replace a file that is in no manifest.

        One that holds the same is no loss, and one that ``result`` is made of is refused anyway.
        """
        key = self.owner(job)
        inputs = {path.resolve() for path in result.inputs}
        made = {file.path: file.data for file in result.files if file.path.resolve() not in inputs}
        for path, data in made.items() if key not in self.known else ():
            if path.exists() and data and _hashed(path) != sha256(data).hexdigest():
                self.owners = {name: owner for name, owner in self.owners.items() if owner != key}
                message = f"{path} is there already, and no batch wrote it"
                raise UsageError(f"{message}; choose another folder, or use --force")

    def save(self) -> None:
        """Write the manifest, whole or not at all. Raises MachineError."""
        kept = {"sources": self.entries, "names": self.owners}
        text = json.dumps(kept, indent=1, sort_keys=True)
        atomic.write(self.folder / NAME, text.encode())

    def _digest(self, path: Path) -> str | None:
        """None where there is no file. Themes are read once a run: every CV has one."""
        if path.name not in ("theme.yaml", *TEXTS):
            return _hashed(path)
        path = path.resolve()
        if path not in self._themes:
            self._themes[path] = _hashed(path)
        return self._themes[path]


def _hashed(path: Path) -> str | None:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _is_entry(entry: object) -> bool:
    """Whether a manifest that somebody may have edited can be used."""
    return (
        isinstance(entry, dict)
        and entry.keys() >= {"made", "until", "inputs", "outputs"}
        and isinstance(entry["until"], str)
        and isinstance(entry["inputs"], dict)
        and isinstance(entry["outputs"], dict)
    )


def _made(job: Job) -> str:
    """The options and versions by which ``job`` makes its files, as one digest."""
    options = (
        job.formats,
        job.name,
        job.theme,
        job.convention,
        job.design,
        job.variants,
        job.languages,
    )
    date = os.environ.get("SOURCE_DATE_EPOCH", "")
    read = (job.overlay, job.recipients, job.day)
    made = (options, job.public, job.anonymous, job.strict, read, versions(), date)
    return sha256(repr(made).encode()).hexdigest()
