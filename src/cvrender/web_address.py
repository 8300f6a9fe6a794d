"""Web addresses: parsed as browsers do (WHATWG URL), and written as links need them (RFC 3986)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["SCHEMES", "display", "href", "scheme"]

SCHEMES = ("http", "https", "mailto", "tel")
"""The schemes that a link may have."""
_REMOVED = str.maketrans("", "", "\t\n\r")
_C0_AND_SPACE = "".join(map(chr, range(0x21)))
_HOST = re.compile(r"(?i)(https?://(?:[^/?#@]*@)?|mailto:[^@]*@)([^/?#:]+)")


def scheme(address: str) -> str:
    """The scheme that a browser reads, in lower case; empty where there is none.

    Browsers drop C0 controls and spaces at both ends, and tabs and line ends anywhere.
    """
    read = address.strip(_C0_AND_SPACE).translate(_REMOVED)
    match = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", read)
    return match[1].lower() if match else ""


def href(address: str) -> str:
    """``address`` with its host in ASCII (Punycode, RFC 3492), as a link needs it."""
    return _HOST.sub(lambda match: match[1] + _by_label(match[2], _encoded), address)


def display(address: str) -> str:
    """``address`` with its host in letters, as people read it."""
    return _HOST.sub(lambda match: match[1] + _by_label(match[2], _decoded), address)


def _by_label(host: str, convert: Callable[[str], str]) -> str:
    return ".".join(map(convert, re.split("[.\u3002\uff0e\uff61]", host)))


def _encoded(label: str) -> str:
    if label.isascii():
        return label
    return "xn--" + normalize("NFKC", label).lower().encode("punycode").decode()


def _decoded(label: str) -> str:
    if not label.lower().startswith("xn--"):
        return label
    try:
        return label[4:].encode().decode("punycode")
    except UnicodeError:
        return label
