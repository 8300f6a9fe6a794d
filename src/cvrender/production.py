"""Production: a Document → its Files, each rendered, read back and verified.

A worker of a batch does this part of the pipeline alone: it takes and gives plain values.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TYPE_CHECKING

from cvrender import plugins, sandbox
from cvrender.arrangement import arrange
from cvrender.errors import CvrenderError, GlyphError
from cvrender.extract import extract, extract_template, extract_untrusted, format_of
from cvrender.files import atomic, named
from cvrender.fitting import fit, page_gap, settle, short_page
from cvrender.renderers import fonts
from cvrender.renderers import registry as renderers
from cvrender.renderers.base import MARK
from cvrender.verify import Report, disclosed, verify, without_letterhead

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from cvrender.extract import Extract
    from cvrender.extract.process import ReaderProcess
    from cvrender.fitting import Excess, PageGap, ShortPage
    from cvrender.identity import Identity
    from cvrender.job import Job
    from cvrender.outline import Line, Outline
    from cvrender.renderers.base import Renderer
    from cvrender.theme import Theme

    Along = Callable[[Sequence["Document"]], Iterator["Document"]]

_PRINTED = ("pdf", "png")
"""The formats that WeasyPrint prints."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document to render: its file names without suffix, its content and its theme."""

    stem: str
    outline: Outline
    theme: Theme
    excess: Excess | None = None
    """Why it is longer than the token ``pages`` allows, once it is fitted."""
    not_beside: tuple[Line, ...] = ()
    """The titles of the sections that the sidebar has no room for, once it is fitted."""
    convention: str | None = None
    """The name of that which it follows."""
    identity: Identity | None = field(default=None, compare=False)
    """What must not be told in it, where it is anonymous."""

    @classmethod
    def of(
        cls,
        stem: str,
        outline: Outline,
        theme: Theme,
        convention: str | None = None,
        identity: Identity | None = None,
    ) -> Document:
        """A document in the print fonts that set its words whole.

        Lines of a tall script overlap in a theme that is made for Latin letters, and PDFium mixes
        them: they are as far apart as their language asks.
        """
        text = " ".join(map(str, outline.lines()))
        known = theme.tokens.fonts
        found = {use: fonts.for_words(text, family) for use, family in known}
        if found != dict(known):
            theme = replace(theme, tokens=theme.tokens.changed(fonts=found))
        least = outline.language.line_height
        if theme.tokens.line_height < least:
            tokens = theme.tokens.model_copy(update={"line_height": least})
            theme = replace(theme, tokens=tokens)
        return cls(stem, outline, theme, convention=convention, identity=identity)

    def verified(self, outline: Outline, extract: Extract, template: Extract | None) -> Report:
        """What one reader found of ``outline``, this one's, in a file set in ``template``."""
        alone = without_letterhead(extract, template, outline)
        report = verify(outline, alone, self.theme.typesetting)
        return disclosed(report, extract, outline, self.identity) if self.identity else report

    def fills_template(self, name: str) -> bool:
        """Whether its file of this format is set in a Word template, whose sizes are its own."""
        return name == "docx" and not self.outline.letter and self.theme.word_template is not None

    def fitted(self) -> Document:
        """What formats with pages are given: it costs layouts of the PDF."""
        theme, not_beside = settle(self.outline, self.theme)
        outline, theme, excess = fit(self.outline, theme)
        return replace(self, outline=outline, theme=theme, excess=excess, not_beside=not_beside)

    def outline_for(self, renderer: Renderer) -> Outline:
        """The content in the order in which a file of this format holds it.

        Entries are as the theme arranges them, in a format that follows it. Where the theme's
        sidebar stands beside the text, its sections come first.
        """
        tokens = self.theme.tokens
        outline = arrange(self.outline, tokens) if renderer.arranged else self.outline
        return outline.led_by(tokens.sidebar.sections) if renderer.columns(tokens) else outline

    def made_with(self, formats: tuple[str, ...]) -> Document:
        """As it is made in ``formats``: its web page knows which files lie beside it."""
        wanted = (name for name in self.theme.tokens.web.download if name in formats)
        names = tuple(f"{self.stem}{renderers.load(name).suffix}" for name in wanted)
        return replace(self, outline=replace(self.outline, downloads=names))


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


