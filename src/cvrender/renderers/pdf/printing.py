"""Printing: an Outline in a theme → Sheets, made here, and what is printed and measured of them.

The sandbox says which process that is. In a theme of a stranger, one within limits makes the page.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from math import inf
from pathlib import Path

from cvrender import sandbox
from cvrender.outline import Outline, Section
from cvrender.renderers.html import css_tokens
from cvrender.renderers.html.font_faces import font_faces
from cvrender.renderers.html.resource_policy import Files
from cvrender.renderers.json_resume import document as resume
from cvrender.renderers.pdf import document
from cvrender.renderers.pdf.print_css import page_rules
from cvrender.renderers.pdf.sheet import Area, Sheet
from cvrender.renderers.sidebar import has_sidebar, sections_beside
from cvrender.theme import Theme
from cvrender.theme.measures import to_points
from cvrender.theme.tokens import Tokens


def render(outline: Outline, theme: Theme) -> bytes:
    """The PDF. Raises what ``document.pdf`` does, and what making the page does."""
    return begun(outline, theme)()


def begun(outline: Outline, theme: Theme) -> Callable[[], bytes]:
    """``render``, begun in the press where one waits; call it for the bytes."""
    sheets, data = _sheets(outline, theme), attachment(outline, theme)
    first = sandbox.begun(document.pdf, next(sheets), data, theme=theme)
    return lambda: first() or sandbox.printed(document.pdf, next(sheets), data, theme=theme)


def joined(parts: Sequence[tuple[Outline, Theme]], theme: Theme) -> bytes:
    """What ``document.joined`` gives of a letter and the CV behind it, printed as ``theme`` is.

    Title and language are those of the first; the CV, which is the last, is attached if its theme
    says so.
    """
    sheets = [
        next(s for s in _sheets(*part) if sandbox.printed(document.has_room, s, theme=theme))
        for part in parts
    ]
    titles, tags = zip(*((o.title, o.language.tag) for o, _ in parts), strict=True)
    data = attachment(*parts[-1])
    return sandbox.printed(document.joined, sheets, titles, tags, data, theme=theme)


def attachment(outline: Outline, theme: Theme) -> bytes | None:
    """What the pages show, no more, for programs; empty for a letter, None where it is unwanted."""
    if not theme.tokens.files.attachment:
        return None
    return b"" if outline.letter is not None else resume(outline.unarranged())


def fills(outline: Outline, theme: Theme) -> tuple[float, ...]:
    """The part of the height between its margins that each page of the PDF fills.

    Where a sidebar is longer than its page, infinity follows: no page has room for it.
    """
    longer: tuple[float, ...] = ()
    for sheet in _sheets(outline, theme):
        if filled := sandbox.printed(document.fills, sheet, theme=theme):
            break
        longer = (inf,)
    return (*json.loads(filled), *longer)


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
    sheet = _sheet(in_word, look, beside=in_word is led)._replace(beside=False)
    return max(filled, _length(json.loads(sandbox.printed(document.fills, sheet, theme=look))))


def _length(filled: Sequence[float]) -> float:
    return len(filled) - 1 + filled[-1]


def first_beyond_sidebar(outline: Outline, theme: Theme) -> Section | None:
    """The first section of its sidebar that the first page has no room for; None if there is none.

    A section has none, either, if it has a word that is wider than the sidebar.
    """
    sections = [s for s in outline.sections if s.kind in theme.tokens.sidebar.sections]
    beside = sections_beside(outline, theme.tokens)
    if len(beside) < len(sections):
        return sections[len(beside)]
    sheet = _sheet(replace(outline, sections=beside), theme, beside=True)
    ends = [*(section.anchor for section in beside[1:]), "side-end"]
    fits = json.loads(sandbox.printed(document.standing, sheet, ends, theme=theme))
    return next((s for s, fit in zip(beside, fits, strict=True) if not fit), None)


def _sheets(outline: Outline, theme: Theme) -> Iterator[Sheet]:
    """With a sidebar beside the text, for as long as it has room there; else above it."""
    if has_sidebar(outline, theme.tokens):
        yield _sheet(outline, theme, beside=True)
    yield _sheet(outline, theme, beside=False)


def _sheet(outline: Outline, theme: Theme, beside: bool) -> Sheet:
    css = (page_rules(outline, theme, beside), _declared(outline, theme), theme.css)
    files = Files(theme.name, theme.folders, theme.page, theme.css, theme.screen)
    sandbox.ahead(document.parsed, css, files, theme=theme)  # while the page is made
    html = sandbox.run_theme(theme, _page, outline, beside).decode()
    return Sheet(html, css, files, _area(theme.tokens), beside)


def _page(theme: Theme, outline: Outline, beside: bool) -> bytes:
    from cvrender.renderers.html.page import page  # imports Jinja, 25 ms, while CSS is parsed

    return page(outline, theme, "print", css="", beside=beside).encode()


def _declared(outline: Outline, theme: Theme) -> str:
    """The theme's tokens and faces: what its style sheet, the same at every scale, refers to."""
    faces = font_faces(outline, theme.tokens, Path.as_uri)
    return "\n".join((css_tokens.declared(theme.tokens), *faces))


def _area(tokens: Tokens) -> Area:
    top, bottom = (to_points(each) for each in (tokens.page.margin.top, tokens.page.margin.bottom))
    return Area(top, tokens.page.paper[1] - bottom, tokens.page.text_height)
