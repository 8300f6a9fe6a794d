"""Batch: many sources, on any ``concurrent.futures.Executor``.

This process hands out paths and keeps the manifest; workers read the sources, and make and write
the documents. What was read comes back as bytes, which go to the next free worker once this process
has named the documents: a batch is bounded by its workers, not by its parent.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, wait
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, NamedTuple

from cvrender import sandbox
from cvrender.batch import work
from cvrender.batch.manifest import Manifest
from cvrender.batch.work import Read, Written
from cvrender.errors import CvrenderError, MachineError, SourceError, unexpected
from cvrender.job import Job

HALF_A_SECOND, A_MINUTE = 0.5, 60


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one source came to: its files, and the error that stopped it, or one of its documents.

    ``current``: the files that are there need no change, and nothing was done.
    """

    path: Path
    files: tuple[Written, ...] = ()
    error: CvrenderError | None = None
    current: bool = False

    @property
    def exit_code(self) -> int:
        """The worst of the error's and the files'."""
        codes = [written.file.exit_code for written in self.files]
        return max([*codes, *([self.error.exit_code] if self.error else [])], default=0)


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
    are numbered, in the order of their sources. ``check()`` is called between any two steps, at
    least every half second: what it raises ends the run.
    """
    manifest = Manifest(job, force)
    batch = _Batch(manifest, executor, force)
    jobs = (replace(job, source=path) for path in dict.fromkeys(sources))
    children = ExitStack()
    children.enter_context(sandbox.kept())
    try:
        for one in jobs:
            check()
            owner = manifest.owner(one.source)
            if not force and manifest.is_current(owner):
                yield Outcome(one.source, current=True)
            else:
                batch.submit(one, owner)
            while batch.in_flight >= max(room(), 1):
                check()
                yield from batch.finished()
        while batch.in_flight:
            check()
            yield from batch.finished()
    finally:
        children.close()
        batch.settle()
        if batch.changed:
            manifest.save()


class _Task(NamedTuple):
    """A source whose documents are being made, under ``names``."""

    source: Path
    owner: str
    read: Read
    """Without what only workers need."""
    names: tuple[str, ...]
    futures: tuple[Future[tuple[Written, ...]], ...]


class _Batch:
    """The jobs in flight: those that are being read, in order, and those that are being made."""

    def __init__(self, manifest: Manifest, executor: Executor, force: bool) -> None:
        self.manifest = manifest
        self.executor = executor
        self.force = force
        self.reading: deque[tuple[Job, str, Future[Read]]] = deque()
        self.making: dict[Future[tuple[Written, ...]], _Task] = {}
        self.done = SimpleQueue[Future[Any]]()
        self.changed = False

    @property
    def in_flight(self) -> int:
        """How many sources are being read, and documents being made."""
        return len(self.reading) + len(self.making)

    def submit(self, job: Job, owner: str) -> None:
        """Send a job to a worker that reads its source, which the manifest calls ``owner``."""
        self.changed = True
        self.manifest.forget(owner)
        self.reading.append((job, owner, self._sent(work.read, job)))

    def _sent(self, step: Callable[..., Any], *args: object) -> Future[Any]:
        """What a worker will answer, or why no worker gets it."""
        try:
            future = self.executor.submit(work.do, step, *args)
        except Exception as error:
            future = Future()
            future.set_exception(unexpected(error))
        future.add_done_callback(self.done.put)
        return future

    def finished(self) -> Iterator[Outcome]:
        """Wait for a worker, at most half a second, and go on with what it did."""
        with suppress(Empty):
            yield from self.made(self.done.get(timeout=HALF_A_SECOND))
        while self.reading and self.reading[0][-1].done():
            yield from self.make(*self.reading.popleft())

    def made(self, future: Future[Any]) -> Iterator[Outcome]:
        """The Outcome of a source, if ``future`` was the last of its documents."""
        task = self.making.pop(future, None)
        if task and not any(other in self.making for other in task.futures):
            yield self.outcome(task)

    def settle(self) -> None:
        """Cancel what has not begun, and record what has: its files are written all the same."""
        for _, _, reading in self.reading:
            reading.cancel()
        wait([future for future in self.making if not future.cancel()], A_MINUTE)
        with suppress(Empty):
            while True:
                list(self.made(self.done.get_nowait()))

    def make(self, job: Job, owner: str, future: Future[Read]) -> Iterator[Outcome]:
        """Name the documents of a source, and send them to workers; or tell why it has none."""
        try:
            read = _answer(future)
        except CvrenderError as error:
            yield Outcome(job.source, error=error)
            return
        names = tuple(self.manifest.name(stem, owner) for stem, _ in read.documents)
        may_replace = self.force or self.manifest.knows(owner)
        futures = tuple(
            self._sent(work.make, job, read.prepared, document, name, may_replace)
            for name, (_, document) in zip(names, read.documents, strict=True)
        )
        task = _Task(job.source, owner, read._replace(prepared=b"", documents=()), names, futures)
        self.making |= dict.fromkeys(futures, task)

    def outcome(self, task: _Task) -> Outcome:
        """What became of a source whose documents are made; if all is good, it is recorded."""
        files: list[Written] = []
        errors: list[CvrenderError] = []
        for future in task.futures:
            try:
                files += _answer(future)
            except CvrenderError as error:
                errors.append(error)
        outcome = Outcome(task.source, tuple(files), _joined(errors))
        if outcome.exit_code == 0:
            outputs = {written.key: written.digest for written in files}
            self.manifest.record(task.owner, task.read.inputs, outputs, task.read.until)
        elif not files and not self.manifest.knows(task.owner):
            self.manifest.free(task.names, task.owner)
        return outcome


def _answer(future: Future[Any]) -> Any:
    """What a worker did. Raises CvrenderError, also for one that died or could not be reached."""
    try:
        return future.result()
    except CvrenderError:
        raise
    except Exception as error:
        message = f"a worker failed: {type(error).__name__}: {error}".rstrip(": ")
        raise MachineError(message) from error


def _joined(errors: list[CvrenderError]) -> CvrenderError | None:
    """The first of ``errors`` that is no fault of the source, or else all its faults."""
    others = [error for error in errors if not isinstance(error, SourceError)]
    faults = (f for error in errors if isinstance(error, SourceError) for f in error.faults)
    if not errors or others:
        return next(iter(others), None)
    return SourceError(tuple(dict.fromkeys(faults)))
