"""Image hash: a perceptual hash of a picture, by which it is known again.

Programs that change a file write its pictures anew: in another format, smaller, or cut.
"""

import io
import warnings
from collections.abc import Iterator
from functools import lru_cache
from math import sqrt
from typing import Any

ImageHash = tuple[float, tuple[int, ...]]
"""The aspect ratio, width by height, and the mean red, green and blue of each field, by rows."""

_SIDE = 8
"""Fields across and down."""
_PLAIN = 6.0
"""Of 255, the standard deviation of a picture that shows nothing but a colour."""
_COLORS_DIFFER = 32
"""Of 255."""
_ALIKE = 0.9
"""The correlation of two pictures that are the same; those of two faces have less."""
_SAME = 0.99
"""That of a picture and what a program wrote anew of it."""
_ABOVE = (0.25, 0.5)
"""How much of what is cut from a high picture may be cut above."""


def image_hash(data: bytes) -> ImageHash | None:
    """The hash of an image; None of what is none."""
    from PIL import Image

    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data)) as picture:
            picture.draft("RGB", (8 * _SIDE, 8 * _SIDE))
            return hash_of_image(picture)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def hash_of_image(picture: Any) -> ImageHash:
    """The hash of one of Pillow's images; what is transparent is white."""
    from PIL import Image

    clear = picture.convert("RGBA")
    white = Image.new("RGBA", clear.size, "white")
    white.alpha_composite(clear)
    fields = white.convert("RGB").resize((_SIDE, _SIDE), Image.Resampling.BOX)
    return picture.width / picture.height, tuple(fields.tobytes())


def is_hash_of(found: ImageHash, data: bytes) -> bool:
    """Whether ``found`` is the image ``data``, perhaps written anew or cut; not mirrored."""
    known = _fields(data, round(found[0], 2))
    nearest = max(_likeness(fields, found[1]) for fields in known)
    turned = max(_likeness(_mirrored(fields), found[1]) for fields in known)
    return nearest >= _ALIKE and not (turned >= _SAME and turned - nearest > 1 - _SAME)


def _mirrored(fields: tuple[int, ...]) -> tuple[int, ...]:
    """``fields`` with the left of each row at the right; each has three parts."""
    row = 3 * _SIDE
    rows = (fields[start : start + row] for start in range(0, len(fields), row))
    return tuple(part for one in rows for at in range(row - 3, -1, -3) for part in one[at : at + 3])


@lru_cache(64)
def _fields(data: bytes, aspect: float) -> tuple[tuple[int, ...], ...]:
    """The fields of an image: of the whole, and cut to an aspect ratio."""
    from PIL import Image

    with Image.open(io.BytesIO(data)) as picture:
        return tuple(hash_of_image(one)[1] for one in (picture, *_cut(picture, aspect)))


def _cut(picture: Any, aspect: float) -> Iterator[Any]:
    width, height = picture.size
    if (kept := round(height * aspect)) < width:
        start = (width - kept) // 2
        yield picture.crop((start, 0, start + max(kept, 1), height))
    elif (kept := round(width / aspect)) < height:
        for part in _ABOVE:
            top = round((height - kept) * part)
            yield picture.crop((0, top, width, top + max(kept, 1)))


def _likeness(one: tuple[int, ...], two: tuple[int, ...]) -> float:
    """How alike two pictures are, up to 1: their correlation; 0 or 1 where one is of one colour."""
    means = sum(one) / len(one), sum(two) / len(two)
    apart = [
        [value - mean for value in fields] for fields, mean in zip((one, two), means, strict=True)
    ]
    spread = [sqrt(sum(value * value for value in values) / len(values)) for values in apart]
    if min(spread) < _PLAIN:
        return float(max(abs(a - b) for a, b in zip(one, two, strict=True)) < _COLORS_DIFFER)
    together = sum(a * b for a, b in zip(*apart, strict=True)) / len(one)
    return float(together / (spread[0] * spread[1]))
