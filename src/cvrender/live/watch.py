"""Watch: render again whenever a file changes that the last build read."""

import gc
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from threading import Event
from typing import TypeVar

from watchfiles import watch as wait_for_change

from cvrender import api, sandbox
from cvrender.errors import CvrenderError, SourceError, unexpected
from cvrender.extract.process import ReaderProcess
from cvrender.job import Job
from cvrender.result import Result

SETTLE_MS = 20
"""Milliseconds without a change that end a burst of saves."""
BURST_MS = 300
"""Milliseconds that a burst may last."""
POLL_MS = 500
"""Milliseconds after which the files are looked at even if the system reported no change."""

_NAMED_BY_A_CV = (".bib", ".csv", ".jpeg", ".jpg", ".json", ".png", ".yaml", ".yml")

Stamp = tuple[int, int, int]
"""Time of change in nanoseconds, size and inode: they differ whenever the file does."""
State = dict[Path, Stamp | None]
"""The files watched; None for one that does not exist."""
Built = TypeVar("Built")
BuildFunction = Callable[[], tuple[Built, tuple[Path, ...], CvrenderError | None]]
"""Gives what was built, the files read for it, and the error that kept it from reading all."""


@dataclass(frozen=True, slots=True)
class Build:
    """What one build gave, or the error that stopped it; and the seconds that it took."""

    result: Result | None
    error: CvrenderError | None
    seconds: float


def builds(job: Job, stop: Event | None = None, together: bool = False) -> Iterator[Build]:
    """A Build at once, and one after each burst of changes, until ``stop`` is set.

    ``together`` puts the CV behind a letter. No fault ends it: a broken source is a Build with an
    error.
    """
    with sandbox.kept(), ReaderProcess() as reader:

        def render() -> Result:
            return api.made(job, together=together, reader=reader).written()

        yield from repeat_on_change(job.source, lambda: _build(render), stop)


def repeat_on_change(
    source: Path, build: BuildFunction[Built], stop: Event | None = None
) -> Iterator[Built]:
    """What ``build`` gives, at once and after each burst of changes to the files that it read."""
    watched: tuple[Path, ...] = (source,)
    before: State | None = _state(watched)
    while before is not None:
        built, inputs, error = build()
        watched = inputs if error is None else (*watched, *_may_mend(error, source))
        # A file that changed during the build has changed since the state before it.
        state = _state(watched) | {path: before[path] for path in watched if path in before}
        yield built
        before = _next_state(state, source, stop)


def _build(render: Callable[[], Result]) -> tuple[Build, tuple[Path, ...], CvrenderError | None]:
    start = time.perf_counter()
    try:
        result = render()
        return Build(result, None, time.perf_counter() - start), result.inputs, None
    except Exception as raised:  # the next save may mend it
        error = raised if isinstance(raised, CvrenderError) else unexpected(raised)
        return Build(None, error, time.perf_counter() - start), (), error


def _may_mend(error: CvrenderError, source: Path) -> Iterator[Path]:
    """The files whose change may mend ``error``: those with faults, and what a CV may name.

    Others beside the source are not looked at: one may be the log that the build is told to.
    """
    if isinstance(error, SourceError):
        yield from (Path(fault.position.file) for fault in error.faults)
    yield source.parent
    with suppress(OSError):
        beside = (path for path in source.parent.iterdir() if path.name[0] not in ".~#")
        yield from (path for path in beside if path.suffix.lower() in _NAMED_BY_A_CV)


def _next_state(state: State, source: Path, stop: Event | None) -> State | None:
    """Wait for a change: the new state of the files, or None once ``stop`` is set.

    A source that does not exist is waited for: some editors remove the old file before they write
    the new one.
    """
    for turn in count():
        if stop is not None and stop.is_set():
            return None
        if _state(state) != state and (settled := _settled(state))[source]:
            return settled
        if turn == 1:
            gc.collect()  # nobody has saved for half a second: it does not delay the next build
        _wait({path.parent for path in state if path.parent.is_dir()}, stop)
    raise AssertionError


def _settled(paths: Iterable[Path]) -> State:
    """The state of the files after the burst."""
    state = _state(paths)
    for _ in range(BURST_MS // SETTLE_MS):
        time.sleep(SETTLE_MS / 1000)
        before, state = state, _state(paths)
        if before == state:
            break
    return state


def _wait(folders: set[Path], stop: Event | None) -> None:
    """Wait until something changes in ``folders``, at most POLL_MS.

    A system that has no file handle left at the moment tells of no change: then the time passes.
    """
    changes = wait_for_change(
        *folders,
        watch_filter=None,
        step=1,
        rust_timeout=POLL_MS,
        yield_on_timeout=True,
        stop_event=stop,
        recursive=False,
    )
    try:
        next(changes, None)
    except (OSError, RuntimeError):  # watchfiles has an error of its own, a RuntimeError
        time.sleep(POLL_MS / 1000)
    changes.close()


def _state(paths: Iterable[Path]) -> State:
    return {path: _stamp(path) for path in paths}


def _stamp(path: Path) -> Stamp | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
