"""Outline → tagged PDF: the web page printed by WeasyPrint."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from cvrender.renderers import archive, engine, glyphs, html
from cvrender.renderers.base import Renderer
from cvrender.theme import PAGE_SIZES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cvrender.outline import Outline
    from cvrender.renderers.fetcher import Fetcher
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
    """A file that is PDF/UA-1 and PDF/A-3a.

    Raises MachineError where Pango is missing, GlyphError where a character cannot be drawn.
    """
    page = html.page(
        outline, theme, "print", "\n".join((_sheet(outline, theme), *_faces(outline, theme)))
    )
    weasyprint = engine.weasyprint()
    with _fetcher(theme) as fetcher:
        base = f"{theme.folders[0].resolve().as_uri()}/" if theme.folders else None
        printed = weasyprint.HTML(string=page, base_url=base, url_fetcher=fetcher)
        document = printed.render(font_config=engine.fonts())
        pdf = archive.write(document, outline)
    glyphs.check(point for font in document.fonts.values() for point in font.missing)
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


def _fetcher(theme: Theme) -> Fetcher:
    from cvrender.renderers.fetcher import Fetcher  # imports WeasyPrint

    return Fetcher(theme, tuple(_folder(package) for package, _ in _FACES.values()))


RENDERER = Renderer("pdf", ".pdf", "PDF", render)
