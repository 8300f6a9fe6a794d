"""What is read of finished files, and what is found in those that somebody changed."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import docx
import pikepdf
import pytest

from cvrender import theme
from cvrender.errors import LostLinesError
from cvrender.extract import extract
from cvrender.extract.pdf import page_count
from cvrender.extract.process import ReaderProcess
from cvrender.renderers import registry
from cvrender.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared import Made

    from cvrender.extract import Extract
    from cvrender.outline import Outline

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def kinds(outline: Outline, data: bytes) -> set[tuple[str, str]]:
    """What any reader finds in a file: the kind and the line of each finding."""
    reports = [verify(outline, read) for read in extract(data)]
    return {(f.kind, str(f.line or "")) for report in reports for f in report.findings}


@pytest.mark.parametrize("form", ["pdf", "docx", "html"])
def test_a_finished_file_without_a_section_misses_its_lines(
    made: Callable[..., Made], form: str
) -> None:
    whole = made(form, "example-full").outline
    kept = tuple(section for section in whole.sections if section.kind == "education")
    interests = tuple(section for section in whole.sections if section.kind == "interests")
    full, fewer = (replace(whole, sections=each) for each in (kept + interests, kept))
    data = registry.load(form).render(fewer, theme.find("classic"))
    assert kinds(full, data) == {
        ("missing", "Interests"),
        ("missing", "Ski touring, shortwave radio, and the letters of Tove Jansson."),
    }


@pytest.mark.parametrize("form", ["pdf", "docx", "html"])
def test_a_finished_file_with_swapped_sections_is_out_of_order(
    made: Callable[..., Made], form: str
) -> None:
    whole = made(form).outline
    full, swapped = (replace(whole, sections=whole.sections[-3:][::way]) for way in (1, -1))
    data = registry.load(form).render(swapped, theme.find("classic"))
    assert ("moved", "Auth & security") in kinds(full, data)


MOVE = (
    "Led the move of 140 services from hand-kept virtual machines to Kubernetes, with no"
    " customer-facing downtime"
)


@pytest.mark.unwatched
@pytest.mark.parametrize(
    ("css", "finding"),
    [
        (
            "html { hyphens: auto } body { width: 60mm }",
            ("garbled", MOVE),
        ),
        ("h1 { letter-spacing: 0.3em }", ("name", "Zoë Lindqvist-Okafor")),
        ("h1 { position: absolute; bottom: 0 }", ("name", "Zoë Lindqvist-Okafor")),
        (".dates { display: none }", ("missing", "Sep 2021 – present")),
        ("li::before { content: '\\fb01' }", ("character", "")),
        (".dates { position: absolute; right: 0 }", ("moved", "Sep 2021 – present")),
        ("section { display: none }", ("link", "Nordlys Payments")),
    ],
)
def test_what_css_does_to_the_text_of_a_pdf_is_found(
    made: Callable[..., Made], css: str, finding: tuple[str, str]
) -> None:
    full, classic = made("pdf", "example-full").outline, theme.find("classic")
    work = next(section for section in full.sections if section.kind == "work")
    outline = replace(full, sections=(work._replace(entries=work.entries[:1]),))
    data = registry.load("pdf").render(outline, replace(classic, css=classic.css + css))
    assert finding in kinds(outline, data)


def test_a_hyphen_at_the_end_of_a_row_is_one_to_both_readers() -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(300, 200))
    page.Contents = pdf.make_stream(
        b"BT /F 12 Tf 14 TL 20 150 Td (Ergonomics are first-) Tj T* (class concerns) Tj ET"
    )
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    pdf.save(written := io.BytesIO())
    for untrusted in (False, True):
        texts = [read.text for read in extract(written.getvalue(), untrusted=untrusted)]
        assert texts == ["Ergonomics are first-\nclass concerns"] * 2


def test_a_word_file_with_a_line_of_the_recruiter_is_good(made: Callable[..., Made]) -> None:
    file = made("docx", "example-full")
    document = docx.Document(io.BytesIO(file.data))
    document.add_paragraph("Presented by Northern Talent. Notice period: one month.")
    (report,) = (verify(file.outline, read) for read in extract(saved(document)))
    assert [finding.message for finding in report.findings] == [
        "is not in the source: “Presented by Northern Talent. Notice period: one month”"
    ]
    assert report.good


def test_a_word_file_with_a_deleted_line_is_not(made: Callable[..., Made]) -> None:
    file = made("docx", "example-full")
    document = docx.Document(io.BytesIO(file.data))
    line = next(p for p in document.paragraphs if p.text.startswith("Set error budgets"))
    lost = line.text.replace("\N{NO-BREAK SPACE}", " ")
    line._p.getparent().remove(line._p)
    assert kinds(file.outline, saved(document)) == {("missing", lost)}


def test_a_word_file_whose_links_became_text_is_not(made: Callable[..., Made]) -> None:
    file = made("docx", "example-full")
    document = docx.Document(io.BytesIO(file.data))
    for run in list(document.element.body.iter(f"{W}r")):
        if run.find(f"{W}instrText") is not None or run.find(f"{W}fldChar") is not None:
            run.getparent().remove(run)
    found = kinds(file.outline, saved(document))
    assert {kind for kind, _ in found} == {"link"}
    assert ("link", "zoe@lindqvist.example") in found


def saved(document: docx.document.Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def word(body: str, relationships: str = "") -> bytes:
    """A Word file with the two parts that matter here."""
    names = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr(
            "word/document.xml", f"<w:document {names}><w:body>{body}</w:body></w:document>"
        )
        package.writestr("word/_rels/document.xml.rels", f"<r>{relationships}</r>")
    return file.getvalue()


def test_what_people_do_in_word_is_read_once_and_in_order() -> None:
    body = """
      <w:p><w:r><w:t>before</w:t><w:tab/><w:t>tab</w:t><w:noBreakHyphen/><w:t>x</w:t></w:r></w:p>
      <w:tbl><w:tr><w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
      <w:p><w:r><mc:AlternateContent>
        <mc:Choice Requires="wps">
          <w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent>
        </mc:Choice>
        <mc:Fallback><w:p><w:r><w:t>box</w:t></w:r></w:p></mc:Fallback>
      </mc:AlternateContent></w:r></w:p>
      <w:p><w:ins><w:r><w:t>added</w:t></w:r></w:ins><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>
      <w:p>
        <w:hyperlink r:id="x"><w:r><w:t>soft</w:t><w:softHyphen/><w:t>ly</w:t></w:r></w:hyperlink>
      </w:p>
    """
    link = '<x Id="x" Target="https://x.example"/><x Id="y" Target="https://y.example"/>'
    (read,) = extract(word(body, link))
    assert read.text.split() == ["before", "tab-x", "cell", "added", "soft\u00adly"]
    assert read.links == (("https://x.example", "softly"),)
    assert read.aside == (("a text box", "box"),)


def test_links_are_read_from_every_kind_of_field_in_word() -> None:
    body = """
      <w:p>
        <w:fldSimple w:instr=' HYPERLINK "https://a.example" '>
          <w:r><w:t>one</w:t></w:r>
        </w:fldSimple>
        <w:r><w:fldChar w:fldCharType="begin"/></w:r>
        <w:r><w:instrText> HYPERLINK "https://</w:instrText></w:r>
        <w:r><w:instrText>b.example" \\o "a tip"</w:instrText></w:r>
        <w:r><w:fldChar w:fldCharType="separate"/></w:r>
        <w:r><w:t>page </w:t></w:r>
        <w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>
        <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r>
        <w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>
      </w:p>
    """
    (read,) = extract(word(body))
    links = [link for link in read.links or () if link[0]]
    assert links == [("https://a.example", "one"), ("https://b.example", "page 2")]


def zipped(name: str, text: str = "") -> bytes:
    """A zip file that holds ``text``."""
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as file:
        file.writestr(name, text)
    return package.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"%PDF-1.7 and no more", "cannot read the PDF: it is damaged"),
        (b"PK\x03\x04 and no more", "cannot read the Word file: it is damaged"),
        (b"\n", "this file is empty"),
        (zipped("mimetype"), "cannot read the Word file: it has no word/document.xml"),
        (b"{\\rtf1\\ansi Ada}", "this is an RTF file, which is not read: save it as .docx or PDF"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0",
            "this is a Word file of the kind before 2007 (.doc), which is not read",
        ),
        (
            zipped("mimetype", "application/vnd.oasis.opendocument.text"),
            "this is an OpenDocument file, which is not read: save it as .docx or PDF",
        ),
        (b"<!doctype html>", "cannot read the web page: it is damaged"),
    ],
)
def test_a_broken_file_is_one_clear_error(data: bytes, message: str) -> None:
    with pytest.raises(LostLinesError, match=f"^{re.escape(message)}"):
        extract(data)


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_a_file_cut_short_is_one_clear_error(made: Callable[..., Made], form: str) -> None:
    data = made(form).data
    for part in range(1, 8):
        with pytest.raises(LostLinesError):
            extract(data[: part * len(data) // 9])


def test_a_pdf_that_pypdf_cannot_read_beside_a_render_is_told_and_the_next_is_read(
    made: Callable[..., Made], read_back: Callable[..., tuple[Extract, ...]]
) -> None:
    with ReaderProcess() as ahead:
        for _ in range(2):
            ahead.send(b"%PDF-1.7 and no more")
            with pytest.raises(LostLinesError, match=r"^the PDF cannot be read back$"):
                ahead.receive()
        ahead.send(made("pdf").data)
        assert ahead.receive() == read_back("pdf")


def test_pdfium_says_when_it_cannot_read() -> None:
    with pytest.raises(LostLinesError, match=r"^cannot read the PDF: it is damaged$"):
        page_count(b"%PDF-")


def test_the_addresses_of_links_in_markdown_are_read_as_they_are_written() -> None:
    (read,) = extract("[shop](https://bücher.example/straße)".encode(), ".md")
    assert read.links == (("https://bücher.example/straße", "shop"),)


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("- kept\n<!-- - gone -->\n- kept too", "kept\nkept too"),
        ("# Ada\n\n<!--\n- gone\n-->\n\n- kept", "Ada\nkept"),
        ("kept <!-- gone --> here", "kept here"),
        ("<div hidden>\n\n- gone\n\n</div>\n\n- kept", "kept"),
        ("<span style='color: #fff'>gone</span>kept", "kept"),
        ("<del>gone</del>\n\n<p>kept</p>", "kept"),
        ("![gone](x.png) kept", "kept"),
        ("[//]: # (gone)\n\nkept", "kept"),
        ("kept\\<!-- here -->", "kept<!-- here -->"),
        ("kept &lt;b&gt; <https://x.example/>", "kept <b> https://x.example/"),
    ],
)
def test_markdown_is_what_it_shows(markdown: str, text: str) -> None:
    (read,) = extract(markdown.encode(), ".md")
    assert "\n".join(" ".join(row.split()) for row in read.text.split("\n") if row.strip()) == text


def test_a_text_file_is_read_as_it_is() -> None:
    (read,) = extract("\ufeffZoë\r\nAnalyst".encode())
    assert (read.text, read.links) == ("Zoë\nAnalyst", None)


@pytest.mark.parametrize(
    ("attributes", "target"),
    [
        ('r:id="L"', "https://x.example/"),
        ('r:id="L" w:anchor="part"', "https://x.example/#part"),
        ('w:anchor="part"', ""),
    ],
)
def test_libreoffice_writes_the_fragment_of_a_link_apart(attributes: str, target: str) -> None:
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    body = (
        f'<w:document xmlns:w="{main}" xmlns:r="{related}"><w:body><w:p>'
        f"<w:hyperlink {attributes}><w:r><w:t>Page</w:t></w:r></w:hyperlink>"
        "</w:p></w:body></w:document>"
    )
    relations = '<Relationships><Relationship Id="L" Target="https://x.example/"/></Relationships>'
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w") as package:
        package.writestr("word/document.xml", body)
        package.writestr("word/_rels/document.xml.rels", relations)
    (found,) = extract(saved.getvalue())
    assert found.links == ((target, "Page"),)
