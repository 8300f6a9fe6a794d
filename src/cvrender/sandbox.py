"""A process within bounds of time and memory for what somebody else's theme or file could drag out.

The sandbox of the templates keeps them from doing harm; it does not keep them from looping for ever
or from filling the memory, and style sheets and finished files can do that too. The child's answer
is one line of JSON and then bytes that are read as data: nothing that it says is run here.
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
from cvrender.extract import extract
from cvrender.extract.base import from_json, to_json
from cvrender.fitting.scale import Fitted, fit, scaled
from cvrender.renderers import registry

if TYPE_CHECKING:
    from collections.abc import Callable

    from cvrender.extract import Extract
    from cvrender.outline import Outline
    from cvrender.theme import Theme

__all__ = ["extracts", "fitted", "render"]

SECONDS = 30
MEMORY = 2_000_000_000
"""Bytes of address space; WeasyPrint needs about half a gigabyte of it."""
FILE = 50_000_000
"""Bytes of any file that the child writes; fonts are copied to a temporary folder."""


def render(name: str, outline: Outline, theme: Theme) -> bytes:
    """What the format ``name`` gives.

    Raises what its renderer raises, and SourceError where the theme oversteps the bounds.
    """
    return _set(_render, theme, name, outline)


def fitted(outline: Outline, theme: Theme) -> Fitted:
    """``theme`` at the scale at which the document fills the pages that it may.

    Raises what setting a PDF raises; all trial layouts have the bounds of one rendering.
    """
    scale, pages = json.loads(_set(_measure, theme, outline))
    return Fitted(scaled(theme, scale), scale, pages)


def extracts(data: bytes, suffix: str = "") -> tuple[Extract, ...]:
    """What all readers find in a finished file that anybody may have made.

    Raises LostLinesError where it cannot be read, or takes too much to be.
    """
    try:
        return from_json(_there("the file", _read, data, suffix))
    except _OversteppedError as error:
        raise LostLinesError(f"it cannot be read back: reading {error}") from error


def _render(theme: Theme, name: str, outline: Outline) -> bytes:
    return bytes(registry.load(name).render(outline, theme))


def _measure(theme: Theme, outline: Outline) -> bytes:
    """The scale that fits and the pages filled at it, as JSON; the PDF's where no other fits."""
    from cvrender.renderers.pdf.document import length, length_of_both

    found = fit(theme, lambda theme: length_of_both(outline, theme))
    if found.excess and (aside := theme.tokens.sidebar.sections):
        found = fit(theme, lambda theme: length(outline.led_by(aside), theme))
    return json.dumps((found.scale, found.pages)).encode()


def _read(data: bytes, suffix: str) -> bytes:
    return to_json(extract(data, suffix, untrusted=True)).encode()


def _set(work: Callable[..., bytes], theme: Theme, *more: object) -> bytes:
    """What ``work`` gives of ``theme``, which decides where it is done."""
    if theme.ours:
        return work(theme, *more)
    name = f"the theme `{theme.name}`"
    try:
        return _there(name, work, theme, *more)
    except _OversteppedError as error:
        place = Position(f"{theme.name}/page.html.j2", 1, 1)
        hint = "a page of a CV takes a second"
        raise SourceError((Fault(place, "theme-limits", f"{name} {error}", hint),)) from error


class _OversteppedError(Exception):
    """Which bound was too narrow, in words."""


def _there(what: str, work: Callable[..., bytes], *more: object) -> bytes:
    """What ``work`` gives in a process of its own; ``what`` is to blame if it fails."""
    import subprocess  # few commands need these
    from tempfile import TemporaryDirectory

    command = [sys.executable, "-P", "-m", "cvrender.sandbox"]
    asked = pickle.dumps((work, *more))
    try:
        with TemporaryDirectory() as folder:  # for its fonts, even if it is ended
            environment = {**os.environ, "TMPDIR": folder}
            child = subprocess.run(
                command, input=asked, capture_output=True, timeout=SECONDS, env=environment
            )
    except subprocess.TimeoutExpired as error:
        raise _OversteppedError(f"took more than {SECONDS} seconds") from error
    head, _, data = child.stdout.partition(b"\n")
    if not head:
        message = f"took more than {SECONDS} seconds or {MEMORY / 1e9:g} GB of memory, or crashed"
        raise _OversteppedError(message)
    _raise_what(what, json.loads(head))
    return data


def _raise_what(what: str, said: dict[str, Any]) -> None:
    """Raise here what the child said that it met there."""
    if "faults" in said:
        raise SourceError(tuple(_fault(**fault) for fault in said["faults"]))
    if "missing" in said:
        raise GlyphError(said["missing"])
    if "lost" in said:
        raise LostLinesError(said["lost"])
    if "message" in said:
        raise MachineError(said["message"], said["remedy"])
    if "failed" in said:
        raise MachineError(f"{what} failed: {said['failed']}", "tell the people who made it")


def _fault(position: dict[str, str | int], **rest: str | bool) -> Fault:
    return Fault(position=Position(**position), **rest)  # type: ignore[arg-type]


def _answer(asked: bytes) -> bytes:
    """The line of JSON, and what was made if there is anything."""
    work, *more = pickle.loads(asked)  # noqa: S301  # from the process that started this
    try:
        return b"{}\n" + bytes(work(*more))
    except SourceError as error:
        said: dict[str, Any] = {"faults": list(map(asdict, error.faults))}
    except GlyphError as error:
        said = {"missing": error.missing}
    except LostLinesError as error:
        said = {"lost": error.message}
    except CvrenderError as error:
        said = {"message": error.message, "remedy": error.remedy}
    except MemoryError:
        return b""
    except Exception as error:
        said = {"failed": f"{type(error).__name__}: {error}"}
    return json.dumps(said).encode()


def _bounded() -> None:
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
    _bounded()
    sys.stdout.buffer.write(_answer(sys.stdin.buffer.read()))
