"""Icons beside contacts: drawn in every format, and never a part of the text."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from printed import design
from wordfile import WP, A, outline_of, rendered, text_of

from cvrender import theme as themes
from cvrender.renderers import registry
from cvrender.renderers.icons import ICONS, icon

if TYPE_CHECKING:
    from cvrender.theme import Theme

PERSON = """
name: Ada
email: ada@example.org
phone: +44 20 7946 0321
location: London
details: [British citizen]
website: https://ada.example
links:
  - {label: GitHub, url: https://github.com/ada}
  - {label: LinkedIn, url: https://www.linkedin.com/in/ada}
  - {label: ORCID, url: https://orcid.org/0000-0001}
  - {label: Blog, url: https://blog.example}
sections: [{title: Work, text: Some text}]
"""
KINDS = [
    "email", "phone", "location", "detail", "website", "code", "people", "paper", "link",
]  # fmt: skip


def with_icons(icons: bool, name: str = "classic") -> Theme:
    return themes.find(name, designs=design(f"{{contacts: {{icons: {str(icons).lower()}}}}}"))


def test_each_contact_has_the_icon_of_its_kind_and_a_link_that_of_its_host() -> None:
    assert [icon(contact) for contact in outline_of(PERSON).contacts] == KINDS


@pytest.mark.parametrize("name", ICONS)
def test_an_icon_stays_inside_its_square(name: str) -> None:
    numbers = [float(number) for number in re.findall(r"[\d.]+", ICONS[name])]
    assert all(0.75 <= number <= 15.25 for number in numbers), name


def test_icons_are_drawn_in_the_pdf_as_artifacts_in_place_of_the_separators() -> None:
    paths, texts = {}, {}
    for icons in (True, False):
        data = registry.load("pdf").render(outline_of(PERSON), with_icons(icons))
        with pypdfium2.PdfDocument(data) as document:
            page = document[0]
            paths[icons] = len(list(page.get_objects([pdfium.FPDF_PAGEOBJ_PATH], max_depth=5)))
            texts[icons] = page.get_textpage().get_text_bounded()
        if icons:
            assert_icons_are_artifacts(data)
    assert paths[True] - paths[False] == len(KINDS)
    assert "·" in texts[False]
    assert "·" not in texts[True]
    assert texts[False].replace(" · ", " ").split() == texts[True].split()


def assert_icons_are_artifacts(data: bytes) -> None:
    """Each form that is painted stands in marked content of the type Artifact."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        marks: list[str] = []
        painted = []
        for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]):
            if str(operator) in ("BMC", "BDC"):
                marks.append(str(operands[0]))
            elif str(operator) == "EMC":
                marks.pop()
            elif str(operator) == "Do":
                painted.append("/Artifact" in marks)
    assert painted
    assert all(painted)


@pytest.mark.parametrize(("theme", "color"), [("classic", "accent1"), ("modern", "bg1")])
def test_word_draws_icons_in_the_line_for_eyes_alone(theme: str, color: str) -> None:
    word = rendered(outline_of(PERSON), with_icons(True, theme))
    contacts = word.paragraph("\u00a0ada@example.org")
    shapes = list(contacts.iter(f"{WP}inline"))
    assert [shape.find(f"{WP}docPr").get("name") for shape in shapes] == KINDS
    assert len({shape.find(f"{WP}docPr").get("id") for shape in shapes}) == len(KINDS)
    for shape in shapes:
        assert shape.find(f".//{A}ln/{A}solidFill/{A}schemeClr").get("val") == color
        (decorative,) = shape.iter("{*}decorative")
        assert decorative.get("val") == "1"
    assert "·" not in text_of(contacts)


def test_plain_sets_contacts_in_words_alone() -> None:
    plain = themes.find("plain")
    page = registry.load("html").render(outline_of(PERSON), plain).decode()
    assert re.findall('class="contact(?!s)[^"]*"', page) == ['class="contact"'] * len(KINDS)
    word = rendered(outline_of(PERSON), plain)
    assert list(word.body.iter(f"{WP}inline")) == []
    assert " | +44 20 7946 0321" in text_of(word.paragraph("ada@")).replace("\u00a0", " ")
