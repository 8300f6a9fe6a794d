"""Native Word files (ECMA-376 transitional) by python-docx, on a template of our own.

``template`` gives the empty package, ``styles`` its looks from the theme's tokens, ``body`` sets
the Outline as paragraphs, ``runs`` a line as runs and fields; ``markup`` spells their elements. All
looks are styles, and their colours and fonts the Word theme's: who edits the file changes them in
one place.
"""

from __future__ import annotations

from cvrender.renderers.base import Renderer
from cvrender.renderers.word.body import render

__all__ = ["RENDERER"]

RENDERER = Renderer("docx", ".docx", "Word", render)
