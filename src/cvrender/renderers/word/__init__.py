"""Native Word files (ECMA-376 transitional): python-docx keeps the package, we write its markup.

``body`` and ``header`` set the Outline as paragraphs, ``runs`` a line as runs; ``styles`` and
``numbering`` say how they look, by the values of ``formatting``; ``document`` puts all of it into
a file. All looks are styles, and their colours and fonts the Word theme's: who edits the file
changes them in one place.
"""

from __future__ import annotations

from cvrender.renderers.base import Renderer
from cvrender.renderers.word.body import render

__all__ = ["RENDERER"]

RENDERER = Renderer("docx", ".docx", "Word", render)
