"""Pages of a Word file, as rdocx lays it out: as many as the PDF has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fuzzing import some
from judges import pages_in_word
from shared import composed

from cvrender import theme as themes
from cvrender.extract.pdf import page_count
from cvrender.production import Document, render_format

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared import Made

BEYOND = {"sidebar"}  # rdocx sets what stands in a frame above the text


LOOKS = some(themes.names(), "academic", "classic", "sidebar", "timeline")
"""Those that take the most room, one that fits as it is, and the one with a panel."""


@pytest.mark.parametrize("look", LOOKS)
def test_the_shipped_cv_fits_one_page_of_the_pdf_and_of_the_word_file(
    made: Callable[..., Made], look: str
) -> None:
    """In most themes it need not even be fitted."""
    pdf, word = (made(form, "cv", look).data for form in ("pdf", "docx"))
    if page_count(pdf) > 1:  # it is fitted, then, and both with it
        document = Document("cv", composed("cv"), themes.find(look)).fitted()
        pdf, word = (render_format(document, form) for form in ("pdf", "docx"))
    assert page_count(pdf) == 1
    assert look in BEYOND or pages_in_word(word) == 1
