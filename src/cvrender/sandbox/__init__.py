"""Sandbox: runs a stranger's theme, or reads a stranger's file, in a child process with limits.

The child has 30 seconds for each piece of work; on Linux also 2 GB of memory and 50 MB for any file
that it writes. A template that is kept from doing harm by Jinja can still loop for ever or fill the
memory, and so can style sheets and finished files. The child answers with one line of JSON and then
bytes, which are read as data: nothing that it says is run here.

Within ``kept()`` a child stays for the next document of the same theme, and for no other: what a
theme does to its process, it does to its own documents alone.

A child is also started for what it saves in time: the press imports WeasyPrint while the source is
read here, and leaves this process free for the other formats. It is given pages as texts and has
imported nothing else. It prints trusted themes without limits, and within them one of a stranger.
"""

from __future__ import annotations

import contextlib
import json
import sys
from functools import partial
from typing import TYPE_CHECKING

from cvrender.errors import Fault, MachineError, Position, SourceError
from cvrender.sandbox.limits import FILE, EndedError, LimitError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from cvrender.sandbox.process import Child
    from cvrender.theme import Theme

    Keep = tuple[str, tuple[Path, ...]]
    """What a child is kept for: a kind of work, and the folders of a theme."""

__all__ = [
    "PRESS", "LimitError", "ahead", "begun", "dismiss", "expect", "expect_press", "has_press",
    "kept", "printed", "run", "run_theme",
]  # fmt: skip

RECYCLE = 200
"""Pieces of work after which a child is replaced: what its libraries leak goes with it."""
_PRINT = "print"
PRESS: Keep = (_PRINT, ())
"""What the child is kept for that prints PDFs in themes that are trusted."""
_PRINTER = ("cvrender.renderers.pdf.engine:fonts", "cvrender.renderers.pdf.document")
_BEGUN: Keep = ("begun", ())
"""What it is called while it works: ``kept()`` ends it, too, where nobody takes its answer."""


def run_theme(theme: Theme, work: Callable[..., bytes], *args: object) -> bytes:
    """``work(theme, *args)``: in the sandbox for a theme that is isolated, else in this process.

    Raises what ``work`` raises, and SourceError where the theme exceeds a limit.
    """
    if not theme.isolated:
        return work(theme, *args)
    keep = "render", theme.folders
    return _limited(theme, lambda name: run(name, work, theme, *args, keep=keep))


def _limited(theme: Theme, made: Callable[[str], bytes]) -> bytes:
    """What ``made``, told whom to blame, gives. Raises SourceError where it exceeds a limit."""
    name = f"the theme `{theme.name}`"
    try:
        data = made(name)
        if len(data) > FILE:
            raise LimitError(f"made more than {FILE / 1e6:g} MB")
        return data
    except LimitError as error:
        place = Position(f"{theme.name}/page.html.j2", 1, 1)
        hint = "a page of a CV takes a second"
        raise SourceError((Fault(place, "theme-limits", f"{name} {error}", hint),)) from error


def printed(work: Callable[..., bytes], *args: object, theme: Theme | None = None) -> bytes:
    """``work(*args)``, which needs WeasyPrint: in the press where one waits, else in this process.

    Within limits, and never in this process, where it is of a ``theme`` that is not trusted. Raises
    what ``work`` raises, and SourceError where that theme exceeds a limit.
    """
    return begun(work, *args, theme=theme)()


def has_press(theme: Theme | None = None) -> bool:
    """Whether a press waits for work: any, or one that prints the ``theme`` of a stranger alone."""
    return PRESS in _idle or (theme is not None and (_PRINT, theme.folders) in _idle)


def ahead(work: Callable[..., bytes], *args: object, theme: Theme) -> None:
    """Let the press, if one waits, do ``work(*args)`` for what it is given next.

    Nothing is heard of it. It is done within limits, by a press that is kept for ``theme`` from
    then on, where that is not trusted.
    """
    keep = PRESS if theme.trusted else (_PRINT, theme.folders)
    if keep not in _idle and has_press():
        _idle[keep] = _idle.pop(PRESS)
    if keep in _idle:
        import pickle

        _idle[keep].begin(pickle.dumps((work, *args)), is_limited=not theme.trusted)


