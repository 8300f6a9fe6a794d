"""Where several glyphs draw a letter, or one draws several, each character comes back."""

from __future__ import annotations

import io
import re
import subprocess
import time
from functools import cache
from shutil import which
from typing import TYPE_CHECKING
from unicodedata import normalize

import pikepdf
import pypdfium2
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.pens.basePen import NullPen
from fontTools.ttLib import TTFont
from judges import by_pdfium, by_pypdf, pdf_finds
from PIL import Image, ImageChops
from test_languages import fonts_lack

from cvrender import theme
from cvrender.checks.validate import validate
from cvrender.compose import compose
from cvrender.extract import extract
from cvrender.model import CV
from cvrender.renderers import registry
from cvrender.syntax import parse_yaml
from cvrender.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from cvrender.outline import Outline

pytestmark = pytest.mark.xdist_group("scripts")  # each file is made once

LINES = {
    "hi": [
        "अनन्या शर्मा, वरिष्ठ इंजीनियर",
        "विश्वसनीय प्रणाली बनाती हूँ और शिक्षा देती हूँ",
        "राष्ट्रीय स्तर पर मार्गदर्शन, श्रृंखला, त्र्यंबक",
        "संबंध, हिंदी, गंगा, संयंत्र, स्त्र्य",
        "क्\u200dष क्ष शि श र रि",
    ],
    "bn": ["বাংলা কোম্পানি কৈ কৌ ক", "শ্রী ইঞ্জিনিয়ার"],
    "ta": ["கொ தமிழ் மொழி க", "பொறியாளர் கோ கௌ"],
    "th": ["ภาษาไทย น้ำ นา ที่ ผู้"],
    "km": ["វិស្វករកម្មវិធីជាន់ខ្ពស់ ស្ត្រី ត្រៀម"],
    "my": ["ကျွန်ုပ်တို့၏ ကြိုးစားမှု"],
    "si": ["ජ්\u200dයෙෂ්ඨ ඉංජිනේරු ශ්\u200dරී"],
    "ja": ["2019〜2021 2019～2021", "辻\U000e0100 \u30ab\u3099 ガ"],
    "ko": ["체크 목록과 초콜릿, 치킨 집의 책크기"],  # in some fonts with the numbers of surrogates
    "en": ["a\u0301 a e\u0308 e a\u0304\u0301 a", "a\u200db ab a\u200cb", "\u0041\u030a A Åse"],
    "ar": ["مُهَنْدِسَةُ بَرْمَجِيَّاتٍ فِي شَرِكَةٍ كَبِيرَةٍ", "كَلَّا، إِنَّ الإِسْلَامَ سَلَامٌ", "للأنهار لا"],
    "fa": ["می\u200cخواهم نرم\u200cافزار بسازم", "تَجرِبهٔ ه\u200d ه"],
    "he": ["מְהַנְדֶּסֶת תּוֹכְנָה בְּחֶבְרָה", "שָׁלוֹם עוֹלָם שלום"],
}
RIGHT_TO_LEFT = ("ar", "fa", "he")
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
    own = language if language in RIGHT_TO_LEFT else "en"
    text = f"name: Alex\nlanguage: {own}\nsections:\n  - title: A\n    bullets:{bullets}\n"
    return compose(validate(parse_yaml(text, "cv.yaml"), CV))


@cache
def pdf(language: str) -> bytes:
    return registry.load("pdf").render(outline(language), theme.find("classic"))


@pytest.mark.unwatched
@scripts
@pytest.mark.parametrize("read", [by_pypdf, by_pdfium])
def test_each_character_comes_back_from_the_page(read, language: str) -> None:
    text = normalize("NFC", read(pdf(language)))
    assert [line for line in LINES[language] if normalize("NFC", line) not in text] == []


