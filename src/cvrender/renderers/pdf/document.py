"""PDF layout: the web page of an Outline, printed by WeasyPrint, and how far it fills its pages."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cvrender.renderers import fonts
from cvrender.renderers.html import css_tokens
from cvrender.renderers.html.font_faces import font_faces
from cvrender.renderers.html.page import page
from cvrender.renderers.pdf import conformance, engine, missing_glyphs, page_fill
from cvrender.renderers.pdf.print_css import page_rules
from cvrender.renderers.sidebar import has_sidebar, sections_beside
from cvrender.theme.measures import to_points

if TYPE_CHECKING:
    from cvrender.outline import Outline, Section
    from cvrender.renderers.pdf.url_fetcher import Fetcher
    from cvrender.theme import Theme

_POINTS_PER_PIXEL = 0.75
_measured: dict[tuple[Outline, Theme], Any] = {}
"""The layouts that have been measured: one of them is likely to be the one to be written."""
_MOST = 5
_style_sheets: dict[tuple[str, tuple[Path, ...]], Any] = {}
_MOST_SHEETS = 48


def render(outline: Outline, theme: Theme) -> bytes:
    """A file that is PDF/UA-1 and PDF/A-3a, or PDF/A-2a without the attachment.

    Raises MachineError where Pango is missing, GlyphError where a character cannot be drawn.
    """
    document = laid_out(outline, theme)
    with document.url_fetcher:  # a drawing asks for its pictures when it is drawn
        pdf = conformance.write(document, outline, theme.tokens.files.attachment)
    missing_glyphs.check(point for font in document.fonts.values() for point in font.missing)
    return pdf


def laid_out(outline: Outline, theme: Theme) -> Any:
    """WeasyPrint's document, as it is measured where it has been. Raises MachineError."""
    with _fetcher(theme) as fetcher:
        document = _measured.get((outline, theme)) or _layout(outline, theme, fetcher)[0]
    _measured.clear()
    return document


def fills(outline: Outline, theme: Theme) -> tuple[float, ...]:
    """The part of the height between its margins that each page of the PDF fills.

    Where a sidebar is longer than its page, infinity follows: no page has room for it.

    ``render`` of the same document takes the layout that was made for it.
    """
    if len(_measured) == _MOST:
        _measured.clear()
    with _fetcher(theme) as fetcher:
        document, fits = _layout(outline, theme, fetcher)
    _measured[outline, theme] = document
    filled = page_fill.fills(document, theme.tokens.page)
    return filled if fits else (*filled, inf)


def length(outline: Outline, theme: Theme) -> float:
    """The number of pages that the document fills, as a fraction: 1.5 is one and a half."""
    return _length(fills(outline, theme))


def length_of_both(outline: Outline, theme: Theme) -> float:
    """The pages that the PDF of ``outline`` fills, or the Word file, where that may be more.

    Word has a sidebar on every page, or none: its sections are part of the text, then, in the
    author's order.
    """
    tokens = theme.tokens
    led = outline.led_by(tokens.sidebar.sections)
    filled = length(led, theme)
    in_word = led if tokens.word.sidebar == "column" else outline
    as_printed = in_word is led and tokens.sidebar.pages == "all"
    too_long = filled > (tokens.pages or filled)
    if as_printed or too_long or not has_sidebar(led, tokens):
        return filled
    look = replace(theme, tokens=tokens.changed(sidebar={"pages": "all"}))
    with _fetcher(look) as fetcher:
        document = _set(in_word, look, fetcher, beside=in_word is led)
    return max(filled, _length(page_fill.fills(document, tokens.page)))


def _length(filled: tuple[float, ...]) -> float:
    return len(filled) - 1 + filled[-1]


def first_beyond_sidebar(outline: Outline, theme: Theme) -> Section | None:
    """The first section of its sidebar that the first page has no room for; None if there is none.

    A section has none, either, if it has a word that is wider than the sidebar.
    """
    sections = [s for s in outline.sections if s.kind in theme.tokens.sidebar.sections]
    beside = sections_beside(outline, theme.tokens)
    if len(beside) < len(sections):
        return sections[len(beside)]
    with _fetcher(theme) as fetcher:
        document = _set(replace(outline, sections=beside), theme, fetcher, beside=True)
    ends = [*(section.anchor for section in beside[1:]), "side-end"]
    fits = (_stands(document, end, theme) for end in ends)
    return next((s for s, fit in zip(beside, fits, strict=True) if not fit), None)


def _stands(document: Any, anchor: str, theme: Theme) -> bool:
    """Whether ``anchor`` stands on the first page, above its lower margin."""
    top: float = document.pages[0].anchors.get(anchor, (0, inf))[1]
    foot = theme.tokens.page.paper[1] - to_points(theme.tokens.page.margin.bottom)
    return top * _POINTS_PER_PIXEL <= foot


def _layout(outline: Outline, theme: Theme, fetcher: Fetcher) -> tuple[Any, bool]:
    """WeasyPrint's document, and whether a sidebar has room in it; otherwise it is above the text.

    It takes no height from the text, so what does not fit beside it would be lost.
    """
    if not has_sidebar(outline, theme.tokens):
        return _set(outline, theme, fetcher, beside=False), True
    document = _set(outline, theme, fetcher, beside=True)
    if _stands(document, "side-end", theme):
        return document, True
    return _set(outline, theme, fetcher, beside=False), False


def _set(outline: Outline, theme: Theme, fetcher: Fetcher, beside: bool) -> Any:
    text = page(outline, theme, "print", css="", beside=beside)
    printed = engine.weasyprint().HTML(string=text, base_url=_base(theme), url_fetcher=fetcher)
    css = (page_rules(outline, theme, beside), _declared(outline, theme), theme.css)
    sheets = [_style_sheet(each, theme) for each in css]
    return printed.render(font_config=engine.fonts(), stylesheets=sheets)


def _base(theme: Theme) -> str | None:
    return f"{theme.folders[0].resolve().as_uri()}/" if theme.folders else None


def _declared(outline: Outline, theme: Theme) -> str:
    """The theme's tokens and faces: what its style sheet, the same at every scale, refers to."""
    faces = font_faces(outline, theme.tokens, Path.as_uri)
    return "\n".join((css_tokens.declared(theme.tokens), *faces))


def _style_sheet(css: str, theme: Theme) -> Any:
    """``css`` as WeasyPrint has parsed it; a theme's, which takes 30 ms, for all its documents."""
    key = css, theme.folders
    sheet = _style_sheets.pop(key, None)
    if sheet is None:
        with _fetcher(theme) as fetcher:
            sheet = engine.weasyprint().CSS(
                string=css, base_url=_base(theme), url_fetcher=fetcher, font_config=engine.fonts()
            )
    _style_sheets[key] = sheet  # the latest stands last
    if len(_style_sheets) > _MOST_SHEETS:
        del _style_sheets[next(iter(_style_sheets))]
    return sheet


def _fetcher(theme: Theme) -> Fetcher:
    engine.weasyprint()  # first, with its patches: the fetcher's module imports it, too
    from cvrender.renderers.pdf.url_fetcher import Fetcher

    return Fetcher(theme, fonts.folders())
