"""The footer: who it is, and fields that count the pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cvrender.renderers.word.paragraph import Paragraph, paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cvrender.outline import Outline
    from cvrender.renderers.word.runs import Runs
    from cvrender.renderers.word.xml import Xml
    from cvrender.theme.tokens import Tokens

__all__ = ["footer"]

_COUNTS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}


def footer(outline: Outline, tokens: Tokens, runs: Runs) -> Paragraph | None:
    """What stands at the foot of each page but the first, or None where the theme shows nothing."""
    if tokens.footer.show == "none":
        return None
    named = tokens.footer.show == "name-and-pages"
    return paragraph("Footer", _runs(outline, named, runs))


def _runs(outline: Outline, named: bool, runs: Runs) -> Iterator[Xml]:
    if named:
        yield from runs.line(outline.name)
        yield runs.text(" · ")
    for part in re.split(r"(\{pages?\})", outline.words.page):
        if part in _COUNTS:
            yield from runs.field(_COUNTS[part], "1")
        elif part:
            yield runs.text(part)
