"""Level marks: a level as dots or as a bar, drawn behind the words that state it.

Like ``icons`` they are decoration, as paths that SVG and DrawingML share: what is reached is
filled, the rest an outline. ``WIDTH`` by ``HEIGHT`` units.
"""

from typing import NamedTuple
from urllib.parse import quote

from cvrender.proficiency import HIGHEST
from cvrender.renderers.icons import circle

_DOT, _STEP, STROKE = 10.0, 14.0, 1.2
"""The diameter of a dot, the distance from one to the next, and the thickness of strokes."""
WIDTH, HEIGHT = _STEP * (HIGHEST - 1) + _DOT + 2 * STROKE, _DOT + 2 * STROKE
SIZE, GAP = 0.62, 0.7
"""In ems of the words: the height of the marks, and their distance from the words."""
ROOM = SIZE * WIDTH / HEIGHT + GAP
"""What the words leave to the marks and the gap, in ems."""
_BAR = 0.5
"""The height of a bar, as a part of that of a dot."""


class Marks(NamedTuple):
    """SVG path data with the commands M, L, C and Z, absolute; either may be empty."""

    filled: str
    outlined: str


def marks(kind: str, level: int) -> Marks:
    """The marks of a ``level`` as ``dots`` or as a ``bar``."""
    if kind == "bar":
        share = level / HIGHEST
        return Marks(_bar(0, share), _bar(share, 1) if level < HIGHEST else "")
    dots = [circle(STROKE + _DOT / 2 + _STEP * n, HEIGHT / 2, _DOT / 2) for n in range(HIGHEST)]
    return Marks(" ".join(dots[:level]), " ".join(dots[level:]))


def _bar(start: float, end: float) -> str:
    left, right = (STROKE + share * (WIDTH - 2 * STROKE) for share in (start, end))
    top, bottom = ((HEIGHT + sign * _DOT * _BAR) / 2 for sign in (-1, 1))
    return f"M {left:g} {top:g} L {right:g} {top:g} L {right:g} {bottom:g} L {left:g} {bottom:g} Z"


def svg_url(kind: str, level: int, color: str) -> str:
    """The marks as a ``data:`` URL, for style sheets."""
    drawn = marks(kind, level)
    paths = ((drawn.filled, color), (drawn.outlined, "none"))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}"'
        f' stroke="{color}" stroke-width="{STROKE:g}">'
        + "".join(f'<path d="{path}" fill="{fill}"/>' for path, fill in paths if path)
        + "</svg>"
    )
    return f"data:image/svg+xml,{quote(svg, safe=' /:=')}".replace(" ", "%20")
