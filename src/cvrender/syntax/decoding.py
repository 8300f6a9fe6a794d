"""Decoding: bytes → text, its line and column numbers, and the characters that it must not have."""

import re
from bisect import bisect_right
from itertools import islice

from cvrender.errors import Fault, Position, SourceError, quoted

MAX_BYTES = 2_000_000
_WIDE_MARKS = (
    (b"\xff\xfe\0\0", "UTF-32"),
    (b"\0\0\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip or Word file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"{\\rtf", "a rich text file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "a packed file"),
)
_SAVE = "save the file as UTF-8"
# What YAML 1.2, 5.1, calls printable says it the other way round, which takes 6 ms to compile.
FORBIDDEN = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202d\u202e\ud800-\udfff\ufeff\ufffe\uffff]"
)
_MOST_FAULTS = 20  # a file full of them says nothing new
_BREAK = r"\r\n|\r|\n"


def decode(data: bytes, file: str) -> str:
    """The text in ``data``: UTF-8, or of wider characters what a byte-order mark says.

    Raises SourceError at the first byte that cannot be decoded.
    """
    start = Position(file, 1, 1)
    if len(data) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES:,} bytes"
        raise SourceError.at(start, "too-large", message)
    marked = next((name for mark, name in _WIDE_MARKS if data.startswith(mark)), "")
    if not marked and _is_wide(data):
        message = "this is UTF-16 text, not UTF-8"
        raise SourceError.at(start, "wrong-encoding", message, _SAVE)
    if kind := next((kind for sign, kind in _SIGNATURES if data.startswith(sign)), None):
        message = f"this is {kind}, not a text file"
        raise SourceError.at(start, "not-text", message)
    try:
        text = data.decode(marked or "utf-8-sig")
    except UnicodeDecodeError as error:
        found = _broken(data, marked, file) if marked else _byte_fault(data, error, file)
        raise SourceError((found,)) from error
    if "\0" in text:
        message = "this is not a text file: it contains NUL bytes"
        raise SourceError.at(place(text, text.index("\0"), file), "not-text", message)
    return text


def _is_wide(data: bytes) -> bool:
    """Whether every second byte is NUL, as in English UTF-16."""
    half = len(data) // 2
    return bool(half) and half in (data[::2].count(0), data[1::2].count(0))


def _broken(data: bytes, encoding: str, file: str) -> Fault:
    """Where text of wide characters breaks off."""
    before = data.decode(encoding, "ignore")
    message = f"this is {encoding} text with an invalid character"
    return Fault(place(before, len(before), file), "wrong-encoding", message, _SAVE)


def _byte_fault(data: bytes, error: UnicodeDecodeError, file: str) -> Fault:
    offset = error.start + 3 * data.startswith(b"\xef\xbb\xbf")  # Python counts behind the mark
    before = data[:offset].decode("utf-8-sig")
    byte = data[offset : offset + 1]
    meant = byte.decode("cp1252", "ignore")
    number, reason = f"0x{byte[0]:02X}", ""
    if len(data) - offset < 4 and byte > b"\xc1":
        reason = ": the file ends inside a character"
    elif meant and meant.isprintable():
        number = f"{number}, {quoted(meant)} in Windows-1252"
    message = f"byte {offset + 1:,} of the file ({number}) is not UTF-8{reason}"
    return Fault(place(before, len(before), file), "wrong-encoding", message, _SAVE)


def place(text: str, index: int, file: str) -> Position:
    """Where the character at ``index`` stands; the end of the text is behind its last word."""
    return Lines(text, file).position(index)


class Lines:
    """The places in a text of which many are asked for."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.starts = [0, *(match.end() for match in re.finditer(_BREAK, text))]
        self.end = len(text.rstrip())

    def position(self, index: int) -> Position:
        """Where the character at ``index`` stands; the end of the text is behind its last word."""
        index = min(index, self.end)
        line = bisect_right(self.starts, index)
        return Position(self.file, line, index - self.starts[line - 1] + 1)


def character_faults(text: str, file: str) -> tuple[Fault, ...]:
    """A fault for each character that cannot stand in a source, at most ``_MOST_FAULTS``."""
    if all(map(str.isprintable, {*text} - {*"\n\r\t"})):
        return ()  # before the pattern is compiled, which takes a while
    return tuple(
        Fault(
            place(text, match.start(), file),
            "bad-character",
            f"the character U+{ord(match[0]):04X} is not allowed in text",
            "remove it",
        )
        for match in islice(re.finditer(FORBIDDEN, text), _MOST_FAULTS)
    )
