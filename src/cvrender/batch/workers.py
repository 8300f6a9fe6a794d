"""Workers: the executors of a batch, in this process, in spawned ones, or on a Dask cluster."""

import atexit
import gc
import importlib
import os
import platform
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, chdir, contextmanager, suppress
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import Any

from cvrender import sandbox, startup
from cvrender.errors import CvrenderError, MachineError
from cvrender.renderers.pdf import engine

PATIENCE = "10s"
"""The time in which a scheduler must answer."""
MOST_ON_WINDOWS = 61
"""Worker processes: it waits for no more at a time."""
RECYCLE = 2000
"""Pieces of work, two a CV, after which a worker is replaced by a fresh one: what its libraries
leak goes with it."""
_MEASURED = ("docx", "pdf", "png")
"""Formats whose pages are laid out: a Word file is fitted as the PDF is."""
_NEEDED = {
    "cvrender.verify": None,
    "cvrender.renderers.html.page": ("html", *_MEASURED),
    "cvrender.renderers.pdf.printing": _MEASURED,
    "cvrender.renderers.word.file": ("docx",),
    "pypdf": ("pdf",),
    "pypdfium2": ("pdf", "png"),
}
"""What takes long to import, with the formats that need it; None where all do."""


def cores() -> int:
    """The number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Workers(Executor):
    """A pool of ``number`` processes on this machine; a number of 1 is this process itself.

    They are prepared for ``formats``, and make any.

    Workers are spawned, not forked: after a fork, the end of one would delete the fonts of all. A
    pool is replaced by a fresh one after RECYCLE pieces of work a worker, or when it has lost one.
    """

    def __init__(self, number: int, formats: Iterable[str]) -> None:
        self.formats = frozenset(formats)
        self.number = min(number, MOST_ON_WINDOWS) if os.name == "nt" else number
        self.submitted = 0
        self.pool = self._fresh_pool() if number > 1 else None

    def _fresh_pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.number, get_context("spawn"), _initialize, (self.formats,))

    def submit(self, work: Callable[..., Any], /, *args: Any, **options: Any) -> Future[Any]:
        if self.pool is None:
            return _in_this_process(work, *args, **options)
        self.submitted += 1
        if self.submitted % (RECYCLE * self.number) == 0:
            self.pool = self._replaced(self.pool)
        with _interrupts_blocked():
            try:
                return self.pool.submit(work, *args, **options)
            except BrokenProcessPool:
                self.pool = self._replaced(self.pool)
                return self.pool.submit(work, *args, **options)

    def _replaced(self, pool: ProcessPoolExecutor) -> ProcessPoolExecutor:
        """A fresh pool; ``pool`` ends when the work that it has is done."""
        pool.shutdown(wait=False)
        return self._fresh_pool()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes; work that has not begun is cancelled."""
        if self.pool is not None:
            self.pool.shutdown(wait, cancel_futures=True)


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Block SIGINT for the processes started meanwhile: the parent alone answers Ctrl-C."""
    mask = getattr(signal, "pthread_sigmask", None)  # Windows has none
    before = mask(signal.SIG_BLOCK, {signal.SIGINT}) if mask else ()
    try:
        yield
    finally:
        if mask:
            mask(signal.SIG_SETMASK, before)


def _in_this_process(work: Callable[..., Any], /, *args: Any, **options: Any) -> Future[Any]:
    future: Future[Any] = Future()
    try:
        future.set_result(work(*args, **options))
    except Exception as error:
        future.set_exception(error)
    return future


def _initialize(formats: frozenset[str]) -> None:
    """Prepare a worker: import what every CV needs, and exempt it from garbage collection.

    The parent alone answers Ctrl-C.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    children = ExitStack()
    children.enter_context(sandbox.kept())
    atexit.register(children.close)
    Thread(target=_end_with_parent, daemon=True).start()
    for name, needing in _NEEDED.items():
        if needing is None or not formats.isdisjoint(needing):
            importlib.import_module(name)
    if not formats.isdisjoint(_MEASURED):
        with suppress(CvrenderError):  # without Pango the other formats can still be made
            engine.fonts()
    gc.freeze()
    gc.set_threshold(*startup.MANY_DOCUMENTS)


def _end_with_parent() -> None:
    """End this worker when its parent is gone, also where that was killed."""
    if parent := parent_process():
        parent.join()
        os._exit(1)


def cluster(address: str) -> tuple[Executor, Callable[[], int]]:
    """The workers of the Dask scheduler at ``address``, and a count of their threads.

    Workers need cvrender installed, and the files under the paths that they have here. They may
    come and go; some schedulers start one only when there is work. A CV whose worker is lost is
    done by another. Raises MachineError.
    """
    try:
        distributed: Any = importlib.import_module("distributed")
    except ImportError as error:
        remedy = "pip install 'cvrender[dask]'"
        raise MachineError("--cluster needs Dask, which is not installed", remedy) from error
    try:
        client = distributed.Client(address, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        raise MachineError(f"there is no Dask scheduler at {address}: {error}") from error
    return _Cluster(client), lambda: sum(client.nthreads().values())


class _Cluster(Executor):
    """The workers of a Dask cluster, each of which works in the folder of this process."""

    def __init__(self, client: Any) -> None:
        self.executor: Executor = client.get_executor(pure=False)
        self.folder = str(Path.cwd())

    def submit(self, work: Callable[..., Any], /, *args: Any, **options: Any) -> Future[Any]:
        return self.executor.submit(_in_folder, self.folder, work, *args, **options)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self.executor.shutdown(wait)


def _in_folder(folder: str, work: Callable[..., Any], *args: Any, **options: Any) -> Any:
    try:
        stack = ExitStack()
        stack.enter_context(chdir(folder))
    except OSError as error:
        message = f"the worker on {platform.node()} has no folder {folder}: {error.strerror}"
        remedy = "give all workers the files under the paths that they have here"
        raise MachineError(message, remedy) from error
    with stack:
        return work(*args, **options)
