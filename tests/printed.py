"""What a PDF shows, by PDFium, which objects it has, and what a style of a Word file says."""

from __future__ import annotations

import ctypes
import io
import zipfile
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from lxml import etree

from cvrender.syntax import parse_yaml

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fcff9f"
    "a11e000782027f3dc848ef0000000049454e44ae426082"
)
NAME, SECTION, ENTRY, BODY, DATE = (
    "Zoë Lindqvist-Okafor",
    "Experience",
    "Software Engineer",
    "Control software for eleven antennas",
    "Winter 2016",
)


def design(text: str) -> tuple[Any, ...]:
    return (parse_yaml(text, "design.yaml"),)


def of_type(pdf: pikepdf.Pdf, name: str) -> list[pikepdf.Object]:
    kinds = (pikepdf.Dictionary, pikepdf.Stream)
    return [item for item in pdf.objects if isinstance(item, kinds) and item.get("/Type") == name]


def shown(data: bytes, words: str) -> tuple[str, float, str, float]:
    """Font, size, colour and left edge of the first letter of ``words`` in a PDF, by PDFium."""
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            text = page.get_textpage()
            search = text.search(words, match_case=False)
            if (found := search.get_next()) is None:
                continue
            index = found[0]
            name = ctypes.create_string_buffer(100)
            pdfium.FPDFText_GetFontInfo(text, index, name, 100, ctypes.c_int())
            parts = [ctypes.c_uint() for _ in range(4)]
            pdfium.FPDFText_GetFillColor(text, index, *parts)
            color = "#" + "".join(f"{part.value:02x}" for part in parts[:3])
            left = text.get_charbox(index, loose=True)[0]
            matrix = pdfium.FS_MATRIX()
            pdfium.FPDFText_GetMatrix(text, index, matrix)
            size = pdfium.FPDFText_GetFontSize(text, index) * abs(matrix.d)
            return name.value.decode(), size, color, left
    raise AssertionError(words)


def part(data: bytes, name: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def style(styles: Any, name: str) -> dict[str, str]:
    """What a style of Word says: element and attribute by value."""
    found = styles.find(f".//{W}style[@{W}styleId='{name}']")
    assert found is not None, name
    return {
        f"{etree.QName(node).localname}.{etree.QName(key).localname}": value
        for node in found.iter()
        for key, value in node.items()
    }
