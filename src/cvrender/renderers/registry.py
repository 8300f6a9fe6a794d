"""The renderers at hand, built in and plugged in, by entry points of ``cvrender.renderers``."""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoint, entry_points

from cvrender import plugins
from cvrender.errors import MachineError, UsageError
from cvrender.renderers.base import Renderer
from cvrender.validate import near

__all__ = ["describe", "load", "names"]

GROUP = "cvrender.renderers"


@cache
def _known() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}


def names() -> tuple[str, ...]:
    """The formats that can be asked for; nothing is imported to list them."""
    return tuple(sorted(_known()))


def load(name: str) -> Renderer:
    """The renderer called ``name``.

    Raises UsageError where there is none, MachineError where its package fails to import.
    """
    point = _known().get(name)
    if point is None:
        hint = near(name, names()) or f"known: {', '.join(names())}"
        raise UsageError(f"there is no format `{name}`", hint)
    return plugins.load(point, Renderer, "format")


def describe(name: str) -> str:
    """The format's title, or why it cannot be loaded."""
    try:
        return load(name).title
    except MachineError as error:
        return error.message
