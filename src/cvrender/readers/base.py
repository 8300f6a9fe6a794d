"""What a reader is, and what one gives: a CV in the native shape, or the entries of a library."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from cvrender.errors import Fault
from cvrender.syntax.nodes import Node

TOLERATED = ("tight-comment",)
"""What the readers of other tools' files tolerate: those tools read it so, too."""


class Translation(NamedTuple):
    """A source in the native shape, and what could not be placed in it.

    Each node keeps the position of the source value it comes from, so that faults and findings
    name the file the author wrote, whatever its format.
    """

    node: Node
    warnings: tuple[Fault, ...] = ()
    meant: tuple[str, ...] = ()
    """Codes of what is a mistake in a source of ours and means something in this format."""
    tolerated: tuple[str, ...] = ()
    """Codes of mistakes that are only warned of in this format, whose authors may not change it."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A source format: how to recognise it by content, and how to translate it."""

    name: str
    title: str
    recognises: Callable[[Node], bool]
    translate: Callable[[Node], Translation]


class Library(NamedTuple):
    """The entries of a file by their keys, in its order."""

    kinds: Mapping[str, str]
    """The type of each entry."""
    publications: Callable[[Iterable[str]], tuple[list[Node], tuple[Fault, ...]]]
    """The entries with these keys in the native shape, and warnings. Raises SourceError."""
    broken: tuple[Fault, ...] = ()
    """Of entries that cannot be read, and have no key here."""
