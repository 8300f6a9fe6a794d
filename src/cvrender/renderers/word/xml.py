"""XML builder: each element that this package writes is made, and escaped, here.

It writes text, which takes a third of the time that as many lxml elements take; python-docx parses
what it goes on working with.
"""

import re
from typing import NewType

from docx.oxml.ns import nsmap

Xml = NewType("Xml", str)
"""Well-formed XML: an element, several of them, or escaped text."""

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
"""White space, too: a parser turns it into blanks in attributes, and U+000D into U+000A."""
_not_in_xml = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]").search
_needs_reference = re.compile(r'[&<>"\t\n\r]').search


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
    """As ``element``; None for an element that has neither children nor attributes."""
    made = element(tag, *children, **attributes)
    return None if made == f"<{tag}/>" else made


def text(words: str) -> Xml:
    """Escaped ``words``, for an element or an attribute."""
    return Xml(words.translate(_REFERENCES) if _needs_reference(words) else words)


def encoded(root: Xml) -> bytes:
    """The bytes of a part whose root element is ``root``.

    Raises ValueError for a character outside of XML 1.0's (2.2), which no parser would read.
    """
    if wrong := _not_in_xml(root):
        raise ValueError(f"U+{ord(wrong[0]):04X} is not a character of XML")
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{root}'.encode()


def value(tag: str, value: str | int | None) -> Xml | None:
    """An element whose one attribute is ``w:val``; None for None."""
    return None if value is None else element(tag, val=value)


def toggle(tag: str, on: bool | None) -> Xml | None:
    """A boolean property (17.17.4): on without ``w:val``, off with 0; None for None."""
    return None if on is None else element(tag, val=None if on else 0)


def declared(*prefixes: str) -> dict[str, str]:
    """Namespace declarations, as attributes of a root element."""
    return {f"xmlns:{prefix}": NAMESPACES[prefix] for prefix in prefixes}
