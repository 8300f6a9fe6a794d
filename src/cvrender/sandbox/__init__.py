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
import pickle
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from cvrender.errors import Fault, MachineError, Position, SourceError
from cvrender.sandbox.limits import EndedError, LimitError
from cvrender.sandbox.messages import raise_reported
from cvrender.sandbox.process import Child

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from cvrender.theme import Theme

    Keep = tuple[str, tuple[Path, ...]]
    """What a child is kept for: a kind of work, and the folders of a theme."""

__all__ = [
    "PRESS", "LimitError", "begun", "expect", "has_press", "kept", "printed", "run", "run_theme",
]  # fmt: skip

RECYCLE = 200
"""Pieces of work after which a child is replaced: what its libraries leak goes with it."""
PRESS: Keep = ("print", ())
"""What the child is kept for that prints PDFs in themes that are trusted."""
_BEGUN: Keep = ("begun", ())
"""What it is called while it works: ``kept()`` ends it, too, where nobody takes its answer."""


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
    raise_reported(subject, json.loads(head))
    return data


def _answered(request: bytes, keep: Keep | None) -> bytes:
    """What a child answers; one that fails in later work than its first may be to blame itself."""
    spare = PRESS if keep is not None and keep[0] == "render" else keep
    child = _idle.pop(keep, None) or _idle.pop(spare, None) or Child(any(_users))
    child.begin(request, is_limited=True)
    try:
        return _finished(child, keep)
    except EndedError:
        if child.answers > 1:
            return _answered(request, keep)
        raise


def _finished(child: Child, keep: Keep | None) -> bytes:
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
        _put_back(keep, Child(any(_users), imports, meanwhile))


def _put_back(keep: Keep | None, child: Child) -> None:
    if keep is None or not _users or child.answers == RECYCLE or keep in _idle:
        child.close()
    else:
        _idle[keep] = child


_idle: dict[Keep | None, Child] = {}
"""The children that have nothing to do, by what they are kept for."""
_users: list[bool] = []
"""Whether each ``kept()`` that is entered forks."""
