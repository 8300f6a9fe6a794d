"""The tree of errors; every one carries the exit code a command ends with.

::

    CvrenderError                      what is wrong, and a remedy where there is one
    ├── SourceError          exit 1    the source holds mistakes: a tuple of faults
    ├── GlyphError           exit 1    no font at hand can draw characters of the source
    ├── UsageError           exit 2    an option names something that is not there
    ├── LostLinesError       exit 3    a finished file that cannot be read holds no line
    └── MachineError         exit 4    a library, a font, a folder or a plug-in fails
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    "quoted",
    "stop_at",
    "undrawn",
]

CODES = {
    # the file as a whole
    "too-large": "the file is larger, or holds more values, than any CV",
    "wrong-encoding": "the file is text, but not UTF-8",
    "not-text": "the file is not text",
    "bad-character": "a character that cannot stand in a file or cannot be printed",
    "empty-file": "the file holds nothing",
    "no-sections": "a CV of a name and contacts alone",
    "not-a-mapping": "the file does not consist of keys and values",
    # YAML as it is typed
    "bare-key": "a key without its colon, above what belongs to it",
    "bad-escape": "a backslash in double quotes that means nothing",
    "colon-in-text": "a colon and a space inside a text without quotes",
    "indentation": "a line that does not line up with its neighbours",
    "item-in-text": "an item of a list that YAML reads as part of the text above it",
    "list-on-key-line": "a list that starts on the line of its key",
    "missing-colon": "a key without its colon",
    "missing-key-name": "a colon without its key",
    "missing-space": "no space after a colon or a dash",
    "own-bullet": "a line or a text that starts with a bullet of its own",
    "second-document": "a second document in the file",
    "special-start": "a text without quotes that starts with a character special to YAML",
    "tab-indentation": "a tab where YAML wants spaces",
    "text-after-quote": "a text that goes on after its closing quote",
    "unclosed-bracket": "a bracket or brace that is never closed",
    "unclosed-quote": "a quote that is never closed",
    "yaml-syntax": "anything else that is not YAML",
    # JSON as it is typed
    "comment": "a comment, which JSON does not know",
    "json-quotes": "a key without double quotes, or quotes that are none in JSON",
    "json-syntax": "anything else that is not JSON",
    "missing-comma": "two values without a comma between them",
    "trailing-comma": "a comma with nothing behind it",
    # YAML and JSON as they are read
    "bad-key": "a key that is not text",
    "duplicate-key": "a key that stands twice in one place",
    "merge-conflict": "two versions of a file, as version control leaves them",
    "merge-key": "YAML's merge key `<<`",
    "odd-space": "a no-break or wide space where YAML wants a plain one",
    "tag": "a word with `!` that YAML takes for a type",
    "told-private": "a text that tells what is private",
    "too-deep": "values nested deeper than any CV needs",
    "unknown-alias": "a `*name` without its `&name` above",
    "tight-comment": "text behind ` #`, which YAML drops as a comment",
    "unused-anchor": "a `&name` that no `*name` refers to",
    # the files that a CV names
    "bad-bibtex": "an entry of a BibTeX file that cannot be read",
    "file-too-large": "a file larger than any that belongs to a CV",
    "foreign-file": "a file outside the CV's folder",
    "unknown-file": "a file that is not there",
    "unknown-picture": "a photo that is not a PNG or JPEG image, or is damaged",
    "unknown-reference": "a key that a BibTeX file does not have",
    "unreadable-file": "a file that cannot be read",
    # files of other tools
    "changed": "a value that is shown in another way than it is written",
    "left-out": "a value that has no place here and is not shown",
    # what the keys hold
    "bad-date": "a date that is none",
    "bad-email": "an e-mail address that is none",
    "bad-length": "a length that is none",
    "bad-link": "a link inside a text whose address may not be linked",
    "bad-scheme": "an address that is not http, https, mailto or tel",
    "bad-url": "a web address that is none",
    "empty": "a value that must not be empty",
    "end-before-start": "an end that lies before its start",
    "missing-key": "a key that must be there",
    "more-faults": "mistakes that are not listed any more",
    "out-of-range": "a number or text that is too small, too large, too short or too long",
    "bad-variant-name": "a variant whose name cannot stand in a file name",
    "refused": "something that a theme must not read, run or link to",
    "theme-limits": "a theme that takes more time or memory than any needs",
    "too-many-pixels": "a photo that takes too much memory when it is unpacked",
    "absent-font": "a font that is not on this machine",
    "untested-library": "a library in a version that this program was not tested with",
    "low-contrast": "a colour of letters that is hard to read on its ground",
    "too-long": "more content than fits the pages that `pages` allows",
    "short-page": "a page that holds a few lines only",
    "two-dates": "one date and a range of dates at once",
    "two-languages": "one language and a list of languages at once",
    "unknown-key": "a key that means nothing where it stands",
    "unknown-language": "a language that has no translation",
    "unknown-theme": "a theme that is not there",
    "unknown-value": "a word that is none of those that a key allows",
    "unnamed": "an entry without title and organization",
    "untitled": "a section without title and kind",
    "wrong-form": "a value that does not look as it must",
    "wrong-type": "a list, a text or a group of keys where another of them must stand",
    "wrong-value": "a value that is wrong in another way",
    "missing-glyph": "a character that no font at hand can draw",
    # what is said to no effect
    "emptied-section": "a section of which a variant leaves nothing",
    "missing-translation": "a text that lacks one of the CV's languages",
    "typed-date": "a date that is shown as machines write it",
    "typed-mark": "what looks like markup, and is shown as it stands",
    "unknown-section": "a section, named in a variant's order, that is not there",
    "unknown-tag": "a tag, asked for by a variant, that nothing carries",
    "unused-tag": "a tag that no variant asks for",
    "unused-translation": "a text in a language that is none of the CV's",
}
"""Every code that a fault may carry, and its meaning. Codes never change their meaning."""


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
    """One mistake: where it stands, a code of CODES, what is wrong, and what was perhaps meant.

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

    def __reduce__(self) -> tuple[type[SourceError], tuple[tuple[Fault, ...]]]:
        """Faults travel between processes as they are."""
        return type(self), (self.faults,)


