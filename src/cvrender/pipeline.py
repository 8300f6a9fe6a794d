"""The pipeline: read → select → compose → fit → render → extract → verify → write.

::

    source file ─ read ─▶ CV ─ compose ─▶ Outline ─ render ─▶ bytes ─ extract ─▶ text
                                              └────────────── verify ◀─────────────┘

``render`` runs it whole. A preview and a batch need parts of it: ``prepare`` reads, selects and
composes; ``production.produce`` fits, renders, extracts and verifies. Nothing is written before
that is done for every file.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from cvrender import conformity, sandbox
from cvrender.arrangement import arrange
from cvrender.dates import STYLES
from cvrender.errors import (
    CvrenderError,
    Fault,
    GlyphError,
    MachineError,
    SourceError,
    UsageError,
    stop_at,
    undrawn,
)
from cvrender.extract import extract_untrusted
from cvrender.extract.process import ReaderProcess
from cvrender.files import named
from cvrender.page_warnings import page_warnings
from cvrender.privacy import check_private
from cvrender.production import Document, File, produce, write
from cvrender.renderers import letter_page
from cvrender.renderers import registry as renderers
from cvrender.selection import Job, Selection, day_of, installed, select
from cvrender.source import Source, read
from cvrender.theme import CAPITALS, Typesetting
from cvrender.theme.scale import scales
from cvrender.verify import Report, likeness, verify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from cvrender.extract import Extract
    from cvrender.outline import Outline
    from cvrender.theme import Theme
    from cvrender.variants import Choice

__all__ = [
    "Job",
    "Result",
    "Source",
    "composed",
    "finish",
    "glyphs_located",
    "make",
    "prepare",
    "read",
    "render",
    "unconventional",
    "verify_extracts",
    "verify_file",
    "write_files",
]


_NEAREST = 3
"""Orders of lines that a finished file is held against, of all in which it may have been set."""


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
    """Run every stage for ``job``: ``make``, then ``write_files``."""
    return write_files(make(job, reader))


def make(job: Job, reader: ReaderProcess | None = None, source: Source | None = None) -> Result:
    """Run every stage for ``job`` but the last: nothing is written.

    Raises SourceError or UsageError; what fails after selection stands in the File of the format
    that failed, and stops no other. ``reader`` is a second process that reads PDFs back; one that
    renders often keeps it. ``source`` is the job's, where it has been read.
    """
    with ExitStack() as stack:
        stack.enter_context(sandbox.kept())
        if reader is None and "pdf" in job.formats:
            reader = stack.enter_context(ReaderProcess())
        prepared = prepare(job, source)
        made = [_produced(document, job, prepared, reader) for document in prepared.documents]
        return finish(prepared, [file for files in made for file in files], job)


def write_files(result: Result) -> Result:
    """``result`` with its files written. Raises UsageError where one would replace an input."""
    inputs = {path.resolve() for path in result.inputs}
    if lost := next((file.path for file in result.files if file.path.resolve() in inputs), None):
        raise UsageError(f"{lost} is what the document is made of", "choose another name")
    return replace(result, files=tuple(map(write, result.files)))


def prepare(job: Job, source: Source | None = None) -> Result:
    """Read, select and compose: all that comes before the first layout.

    Raises SourceError or UsageError.
    """
    for name in job.formats:
        renderers.require(name)
    source = source or read(job.source, job.overlay, job.recipients)
    if source.letter:
        _require_for_letters(job.formats)
    selected = composed(job, source)
    if job.public:
        check_private((outline for _, outline in selected), source.cv, source.node)
    documents = tuple(
        Document.of(chosen.stem, outline, chosen.theme, chosen.convention)
        for chosen, outline in selected
    )
    looks = dict.fromkeys(warning for each in documents for warning in each.theme.warnings)
    warnings = (*source.warnings, *unconventional(selected, source), *looks)
    if job.strict:
        stop_at(warnings)
    return Result(source, documents, warnings)


def _require_for_letters(formats: Iterable[str]) -> None:
    """Raise UsageError where one of ``formats`` has no letters."""
    for name in formats:
        with suppress(MachineError):  # one that cannot be loaded says so when it renders
            renderer = renderers.load(name)
            if not renderer.letters:
                message = f"{renderer.title} has no letters"
                raise UsageError(message, f"render the letter without `--to {name}`")


def composed(job: Job, source: Source) -> list[tuple[Selection, Outline]]:
    """What ``job`` selects of ``source``. Raises SourceError or UsageError."""
    return [_set_out(chosen, job, source) for chosen in select(job, source)]


def _set_out(chosen: Selection, job: Job, source: Source) -> tuple[Selection, Outline]:
    """``chosen`` of ``source``, a letter as its layout wants it, but for what its author says."""
    own = {option.partition("=")[0] for option in job.design}
    own |= set(_paths(source.letter.design)) if source.letter else set()
    outline, theme = letter_page.set_out(source.composed(chosen.choice), chosen.theme, own)
    return chosen._replace(theme=theme), outline


def _paths(design: Mapping[str, Any], before: str = "") -> Iterator[str]:
    """The names of the tokens that ``design`` sets, with dots between the names of groups."""
    for key, value in design.items():
        if isinstance(value, Mapping):
            yield from _paths(value, f"{before}{key}.")
        else:
            yield f"{before}{key}"


def unconventional(
    documents: Iterable[tuple[Selection, Outline]], source: Source
) -> tuple[Fault, ...]:
    """What is not customary where each document is sent to, each once."""
    found = (
        conformity.warnings(outline, chosen.convention, source.node)
        for chosen, outline in documents
        if chosen.convention
    )
    return tuple(dict.fromkeys(fault for faults in found for fault in faults))


def finish(prepared: Result, files: list[File], job: Job) -> Result:
    """``prepared`` with its files, and with the warnings that these and their formats give."""
    pages = dict.fromkeys(page_warnings(files, prepared.source, prepared.documents))
    formats = dict.fromkeys(_format_warnings(prepared.documents, job))
    patches = _patch_warnings(prepared.source, job)
    warnings = (*prepared.warnings, *pages, *formats, *patches)
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


def _format_warnings(documents: Iterable[Document], job: Job) -> Iterator[Fault]:
    """What of the themes will not look as it should in a format.

    Asked for after rendering: before that, every renderer would have to be imported for it.
    """
    for document in documents:
        for name in job.formats:
            with suppress(CvrenderError):  # one that cannot be loaded says so when it renders
                yield from renderers.load(name).warnings(document.theme)


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


def verify_file(job: Job, source: Source, path: Path) -> File:
    """Hold a finished file, perhaps edited since, against its source; or why it cannot be read."""
    try:
        data = named.read(path)
        extracts = extract_untrusted(data, path.suffix)
    except CvrenderError as error:
        return File("", path, error=error)
    return File("", path, data, reports=verify_extracts(job, source, extracts))


def verify_extracts(job: Job, source: Source, extracts: tuple[Extract, ...]) -> tuple[Report, ...]:
    """Hold what readers found in a finished file against its source: a Report of each.

    Where ``job`` makes several choices, the one that the file comes nearest to counts; and so for
    the order of sections, the wording of dates and capitals, which its theme decided.
    """
    text = max((extract.text for extract in extracts), key=len, default="")
    documents = composed(replace(job, day=job.day or day_of(source, text)), source)
    held = _held(
        [outline for _, outline in documents], [chosen.theme for chosen, _ in documents], extracts
    )
    if not any(all(report.good for report in reports) for reports in held):
        choices = _reworded(chosen.choice for chosen, _ in documents)
        outlines = [source.composed(choice) for choice in choices]
        held += _held(outlines, list(installed(job, source)), extracts)
    return min(held, key=lambda reports: sum(len(report.findings) for report in reports))


def _reworded(choices: Iterable[Choice]) -> Iterator[Choice]:
    """``choices`` with their dates in each style."""
    for choice in choices:
        for style in STYLES:
            yield choice._replace(dates=choice.dates._replace(style=style))


def _held(
    outlines: Iterable[Outline], themes: Sequence[Theme], extracts: tuple[Extract, ...]
) -> list[tuple[Report, ...]]:
    """The reports on the outlines in the orders that come nearest, set as in ``themes``.

    A file may also have been set by a theme that has changed since.
    """
    orders = dict.fromkeys(order for outline in outlines for order in _orders(outline, themes))
    text = max((extract.text for extract in extracts), key=len, default="")
    alike = sorted(orders, key=lambda order: likeness(order, text), reverse=True)
    # Of text from right to left, readers give the words of a row in an order of their own.
    most = _NEAREST if all(outline.direction == "ltr" for outline in orders) else len(alike)
    settings = dict.fromkeys((*(theme.typesetting for theme in themes), *_unknown(themes)))
    return [
        tuple(verify(outline, each, typesetting) for each in extracts)
        for outline in alike[:most]
        for typesetting in settings
    ]


def _orders(outline: Outline, themes: Sequence[Theme]) -> Iterator[Outline]:
    """``outline`` in each order in which a file of one of ``themes`` may hold it.

    How many entries have a head in one row depends on the scale at which the file was set.
    """
    sidebars = ((), *(theme.tokens.sidebar.sections for theme in themes))
    sizes = (tokens for theme in themes for tokens in scales(theme))
    heads = dict.fromkeys((outline, *(arrange(outline, tokens) for tokens in sizes)))
    return (order.led_by(kinds) for kinds in sidebars for order in heads)


def _unknown(themes: Sequence[Theme]) -> Iterator[Typesetting]:
    """All that ``themes`` and the built-in ones add to words, with each choice of capitals.

    Links that none of ``themes`` has are unwanted: a job, or a source, asks for that.
    """
    known = (Typesetting(), *(theme.typesetting for theme in themes))
    bullets = frozenset[str]().union(*(one.bullets for one in known))
    separators = frozenset[str]().union(*(one.separators for one in known))
    joints = frozenset[str]().union(*(one.joints for one in known))
    links = any(theme.typesetting.links for theme in themes)
    return (Typesetting(capitals, bullets, separators, joints, links) for capitals in CAPITALS)
