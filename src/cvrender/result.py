"""Result: what became of a job, and its files where they belong."""

from pathlib import Path
from typing import NamedTuple, Self

from cvrender.errors import Fault, UsageError
from cvrender.production import Document, File, write
from cvrender.source import Source


class Result(NamedTuple):
    """What became of a job: its source, the documents made of it, their files, and warnings."""

    source: Source
    documents: tuple[Document, ...]
    warnings: tuple[Fault, ...] = ()
    files: tuple[File, ...] = ()

    @property
    def inputs(self) -> tuple[Path, ...]:
        """The files that decide what the source becomes: its own, and its themes'."""
        folders = dict.fromkeys(f for each in self.documents for f in each.theme.folders)
        in_themes = (path for folder in folders for path in sorted(folder.iterdir()))
        return (*self.source.inputs, *in_themes)

    def written(self) -> Self:
        """The same with its files written. Raises UsageError where one would replace an input."""
        inputs = {path.resolve() for path in self.inputs}
        if lost := next((f.path for f in self.files if f.path.resolve() in inputs), None):
            raise UsageError(f"{lost} is what the document is made of", "choose another name")
        return self._replace(files=tuple(map(write, self.files)))
