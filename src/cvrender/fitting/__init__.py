"""Fitting a document into its pages, and pages that hold hardly anything."""

from cvrender.fitting.dispatch import fit
from cvrender.fitting.fitted import Fitted
from cvrender.fitting.short_page import ShortPage, short_page

__all__ = ["Fitted", "ShortPage", "fit", "short_page"]
