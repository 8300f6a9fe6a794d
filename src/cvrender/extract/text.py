"""Plain text as it is, and the words that Markdown shows, by markdown-it."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile
from typing import Any

from cvrender.errors import LostLinesError
from cvrender.extract import html
from cvrender.extract.base import Extract, FileFormat, Link, errors_as


@errors_as("this is not text")
def _plain(data: bytes) -> Extract:
    """A text file as it is."""
    if b"\0" in data:
        raise LostLinesError("it holds bytes that stand for nothing")
    return Extract("text", data.decode("utf-8-sig", "replace").replace("\r\n", "\n"))


@errors_as("this is not Markdown")
def _markdown(data: bytes) -> Extract:
    """The words that CommonMark shows, a line a block, and its links; HTML in it is a page's."""
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark")
    markdown.normalizeLink = lambda url: url  # type: ignore[method-assign]
    text = _plain(data).text
    blocks = markdown.parse(text)
    inlines = [block.children or [block] for block in blocks if block.content]
    if any(token.type.startswith("html_") for tokens in inlines for token in tokens):
        return replace(html.read(markdown.render(text).encode()), reader="markdown-it")
    links = (link for tokens in inlines for link in _links(tokens))
    return Extract("markdown-it", "\n".join(map(_words, inlines)), tuple(links))


def _words(tokens: list[Any]) -> str:
    """What is shown: a picture in place of its description."""
    shown = (token for token in tokens if token.type != "image")
    return "".join("\n" if token.type.endswith("break") else token.content for token in shown)


def _links(tokens: list[Any]) -> Iterator[Link]:
    for at, token in enumerate(tokens):
        if token.type == "link_open":
            inside = takewhile(lambda other: other.type != "link_close", tokens[at:])
            yield str(token.attrs["href"]), "".join(other.content for other in inside)


MARKDOWN = FileFormat(
    "md", lambda data, suffix: suffix.lower() in (".md", ".markdown"), (_markdown,)
)
PLAIN = FileFormat("txt", lambda data, suffix: True, (_plain,))
