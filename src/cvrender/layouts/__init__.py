"""Layouts: how a letter is set out in a country, one YAML file each.

``us.yaml`` explains the keys. ``letter.layout`` names one; else language and paper choose it.
"""

from cvrender.layouts.layout import Layout
from cvrender.layouts.loader import AUTO, chosen, load, names, patterns

__all__ = ["AUTO", "Layout", "chosen", "load", "names", "patterns"]
