"""Work: what a worker of a batch does: it reads a source, and makes the documents of one.

In between its parent gives them their names, of which no two may be the same. What passes through
the parent is small, or bytes that it does not look into.
"""

import pickle
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from threading import Lock
from typing import NamedTuple, TypeVar

from cvrender import pipeline
from cvrender.batch.keys import Keys, digest
from cvrender.dates import PRESENT, today
from cvrender.errors import CvrenderError, Position, UsageError, unexpected
from cvrender.job import Job
from cvrender.outline import Line
from cvrender.production import File, produce
from cvrender.result import Result
from cvrender.source import Source

_ONE = Lock()
_Answer = TypeVar("_Answer")


class Read(NamedTuple):
    """A source as it was read."""

    inputs: Mapping[str, str]
    """The digest of each file that it was read from, by its key in the manifest."""
    until: str
    """The first day (ISO 8601) on which it would be another; empty for never."""
    prepared: bytes
    """The pickled Result, without documents and files."""
    documents: tuple[tuple[str, bytes], ...]
    """The stem of each document, and the document, pickled."""


class Written(NamedTuple):
    """A file that a worker has written, or could not."""

    file: File
    """The same without its bytes."""
    size: int
    key: str
    """What the manifest calls it."""
    digest: str
    places: Mapping[Line, Position]
    """Where in the source the lines stand that something was found about."""


def do(step: Callable[..., _Answer], *args: object) -> _Answer:
    """``step(*args)``, which raises nothing but CvrenderError.

    Pango and PDFium must not be called by two threads at once.
    """
    with _ONE:
        try:
            return step(*args)
        except CvrenderError:
            raise
        except Exception as error:  # of this source alone: the others go on
            raise unexpected(error) from error


def read(job: Job) -> Read:
    """Read the source of ``job``. Raises CvrenderError."""
    prepared = pipeline.prepare(job)
    documents = tuple((each.stem, pickle.dumps(each)) for each in prepared.documents)
    alone = pickle.dumps(prepared._replace(documents=()))
    return Read(Keys(job.output).digests(prepared.inputs), _until(prepared), alone, documents)


def make(
    job: Job, prepared: bytes, document: bytes, stem: str, may_replace: bool
) -> tuple[Written, ...]:
    """Make a document of a source that was read, and write its files, named ``stem``.

    ``may_replace`` is whether they may take the place of files that hold something else. Raises
    CvrenderError.
    """
    named = replace(pickle.loads(document), stem=stem)  # noqa: S301  # from a worker like this
    result: Result = pickle.loads(prepared)._replace(documents=(named,))  # noqa: S301
    with pipeline.glyphs_located(result):
        files = produce(named, job)
    made = pipeline.finish(result, files, job)
    if not may_replace:
        _refuse_strange(made)
    keys = Keys(job.output)
    return tuple(_written(file, result.source, keys) for file in made.written().files)


def _written(file: File, source: Source, keys: Keys) -> Written:
    lines = (finding.line for report in file.reports for finding in report.findings)
    places = {line: source.position(line) for line in lines if line}
    hashed = sha256(file.data).hexdigest()
    return Written(replace(file, data=b""), len(file.data), keys.key(file.path), hashed, places)


def _refuse_strange(result: Result) -> None:
    """Raise UsageError where ``result`` would replace a file that no batch wrote.

    One that holds the same is no loss, and one that ``result`` is made of is refused anyway.
    """
    inputs = {path.resolve() for path in result.inputs}
    made = {file.path: file.data for file in result.files if file.path.resolve() not in inputs}
    for path, data in made.items():
        if path.exists() and data and digest(path) != sha256(data).hexdigest():
            message = f"{path} is there already, and no batch wrote it"
            raise UsageError(f"{message}; choose another folder, or use --force")


def _until(result: Result) -> str:
    """The first day (ISO 8601) on which it would be another; empty for never.

    A letter without a date has a new one tomorrow, a Word template may show the day, and a date is
    expected until it is reached.
    """
    now, letter = today(), result.source.letter
    shows_day = any(each.theme.word_template for each in result.documents)
    if shows_day or (letter is not None and letter.date is None):
        return f"{date.fromisoformat(now) + timedelta(1)}"
    lines = (line for each in result.documents for line in each.outline.lines())
    days = (day for line in lines for day in line.iso)
    return min((day for day in days if now < day < PRESENT), default="")
