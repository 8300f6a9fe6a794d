"""Markup: the one way in which this package writes XML, as text that is escaped here alone.

Text, for it takes a third of the time that as many lxml elements take; python-docx parses what it
goes on working with.
"""

from __future__ import annotations

import re
from typing import NewType

from docx.oxml.ns import nsmap

__all__ = [
    "NAMESPACES",
    "Xml",
    "declared",
    "element",
    "encoded",
    "optional",
    "text",
    "toggle",
    "value",
]

Xml = NewType("Xml", str)
"""Well-formed content of an element."""

NAMESPACES = {
    **nsmap,
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "ep": "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
_REFERENCES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
    | {character: f"&#{ord(character)};" for character in "\t\n\r"}
)
"""White space, too, which a parser would make blanks and line feeds of."""
_needs_reference = re.compile('[&<>"\\t\\n\\r]').search


def element(tag: str, /, *children: Xml | None, **attributes: str | int | None) -> Xml:
    """The element ``tag``, such as ``w:p``; children and attributes that are None are left out.

    An attribute without a prefix is ``w:val`` in WordprocessingML, whose schema qualifies
    attributes, and ``val`` elsewhere. Children stand in the order in which they are given.
    """
    prefix = "w:" if tag.startswith("w:") else ""
    written = [
        f' {key if ":" in key else prefix + key}="{text(str(each))}"'
        for key, each in attributes.items()
        if each is not None
    ]
    start = tag + "".join(written)
    content = "".join([child for child in children if child is not None])
    return Xml(f"<{start}>{content}</{tag}>" if content else f"<{start}/>")


def optional(tag: str, /, *children: Xml | None, **attributes: str | int | None) -> Xml | None:
    """The same, or None where it would say nothing."""
    made = element(tag, *children, **attributes)
    return None if made == f"<{tag}/>" else made


def text(words: str) -> Xml:
    """``words`` as the content of an element or attribute."""
    return Xml(words.translate(_REFERENCES) if _needs_reference(words) else words)


def encoded(root: Xml) -> bytes:
    """The bytes of a part whose root element is ``root``."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{root}'.encode()


def value(tag: str, value: str | int | None) -> Xml | None:
    """An element that says no more than ``w:val``; None for None."""
    return None if value is None else element(tag, val=value)


def toggle(tag: str, on: bool | None) -> Xml | None:
    """A boolean property (17.17.4), which is on where it has no value; None for None."""
    return None if on is None else element(tag, val=None if on else 0)


def declared(*prefixes: str) -> dict[str, str]:
    """The attributes of a root that declare the namespaces of these prefixes."""
    return {f"xmlns:{prefix}": NAMESPACES[prefix] for prefix in prefixes}
