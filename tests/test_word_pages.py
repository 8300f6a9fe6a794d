"""Pages of a Word file, as rdocx lays it out: as many as the PDF has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import composed
from judges import pages_in_word

from cvrender import theme as themes
from cvrender.extract.pdf import page_count
from cvrender.production import Document, render_format

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Made

BEYOND = {"sidebar"}  # rdocx sets what stands in a frame above the text


@pytest.mark.parametrize("look", sorted({*themes.names()} - BEYOND))
def test_a_word_file_has_as_many_pages_as_the_pdf(made: Callable[..., Made], look: str) -> None:
    pdf, word = (made(form, "cv", look).data for form in ("pdf", "docx"))
    if page_count(pdf) > 1:  # it is fitted, then, and both with it
        document = Document("cv", composed("cv"), themes.find(look)).fitted()
        pdf, word = (render_format(document, form) for form in ("pdf", "docx"))
    assert pages_in_word(word) == page_count(pdf) == 1
