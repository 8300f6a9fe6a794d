"""Fitting a document into its pages, and pages that hold hardly anything or end too soon."""

from cvrender.fitting.dispatch import fit
from cvrender.fitting.fitted import Excess, Fitted
from cvrender.fitting.page_gap import PageGap, page_gap
from cvrender.fitting.short_page import ShortPage, short_page
from cvrender.fitting.sidebar import Settled, settle

__all__ = [
    "Excess",
    "Fitted",
    "PageGap",
    "Settled",
    "ShortPage",
    "fit",
    "page_gap",
    "settle",
    "short_page",
]
