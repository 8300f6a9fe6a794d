"""The stages in order: read → compose → render → extract → verify. The only place that writes.

::

    source file ─ read ─▶ CV ─ compose ─▶ Outline ─ render ─▶ bytes ─ extract ─▶ text
                                              └────────────── verify ◀─────────────┘
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from cvrender import sandbox
from cvrender.documents import Document, Job, documents, inputs
from cvrender.errors import CvrenderError, Fault, GlyphError, Position, SourceError, undrawn
from cvrender.extract.process import ReaderProcess
from cvrender.files import atomic
from cvrender.proof import Output, make, rendered, verify_file
from cvrender.renderers import registry as renderers
from cvrender.renderers.base import MARK
from cvrender.source import Source, file_bytes, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from cvrender.theme import Theme

__all__ = [
    "Document",
    "Job",
    "Output",
    "Source",
    "documents",
    "draft",
    "fitted",
    "inputs",
    "make",
    "placed",
    "prepare",
    "read",
    "render",
    "verify_file",
    "write",
]


def fitted(document: Document, source: Source) -> tuple[Document, tuple[Fault, ...]]:
    """``document`` in the pages that its theme's token ``pages`` allows, and a warning if not."""
    pages = document.theme.tokens.pages
    if pages is None:
        return document, ()
    for outline in document.outline.fewer_breaks(pages):
        found = sandbox.fitted(outline, document.theme)
        if not found.excess:
            return replace(document, outline=outline, theme=found.theme), ()
    document = replace(document, outline=outline, theme=found.theme)
    given = source.node.trail(("design", "pages"))
    asked = Position(f"--set pages={pages}", 1, 1)
    position = given[-1][1].position if given[-1][0] == "pages" else asked
    hint = "cut something, or allow one page more"
    return document, (Fault(position, "too-long", found.excess, hint, warning=True),)


def render(job: Job, ahead: ReaderProcess | None = None) -> tuple[Source, tuple[Output, ...]]:
    """Make, verify and write every file of ``job``.

    Raises SourceError or UsageError before anything is written; what fails later stands in the
    Output of the format that failed, and stops no other. Who renders often gives its ``ahead``.
    """
    with ExitStack() as stack:
        if ahead is None and "pdf" in job.formats:
            ahead = stack.enter_context(ReaderProcess())
        source, prepared = prepare(job)
        files = [file for document in prepared for file in _made(document, job, source, ahead)]
        source = _warned(source, _left_over(source, [output for output, _ in files]), job)
        return source, tuple(write(output, data) for output, data in files)


def prepare(job: Job) -> tuple[Source, tuple[Document, ...]]:
    """Read the source of ``job`` and settle all that comes before rendering.

    Raises SourceError or UsageError.
    """
    for name in job.formats:
        renderers.require(name)
    source = read(job.source)
    asked = documents(job, source)
    fitting = [fitted(document, source) for document in asked]
    looks = dict.fromkeys(warning for each in asked for warning in _looks(each.theme, job.formats))
    warnings = (*looks, *(warning for _, found in fitting for warning in found))
    return _warned(source, warnings, job), tuple(each for each, _ in fitting)


def _warned(source: Source, warnings: Iterable[Fault], job: Job) -> Source:
    """``source`` with more warnings, which are faults where ``job`` is strict."""
    source = replace(source, warnings=(*source.warnings, *warnings))
    return source.strict() if job.strict else source


def _left_over(source: Source, outputs: Iterable[Output]) -> Iterator[Fault]:
    """A warning for each PDF of which a page looks left over."""
    for output in outputs:
        if (left := output.remainder) and output.pages:
            place = source.position(left.first) if left.first else source.node.position
            lines = "1 line" if left.lines == 1 else f"{left.lines} lines"
            message = f"page {left.page} of {output.path.name} holds no more than {lines}"
            hint = f"`--set pages={output.pages - 1}` fits them in where it can, or cut something"
            yield Fault(place, "short-page", message, hint, warning=True)


def _looks(theme: Theme, formats: tuple[str, ...]) -> Iterator[Fault]:
    """What of ``theme`` will not look as it should."""
    yield from theme.warnings
    if "pdf" in formats or "png" in formats:
        from cvrender.renderers.pdf.document import absent_families

        yield from absent_families(theme)


def placed(error: GlyphError, document: Document, source: Source) -> SourceError:
    """Each character that cannot be drawn, at every line of the source that has it."""
    faults = []
    for character, remedy in error.missing.items():
        lines = [line for line in document.outline.lines() if character in str(line)]
        places = [source.position(line) for line in lines] or [source.node.position]
        for place in dict.fromkeys(places):
            faults.append(Fault(place, "missing-glyph", undrawn(character), remedy))
    return SourceError(tuple(faults))


def _made(
    document: Document, job: Job, source: Source, ahead: ReaderProcess | None
) -> list[tuple[Output, bytes]]:
    try:
        return make(document, job, ahead)
    except GlyphError as error:
        raise placed(error, document, source) from error


def draft(document: Document, name: str, source: Source) -> bytes:
    """One format, neither read back nor written. Raises what rendering raises."""
    try:
        return rendered(renderers.load(name), document)
    except GlyphError as error:
        raise placed(error, document, source) from error


def write(output: Output, data: bytes) -> Output:
    """Put a file in its place."""
    if not data:
        return output
    try:
        atomic.write(output.path, data)
        if output.last:
            _remove_after(output.path)
    except CvrenderError as error:
        return Output(output.format, output.path, error=error)
    return output


def _remove_after(path: Path) -> None:
    """Remove the pages that an earlier, longer document left behind the last one at ``path``."""
    stem, _, last = path.stem.rpartition("-")
    for number in count(int(last) + 1):
        following = path.with_name(f"{stem}-{number}{path.suffix}")
        if not (following.is_file() and MARK.encode() in file_bytes(following, 1024)):
            return
        atomic.remove(following)
