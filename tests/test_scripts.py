"""Where several glyphs draw a letter, or one draws several, each character comes back."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from judges import by_pdfium, by_pypdf, pdf_ua_finds
from test_languages import fonts_lack

from cvrender import theme
from cvrender.checks.validate import validate
from cvrender.compose import compose
from cvrender.model import CV
from cvrender.renderers import registry
from cvrender.syntax.yamltext import parse_yaml
from cvrender.verify import verify
from cvrender.verify.extract import extracts

if TYPE_CHECKING:
    from pathlib import Path

    from cvrender.outline import Outline

LINES = {
    "hi": [
        "अनन्या शर्मा, वरिष्ठ इंजीनियर",
        "विश्वसनीय प्रणाली बनाती हूँ और शिक्षा देती हूँ",
        "राष्ट्रीय स्तर पर मार्गदर्शन, श्रृंखला, त्र्यंबक",
        "क्\u200dष क्ष शि श र रि",
    ],
    "bn": ["বাংলা কোম্পানি কৈ কৌ ক", "শ্রী ইঞ্জিনিয়ার"],
    "ta": ["கொ தமிழ் மொழி க", "பொறியாளர் கோ கௌ"],
    "th": ["ภาษาไทย น้ำ นา ที่ ผู้"],
    "en": ["a\u0301 a e\u0308 e a\u0304\u0301 a", "a\u200db ab a\u200cb", "\u0041\u030a A Åse"],
}
scripts = pytest.mark.parametrize(
    "language",
    [
        pytest.param(code, marks=pytest.mark.skipif(fonts_lack(code), reason=f"no font has {code}"))
        for code in LINES
    ],
)


@cache
def outline(language: str) -> Outline:
    bullets = "".join(f'\n      - "{line}"' for line in LINES[language])
    text = f"name: Alex\nsections:\n  - title: A\n    bullets:{bullets}\n"
    return compose(validate(parse_yaml(text, "cv.yaml"), CV))


@cache
def pdf(language: str) -> bytes:
    return registry.load("pdf").render(outline(language), theme.find("classic"))


@scripts
@pytest.mark.parametrize("read", [by_pypdf, by_pdfium])
def test_each_character_comes_back_from_the_page(read, language: str) -> None:
    text = unparted(read(pdf(language)))
    assert [line for line in LINES[language] if unparted(line) not in text] == []


def unparted(text: str) -> str:
    """Without blanks, which readers see beside marks, and what glyphs without a character say."""
    return "".join(text.replace("\u2060", "").split())


@scripts
def test_verify_finds_every_line_and_nothing_unseen(language: str) -> None:
    reports = [verify(outline(language), extract) for extract in extracts(pdf(language))]
    assert [report.findings for report in reports] == [(), ()]


@scripts
def test_codes_that_share_a_glyph_keep_to_pdf_ua(language: str, tmp_path: Path) -> None:
    path = tmp_path / "cv.pdf"
    path.write_bytes(pdf(language))
    assert pdf_ua_finds(path) == []


@pytest.mark.skipif(fonts_lack("fa"), reason="no font has Persian")
def test_a_joiner_that_does_not_come_back_is_told() -> None:
    text = "name: Alex\nsections: [{title: A, bullets: [می\u200cخواهم]}]"
    persian = compose(validate(parse_yaml(text, "cv.yaml"), CV))
    data = registry.load("pdf").render(persian, theme.find("classic"))
    for extract in extracts(data):
        report = verify(persian, extract)
        assert report.good
        assert [(finding.kind, finding.message) for finding in report.findings] == [
            (
                "unseen",
                "1 of 1 U+200C ZERO WIDTH NON-JOINER cannot be read back; the words look right",
            )
        ]
