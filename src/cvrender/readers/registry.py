"""The readers at hand, built in and plugged in, by entry points of ``cvrender.readers``."""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from cvrender.errors import MachineError
from cvrender.readers import native
from cvrender.readers.base import Reader

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from cvrender.positions import Node

__all__ = ["recognise"]

GROUP = "cvrender.readers"


def recognise(node: Node) -> Reader:
    """The first reader that recognises ``node``; the native one where none does."""
    if native.READER.recognises(node):
        return native.READER
    readers = (_load(point) for point in _points())
    return next((reader for reader in readers if reader.recognises(node)), native.READER)


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
