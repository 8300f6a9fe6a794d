"""Outline → tagged PDF: the web page printed by WeasyPrint."""

from __future__ import annotations

import contextlib
import ctypes.util
import importlib
import io
import logging
import sys
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cvrender.errors import MachineError
from cvrender.renderers import archive, html
from cvrender.renderers.base import Renderer, moment
from cvrender.theme import PAGE_SIZES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cvrender.outline import Outline
    from cvrender.theme import Theme

__all__ = ["RENDERER"]

_FACES = {
    "Source Sans Pro": ("font_source_sans_pro", "SourceSansPro"),
    "Source Serif Pro": ("font_source_serif_pro", "SourceSerifPro"),
}
_STYLES = {
    "Regular": (400, "normal"),
    "It": (400, "italic"),
    "Semibold": (600, "normal"),
    "SemiboldIt": (600, "italic"),
    "Bold": (700, "normal"),
    "BoldIt": (700, "italic"),
}


def render(outline: Outline, theme: Theme) -> bytes:
    """A file that is PDF/UA-1 and PDF/A-3a. Raises MachineError where Pango is missing."""
    weasyprint = _weasyprint()
    page = html.page(
        outline, theme, "print", "\n".join((_sheet(outline, theme), *_faces(outline, theme)))
    )
    document = weasyprint.HTML(string=page, url_fetcher=_fetcher()).render(font_config=_fonts())
    if dated := moment():
        document.metadata.created = document.metadata.modified = f"{dated:%Y-%m-%dT%H:%M:%SZ}"
    pdf: bytes = document.write_pdf(
        finisher=archive.finish, pdf_variant=archive.VARIANT, pdf_identifier=b"cvrender"
    )
    return pdf


def _sheet(outline: Outline, theme: Theme) -> str:
    """The @page rules: paper, margins and, from the second page on, the footer."""
    width, height = PAGE_SIZES[theme.tokens.page.size]
    margin = theme.tokens.page.margin
    rule = (
        f"@page {{ size: {width}pt {height}pt;"
        f" margin: {margin.top} {margin.right} {margin.bottom} {margin.left}; }}"
    )
    return rule + _footer(outline, theme)


def _footer(outline: Outline, theme: Theme) -> str:
    tokens = theme.tokens
    if tokens.footer.show == "none":
        return ""
    name = f"{outline.name} · " if tokens.footer.show == "name-and-pages" else ""
    content = " ".join(_content(name + outline.words.page))
    return (
        f"@page {{ @bottom-center {{ content: {content}; color: {tokens.colors.muted};"
        f" font: {tokens.sizes.small} {html.stack(tokens.fonts.body)}; }} }}"
        "@page :first { @bottom-center { content: none; } }"
    )


def _content(words: str) -> Iterator[str]:
    """``Page {page} of {pages}`` as a CSS content list."""
    for before, _, rest in [words.partition("{page}")]:
        yield html.css_string(before)
        yield "counter(page)"
        middle, _, after = rest.partition("{pages}")
        yield html.css_string(middle)
        yield "counter(pages)"
        yield html.css_string(after)


def _faces(outline: Outline, theme: Theme) -> Iterator[str]:
    """The faces that the page needs: each one costs 10 ms."""
    fonts, weight = theme.tokens.fonts, theme.tokens.headings.weight
    styles = {(fonts.body, style) for style in _body_styles(outline)}
    styles |= {(fonts.heading, weight.capitalize())}
    for family, style in sorted(styles):
        if family in _FACES:
            package, stem = _FACES[family]
            url = (_folder(package) / f"{stem}-{style}.ttf").as_uri()
            weight_number, slope = _STYLES[style]
            yield (
                f'@font-face {{ font-family: "{family}"; src: url("{url}");'
                f" font-weight: {weight_number}; font-style: {slope}; }}"
            )


def _body_styles(outline: Outline) -> Iterator[str]:
    yield from ("Regular", "It", "Semibold")
    spans = [span for line in outline.lines() for span in line.spans if span.bold]
    if spans:
        yield "Bold"
    if any(span.italic for span in spans):
        yield "BoldIt"


@cache
def _folder(package: str) -> Path:
    return Path(str(files(package))) / "files"


@cache
def _weasyprint() -> Any:
    try:
        weasyprint = _imported()
    except OSError as error:
        remedy = "install Pango (the README's first lines do it)"
        raise MachineError("the PDF needs Pango, which is not on this machine", remedy) from error
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    return weasyprint


def _imported() -> Any:
    """WeasyPrint; on Linux without the search for libraries that its import starts.

    It tries each library under up to six names, and for a name that the loader does not know
    ``find_library`` starts ldconfig, gcc and ld: 54 processes, half of the import's time. The
    loader finds the right name without them. Where it does not, the import is tried as shipped.
    """
    quiet = contextlib.redirect_stdout(io.StringIO())  # a failing import prints advice
    if sys.platform == "linux":
        found = ctypes.util.find_library
        ctypes.util.find_library = lambda name: None
        try:
            with quiet:
                return importlib.import_module("weasyprint")
        except OSError:
            _forget("weasyprint")
        finally:
            ctypes.util.find_library = found
    with quiet:
        return importlib.import_module("weasyprint")


def _forget(package: str) -> None:
    """Drop what a failed import left half made."""
    for name in [name for name in sys.modules if name.split(".")[0] == package]:
        del sys.modules[name]


@cache
def _fonts() -> Any:
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


@cache
def _fetcher() -> Any:
    """Reads files of the font packages and nothing else."""
    from weasyprint.urls import URLFetcher

    roots = tuple(_folder(package).resolve() for package, _ in _FACES.values())

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("file:"):
                from urllib.request import url2pathname

                path = Path(url2pathname(url.removeprefix("file://"))).resolve()
                if any(path.is_relative_to(root) for root in roots):
                    return super().fetch(url, headers)
            raise ValueError(f"refused to read {url}")

    return Fetcher(allowed_protocols=("file",))


RENDERER = Renderer("pdf", ".pdf", "PDF", render)
