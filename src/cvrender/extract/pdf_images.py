"""The images of a PDF, as PDFium shows them, and their alternative texts, read by pypdf.

PDFium gives only the tags of marked content that it draws; other programs tag pictures otherwise.
"""

import io
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from cvrender.extract.pdf_actions import reached
from cvrender.files.image_hash import ImageHash, hash_of_image

_FIGURE = "/Figure"
_DEEPEST = 15
"""How many form XObjects deep images are counted."""


def hashes(page: Any) -> Iterator[tuple[ImageHash, ...]]:
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


def alternatives(data: bytes, pictures: int, pages: slice) -> tuple[str | None, ...]:
    """The alternative text of each picture on ``pages``; None for each where a PDF has no tags."""
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
    texts = tuple(_alternatives(tree, figures, elsewhere))
    return texts + ("",) * (pictures - len(texts))


def _alternatives(tree: Any, figures: set[str], elsewhere: set[int]) -> Iterator[str]:
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
