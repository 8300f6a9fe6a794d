"""What a reader is: one typed record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

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
