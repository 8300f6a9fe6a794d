"""Unpacking: a part of a ZIP file that anybody may have made → its bytes, within a limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zipfile import ZipFile

MOST = 50_000_000
"""Bytes of a part; a packed part may hold a thousand times what it takes."""


class TooLargeError(Exception):
    """A part holds more than the limit; the message says which."""


def unpacked(package: ZipFile, name: str, most: int = MOST) -> bytes:
    """The part called ``name``. Raises TooLargeError where it holds more than ``most`` bytes."""
    if package.getinfo(name).file_size > most:
        raise TooLargeError(f"{name} holds more than {most:,} bytes")
    return package.read(name)
