"""Render again whenever something changes that the last run read."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, TypeVar

from watchfiles import watch as wake

from cvrender import pipeline
from cvrender.errors import CvrenderError, SourceError
from cvrender.extract.process import ReaderProcess

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from threading import Event

    from cvrender.pipeline import Job, Result

__all__ = ["Build", "builds", "rounds"]

SILENCE = 20
"""Milliseconds without a change that end a burst of saves."""
LONGEST = 300
"""Milliseconds that a burst may last."""
LOOK = 500
"""Milliseconds after which the files are looked at, whether the system told of a change or not."""

State = dict["Path", tuple[int, int, int] | None]
Done = TypeVar("Done")
Work = Callable[[], tuple[Done, tuple["Path", ...], CvrenderError | None]]
"""Gives its result, the files that it read, and the error that kept it from reading all."""


@dataclass(frozen=True, slots=True)
class Build:
    """What one build gave, or the error that stopped it; and the seconds that it took."""

    result: Result | None
    error: CvrenderError | None
    seconds: float


def builds(job: Job, stop: Event | None = None) -> Iterator[Build]:
    """A Build at once, and one after each burst of changes, until ``stop`` is set.

    No fault ends it: a broken source is a Build with an error.
    """
    with ReaderProcess() as reader:
        yield from rounds(job.source, lambda: _build(job, reader), stop)


def rounds(source: Path, work: Work[Done], bell: Event | None = None) -> Iterator[Done]:
    """What ``work`` gives, at once and after each burst of changes to the files that it read.

    ``bell``, once set, ends the rounds.
    """
    read: tuple[Path, ...] = (source,)
    seen: State | None = _state(read)
    while seen is not None:
        done, now_read, error = work()
        read = now_read if error is None else (*read, *_suspects(source, error))
        before = {path: seen[path] for path in read if path in seen}
        built = _state(read) | before
        yield done
        seen = _changed(built, source, bell)


def _build(job: Job, reader: ReaderProcess) -> tuple[Build, tuple[Path, ...], CvrenderError | None]:
    start = time.perf_counter()
    try:
        result = pipeline.render(job, reader)
        return Build(result, None, time.perf_counter() - start), result.inputs, None
    except CvrenderError as error:
        return Build(None, error, time.perf_counter() - start), (), error


def _suspects(source: Path, error: CvrenderError) -> Iterator[Path]:
    """What may mend ``error`` when it changes: the files with faults, and all beside the source."""
    if isinstance(error, SourceError):
        yield from (type(source)(fault.position.file) for fault in error.faults)
    yield source.parent
    with suppress(OSError):
        beside = (path for path in source.parent.iterdir() if path.name[0] not in ".~#")
        yield from filter(type(source).is_file, beside)


def _changed(seen: State, source: Path, stop: Event | None) -> State | None:
    """Wait until the files are no longer as they were ``seen``: as they are then; None at the stop.

    A source that is away is waited for: some editors remove the old file before the new one.
    """
    for look in count():
        if stop is not None and stop.is_set():
            return None
        if _state(seen) != seen and (now := _settled(seen))[source]:
            return now
        if look == 1:
            gc.collect()  # nobody has saved for half a second: it does not delay the next build
        _wait({path.parent for path in seen if path.parent.is_dir()}, stop)
    raise AssertionError


def _settled(paths: Iterable[Path]) -> State:
    """How the files are after the burst."""
    now = _state(paths)
    for _ in range(LONGEST // SILENCE):
        time.sleep(SILENCE / 1000)
        before, now = now, _state(paths)
        if before == now:
            break
    return now


def _wait(folders: set[Path], stop: Event | None) -> None:
    """Until something changes in ``folders``, or it is time to look anyway."""
    waiting = wake(
        *folders,
        watch_filter=None,
        step=1,
        rust_timeout=LOOK,
        yield_on_timeout=True,
        stop_event=stop,
        recursive=False,
    )
    next(waiting, None)
    waiting.close()


def _state(paths: Iterable[Path]) -> State:
    return {path: _stamp(path) for path in paths}


def _stamp(path: Path) -> tuple[int, int, int] | None:
    """Changes whenever the file does; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
