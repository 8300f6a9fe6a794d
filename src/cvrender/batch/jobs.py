"""Many CVs at once, on any ``concurrent.futures.Executor``.

Here every source is read and settled; what travels to a worker is a Document, a plain value that
holds its words, its theme and its pictures. Finished bytes come back, and are written here.
"""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from cvrender import pipeline
from cvrender.batch.manifest import Manifest
from cvrender.errors import CvrenderError, GlyphError, MachineError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cvrender.pipeline import Document, Job, Output, Source

__all__ = ["Result", "run"]


_ONE = Lock()


@dataclass(frozen=True, slots=True)
class Result:
    """What one source came to: its files, or the error that stopped it.

    ``current``: the files that are there need no change, and nothing was done.
    """

    path: Path
    source: Source | None = None
    outputs: tuple[Output, ...] = ()
    error: CvrenderError | None = None
    current: bool = False

    @property
    def exit_code(self) -> int:
        """The error's, or the worst of the files'."""
        codes = [output.exit_code for output in self.outputs]
        return max([self.error.exit_code] if self.error else codes, default=0)


def run(
    sources: Iterable[Path],
    job: Job,
    executor: Executor,
    room: Callable[[], int],
    force: bool = False,
) -> Iterator[Result]:
    """Do ``job`` for every one of ``sources``; a Result for each, as they are finished.

    ``room()`` bounds how many are on their way at a time, and so the memory that is needed; one
    always may be. What is current is not made again, except by ``force``. Documents of one name
    are numbered.
    """
    manifest = Manifest(job.output)
    batch = _Batch(manifest, executor)
    jobs = (replace(job, source=path) for path in dict.fromkeys(sources))
    try:
        for one in jobs:
            if not force and manifest.is_current(one):
                yield Result(one.source, current=True)
            elif error := batch.start(one):
                yield Result(one.source, error=error)
            while len(batch.waiting) >= max(room(), 1):
                yield from batch.finished()
        while batch.waiting:
            yield from batch.finished()
    finally:
        if batch.changed:
            manifest.save()


@dataclass(frozen=True, slots=True)
class _Order:
    job: Job
    source: Source
    documents: tuple[Document, ...]


class _Batch:
    """The orders that are on their way."""

    def __init__(self, manifest: Manifest, executor: Executor) -> None:
        self.manifest = manifest
        self.executor = executor
        self.waiting: dict[Future[list[tuple[Output, bytes]]], _Order] = {}
        self.owners = {
            Path(name).stem.casefold(): source
            for source, entry in manifest.entries.items()
            for name in entry["outputs"]
        }
        self.changed = False

    def start(self, job: Job) -> CvrenderError | None:
        """Send a job to a worker; or say why it cannot be."""
        self.changed = True
        self.manifest.forget(job.source)
        try:
            source, prepared = pipeline.prepare(job)
            documents = tuple(replace(each, stem=self.name(each.stem, job)) for each in prepared)
            future = self.executor.submit(_work, documents, job)
        except CvrenderError as error:
            return error
        self.waiting[future] = _Order(job, source, documents)
        return None

    def name(self, stem: str, job: Job) -> str:
        """``stem``, with a number if another source has it; the same in every run."""
        key = self.manifest.key(job.source)
        numbered = (f"{stem}_{number}" if number > 1 else stem for number in count(1))
        return next(
            name for name in numbered if self.owners.setdefault(name.casefold(), key) == key
        )

    def finished(self) -> Iterator[Result]:
        """Wait for workers, and write what they made."""
        for future in wait(self.waiting, return_when=FIRST_COMPLETED).done:
            order = self.waiting.pop(future)
            try:
                yield self.written(order, future.result())
            except GlyphError as error:
                document = next(filter(_has(error), order.documents))
                fault = pipeline.placed(error, document, order.source)
                yield Result(order.job.source, order.source, error=fault)
            except CvrenderError as error:
                yield Result(order.job.source, order.source, error=error)
            except Exception as error:  # a worker that died, or could not be reached
                message = f"a worker failed: {type(error).__name__}: {error}".rstrip(": ")
                yield Result(order.job.source, order.source, error=MachineError(message))

    def written(self, order: _Order, files: list[tuple[Output, bytes]]) -> Result:
        outputs = tuple(pipeline.write(output, data) for output, data in files)
        result = Result(order.job.source, order.source, outputs)
        if result.exit_code == 0:
            inputs = pipeline.inputs(order.source, order.documents)
            self.manifest.record(order.job, inputs, {output.path: data for output, data in files})
        return result


def _has(error: GlyphError) -> Callable[[Document], bool]:
    def has(document: Document) -> bool:
        text = "".join(str(line) for line in document.outline.lines())
        return not error.missing.keys() - set(text)

    return has


def _work(documents: tuple[Document, ...], job: Job) -> list[tuple[Output, bytes]]:
    """A worker's part. Pango and PDFium bear one thread at a time."""
    with _ONE:
        return [file for document in documents for file in pipeline.make(document, job)]
