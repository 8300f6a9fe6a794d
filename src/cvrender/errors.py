"""The exceptions of cvrender, each with the exit code of a command, and the faults they carry.

::

    CvrenderError                      a message, and a remedy where there is one
    ├── SourceError          exit 1    the source has faults
    ├── GlyphError           exit 1    the available fonts lack characters of the source
    ├── UsageError           exit 2    an option names something that does not exist
    ├── LostLinesError       exit 3    a finished file cannot be read back
    └── MachineError         exit 4    a library, a font, a folder or a plug-in fails

What is wrong has four names, by where it is found:

* ``Fault``: what an author is told, with position, code, message and hint.
* ``Finding`` (``verify``): how a finished file deviates from the source.
* ``ModelError`` (``checks``): one complaint of pydantic, with the nodes at its place.
* ``SyntaxMistake`` (``syntax``): what a person typed wrongly where the YAML parser gave up.
"""

import errno
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple, Self


class Position(NamedTuple):
    """A position in a file; line and column count from 1, as in editors."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake in a source: its position, its code, what is wrong, and what to do.

    A ``warning`` does not stop rendering. As text: ``position: message[: reason]; hint``.
    """

    position: Position
    code: str
    message: str
    hint: str = ""
    warning: bool = False

    def __str__(self) -> str:
        grade = "warning: " if self.warning else ""
        hint = f"; {self.hint}" if self.hint else ""
        return f"{self.position}: {grade}{self.message}{hint}"


class CvrenderError(Exception):
    """Root of every error that cvrender raises on purpose."""

    exit_code = 4

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class SourceError(CvrenderError):
    """The source or a theme has faults; ``faults`` holds all of them, in file order."""

    exit_code = 1

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.position))
        super().__init__("\n".join(map(str, self.faults)))

    @classmethod
    def at(cls, position: Position, code: str, message: str, hint: str = "") -> Self:
        """The error of one fault."""
        return cls((Fault(position, code, message, hint),))

    def __reduce__(self) -> tuple[type[Self], tuple[tuple[Fault, ...]]]:
        """Pickle the faults, which the message is made of."""
        return type(self), (self.faults,)


_NEVER_FATAL = ("other-looks", "other-order", "unshown-field")
"""What ``--strict`` makes no fault of: nobody changes another tool's file for it."""


def stop_at(warnings: tuple[Fault, ...]) -> None:
    """Raise SourceError with ``warnings`` as faults, if any is that its author can mend."""
    if fatal := [warning for warning in warnings if warning.code not in _NEVER_FATAL]:
        raise SourceError(tuple(replace(warning, warning=False) for warning in fatal))


class GlyphError(CvrenderError):
    """The available fonts lack characters; ``missing`` maps each to its remedy."""

    exit_code = 1

    def __init__(self, missing: Mapping[str, str]) -> None:
        self.missing = dict(missing)
        super().__init__(
            "\n".join(map(undrawn, missing)), "\n".join(dict.fromkeys(missing.values()))
        )

    def __reduce__(self) -> tuple[type[Self], tuple[dict[str, str]]]:
        return type(self), (self.missing,)


class UsageError(CvrenderError):
    """An option names a format, theme or file that does not exist."""

    exit_code = 2


class LostLinesError(CvrenderError):
    """A finished file cannot be read back, so none of its lines is found."""

    exit_code = 3


class MachineError(CvrenderError):
    """A library, font, folder or plug-in fails; ``remedy`` is what the user can do."""

    exit_code = 4


def unexpected(raised: Exception) -> MachineError:
    """The error for an exception that nothing raised on purpose: no resources, or a bug of ours."""
    if isinstance(raised, MemoryError) or (isinstance(raised, OSError) and raised.errno in _SCARCE):
        why = getattr(raised, "strerror", None) or "Cannot allocate memory"
        return MachineError(f"out of system resources: {why}", "close other programs and try again")
    problem = MachineError(
        f"cvrender failed: {type(raised).__name__}: {raised}",
        "please report it with what `cvrender --debug` prints for the same command",
    )
    problem.__cause__ = raised
    return problem


_SCARCE = (errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN)
QUOTE_IT = "put the text in quotes"
"""The hint for text that YAML reads as syntax."""


def did_you_mean(meant: str) -> str:
    """The hint that asks for ``meant``; empty if ``meant`` is."""
    return f"did you mean {quoted(meant)}?" if meant else ""


def listing(words: Iterable[str]) -> str:
    """``words`` in a sentence: ``a``, ``a and b``, ``a, b and c``."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def one_of(allowed: Collection[str]) -> str:
    """The hint that lists all ``allowed`` words; empty if there are none."""
    words = ", ".join(allowed)
    if len(allowed) < 2:
        return f"expected {quoted(words)}" if words else ""
    return f"expected one of: {words}"


def undrawn(character: str) -> str:
    """The message for a character that none of the fonts has."""
    return f"none of the available fonts has the character {quoted(character)} ({coded(character)})"


def coded(character: str) -> str:
    """The code point and the Unicode name of a character: ``U+00A0 NO-BREAK SPACE``."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()


def quoted(text: str, longest: int = 60) -> str:
    """``text`` in backticks for a message: on one line, truncated, without control characters."""
    words = " ".join(text[: 2 * longest].split())
    visible = "".join(char if char.isprintable() else f"U+{ord(char):04X}" for char in words)
    return f"`{visible[: longest - 1]}…`" if len(visible) > longest else f"`{visible}`"
