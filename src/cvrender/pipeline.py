"""The stages in order: read → compose → render → extract → verify. The only place that writes.

::

    source file ─ read ─▶ CV ─ compose ─▶ Outline ─ render ─▶ bytes ─ extract ─▶ text
                                              └────────────── verify ◀─────────────┘
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING

from cvrender import apart, plugins
from cvrender.documents import Document, Job, documents, inputs, reordered
from cvrender.errors import CvrenderError, Fault, GlyphError, Position, SourceError, undrawn
from cvrender.files import whole
from cvrender.renderers import registry as renderers
from cvrender.renderers.base import MARK
from cvrender.source import Source, file_bytes, read
from cvrender.theme.tokens import PAGE_SIZES, Tokens, points
from cvrender.verify import Report, verify
from cvrender.verify.ahead import Ahead
from cvrender.verify.extract import Extract, extracts, kind_of
from cvrender.verify.remainder import Remainder, remainder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from cvrender.outline import Outline
    from cvrender.renderers.base import Renderer
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


def fitted(document: Document, source: Source) -> tuple[Document, tuple[Fault, ...]]:
    """``document`` in the pages that its theme's token ``pages`` allows, and a warning if not."""
    pages = document.theme.tokens.pages
    if pages is None:
        return document, ()
    for outline in document.outline.fewer_breaks(pages):
        found = apart.fitted(outline, document.theme)
        if not found.excess:
            return replace(document, outline=outline, theme=found.theme), ()
    document = replace(document, outline=outline, theme=found.theme)
    given = source.node.trail(("design", "pages"))
    asked = Position(f"--set pages={pages}", 1, 1)
    position = given[-1][1].position if given[-1][0] == "pages" else asked
    hint = "cut something, or allow one page more"
    return document, (Fault(position, "too-long", found.excess, hint, warning=True),)


def render(job: Job, ahead: Ahead | None = None) -> tuple[Source, tuple[Output, ...]]:
    """Make, verify and write every file of ``job``.

    Raises SourceError or UsageError before anything is written; what fails later stands in the
    Output of the format that failed, and stops no other. Who renders often gives its ``ahead``.
    """
    with ExitStack() as stack:
        if ahead is None and "pdf" in job.formats:
            ahead = stack.enter_context(Ahead())
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
        from cvrender.renderers.pdf import absent_families

        yield from absent_families(theme)


def verify_file(job: Job, source: Source, path: Path) -> Output:
    """Hold a finished file, perhaps edited since, against its source; or why it cannot be read.

    Where ``job`` makes several choices, the one that the file comes nearest to counts; and so for
    the order of sections, which is the theme's that the file was made with.
    """
    orders = ((document.led, document.outline) for document in documents(job, source))
    asked = list(dict.fromkeys(outline for both in orders for outline in both))
    try:
        data = file_bytes(path)
        found = apart.extracts(data, path.suffix)
    except CvrenderError as error:
        return Output("", path, error=error)
    choices = _held(asked, found)
    if not any(all(report.good for report in reports) for reports in choices):
        choices += _held(reordered(job, source, asked), found)
    nearest = min(choices, key=lambda reports: sum(len(report.findings) for report in reports))
    return Output("", path, len(data), reports=nearest)


def _held(outlines: Iterable[Outline], found: tuple[Extract, ...]) -> list[tuple[Report, ...]]:
    return [tuple(verify(outline, extract) for extract in found) for outline in outlines]


def make(document: Document, job: Job, ahead: Ahead | None = None) -> list[tuple[Output, bytes]]:
    """Render a document in every format, and read each back; nothing is written.

    Takes and gives plain values only: the work of any ``concurrent.futures.Executor``. Raises
    GlyphError where no font has a character; ``placed`` says where it stands.
    """
    formats = dict.fromkeys(job.formats)
    made = [_set(document, name, job.output, ahead) for name in formats]
    verified = [(_verified(document, output, data, ahead), data) for output, data in made]
    return [file for output, data in verified for file in _split(output, data)]


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
    document: Document, job: Job, source: Source, ahead: Ahead | None
) -> list[tuple[Output, bytes]]:
    try:
        return make(document, job, ahead)
    except GlyphError as error:
        raise placed(error, document, source) from error


def _set(document: Document, name: str, folder: Path, ahead: Ahead | None) -> tuple[Output, bytes]:
    """Render one format."""
    path = folder / f"{document.stem}.{name}"
    try:
        renderer = renderers.load(name)
        path = folder / f"{document.stem}{renderer.suffix}"
        data = _rendered(renderer, document)
        if ahead is not None and name == "pdf" and document.theme.ours:
            ahead.give(data)
    except GlyphError:
        raise
    except CvrenderError as error:
        return Output(name, path, error=error), b""
    return Output(name, path, len(data)), data


def draft(document: Document, name: str, source: Source) -> bytes:
    """One format, neither read back nor written. Raises what rendering raises."""
    try:
        return _rendered(renderers.load(name), document)
    except GlyphError as error:
        raise placed(error, document, source) from error


def _rendered(renderer: Renderer, document: Document) -> bytes:
    """The bytes of one format."""
    with plugins.blamed("format", renderer.name):
        return apart.render(renderer.name, document.read_in(renderer), document.theme)


def _verified(document: Document, output: Output, data: bytes, ahead: Ahead | None) -> Output:
    if output.error is not None:
        return output
    try:
        read = _extracts(document, data, output, ahead)
        outline = document.read_in(renderers.load(output.format))
        reports = tuple(verify(outline, extract) for extract in read)
        count = max((extract.pages for extract in read if extract.pages), default=None)
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
    document: Document, data: bytes, output: Output, ahead: Ahead | None
) -> tuple[Extract, ...]:
    if not document.theme.ours:
        return apart.extracts(data, output.path.suffix)
    if ahead is not None and output.format == "pdf" and kind_of(data) == "pdf":
        return ahead.extracts()
    return extracts(data, output.path.suffix)


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


def write(output: Output, data: bytes) -> Output:
    """Put a file in its place."""
    if not data:
        return output
    try:
        whole.write(output.path, data)
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
        whole.remove(following)
