"""The pipeline: read → select → compose → fit → render → extract → verify → write.

::

    source file ─ read ─▶ CV ─ compose ─▶ Outline ─ render ─▶ bytes ─ extract ─▶ text
                                              └────────────── verify ◀─────────────┘

``render`` runs it whole. Its two halves serve those who need one alone: ``prepare`` ends with the
Documents, ``produce`` makes the Files of one. Nothing is written before everything is verified.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TYPE_CHECKING

from cvrender import plugins, sandbox
from cvrender.compose import compose
from cvrender.errors import (
    CvrenderError,
    Fault,
    GlyphError,
    Position,
    SourceError,
    stop_at,
    undrawn,
)
from cvrender.extract import extract, extract_untrusted, format_of
from cvrender.extract.process import ReaderProcess
from cvrender.files import atomic, named
from cvrender.fitting import fit, short_page
from cvrender.privacy import check_private
from cvrender.renderers import registry as renderers
from cvrender.renderers.base import MARK
from cvrender.selection import Job, select, sidebars
from cvrender.source import Source, read
from cvrender.verify import Report, verify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from cvrender.extract import Extract
    from cvrender.fitting import ShortPage
    from cvrender.outline import Outline
    from cvrender.renderers.base import Renderer
    from cvrender.theme import Theme

__all__ = [
    "Document",
    "File",
    "Job",
    "Result",
    "Source",
    "finish",
    "glyphs_located",
    "prepare",
    "produce",
    "read",
    "render",
    "render_format",
    "verify_file",
    "write",
]


@dataclass(frozen=True, slots=True)
class Document:
    """One document to render: its file names without suffix, its content and its theme."""

    stem: str
    outline: Outline
    theme: Theme

    def outline_for(self, renderer: Renderer) -> Outline:
        """The content in the order in which a file of this format holds it.

        Where the theme's sidebar stands beside the text, its sections come first.
        """
        aside = self.theme.tokens.sidebar.sections
        return self.outline.led_by(aside) if renderer.columns else self.outline


@dataclass(frozen=True, slots=True)
class File:
    """One file that was asked for: rendered and verified, or the error that prevented it."""

    format: str
    path: Path
    data: bytes = field(default=b"", repr=False)
    pages: int | None = None
    reports: tuple[Report, ...] = ()
    short_page: ShortPage | None = None
    error: CvrenderError | None = None
    is_last_page: bool = False
    """Of a format with a file for each page: those of an earlier, longer document go."""

    @property
    def exit_code(self) -> int:
        """0 where the file holds every line, 3 where it does not, else the error's."""
        if self.error is not None:
            return self.error.exit_code
        return 0 if all(report.good for report in self.reports) else 3


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a job: its source, the documents made of it, their files, and warnings."""

    source: Source
    documents: tuple[Document, ...]
    warnings: tuple[Fault, ...] = ()
    files: tuple[File, ...] = ()

    @property
    def inputs(self) -> tuple[Path, ...]:
        """The files that decide what the source becomes: its own, and its themes'."""
        folders = dict.fromkeys(f for each in self.documents for f in each.theme.folders)
        in_themes = (path for folder in folders for path in sorted(folder.iterdir()))
        return (*self.source.inputs, *in_themes)


def render(job: Job, reader: ReaderProcess | None = None) -> Result:
    """Run every stage for ``job``.

    Raises SourceError or UsageError before anything is written; what fails later stands in the
    File of the format that failed, and stops no other. ``reader`` is a second process that reads
    PDFs back; one that renders often keeps it.
    """
    with ExitStack() as stack:
        if reader is None and "pdf" in job.formats:
            reader = stack.enter_context(ReaderProcess())
        prepared = prepare(job)
        made = [_produced(document, job, prepared, reader) for document in prepared.documents]
        result = finish(prepared, [file for files in made for file in files], job)
        return replace(result, files=tuple(map(write, result.files)))


