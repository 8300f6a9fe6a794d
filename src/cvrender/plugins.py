"""Plug-ins: the entry points of ``cvrender.readers``, ``.renderers`` and ``.themes``.

What is built in has entry points, too. One is imported, checked for what it is, and named where it
fails.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from zlib import crc32

from cvrender.errors import CvrenderError, MachineError

Kind = TypeVar("Kind")
_GROUPS = ("cvrender.readers", "cvrender.renderers", "cvrender.themes")
_MOST = 8
"""Lists of folders that are remembered, the latest ones."""


class Point(NamedTuple):
    """An entry point: the object ``attribute`` of ``module``."""

    group: str
    name: str
    module: str
    attribute: str


def points(group: str) -> tuple[Point, ...]:
    """The entry points of ``group``; our own come last, and win where a name is taken twice."""
    return tuple(point for point in _installed() if point.group == group)


@cache
def _installed() -> tuple[Point, ...]:
    """All entry points of the groups.

    Python looks into every package for them, 30 ms of each command. So the answer is cached, for
    each list of folders, until something is installed or removed beside any of the packages. A
    command and the processes that it starts have different lists.
    """
    from cvrender import cache as disk

    entry = f"plug-ins-{crc32(sys.prefix.encode()):08x}"
    state = repr([(folder, _changed(folder)) for folder in sys.path])
    known: dict[str, Any] = json.loads(disk.load(entry) or b"{}")
    if state not in known:
        known = dict([*known.items(), (state, _asked())][-_MOST:])
        disk.store(entry, json.dumps(known).encode())
    return tuple(Point(*point) for point in known[state])


def _changed(folder: str) -> int | None:
    """When a file was last added to or removed from ``folder``, in nanoseconds."""
    with suppress(OSError):
        return Path(folder).stat().st_mtime_ns
    return None


def _asked() -> list[Point]:
    from importlib.metadata import entry_points

    found = [point for group in _GROUPS for point in entry_points(group=group)]
    found.sort(key=lambda point: point.dist is not None and point.dist.name == "cvrender")
    return [Point(point.group, point.name, point.module, point.attr) for point in found]


def load(point: Point, kind: type[Kind], what: str) -> Kind:
    """The ``kind`` that ``point`` names; ``what`` is the author's word for it.

    Raises MachineError where it cannot be imported, or is something else.
    """
    named = f"the {what} `{point.name}` ({point.module}:{point.attribute})"
    try:
        found = getattr(import_module(point.module), point.attribute)
    except Exception as error:
        remedy = "reinstall or remove the package it comes from"
        raise MachineError(f"{named} cannot be loaded: {error}", remedy) from error
    if not isinstance(found, kind):
        raise MachineError(f"{named} is not a {kind.__name__}")
    return found


@contextmanager
def blamed(what: str, name: str) -> Iterator[None]:
    """Turn what a plug-in raises that is not ours into a MachineError."""
    try:
        yield
    except CvrenderError:
        raise
    except Exception as error:
        message = f"the {what} `{name}` failed: {type(error).__name__}: {error}"
        raise MachineError(message, "tell the people who made it") from error
