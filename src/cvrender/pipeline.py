"""The stages in order: read → compose → render → extract → verify. The only place that writes.

::

    source file ─ read ─▶ CV ─ compose ─▶ Outline ─ render ─▶ bytes ─ extract ─▶ text
                                              └────────────── verify ◀─────────────┘
"""

from __future__ import annotations

import re
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from cvrender import apart, plugins, whole
from cvrender import theme as themes
from cvrender.choice import Choice
from cvrender.compose import compose
from cvrender.design import option
from cvrender.errors import (
    CvrenderError,
    Fault,
    GlyphError,
    Position,
    SourceError,
    UsageError,
    undrawn,
)
from cvrender.extract import Ahead, Extract, extracts, kind_of, pages, pdf_by_pdfium
from cvrender.model import ALL
from cvrender.renderers import registry as renderers
from cvrender.renderers.base import MARK
from cvrender.source import Source, file_bytes, read
from cvrender.validate import near
from cvrender.verify import Report, verify

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cvrender.outline import Outline
    from cvrender.renderers.base import Renderer
    from cvrender.theme import Theme

__all__ = [
    "Document",
    "Job",
    "Output",
    "Source",
    "check",
    "documents",
    "draft",
    "file_stem",
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
class Job:
    """What is to be made of a source.

    ``theme`` None means the one that the source names. ``variants`` and ``languages`` may say
    ``all``; empty, they mean the whole CV and its first language. ``public`` leaves out what is
    private; ``strict`` makes faults of warnings.
    """

    source: Path
    formats: tuple[str, ...] = ("pdf", "docx")
    theme: str | None = None
    output: Path = Path("output")
    variants: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    public: bool = False
    strict: bool = False
    design: tuple[str, ...] = ()
    """Tokens to change, as ``colors.accent=#0b6e4f``; they win over the source's."""


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
    last: bool = False
    """Whether it is the last of several pages: what an earlier run left behind it goes."""

    @property
    def exit_code(self) -> int:
        if self.error is not None:
            return self.error.exit_code
        return 0 if all(report.good for report in self.reports) else 3


def check(path: Path, strict: bool = False) -> Source:
    """Read a source and settle all that can be settled without rendering it."""
    job = Job(path, variants=(ALL,), languages=(ALL,), strict=strict)
    source = _read(job)
    documents(job, source)
    return source


def documents(job: Job, source: Source) -> tuple[Document, ...]:
    """What is to be set of ``source``: one Document for each choice that ``job`` makes.

    Raises UsageError for a variant or a language that the source does not have.
    """
    cv = source.cv
    variants = _asked("variant", job.variants, cv.variants) or (None,)
    languages = _asked("language", job.languages, cv.spoken) or cv.spoken[:1]
    stem = file_stem(str(compose(cv, files=source.files).name))
    name_language = len(languages) > 1 or languages != cv.spoken[:1]
    found = {variant: _theme(job, source, variant) for variant in variants}
    return tuple(
        _document(
            "_".join(filter(None, (stem, variant, language if name_language else None))),
            compose(cv, Choice(variant, language, job.public), source.files),
            found[variant],
        )
        for variant in variants
        for language in languages
    )


def _document(stem: str, outline: Outline, theme: Theme) -> Document:
    """In every format of a theme the sections stand in the same order."""
    return Document(stem, outline.led_by(theme.tokens.sidebar.sections), theme)


def fitted(document: Document, source: Source) -> tuple[Document, tuple[Fault, ...]]:
    """``document`` in the pages that its theme's token ``pages`` allows, and a warning if not."""
    if document.theme.tokens.pages is None:
        return document, ()
    found = apart.fitted(document.outline, document.theme)
    document = replace(document, theme=found.theme)
    if not found.excess:
        return document, ()
    given = source.node.trail(("design", "pages"))
    asked = Position(f"--set pages={document.theme.tokens.pages}", 1, 1)
    position = given[-1][1].position if given[-1][0] == "pages" else asked
    hint = "cut something, or allow one page more"
    return document, (Fault(position, "too-long", found.excess, hint, warning=True),)


def _asked(what: str, names: tuple[str, ...], known: Iterable[str]) -> tuple[str, ...]:
    """The names asked for, each once; ``all`` stands for every known one."""
    every = tuple(known)
    for name in names:
        if name not in (*every, ALL):
            hint = near(name, every) or (f"known: {', '.join(every)}" if every else "")
            raise UsageError(f"the CV has no {what} `{name}`", hint)
    return every if ALL in names else tuple(dict.fromkeys(names))


def _theme(job: Job, source: Source, variant: str | None) -> Theme:
    chosen = source.cv.variants[variant].theme if variant else None
    own = (source.node.at(("design",)),) if source.cv.design else ()
    designs = (*own, *map(option, job.design))
    places = themes.places(source.path.parent)
    return themes.find(job.theme or chosen or source.cv.theme, places, designs)


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
        return source, tuple(write(output, data) for output, data in files)


def prepare(job: Job) -> tuple[Source, tuple[Document, ...]]:
    """Read the source of ``job`` and settle all that comes before rendering.

    Raises SourceError or UsageError.
    """
    for name in set(job.formats) - set(renderers.names()):
        renderers.load(name)
    source = _read(job)
    fitting = [fitted(document, source) for document in documents(job, source)]
    warnings = tuple(warning for _, found in fitting for warning in found)
    source = replace(source, warnings=(*source.warnings, *warnings))
    return source, tuple(document for document, _ in fitting)


def inputs(source: Source, prepared: Iterable[Document]) -> tuple[Path, ...]:
    """The files that decide what ``source`` becomes: its own, and its themes'."""
    folders = dict.fromkeys(folder for document in prepared for folder in document.theme.folders)
    return (*source.inputs, *(path for folder in folders for path in sorted(folder.iterdir())))


def _read(job: Job) -> Source:
    source = read(job.source)
    return source.strict() if job.strict else source


def verify_file(job: Job, source: Source, path: Path) -> tuple[Report, ...]:
    """Hold a finished file, perhaps edited since, against its source.

    Where ``job`` makes several choices, the one that the file comes nearest to counts.
    """
    found = tuple(extracts(file_bytes(path), path.suffix))
    reports = (
        tuple(verify(document.outline, extract) for extract in found)
        for document in documents(job, source)
    )
    return min(reports, key=lambda those: sum(len(report.findings) for report in those))


def file_stem(name: str) -> str:
    """``Zoë Müller-Lüdenscheidt`` → ``Zoe_Muller-Ludenscheidt_CV``: ASCII, safe in every system."""
    if not name.isascii():
        from anyascii import anyascii

        name = anyascii(name)
    return "_".join([*re.findall(r"[A-Za-z0-9-]+", name.replace("'", "")), "CV"])


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
        if ahead is not None and name == "pdf":
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
        return apart.render(renderer.name, document.outline, document.theme)


def _verified(document: Document, output: Output, data: bytes, ahead: Ahead | None) -> Output:
    if output.error is not None:
        return output
    try:
        read = _extracts(data, output.path.suffix, ahead if output.format == "pdf" else None)
        reports = tuple(verify(document.outline, extract) for extract in read)
        count = pages(data) if kind_of(data) == "pdf" else None
    except CvrenderError as error:
        return Output(output.format, output.path, output.size, error=error)
    return Output(output.format, output.path, output.size, count, reports)


def _extracts(data: bytes, suffix: str, ahead: Ahead | None) -> Iterable[Extract]:
    if ahead is not None and kind_of(data) == "pdf":
        return (pdf_by_pdfium(data), ahead.extract())
    return extracts(data, suffix)


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
