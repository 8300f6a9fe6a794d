"""A letter and a CV as one PDF: each is laid out by itself, and their pages follow each other."""

from __future__ import annotations

import json
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from cvrender.renderers.pdf import conformance, missing_glyphs
from cvrender.renderers.pdf.document import laid_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cvrender.outline import Outline
    from cvrender.theme import Theme

Part = tuple["Outline", "Theme"]


def joined(theme: Theme, parts: Sequence[Part]) -> bytes:
    """A line of JSON, the number of pages of each part, and the PDF of all.

    Title and language are those of the first; the CV, which is the last, is attached if its theme
    says so. ``theme`` is the one of which the sandbox asks whether it is trusted. Raises what the
    renderer of each raises.
    """
    documents = [laid_out(outline, look) for outline, look in parts]
    for document, (outline, _) in zip(documents, parts, strict=True):
        _name_bookmarks(document, outline)
    last, look = parts[-1]
    whole = documents[0].copy([page for each in documents for page in each.pages])
    spoken = [
        (outline.language.code, len(document.pages))
        for document, (outline, _) in zip(documents, parts, strict=True)
    ]
    with ExitStack() as refusals:  # a drawing asks for its pictures when it is drawn
        for document in documents:
            refusals.enter_context(document.url_fetcher)
        pdf = conformance.write(whole, last, look.tokens.files.attachment, spoken)
    missing_glyphs.check(point for font in whole.fonts.values() for point in font.missing)
    return json.dumps([pages for _, pages in spoken]).encode() + b"\n" + pdf


def _name_bookmarks(document: Any, outline: Outline) -> None:
    """Call the bookmark of a part what a file of its own is called: the person has each."""
    for page in document.pages:
        page.bookmarks[:] = [
            (level, outline.title if level == 1 else label, target, state)
            for level, label, target, state in page.bookmarks
        ]