@pytest.mark.skipif(which("pdftotext") is None, reason="poppler's pdftotext is not here")
@pytest.mark.parametrize("language", [c for c in ("ar", "fa", "he") if not fonts_lack(c)])
def test_poppler_reads_words_whole_whose_letters_are_drawn_as_one(language: str) -> None:
    bullets = {"ar": ["الآن", "الإنجازات", "الاهتمامات"], "fa": ["سالانه", "کلاس"], "he": ["שלום"]}
    text = (
        f"name: Alex\nlanguage: {language}\nsections: [{{title: A, bullets: {bullets[language]}}}]"
    )
    made = registry.load("pdf").render(
        compose(validate(parse_yaml(text, "cv.yaml"), CV)), theme.find("classic")
    )
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=made, capture_output=True)
    words = re.sub("[\u202a-\u202e•]", "", done.stdout.decode()).split()
    assert words == ["Alex", "A", *bullets[language]]


@scripts
def test_verify_finds_every_line_and_nothing_unseen(language: str) -> None:
    reports = [verify(outline(language), read) for read in extract(pdf(language))]
    assert [report.findings for report in reports] == [(), (), ()]


@scripts
def test_codes_that_share_a_glyph_keep_to_pdf_ua(language: str, tmp_path: Path) -> None:
    path = tmp_path / "cv.pdf"
    path.write_bytes(pdf(language))
    assert pdf_finds(path) == []


@pytest.mark.parametrize(
    ("joined", "plain"),
    [
        ("j\u200df\u200d J", "jf J"),
        pytest.param(
            "カ\u3099\u200d 辻\u200d",
            "ガ 辻",
            marks=pytest.mark.skipif(fonts_lack("ja"), reason="no font has ja"),
        ),
    ],
    ids=["outlines of TrueType", "outlines of PostScript"],
)
def test_what_has_a_glyph_of_its_own_looks_as_without(joined: str, plain: str) -> None:
    pages = [picture(page_of(f'"{text}"')) for text in (joined, plain)]
    difference = ImageChops.difference(*pages).point(lambda level: level > 100 and 255)
    assert (difference.getbbox(), pages[0].getextrema()) == (None, pages[1].getextrema())


APOSTROPHES = ["it’s é", "it's O'Neill", "'so' ’t é", "it's", "'nin é's"]


@pytest.mark.parametrize("look", ["classic", "modern", "timeline"])  # Manrope draws ' as ’
@pytest.mark.parametrize("texts", [APOSTROPHES, APOSTROPHES[::-1]])
def test_apostrophes_come_back_as_they_were_typed(look: str, texts: list[str]) -> None:
    found = by_pdfium(page_of(", ".join(f'"{text}"' for text in texts), look))
    assert [text for text in texts if f"{text}\r" not in f"{found}\r"] == []


def page_of(bullet: str, look: str = "classic") -> bytes:
    text = f"name: Alex\nsections: [{{title: A, bullets: [{bullet}]}}]"
    outline = compose(validate(parse_yaml(text, "cv.yaml"), CV))
    return registry.load("pdf").render(outline, theme.find(look))


def picture(data: bytes) -> Image.Image:
    with pypdfium2.PdfDocument(data) as document:
        return document[0].render(scale=3).to_pil().convert("L")


EMOJI = ["🎉 launch 👩\u200d💻 and 👍🏽 🇩🇪 1\ufe0f\u20e3", "☎\ufe0f or ☎ ✅"]


@pytest.mark.skipif(fonts_lack("und-zsye"), reason="no font has emoji")
def test_emoji_come_back_from_the_page() -> None:
    data = page_of(", ".join(f'"{line}"' for line in EMOJI))
    for read in (by_pypdf, by_pdfium):
        text = "".join(read(data).split())  # PDFium takes no blank between two pictures for one
        assert [line for line in EMOJI if "".join(line.split()) not in text] == []


@pytest.mark.skipif(fonts_lack("und-zsye"), reason="no font has emoji")
def test_a_page_with_emoji_repeats_byte_for_byte_on_another_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    today = page_of(f'"{EMOJI[0]}"')
    monkeypatch.setattr(time, "time", lambda: 86_400.0)
    assert page_of(f'"{EMOJI[0]}"') == today


