"""Library: the entries of a bibliography, whatever its format."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from cvrender.errors import Fault
    from cvrender.syntax.nodes import Node


class Library(NamedTuple):
    """The entries of a file by their keys, in its order."""

    kinds: Mapping[str, str]
    """The type of each entry."""
    publications: Callable[[Iterable[str]], tuple[list[Node], tuple[Fault, ...]]]
    """The entries with these keys in the native shape, and warnings. Raises SourceError."""
    broken: tuple[Fault, ...] = ()
    """Of entries that cannot be read, and have no key here."""
