"""The pictures of a Word file, in DrawingML and in VML, its forerunner: their words and looks."""

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any
from zipfile import ZipFile

from cvrender.extract.base import unpacked
from cvrender.files.image_hash import ImageHash, image_hash

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


def hashes(body: Any, targets: Mapping[str, str], data: bytes) -> Iterator[ImageHash]:
    """How each picture looks in ``body``, which is of the Word file ``data``."""
    with ZipFile(io.BytesIO(data)) as package:
        names = filter(_MEDIA.match, package.namelist())
        media = {name: unpacked(package, name) for name in names}
    for mark in body.iter(_PICTURE, _IMAGE):
        name = mark.get(f"{_RELATIONSHIPS}embed") or mark.get(f"{_RELATIONSHIPS}id") or ""
        target = targets.get(name, "").removeprefix("/word/")
        found = image_hash(media.get(f"word/{target}", b""))
        if found is not None:
            yield found
