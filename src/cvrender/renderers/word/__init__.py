"""Native Word files (ECMA-376 transitional) by python-docx, on a template of our own.

``template`` gives the empty package, ``styles`` its looks from the theme's tokens, ``body`` sets
the Outline as paragraphs, ``runs`` sets a line as runs and fields. All looks are styles, colours
and fonts of the Word theme, so that who edits the file can change them in one place.
"""

from __future__ import annotations

from cvrender.renderers.base import Renderer
from cvrender.renderers.word.body import render

__all__ = ["RENDERER"]

RENDERER = Renderer("docx", ".docx", "Word", render)
