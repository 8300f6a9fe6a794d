"""Letters as finished files: every line in every theme and format, and where a layout has it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from chromium import PROGRAM
from fuzzing import some
from judges import (
    FOR_LIBREOFFICE,
    by_document_xml,
    by_lxml,
    by_markdown_it,
    by_pdfium,
    by_pypdf,
    document_xml,
    open_xml_finds,
    pdf_finds,
)
from shared import ROOT
from test_languages import fonts_lack

from cvrender import pipeline, theme
from cvrender.errors import UsageError
from cvrender.extract import extract
from cvrender.production import Document, render_format
from cvrender.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chromium import Chromium

    from cvrender.outline import Outline

CV = """\
name: Nina Brandt
headline: Softwareentwicklerin
email: nina@brandt.example
phone: +49 30 901820
location: Birkenweg 4, 12435 Berlin
language: de
photo: {file: zoe.jpg, alt: Nina}
sections: [{kind: work, bullets: [Programme]}]
"""
LETTER = """\
cv: cv.yaml
to:
  name: Frau Dr. Sabine Keller
  position: Leiterin Entwicklung
  organization: Nordlicht GmbH
  address: [Hafenstraße 12, 20457 Hamburg]
date: 2026-11-30
place: Berlin
subject: Bewerbung als Entwicklerin
letter: |
  Ihre Ausschreibung hat mich **sofort** angesprochen.

  - Python
  - [Geduld](https://example.org)

  Über ein Gespräch freue ich mich.
signature: {file: zoe.jpg, alt: Unterschrift}
enclosures: [Lebenslauf, Zeugnisse]
"""
SENDER = ["Nina Brandt", "Softwareentwicklerin", "nina@brandt.example", "+49 30 901820"]
PLACE = "Birkenweg 4, 12435 Berlin"
BELOW = [
    *("Nordlicht GmbH", "Frau Dr. Sabine Keller", "Leiterin Entwicklung"),
    *("Hafenstraße 12", "20457 Hamburg", "Berlin, 30. November 2026"),
    *("Bewerbung als Entwicklerin", "Sehr geehrte Frau Dr. Keller,"),
    *("Ihre Ausschreibung hat mich sofort angesprochen.", "Python", "Geduld"),
    *("Über ein Gespräch freue ich mich.", "Mit freundlichen Grüßen", "Nina Brandt"),
    *("Anlagen", "Lebenslauf, Zeugnisse"),
]
"""What a DIN letter has below its sender."""
READERS = {
    "pdf": (by_pypdf, by_pdfium),
    "docx": (by_document_xml,),
    "html": (by_lxml,),
    "md": (by_markdown_it,),
    "txt": (bytes.decode,),
}
DECORATION = re.compile(r"[\s•·:|–-]*")
MILLIMETRE = 72 / 25.4


@cache
def document(look: str, letter: str = LETTER, cv: str = CV) -> Document:
    """A letter in a theme."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "zoe.jpg").write_bytes((ROOT / "data" / "zoe.jpg").read_bytes())
        (Path(folder) / "cv.yaml").write_text(cv, "utf-8")
        path = Path(folder) / "letter.yaml"
        path.write_text(letter, "utf-8")
        return pipeline.prepare(pipeline.Job(path, theme=look)).documents[0]


@cache
def rendered(form: str, look: str = "classic") -> bytes:
    return render_format(document(look), form)


IN_WORD = ("classic", "sidebar")
"""A name block on plain paper, and one on a band."""
for _look in IN_WORD:
    FOR_LIBREOFFICE[f"letter-{_look}"] = partial(rendered, "docx", _look)


def lacking(text: str, lines: list[str]) -> Iterator[str]:
    """Those of ``lines`` that are not next in ``text``, and what stands before others."""
    rest = " ".join(text.split())
    for line in lines:
        shown = line.upper() if rest.lstrip("• ·|–-:").startswith(line.upper()) else line
        before, found, rest = rest.partition(shown)
        if not (found and DECORATION.fullmatch(before)):
            yield f"“{before[:60]}” before “{line}”"


@pytest.mark.parametrize("look", some(theme.names(), *IN_WORD, "modern", "tabular", "timeline"))
def test_each_line_stands_once_in_order_in_every_theme(look: str) -> None:
    returned = f"Nina Brandt · {PLACE}"
    for form in ("pdf", "docx", "html"):
        for read in READERS[form]:
            text = read(rendered(form, look))
            assert list(lacking(text, [*SENDER, PLACE, returned, *BELOW])) == []


@pytest.mark.parametrize("form", ["md", "txt"])
def test_each_line_stands_once_in_order_in_text(form: str) -> None:
    (read,) = READERS[form]
    lines = [*SENDER, PLACE, f"Nina Brandt · {PLACE}", *BELOW]
    assert list(lacking(read(rendered(form)), lines)) == []


def places(pdf: bytes, *texts: str) -> dict[str, tuple[float, float]]:
    """Where the first letter of each text stands on the first page: its left and upper edge.

    In millimetres from the paper's edges; of a text that stands twice, the first.
    """
    with pypdfium2.PdfDocument(pdf) as opened:
        page, text = opened[0], opened[0].get_textpage()
        found = {}
        for words in texts:
            match = text.search(words, match_case=True).get_next()
            assert match is not None, words
            left, _, _, top = text.get_charbox(match[0])
            found[words] = (left / MILLIMETRE, (page.get_height() - top) / MILLIMETRE)
        return found


@pytest.mark.parametrize("look", ["classic", "sidebar", "tabular"])
def test_a_german_letter_stands_where_din_5008_form_b_has_it(look: str) -> None:
    """The figures are the norm's; letters begin up to 1.2 mm below the upper edge of their line."""
    expected = {
        f"Nina Brandt · {PLACE}": (25, 62.7 - 3.9),  # in the zone above the address
        "Nordlicht GmbH": (25, 62.7),  # 45 mm, and the zone's 17.7
        "Berlin, 30. November 2026": (125, 62.7 + 4 * 4.815),  # beside the fifth line
        "Bewerbung als Entwicklerin": (25, 98.46),
    }
    found = places(rendered("pdf", look), *expected, *SENDER[1:])
    for words, (left, top) in expected.items():
        assert found[words][0] == pytest.approx(left, abs=0.5), words
        assert 0 <= found[words][1] - top < 1.3, words
    assert max(found[words][1] for words in SENDER[1:]) < 45  # of the letterhead


@pytest.mark.parametrize("look", ["classic", "modern"])
def test_a_word_file_has_the_heights_that_the_pdf_has(look: str) -> None:
    """The lines of the name block have exact heights, and the rest is space above a style."""
    body = document_xml(rendered("docx", look))
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    styles = [p.get(f"{w}val") for p in body.iter(f"{w}pStyle")]
    assert styles[styles.index("ReturnAddress") :] == [
        *("ReturnAddress", *["InsideAddress"] * 5, "Subject", "Salutation", "LetterText"),
        *("ListBullet", "ListBullet", "LetterText", "Valediction", "Signature", "Signature"),
        "Enclosures",
    ]
    subject = next(p for p in body.iter(f"{w}p") if "Bewerbung" in "".join(p.itertext()))
    before = subject.find(f"{w}pPr/{w}spacing").get(f"{w}before")
    tokens = document(look).theme.tokens
    line = float(tokens.sizes.body.removesuffix("pt")) * tokens.line_height
    assert int(before) / 20 == pytest.approx((98.46 - 62.7) * MILLIMETRE - 5 * line, abs=0.1)


@pytest.mark.parametrize("look", IN_WORD)
def test_a_word_file_stands_where_the_pdf_does(in_libreoffice: dict[str, bytes], look: str) -> None:
    texts = ("Nordlicht GmbH", "Berlin, 30.", "Bewerbung als Entwicklerin", "Sehr geehrte")
    expected = places(rendered("pdf", look), *texts)
    for words, place in places(in_libreoffice[f"letter-{look}"], *texts).items():
        assert place == pytest.approx(expected[words], abs=0.5), words


@pytest.mark.xdist_group("browser")
@pytest.mark.skipif(PROGRAM is None, reason="there is no Chromium here")
@pytest.mark.parametrize("look", IN_WORD)
def test_a_browser_prints_the_web_page_where_the_pdf_stands(
    browser: Chromium, tmp_path: Path, look: str
) -> None:
    page = tmp_path / "letter.html"
    page.write_bytes(rendered("html", look))
    browser.open(page.as_uri())
    texts = ("Nordlicht GmbH", "Berlin, 30.", "Bewerbung als Entwicklerin", "Sehr geehrte")
    expected = places(rendered("pdf", look), *texts)
    for words, place in places(browser.printed(), *texts).items():
        assert place == pytest.approx(expected[words], abs=0.5), words


def test_a_photo_that_would_reach_into_the_window_is_left_to_the_cv() -> None:
    above = f"{LETTER}design: {{photo: {{place: above}}}}"
    assert document("classic").outline.photo is not None
    assert document("classic", above).outline.photo is None


@pytest.mark.parametrize("look", ["classic", "sidebar"])
def test_judges_of_pdf_and_open_xml_find_nothing(tmp_path: Path, look: str) -> None:
    for form, judge in (("pdf", pdf_finds), ("docx", open_xml_finds)):
        path = tmp_path / f"letter.{form}"
        path.write_bytes(rendered(form, look))
        assert judge(path) == []


def test_the_same_letter_gives_the_same_bytes() -> None:
    for form in ("pdf", "docx", "html"):
        assert render_format(document("modern"), form) == rendered(form, "modern")


def made(letter: str, cv: str) -> Outline:
    return document("classic", f"cv: cv.yaml\ndate: 2026-11-30\n{letter}", cv).outline


@pytest.mark.parametrize(
    ("layout", "lines"),
    [
        ("us", ["November 30, 2026", "Ms. Berg", "Polar", "Dear Ms. Berg:", "Post", "Sincerely,"]),
        ("uk", ["Ms. Berg", "Polar", "30 November 2026", "Dear Ms. Berg,", "Post"]),
        ("ch-right", ["Polar", "Ms. Berg", "30 November 2026", "Post", "Dear Ms. Berg,"]),
        ("jp", ["30 November 2026", "Polar", "Ms. Berg", "Post", "Dear Ms. Berg,"]),
    ],
)
def test_a_layout_orders_the_head(layout: str, lines: list[str]) -> None:
    letter = "letter:\nto: {name: Ms. Berg, organization: Polar}\nsubject: Post\n"
    outline = made(f"{letter}design: {{letter: {{layout: {layout}}}}}", ENGLISH)
    assert outline.letter
    assert list(map(str, outline.letter.lines()))[: len(lines)] == lines


def test_a_swiss_letter_has_no_comma_and_words_of_its_own() -> None:
    letter = f"{LETTER}photo: false\ndesign: {{letter: {{layout: ch-left}}}}\n"
    outline = document("classic", letter).outline
    assert outline.letter
    lines = list(map(str, outline.letter.lines()))
    assert lines[7] == "Sehr geehrte Frau Dr. Keller"
    assert lines[-4:] == ["Freundliche Grüsse", "Nina Brandt", "Beilagen", "Lebenslauf, Zeugnisse"]
    assert outline.photo is None


CONTACT = "email: a@example.org\nsections: [{title: W, bullets: [B]}]\n"
ENGLISH = f"name: Ada Byron\n{CONTACT}"
OTHERS = {
    "Arabic": (
        "letter: أكتب إليكم بشأن وظيفة مهندسة برمجيات.\nto: {name: السيدة ليلى حداد}\n",
        f"name: نور الدين\nlanguage: ar\n{CONTACT}",
    ),
    "Japanese": (
        "letter: 求人を拝見し、応募いたしました。\nto: {organization: 株式会社北光}\n",
        f"name: 山田 花子\nlanguage: ja\n{CONTACT}",
    ),
    "none": ("letter:\n", ENGLISH),
    "long": (
        f"letter: ['{'All these words say nothing. ' * 300}', '{'More of it. ' * 500}']\n",
        ENGLISH,
    ),
}


@pytest.mark.parametrize("kind", OTHERS)
def test_any_text_is_read_back_whole(kind: str) -> None:
    """3,000 words, none, from right to left, without blanks."""
    if kind == "Japanese" and fonts_lack("ja"):
        pytest.skip("no font has ja")
    letter, cv = OTHERS[kind]
    made_of = document("classic", f"cv: cv.yaml\ndate: 2026-11-30\n{letter}", cv)
    for form in ("pdf", "docx"):
        for read in extract(render_format(made_of, form)):
            report = verify(made_of.outline, read, made_of.theme.typesetting)
            assert [str(finding) for finding in report.findings if finding.loss] == []


def test_a_letter_of_more_than_a_page_says_so(tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(ENGLISH, "utf-8")
    path = tmp_path / "letter.yaml"
    path.write_text(f"cv: cv.yaml\nletter: {'word ' * 1500}", "utf-8")
    (warning,) = pipeline.make(pipeline.Job(path, ("pdf",))).warnings
    assert str(warning).startswith(f"{path}:2:9: warning: 1.")
    assert warning.code == "too-long"


def test_a_letter_that_is_scaled_keeps_its_margins(tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(CV.replace("photo", "#"), "utf-8")
    path = tmp_path / "letter.yaml"
    path.write_text(f"cv: cv.yaml\nto: Nordlicht GmbH\nletter: {'Wort ' * 800}", "utf-8")
    result = pipeline.make(pipeline.Job(path, ("pdf",)))
    (file,) = result.files
    assert file.pages == 1
    for left, _ in places(file.data, "Nordlicht GmbH", "Wort Wort").values():
        assert left == pytest.approx(25, abs=0.5)


def test_margins_and_type_are_the_layouts_unless_the_letter_says_others() -> None:
    own = "design: {page: {margin: {left: 30mm}}, sizes: {body: 9pt}}"
    usual, said = (document("classic", f"{LETTER}{design}").theme.tokens for design in ("", own))
    assert (usual.page.margin.left, usual.page.margin.right) == ("25mm", "20mm")
    assert (said.page.margin.left, said.page.margin.right) == ("30mm", "20mm")
    assert (usual.sizes.body, said.sizes.body) == ("10.5pt", "9pt")


@pytest.mark.parametrize("form", ["docx", "html", "txt"])
def test_a_finished_letter_without_some_of_its_parts_misses_them(form: str) -> None:
    whole = document("classic").outline
    assert whole.letter is not None
    fewer = replace(whole.letter, subject=None, passages=whole.letter.passages[1:])
    shorter = replace(document("classic"), outline=replace(whole, letter=fewer))
    for read in extract(render_format(shorter, form), f".{form}"):
        found = verify(whole, read, shorter.theme.typesetting).findings
        assert [(each.kind, str(each.line)) for each in found] == [
            ("missing", "Bewerbung als Entwicklerin"),
            ("missing", "Ihre Ausschreibung hat mich sofort angesprochen."),
        ]


def test_a_theme_whose_own_page_has_no_letters_says_so() -> None:
    made_of = document("classic")
    bare = replace(made_of.theme, page="<title>{{ cv.title }}</title><h1>{{ cv.name }}</h1>")
    with pytest.raises(UsageError, match="the page of the theme `classic` has no letters"):
        render_format(replace(made_of, theme=bare), "html")
