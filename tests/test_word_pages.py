"""Pages of a Word file, as rdocx lays it out: as many as the PDF has."""

from __future__ import annotations

import io

import pypdf
import pytest
from conftest import composed
from judges import pages_in_word

from cvrender import theme as themes
from cvrender.production import Document, render_format

BEYOND = {
    "sidebar",  # rdocx sets what stands in a frame above the text
    "executive",  # its PDF is full to the last line, and Cambria a little wider there
}


@pytest.mark.parametrize("theme", sorted({*themes.names()} - BEYOND))
def test_a_word_file_has_as_many_pages_as_the_pdf(theme: str) -> None:
    document = Document("cv", composed("cv"), themes.find(theme)).fitted()
    pages = len(pypdf.PdfReader(io.BytesIO(render_format(document, "pdf"))).pages)
    assert pages_in_word(render_format(document, "docx")) == pages
