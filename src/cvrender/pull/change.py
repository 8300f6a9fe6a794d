"""Changes: what was done to each text of a document, and what became of it in the source."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple

from cvrender.errors import Position
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


@dataclass(frozen=True, slots=True)
class Placed:
    """A change that the source has now, and where its value stood before."""

    change: Change
    position: Position


@dataclass(frozen=True, slots=True)
class Left:
    """A change that the source has not got, and why; ``position`` is that of its value."""

    change: Change
    reason: str
    position: Position | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that was found in an edited file; nothing is written yet."""

    path: Path
    """The source's."""
    before: bytes = field(repr=False)
    data: bytes = field(repr=False)
    """The source with what was placed."""
    placed: tuple[Placed, ...] = ()
    left: tuple[Left, ...] = ()
    formats: tuple[tuple[Position | None, str], ...] = ()
    """How words are set otherwise than before: told, and not taken."""
    tracked: bool = False
    """Whether the file has tracked changes."""

    @property
    def exit_code(self) -> int:
        """0 where everything has its place, 3 where something is left."""
        return 3 if self.left else 0
