"""Who does the work of a batch: this process, spawned ones, or those of a Dask cluster."""

from __future__ import annotations

import gc
import importlib
import os
import signal
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from cvrender.errors import CvrenderError, MachineError
from cvrender.renderers.pdf import engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Workers", "cluster", "cores"]

PATIENCE = "10s"
"""How long a scheduler may take to answer."""
RECYCLE = 1000
"""CVs after which a worker makes room for a fresh one."""


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Workers(Executor):
    """``number`` processes on this machine; one is this process itself.

    They are spawned, since after a fork a worker's end would delete the fonts of all, and made
    ready once. A pool that has worked long, or lost a worker, is replaced by a fresh one.
    """

    def __init__(self, number: int) -> None:
        self.number = number
        self.given = 0
        self.pool = self._fresh() if number > 1 else None

    def _fresh(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.number, get_context("spawn"), _ready)

    def submit(self, work: Callable[..., Any], /, *args: Any, **options: Any) -> Future[Any]:
        if self.pool is None:
            return _here(work, *args, **options)
        self.given += 1
        if self.given % (RECYCLE * self.number) == 0 or getattr(self.pool, "_broken", False):
            self.pool.shutdown(wait=False)
            self.pool = self._fresh()
        with _unheard():
            return self.pool.submit(work, *args, **options)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes; what has not begun never will."""
        if self.pool is not None:
            self.pool.shutdown(wait, cancel_futures=True)


@contextmanager
def _unheard() -> Iterator[None]:
    """Ctrl-C is the parent's to answer: what starts here does not hear it from the first on."""
    mask = getattr(signal, "pthread_sigmask", None)  # Windows has none
    before = mask(signal.SIG_BLOCK, {signal.SIGINT}) if mask else ()
    try:
        yield
    finally:
        if mask:
            mask(signal.SIG_SETMASK, before)


def _here(work: Callable[..., Any], /, *args: Any, **options: Any) -> Future[Any]:
    future: Future[Any] = Future()
    try:
        future.set_result(work(*args, **options))
    except Exception as error:
        future.set_exception(error)
    return future


def _ready() -> None:
    """Import once what every CV needs, and keep the collector off it.

    Ctrl-C is the parent's to answer.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("cvrender.renderers.word", "pypdf", "pypdfium2"):
        importlib.import_module(name)
    with suppress(CvrenderError):  # without Pango the other formats can still be made
        engine.fonts()
    gc.freeze()
    gc.set_threshold(150_000, 2, 2)  # rare enough to cost little, and memory stays flat


def cluster(address: str) -> tuple[Executor, Callable[[], int]]:
    """The workers of the Dask scheduler at ``address``, and how many CVs they do at a time.

    They need cvrender themselves, may come and go, and some schedulers start one only when there
    is work. A CV whose worker is lost is done by another.
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
    return client.get_executor(pure=False), lambda: sum(client.nthreads().values())
