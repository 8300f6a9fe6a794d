"""A File: one that was asked for, its pages apart where they are files, and put in its place."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from cvrender import plugins
from cvrender.errors import CvrenderError
from cvrender.files import atomic, named
from cvrender.outline import Line
from cvrender.renderers import registry as renderers
from cvrender.renderers.base import MARK
from cvrender.verify import Report

if TYPE_CHECKING:
    from cvrender.fitting import Excess
    from cvrender.fitting.white_pages import PageGap, ShortPage


@dataclass(frozen=True, slots=True)
class File:
    """One file that was asked for: rendered and verified, or the error that prevented it."""

    format: str
    path: Path
    data: bytes = field(default=b"", repr=False)
    pages: int | None = None
    reports: tuple[Report, ...] = ()
    short_page: ShortPage | None = None
    page_gap: PageGap | None = None
    excess: Excess | None = None
    """Why it is longer than the token ``pages`` allows."""
    not_beside: tuple[Line, ...] = ()
    """The titles of the sections that the sidebar has no room for."""
    convention: str | None = None
    """The name of that which it follows."""
    error: CvrenderError | None = None
    is_last_page: bool = False
    """Of a format with a file for each page: those of an earlier, longer document go."""

    @property
    def exit_code(self) -> int:
        """0 where the file holds every line, 3 where it does not, else the error's."""
        if self.error is not None:
            return self.error.exit_code
        return 0 if all(report.good for report in self.reports) else 3


def split(file: File) -> list[File]:
    """The files to write: one, or for a format of pages one for each, numbered from 1."""
    renderer = renderers.load(file.format) if file.error is None else None
    if renderer is None or renderer.split is None:
        return [file]
    try:
        with plugins.blamed("format", renderer.name):
            parts = renderer.split(file.data)
    except CvrenderError as error:
        return [replace(file, error=error)]
    path, short, gap = file.path, file.short_page, file.page_gap
    return [
        replace(
            file,
            path=path.with_name(f"{path.stem}-{number}{path.suffix}"),
            data=part,
            pages=1,
            short_page=short if short is not None and short.number == number else None,
            page_gap=gap if gap is not None and gap.number == number else None,
            is_last_page=number == len(parts),
        )
        for number, part in enumerate(parts, 1)
    ]


def write(file: File) -> File:
    """Put a file in its place, also one that cannot be read back; one not made changes nothing."""
    if not file.data:
        return file
    try:
        atomic.write(file.path, file.data)
        if file.is_last_page:
            _remove_following_pages(file.path)
    except CvrenderError as error:
        return replace(file, data=b"", error=error)
    return file


def _remove_following_pages(path: Path) -> None:
    """Remove the pages that an earlier, longer document left behind the last one at ``path``."""
    stem, _, last = path.stem.rpartition("-")
    for number in count(int(last) + 1):
        following = path.with_name(f"{stem}-{number}{path.suffix}")
        if not (following.is_file() and MARK.encode() in named.read(following, 1024)):
            return
        atomic.remove(following)
