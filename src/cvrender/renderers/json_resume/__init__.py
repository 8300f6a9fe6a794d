"""JSON Resume 1.x, for programs that read CVs."""

from cvrender.renderers.base import Renderer
from cvrender.renderers.json_resume.document import render

__all__ = ["RENDERER"]

RENDERER = Renderer("jsonresume", ".json", "JSON Resume", render, letters=False)
