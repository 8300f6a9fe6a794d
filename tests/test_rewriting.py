"""A PDF that another program writes anew, as portals and printers do, still says every word."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from judges import rewritten
from test_languages import fonts_lack
from wordfile import outline_of

from cvrender import theme
from cvrender.extract import extract
from cvrender.renderers import registry
from cvrender.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from cvrender.outline import Outline

WORDS = {
    "en": "Efficient offers: Schifffahrt, fjord, baffle flow, tt",
    "el": "Πέτρος Ίσως, ναΐφ ευφυΐα",
    "vi": "Nguyễn Thị Hằng, kỹ sư phần mềm",
    "ar": "خفض التكلفة، لأنهار الإدارة، سلام",
    "he": "שָׁלוֹם עוֹלָם שלום",
    "hi": "क्षत्रिय ज्ञान श्री विश्वसनीय प्रणाली",
    "th": "ภาษาไทย น้ำ ที่ ผู้",
}


pytestmark = pytest.mark.xdist_group("rewriting")  # each file is made once


@cache
def outline(language: str) -> Outline:
    code = language if language in ("ar", "he") else "en"
    words = WORDS[language]
    return outline_of(
        f"name: Ada Griffith\nheadline: Software officer\nlanguage: {code}\n"
        f"sections: [{{title: Staff, text: '{words}', bullets: ['**{words}**']}}]"
    )


@cache
def pdf(language: str, look: str) -> bytes:
    return registry.load("pdf").render(outline(language), theme.find(look))


@pytest.mark.parametrize("program", ["gs", "pdftocairo", "qpdf"])
@pytest.mark.parametrize("language", WORDS)
def test_no_word_is_lost_where_a_pdf_is_written_anew(
    tmp_path: Path, language: str, program: str
) -> None:
    if fonts_lack(language):
        pytest.skip(f"no font has {language}")
    look = "modern" if language == "en" else "academic"
    data = rewritten(pdf(language, look), program, tmp_path)
    typesetting = theme.find(look).typesetting
    reports = [verify(outline(language), read, typesetting) for read in extract(data)]
    assert [finding.message for report in reports for finding in report.findings] == []
