"""Elements of WordprocessingML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element as Element

__all__ = ["element", "paragraph", "plain_text"]

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = {"w": _W}
_PRESERVE = {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}


def element(name: str, children: Iterable[Element] = (), /, **attributes: str | int) -> Element:
    """The element ``w:name``, its attributes in the same namespace."""
    values = {f"{{{_W}}}{key}": str(value) for key, value in attributes.items()}
    made = etree.Element(f"{{{_W}}}{name}", values, _NAMESPACES)
    made.extend(children)
    return made


def paragraph(style: str, runs: Iterable[Element]) -> Element:
    """``w:p`` in the paragraph style of this id."""
    return element("p", [element("pPr", [element("pStyle", val=style)]), *runs])


def plain_text(name: str, text: str) -> Element:
    """``w:t`` or ``w:instrText``: ``text`` with its white space kept."""
    made = etree.Element(f"{{{_W}}}{name}", _PRESERVE, _NAMESPACES)
    made.text = text
    return made
