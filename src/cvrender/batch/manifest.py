"""What a folder of finished files was made of, so that nothing is made twice.

``manifest.json`` stands in the output folder, and knows what a file holds by its SHA-256. Who has
a name keeps it, also while a source has faults. Of an anonymous job it says nothing but that: the
name of its source may be a person's, so it is made every time.
"""

import io
import json
import os
import sys
from collections.abc import Iterable, Mapping
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

from cvrender.batch.keys import Keys, digest
from cvrender.batch.versions import versions
from cvrender.dates import today
from cvrender.errors import UsageError
from cvrender.files import atomic
from cvrender.job import Job
from cvrender.theme import TEXTS

NAME = "manifest.json"


class Manifest:
    """The sources that became files in the folder of ``job``, which is done for each of them.

    Of each it knows from what its files were made, by what, and what came of it. Raises UsageError
    for a ``manifest.json`` that is something else, unless ``force`` replaces it.
    """

    def __init__(self, job: Job, force: bool = False) -> None:
        self.folder = job.output
        self.anonymous = job.anonymous
        self.made = _made(job)
        self.entries: dict[str, dict[str, Any]] = {}
        self.owners: dict[str, str] = {}
        """The source that has a name, which is without suffix and case-folded."""
        self.keys = Keys(self.folder)
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

    def owner(self, source: Path) -> str:
        """Whose the names of its files are: the key of ``source``, or a digest of that."""
        key = self.keys.key(source)
        return sha256(key.encode()).hexdigest() if self.anonymous else key

    def name(self, stem: str, owner: str) -> str:
        """``stem``, with a number if another source has it; the same in every run."""
        numbered = (f"{stem}_{number}" if number > 1 else stem for number in count(1))
        return next(
            name for name in numbered if self.owners.setdefault(name.casefold(), owner) == owner
        )

    def free(self, names: Iterable[str], owner: str) -> None:
        """Let anybody have those of ``names`` that ``owner`` has, which has no files."""
        for name in names:
            if self.owners.get(name.casefold()) == owner:
                del self.owners[name.casefold()]

    def knows(self, owner: str) -> bool:
        """Whether an earlier run has met ``owner``: the files of its names are its own."""
        return owner in self.known

    def is_current(self, owner: str) -> bool:
        """Whether a new run would give what is there already."""
        entry = self.entries.get(owner)
        if entry is None or entry["made"] != self.made:
            return False
        if entry["until"] and entry["until"] <= today():
            return False
        return all(
            self._digest(self.keys.path(name)) == known
            for name, known in (entry["inputs"] | entry["outputs"]).items()
        )

    def record(
        self, owner: str, inputs: Mapping[str, str], outputs: Mapping[str, str], until: str = ""
    ) -> None:
        """Of files with the digests ``inputs`` those with the digests ``outputs`` were made.

        They are others from the day ``until`` (ISO 8601).
        """
        if not self.anonymous:
            # Every CV has the files of its theme: their keys are held once, not a million times.
            inputs = {sys.intern(key): sys.intern(known) for key, known in inputs.items()}
            entry = {"made": self.made, "until": until, "inputs": inputs, "outputs": outputs}
            self.entries[owner] = entry

    def forget(self, owner: str) -> None:
        """The files of ``owner`` are not what they should be."""
        self.entries.pop(owner, None)

    def save(self) -> None:
        """Write the manifest, whole or not at all. Raises MachineError."""
        kept = {"sources": self.entries, "names": self.owners}
        data = io.BytesIO()
        text = io.TextIOWrapper(data, "utf-8", newline="\n", write_through=True)
        json.dump(kept, text, indent=1, sort_keys=True)  # ``dumps`` holds each word of it at once
        atomic.write(self.folder / NAME, data.getvalue())

    def _digest(self, path: Path) -> str | None:
        """None where there is no file. Themes are read once a run: every CV has one."""
        if path.name not in ("theme.yaml", *TEXTS):
            return digest(path)
        path = path.resolve()
        if path not in self._themes:
            self._themes[path] = digest(path)
        return self._themes[path]


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
