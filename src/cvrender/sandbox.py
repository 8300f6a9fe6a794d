"""Sandbox: runs a stranger's theme, or reads a stranger's file, in a child process with limits.

The child has 30 seconds for each piece of work; on Linux also 2 GB of memory and 50 MB for any file
that it writes. A template that is kept from doing harm by Jinja can still loop for ever or fill the
memory, and so can style sheets and finished files. The child answers with one line of JSON and then
bytes, which are read as data: nothing that it says is run here.

Within ``kept()`` a child stays for the next document of the same theme, and for no other: what a
theme does to its process, it does to its own documents alone.
"""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import struct
import sys
from dataclasses import asdict
from typing import IO, TYPE_CHECKING, Any

from cvrender import startup
from cvrender.errors import (
    CvrenderError,
    Fault,
    GlyphError,
    LostLinesError,
    MachineError,
    Position,
    SourceError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

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
_LENGTH = struct.Struct(">Q")


class LimitError(Exception):
    """The work took more time or memory than the sandbox allows; the message says which."""


class EndedError(LimitError):
    """The child ended, by a limit of the system or of itself."""


def run_theme(theme: Theme, work: Callable[..., bytes], *args: object) -> bytes:
    """``work(theme, *args)``: in this process for a trusted theme, else in the sandbox.

    Raises what ``work`` raises, and SourceError where the theme exceeds a limit.
    """
    if theme.trusted:
        return work(theme, *args)
    name = f"the theme `{theme.name}`"
    try:
        return run(name, work, theme, *args, keep=("render", theme.folders))
    except LimitError as error:
        place = Position(f"{theme.name}/page.html.j2", 1, 1)
        hint = "a page of a CV takes a second"
        raise SourceError((Fault(place, "theme-limits", f"{name} {error}", hint),)) from error


def run(subject: str, work: Callable[..., bytes], *args: object, keep: Keep | None = None) -> bytes:
    """``work(*args)`` in the sandbox; ``work`` is a function of a module, its arguments pickle.

    Raises what ``work`` raises on purpose, LimitError where it exceeds a limit, and MachineError
    that blames ``subject`` for any other failure.
    """
    request = pickle.dumps((work, *args))
    head, _, data = _answered(request, keep).partition(b"\n")
    _raise_reported(subject, json.loads(head))
    return data


def _answered(request: bytes, keep: Keep | None) -> bytes:
    """What a child answers; one that fails in later work than its first may be to blame itself."""
    child = _idle.pop(keep, None) or _Child()
    try:
        answer = child.answer(request)
    except BaseException as error:
        child.close()
        if isinstance(error, EndedError) and child.answers > 1:
            return _answered(request, keep)
        raise
    _put_back(keep, child)
    return answer


@contextlib.contextmanager
def kept() -> Iterator[None]:
    """Keep children for the next work of their kind; the last to leave ends them."""
    _users.append(None)
    try:
        yield
    finally:
        _users.pop()
        while not _users and _idle:
            _idle.popitem()[1].close()


def expect(keep: Keep, *imports: str) -> None:
    """Within ``kept()``, start a child for work that is to come; it imports ``imports``."""
    if keep not in _idle:
        _put_back(keep, _Child(imports))


def _put_back(keep: Keep | None, child: _Child) -> None:
    if keep is None or not _users or child.answers == RECYCLE or keep in _idle:
        child.close()
    else:
        _idle[keep] = child


class _Child:
    """A process that does one piece of work after the other."""

    def __init__(self, imports: tuple[str, ...] = ()) -> None:
        import subprocess  # few commands need these
        from tempfile import TemporaryDirectory

        self.answers = 0
        self._folder = TemporaryDirectory()  # for its fonts, even if it is ended
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "cvrender.sandbox", *imports],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "TMPDIR": self._folder.name},
        )

    def answer(self, request: bytes) -> bytes:
        """What the process answers. Raises LimitError where it is ended instead, or ends."""
        from threading import Timer

        assert self._process.stdin is not None
        assert self._process.stdout is not None
        clock = Timer(SECONDS, self._process.kill)
        clock.daemon = True
        clock.start()
        try:
            _write(self._process.stdin, request)
            answer = _read(self._process.stdout)
        except OSError:
            answer = b""
        is_late = not clock.is_alive()
        clock.cancel()
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
        self._folder.cleanup()


_idle: dict[Keep | None, _Child] = {}
"""The children that have nothing to do, by what they are kept for."""
_users: list[None] = []
"""An item for each ``kept()`` that is entered."""


def _write(pipe: IO[bytes], data: bytes) -> None:
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def _read(pipe: IO[bytes]) -> bytes:
    """What ``_write`` wrote; empty where the other process ended before it was done."""
    head = pipe.read(_LENGTH.size)
    size = _LENGTH.unpack(head)[0] if len(head) == _LENGTH.size else 0
    data = pipe.read(size) if size <= MEMORY else b""
    return data if len(data) == size else b""


def _raise_reported(subject: str, report: dict[str, Any]) -> None:
    """Raise the error that the child reported, if it did."""
    match report:
        case {"faults": faults}:
            raise SourceError(tuple(_fault(**fault) for fault in faults))
        case {"missing": missing}:
            raise GlyphError(missing)
        case {"lost": message}:
            raise LostLinesError(message)
        case {"message": message, "remedy": remedy}:
            raise MachineError(message, remedy)
        case {"failed": failure}:
            raise MachineError(f"{subject} failed: {failure}", "tell the people who made it")


def _fault(position: tuple[str, int, int], **rest: Any) -> Fault:
    return Fault(position=Position(*position), **rest)


def _answer(request: bytes) -> bytes:
    """The child's answer: a line of JSON, and what was made if there is anything."""
    work, *args = pickle.loads(request)  # noqa: S301  # from the process that started this
    try:
        return b"{}\n" + bytes(work(*args))
    except MemoryError:
        return b""
    except Exception as error:
        return json.dumps(_report(error)).encode()


def _report(error: Exception) -> dict[str, Any]:
    """``error`` as ``_raise_reported`` takes it."""
    match error:
        case SourceError():
            return {"faults": list(map(asdict, error.faults))}
        case GlyphError():
            return {"missing": error.missing}
        case LostLinesError():
            return {"lost": error.message}
        case CvrenderError():
            return {"message": error.message, "remedy": error.remedy}
    return {"failed": f"{type(error).__name__}: {error}"}


def _limit() -> None:
    """Limit this process, where the system has limits; the parent's clock holds everywhere.

    The seconds are those from now on.
    """
    with contextlib.suppress(ImportError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        seconds = int(used.ru_utime + used.ru_stime) + 1 + SECONDS
        limits = {
            "RLIMIT_AS": (MEMORY, MEMORY),
            "RLIMIT_CPU": (seconds, resource.RLIM_INFINITY),
            "RLIMIT_FSIZE": (FILE, FILE),
            "RLIMIT_CORE": (0, 0),
        }
        for name, most in limits.items():
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(getattr(resource, name), most)


def _serve() -> None:
    """Do what comes on standard input, and answer on standard output, where nothing else goes."""
    import importlib

    asked, answered = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _limit()
    for name in sys.argv[1:]:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    while request := _read(asked):
        _limit()
        if not (answer := _answer(request)):
            break  # it has filled its memory
        _write(answered, answer)


if __name__ == "__main__":
    startup.prepare(startup.MANY_DOCUMENTS)
    _serve()
