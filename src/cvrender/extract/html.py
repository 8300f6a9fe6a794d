"""A web page read by lxml: the words that a person sees, without its navigation."""

import base64
import re
from collections.abc import Iterator
from typing import Any

from cvrender.extract.base import Extract, FileFormat, errors_as
from cvrender.extract.html_visibility import hidden
from cvrender.files.image_hash import ImageHash, image_hash

_START = re.compile(rb"\s*<(!doctype html|html)", re.IGNORECASE)
_BLOCKS = {
    "address", "article", "aside", "blockquote", "br", "dd", "details", "div", "dl", "dt",
    "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
    "main", "ol", "p", "pre", "section", "summary", "table", "td", "th", "tr", "ul",
}  # fmt: skip
_ABOUT = ("title", "meta")


@errors_as("cannot read the web page")
def read(data: bytes) -> Extract:
    """The visible words of a page in UTF-8, a line a block, its links and pictures."""
    from lxml import html

    root = html.document_fromstring(data.decode("utf-8", "replace"))
    unseen = hidden(root)
    text = re.sub(r"[ \t\r\n]*\n[ \t\r\n]*", "\n", "".join(_words(root, unseen)))
    links, pictures = ([one for one in root.iter(tag) if one not in unseen] for tag in ("a", "img"))
    return Extract(
        "lxml",
        text.strip(),
        tuple((link.get("href", ""), "".join(_words(link, unseen))) for link in links),
        pictures=tuple(picture.get("alt", "") for picture in pictures),
        hashes=tuple(_hashes(pictures)),
        properties=tuple(part.get("content") or part.text or "" for part in root.iter(*_ABOUT)),
    )


def _hashes(pictures: list[Any]) -> Iterator[ImageHash]:
    """How the pictures look that the page holds itself."""
    for picture in pictures:
        _, _, encoded = picture.get("src", "").partition(";base64,")
        try:
            found = image_hash(base64.b64decode(encoded)) if encoded else None
        except ValueError:
            continue
        if found is not None:
            yield found


def _words(element: Any, unseen: set[Any]) -> Iterator[str]:
    """The words in an element; what is ``unseen`` may hold an element that is not."""
    if not isinstance(element.tag, str):
        return
    around = "\n" if element.tag in _BLOCKS else ""
    shows = element not in unseen
    yield around
    yield re.sub(r"\s+", " ", element.text or "") if shows else ""
    for child in element:
        yield from _words(child, unseen)
        yield re.sub(r"\s+", " ", child.tail or "") if shows else ""
    yield around


FORMAT = FileFormat("html", lambda data, suffix: _START.match(data[:200]) is not None, (read,))
