"""Sidebar: which of its sections have room in it; the others stand in the text, in their place."""

import json
from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple

from cvrender.arrangement import arrange
from cvrender.errors import CvrenderError
from cvrender.fitting import finding_cache
from cvrender.outline import Line, Outline
from cvrender.theme import Theme


class Settled(NamedTuple):
    """A theme whose sidebar takes what it has room for, and the titles of what it has none for."""

    theme: Theme
    left_out: tuple[Line, ...] = ()


def settle(outline: Outline, theme: Theme) -> Settled:
    """``theme`` with the kinds of sections that its sidebar has room for on one page of a PDF.

    Where no PDF can be made, the theme stays as it is.
    """
    kinds = theme.tokens.sidebar.sections
    if not any(section.kind in kinds for section in outline.sections):
        return Settled(theme)
    held = kinds
    with suppress(CvrenderError):
        held = tuple(json.loads(finding_cache.cached(outline, theme, _held)))
    beyond = (s.title for s in outline.sections if s.kind in kinds and s.kind not in held)
    return Settled(_with(theme, held), tuple(beyond))


def _held(theme: Theme, outline: Outline) -> bytes:
    """The kinds of sections that the sidebar has room for, as JSON."""
    from cvrender.renderers.pdf.printing import first_beyond_sidebar

    arranged, kinds = arrange(outline, theme.tokens), theme.tokens.sidebar.sections
    while kinds and (beyond := first_beyond_sidebar(arranged.led_by(kinds), _with(theme, kinds))):
        kinds = tuple(kind for kind in kinds if kind != beyond.kind)
    return json.dumps(kinds).encode()


def _with(theme: Theme, kinds: tuple[str, ...]) -> Theme:
    return replace(theme, tokens=theme.tokens.changed(sidebar={"sections": kinds}))
