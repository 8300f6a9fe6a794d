"""Font faces: an @font-face rule (CSS Fonts 4) for each face of a print font in a document."""

from collections.abc import Callable, Iterator
from pathlib import Path

from cvrender.outline import Outline
from cvrender.renderers import fonts
from cvrender.theme.tokens import Tokens


def font_faces(outline: Outline, tokens: Tokens, url: Callable[[Path], str]) -> Iterator[str]:
    """The rules; ``url`` gives the address of a font file. In a PDF each costs 10 ms."""
    for family, weight, italic in sorted(set(_needed(outline, tokens))):
        if (file := fonts.face(family, weight, italic)) is not None:
            slope = "italic" if italic else "normal"
            yield (
                f'@font-face {{ font-family: "{family}"; src: url("{url(file)}");'
                f" font-weight: {fonts.WEIGHTS[weight]}; font-style: {slope}; }}"
            )


def _needed(outline: Outline, tokens: Tokens) -> Iterator[tuple[str, str, bool]]:
    """Each face: its family, its weight, and whether it is italic.

    Where a family lacks letters of the document, its companion has the same faces.
    """
    text = "".join(str(line) for line in outline.lines())
    weights = {tokens.headings.weight, tokens.header.weight}
    if tokens.header.emphasis == "family-name" or any(span.bold for span in outline.name.spans):
        weights.add("bold")
    titles = [(weight, False) for weight in sorted(weights)]
    for family, faces in (
        (tokens.fonts.body, _body_faces(outline, tokens)),
        (tokens.fonts.heading, titles),
    ):
        families = fonts.families_for(text, family)
        for weight, italic in faces:
            yield from ((each, fonts.nearest(each, weight), italic) for each in families)


def _body_faces(outline: Outline, tokens: Tokens) -> Iterator[tuple[str, bool]]:
    """The weights and slopes that running text has."""
    yield from (("regular", False), ("regular", True), ("semibold", False))
    employers = any(line.role == "organization-title" for line in outline.lines())
    if employers and tokens.entries.organization == "italic":
        yield "semibold", True
    spans = [span for line in outline.lines() for span in line.spans if span.bold]
    if spans:
        yield "bold", False
    if any(span.italic for span in spans):
        yield "bold", True
