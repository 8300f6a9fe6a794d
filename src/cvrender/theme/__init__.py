"""Looks: folders of data → tokens, and what changes a token."""

from cvrender.theme.discovery import (
    BUILT_IN,
    CAPITALS,
    Theme,
    find,
    names,
    new,
    packages,
    places,
    settle,
)

__all__ = ["BUILT_IN", "CAPITALS", "Theme", "find", "names", "new", "packages", "places", "settle"]
