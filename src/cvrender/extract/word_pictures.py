"""The pictures of a Word file, in DrawingML and in VML, its forerunner: their words and looks."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from cvrender.extract.base import unpacked
from cvrender.files.picture_print import print_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cvrender.files.picture_print import Print

_RELATIONSHIPS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MEDIA = re.compile(r"word/media/.+\.(png|jpe?g)", re.IGNORECASE)
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"


def alternatives(body: Any) -> Iterator[str]:
    """The alternative text of each picture."""
    for drawing in body.iter(f"{_DRAWING}inline", f"{_DRAWING}anchor"):
        if next(drawing.iter(_PICTURE), None) is not None:
            yield drawing.find(f"{_DRAWING}docPr").get("descr", "")
    for picture in body.iter(_IMAGE):
        yield picture.getparent().get("alt", "")


def media(data: bytes) -> dict[str, bytes]:
    """The pictures in a Word file, by their names."""
    with ZipFile(io.BytesIO(data)) as package:
        return {name: unpacked(package, name) for name in package.namelist() if _MEDIA.match(name)}


def prints(body: Any, targets: Mapping[str, str], media: Mapping[str, bytes]) -> Iterator[Print]:
    """How each picture looks."""
    for mark in body.iter(_PICTURE, _IMAGE):
        name = mark.get(f"{_RELATIONSHIPS}embed") or mark.get(f"{_RELATIONSHIPS}id") or ""
        target = targets.get(name, "").removeprefix("/word/")
        found = print_of(media.get(f"word/{target}", b""))
        if found is not None:
            yield found
