"""The readers at hand, built in and plugged in, by entry points of ``cvrender.readers``."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from cvrender.errors import CvrenderError, MachineError
from cvrender.readers import native
from cvrender.readers.base import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.metadata import EntryPoint

    from cvrender.positions import Node
    from cvrender.readers.base import Translation

__all__ = ["recognise", "translate"]

GROUP = "cvrender.readers"


def translate(node: Node) -> Translation:
    """``node`` in the native shape, by the reader that recognises it."""
    reader = recognise(node)
    with _blaming(f"the reader `{reader.name}`"):
        return reader.translate(node)


def recognise(node: Node) -> Reader:
    """The first reader that recognises ``node``; the native one where none does.

    A reader that fails is in nobody's way: MachineError is raised where no other recognises the
    source, which may then have been meant for it.
    """
    if native.READER.recognises(node):
        return native.READER
    broken: list[MachineError] = []
    for point in _points():
        try:
            reader = _load(point)
            with _blaming(f"the reader `{point.name}`"):
                if reader.recognises(node):
                    return reader
        except MachineError as error:
            broken.append(error)
    for first in broken:
        raise first
    return native.READER


@contextmanager
def _blaming(culprit: str) -> Iterator[None]:
    """Turn what a plug-in raises that is not ours into a MachineError."""
    try:
        yield
    except CvrenderError:
        raise
    except Exception as error:
        message = f"{culprit} failed: {type(error).__name__}: {error}"
        raise MachineError(message, "tell the people who made it") from error


@cache
def _points() -> tuple[EntryPoint, ...]:
    return tuple(sorted(entry_points(group=GROUP), key=lambda point: point.name))


def _load(point: EntryPoint) -> Reader:
    try:
        reader = point.load()
    except Exception as error:
        message = f"the reader `{point.name}` ({point.value}) cannot be loaded: {error}"
        raise MachineError(message, "reinstall or remove the package it comes from") from error
    if not isinstance(reader, Reader):
        raise MachineError(f"the reader `{point.name}` ({point.value}) is no Reader")
    return reader
