"""Child process: started by a fork or anew, given work, and ended."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from cvrender.sandbox import limits
from cvrender.sandbox.limits import EndedError, LimitError
from cvrender.sandbox.messages import read, write

if TYPE_CHECKING:
    import subprocess
    from threading import Timer

    from cvrender.sandbox.fork import Forked


class Child:
    """A process that does one piece of work after the other."""

    def __init__(self, forks: bool, imports: tuple[str, ...] = ()) -> None:
        from cvrender.files import temporary  # few commands need it

        self.answers = 0
        self._begun = 0
        self.meanwhile: tuple[str, ...] = ()
        """What this process imports while it waits."""
        self._clock: Timer | None = None
        # For its fonts, even if it is ended.
        folder, lock = temporary.locked("cvrender-child-")
        self._remove_folder = partial(temporary.remove, folder, lock)
        start = _forked if forks else _spawned
        self._process = start(imports, str(folder))

    def begin(self, request: bytes, is_limited: bool) -> None:
        """Let the process work; of several pieces, ``answer`` gives what it says of the last."""
        assert self._process.stdin is not None
        self._begun += 1
        if self._clock is not None:
            self._clock.cancel()
        self._clock = _started(self._process.kill) if is_limited else None
        with contextlib.suppress(OSError):  # it has ended: there is no answer
            write(self._process.stdin, request, is_limited)

    def answer(self) -> bytes:
        """What the process answers. Raises LimitError where it is ended instead, or ends."""
        assert self._process.stdout is not None
        for name in self.meanwhile:
            import_module(name)
        answer = b""
        for _ in range(self._begun):
            with contextlib.suppress(OSError):
                _, answer = read(self._process.stdout)
        self._begun = 0
        is_late = self._clock is not None and not self._clock.is_alive()
        if self._clock is not None:
            self._clock.cancel()
        self.answers += 1
        if answer:
            return answer
        if is_late:
            raise LimitError(f"took more than {limits.SECONDS} seconds")
        most = f"{limits.SECONDS} seconds or {limits.MEMORY / 1e9:g} GB of memory"
        raise EndedError(f"took more than {most}, or crashed")

    def kill(self) -> None:
        """End the process, whatever it does; it still has to be closed."""
        self._process.kill()

    def close(self) -> None:
        """End the process, and remove its folder."""
        self.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()
        self._process.wait()
        self._remove_folder()


def _forked(imports: tuple[str, ...], folder: str) -> Forked:
    from cvrender.sandbox.fork import Forked

    return Forked(imports, folder)


def _spawned(imports: tuple[str, ...], folder: str) -> subprocess.Popen[bytes]:
    import subprocess

    return subprocess.Popen(
        [sys.executable, "-P", "-m", "cvrender.sandbox", *imports],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "TMPDIR": folder},
    )


def _started(end: Callable[[], None]) -> Timer:
    """The clock that calls ``end`` when the time of a piece of work is over."""
    from threading import Timer

    clock = Timer(limits.SECONDS, end)
    clock.daemon = True
    clock.start()
    return clock
