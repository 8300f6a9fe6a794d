"""Word: native .docx files (ECMA-376, transitional). python-docx manages the package.

==============  ====================================================================
``file``        the whole file of an Outline
``body``        sections → paragraphs: which part of a CV has which style
``letter``      the paragraphs of a letter
``sidebar``     the paragraphs of a sidebar
``columns``     text and sidebar as the cells of a table
``heights``     how high paragraphs are, by estimate
``header``      the paragraphs of the name block
``runs``        a line → runs and fields
``style``       one style as a value
``styles``      what each style looks like: the colour of dates, the size of titles
``numbering``   bullets: their characters and indents
``formatting``  run and paragraph properties as values
``theme_part``  the colours and fonts of Word's Design tab
``timeline``    the rule along entries, and its dots
``drawing``     the photo, icons and dots, and what stands behind name block and sidebar
``font_table``  font families, and the embedded fonts
``carried``     what the file was made from, by which it is known again
``document``    parts, settings, properties and page set-up of the file
``xml``         the builder of every element
==============  ====================================================================

Formatting is in styles, and their colours and fonts in the Word theme: whoever edits the file
changes each in one place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvrender.renderers.base import Renderer

if TYPE_CHECKING:
    from cvrender.outline import Outline
    from cvrender.theme import Theme
    from cvrender.theme.tokens import Tokens

__all__ = ["RENDERER", "has_columns"]


def has_columns(tokens: Tokens) -> bool:
    """Whether what stands in a sidebar is read first."""
    return tokens.word.sidebar == "column"


def render(outline: Outline, theme: Theme) -> bytes:
    """What ``file.render`` gives; the process that renders imports it, and no other."""
    from cvrender.renderers.word import file

    return file.render(outline, theme)


RENDERER = Renderer("docx", ".docx", "Word", render, arranged=True, columns=has_columns, paged=True)
