"""The tree of errors; every one carries the exit code a command ends with.

::

    CvrenderError                      what is wrong, and a remedy where there is one
    ├── SourceError          exit 1    the source holds mistakes: a tuple of faults
    ├── UsageError           exit 2    an option names something that is not there
    ├── LostLinesError       exit 3    a written file does not hold what it should
    └── MachineError         exit 4    a library, a font, a folder or a plug-in fails
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "CvrenderError",
    "Fault",
    "LostLinesError",
    "MachineError",
    "Position",
    "SourceError",
    "UsageError",
]


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a file: line and column count from 1, as editors count."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake: where it stands, a stable code, what is wrong, and what was perhaps meant.

    A ``warning`` is told to the author and stops nothing.
    """

    position: Position
    code: str
    message: str
    hint: str = ""
    warning: bool = False

    def __str__(self) -> str:
        grade = "warning: " if self.warning else ""
        hint = f": {self.hint}" if self.hint else ""
        return f"{self.position}: {grade}{self.message}{hint}"


class CvrenderError(Exception):
    """Root of every error that cvrender raises on purpose."""

    exit_code = 4

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class SourceError(CvrenderError):
    """The source (or a theme) holds mistakes; ``faults`` names every one, in file order."""

    exit_code = 1

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.position))
        super().__init__("\n".join(map(str, self.faults)))


class UsageError(CvrenderError):
    """An option names a format, theme or file that is not there."""

    exit_code = 2


class LostLinesError(CvrenderError):
    """A written file lost, reordered or garbled a line."""

    exit_code = 3


class MachineError(CvrenderError):
    """The machine is not ready: ``remedy`` is what the person can do."""

    exit_code = 4
