"""Layouts: how a letter is set out in a country, one YAML file each.

``din-5008-b.yaml`` explains the keys. The token ``letter.layout`` names one, or language and paper
choose it.
"""

from cvrender.layouts.loader import AUTO, chosen, load, names, patterns

__all__ = ["AUTO", "chosen", "load", "names", "patterns"]
