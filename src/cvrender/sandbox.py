"""Sandbox: runs a stranger's theme, or reads a stranger's file, in a child process with limits.

The child has 30 seconds; on Linux also 2 GB of memory and 50 MB for any file that it writes. A
template that is kept from doing harm by Jinja can still loop for ever or fill the memory, and so
can style sheets and finished files. The child answers with one line of JSON and then bytes, which
are read as data: nothing that it says is run here.
"""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

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
    from collections.abc import Callable

    from cvrender.theme import Theme

SECONDS = 30
MEMORY = 2_000_000_000
"""Bytes of address space; WeasyPrint needs about half a gigabyte of it."""
FILE = 50_000_000
"""Bytes of any file that the child writes; fonts are copied to a temporary folder."""


class LimitError(Exception):
    """The work took more time or memory than the sandbox allows; the message says which."""


def run_theme(theme: Theme, work: Callable[..., bytes], *args: object) -> bytes:
    """``work(theme, *args)``: in this process for a trusted theme, else in the sandbox.

    Raises what ``work`` raises, and SourceError where the theme exceeds a limit.
    """
    if theme.trusted:
        return work(theme, *args)
    name = f"the theme `{theme.name}`"
    try:
        return run(name, work, theme, *args)
    except LimitError as error:
        place = Position(f"{theme.name}/page.html.j2", 1, 1)
        hint = "a page of a CV takes a second"
        raise SourceError((Fault(place, "theme-limits", f"{name} {error}", hint),)) from error


def run(subject: str, work: Callable[..., bytes], *args: object) -> bytes:
    """``work(*args)`` in the sandbox; ``work`` is a function of a module, its arguments pickle.

    Raises what ``work`` raises on purpose, LimitError where it exceeds a limit, and MachineError
    that blames ``subject`` for any other failure.
    """
    import subprocess  # few commands need these
    from tempfile import TemporaryDirectory

    command = [sys.executable, "-P", "-m", "cvrender.sandbox"]
    request = pickle.dumps((work, *args))
    try:
        with TemporaryDirectory() as folder:  # for its fonts, even if it is ended
            environment = {**os.environ, "TMPDIR": folder}
            child = subprocess.run(
                command, input=request, capture_output=True, timeout=SECONDS, env=environment
            )
    except subprocess.TimeoutExpired as error:
        raise LimitError(f"took more than {SECONDS} seconds") from error
    head, _, data = child.stdout.partition(b"\n")
    if not head:
        limits = f"{SECONDS} seconds or {MEMORY / 1e9:g} GB of memory"
        raise LimitError(f"took more than {limits}, or crashed")
    _raise_reported(subject, json.loads(head))
    return data


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


def _set_limits() -> None:
    """Limit this process, where the system has limits; the parent's clock holds everywhere."""
    with contextlib.suppress(ImportError):
        import resource

        limits = {
            "RLIMIT_AS": MEMORY,
            "RLIMIT_CPU": SECONDS,
            "RLIMIT_FSIZE": FILE,
            "RLIMIT_CORE": 0,
        }
        for limit, most in limits.items():
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(getattr(resource, limit), (most, most))


if __name__ == "__main__":
    _set_limits()
    sys.stdout.buffer.write(_answer(sys.stdin.buffer.read()))