def prepare(job: Job) -> Result:
    """Read, select, compose and fit: all that comes before rendering.

    Raises SourceError or UsageError.
    """
    for name in job.formats:
        renderers.require(name)
    source = read(job.source)
    selections = select(job, source)
    outlines = [compose(source.cv, chosen.choice, source.files) for chosen in selections]
    if job.public:
        check_private(outlines, source.cv, source.node)
    fitted = [
        fit(outline, chosen.theme) for outline, chosen in zip(outlines, selections, strict=True)
    ]
    stems = (chosen.stem for chosen in selections)
    documents = tuple(
        Document(stem, one.outline, one.theme) for stem, one in zip(stems, fitted, strict=True)
    )
    excess = (_too_long(one.excess, one.theme, source) for one in fitted if one.excess)
    warnings = (*source.warnings, *_theme_warnings(documents, job), *excess)
    if job.strict:
        stop_at(warnings)
    return Result(source, documents, warnings)


def produce(document: Document, job: Job, reader: ReaderProcess | None = None) -> list[File]:
    """Render, extract and verify a document in every format; nothing is written.

    Takes and gives plain values only: the work of any ``concurrent.futures.Executor``. Raises
    GlyphError where no font has a character; ``glyphs_located`` says where it stands.
    """
    rendered = [_rendered(document, name, job, reader) for name in dict.fromkeys(job.formats)]
    verified = [_verified(document, file, reader) for file in rendered]
    return [page for file in verified for page in _split(file)]


def finish(prepared: Result, files: list[File], job: Job) -> Result:
    """``prepared`` with its files, and with the warnings that these give."""
    short = (_short_page(file, prepared.source) for file in files if file.short_page)
    warnings = (*prepared.warnings, *short, *_patch_warnings(prepared.source, job))
    if job.strict:
        stop_at(warnings)
    return replace(prepared, warnings=warnings, files=tuple(files))


def _patch_warnings(source: Source, job: Job) -> Iterator[Fault]:
    """What a PDF lacks where a library is not one that cvrender was tested with.

    Asked for after rendering: before that, WeasyPrint would have to be imported for it.
    """
    if not {"pdf", "png"}.isdisjoint(job.formats):
        from cvrender.renderers.pdf import patches

        yield from patches.warnings(source.node.position)


def _theme_warnings(documents: Iterable[Document], job: Job) -> tuple[Fault, ...]:
    """What will not look as it should: in the themes, and in these themes in each format."""
    found: list[Fault] = []
    for theme in (document.theme for document in documents):
        found += theme.warnings
        for name in job.formats:
            with suppress(CvrenderError):  # one that cannot be loaded says so when it renders
                found += renderers.load(name).warnings(theme)
    return tuple(dict.fromkeys(found))


def _too_long(excess: str, theme: Theme, source: Source) -> Fault:
    """The warning for a document that ``pages`` has no room for."""
    asked = source.node.trail(("design", "pages"))[-1]
    option = Position(f"--set pages={theme.tokens.pages}", 1, 1)
    position = asked[1].position if asked[0] == "pages" else option
    hint = "cut something, or allow one page more"
    return Fault(position, "too-long", excess, hint, warning=True)


def _short_page(file: File, source: Source) -> Fault:
    """The warning for a page that holds a few lines only."""
    page = file.short_page
    assert page is not None
    assert file.pages is not None
    position = source.position(page.first) if page.first else source.node.position
    lines = "1 line" if page.lines == 1 else f"{page.lines} lines"
    message = f"page {page.number} of {file.path.name} holds no more than {lines}"
    hint = f"`--set pages={file.pages - 1}` fits them in where it can, or cut something"
    return Fault(position, "short-page", message, hint, warning=True)


def _produced(
    document: Document, job: Job, prepared: Result, reader: ReaderProcess | None
) -> list[File]:
    with glyphs_located(prepared):
        return produce(document, job, reader)


@contextmanager
def glyphs_located(prepared: Result) -> Iterator[None]:
    """Turn a GlyphError into a SourceError at every line of the source with the character."""
    try:
        yield
    except GlyphError as error:
        source = prepared.source
        faults = []
        for character, remedy in error.missing.items():
            lines = (line for each in prepared.documents for line in each.outline.lines())
            places = [source.position(line) for line in lines if character in str(line)]
            for place in dict.fromkeys(places or [source.node.position]):
                faults.append(Fault(place, "missing-glyph", undrawn(character), remedy))
        raise SourceError(tuple(faults)) from error


