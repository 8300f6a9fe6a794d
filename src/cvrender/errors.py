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

from __future__ import annotations

import errno
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

__all__ = [
    "CODES",
    "QUOTE_IT",
    "CvrenderError",
    "Fault",
    "GlyphError",
    "LostLinesError",
    "MachineError",
    "Position",
    "SourceError",
    "UsageError",
    "coded",
    "did_you_mean",
    "listing",
    "one_of",
    "quoted",
    "stop_at",
    "undrawn",
    "unexpected",
]

CODES = {
    # the file as a whole
    "too-large": "a file, a text or an address that is larger than allowed",
    "wrong-encoding": "the file is text, but not UTF-8",
    "not-text": "the file is not text",
    "bad-character": "a character that is not allowed or cannot be printed",
    "empty-file": "the file is empty",
    "no-sections": "a CV with a name and contacts only",
    "not-a-mapping": "the file does not consist of keys and values",
    "unknown-shape": "a file whose keys are those of no format that is read",
    # YAML as it is typed
    "bare-key": "a key without a colon, above what belongs to it",
    "bad-escape": "a backslash that starts no escape sequence, in double quotes",
    "colon-in-text": "unquoted text that contains a colon followed by a space",
    "indentation": "a line that is not aligned with its neighbours",
    "item-in-text": "a list item that YAML reads as part of the text above it",
    "list-on-key-line": "a list that starts on the line of its key",
    "missing-colon": "a key without a colon",
    "missing-key-name": "a colon without a key",
    "missing-space": "no space after a colon or a dash",
    "own-bullet": "a line or a text that starts with its own bullet",
    "second-document": "more text after the end of the document",
    "special-start": "unquoted text that starts with a character special to YAML",
    "tab-indentation": "a tab where YAML requires spaces",
    "text-after-quote": "text that continues after its closing quote",
    "unclosed-bracket": "a bracket or brace that is not closed",
    "unclosed-quote": "a quote that is not closed",
    "yaml-syntax": "any other YAML syntax error",
    # JSON as it is typed
    "comment": "a comment, which JSON does not have",
    "json-quotes": "a key without double quotes, or quotes that JSON does not accept",
    "json-syntax": "any other JSON syntax error",
    "missing-comma": "two values without a comma between them",
    "trailing-comma": "a comma without a value after it",
    "bad-xml": "a file that is not XML, or declares a document type",
    # YAML and JSON as they are read
    "bad-key": "a key that is not text",
    "duplicate-key": "a key that is used twice in one place",
    "merge-conflict": "an unresolved merge conflict of a version control system",
    "merge-key": "the YAML merge key `<<`",
    "odd-space": "a no-break or wide space where YAML requires a plain one",
    "tag": "a word with `!` that YAML reads as a type",
    "told-private": "text that reveals what is private",
    "told-identity": "text of an anonymous CV that reveals whose it is",
    "too-deep": "values that are nested too deeply",
    "unknown-alias": "a `*name` without a `&name` above it",
    "tight-comment": "text after ` #`, which YAML drops as a comment",
    "unused-anchor": "a `&name` that no `*name` refers to",
    # the files that a CV names
    "bad-bibtex": "a BibTeX entry that cannot be read",
    "bad-csl": "a CSL-JSON file, or an entry of it, that cannot be read",
    "file-too-large": "a file that is larger than allowed",
    "foreign-file": "a file outside the CV's folder",
    "unknown-file": "a file that does not exist",
    "unknown-picture": "a photo that is neither PNG nor JPEG, or is damaged",
    "unknown-reference": "a key that the file of publications does not have",
    "two-files": "two files for the publications of one section",
    "unreadable-file": "a file that cannot be read",
    "unshown-field": "fields of a CSL-JSON file that a CV has no place for; never fatal",
    # files of other tools
    "changed": "a value that is shown in another way than it is written",
    "left-out": "a value that a CV has no place for and that is not shown",
    "other-looks": "looks that another tool has and no theme here; never fatal",
    "other-order": "dates of another tool's file that do not run from the newest; never fatal",
    # what the keys hold
    "bad-date": "a value that is not a date",
    "bad-email": "a value that is not an e-mail address",
    "bad-length": "a value that is not a length",
    "bad-link": "a link in a text with an unsupported scheme",
    "bad-scheme": "an address with a scheme other than http, https, mailto or tel",
    "bad-url": "a value that is not a web address",
    "empty": "a value that must not be empty",
    "end-before-start": "an end that is before its start",
    "missing-key": "a required key that is missing",
    "more-faults": "more mistakes than are listed",
    "out-of-range": "a number or text that is too small, too large, too short or too long",
    "bad-variant-name": "a variant whose name cannot be part of a file name",
    "refused": "something that a theme must not read, run or link to",
    "bad-template": "a Word template that is none, or is damaged or too large",
    "template-part": "something that a Word template brings and no CV needs",
    "template-place": "a placeholder in a Word template that has no effect, or none for the CV",
    "template-unused": "files that do not follow the Word template",
    "theme-limits": "a theme that takes too much time or memory",
    "too-many-pixels": "a photo that takes too much memory when it is unpacked",
    "absent-font": "a font that is not installed",
    "untested-library": "a library in a version that cvrender was not tested with",
    "low-contrast": "a text colour that is hard to read on its background",
    "too-long": "more content than fits the number of pages that `pages` allows",
    "sidebar-full": "a section that the sidebar has no room for",
    "short-page": "a page that holds only a few lines",
    "page-gap": "a page break that leaves a third of a page or more white",
    "two-dates": "a single date together with a start or an end",
    "two-languages": "a language together with a list of languages",
    "unknown-key": "a key that is not known where it is used",
    "unknown-language": "a language that cvrender does not know",
    "unknown-theme": "a theme that does not exist",
    "unknown-value": "a value other than those that a key allows",
    "unnamed": "an entry without a title and an organization",
    "untitled": "a section without a title and a kind",
    "unfilled-value": "a place in a letter's text that no value fills",
    "bad-table": "a table (CSV) that cannot be read",
    "bad-value-name": "a value of a letter whose name is no word",
    "wrong-form": "a value that does not have the required form",
    "wrong-type": "a list, a text or keys where another of the three is required",
    "wrong-value": "a value that is not valid for any other reason",
    "no-initials": "a name that has no initials, where they would stand for it",
    "missing-glyph": "a character that none of the available fonts has",
    # what is customary where an application goes to
    "convention-expects": "something that a convention asks for and the CV lacks",
    "convention-refuses": "something that a convention does without",
    "convention-pages": "more pages than a convention allows",
    # what has no effect, or another than intended
    "emptied-section": "a section that a variant leaves empty",
    "missing-translation": "a text that lacks one of the CV's languages",
    "oldest-first": "an entry or a publication that is newer than the one above it",
    "typed-date": "a date in free words that is shown as typed",
    "typed-mark": "something that looks like markup and is shown as typed",
    "unknown-section": "a section in a variant's order that does not exist",
    "unknown-tag": "a tag in a variant that nothing has",
    "unused-value": "a value of a letter that none of its texts has a place for",
    "unused-tag": "a tag that no variant uses",
    "unused-translation": "a text in a language that the CV does not list",
}
"""All codes of faults with their meanings. A code never changes its meaning."""


class Position(NamedTuple):
    """A position in a file; line and column count from 1, as in editors."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake in a source: its position, a code of CODES, what is wrong, and what to do.

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

    def __reduce__(self) -> tuple[type[SourceError], tuple[tuple[Fault, ...]]]:
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

    def __reduce__(self) -> tuple[type[GlyphError], tuple[dict[str, str]]]:
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
