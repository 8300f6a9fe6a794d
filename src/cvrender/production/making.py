"""Making: a Document → its Files, each rendered, read back and verified."""

import importlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import NoReturn

from cvrender import plugins, sandbox
from cvrender.errors import CvrenderError, GlyphError
from cvrender.extract import (
    Extract,
    extract,
    extract_beside,
    extract_template,
    extract_untrusted,
    format_of,
)
from cvrender.extract.process import ReaderProcess
from cvrender.job import Job
from cvrender.production.document import Document
from cvrender.production.file import File, split
from cvrender.renderers import registry as renderers

_PRINTED = ("pdf", "png")
"""The formats that WeasyPrint prints."""


def produce(document: Document, job: Job, reader: ReaderProcess | None = None) -> list[File]:
    """Fit, render, extract and verify a document in every format; nothing is written.

    Takes and gives plain values only: the work of any ``concurrent.futures.Executor``. Raises
    GlyphError where no font has a character; ``glyphs_located`` says where it stands.
    """
    with sandbox.kept():
        theme = document.theme
        if theme.isolated and "pdf" in job.formats:
            sandbox.expect(("render", theme.folders), "cvrender.renderers.html.page", "lxml.html")
        return _produced(document, job, reader)


def _produced(document: Document, job: Job, reader: ReaderProcess | None) -> list[File]:
    formats = dict.fromkeys(job.formats)
    web = document.made_with(job.formats)
    paged = [name for name in formats if _is_paged(name) and not document.fills_template(name)]
    fitted = document.fitted() if paged else web
    set_as = {name: fitted if name in paged else web for name in formats}
    begun = _begun(set_as)
    needed = _needed_to_read(document)
    if document.theme.isolated and "pdf" in formats:  # when its page has been made
        sandbox.expect(("read", document.theme.folders), "pypdfium2", *needed)
    files: dict[str, File] = {}
    for name in sorted(set_as, key=begun.__contains__):
        for module in needed if name in begun and not document.theme.isolated else ():
            importlib.import_module(module)  # while the press prints
        files[name] = _render(set_as[name], name, job, reader, begun.get(name))
        if begun:  # while the press prints
            files[name] = _verify(set_as[name], files[name], reader)
    if not begun:  # while ``reader`` reads
        files = {name: _verify(set_as[name], file, reader) for name, file in files.items()}
    return [page for name in set_as for page in split(files[name])]


def _needed_to_read(document: Document) -> tuple[str, ...]:
    """The modules, slow to import, that read its PDF beside pypdf's reading of most."""
    of_tags = ("pypdf",) if document.outline.pictures else ()
    return of_tags if document.theme.trusted else ("PIL.ImageChops", *of_tags)


def _is_paged(name: str) -> bool:
    with suppress(CvrenderError):  # one that cannot be loaded says so when it renders
        return renderers.load(name).paged
    return False


def _begun(set_as: Mapping[str, Document]) -> dict[str, Callable[[], bytes]]:
    """The format that the press prints while this process makes the others, if there is one."""
    names = [name for name in _PRINTED if name in set_as]
    if len(names) != 1 or not sandbox.has_press(set_as[names[0]].theme):
        return {}
    from cvrender.renderers.pdf import printing

    (name,) = names
    document = set_as[name]
    try:
        with plugins.blamed("format", name):
            outline = document.outline_for(renderers.load(name))
            return {name: printing.begun(outline, document.theme)}
    except CvrenderError as error:
        return {name: partial(_fail, error)}  # `_render` tells it


def _fail(error: CvrenderError) -> NoReturn:
    raise error


def render_format(document: Document, name: str) -> bytes:
    """``document`` in the format ``name``; in the sandbox, if its theme is isolated.

    What is printed sees to that itself: its page and its layout are made in processes of their own.

    Raises what the renderer raises on purpose; of anything else, its package is blamed.
    """
    outline, theme = document.outline_for(renderers.load(name)), document.theme
    with plugins.blamed("format", name):
        if name in _PRINTED:
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
        extracts = _extract(document, file, reader)
    except CvrenderError as error:
        return replace(file, error=error)
    return held(document, file, extracts)


def held(document: Document, file: File, extracts: tuple[Extract, ...]) -> File:
    """``file`` with what is found when ``extracts`` of it are held against ``document``."""
    from cvrender.fitting.white_pages import page_gap, short_page

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


def _extract(document: Document, file: File, reader: ReaderProcess | None) -> tuple[Extract, ...]:
    """What each reader finds in ``file``; in the sandbox, where its theme is isolated."""
    theme, is_pdf = document.theme, file.format == "pdf" and format_of(file.data) == "pdf"
    if is_pdf and reader is None and sandbox.has_press(theme) and not document.outline.pictures:
        return extract_beside(file.data, theme)
    if theme.isolated:
        return extract_untrusted(file.data, file.path.suffix, ("read", theme.folders))
    if is_pdf and reader is not None and theme.trusted:
        return reader.receive()
    return extract(file.data, file.path.suffix, untrusted=not theme.trusted)
