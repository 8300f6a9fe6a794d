"""Looks: folders of data → tokens, and what changes a token."""

from cvrender.theme.discovery import (
    CAPITALS,
    Theme,
    built_in,
    find,
    names,
    new,
    packages,
    places,
    settle,
)

__all__ = ["CAPITALS", "Theme", "built_in", "find", "names", "new", "packages", "places", "settle"]