def begun(
    work: Callable[..., bytes], *args: object, theme: Theme | None = None
) -> Callable[[], bytes]:
    """``printed``, begun in the press if one waits; call it to end it."""
    if theme is not None and not theme.trusted:
        return partial(_limited, theme, _begun_within_limits(theme, work, *args))
    if not has_press():
        return partial(work, *args)
    import pickle

    child = _idle[_BEGUN] = _idle.pop(PRESS)
    child.begin(pickle.dumps((work, *args)), is_limited=False)

    def answer() -> bytes:
        del _idle[_BEGUN]
        try:
            return _unpacked("the PDF", _finished(child, PRESS))
        except LimitError as error:
            raise MachineError("the process that prints the PDF crashed") from error

    return answer


def _begun_within_limits(
    theme: Theme, work: Callable[..., bytes], *args: object
) -> Callable[[str], bytes]:
    """``work(*args)`` in the press, which is kept for ``theme`` from then on, or in a child."""
    if not has_press(theme):
        return lambda name: run(name, work, *args, keep=("render", theme.folders))
    import pickle

    keep, request = (_PRINT, theme.folders), pickle.dumps((work, *args))
    child = _idle[_BEGUN] = _idle.pop(keep if keep in _idle else PRESS)
    if theme.isolated:
        child.meanwhile = ()  # other children do the rest
    child.begin(request, is_limited=True)

    def answer(name: str) -> bytes:
        del _idle[_BEGUN]
        return _unpacked(name, _answered(request, keep, child))

    return answer


def run(subject: str, work: Callable[..., bytes], *args: object, keep: Keep | None = None) -> bytes:
    """``work(*args)`` in the sandbox; ``work`` is a function of a module, its arguments pickle.

    Raises what ``work`` raises on purpose, LimitError where it exceeds a limit, and MachineError
    that blames ``subject`` for any other failure.
    """
    import pickle

    return _unpacked(subject, _answered(pickle.dumps((work, *args)), keep))


def _unpacked(subject: str, answer: bytes) -> bytes:
    from cvrender.sandbox.messages import raise_reported

    head, _, data = answer.partition(b"\n")
    raise_reported(subject, json.loads(head))
    return data


def _answered(request: bytes, keep: Keep | None, begun: Child | None = None) -> bytes:
    """What a child, or the one that has ``begun``, answers.

    One that fails in later work than its first may be to blame itself: another one is asked.
    """
    from cvrender.sandbox.process import Child

    child = begun or _idle.pop(keep, None) or Child(any(_users))
    if child is not begun:
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


def dismiss() -> None:
    """End the children that wait, while this process does its last work: ``kept()`` waits then."""
    for child in _idle.values():
        child.kill()


def expect(keep: Keep, *imports: str, meanwhile: tuple[str, ...] = ()) -> None:
    """Within ``kept()``, start a child for work that is to come, unless one waits.

    It imports ``imports``; of one written ``module:function``, it calls the function. This process
    imports ``meanwhile`` while it waits for the child.
    """
    if _users and keep not in _idle:
        from cvrender.sandbox.process import Child

        _put_back(keep, Child(any(_users), imports))
    if keep in _idle:
        _idle[keep].meanwhile = meanwhile


def expect_press(reads: bool = False, meanwhile: tuple[str, ...] = ()) -> None:
    """``expect`` the press; one that ``reads`` is made ready to read its PDFs back, too."""
    reader = ("pypdf", "cvrender.extract.pdf") if reads else ()
    expect(PRESS, *_PRINTER, *reader, meanwhile=meanwhile)


def _put_back(keep: Keep | None, child: Child) -> None:
    if keep is None or not _users or child.answers == RECYCLE or keep in _idle:
        child.close()
    else:
        _idle[keep] = child


_idle: dict[Keep | None, Child] = {}
"""The children that have nothing to do, by what they are kept for."""
_users: list[bool] = []
"""Whether each ``kept()`` that is entered forks."""
