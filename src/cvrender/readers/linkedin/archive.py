"""The ZIP file → the tables of a CV in it, each cell with its place, and what is not read.

Tables are known by their names, in whatever folder: ``Email Addresses.csv`` is
``Email_Addresses.csv``. Nothing is written, and no part is unpacked that is not read.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from cvrender.data_file import table
from cvrender.errors import Fault, Position, SourceError, quoted
from cvrender.files.unpacking import TooLargeError, unpacked
from cvrender.readers.foreign.values import folded
from cvrender.syntax.decoding import MAX_BYTES, decode
from cvrender.syntax.nodes import Node
from cvrender.syntax.table import rows

_OF_PERSON = ("profile", "profilesummary", "emailaddresses", "phonenumbers")
KEY, UNREAD = "LinkedIn archive", "unread"
"""What the tables stand below, and among them the names of all other files."""
_NAMED = re.compile(r"(?:.*[/\\])?([A-Za-z _-]+)\.csv", re.IGNORECASE | re.DOTALL)
_COLUMNS = {
    "firstname", "profilesummary", "emailaddress", "number", "title", "companyname", "schoolname",
    "name",
}  # fmt: skip
"""One of these is in the row of each table that names its columns; above it, there may be notes."""
_ENTRY = b"PK\x01\x02"
_MOST_FILES, _MOST_CELLS = 10_000, 100_000
_ENCRYPTED = 1
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)
"""What the library raises for damaged bytes, and for what it does not know (RuntimeError)."""


def names() -> dict[str, Any]:
    """``lists`` and ``columns`` of JSON Resume, by what LinkedIn calls them."""
    return table(__file__, "tables.toml")


def archive(data: bytes, file: str) -> Node:
    """The tables of the archive ``data``, lists of mappings from columns to cells.

    Raises SourceError where it is no archive of LinkedIn's, or exceeds a limit.
    """
    start = Position(file, 1, 1)
    if data.count(_ENTRY) > _MOST_FILES:
        message = f"the archive holds more than {_MOST_FILES:,} files"
        raise SourceError.at(start, "too-large", message)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            tables = _tables(package, file)
    except _BROKEN:
        tables = {}
    if tables.keys() <= {UNREAD}:
        decode(data[:MAX_BYTES], file)  # says what it is
    return Node({KEY: Node(tables, start)}, start)


def _tables(package: zipfile.ZipFile, file: str) -> dict[str, Node]:
    found: dict[str, Node] = {}
    unread: list[Node] = []
    faults: list[Fault] = []
    known = (*_OF_PERSON, *names()["lists"])
    for part in package.infolist():
        named = _NAMED.fullmatch(part.filename)
        name = folded(named[1]) if named else ""
        start = Position(f"{file}/{named[1]}.csv" if named else file, 1, 1)
        try:
            read = _table(package, part, start) if name in known and name not in found else None
        except SourceError as error:
            faults += error.faults
            continue
        if read is not None:
            found[name] = Node(read, start)
        elif not (part.is_dir() or part.filename.startswith("__MACOSX/")):
            unread.append(Node(part.filename, Position(file, 1, 1)))
    if faults:
        raise SourceError(tuple(faults))
    return {**found, UNREAD: Node(unread, Position(file, 1, 1))}


def _table(package: zipfile.ZipFile, part: zipfile.ZipInfo, start: Position) -> list[Node] | None:
    """The rows of one file; None where it has no column that is known."""
    text = decode(_unpacked(package, part, start), start.file)
    if sum(map(text.count, ",;\t\n")) > _MOST_CELLS:
        message = f"{quoted(part.filename)} holds more than {_MOST_CELLS:,} cells"
        raise SourceError.at(start, "too-large", message)
    whole = [*rows(text, start.file)]
    for index, head in enumerate(whole):
        if _COLUMNS & {folded(str(column.value)) for column in head}:
            return [row[0].holding(dict(_cells(head, row))) for row in whole[index + 1 :]]
    return None


def _cells(head: list[Node], row: list[Node]) -> Iterator[tuple[str, Node]]:
    """The cells of ``row`` that are filled in, by the names of their columns."""
    for index, cell in enumerate(row):
        name = str(head[index].value) if index < len(head) else ""
        if cell.value:
            yield name or f"column {index + 1}", Node(cell.value, cell.position)


def _unpacked(package: zipfile.ZipFile, part: zipfile.ZipInfo, start: Position) -> bytes:
    name = quoted(part.filename)
    if part.flag_bits & _ENCRYPTED:
        hint = "make an archive without a password"
        raise SourceError.at(start, "unreadable-file", f"{name} is encrypted", hint)
    try:
        return unpacked(package, part.filename, MAX_BYTES)
    except TooLargeError as error:
        message = f"{name} holds more than {MAX_BYTES:,} bytes"
        raise SourceError.at(start, "too-large", message) from error
    except _BROKEN as error:
        message = f"{name} in the archive is damaged"
        raise SourceError.at(start, "unreadable-file", message) from error
