"""A PDF read by pypdf, in the order of its content streams, and by PDFium; and its attachment."""

import io
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from itertools import chain
from typing import Any

from cvrender.errors import LostLinesError
from cvrender.extract import json_resume, pdf_links, pdf_visibility
from cvrender.extract.base import Extract, FileFormat, Link, errors_as, isolated
from cvrender.extract.pdf_actions import actions, reached
from cvrender.files.image_hash import ImageHash, hash_of_image

_ALL = slice(None)
_SOURCES = ("resume.json", "attachment.xml")
"""What our PDFs and those of Europass carry; before 2020 the latter had other names."""
_LOCKED = "it is encrypted; save it without a password"
_HYPHEN_AT_ROW_END = "\x02"
"""What PDFium writes for a hyphen and the end of its row, before a row with a small letter."""
_FIGURE = "/Figure"
_DEEPEST = 15
"""How many form XObjects deep images are counted."""


@errors_as("cannot read the PDF")
def page_count(data: bytes) -> int:
    """How many pages a PDF has. Raises LostLinesError."""
    with opened(data) as document:
        return len(document)


@errors_as("cannot read the PDF")
def by_pypdf(data: bytes, pages: slice = _ALL) -> Extract:
    """The text as pypdf reads it, page by page."""
    import logging

    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it cannot read it raises
    try:
        reader = PdfReader(io.BytesIO(data))
        texts = [page.extract_text() for page in reader.pages[pages]]
    except (DependencyError, FileNotDecryptedError) as error:
        raise LostLinesError(_LOCKED) from error
    text = "\n".join(texts)
    return Extract(
        "pypdf",
        text,
        drawn=True,
        pages=len(texts),
        properties=tuple(_properties(reader)),
        actions=actions(reader),
    )


def _properties(reader: Any) -> Iterator[str]:
    """The values of the information dictionary, and the XMP packet (ISO 32000-2, 14.3)."""
    yield from map(str, (reader.metadata or {}).values())
    packet = reader.root_object.get("/Metadata")
    if packet is not None:
        yield packet.get_object().get_data().decode("utf-8", "replace")


@errors_as("cannot read the PDF")
def by_pdfium(data: bytes, visible_only: bool = False, pages: slice = _ALL) -> Extract:
    """The text, links and pictures as PDFium reads them; or only the text that a person sees."""
    with opened(data) as document:
        texts: list[str] = []
        links: list[Link] = []
        rows: list[tuple[float, ...]] = []
        pictures: list[tuple[ImageHash, ...]] = []
        for page, text_page in pages_of(document, pages):
            text = text_page.get_text_bounded(errors="surrogatepass")
            if visible_only:
                text = pdf_visibility.visible(page, text_page, text)
            texts.append(text.replace("\r\n", "\n").replace(_HYPHEN_AT_ROW_END, "-\n"))
            links += pdf_links.links(document, page, text_page)
            pictures += _hashes(page)
            count = text_page.count_rects()
            rows.append(tuple(text_page.get_rect(at)[1] for at in range(count)))
    return Extract(
        "pdfium",
        "\n".join(texts),
        tuple(links),
        drawn=True,
        pages=len(texts),
        pictures=_alternatives(data, len(pictures), pages) if pictures else (),
        hashes=tuple(chain.from_iterable(pictures)),
        sheets=tuple(zip(texts, rows, strict=True)),
    )


def _hashes(page: Any) -> Iterator[tuple[ImageHash, ...]]:
    """How each picture looks that a PDFium page shows: as it is stored, and as it is drawn.

    What is transparent is not, as it is stored; drawn, a small one has edges.
    """
    from pypdfium2 import PdfiumError
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    for image in page.get_objects([FPDF_PAGEOBJ_IMAGE], max_depth=_DEEPEST):
        found = []
        for drawn in (False, True):
            with suppress(PdfiumError, OSError, ValueError):
                found.append(hash_of_image(image.get_bitmap(render=drawn).to_pil()))
        yield tuple(found)


