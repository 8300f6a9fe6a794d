"""Patches: all that reaches into private parts of WeasyPrint, pydyf, cffi and fontTools.

Each is one function with a record of what it reaches and of what the user loses without it. One
that does not fit switches off alone. If that changes the file, the user is warned; if it only costs
time, the tests tell us.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from cvrender import sandbox
from cvrender.errors import Fault, Position
from cvrender.renderers.pdf.patches import (
    drawing,
    fontconfig,
    imports,
    pdf_objects,
    selectors,
    styles,
)

if TYPE_CHECKING:
    from cvrender.theme import Theme

ALL = (
    *imports.PATCHES,
    *selectors.PATCHES,
    *drawing.PATCHES,
    *styles.PATCHES,
    *pdf_objects.BEFORE,
    *pdf_objects.PATCHES,
    *fontconfig.PATCHES,
)


def apply() -> None:
    """Change the WeasyPrint that has just been imported."""
    for each in (*drawing.PATCHES, *styles.PATCHES):
        each()


def speak(pdf: Any, spoken: Iterable[tuple[str, int]]) -> None:
    """Say in which language the pages of a ``pydyf.PDF`` are that are not in that of its first.

    ``spoken`` gives each language with a number of pages, in order.
    """
    pages = [code for code, number in spoken for _ in range(number)]
    if len(set(pages)) > 1:
        pdf_objects.pages_have_their_languages(pdf, pages)


def finish(pdf: Any) -> None:
    """Change a ``pydyf.PDF`` before it is written."""
    for each in pdf_objects.PATCHES:
        each(pdf)


def warnings(position: Position, theme: Theme | None = None) -> Iterator[Fault]:
    """A warning, at ``position``, for each reason why files lack what patches do.

    Asked of the press that has printed ``theme``, if it is there. Before WeasyPrint is imported in
    the process that prints, versions alone are a reason.
    """
    asked = theme if sandbox.has_press(theme) else None
    losses: dict[str, list[str]] = json.loads(sandbox.printed(_losses, theme=asked))
    for reason, lost in losses.items():
        hint = "; ".join(dict.fromkeys(lost))
        yield Fault(position, "untested-library", reason, hint, warning=True)


def _losses() -> bytes:
    """What is lost for each reason, as JSON."""
    losses: dict[str, list[str]] = {}
    for each in ALL:
        reason = each.misfit() if "weasyprint" in sys.modules else each.unknown_version()
        if reason and each.loss:
            losses.setdefault(reason, []).append(each.loss)
    return json.dumps(losses).encode()
