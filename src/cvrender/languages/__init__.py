"""Languages: all that differs between the languages a CV can be written in, one TOML file each.

The files say which languages there are; `en.toml` explains the keys.
"""

from cvrender.languages.loader import codes, load
from cvrender.languages.lookup import between, kind_titled, label, names, of_tag, title

__all__ = [
    "between",
    "codes",
    "kind_titled",
    "label",
    "load",
    "names",
    "of_tag",
    "title",
]