def produce(document: Document, job: Job, reader: ReaderProcess | None = None) -> list[File]:
    """Fit, render, extract and verify a document in every format; nothing is written.

    Takes and gives plain values only: the work of any ``concurrent.futures.Executor``. Raises
    GlyphError where no font has a character; ``glyphs_located`` says where it stands.
    """
    with sandbox.kept():
        if not document.theme.trusted and "pdf" in job.formats:
            sandbox.expect(("read", document.theme.folders), "pypdf", "pypdfium2")
        return _produced(document, job, reader)


def _produced(document: Document, job: Job, reader: ReaderProcess | None) -> list[File]:
    formats = dict.fromkeys(job.formats)
    web = document.made_with(job.formats)
    paged = [name for name in formats if _is_paged(name) and not document.fills_template(name)]
    fitted = document.fitted() if paged else web
    set_as = {name: fitted if name in paged else web for name in formats}
    begun = _begun(set_as)
    made = {
        name: _render(set_as[name], name, job, reader, begun.get(name))
        for name in sorted(set_as, key=begun.__contains__)
    }
    verified = [_verify(each, made[name], reader) for name, each in set_as.items()]
    return [page for file in verified for page in _split(file)]


def _is_paged(name: str) -> bool:
    with suppress(CvrenderError):  # one that cannot be loaded says so when it renders
        return renderers.load(name).paged
    return False


def _begun(set_as: Mapping[str, Document]) -> dict[str, Callable[[], bytes]]:
    """The format that the press prints while this process makes the others, if there is one."""
    names = [name for name in _PRINTED if name in set_as and set_as[name].theme.trusted]
    if len(names) != 1 or not sandbox.has_press():
        return {}
    (name,) = names
    document = set_as[name]
    outline = document.outline_for(renderers.load(name))
    return {name: sandbox.begun(renderers.render, document.theme, name, outline)}


def render_format(document: Document, name: str) -> bytes:
    """``document`` in the format ``name``; in the sandbox, unless its theme is trusted.

    Raises what the renderer raises on purpose; of anything else, its package is blamed.
    """
    outline, theme = document.outline_for(renderers.load(name)), document.theme
    with plugins.blamed("format", name):
        if theme.trusted and name not in _PRINTED:
            return renderers.render(theme, name, outline)
        return sandbox.run_theme(theme, renderers.render, name, outline)


def _render(
    document: Document,
    name: str,
    job: Job,
    reader: ReaderProcess | None,
    begun: Callable[[], bytes] | None,
) -> File:
    """One format of ``document``, which ``reader`` begins to read where it can."""
    path = job.output / f"{document.stem}.{name}"
    try:
        path = path.with_name(f"{document.stem}{renderers.load(name).suffix}")
        data = begun() if begun else render_format(document, name)
    except GlyphError:
        raise
    except CvrenderError as error:
        return File(name, path, error=error)
    if reader is not None and name == "pdf" and document.theme.trusted:
        reader.send(data)
    return File(name, path, data)


def _verify(document: Document, file: File, reader: ReaderProcess | None) -> File:
    """``file`` read back and held against what it was made from."""
    if file.error is not None:
        return file
    try:
        extracts = _extract(document.theme, file, reader)
    except CvrenderError as error:
        return replace(file, error=error)
    return held(document, file, extracts)


def held(document: Document, file: File, extracts: tuple[Extract, ...]) -> File:
    """``file`` with what is found when ``extracts`` of it are held against ``document``."""
    outline = document.outline_for(renderers.load(file.format))
    fills_template = document.fills_template(file.format)
    template = extract_template(document.theme) if fills_template else None
    return replace(
        file,
        pages=max((each.pages for each in extracts if each.pages), default=None),
        reports=tuple(document.verified(outline, each, template) for each in extracts),
        short_page=short_page(outline, document.theme.tokens, extracts),
        page_gap=page_gap(outline, document.theme.tokens, extracts),
        excess=document.excess,
        not_beside=document.not_beside,
        convention=document.convention,
    )


def _extract(theme: Theme, file: File, reader: ReaderProcess | None) -> tuple[Extract, ...]:
    """What each reader finds in ``file``; in the sandbox, where its theme is not trusted."""
    if not theme.trusted:
        return extract_untrusted(file.data, file.path.suffix, ("read", theme.folders))
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