@pytest.mark.skipif(fonts_lack("ar"), reason="no font has ar")
@pytest.mark.parametrize(
    "words", ["تصميم [الأنظمة](https://b.example) معا", "[a.b](https://b.example)"]
)
def test_the_words_of_a_link_are_read_whole_though_some_letters_lie_low(words: str) -> None:
    written = f"name: A\nsections: [{{title: T, text: '{words}'}}]"
    linked = compose(validate(parse_yaml(written, "cv.yaml"), CV))
    data = registry.load("pdf").render(linked, theme.find("classic"))
    assert [verify(linked, read).findings for read in extract(data)] == [(), (), ()]


def test_a_blank_that_does_not_break_leaves_others_what_they_are() -> None:
    text = by_pypdf(page_of('"**a\u00a0b**", "**c d**"'))
    assert ("a\u00a0b" in text, "c d" in text) == (True, True)


@pytest.mark.parametrize(
    "language",
    [
        pytest.param(code, marks=pytest.mark.skipif(fonts_lack(code), reason=f"no font has {code}"))
        for code in ("ar", "ja")
    ],
)
def test_every_glyph_is_as_wide_in_its_font_as_in_the_file(language: str) -> None:
    with pikepdf.open(io.BytesIO(pdf(language))) as document:
        widths = [
            pair for _, font in document.pages[0].Resources.Font.items() for pair in told(font)
        ]
    assert [pair for pair in widths if abs(pair[0] - pair[1]) > 1] == []  # ISO 19005-3, 6.2.11.5


def told(font) -> Iterator[tuple[float, float]]:
    """The width of each code that a font of the PDF has, and that of the glyph in its file."""
    below = font.DescendantFonts[0]
    drawn = drawn_widths(below.FontDescriptor)
    for first, those in zip(list(below.W)[::2], list(below.W)[1::2], strict=True):
        for code, width in enumerate(those, int(first)):
            yield float(width), drawn(code)


def drawn_widths(descriptor) -> Callable[[int], float]:
    """The width of a code's glyph, in thousandths of an em, as the embedded file has it."""
    if "/FontFile2" in descriptor:
        font = TTFont(io.BytesIO(descriptor.FontFile2.read_bytes()))
        names, scale = font.getGlyphOrder(), 1000 / font["head"].unitsPerEm
        return lambda code: font["hmtx"][names[code]][0] * scale
    outlines = CFFFontSet()
    outlines.decompile(io.BytesIO(descriptor.FontFile3.read_bytes()), None)
    glyphs = outlines[0].CharStrings

    def width(code: int) -> float:
        glyph = glyphs[f"cid{code:05d}"]  # a code means the glyph of this name
        glyph.draw(NullPen())
        return glyph.width

    return width


@pytest.mark.skipif(fonts_lack("ja"), reason="no font has ja")
def test_a_font_of_tens_of_thousands_of_characters_holds_those_of_the_page_alone() -> None:
    with pikepdf.open(io.BytesIO(pdf("ja"))) as document:
        for _, font in document.pages[0].Resources.Font.items():
            below = font.DescendantFonts[0]
            if below.Subtype == "/CIDFontType0":
                outlines = CFFFontSet()
                outlines.decompile(io.BytesIO(below.FontDescriptor.FontFile3.read_bytes()), None)
                codes = sum(map(len, list(below.W)[1::2]))
                assert codes <= len(outlines[0].CharStrings) <= 2 * codes


@pytest.mark.skipif(fonts_lack("ja"), reason="no font has ja")
def test_outlines_of_postscript_are_embedded_alone_and_named_what_they_are() -> None:
    """ISO 32000-1, tables 117 and 126."""
    with pikepdf.open(io.BytesIO(pdf("ja"))) as document:
        below = [font.DescendantFonts[0] for _, font in document.pages[0].Resources.Font.items()]
        fonts = [font for font in below if font.Subtype == "/CIDFontType0"]
        files = [font.FontDescriptor.FontFile3 for font in fonts]
        assert {str(file.Subtype) for file in files} == {"/CIDFontType0C"}
        assert {file.read_bytes()[:2] for file in files} == {b"\x01\0"}  # version 1.0 of CFF
        assert [font for font in fonts if "/CIDToGIDMap" in font] == []
