"""Sandbox: runs a stranger's theme, or reads a stranger's file, in a child process with limits.

The child has 30 seconds for each piece of work; on Linux also 2 GB of memory and 50 MB for any file
that it writes. A template that is kept from doing harm by Jinja can still loop for ever or fill the
memory, and so can style sheets and finished files. The child answers with one line of JSON and then
bytes, which are read as data: nothing that it says is run here.

Within ``kept()`` a child stays for the next document of the same theme, and for no other: what a
theme does to its process, it does to its own documents alone.

A child is also started for what it saves in time: the press imports WeasyPrint while the source is
read here, prints trusted themes without limits, and leaves this process free for the other formats.
"""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import struct
import sys
from functools import partial
from importlib import import_module
from typing import IO, TYPE_CHECKING, Any

from cvrender.errors import (
    Fault,
    GlyphError,
    LostLinesError,
    MachineError,
    Position,
    SourceError,
    UsageError,
)

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from threading import Timer

    from cvrender.sandbox.fork import Forked
    from cvrender.theme import Theme

    Keep = tuple[str, tuple[Path, ...]]
    """What a child is kept for: a kind of work, and the folders of a theme."""

SECONDS = 30
MEMORY = 2_000_000_000
"""Bytes of address space; WeasyPrint needs about half a gigabyte of it."""
FILE = 50_000_000
"""Bytes of any file that the child writes; fonts are copied to a temporary folder."""
RECYCLE = 200
"""Pieces of work after which a child is replaced: what its libraries leak goes with it."""
PRESS: Keep = ("print", ())
"""What the child is kept for that prints PDFs in themes that are trusted."""
_BEGUN: Keep = ("begun", ())
"""What it is called while it works: ``kept()`` ends it, too, where nobody takes its answer."""
_HEAD = struct.Struct(">?Q")
"""Of what is sent: whether the work has limits, and the number of bytes that follow."""


class LimitError(Exception):
    """The work took more time or memory than the sandbox allows; the message says which."""


class EndedError(LimitError):
    """The child ended, by a limit of the system or of itself."""


def run_theme(theme: Theme, work: Callable[..., bytes], *args: object) -> bytes:
    """``work(theme, *args)``: ``printed`` for a trusted theme, else in the sandbox.

    Raises what ``work`` raises, and SourceError where the theme exceeds a limit.
    """
    if theme.trusted:
        return printed(work, theme, *args)
    name = f"the theme `{theme.name}`"
    try:
        return run(name, work, theme, *args, keep=("render", theme.folders))
    except LimitError as error:
        place = Position(f"{theme.name}/page.html.j2", 1, 1)
        hint = "a page of a CV takes a second"
        raise SourceError((Fault(place, "theme-limits", f"{name} {error}", hint),)) from error


def printed(work: Callable[..., bytes], *args: object) -> bytes:
    """``work(*args)``, which needs WeasyPrint: in the press where one waits, else in this process.

    Raises what ``work`` raises.
    """
    return begun(work, *args)() if has_press() else work(*args)


def has_press() -> bool:
    """Whether a press waits for work."""
    return PRESS in _idle


def begun(work: Callable[..., bytes], *args: object) -> Callable[[], bytes]:
    """``work(*args)``, begun in the press, which must wait for it; call it for the answer."""
    child = _idle[_BEGUN] = _idle.pop(PRESS)
    child.begin(pickle.dumps((work, *args)), is_limited=False)

    def answer() -> bytes:
        del _idle[_BEGUN]
        try:
            return _unpacked("the PDF", _finished(child, PRESS))
        except LimitError as error:
            raise MachineError("the process that prints the PDF crashed") from error

    return answer


def run(subject: str, work: Callable[..., bytes], *args: object, keep: Keep | None = None) -> bytes:
    """``work(*args)`` in the sandbox; ``work`` is a function of a module, its arguments pickle.

    Raises what ``work`` raises on purpose, LimitError where it exceeds a limit, and MachineError
    that blames ``subject`` for any other failure.
    """
    return _unpacked(subject, _answered(pickle.dumps((work, *args)), keep))


def _unpacked(subject: str, answer: bytes) -> bytes:
    head, _, data = answer.partition(b"\n")
    _raise_reported(subject, json.loads(head))
    return data


def _answered(request: bytes, keep: Keep | None) -> bytes:
    """What a child answers; one that fails in later work than its first may be to blame itself."""
    spare = PRESS if keep is not None and keep[0] == "render" else keep
    child = _idle.pop(keep, None) or _idle.pop(spare, None) or _Child()
    child.begin(request, is_limited=True)
    try:
        return _finished(child, keep)
    except EndedError:
        if child.answers > 1:
            return _answered(request, keep)
        raise


def _finished(child: _Child, keep: Keep | None) -> bytes:
    """What ``child`` answers; it stays for the next work of its kind, or ends with an error."""
    try:
        answer = child.answer()
    except BaseException:
        child.close()
        raise
    _put_back(keep, child)
    return answer


