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

from cvrender import jsontext
from cvrender import theme as themes
from cvrender.compose import compose
from cvrender.errors import CvrenderError, Fault, MachineError, SourceError, UsageError
from cvrender.extract import Ahead, Extract, extracts, kind_of, pages, pdf_by_pdfium
from cvrender.model import CV
from cvrender.positions import decode
from cvrender.readers import registry as readers
from cvrender.renderers import registry as renderers
from cvrender.validate import validate
from cvrender.verify import Report, verify

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cvrender.errors import Position
    from cvrender.outline import Line, Outline
    from cvrender.positions import Node
    from cvrender.renderers.base import Renderer
    from cvrender.theme import Theme

__all__ = [
    "Document",
    "Job",
    "Output",
    "Source",
    "check",
    "documents",
    "file_stem",
    "read",
    "render",
    "verify_file",
]


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
class Document:
    """One document to set: the name of its files without suffix, its content and its looks."""

    stem: str
    outline: Outline
    theme: Theme


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
    node, known = jsontext.read(decode(_bytes(path), str(path)), str(path))
    translation = readers.recognise(node).translate(node)
    try:
        cv = validate(translation.node, CV, known)
    except SourceError as error:
        raise SourceError((*error.faults, *_theme_faults(translation.node))) from error
    source = Source(path, cv, translation.node, translation.warnings)
    if faults := _theme_faults(source.node):
        raise SourceError(faults)
    return source


def check(path: Path) -> Source:
    """Read a source and settle all that can be settled without rendering it."""
    source = read(path)
    documents(Job(path), source)
    return source


def documents(job: Job, source: Source) -> tuple[Document, ...]:
    """What is to be set of ``source``: one Document for each choice that ``job`` makes."""
    outline = compose(source.cv)
    design = source.node.at(("design",)) if source.cv.design else None
    theme = themes.find(job.theme or source.cv.theme, design=design)
    return (Document(file_stem(str(outline.name)), outline, theme),)


def _theme_faults(node: Node) -> tuple[Fault, ...]:
    """An unknown theme, placed where the source names it."""
    named = node.at(("theme",))
    if named is node or not isinstance(named.value, str):
        return ()
    try:
        themes.find(named.value)
    except UsageError as error:
        return (Fault(named.position, "unknown-theme", error.message, error.remedy),)
    return ()


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
        outputs: list[Output] = []
        for document in documents(job, source):
            written = [_write(document, name, job.output, ahead) for name in formats]
            outputs += [_verified(document, output, data, ahead) for output, data in written]
        return source, tuple(outputs)


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
    document: Document, name: str, folder: Path, ahead: Ahead | None
) -> tuple[Output, bytes]:
    """Render one format and put it in its place."""
    path = folder / f"{document.stem}.{name}"
    try:
        renderer = renderers.load(name)
        path = folder / f"{document.stem}{renderer.suffix}"
        data = _rendered(renderer, document)
        if ahead is not None and name == "pdf":
            ahead.give(data)
        _replace(path, data)
    except CvrenderError as error:
        return Output(name, path, error=error), b""
    return Output(name, path, len(data)), data


def _rendered(renderer: Renderer, document: Document) -> bytes:
    """The bytes of one format; what a plug-in raises that is not ours becomes a MachineError."""
    try:
        return bytes(renderer.render(document.outline, document.theme))
    except CvrenderError:
        raise
    except Exception as error:
        message = f"the format `{renderer.name}` failed: {type(error).__name__}: {error}"
        raise MachineError(message, "tell the people who made it") from error


def _verified(document: Document, output: Output, data: bytes, ahead: Ahead | None) -> Output:
    if output.error is not None:
        return output
    try:
        read = _extracts(data, ahead if output.format == "pdf" else None)
        reports = tuple(verify(document.outline, extract) for extract in read)
        count = pages(data) if kind_of(data) == "pdf" else None
    except CvrenderError as error:
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
        try:
            _fill(handle, data)
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink()
            raise
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror}"
        raise MachineError(message, "choose another folder with --output") from error


def _fill(handle: int, data: bytes) -> None:
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(handle)
