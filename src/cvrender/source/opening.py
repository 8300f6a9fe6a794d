"""Opening: a file that holds a source, or has one packed in it → data with positions."""

import re
from dataclasses import replace

from cvrender.errors import Fault, LostLinesError, Position, SourceError
from cvrender.syntax import parse
from cvrender.syntax.nodes import Node

MOST = 100_000_000
"""Bytes of an archive or a PDF; files of text have limits of their own."""
_ZIP = b"PK\x03\x04"
_DOCUMENTS = (_ZIP, b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf")
_PDF = re.compile(rb"\s*%PDF-")
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|SkillsPassport|Candidate)\b")


def opened(data: bytes, file: str) -> tuple[Node, tuple[Fault, ...]]:
    """What ``data`` holds, and the faults that leave a tree. Raises SourceError without a tree."""
    try:
        return _opened(data, file)
    except SourceError as error:
        if not data.startswith(_DOCUMENTS):
            raise
        hint = "`cvrender convert` makes a draft of a Word file or PDF"
        faults = (replace(f, hint=hint) if f.code == "not-text" else f for f in error.faults)
        raise SourceError(tuple(faults)) from error


def _opened(data: bytes, file: str) -> tuple[Node, tuple[Fault, ...]]:
    if _PDF.match(data) and (carried := _carried(data, file)):
        name, data = carried
        file = f"{file}/{name}"
    if file.lower().endswith(".xml") or _XML.match(data):
        from cvrender.syntax.xml_parser import read_xml  # hardly any source is one

        return read_xml(data, file), ()
    if data.startswith(_ZIP):
        from cvrender.readers.linkedin.archive import archive

        _limit(data, file, "make one of its CSV files alone")
        return archive(data, file), ()
    return parse(data, file)


def is_letter(node: Node) -> bool:
    """Whether a file holds a letter: its text, or the file of the CV that it belongs to."""
    fields = node.fields
    if "sections" in fields or "basics" in fields:
        return False
    return "letter" in fields or ("cv" in fields and isinstance(fields["cv"].value, str))


def _carried(data: bytes, file: str) -> tuple[str, bytes] | None:
    """The name and the bytes of the source that a PDF carries."""
    from cvrender.extract.pdf import carried

    _limit(data, file, "a CV is smaller")
    try:
        return carried(data)
    except LostLinesError as error:
        start = Position(file, 1, 1)
        raise SourceError.at(start, "unreadable-file", error.message, error.remedy) from error


def _limit(data: bytes, file: str, hint: str) -> None:
    if len(data) > MOST:
        message = f"the file is larger than {MOST:,} bytes"
        raise SourceError.at(Position(file, 1, 1), "too-large", message, hint)