def _alternatives(data: bytes, pictures: int, pages: slice) -> tuple[str | None, ...]:
    """The alternative text of each picture on ``pages``; None for each where a PDF has no tags.

    By pypdf: PDFium gives the tags of marked content that it draws, and others tag pictures
    otherwise.
    """
    from pypdf import PdfReader
    from pypdf.generic import DictionaryObject

    reader = PdfReader(io.BytesIO(data))
    tree = reader.root_object.get("/StructTreeRoot")
    if tree is None:
        return (None,) * pictures
    tree = tree.get_object()
    roles = tree.get("/RoleMap", DictionaryObject()).get_object()
    figures = {_FIGURE, *(role for role in roles if roles[role] == _FIGURE)}
    others = {*range(len(reader.pages))} - {*range(len(reader.pages))[pages]}
    elsewhere = {getattr(reader.pages[at].indirect_reference, "idnum", 0) for at in others}
    texts = tuple(_of_figures(tree, figures, elsewhere))
    return texts + ("",) * (pictures - len(texts))


def _of_figures(tree: Any, figures: set[str], elsewhere: set[int]) -> Iterator[str]:
    """The alternative texts of the elements of the types ``figures``, in no order.

    Those on pages with the numbers ``elsewhere`` (as objects of the file) are left out.
    """
    for element in reached([tree.get("/K")], lambda above: [above.get("/K")]):
        if element.get("/S") in figures and _page(element) not in elsewhere:
            yield str(element.get("/Alt", ""))


def _page(element: Any) -> int | None:
    """The number of the object that is an element's page; None where it names none."""
    page = element.raw_get("/Pg") if "/Pg" in element else None
    return getattr(page, "idnum", None)


def pages_of(document: Any, chosen: slice = _ALL) -> Iterator[tuple[Any, Any]]:
    """The ``chosen`` pages and their texts, as their rows run, however a page is turned."""
    for number in range(len(document))[chosen]:
        page = document[number]
        page.set_rotation(0)
        text_page = page.get_textpage()
        yield page, text_page
        text_page.close()
        page.close()


def by_attachment(data: bytes) -> Extract | None:
    """What is attached to our PDFs, for programs; None where there is none."""
    resume = attachment(data)
    return json_resume.attached(resume) if resume else None


@errors_as("cannot read the PDF")
def attachment(data: bytes) -> bytes:
    """The JSON Resume that is attached to our PDFs; empty where there is none."""
    with opened(data) as document:
        files = map(document.get_attachment, range(document.count_attachments()))
        resume = next((file for file in files if file.get_name() == "resume.json"), None)
        return bytes(resume.get_data()) if resume else b""


def carried(data: bytes) -> tuple[str, bytes] | None:
    """The name and the bytes of our own ``resume.json``, or of the XML of Europass, if attached.

    Anybody may have made the file: it is read in the sandbox. Raises LostLinesError.
    """
    name, _, held = isolated(_carried, data).partition(b"\n")
    return (name.decode(), held) if name else None


@errors_as("cannot read the PDF")
def _carried(data: bytes) -> bytes:
    """What is carried behind a line of its name; empty where nothing is."""
    with opened(data) as document:
        files = [document.get_attachment(at) for at in range(document.count_attachments())]
        named = {file.get_name(): file for file in files}
        others = (it for it in named if it.lower().endswith(".xml") and it.isprintable())
        name = next((it for it in (*_SOURCES, *others) if it in named), "")
        return name.encode() + b"\n" + bytes(named[name].get_data()) if name else b""


def parts(
    data: bytes, pages: Iterable[int], visible_only: bool = False
) -> tuple[tuple[Extract, ...], ...]:
    """What readers find in each part of a PDF that has several, of so many ``pages`` each.

    What is attached is the last one's.
    """
    found, start = [], 0
    for count in pages:
        span = slice(start, start + count)
        found.append((by_pypdf(data, span), by_pdfium(data, visible_only, span)))
        start += count
    attached = by_attachment(data)
    return (*found[:-1], (*found[-1], *([attached] if attached else ())))


def opened(data: bytes) -> Any:
    """The document as PDFium opens it: a context manager. Raises LostLinesError if it is locked."""
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error):
            raise LostLinesError(_LOCKED) from error
        raise


FORMAT = FileFormat(
    "pdf",
    lambda data, suffix: data.lstrip()[:5] == b"%PDF-",
    (by_pypdf, by_pdfium, by_attachment),
    (by_pypdf, partial(by_pdfium, visible_only=True), by_attachment),
)
