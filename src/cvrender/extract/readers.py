"""Bytes → text and links, by libraries that did not write the file.

A PDF is read twice, by pypdf (content stream order) and by PDFium; a Word file straight from the
XML of its parts; a web page by lxml; Markdown by markdown-it.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
from dataclasses import asdict, dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from cvrender.errors import LostLinesError
from cvrender.extract import pdf_images
from cvrender.extract.html import seen
from cvrender.extract.json_resume import told
from cvrender.extract.pdf_links import links as links_of
from cvrender.extract.pdf_visibility import seen as seen_of
from cvrender.extract.word import body

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = [
    "Extract",
    "Link",
    "extracts",
    "from_json",
    "kind_of",
    "pages",
    "pdf_by_pdfium",
    "to_json",
]

_UNREAD = {
    rb"\{\\rtf": "an RTF file",
    rb"\xd0\xcf\x11\xe0": "a Word file of the kind before 2007 (.doc)",
    rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis": "an OpenDocument file",
}
"""How files of word processors start that nothing here reads."""
_ROW_ENDS_IN_HYPHEN = "\x02"
"""What PDFium has in place of both, where the next row goes on with a small letter."""
Link = tuple[str, str | None]
"""A target and the words that lead there; None where the reader does not tell the words."""


@dataclass(frozen=True, slots=True)
class Extract:
    """What one reader finds in a file: the text with its line breaks, and the links."""

    reader: str
    text: str
    links: tuple[Link, ...] | None = None
    """In order; None where the reader does not tell."""
    drawn: bool = False
    """Whether the text was taken back from glyphs on a page."""
    ordered: bool = True
    """Whether the format keeps the order of the source."""
    aside: tuple[tuple[str, str], ...] = ()
    """Places in which other readers do not look, and their texts."""
    pages: int | None = None
    """How many, where the format has pages."""
    pictures: tuple[str | None, ...] | None = None
    """The words that stand in for each; None where there is no place for them, or none is told."""
    sheets: tuple[tuple[str, tuple[float, ...]], ...] = ()
    """Of each page its text, and how far above its foot its rows stand, in points.

    A row may be in several parts. Empty where the reader does not go by pages.
    """


@contextlib.contextmanager
def _readable(otherwise: str) -> Iterator[None]:
    """Turn whatever a library raises on a broken file into a LostLinesError.

    Their own error classes are not enough: parsers stumble in many ways over damaged bytes.
    """
    try:
        yield
    except RecursionError as error:
        raise LostLinesError(f"{otherwise}: it is nested too deeply") from error
    except Exception as error:
        raise LostLinesError(f"{otherwise}: {error}") from error


def extracts(data: bytes, suffix: str = "", foreign: bool = False) -> tuple[Extract, ...]:
    """Read a finished file with every reader that there is for its kind (see ``kind_of``).

    Of a ``foreign`` file, which others may have changed, PDFium reads what is to be seen alone.
    Raises LostLinesError where one of them cannot read it.
    """
    if not data.strip():
        raise LostLinesError("this file is empty")
    for start, what in _UNREAD.items():
        if re.match(start, data, re.DOTALL):
            raise LostLinesError(f"this is {what}, which is not read: save it as .docx or PDF")
    kind = kind_of(data, suffix)
    if foreign and kind == "pdf":
        return _with_words((pdf_by_pypdf(data), pdf_by_pdfium(data, to_be_seen=True)))
    return tuple(read(data) for read in _READERS[kind])


def _with_words(found: tuple[Extract, ...]) -> tuple[Extract, ...]:
    if not any(extract.text.strip() for extract in found):
        raise LostLinesError("this PDF has no words for programs: it is a scan, or made of shapes")
    return found


def to_json(found: tuple[Extract, ...]) -> str:
    """``found`` for another process, on one line."""
    return json.dumps(list(map(asdict, found)))


def from_json(line: str | bytes) -> tuple[Extract, ...]:
    """What ``to_json`` was given."""
    return tuple(
        Extract(**{key: _frozen(value) for key, value in one.items()}) for one in json.loads(line)
    )


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def kind_of(data: bytes, suffix: str = "") -> str:
    """``pdf``, ``docx``, ``html``, ``json``, ``md`` or ``txt``.

    By content; by suffix what is any text.
    """
    if data.lstrip()[:5] == b"%PDF-":
        return "pdf"
    if data[:4] == b"PK\x03\x04":
        return "docx"
    if re.match(rb"\s*<(!doctype html|html)", data[:200], re.IGNORECASE):
        return "html"
    if re.match(rb'\s*\{\s*"', data[:200]):
        return "json"
    return "md" if suffix.lower() in (".md", ".markdown") else "txt"


@_readable("PDFium cannot read the PDF")
def pages(data: bytes) -> int:
    """How many pages a PDF has."""
    with _pdfium(data) as document:
        return len(document)


@_readable("pypdf cannot read the PDF")
def pdf_by_pypdf(data: bytes) -> Extract:
    """The text as pypdf reads it, page by page."""
    import logging

    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it cannot read it raises
    try:
        reader = PdfReader(io.BytesIO(data))
        text = "\n".join(page.extract_text() for page in reader.pages)
    except (DependencyError, FileNotDecryptedError) as error:
        raise ValueError("it is encrypted; save it without a password") from error
    return Extract("pypdf", text, drawn=True, pages=len(reader.pages))


@_readable("PDFium cannot read the PDF")
def pdf_by_pdfium(data: bytes, to_be_seen: bool = False) -> Extract:
    """The text as PDFium, the engine of Chromium, reads it, or what a person sees of it; links."""
    with _pdfium(data) as document:
        parts: list[str] = []
        links: list[Link] = []
        rows: list[tuple[float, ...]] = []
        pictures = 0
        for page in document:
            text_page = page.get_textpage()
            text = text_page.get_text_bounded(errors="surrogatepass")
            text = seen_of(page, text_page, text) if to_be_seen else text
            parts.append(text.replace("\r\n", "\n").replace(_ROW_ENDS_IN_HYPHEN, "-\n"))
            links += links_of(document, page, text_page)
            pictures += pdf_images.count(page)
            rows.append(_rows(text_page))
            text_page.close()
            page.close()
    return Extract(
        "pdfium",
        "\n".join(parts),
        tuple(links),
        drawn=True,
        pages=len(parts),
        pictures=pdf_images.alternatives(data, pictures) if pictures else (),
        sheets=tuple(zip(parts, rows, strict=True)),
    )


def _rows(text_page: Any) -> tuple[float, ...]:
    return tuple(text_page.get_rect(at)[1] for at in range(text_page.count_rects()))


def _pdfium(data: bytes) -> Any:
    import pypdfium2

    return pypdfium2.PdfDocument(data)


@_readable("this is no Word file")
def word_by_xml(data: bytes) -> Extract:
    """The body of a Word file, a line a paragraph, and what stands in it and beside it."""
    text, links, aside, pictures = body(data)
    return Extract("document.xml", text, links, aside=aside, pictures=pictures)


@_readable("this is no web page")
def page_by_lxml(data: bytes) -> Extract:
    """What a person sees of a web page: its text, without its navigation, links and pictures."""
    text, links, pictures = seen(data)
    return Extract("lxml", text, links, pictures=pictures)


@_readable("this is no text")
def plain(data: bytes) -> Extract:
    """A text file as it is."""
    if b"\0" in data:
        raise ValueError("it holds bytes that stand for nothing")
    return Extract("text", data.decode("utf-8-sig", "replace").replace("\r\n", "\n"))


@_readable("this is no Markdown")
def markdown_by_markdown_it(data: bytes) -> Extract:
    """The words that CommonMark shows, a line a block, and its links."""
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark")
    markdown.normalizeLink = lambda url: url  # type: ignore[method-assign]
    blocks = markdown.parse(plain(data).text)
    shown = [block.children or [block] for block in blocks if block.content]
    lines = (
        "".join(part.content or "\n" * part.type.endswith("break") for part in parts)
        for parts in shown
    )
    links = (link for parts in shown for link in _marked(parts))
    return Extract("markdown-it", "\n".join(lines), tuple(links))


def _marked(parts: list[Any]) -> Iterator[Link]:
    for at, part in enumerate(parts):
        if part.type == "link_open":
            inside = takewhile(lambda other: other.type != "link_close", parts[at:])
            yield str(part.attrs["href"]), "".join(other.content for other in inside)


@_readable("this is no JSON Resume")
def resume_by_json(data: bytes) -> Extract:
    """The texts of a JSON Resume, a line each; its own order is not that of the source."""
    text, links = told(data)
    return Extract("json", text, links, ordered=False)


_READERS: dict[str, tuple[Callable[[bytes], Extract], ...]] = {
    "pdf": (pdf_by_pypdf, pdf_by_pdfium),
    "docx": (word_by_xml,),
    "html": (page_by_lxml,),
    "json": (resume_by_json,),
    "md": (markdown_by_markdown_it,),
    "txt": (plain,),
}
