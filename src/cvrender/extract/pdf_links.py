"""The link annotations of a PDF's page, as PDFium reads them, and the words that they cover."""

from __future__ import annotations

from ctypes import byref, c_int, create_string_buffer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_INSIDE = 0.5
"""Points by which the area that is read is narrower than the link, at either side."""


def links(document: Any, page: Any, text_page: Any) -> Iterator[tuple[str, str]]:
    """The address and the words of each link of a PDFium page, in the order of the file."""
    from pypdfium2 import raw

    cursor, link = c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page, byref(cursor), byref(link)):
        action = raw.FPDFLink_GetAction(link)
        if size := raw.FPDFAction_GetURIPath(document, action, None, 0):
            address = create_string_buffer(size)
            raw.FPDFAction_GetURIPath(document, action, address, size)
            yield address.value.decode("utf-8", "replace"), _words(text_page, link)


def _words(text_page: Any, link: Any) -> str:
    """The words in the middle two thirds of the link's height.

    Its box may touch the lines above and below; a full stop stands low.
    """
    from pypdfium2 import raw

    box = raw.FS_RECTF()
    raw.FPDFLink_GetAnnotRect(link, byref(box))
    middle, band = (box.top + box.bottom) / 2, (box.top - box.bottom) / 3
    return str(
        text_page.get_text_bounded(
            box.left + _INSIDE, middle - band, box.right - _INSIDE, middle + band
        )
    )
