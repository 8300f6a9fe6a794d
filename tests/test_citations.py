"""Publications as citations: a paragraph each, in the manner of a style, the same everywhere."""

from __future__ import annotations

import io
import json
import re

import docx
import pikepdf
import pytest
from lxml import html

import cvrender
from cvrender import theme
from cvrender.citation import _STYLES, cited
from cvrender.compose import compose
from cvrender.extract import extract
from cvrender.theme.typesetting import CITED

CV = """\
name: Ada Brandt
sections:
  - title: Articles
    kind: publications
    publications:
      - title: Who owns a clock?
        authors: [Jun Ito, Bo Li, Cy Ng, A. Brandt, Di Vo]
        venue: Queue & Log, 9(2), 269–944
        date: 2021-03
        doi: 10.1000/xyz
      - title: Notes on notes
        authors: Ada Brandt
        venue: Proc. of Notes
        date: 2019
      - {title: A draft, date: 2018}
"""
_EMPHASIS = ("em", "strong", "h3")
CITED_AS = {
    "list": [
        "Jun Ito, Bo Li, Cy Ng, A. Brandt, Di Vo. Who owns a clock? Queue & Log, 9(2), 269–944."
        " Mar 2021. doi:10.1000/xyz",
        "Ada Brandt. Notes on notes. Proc. of Notes. 2019",
        "A draft. 2018",
    ],
    "apa": [
        "Jun Ito, Bo Li, Cy Ng, A. Brandt, Di Vo (Mar 2021). Who owns a clock?"
        " Queue & Log, 9(2), 269–944. doi:10.1000/xyz",
        "Ada Brandt (2019). Notes on notes. Proc. of Notes",
        "2018. A draft",
    ],
    "ieee": [
        "Jun Ito, Bo Li, Cy Ng, A. Brandt, Di Vo, “Who owns a clock?”"
        " Queue & Log, 9(2), 269–944, Mar 2021, doi:10.1000/xyz",
        "Ada Brandt, “Notes on notes,” Proc. of Notes, 2019",
        "A draft, 2018",
    ],
    "vancouver": [
        "Jun Ito, Bo Li, Cy Ng, A. Brandt, Di Vo. Who owns a clock? Queue & Log, 9(2), 269–944;"
        " Mar 2021. doi:10.1000/xyz",
        "Ada Brandt. Notes on notes. Proc. of Notes; 2019",
        "A draft. 2018",
    ],
}


def made(name: str, theme_name: str, *design: str) -> bytes:
    """The document of CV in one format, as large as it is; rendering verifies it."""
    tokens = ("fit=off", *(f"publications.{token}" for token in design))
    (data,) = cvrender.render(CV, name, theme=theme_name, design=tokens).values()
    return data


def paragraphs(*design: str, theme_name: str = "classic") -> list[str]:
    """The citations of the Word file; what leads one stands before a tab."""
    document = docx.Document(io.BytesIO(made("docx", theme_name, *design)))
    return [each.text for each in document.paragraphs if each.style.name == "Citation"]


@pytest.mark.parametrize("style", CITED_AS)
def test_each_style_has_its_order_and_its_signs(style: str) -> None:
    assert paragraphs(f"style={style}") == CITED_AS[style]


@pytest.mark.parametrize(
    ("name", "style"), [*(("html", style) for style in CITED_AS), ("pdf", "ieee")]
)
def test_pdf_and_web_page_cite_as_the_word_file_does(name: str, style: str) -> None:
    data = made(name, "classic", f"style={style}")
    text = "".join(extract(data, f".{name}")[0].text.split())  # a web page's blanks are its own
    assert "".join(" ".join(CITED_AS[style]).split()) in text


def test_numbers_run_up_or_down_and_are_in_brackets_where_the_style_has_them_so() -> None:
    found = {
        number: [each.split()[0] for each in paragraphs("style=ieee", f"number={number}")]
        for number in ("ascending", "descending")
    }
    assert found == {"ascending": ["[1]", "[2]", "[3]"], "descending": ["[3]", "[2]", "[1]"]}
    assert paragraphs("style=apa", "number=ascending")[1].startswith("2. Ada Brandt (2019).")


def test_a_theme_with_a_column_of_dates_has_number_or_date_in_it() -> None:
    leads = [each.split("\t")[1] for each in paragraphs("style=list", theme_name="academic")]
    assert leads == ["Mar 2021", "2019", "2018"]
    numbered = paragraphs("style=list", "number=ascending", theme_name="academic")
    assert numbered[1] == "\t2.\tAda Brandt. Notes on notes. Proc. of Notes. 2019"


def test_of_many_authors_the_first_and_ones_own_name_are_left_and_data_have_all() -> None:
    first, *_ = paragraphs("style=list", "authors=2")
    assert first.startswith("Jun Ito, Bo Li, … A. Brandt et al. Who owns a clock?")
    assert paragraphs("style=ieee", "authors=4")[0].startswith(
        "Jun Ito, Bo Li, Cy Ng, A. Brandt et al., “Who owns"
    )
    pdf = made("pdf", "academic", "style=list", "authors=2", "number=ascending")
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        resume = json.loads(opened.attachments["resume.json"].get_file().read_bytes())
    (section,) = resume["x-cvrender"]["cv"]["sections"]
    first = section["publications"][0]
    assert first["authors"] == ["Jun Ito", "Bo Li", "Cy Ng", "A. Brandt", "Di Vo"]
    assert (first["title"], first["date"], first["doi"]) == (
        "Who owns a clock?",
        "2021-03",
        "10.1000/xyz",
    )


def test_the_venue_is_in_italics_ones_own_name_in_bold_and_the_title_in_neither() -> None:
    page = html.fromstring(made("html", "classic", "style=list").decode())
    citation = page.find_class("citation")[0]
    found = {tag: [each.text_content() for each in citation.iter(tag)] for tag in _EMPHASIS}
    assert found == {"em": ["Queue & Log, 9(2), 269–944"], "strong": ["A. Brandt"], "h3": []}


def test_a_range_of_pages_is_kept_on_one_line() -> None:
    page = made("html", "classic", "style=list").decode()
    assert re.search(r'<span class="unbroken">269–944</span>', page)


def test_verify_knows_every_sign_between_two_texts_of_a_citation() -> None:
    tokens = theme.find("classic").tokens
    outline = compose(cvrender.load(CV))
    for style in _STYLES:
        looks = tokens.publications.model_copy(update={"style": style})
        for entry in cited(outline.sections[0], looks, has_column=False):
            signs = {joint.strip() for row in entry.head for joint in row.joints}
            assert signs <= CITED | {""}
