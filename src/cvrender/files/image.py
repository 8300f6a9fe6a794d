"""What a picture's bytes are, whatever its file is called; how large it is; what it tells."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

MAX_PIXELS = 40_000_000
"""A picture of so many takes 160 MB of memory when it is unpacked."""

MAX_SIDE = 1_000
"""Enough for 8 cm on paper at 300 dots per inch."""

_SIGNATURES = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg"}


def kind_of(data: bytes) -> str | None:
    """``png`` or ``jpeg``; None for anything else, which not every format can show."""
    return next((kind for sign, kind in _SIGNATURES.items() if data.startswith(sign)), None)


def excess(data: bytes) -> str:
    """Why an image must not be decoded; empty if it may be, or if it is not an image.

    Only its head is looked at.
    """
    from PIL import Image

    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data)) as picture:
            pixels = picture.width * picture.height
    except Image.DecompressionBombError:
        pixels = MAX_PIXELS + 1
    except (OSError, ValueError, SyntaxError):
        pixels = 0
    return f"it has more than {MAX_PIXELS:,} pixels" if pixels > MAX_PIXELS else ""


@lru_cache(maxsize=4)
def aspect(data: bytes) -> float:
    """Aspect ratio, width by height; 1 if ``data`` is not an image."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as picture:
            return picture.width / picture.height
    except (OSError, ValueError, SyntaxError):
        return 1.0


def clean(data: bytes) -> bytes:
    """The picture alone: upright, at most MAX_SIDE pixels long, without what the camera wrote.

    PNG stays PNG and JPEG stays JPEG. Raises ValueError where it cannot be unpacked whole.
    """
    from PIL import Image, ImageOps

    try:
        with _whole_only(), Image.open(io.BytesIO(data)) as opened:
            kind = opened.format
            picture = ImageOps.exif_transpose(opened)
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValueError("it is damaged") from error
    picture.thumbnail((MAX_SIDE, MAX_SIDE))
    if picture.mode not in ("RGB", "L") and (kind == "JPEG" or picture.mode not in ("RGBA", "LA")):
        picture = picture.convert("RGB" if kind == "JPEG" else "RGBA")
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    written = io.BytesIO()
    bare.save(written, kind, quality=90, subsampling=0, optimize=True)
    return written.getvalue()


def cropped(data: bytes, cut: tuple[float, float, float, float]) -> bytes:
    """The picture without the parts ``cut`` at its left, top, right and bottom, as fractions.

    Raises OSError, SyntaxError or ValueError where it cannot be unpacked whole.
    """
    from PIL import Image

    left, top, right, bottom = cut
    with _whole_only(), Image.open(io.BytesIO(data)) as picture:
        width, height = picture.size
        across = round(left * width), round((1 - right) * width)
        down = round(top * height), round((1 - bottom) * height)
        kept = picture.crop((across[0], down[0], across[1], down[1]))
        written = io.BytesIO()
        kept.save(written, picture.format, quality=90, subsampling=0, optimize=True)
    return written.getvalue()


@contextmanager
def _whole_only() -> Iterator[None]:
    """Let Pillow refuse a truncated picture, whatever other libraries have set it to."""
    from PIL import ImageFile

    setting = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings(action="ignore"):
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = setting
