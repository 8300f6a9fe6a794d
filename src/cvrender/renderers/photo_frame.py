"""Photo frame: the size and the shape of the photo, and what of the picture it shows.

The picture's bytes are kept: it covers the frame, and what reaches beyond is not shown.
"""

from typing import NamedTuple

from cvrender.files.image import aspect
from cvrender.outline import Outline, Photo
from cvrender.theme.measures import to_points
from cvrender.theme.tokens import Tokens

ABOVE_FACE = 0.25
"""How much of what is cut from a high picture is cut above: faces stand in the upper half."""
ROUNDED = 0.08
"""The radius of rounded corners, in the frame's shorter side."""
SIGNATURE = 34
"""The height of a signature, in points."""
_WIDEST = 1.5
"""A picture whose height follows from its width is neither wider nor higher, relative to it."""


class Frame(NamedTuple):
    """The frame of one photo, in points."""

    width: float
    height: float
    radius: float
    """Of its corners."""
    cut: tuple[float, float, float, float]
    """The parts of the picture that are not shown: left, top, right, bottom, as fractions."""


def frame(outline: Outline, tokens: Tokens, widest: float | None = None) -> Frame:
    """The frame of the photo of ``outline``, no wider than ``widest``."""
    shown = aspect(outline.photo.data) if outline.photo else 1.0
    width, height = tokens.photo.sides
    if tokens.photo.shape == "circle":
        height = width
    elif height is None:
        height = width / min(max(shown, 1 / _WIDEST), _WIDEST)
    scale = min(1, widest / width) if widest else 1
    width, height = width * scale, height * scale
    rounding = {"circle": 0.5, "rounded": ROUNDED, "rectangle": 0}[tokens.photo.shape]
    return Frame(width, height, min(width, height) * rounding, _cut(shown, width / height))


def natural(picture: Photo, height: float) -> Frame:
    """The frame of a whole picture in this height."""
    return Frame(height * aspect(picture.data), height, 0, (0, 0, 0, 0))


def side_frame(outline: Outline, tokens: Tokens) -> Frame:
    """The frame in a sidebar."""
    return frame(outline, tokens, to_points(tokens.sidebar.width))


def _cut(shown: float, wanted: float) -> tuple[float, float, float, float]:
    """What is cut of a picture with the aspect ratio ``shown`` where ``wanted`` is asked for."""
    if shown > wanted:
        side = (1 - wanted / shown) / 2
        return side, 0, side, 0
    whole = 1 - shown / wanted
    return 0, whole * ABOVE_FACE, 0, whole * (1 - ABOVE_FACE)
