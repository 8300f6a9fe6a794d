"""Line breaks: parts of a text that a line must not break inside of, as HTML."""

import re
from collections.abc import Iterable
from itertools import cycle

from markupsafe import Markup, escape

from cvrender.renderers.bidi import islands
from cvrender.renderers.no_break import PAIR

_COMPOUND = re.compile(
    # A pair; a compound, also of numbers: pages 269–944.
    rf"(?P<whole>{PAIR}"
    r"|(?<!\S)(?=\S{3,40}(?!\S))\S*[^\s\-/][\-/–]\S*"
    # Of a longer address, each part between two slashes.
    r"|(?<![^\s/])(?=[^\s/]{3,40}(?![^\s/]))[^\s/]*[^\s\-/]-[^\s/]*)"
    # Of a word too long for that, what stands around each hyphen.
    r"|(?P<joint>[^\s\-/](?:-[^\s\-/])+)"
)
_CLASSES = ("", "unbroken", "unbroken joint")
"""Of what the pattern splits a text into, over and over: text between, a compound, a joint."""
_ISLAND = Markup('<bdi dir="ltr">{}</bdi>')
_SPAN = Markup('<span class="{}">{}</span>')
_LINK = Markup('<a href="{}">{}</a>')
_SPAN_LINK = Markup('<a href="{}" class="{}">{}</a>')
_LONG_TEXT = 60
_SHORTEST_END, _LONGEST_END = 10, 28
_MOST_WORDS = 5
"""Characters of a text that gets an end, and of its end; words of the end."""


def ending(text: str) -> str:
    """The last words of a longer text that are kept together, so that its last line is not short.

    Empty for a short text, and where they would be too long.
    """
    if len(text) < _LONG_TEXT:
        return ""
    words = text.split()
    for count in range(2, min(_MOST_WORDS, len(words)) + 1):
        last = " ".join(words[-count:])
        if len(last) >= _SHORTEST_END and last[0] != "%":
            return last if len(last) <= _LONGEST_END else ""
    return ""


def unbroken(text: str, direction: str = "ltr", last: str = "", url: str = "") -> Markup:
    """``text`` with each compound (``on-call``, ``71 %``) kept on one line, and so ``last``.

    ``last`` is the end of ``text``; ``url`` makes a link of each part. PDF readers drop a hyphen at
    the end of a line, and a search for the word no longer finds it. Right-to-left text is left
    whole but for its left-to-right islands: WeasyPrint orders parts of it as if each ran so.
    """
    if direction == "rtl":
        pieces = ((_piece(part, "", url), island) for part, island in islands(text))
        return Markup("").join(_ISLAND.format(part) if island else part for part, island in pieces)
    before = text.removesuffix(last) if last else text
    parts = zip((*_COMPOUND.split(before), text[len(before) :]), cycle(_CLASSES), strict=False)
    return Markup("").join(_piece(part, kept, url) for part, kept in parts if part)


def parts(texts: Iterable[str], url: str = "") -> Markup:
    """``texts`` of which none is broken, and between which a line may end."""
    return Markup("").join(_piece(text, "unbroken joint", url) for text in texts)


def _piece(text: str, kept: str, url: str) -> Markup:
    if url:
        return _SPAN_LINK.format(url, kept, text) if kept else _LINK.format(url, text)
    return _SPAN.format(kept, text) if kept else escape(text)
