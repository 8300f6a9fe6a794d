"""Extract: what one reader finds in a finished file. FileFormat: how a kind of file is read."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from cvrender import sandbox
from cvrender.errors import LostLinesError
from cvrender.files import unpacking

if TYPE_CHECKING:
    from zipfile import ZipFile

    from cvrender.files.image_hash import ImageHash
    from cvrender.syntax.nodes import KeyPath

Link = tuple[str, str | None]
"""A target and the words that lead there; None where the reader does not give the words."""


@dataclass(frozen=True, slots=True)
class Extract:
    """What one reader finds in a file: the text with its line breaks, and more where it can."""

    reader: str
    text: str
    links: tuple[Link, ...] | None = None
    """In order; None where the reader gives no links."""
    drawn: bool = False
    """Whether the text was recovered from glyphs on a page: its lines are rows."""
    ordered: bool = True
    """Whether the format keeps the order of the source."""
    partial: bool = False
    """Whether another Extract of the file holds what has no place in this one."""
    foreign: bool = False
    """Whether a renderer of another package made it, whose markup is not known."""
    source_values: bool = False
    """Whether dates, addresses and lists stand as in the source, and not as a page words them."""
    values: tuple[tuple[KeyPath, str], ...] = ()
    """Of a format without an order of its own: the path of each text, and the text."""
    aside: tuple[tuple[str, str], ...] = ()
    """Places that other readers skip, such as “a header”, and the text of each."""
    pages: int | None = None
    """How many, where the format has pages."""
    pictures: tuple[str | None, ...] | None = None
    """The alternative text of each; None of one for which the file has no place for it.

    None altogether where the reader gives no pictures.
    """
    hashes: tuple[ImageHash, ...] | None = None
    """How each picture looks; None altogether where the reader does not look at them."""
    properties: tuple[str, ...] = ()
    """What the file says of itself and no page shows: its title, its author, who changed it."""
    actions: tuple[str, ...] = ()
    """What the file does when it is opened or used, such as “runs JavaScript”."""
    sheets: tuple[tuple[str, tuple[float, ...]], ...] = ()
    """Of each page its text, and how far above the paper's lower edge its rows stand, in points.

    A row may be in several parts. Empty where the reader does not go by pages.
    """


Read = Callable[[bytes], Extract | None]
"""None where the file has no part that this reader reads."""


class FileFormat(NamedTuple):
    """A kind of file, and its readers."""

    name: str
    recognizes: Callable[[bytes, str], bool]
    """Whether bytes, in a file with that suffix, are of this kind."""
    readers: tuple[Read, ...]
    """All of them read each file. Raise LostLinesError where it is damaged."""
    untrusted: tuple[Read, ...] = ()
    """Those for a file that others may have changed; the same where there are none."""


@contextlib.contextmanager
def errors_as(message: str) -> Iterator[None]:
    """Turn whatever a library raises on a broken file into a LostLinesError.

    Their own error classes are not enough: parsers fail in many ways on damaged bytes. Their own
    words say nothing to an author; a LostLinesError raised inside gives a reason in ours.
    """
    try:
        yield
    except Exception as error:
        raise LostLinesError(f"{message}: {_reason(error)}") from error


def _reason(error: Exception) -> str:
    match error:
        case LostLinesError():
            return error.message
        case RecursionError():
            return "it is nested too deeply"
    return "it is damaged"


def unpacked(package: ZipFile, name: str) -> bytes:
    """A part of a Word file. Raises LostLinesError where it holds more than a CV can need."""
    try:
        return unpacking.unpacked(package, name)
    except unpacking.TooLargeError as error:
        raise LostLinesError(str(error)) from error


def isolated(
    read: Callable[..., bytes],
    *args: object,
    keep: sandbox.Keep | None = None,
    failure: str = "it cannot be read",
) -> bytes:
    """What ``read`` gives of a file that anybody may have made, in the sandbox.

    Raises LostLinesError where it raises that, or exceeds a limit of the sandbox.
    """
    try:
        return sandbox.run("the file", read, *args, keep=keep)
    except sandbox.LimitError as error:
        raise LostLinesError(f"{failure}: reading {error}") from error


def to_json(extracts: tuple[Extract, ...]) -> str:
    """``extracts`` for another process, on one line."""
    return json.dumps(list(map(asdict, extracts)))


def from_json(line: str | bytes) -> tuple[Extract, ...]:
    """What ``to_json`` was given."""
    return tuple(
        Extract(**{key: _frozen(value) for key, value in one.items()}) for one in json.loads(line)
    )


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
