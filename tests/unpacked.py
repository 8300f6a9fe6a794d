"""All bytes of a finished file, unpacked by other programs, and where in them words stand."""

from __future__ import annotations

import base64
import html
import io
import json
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
from judges import by_pdfium, by_pypdf
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["told"]

_DATA_URI = re.compile(rb"data:([\w/+.-]+);base64,([A-Za-z0-9+/=]+)")
_SUFFIXES = {"image/jpeg": ".jpg", "image/png": ".png"}


def told(folder: Path, words: Iterable[str]) -> list[tuple[str, str]]:
    """Where below ``folder`` each of ``words`` stands, in any case and encoding of text."""
    forms = [(word, form) for word in words for form in _forms(word)]
    held = (each for path in sorted(folder.rglob("*")) if path.is_file() for each in _file(path))
    lowered = ((name, data.lower()) for name, data in held)
    return [(name, word) for name, data in lowered for word, form in forms if form in data]


def _forms(word: str) -> set[bytes]:
    """``word`` as text, as PDF and JSON write it, and as the digits of a string of a PDF."""
    texts = {word, word.upper(), word.lower(), json.dumps(word)[1:-1]}
    codes = ("utf-8", "utf-16-le", "utf-16-be", "latin-1")
    plain = {text.encode(code, "ignore") for text in texts for code in codes} - {b""}
    return {form.lower() for each in plain for form in (each, each.hex().encode())}


def _file(path: Path) -> Iterator[tuple[str, bytes]]:
    yield path.name, path.name.encode()
    yield from _unpacked(path.name, path.read_bytes())


def _unpacked(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """``data`` and all that is packed in it, each with the name of where it stands."""
    yield name, data
    match Path(name).suffix:
        case ".docx":
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                yield name, package.comment
                for info in package.infolist():
                    yield f"about {info.filename}", info.comment + info.extra
                    yield from _unpacked(info.filename, package.read(info))
        case ".pdf":
            yield from _of_pdf(data)
        case ".png" | ".jpg" | ".jpeg":
            with Image.open(io.BytesIO(data)) as picture:
                yield f"about {name}", repr(picture.info).encode()
        case ".html" | ".xml" | ".rels":
            yield name, html.unescape(data.decode()).encode()
            for kind, packed in _DATA_URI.findall(data):
                inner = f"{name}: {kind.decode()}{_SUFFIXES.get(kind.decode(), '')}"
                yield from _unpacked(inner, base64.b64decode(packed))


def _of_pdf(data: bytes) -> Iterator[tuple[str, bytes]]:
    yield "text by pypdf", by_pypdf(data).encode()
    yield "text by PDFium", by_pdfium(data).encode()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        yield "trailer", pdf.trailer.unparse(resolved=False)
        for number, item in enumerate(pdf.objects):
            yield f"object {number}", item.unparse(resolved=False)
            if isinstance(item, pikepdf.Stream):
                try:
                    yield f"stream {number}", item.read_bytes()
                except pikepdf.PdfError:
                    yield f"raw stream {number}", item.read_raw_bytes()
