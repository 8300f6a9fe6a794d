"""Outcome: what became of each change, and the source with those that have a place in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cvrender.errors import Position
    from cvrender.pull.change import Change


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
