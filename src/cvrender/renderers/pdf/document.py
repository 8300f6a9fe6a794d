"""Outline → tagged PDF: the web page printed by WeasyPrint."""

from __future__ import annotations

from functools import lru_cache
from math import inf
from typing import TYPE_CHECKING, Any

from cvrender.errors import Fault
from cvrender.renderers import fonts
from cvrender.renderers.html import css_tokens
from cvrender.renderers.html.page import has_sidebar, page
from cvrender.renderers.pdf import conformance, engine, missing_glyphs
from cvrender.theme.tokens import PAGE_SIZES, to_points

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cvrender.outline import Outline
    from cvrender.renderers.pdf.url_fetcher import Fetcher
    from cvrender.theme import Theme

__all__ = ["absent_families", "length", "length_of_both", "render"]

_END = '<p id="end"></p>'
_POINTS_PER_PIXEL = 0.75
_SHORT_NAME = 60  # characters; with a longer one the footer would take several lines


def render(outline: Outline, theme: Theme) -> bytes:
    """A file that is PDF/UA-1 and PDF/A-3a.

    Raises MachineError where Pango is missing, GlyphError where a character cannot be drawn.
    """
    with _fetcher(theme) as fetcher:
        document = _layout(outline, theme, fetcher)
        pdf = conformance.write(document, outline)
    missing_glyphs.check(point for font in document.fonts.values() for point in font.missing)
    return pdf


def length(outline: Outline, theme: Theme) -> float:
    """How many pages the document fills, the last one counted as far as it is filled."""
    with _fetcher(theme) as fetcher:
        return _filled(_layout(outline, theme, fetcher, _END), theme)


def length_of_both(outline: Outline, theme: Theme) -> float:
    """How many pages the PDF of ``outline`` fills, or the Word file, where that may be more.

    What stands in a sidebar is part of the text in Word, where the author has it.
    """
    led = outline.led_by(theme.tokens.sidebar.sections)
    filled = length(led, theme)
    if filled > (theme.tokens.pages or filled) or not has_sidebar(led, theme.tokens):
        return filled
    with _fetcher(theme) as fetcher:
        return max(filled, _filled(_set(outline, theme, fetcher, _END, beside=False), theme))


def _filled(document: Any, theme: Theme) -> float:
    pages = document.pages
    margin = theme.tokens.page.margin
    top, bottom = to_points(margin.top), to_points(margin.bottom)
    height = PAGE_SIZES[theme.tokens.page.size][1] - top - bottom
    end = pages[-1].anchors["end"][1] * _POINTS_PER_PIXEL
    return len(pages) - 1 + float(end - top) / height


def absent_families(theme: Theme) -> Iterator[Fault]:
    """A warning for each family of ``theme`` that is not here: another one is printed."""
    for family, position in theme.families:
        if fonts.face(family, "Regular") or family in theme.css or engine.has_family(family):
            continue
        message = f"the font `{family}` is not installed: another one is used"
        hint = "install it, or use Source Sans Pro or Source Serif Pro"
        yield Fault(position, "absent-font", message, hint, warning=True)


def _layout(outline: Outline, theme: Theme, fetcher: Fetcher, after: str = "") -> Any:
    """WeasyPrint's document. A sidebar that is longer than its page stands above the text.

    It takes no height from the text, so what does not fit beside it would be lost.
    """
    if not has_sidebar(outline, theme.tokens):
        return _set(outline, theme, fetcher, after, beside=False)
    document = _set(outline, theme, fetcher, after, beside=True)
    fits = _side_end(document.pages[0]) <= _foot(theme)
    return document if fits else _set(outline, theme, fetcher, after, beside=False)


def _side_end(page: Any) -> float:
    """Where the sidebar ends on its page, in points from the top; infinite where it does not."""
    end: float = page.anchors.get("side-end", (0, inf))[1]
    return end * _POINTS_PER_PIXEL


def _foot(theme: Theme) -> float:
    """Where the text of a page ends at the latest, in points from the top."""
    page = theme.tokens.page
    return PAGE_SIZES[page.size][1] - to_points(page.margin.bottom)


def _set(outline: Outline, theme: Theme, fetcher: Fetcher, after: str, beside: bool) -> Any:
    text = page(outline, theme, "print", css="", beside=beside) + after
    printed = engine.weasyprint().HTML(string=text, base_url=_base(theme), url_fetcher=fetcher)
    css = (_sheet(outline, theme, beside), _css(outline, theme))
    sheets = [_style_sheet(each, theme, _base(theme)) for each in css]
    return printed.render(font_config=engine.fonts(), stylesheets=sheets)


