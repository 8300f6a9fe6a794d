"""Fitting a document into its pages, and pages that hold hardly anything or end too soon."""

from cvrender.fitting.dispatch import fit
from cvrender.fitting.fitted import Excess, Fitted
from cvrender.fitting.sidebar import Settled, settle

__all__ = [
    "Excess",
    "Fitted",
    "Settled",
    "fit",
    "settle",
]
