"""Web pages: one self-contained page for a browser, which the PDF is printed from, too."""

from cvrender.renderers.base import Renderer, always
from cvrender.renderers.html.page import render

__all__ = ["RENDERER"]

RENDERER = Renderer("html", ".html", "Web page", render, arranged=True, columns=always)
