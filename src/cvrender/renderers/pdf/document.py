"""PDF layout: a Sheet printed by WeasyPrint, and how far it fills its pages.

What stands here runs in the process that prints, and gives bytes. Of a Sheet whose sidebar has no
room it gives none: the sidebar takes no height from the text, so what does not fit would be lost.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cvrender.renderers import fonts
from cvrender.renderers.html.resource_policy import Files
from cvrender.renderers.pdf import conformance, engine, missing_glyphs
from cvrender.renderers.pdf.sheet import Sheet

if TYPE_CHECKING:
    from cvrender.renderers.pdf.url_fetcher import Fetcher

_POINTS_PER_PIXEL = 0.75
_CONTENT = ("LineBox", "InlineReplacedBox", "BlockReplacedBox")
"""What a reader sees of the boxes of WeasyPrint: lines and pictures."""
_measured: dict[Sheet, Any] = {}
"""The layouts that have been measured: one of them is likely to be the one to be written."""
_MOST = 5
_style_sheets: dict[tuple[str, tuple[Path, ...]], Any] = {}
_MOST_SHEETS = 48


def pdf(sheet: Sheet, resume: bytes | None) -> bytes:
    """A file that is PDF/UA-1 and PDF/A-3a with ``resume`` attached, or PDF/A-2a for None.

    Raises MachineError where Pango is missing, GlyphError where a character cannot be drawn.
    """
    document = _laid_out(sheet)
    _measured.clear()
    if document is None:
        return b""
    with document.url_fetcher:  # a drawing asks for its pictures when it is drawn
        made = conformance.write(document, resume)
    missing_glyphs.check(point for font in document.fonts.values() for point in font.missing)
    return made


def parsed(css: Iterable[str], files: Files) -> bytes:
    """Parse ``css`` for the Sheets to come; the answer is empty."""
    for each in css:
        _style_sheet(each, files)
    return b""


def fills(sheet: Sheet) -> bytes:
    """The part of the height between its margins that each page fills, as JSON.

    ``pdf`` of the same Sheet takes the layout that was made for it.
    """
    document = _laid_out(sheet)
    if document is None:
        return b""
    area = sheet.area
    bottoms = (max(_bottoms(page, area.foot), default=area.top) for page in document.pages)
    return json.dumps([(bottom - area.top) / area.height for bottom in bottoms]).encode()


def _bottoms(page: Any, foot: float) -> Iterator[float]:
    """How far below the paper's upper edge its content ends, in points; the footer is none."""
    for box in page._page_box.descendants():
        if type(box).__name__ in _CONTENT and box.position_y * _POINTS_PER_PIXEL < foot:
            yield (box.position_y + box.height) * _POINTS_PER_PIXEL


def has_room(sheet: Sheet) -> bytes:
    """Whether its sidebar has room."""
    return b"" if sheet.beside and _laid_out(sheet) is None else b"yes"


def standing(sheet: Sheet, anchors: Iterable[str]) -> bytes:
    """Whether each of ``anchors`` stands on the first page, above its lower margin, as JSON."""
    document = _set(sheet)
    return json.dumps([_stands(document, anchor, sheet) for anchor in anchors]).encode()


def joined(
    sheets: Sequence[Sheet], titles: Sequence[str], tags: Sequence[str], resume: bytes | None
) -> bytes:
    """A line of JSON, the number of pages of each of ``sheets``, and the PDF of all.

    Each has room for its sidebar. ``titles`` name its bookmarks, ``tags`` tell its languages.
    """
    documents = [_laid_out(sheet) for sheet in sheets]
    _measured.clear()
    for document, title in zip(documents, titles, strict=True):
        _name_bookmarks(document, title)
    whole = documents[0].copy([page for each in documents for page in each.pages])
    pages = [len(document.pages) for document in documents]
    with ExitStack() as refusals:  # a drawing asks for its pictures when it is drawn
        for document in documents:
            refusals.enter_context(document.url_fetcher)
        made = conformance.write(whole, resume, tuple(zip(tags, pages, strict=True)))
    missing_glyphs.check(point for font in whole.fonts.values() for point in font.missing)
    return json.dumps(pages).encode() + b"\n" + made


def _name_bookmarks(document: Any, title: str) -> None:
    """Call the bookmark of a part what a file of its own is called: the person has each."""
    for page in document.pages:
        page.bookmarks[:] = [
            (level, title if level == 1 else label, target, state)
            for level, label, target, state in page.bookmarks
        ]


def _laid_out(sheet: Sheet) -> Any:
    """WeasyPrint's document, as it is measured where it has been; None without room.

    Raises MachineError.
    """
    if sheet not in _measured:
        if len(_measured) == _MOST:
            _measured.clear()
        document = _set(sheet)
        fits = not sheet.beside or _stands(document, "side-end", sheet)
        _measured[sheet] = document if fits else None
    return _measured[sheet]


def _stands(document: Any, anchor: str, sheet: Sheet) -> bool:
    """Whether ``anchor`` stands on the first page, above its lower margin."""
    top: float = document.pages[0].anchors.get(anchor, (0, inf))[1]
    return top * _POINTS_PER_PIXEL <= sheet.area.foot


def _set(sheet: Sheet) -> Any:
    weasyprint, base = engine.weasyprint(), _base(sheet.files)
    with _fetcher(sheet.files) as fetcher:
        page = weasyprint.HTML(string=sheet.html, base_url=base, url_fetcher=fetcher)
        sheets = [_style_sheet(css, sheet.files) for css in sheet.css]
        return page.render(font_config=engine.fonts(), stylesheets=sheets)


def _base(files: Files) -> str | None:
    return f"{files.folders[0].resolve().as_uri()}/" if files.folders else None


def _style_sheet(css: str, files: Files) -> Any:
    """``css`` as WeasyPrint has parsed it; a theme's, which takes 30 ms, for all its documents."""
    key = css, files.folders
    from cvrender.renderers.pdf.patches import selectors  # who makes a page alone needs none

    sheet = _style_sheets.pop(key, None)
    if sheet is None:
        with _fetcher(files) as fetcher:
            sheet = engine.weasyprint().CSS(
                string=css, base_url=_base(files), url_fetcher=fetcher, font_config=engine.fonts()
            )
        selectors.keep()
    _style_sheets[key] = sheet  # the latest stands last
    if len(_style_sheets) > _MOST_SHEETS:
        del _style_sheets[next(iter(_style_sheets))]
    return sheet


def _fetcher(files: Files) -> Fetcher:
    engine.weasyprint()  # first, with its patches: the fetcher's module imports it, too
    from cvrender.renderers.pdf.url_fetcher import Fetcher

    return Fetcher(files, fonts.folders())
