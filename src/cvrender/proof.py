"""A document → its files, each read back and held against it; nothing is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cvrender import plugins, sandbox
from cvrender.documents import Document, Job, documents, reordered
from cvrender.errors import CvrenderError, GlyphError
from cvrender.extract import Extract, extract, format_of
from cvrender.fitting.short_page import Remainder, remainder
from cvrender.renderers import registry as renderers
from cvrender.source import Source, file_bytes
from cvrender.theme.tokens import PAGE_SIZES, Tokens, points
from cvrender.verify import Report, verify

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from cvrender.extract.process import ReaderProcess
    from cvrender.outline import Outline
    from cvrender.renderers.base import Renderer

__all__ = ["Output", "make", "rendered", "verify_file"]


@dataclass(frozen=True, slots=True)
class Output:
    """One file that was asked for: written and verified, or why it could not be made."""

    format: str
    path: Path
    size: int = 0
    pages: int | None = None
    reports: tuple[Report, ...] = ()
    error: CvrenderError | None = None
    last: bool = False
    """Whether it is the last of several pages: what an earlier run left behind it goes."""
    remainder: Remainder | None = None
    """What little stands on a page of a PDF that nobody asked to be fitted."""

    @property
    def exit_code(self) -> int:
        """0 where the file holds every line, 3 where it does not, else what its error says."""
        if self.error is not None:
            return self.error.exit_code
        return 0 if all(report.good for report in self.reports) else 3


def make(
    document: Document, job: Job, reader: ReaderProcess | None = None
) -> list[tuple[Output, bytes]]:
    """Render a document in every format, and read each back; nothing is written.

    Takes and gives plain values only: the work of any ``concurrent.futures.Executor``. Raises
    GlyphError where no font has a character; ``placed`` says where it stands.
    """
    formats = dict.fromkeys(job.formats)
    made = [_set(document, name, job.output, reader) for name in formats]
    verified = [(_verified(document, output, data, reader), data) for output, data in made]
    return [file for output, data in verified for file in _split(output, data)]


def _set(
    document: Document, name: str, folder: Path, reader: ReaderProcess | None
) -> tuple[Output, bytes]:
    """Render one format."""
    path = folder / f"{document.stem}.{name}"
    try:
        renderer = renderers.load(name)
        path = folder / f"{document.stem}{renderer.suffix}"
        data = rendered(renderer, document)
        if reader is not None and name == "pdf" and document.theme.ours:
            reader.send(data)
    except GlyphError:
        raise
    except CvrenderError as error:
        return Output(name, path, error=error), b""
    return Output(name, path, len(data)), data


def rendered(renderer: Renderer, document: Document) -> bytes:
    """The bytes of one format."""
    with plugins.blamed("format", renderer.name):
        return sandbox.render(renderer.name, document.read_in(renderer), document.theme)


def _verified(
    document: Document, output: Output, data: bytes, reader: ReaderProcess | None
) -> Output:
    if output.error is not None:
        return output
    try:
        read = _extracts(document, data, output, reader)
        outline = document.read_in(renderers.load(output.format))
        reports = tuple(verify(outline, each) for each in read)
        count = max((each.pages for each in read if each.pages), default=None)
        left = _remainder(outline, document.theme.tokens, read)
    except CvrenderError as error:
        return Output(output.format, output.path, output.size, error=error)
    return replace(output, pages=count, reports=reports, remainder=left)


def _remainder(outline: Outline, tokens: Tokens, read: tuple[Extract, ...]) -> Remainder | None:
    if tokens.pages is not None:
        return None
    top, foot = points(tokens.page.margin.top), points(tokens.page.margin.bottom)
    height = PAGE_SIZES[tokens.page.size][1] - top - foot
    return remainder(outline, read, foot, height)


def _extracts(
    document: Document, data: bytes, output: Output, reader: ReaderProcess | None
) -> tuple[Extract, ...]:
    if not document.theme.ours:
        return sandbox.extracts(data, output.path.suffix)
    if reader is not None and output.format == "pdf" and format_of(data) == "pdf":
        return reader.receive()
    return extract(data, output.path.suffix)


def _split(output: Output, data: bytes) -> list[tuple[Output, bytes]]:
    """The files to write: one, or for a format of pages one for each, numbered from 1."""
    try:
        renderer = renderers.load(output.format)
        if output.error is not None or renderer.split is None:
            return [(output, data)]
        with plugins.blamed("format", renderer.name):
            parts = renderer.split(data)
    except CvrenderError as error:
        return [(Output(output.format, output.path, error=error), b"")]
    path = output.path
    pages = replace(output, pages=1)
    return [
        (
            replace(
                pages,
                path=path.with_name(f"{path.stem}-{number}{path.suffix}"),
                size=len(part),
                last=number == len(parts),
            ),
            part,
        )
        for number, part in enumerate(parts, 1)
    ]


def verify_file(job: Job, source: Source, path: Path) -> Output:
    """Hold a finished file, perhaps edited since, against its source; or why it cannot be read.

    Where ``job`` makes several choices, the one that the file comes nearest to counts; and so for
    the order of sections, which is the theme's that the file was made with.
    """
    asked = documents(job, source)
    orders = dict.fromkeys(order for each in asked for order in (each.led, each.outline))
    try:
        data = file_bytes(path)
        found = sandbox.extracts(data, path.suffix)
    except CvrenderError as error:
        return Output("", path, error=error)
    choices = _held(orders, found)
    if not any(all(report.good for report in reports) for reports in choices):
        others = dict.fromkeys(reordered(job, source, asked))
        choices += _held((order for order in others if order not in orders), found)
    nearest = min(choices, key=lambda reports: sum(len(report.findings) for report in reports))
    return Output("", path, len(data), reports=nearest)


def _held(outlines: Iterable[Outline], found: tuple[Extract, ...]) -> list[tuple[Report, ...]]:
    return [tuple(verify(outline, each) for each in found) for outline in outlines]