@contextlib.contextmanager
def kept(forks: bool = False) -> Iterator[None]:
    """Keep children for the next work of their kind; the last to leave ends them.

    One that ``forks`` has one thread, and has not imported WeasyPrint: on Linux its children are
    copies of it. Elsewhere, system libraries may not be used after a fork.
    """
    _users.append(forks and sys.platform == "linux")
    try:
        yield
    finally:
        _users.pop()
        while not _users and _idle:
            _idle.popitem()[1].close()


def expect(
    keep: Keep, *imports: str, both: tuple[str, ...] = (), meanwhile: tuple[str, ...] = ()
) -> None:
    """Within ``kept()``, start a child for work that is to come.

    It imports ``imports``; of one written ``module:function``, it calls the function. Both
    processes need ``both``: where the child is a copy of this one, this one imports it before.
    This process imports ``meanwhile`` while it waits for the child.
    """
    if keep not in _idle:
        for name in both if any(_users) else ():
            import_module(name)
        _put_back(keep, _Child(imports, meanwhile))


def _put_back(keep: Keep | None, child: _Child) -> None:
    if keep is None or not _users or child.answers == RECYCLE or keep in _idle:
        child.close()
    else:
        _idle[keep] = child


class _Child:
    """A process that does one piece of work after the other."""

    def __init__(self, imports: tuple[str, ...] = (), meanwhile: tuple[str, ...] = ()) -> None:
        from cvrender.files import temporary  # few commands need it

        self.answers = 0
        self._meanwhile = meanwhile
        self._clock: Timer | None = None
        # For its fonts, even if it is ended.
        folder, lock = temporary.locked("cvrender-child-")
        self._remove_folder = partial(temporary.remove, folder, lock)
        start = _forked if any(_users) else _spawned
        self._process = start(imports, str(folder))

    def begin(self, request: bytes, is_limited: bool) -> None:
        """Let the process work; ``answer`` must be called before it is given more."""
        assert self._process.stdin is not None
        self._clock = _started(self._process.kill) if is_limited else None
        with contextlib.suppress(OSError):  # it has ended: there is no answer
            write(self._process.stdin, request, is_limited)

    def answer(self) -> bytes:
        """What the process answers. Raises LimitError where it is ended instead, or ends."""
        assert self._process.stdout is not None
        for name in self._meanwhile if self._clock is None else ():
            import_module(name)
        try:
            _, answer = read(self._process.stdout)
        except OSError:
            answer = b""
        is_late = self._clock is not None and not self._clock.is_alive()
        if self._clock is not None:
            self._clock.cancel()
        self.answers += 1
        if answer:
            return answer
        if is_late:
            raise LimitError(f"took more than {SECONDS} seconds")
        limits = f"{SECONDS} seconds or {MEMORY / 1e9:g} GB of memory"
        raise EndedError(f"took more than {limits}, or crashed")

    def close(self) -> None:
        """End the process, whatever it does, and remove its folder."""
        self._process.kill()
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


_idle: dict[Keep | None, _Child] = {}
"""The children that have nothing to do, by what they are kept for."""
_users: list[bool] = []
"""Whether each ``kept()`` that is entered forks."""


def _started(end: Callable[[], None]) -> Timer:
    """The clock that calls ``end`` when the time of a piece of work is over."""
    from threading import Timer

    clock = Timer(SECONDS, end)
    clock.daemon = True
    clock.start()
    return clock


def write(pipe: IO[bytes], data: bytes, is_limited: bool = False) -> None:
    """Send ``data`` to the other process."""
    pipe.write(_HEAD.pack(is_limited, len(data)) + data)
    pipe.flush()


def read(pipe: IO[bytes]) -> tuple[bool, bytes]:
    """What ``write`` wrote; no data where the other process ended before it was done."""
    head = pipe.read(_HEAD.size)
    is_limited, size = _HEAD.unpack(head) if len(head) == _HEAD.size else (False, 0)
    data = pipe.read(size) if size <= MEMORY else b""
    return is_limited, data if len(data) == size else b""


def _raise_reported(subject: str, report: dict[str, Any]) -> None:
    """Raise the error that the child reported, if it did."""
    match report:
        case {"faults": faults}:
            raise SourceError(tuple(_fault(**fault) for fault in faults))
        case {"missing": missing}:
            raise GlyphError(missing)
        case {"lost": message}:
            raise LostLinesError(message)
        case {"asked": message, "remedy": remedy}:
            raise UsageError(message, remedy)
        case {"message": message, "remedy": remedy}:
            raise MachineError(message, remedy)
        case {"failed": failure}:
            raise MachineError(f"{subject} failed: {failure}", "tell the people who made it")


def _fault(position: tuple[str, int, int], **rest: Any) -> Fault:
    return Fault(position=Position(*position), **rest)
