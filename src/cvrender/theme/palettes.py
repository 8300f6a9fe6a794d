"""Palettes: the colours of a document by one name; `text` stays the theme's."""

PALETTES = {
    "ink": {
        "accent": "#1f3a5f", "name": "#1f3a5f", "link": "#1f4e79",
        "rule": "#b7c2d0", "panel": "#eef2f7", "muted": "#57606a",
    },
    "cobalt": {
        "accent": "#1d4aa8", "name": "#16305f", "link": "#1d4aa8",
        "rule": "#bccbe6", "panel": "#edf2fb", "muted": "#566070",
    },
    "teal": {
        "accent": "#0f6a73", "name": "#14343a", "link": "#0f6a73",
        "rule": "#b5cfd2", "panel": "#e9f3f4", "muted": "#52616a",
    },
    "forest": {
        "accent": "#23613f", "name": "#1b3a29", "link": "#23613f",
        "rule": "#b9d0c2", "panel": "#ecf4ef", "muted": "#57625b",
    },
    "olive": {
        "accent": "#5b5a1a", "name": "#3a3914", "link": "#5b5a1a",
        "rule": "#cfcdae", "panel": "#f4f3e8", "muted": "#625f52",
    },
    "rust": {
        "accent": "#9a3f17", "name": "#4a2415", "link": "#8a3814",
        "rule": "#e0c4b5", "panel": "#faf0ea", "muted": "#675d57",
    },
    "oxblood": {
        "accent": "#7a2530", "name": "#4a1c22", "link": "#7a2530",
        "rule": "#dcc0c2", "panel": "#f8eeee", "muted": "#665c5c",
    },
    "plum": {
        "accent": "#66307a", "name": "#3c2347", "link": "#66307a",
        "rule": "#d3c2da", "panel": "#f5eff7", "muted": "#625c68",
    },
    "slate": {
        "accent": "#3f4f5f", "name": "#27323d", "link": "#35516e",
        "rule": "#c3cad1", "panel": "#eff2f4", "muted": "#5a636c",
    },
    "black": {
        "accent": "#111111", "name": "#000000", "link": "#111111",
        "rule": "#8c8c8c", "panel": "#f2f2f2", "muted": "#4d4d4d",
    },
}  # fmt: skip
"""Tokens of ``colors``, by the name of the palette."""
