"""The link annotations of a PDF's page, as PDFium reads them, and the words that they cover."""

from collections.abc import Iterator
from ctypes import byref, c_int, create_string_buffer
from typing import Any, NamedTuple

_INSIDE = 0.5
"""Points by which the area that is read is narrower than the link, at either side."""


class Area(NamedTuple):
    """The box of a link on a page, in points from the lower left corner, and where it leads."""

    left: float
    low: float
    right: float
    high: float
    url: str

    def holds(self, box: tuple[float, ...]) -> bool:
        """Whether the middle of ``box`` is in it."""
        across, up = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return self.left <= across <= self.right and self.low <= up <= self.high


def links(document: Any, page: Any, text_page: Any) -> Iterator[tuple[str, str]]:
    """The address and the words of each link of a PDFium page, in the order of the file."""
    for area in areas(document, page):
        yield area.url, _words(text_page, area)


def areas(document: Any, page: Any) -> Iterator[Area]:
    """The links of a PDFium page, in the order of the file."""
    from pypdfium2 import raw

    cursor, link, box = c_int(0), raw.FPDF_LINK(), raw.FS_RECTF()
    while raw.FPDFLink_Enumerate(page, byref(cursor), byref(link)):
        action = raw.FPDFLink_GetAction(link)
        if size := raw.FPDFAction_GetURIPath(document, action, None, 0):
            address = create_string_buffer(size)
            raw.FPDFAction_GetURIPath(document, action, address, size)
            raw.FPDFLink_GetAnnotRect(link, byref(box))
            url = address.value.decode("utf-8", "replace")
            low, high = sorted((box.bottom, box.top))  # WeasyPrint's stand on their heads
            yield Area(box.left, low, box.right, high, url)


def _words(text_page: Any, area: Area) -> str:
    """The words in the middle two thirds of the link's height.

    Its box may touch the lines above and below; a full stop stands low.
    """
    middle, band = (area.high + area.low) / 2, (area.high - area.low) / 3
    return str(
        text_page.get_text_bounded(
            area.left + _INSIDE, middle - band, area.right - _INSIDE, middle + band
        )
    )
