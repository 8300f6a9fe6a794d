"""Without links and without an attachment a file says the same, for portals that refuse both."""

from __future__ import annotations

import io
import json
import re
import zipfile
from functools import cache
from typing import TYPE_CHECKING

import pikepdf
import pytest
from click.testing import CliRunner

import cvrender
from cvrender import api, cli
from cvrender.extract import extract

if TYPE_CHECKING:
    from pathlib import Path

    from cvrender.extract import Extract

pytestmark = pytest.mark.xdist_group("portals")  # each file is made once
CV = """\
name: Ada Brandt
email: ada@brandt.example
phone: "+49 89 5550123"
website: https://brandt.example
links: [{label: GitHub, url: https://github.com/ada}]
sections:
  - kind: work
    entries:
      - title: Engineer
        url: https://isar.example
        bullets: ["Wrote [a book](https://book.example/one)"]
  - kind: publications
    publications: [{title: On notes, authors: [Ada Brandt], doi: 10.1000/xyz}]
"""
ADDRESSES = ("ada@brandt.example", "brandt.example", "github.com/ada", "isar.example", "a book")


@cache
def made(suffix: str, *design: str) -> bytes:
    """The one document of CV whose name ends in ``suffix``; links and attachment, unless denied."""
    formats = {".pdf": "pdf", ".docx": "docx", ".html": "html", ".md": "md", ".json": "jsonresume"}
    (data,) = cvrender.render(CV, formats[suffix], design=design).values()
    return data


def read(suffix: str, *design: str) -> Extract:
    """What the reader that gives links finds in a document of CV."""
    found = extract(made(suffix, *design), suffix)
    return next(each for each in found if each.links is not None)


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".html", ".md"])
def test_without_links_the_same_words_stand_there_and_lead_nowhere(suffix: str) -> None:
    linked, plain = read(suffix), read(suffix, "files.links=false")
    assert len(linked.links or ()) >= 6
    assert plain.links == ()
    words = [" ".join(each.text.split()) for each in (linked, plain)]
    assert words[0] == words[1]
    assert all(address in words[1] for address in ADDRESSES)


def test_a_page_without_links_has_no_annotation_and_a_word_file_no_field() -> None:
    with pikepdf.open(io.BytesIO(made(".pdf", "files.links=false"))) as pdf:
        assert ["/Annots" in page for page in pdf.pages] == [False]
    with zipfile.ZipFile(io.BytesIO(made(".docx", "files.links=false"))) as package:
        names = (name for name in package.namelist() if name.endswith((".xml", ".rels")))
        parts = b"".join(map(package.read, names))
    assert b"HYPERLINK" not in parts
    assert b"relationships/hyperlink" not in parts
    page = made(".html", "files.links=false").decode()
    assert re.findall("<a [^>]*>", page) == ['<a class="skip" href="#content">']


def test_data_keep_their_addresses() -> None:
    resume = json.loads(made(".json", "files.links=false"))
    assert resume["basics"]["url"] == "https://brandt.example"
    assert resume == json.loads(made(".json"))
    with pikepdf.open(io.BytesIO(made(".pdf", "files.links=false"))) as pdf:
        attached = pdf.attachments["resume.json"].get_file().read_bytes()
    assert json.loads(attached)["basics"]["url"] == "https://brandt.example"


def test_a_pdf_without_the_attachment_says_that_it_is_pdf_a_2a() -> None:
    levels = {}
    for design in ((), ("files.attachment=false",)):
        with pikepdf.open(io.BytesIO(made(".pdf", *design))) as pdf:
            claimed = pdf.open_metadata().pdfa_status
            levels[len(design)] = (claimed, list(pdf.attachments), "/AF" in pdf.Root)
    assert levels == {0: ("3A", ["resume.json"], True), 1: ("2A", [], False)}


def test_a_link_in_a_file_that_is_to_have_none_is_reported(tmp_path: Path) -> None:
    source, file = tmp_path / "cv.yaml", tmp_path / "Ada.pdf"
    source.write_text(CV, "utf-8")
    file.write_bytes(made(".pdf"))
    held = CliRunner().invoke(cli.main, ["verify", str(source), str(file), "--no-links"])
    assert held.exit_code == 3
    assert "a link leads to https://github.com/ada, and none is wanted" in held.output


def test_a_file_made_without_links_is_verified_without_them(tmp_path: Path) -> None:
    source, file = tmp_path / "cv.yaml", tmp_path / "Ada.docx"
    source.write_text(CV, "utf-8")
    options = [str(source), "-o", str(file), "--no-links", "--no-attachment"]
    assert CliRunner().invoke(cli.main, ["render", *options]).exit_code == 0
    held = CliRunner().invoke(cli.main, ["verify", str(source), str(file), "--no-links"])
    assert held.exit_code == 0
    lost = CliRunner().invoke(cli.main, ["verify", str(source), str(file)])
    assert "the link to https://github.com/ada is lost" in lost.output


def test_a_federal_resume_has_neither() -> None:
    data = api.render(CV, "pdf", convention="us-federal")["Ada_Brandt_CV.pdf"]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert (list(pdf.attachments), ["/Annots" in page for page in pdf.pages]) == ([], [False])


@pytest.mark.parametrize("language", ["ar", "he"])
def test_a_telephone_number_keeps_its_direction_without_a_link(language: str) -> None:
    text = f"{CV}language: {language}\n"
    (page,) = cvrender.render(text, "html", design=("files.links=false",)).values()
    assert re.search(r'dir="ltr"[^>]*>\s*(<[^>]*>\s*)*\+49', page.decode())