def _base(theme: Theme) -> str | None:
    return f"{theme.folders[0].resolve().as_uri()}/" if theme.folders else None


def _css(outline: Outline, theme: Theme) -> str:
    """What is the same for everybody's document in a theme, but for the faces that it needs."""
    values = css_tokens.of(theme.tokens)
    rules = (*_faces(outline, theme), theme.css)
    return css_tokens.settled("\n".join((css_tokens.declared(values), *rules)), values, theme)


@lru_cache(maxsize=16)
def _style_sheet(css: str, theme: Theme, base: str | None) -> Any:
    """WeasyPrint's reading of ``css``, once for all documents that look alike: 30 ms each."""
    with _fetcher(theme) as fetcher:
        return engine.weasyprint().CSS(
            string=css, base_url=base, url_fetcher=fetcher, font_config=engine.fonts()
        )


def _sheet(outline: Outline, theme: Theme, beside: bool) -> str:
    """The @page rules: paper, margins, the sidebar's panel, the footer from the second page on."""
    width, height = PAGE_SIZES[theme.tokens.page.size]
    margin = theme.tokens.page.margin
    panel = _panel(outline, theme) if beside else ""
    rule = (
        f"@page {{ size: {width}pt {height}pt;"
        f" margin: {margin.top} {margin.right} {margin.bottom} {margin.left} }}"
    )
    return rule + panel + _footer(outline, theme)


def _panel(outline: Outline, theme: Theme) -> str:
    """A band behind the sidebar, which the text leaves free on the first page, and only there."""
    tokens, margin = theme.tokens, theme.tokens.page.margin
    rtl = outline.direction == "rtl"
    side = "right" if rtl else "left"
    outer, room = to_points(getattr(margin, side)), to_points(css_tokens.SIDE_ROOM)
    edge = outer + to_points(tokens.sidebar.width) + room
    color = tokens.colors.panel
    width, height = PAGE_SIZES[tokens.page.size]
    left = to_points(margin.left) if rtl else edge + room
    # A page's background is placed from its text area, and has to reach the paper's corner.
    return (
        f"@page :first {{ margin-{side}: {edge + room:g}pt;"
        f" background: linear-gradient(to {'left' if rtl else 'right'},"
        f" {color} {edge:g}pt, #ffffff {edge:g}pt) no-repeat;"
        f" background-size: {width}pt {height}pt;"
        f" background-position: -{left:g}pt -{margin.top}; }}"
    )


def _footer(outline: Outline, theme: Theme) -> str:
    tokens = theme.tokens
    if tokens.footer.show == "none":
        return ""
    named = tokens.footer.show == "name-and-pages" and len(str(outline.name)) <= _SHORT_NAME
    name = f"{outline.name} · " if named else ""
    content = " ".join(_content(name + outline.words.page))
    return (
        f"@page {{ @bottom-center {{ content: {content}; color: {tokens.colors.muted};"
        f" font: {tokens.sizes.small} {css_tokens.stack(tokens.fonts.body)}; }} }}"
        "@page :first { @bottom-center { content: none; } }"
    )


def _content(words: str) -> Iterator[str]:
    """``Page {page} of {pages}`` as a CSS content list."""
    for before, _, rest in [words.partition("{page}")]:
        yield css_tokens.css_string(before)
        yield "counter(page)"
        middle, _, after = rest.partition("{pages}")
        yield css_tokens.css_string(middle)
        yield "counter(pages)"
        yield css_tokens.css_string(after)


def _faces(outline: Outline, theme: Theme) -> Iterator[str]:
    """The faces that the page needs: each one costs 10 ms."""
    tokens = theme.tokens
    needed = {(tokens.fonts.body, style) for style in _body_styles(outline)}
    needed |= {
        (tokens.fonts.heading, weight.capitalize())
        for weight in (tokens.headings.weight, tokens.header.weight)
    }
    for family, style in sorted(needed):
        if (face := fonts.face(family, style)) is not None:
            weight, slope = fonts.STYLES[style]
            yield (
                f'@font-face {{ font-family: "{family}"; src: url("{face.as_uri()}");'
                f" font-weight: {weight}; font-style: {slope}; }}"
            )


def _body_styles(outline: Outline) -> Iterator[str]:
    yield from ("Regular", "It", "Semibold")
    spans = [span for line in outline.lines() for span in line.spans if span.bold]
    if spans:
        yield "Bold"
    if any(span.italic for span in spans):
        yield "BoldIt"


def _fetcher(theme: Theme) -> Fetcher:
    engine.weasyprint()
    from cvrender.renderers.pdf.url_fetcher import (
        Fetcher,  # imports it too, and slowly where it is first
    )

    return Fetcher(theme, fonts.folders())
