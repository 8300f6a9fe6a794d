"""The stages in order: read → compose → render → extract → verify. The only place that writes.

::

    source file ─ read ─▶ CV ─ compose ─▶ Outline ─ render ─▶ bytes ─ extract ─▶ text
                                              └────────────── verify ◀─────────────┘
"""

from __future__ import annotations

import os
import re
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cvrender import theme as themes
from cvrender.compose import compose
from cvrender.errors import CvrenderError, Fault, MachineError, SourceError, UsageError
from cvrender.extract import Ahead, Extract, extracts, kind_of, pages, pdf_by_pdfium
from cvrender.model import CV
from cvrender.positions import decode, parse_yaml
from cvrender.readers import registry as readers
from cvrender.renderers import registry as renderers
from cvrender.validate import validate
from cvrender.verify import Report, verify

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cvrender.errors import Position
    from cvrender.outline import Line, Outline
    from cvrender.positions import Node
    from cvrender.theme import Theme

__all__ = ["Job", "Output", "Source", "check", "file_stem", "read", "render", "verify_file"]


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be made of a source. ``theme`` None means the one that the source names."""

    source: Path
    formats: tuple[str, ...] = ("pdf", "docx")
    theme: str | None = None
    output: Path = Path("output")


@dataclass(frozen=True, slots=True)
class Source:
    """A source as read: the validated CV, the tree that knows its places, and warnings."""

    path: Path
    cv: CV
    node: Node
    warnings: tuple[Fault, ...] = ()

    def position(self, line: Line) -> Position:
        """Where in the source file a line of the Outline stands."""
        return self.node.at(line.origin).position


@dataclass(frozen=True, slots=True)
class Output:
    """One file that was asked for: written and verified, or why it could not be made."""

    format: str
    path: Path
    size: int = 0
    pages: int | None = None
    reports: tuple[Report, ...] = ()
    error: CvrenderError | None = None

    @property
    def exit_code(self) -> int:
        if self.error is not None:
            return self.error.exit_code
        return 0 if all(report.good for report in self.reports) else 3


def read(path: Path) -> Source:
    """Read and validate a source; raise SourceError with every fault, each placed."""
    node = parse_yaml(decode(_bytes(path), str(path)), str(path))
    translation = readers.recognise(node).translate(node)
    cv = validate(translation.node, CV)
    return Source(path, cv, translation.node, translation.warnings)


def check(path: Path) -> Source:
    """Read a source and settle all that can be settled without rendering it."""
    source = read(path)
    find_theme(source)
    compose(source.cv)
    return source


def find_theme(source: Source, name: str | None = None) -> Theme:
    """The theme that is asked for, with the source's own design laid over it."""
    design = source.node.at(("design",)) if source.cv.design else None
    try:
        return themes.find(name or source.cv.theme, design=design)
    except UsageError as error:
        if name is not None:
            raise
        position = source.node.at(("theme",)).position
        fault = Fault(position, "unknown-theme", error.message, error.remedy)
        raise SourceError((fault,)) from error


def render(job: Job) -> tuple[Source, tuple[Output, ...]]:
    """Make, write and verify every file of ``job``.

    Raises SourceError or UsageError before anything is written; what fails later stands in the
    Output of the format that failed, and stops no other.
    """
    formats = tuple(dict.fromkeys(job.formats))
    for name in set(formats) - set(renderers.names()):
        renderers.load(name)
    with ExitStack() as stack:
        ahead = stack.enter_context(Ahead()) if "pdf" in formats else None
        source = read(job.source)
        theme = find_theme(source, job.theme)
        outline = compose(source.cv)
        stem = file_stem(str(outline.name))
        written = [_write(outline, theme, name, job.output / stem, ahead) for name in formats]
        return source, tuple(_verified(outline, *pair, ahead) for pair in written)


def verify_file(source: Source, path: Path) -> tuple[Report, ...]:
    """Hold a finished file, perhaps edited since, against its source."""
    outline = compose(source.cv)
    return tuple(verify(outline, extract) for extract in extracts(_bytes(path)))


def file_stem(name: str) -> str:
    """``Zoë Müller-Lüdenscheidt`` → ``Zoe_Muller-Ludenscheidt_CV``: ASCII, safe in every system."""
    if not name.isascii():
        from anyascii import anyascii

        name = anyascii(name)
    return "_".join([*re.findall(r"[A-Za-z0-9-]+", name.replace("'", "")), "CV"])


def _write(
    outline: Outline, theme: Theme, name: str, stem: Path, ahead: Ahead | None
) -> tuple[Output, bytes]:
    """Render one format and put it in its place."""
    path = stem.with_name(stem.name + f".{name}")
    try:
        renderer = renderers.load(name)
        path = stem.with_name(stem.name + renderer.suffix)
        data = renderer.render(outline, theme)
        if ahead is not None and name == "pdf":
            ahead.give(data)
        _replace(path, data)
    except CvrenderError as error:
        return Output(name, path, error=error), b""
    return Output(name, path, len(data)), data


def _verified(outline: Outline, output: Output, data: bytes, ahead: Ahead | None) -> Output:
    if output.error is not None:
        return output
    try:
        reports = tuple(verify(outline, extract) for extract in _extracts(data, ahead))
        count = pages(data) if kind_of(data) == "pdf" else None
    except MachineError as error:
        return Output(output.format, output.path, output.size, error=error)
    return Output(output.format, output.path, output.size, count, reports)


def _extracts(data: bytes, ahead: Ahead | None) -> Iterable[Extract]:
    if ahead is not None and kind_of(data) == "pdf":
        return (pdf_by_pdfium(data), ahead.extract())
    return extracts(data)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UsageError(f"there is no file {path}") from error
    except IsADirectoryError as error:
        raise UsageError(f"{path} is a folder, not a file") from error
    except OSError as error:
        raise MachineError(f"{path} cannot be read: {error.strerror}") from error


def _replace(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path`` whole or not at all."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(handle)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror}"
        raise MachineError(message, "choose another folder with --output") from error
