"""A PDF that another program writes anew, as portals and printers do, still says every word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from judges import rewritten
from test_languages import fonts_lack

from cvrender import theme
from cvrender.extract import extract
from cvrender.renderers import registry
from cvrender.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable
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


@pytest.mark.parametrize("program", ["gs", "pdftocairo", "qpdf"])
@pytest.mark.parametrize("language", WORDS)
def test_no_word_is_lost_where_a_pdf_is_written_anew(
    outlined: Callable[[str], Outline], tmp_path: Path, language: str, program: str
) -> None:
    if fonts_lack(language):
        pytest.skip(f"no font has {language}")
    code = language if language in ("ar", "he") else "en"
    words = WORDS[language]
    outline = outlined(
        f"name: Ada Griffith\nheadline: Software officer\nlanguage: {code}\n"
        f"sections: [{{title: Staff, text: '{words}', bullets: ['**{words}**']}}]"
    )
    look = theme.find("modern" if language == "en" else "academic")
    data = rewritten(registry.load("pdf").render(outline, look), program, tmp_path)
    reports = [verify(outline, read, look.typesetting) for read in extract(data)]
    assert [finding.message for report in reports for finding in report.findings] == []
