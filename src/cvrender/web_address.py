"""Web addresses: parsed as browsers do (WHATWG URL), and written as links need them (RFC 3986)."""

import re
from collections.abc import Callable, Iterator
from unicodedata import normalize
from urllib.parse import unquote

SCHEMES = ("http", "https", "mailto", "tel")
"""The schemes that a link may have."""
_REMOVED = str.maketrans("", "", "\t\n\r")
_C0_AND_SPACE = "".join(map(chr, range(0x21)))
_END = (
    r"\s<>\u3001\u3002\u060c\u061b\u061f\uff08\uff09\uff0c\u300c-\u300f\u201c-\u201f\u00ab\u00bb\""
)
_BARE = (
    r"(?i)<((?:https?://[^\s/]*\w\.|mailto:)[^\s<>]+)>"
    rf"|(?<![^\W_])https?://(?=[^{_END}/]*\w\.\w)[^{_END}]+"
)
_NOT_OF_IT = "?!.,:;*_~'\u2019\u2026"
"""What ends a sentence, or is a mark, where it stands at the end of an address."""
_HOST = r"(?i)(https?://(?:[^/?#@]*@)?|mailto:[^@]*@)([^/?#:]+)"
_ORIGIN = r"(?i)^(https?://[^/?#]+)(?:/(?=[?#]|$))?"


def scheme(address: str) -> str:
    """The scheme that a browser reads, in lower case; empty where there is none.

    Browsers drop C0 controls and spaces at both ends, and tabs and line ends anywhere.
    """
    read = address.strip(_C0_AND_SPACE).translate(_REMOVED)
    match = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", read)
    return match[1].lower() if match else ""


def addresses(text: str) -> Iterator[tuple[int, int, str]]:
    """The addresses that stand in ``text`` by themselves: start, end, and the address.

    One in angle brackets ends where they do, which are no part of it (CommonMark 6.5); of another
    the punctuation behind it is not, nor a bracket that it does not open (GFM 6.9).
    """
    for match in re.finditer(_BARE, text) if "<mailto:" in text or "://" in text else ():
        address = match[1] or _ended(match[0])
        yield match.start(), match.end() if match[1] else match.start() + len(address), address


def _ended(address: str) -> str:
    """``address`` without what stands behind it."""
    while True:
        shorter = address.rstrip(_NOT_OF_IT)
        for opening, closing in ("()", "[]", "{}"):
            if shorter.endswith(closing) and shorter.count(closing) > shorter.count(opening):
                shorter = shorter[:-1]
        if shorter == address:
            return address
        address = shorter


def href(address: str) -> str:
    """``address`` with its host in ASCII (Punycode, RFC 3492), as a link needs it."""
    return re.sub(_HOST, lambda match: match[1] + _by_label(match[2], _encoded), address)


def display(address: str) -> str:
    """``address`` with its host in letters, as people read it."""
    return re.sub(_HOST, lambda match: match[1] + _by_label(match[2], _decoded), address)


def comparable(address: str) -> str:
    """``address`` in one spelling of those that browsers read alike.

    Its host in letters, scheme and host in lower case, no escapes, and no path that is a slash
    alone.
    """
    return re.sub(_ORIGIN, lambda match: match[1].lower(), unquote(display(address)))


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
