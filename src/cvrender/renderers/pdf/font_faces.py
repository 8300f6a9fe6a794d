"""The @font-face rules (CSS Fonts 4) of the print fonts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvrender.renderers import fonts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cvrender.outline import Outline
    from cvrender.theme import Theme

__all__ = ["font_faces"]


def font_faces(outline: Outline, theme: Theme) -> Iterator[str]:
    """An @font-face rule for each face that the document uses; each costs 10 ms."""
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
    """The keys of ``fonts.STYLES`` that running text has."""
    yield from ("Regular", "It", "Semibold")
    spans = [span for line in outline.lines() for span in line.spans if span.bold]
    if spans:
        yield "Bold"
    if any(span.italic for span in spans):
        yield "BoldIt"
