"""Plug-ins: import one by its entry point, check what it is, and name it where it fails."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from cvrender.errors import CvrenderError, MachineError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.metadata import EntryPoint

__all__ = ["blamed", "load"]

Kind = TypeVar("Kind")


def load(point: EntryPoint, kind: type[Kind], what: str) -> Kind:
    """The ``kind`` that ``point`` names; ``what`` is the author's word for it.

    Raises MachineError where it cannot be imported, or is something else.
    """
    named = f"the {what} `{point.name}` ({point.value})"
    try:
        found = point.load()
    except Exception as error:
        remedy = "reinstall or remove the package it comes from"
        raise MachineError(f"{named} cannot be loaded: {error}", remedy) from error
    if not isinstance(found, kind):
        raise MachineError(f"{named} is no {kind.__name__}")
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