def stop_at(warnings: tuple[Fault, ...]) -> None:
    """Raise SourceError with ``warnings`` as faults, if there are any."""
    if warnings:
        raise SourceError(tuple(replace(warning, warning=False) for warning in warnings))


class GlyphError(CvrenderError):
    """No font at hand can draw some characters; ``missing`` holds each with a remedy."""

    exit_code = 1

    def __init__(self, missing: Mapping[str, str]) -> None:
        self.missing = dict(missing)
        super().__init__(
            "\n".join(map(undrawn, missing)), "\n".join(dict.fromkeys(missing.values()))
        )

    def __reduce__(self) -> tuple[type[GlyphError], tuple[dict[str, str]]]:
        return type(self), (self.missing,)


class UsageError(CvrenderError):
    """An option names a format, theme or file that is not there."""

    exit_code = 2


class LostLinesError(CvrenderError):
    """A written file cannot be read, and so holds no line."""

    exit_code = 3


class MachineError(CvrenderError):
    """The machine is not ready: ``remedy`` is what the person can do."""

    exit_code = 4


QUOTE_IT = "put the text in quotes"
"""The remedy for a sign in a text that YAML takes for its own."""


def undrawn(character: str) -> str:
    """What is said of a character that no font can draw."""
    return f"no font at hand can draw the character {quoted(character)} ({coded(character)})"


def coded(character: str) -> str:
    """The number and the name that Unicode gives a character."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()


def quoted(text: str, longest: int = 60) -> str:
    """``text`` for a message: on one line, cut where it is long, and harmless to a terminal."""
    words = " ".join(text[: 2 * longest].split())
    visible = "".join(char if char.isprintable() else f"U+{ord(char):04X}" for char in words)
    return f"`{visible[: longest - 1]}…`" if len(visible) > longest else f"`{visible}`"
