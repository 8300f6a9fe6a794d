"""A finished file → its text, links and images, read by libraries that did not write it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from cvrender import sandbox
from cvrender.errors import LostLinesError
from cvrender.extract.base import (
    Extract,
    FileFormat,
    Link,
    Read,
    from_json,
    isolated,
    to_json,
)

if TYPE_CHECKING:
    from cvrender.theme import Theme

__all__ = [
    "Extract", "Link", "extract", "extract_beside", "extract_parts", "extract_template",
    "extract_untrusted", "format_of",
]  # fmt: skip

_UNSUPPORTED = {
    rb"\{\\rtf": "an RTF file",
    rb"\xd0\xcf\x11\xe0": "a Word file of the kind before 2007 (.doc)",
    rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis": "an OpenDocument file",
}
"""How files of other word processors start."""
_FAILURE = "it cannot be read back"


def extract(data: bytes, suffix: str = "", untrusted: bool = False) -> tuple[Extract, ...]:
    """Read a finished file with every reader of its format.

    An ``untrusted`` file may have been changed since it was made: of a PDF, PDFium then reads what
    a person sees and nothing else. Raises LostLinesError where a reader cannot read the file, or
    finds no words.
    """
    if not data.strip():
        raise LostLinesError("this file is empty")
    for start, what in _UNSUPPORTED.items():
        if re.match(start, data, re.DOTALL):
            raise LostLinesError(f"this is {what}, which is not read: save it as .docx or PDF")
    found = _format(data, suffix)
    readers = found.untrusted if untrusted and found.untrusted else found.readers
    extracts = _found(data, readers)
    if found.name == "txt" and suffix.lower() not in ("", ".txt"):
        return tuple(replace(each, foreign=True) for each in extracts)
    return _with_words(extracts) if readers is found.untrusted else extracts


def _found(data: bytes, readers: Iterable[Read]) -> tuple[Extract, ...]:
    return tuple(each for read in readers if (each := read(data)))


def _with_words(extracts: tuple[Extract, ...]) -> tuple[Extract, ...]:
    """``extracts`` of a PDF that may have been changed. Raises LostLinesError for a picture."""
    if not any(each.text.strip() for each in extracts):
        raise LostLinesError("this PDF has no words for programs: it is a scan, or made of shapes")
    return extracts


def extract_beside(data: bytes, theme: Theme) -> tuple[Extract, ...]:
    """``extract`` of a PDF that the press has printed in ``theme``, half of it in the press.

    The press reads it by pypdf, which takes as long as the other readers together, and needs most
    of what is imported there anyway. The others run here, or in the sandbox if ``theme`` is
    isolated.
    """
    known = _format(data, "")
    first, *others = known.readers if theme.trusted else known.untrusted
    begun = sandbox.begun(_read, data, (first,), theme=theme)
    try:
        if theme.isolated:
            keep = "read", theme.folders
            found = from_json(isolated(_read, data, others, keep=keep, failure=_FAILURE))
        else:
            found = _found(data, others)
    finally:
        by_pypdf = from_json(begun())
    extracts = (*by_pypdf, *found)
    return extracts if theme.trusted else _with_words(extracts)


def _read(data: bytes, readers: Iterable[Read]) -> bytes:
    return to_json(_found(data, readers)).encode()


def extract_untrusted(
    data: bytes, suffix: str = "", keep: sandbox.Keep | None = None
) -> tuple[Extract, ...]:
    """``extract`` of a file that anybody may have made, in the sandbox.

    Raises LostLinesError also where the file exceeds a limit of the sandbox.
    """
    return from_json(isolated(_untrusted, data, suffix, keep=keep, failure=_FAILURE))


def extract_template(theme: Theme) -> Extract | None:
    """What stands in the Word template of ``theme``, if it has one.

    In the sandbox, unless the theme is trusted. None of one that cannot be read, as others say why.
    """
    if theme.word_template is None:
        return None
    data, keep = theme.word_template.data, ("read", theme.folders)
    with suppress(LostLinesError):
        found = extract(data, ".docx") if theme.trusted else extract_untrusted(data, ".docx", keep)
        return found[0]
    return None


def extract_parts(
    data: bytes, pages: tuple[int, ...], untrusted: bool
) -> tuple[tuple[Extract, ...], ...]:
    """``extract`` of each part of a PDF that has several, of so many ``pages`` each.

    In the sandbox, where it is ``untrusted``. Raises LostLinesError.
    """
    if not untrusted:
        from cvrender.extract import pdf

        return pdf.parts(data, pages)
    return tuple(map(from_json, isolated(_parts, data, pages, failure=_FAILURE).splitlines()))


def _parts(data: bytes, pages: tuple[int, ...]) -> bytes:
    from cvrender.extract import pdf

    return "\n".join(map(to_json, pdf.parts(data, pages, visible_only=True))).encode()


def _untrusted(data: bytes, suffix: str) -> bytes:
    return to_json(extract(data, suffix, untrusted=True)).encode()


def format_of(data: bytes, suffix: str = "") -> str:
    """``pdf``, ``docx``, ``html``, ``json``, ``md`` or ``txt``: by content, Markdown by suffix."""
    return _format(data, suffix).name


def _format(data: bytes, suffix: str) -> FileFormat:
    return next(each for each in _formats() if each.recognizes(data, suffix))


def _formats() -> Iterator[FileFormat]:
    """Each format, imported where none before it recognizes a file."""
    from cvrender.extract import word

    yield word.FORMAT
    from cvrender.extract import pdf

    yield pdf.FORMAT
    from cvrender.extract import html, json_resume, text

    yield from (html.FORMAT, json_resume.FORMAT, text.MARKDOWN)
    yield text.PLAIN  # recognizes everything
