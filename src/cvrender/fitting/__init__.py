"""Fitting a document into its pages, and pages that hold hardly anything."""

from cvrender.fitting.pages import Fitted, fit
from cvrender.fitting.short_page import ShortPage, short_page

__all__ = ["Fitted", "ShortPage", "fit", "short_page"]
