"""Batch: many sources, on any ``concurrent.futures.Executor``.

Every source is read and prepared in this process; what travels to a worker is a Document, a plain
value that holds its words, its theme and its images. Finished files come back and are written
here.
"""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count
from threading import Lock
from typing import TYPE_CHECKING

from cvrender import pipeline, sandbox
from cvrender.batch.manifest import Manifest
from cvrender.dates import PRESENT
from cvrender.errors import CvrenderError, MachineError, unexpected
from cvrender.production import produce
from cvrender.selection import today

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from cvrender.job import Job
    from cvrender.production import Document, File
    from cvrender.result import Result

_ONE = Lock()
HALF_A_SECOND = 0.5


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one source came to: its files, or the error that stopped it.

    ``current``: the files that are there need no change, and nothing was done.
    """

    path: Path
    result: Result | None = None
    error: CvrenderError | None = None
    current: bool = False

    @property
    def exit_code(self) -> int:
        """The error's, or the worst of the files'."""
        codes = [file.exit_code for file in self.result.files] if self.result else []
        return max([self.error.exit_code] if self.error else codes, default=0)


def run(
    sources: Iterable[Path],
    job: Job,
    executor: Executor,
    room: Callable[[], int],
    force: bool = False,
    check: Callable[[], None] = lambda: None,
) -> Iterator[Outcome]:
    """Do ``job`` for every one of ``sources``; an Outcome for each, as they are finished.

    ``room()`` bounds how many are in flight at a time, and so the memory that is needed; one
    always may be. What is current is not made again, except by ``force``. Documents of one name
    are numbered. ``check()`` is called between any two steps, at least every half second: what it
    raises ends the run.
    """
    manifest = Manifest(job.output, force)
    batch = _Batch(manifest, executor, force)
    jobs = (replace(job, source=path) for path in dict.fromkeys(sources))
    children = ExitStack()
    children.enter_context(sandbox.kept())
    try:
        for one in jobs:
            check()
            if not force and manifest.is_current(one):
                yield Outcome(one.source, current=True)
            elif error := batch.submit(one):
                yield Outcome(one.source, error=error)
            while len(batch.pending) >= max(room(), 1):
                check()
                yield from batch.finished()
        while batch.pending:
            check()
            yield from batch.finished()
    finally:
        children.close()
        if batch.changed:
            manifest.save()


@dataclass(frozen=True, slots=True, eq=False)
class _Task:
    """A job in flight: what was prepared for it, and the work on each of its documents."""

    job: Job
    prepared: Result
    futures: list[Future[list[File]]]


class _Batch:
    """The jobs in flight, by the futures of their documents."""

    def __init__(self, manifest: Manifest, executor: Executor, force: bool) -> None:
        self.manifest = manifest
        self.executor = executor
        self.force = force
        self.pending: dict[Future[list[File]], _Task] = {}
        self.changed = False

    def submit(self, job: Job) -> CvrenderError | None:
        """Send a job to a worker; or the error that prevents it."""
        self.changed = True
        self.manifest.forget(job)
        try:
            prepared = pipeline.prepare(job)
            documents = tuple(
                replace(each, stem=self.name(each.stem, job)) for each in prepared.documents
            )
            futures = [self.executor.submit(_work, each, job) for each in documents]
        except CvrenderError as error:
            return error
        except Exception as error:  # of this source alone: the others go on
            return unexpected(error)
        task = _Task(job, replace(prepared, documents=documents), futures)
        self.pending |= dict.fromkeys(futures, task)
        return None

    def name(self, stem: str, job: Job) -> str:
        """``stem``, with a number if another source has it; the same in every run."""
        key = self.manifest.owner(job)
        numbered = (f"{stem}_{number}" if number > 1 else stem for number in count(1))
        return next(
            name
            for name in numbered
            if self.manifest.owners.setdefault(name.casefold(), key) == key
        )

    def finished(self) -> Iterator[Outcome]:
        """Wait for workers, at most half a second, and write what they made."""
        for future in wait(self.pending, HALF_A_SECOND, FIRST_COMPLETED).done:
            task = self.pending.pop(future)
            if any(other in self.pending for other in task.futures):
                continue
            job, prepared = task.job, task.prepared
            try:
                with pipeline.glyphs_located(prepared):
                    files = [file for each in task.futures for file in each.result()]
                yield self.written(pipeline.finish(prepared, files, job), job)
            except CvrenderError as error:
                yield Outcome(job.source, error=error)
            except Exception as error:  # a worker that died, or could not be reached
                message = f"a worker failed: {type(error).__name__}: {error}".rstrip(": ")
                yield Outcome(job.source, error=MachineError(message))

    def written(self, result: Result, job: Job) -> Outcome:
        """Write the files of ``result``, and record them if all of them are good.

        Raises UsageError where one would replace a file that no batch wrote, unless by force.
        """
        if not self.force:
            self.manifest.refuse_strange(job, result)
        result = result.written()
        outcome = Outcome(job.source, result)
        if outcome.exit_code == 0:
            data = {file.path: file.data for file in result.files}
            self.manifest.record(job, result.inputs, data, _until(result))
        return outcome


def _until(result: Result) -> str:
    """The first day (ISO 8601) on which it would be another; empty for never.

    A letter without a date has a new one tomorrow, a Word template may show the day, and an end is
    expected until it is reached.
    """
    now, letter = today(), result.source.letter
    shows_day = any(each.theme.word_template for each in result.documents)
    if shows_day or (letter is not None and letter.date is None):
        return f"{date.fromisoformat(now) + timedelta(1)}"
    lines = (line for each in result.documents for line in each.outline.lines() if line.iso)
    return min((line.iso[-1] for line in lines if now < line.iso[-1] < PRESENT), default="")


def _work(document: Document, job: Job) -> list[File]:
    """A worker's part. Pango and PDFium must not be called by two threads at once."""
    with _ONE:
        return produce(document, job)
