"""A Document: what is set, and in which theme; how each format is given it, and what was found."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cvrender.arrangement import arrange
from cvrender.extract import Extract
from cvrender.fitting import Excess, fit, settle
from cvrender.outline import Line, Outline
from cvrender.renderers import fonts
from cvrender.renderers import registry as renderers
from cvrender.renderers.base import Renderer
from cvrender.theme import Theme
from cvrender.verify import Report

if TYPE_CHECKING:
    from cvrender.identity import Identity


@dataclass(frozen=True, slots=True)
class Document:
    """One document to render: its file names without suffix, its content and its theme."""

    stem: str
    outline: Outline
    theme: Theme
    excess: Excess | None = None
    """Why it is longer than the token ``pages`` allows, once it is fitted."""
    not_beside: tuple[Line, ...] = ()
    """The titles of the sections that the sidebar has no room for, once it is fitted."""
    convention: str | None = None
    """The name of that which it follows."""
    identity: Identity | None = field(default=None, compare=False)
    """What must not be told in it, where it is anonymous."""

    @classmethod
    def of(
        cls,
        stem: str,
        outline: Outline,
        theme: Theme,
        convention: str | None = None,
        identity: Identity | None = None,
    ) -> Document:
        """A document in the print fonts that set its words whole.

        Lines of a tall script overlap in a theme that is made for Latin letters, and PDFium mixes
        them: they are as far apart as their language asks.
        """
        text = " ".join(map(str, outline.lines()))
        known = theme.tokens.fonts
        found = {use: fonts.for_words(text, family) for use, family in known}
        if found != dict(known):
            theme = replace(theme, tokens=theme.tokens.changed(fonts=found))
        least = outline.language.line_height
        if theme.tokens.line_height < least:
            tokens = theme.tokens.model_copy(update={"line_height": least})
            theme = replace(theme, tokens=tokens)
        return cls(stem, outline, theme, convention=convention, identity=identity)

    def verified(self, outline: Outline, extract: Extract, template: Extract | None) -> Report:
        """What one reader found of ``outline``, this one's, in a file set in ``template``."""
        from cvrender.verify import disclosed, verify, without_letterhead  # while the press prints

        alone = without_letterhead(extract, template, outline)
        report = verify(outline, alone, self.theme.typesetting)
        return disclosed(report, extract, outline, self.identity) if self.identity else report

    def fills_template(self, name: str) -> bool:
        """Whether its file of this format is set in a Word template, whose sizes are its own."""
        return name == "docx" and not self.outline.letter and self.theme.word_template is not None

    def fitted(self) -> Document:
        """What formats with pages are given: it costs layouts of the PDF."""
        theme, not_beside = settle(self.outline, self.theme)
        outline, theme, excess = fit(self.outline, theme)
        return replace(self, outline=outline, theme=theme, excess=excess, not_beside=not_beside)

    def outline_for(self, renderer: Renderer) -> Outline:
        """The content in the order in which a file of this format holds it.

        Entries are as the theme arranges them, in a format that follows it. Where the theme's
        sidebar stands beside the text, its sections come first.
        """
        tokens = self.theme.tokens
        outline = arrange(self.outline, tokens) if renderer.arranged else self.outline
        return outline.led_by(tokens.sidebar.sections) if renderer.columns(tokens) else outline

    def made_with(self, formats: tuple[str, ...]) -> Document:
        """As it is made in ``formats``: its web page knows which files lie beside it."""
        wanted = (name for name in self.theme.tokens.web.download if name in formats)
        names = tuple(f"{self.stem}{renderers.load(name).suffix}" for name in wanted)
        return replace(self, outline=replace(self.outline, downloads=names))
