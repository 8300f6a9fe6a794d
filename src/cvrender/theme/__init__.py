"""Looks: folders of data → tokens, and what changes a token."""

from cvrender.theme.discovery import CAPITALS, TEXTS, Theme, find, new, settle
from cvrender.theme.folders import built_in, installed, names, packages, places
from cvrender.theme.typesetting import Typesetting

__all__ = [
    "CAPITALS",
    "TEXTS",
    "Theme",
    "Typesetting",
    "built_in",
    "find",
    "installed",
    "names",
    "new",
    "packages",
    "places",
    "settle",
]
