"""A change: what was done to one text of a document, and all of them together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from cvrender.pull.entries import Added
    from cvrender.pull.present import Slot

Kind = Literal["changed", "removed", "added", "comment"]


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to one text of the document."""

    kind: Kind
    old: str
    new: str
    role: str = ""
    """Of the line; of a paragraph that was added, of its neighbour that looks alike."""
    slot: Slot | None = None
    """The line; of what was added, the one before it."""
    part: int | None = None
    """The number of what the line lists; what is added to a list stands in front of it."""
    emphasis: frozenset[str] = frozenset()
    """The words of its paragraph that are bold or italic."""
    moved: Slot | None = None
    """Of what was added: where it is in the source, if it was moved."""
    markdown: str = ""
    """Of what was moved: how the source types it."""
    entry: Added | None = None
    """What was added, if it is more than one text."""
    depth: int = 1
    """Of a bullet: 2 for one below another."""
    problem: str = ""
    """Why it cannot be put into the source, where that is known at once."""


class Plan(NamedTuple):
    """What is to be done, in the order of the document, and what was done to its looks."""

    changes: tuple[Change, ...]
    formats: tuple[tuple[Slot | None, str], ...]
