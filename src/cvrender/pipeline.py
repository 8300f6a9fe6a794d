"""The pipeline: read → select → compose → fit → render → extract → verify → write.

::

    source file ─ read ─▶ CV ─ compose ─▶ Outline ─ render ─▶ bytes ─ extract ─▶ text
                                              └────────────── verify ◀─────────────┘

``render`` runs it whole. A preview and a batch need parts of it: ``prepare`` reads, selects and
composes; ``production.produce`` fits, renders, extracts and verifies. Nothing is written before
that is done for every file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, Any

from cvrender import sandbox
from cvrender.errors import (
    CvrenderError,
    Fault,
    GlyphError,
    MachineError,
    SourceError,
    UsageError,
    listing,
    stop_at,
    undrawn,
)
from cvrender.extract.process import ReaderProcess
from cvrender.job import Job
from cvrender.outline import Outline
from cvrender.page_warnings import page_warnings
from cvrender.privacy import check_private
from cvrender.production import Document, File, produce
from cvrender.renderers import letter_page
from cvrender.renderers import registry as renderers
from cvrender.result import Result
from cvrender.selection import Selection, select
from cvrender.source import Source, read

if TYPE_CHECKING:
    from cvrender.identity import Identity
    from cvrender.production import Along

__all__ = [
    "Job", "Result", "Source", "composed", "finish", "glyphs_located", "make", "prepare", "read",
    "render", "unconventional",
]  # fmt: skip


def render(job: Job, reader: ReaderProcess | None = None) -> Result:
    """Run every stage for ``job``: ``make``, and its files are written."""
    return make(job, reader).written()


def make(
    job: Job, reader: ReaderProcess | None = None, source: Source | None = None, along: Along = iter
) -> Result:
    """Run every stage for ``job`` but the last: nothing is written.

    Raises SourceError or UsageError; what fails after selection stands in the File of the format
    that failed, and stops no other. ``reader`` is a second process that reads PDFs back; one that
    renders often keeps it. ``source`` is the job's, where it has been read. ``along`` gives the
    documents one after the other, and can tell how far it is.
    """
    with ExitStack() as stack:
        stack.enter_context(sandbox.kept())
        if reader is None and "pdf" in job.formats and not sandbox.has_press():
            reader = stack.enter_context(ReaderProcess())
        prepared = prepare(job, source)
        with glyphs_located(prepared):
            made = [produce(document, job, reader) for document in along(prepared.documents)]
        return finish(prepared, [file for files in made for file in files], job)


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
    outlines = [outline for _, outline in selected]
    if job.public:
        check_private(outlines, source.cv, source.node)
    themes = (chosen.theme.name for chosen, _ in selected)
    identity = _identity(source, outlines, themes) if job.anonymous else None
    documents = tuple(
        Document.of(chosen.stem, outline, chosen.theme, chosen.convention, identity)
        for chosen, outline in selected
    )
    looks = dict.fromkeys(warning for each in documents for warning in each.theme.warnings)
    warnings = (*source.warnings, *unconventional(selected, source), *looks)
    if job.strict:
        stop_at(warnings)
    return Result(source, documents, warnings)


def _identity(source: Source, outlines: list[Outline], themes: Iterable[str]) -> Identity:
    """What must not be told in anonymous ``outlines``. Raises SourceError where it is."""
    from cvrender.identity import Identity, check_anonymous  # few jobs are

    identity = Identity(source.cv)
    check_anonymous(identity, outlines, themes, source.node)
    return identity


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
    conventional = [(each, name) for chosen, each in documents if (name := chosen.convention)]
    if not conventional:
        return ()
    from cvrender import conformity

    found = (conformity.warnings(each, name, source.node) for each, name in conventional)
    return tuple(dict.fromkeys(fault for faults in found for fault in faults))


def finish(prepared: Result, files: list[File], job: Job) -> Result:
    """``prepared`` with its files, and with the warnings that these and their formats give."""
    pages = dict.fromkeys(page_warnings(files, prepared.source, prepared.documents))
    formats = dict.fromkeys(_format_warnings(prepared.documents, job))
    patches = _patch_warnings(prepared, job)
    warnings = (*prepared.warnings, *pages, *formats, *patches)
    if job.strict:
        stop_at(warnings)
    return prepared._replace(warnings=warnings, files=tuple(files))


def _patch_warnings(prepared: Result, job: Job) -> Iterator[Fault]:
    """What a PDF lacks where a library is not one that cvrender was tested with.

    Asked for after rendering: before that, WeasyPrint would have to be imported for it.
    """
    if not {"pdf", "png"}.isdisjoint(job.formats):
        from cvrender.renderers.pdf import patches

        theme = prepared.documents[0].theme
        yield from patches.warnings(prepared.source.node.position, theme)


def _format_warnings(documents: Iterable[Document], job: Job) -> Iterator[Fault]:
    """What of the themes will not look as it should in a format.

    Asked for after rendering: before that, every renderer would have to be imported for it.
    """
    for document in documents:
        yield from _unlike_template(document, job.formats)
        for name in job.formats:
            with suppress(CvrenderError):  # one that cannot be loaded says so when it renders
                yield from renderers.load(name).warnings(document.theme)


def _unlike_template(document: Document, formats: Iterable[str]) -> Iterator[Fault]:
    """What does not follow a Word template: letters, and pages where it is all that was asked for.

    A theme that names one has looks of its own for them.
    """
    theme, template = document.theme, document.theme.word_template
    titles = []
    for name in formats if template else ():
        with suppress(CvrenderError):  # as above
            renderer = renderers.load(name)
            follows = (
                document.outline.letter is None if name == "docx" else theme.base == theme.name
            )
            titles += [renderer.title] if renderer.arranged and not follows else []
    if template and titles:
        others = f"{listing(titles)} {'follow' if titles[1:] else 'follows'} `{theme.base}`"
        message = f"the Word template shapes the Word file of a CV alone: {others}"
        hint = f"to choose another, let a theme say `word: {{template: {template.path.name}}}`"
        yield Fault(template.position, "template-unused", message, hint, warning=True)


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