def render_format(document: Document, name: str) -> bytes:
    """``document`` in the format ``name``; in the sandbox, unless its theme is trusted.

    Raises what the renderer raises on purpose; of anything else, its package is blamed.
    """
    outline = document.outline_for(renderers.load(name))
    with plugins.blamed("format", name):
        return sandbox.run_theme(document.theme, renderers.render, name, outline)


def _rendered(document: Document, name: str, job: Job, reader: ReaderProcess | None) -> File:
    """One format of ``document``, which ``reader`` begins to read where it can."""
    path = job.output / f"{document.stem}.{name}"
    try:
        path = path.with_name(f"{document.stem}{renderers.load(name).suffix}")
        data = render_format(document, name)
    except GlyphError:
        raise
    except CvrenderError as error:
        return File(name, path, error=error)
    if reader is not None and name == "pdf" and document.theme.trusted:
        reader.send(data)
    return File(name, path, data)


def _verified(document: Document, file: File, reader: ReaderProcess | None) -> File:
    """``file`` read back and held against what it was made from."""
    if file.error is not None:
        return file
    outline = document.outline_for(renderers.load(file.format))
    try:
        extracts = _extracts(document.theme, file, reader)
    except CvrenderError as error:
        return replace(file, error=error)
    return replace(
        file,
        pages=max((each.pages for each in extracts if each.pages), default=None),
        reports=tuple(verify(outline, each) for each in extracts),
        short_page=short_page(outline, document.theme.tokens, extracts),
    )


def _extracts(theme: Theme, file: File, reader: ReaderProcess | None) -> tuple[Extract, ...]:
    """What each reader finds in ``file``; in the sandbox, where its theme is not trusted."""
    if not theme.trusted:
        return extract_untrusted(file.data, file.path.suffix)
    if reader is not None and file.format == "pdf" and format_of(file.data) == "pdf":
        return reader.receive()
    return extract(file.data, file.path.suffix)


def _split(file: File) -> list[File]:
    """The files to write: one, or for a format of pages one for each, numbered from 1."""
    renderer = renderers.load(file.format) if file.error is None else None
    if renderer is None or renderer.split is None:
        return [file]
    try:
        with plugins.blamed("format", renderer.name):
            parts = renderer.split(file.data)
    except CvrenderError as error:
        return [replace(file, error=error)]
    path = file.path
    return [
        replace(
            file,
            path=path.with_name(f"{path.stem}-{number}{path.suffix}"),
            data=part,
            pages=1,
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


def verify_file(job: Job, source: Source, path: Path) -> File:
    """Hold a finished file, perhaps edited since, against its source; or why it cannot be read.

    Where ``job`` makes several choices, the one that the file comes nearest to counts; and so for
    the order of sections, which is that of the theme that the file was made with.
    """
    selections = select(job, source)
    outlines = [compose(source.cv, chosen.choice, source.files) for chosen in selections]
    try:
        data = named.read(path)
        extracts = extract_untrusted(data, path.suffix)
    except CvrenderError as error:
        return File("", path, error=error)
    own = dict.fromkeys(chosen.theme.tokens.sidebar.sections for chosen in selections)
    held = _held(outlines, ((), *own), extracts)
    if not any(all(report.good for report in reports) for reports in held):
        held += _held(outlines, set(sidebars(job, source)) - {(), *own}, extracts)
    nearest = min(held, key=lambda reports: sum(len(report.findings) for report in reports))
    return File("", path, data, reports=nearest)


def _held(
    outlines: Iterable[Outline],
    sidebars: Iterable[tuple[str, ...]],
    extracts: tuple[Extract, ...],
) -> list[tuple[Report, ...]]:
    """The reports on each outline in each order that a sidebar gives it."""
    orders = dict.fromkeys(outline.led_by(kinds) for kinds in sidebars for outline in outlines)
    return [tuple(verify(outline, each) for each in extracts) for outline in orders]
