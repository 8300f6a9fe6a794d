"""A PDF keeps the rules of PDF/UA-1 and PDF/A-3a in one file, as pikepdf (QPDF) reads it.

Rules are named by their clause: UA is ISO 14289-1, A is ISO 19005-3.
"""

from __future__ import annotations

import io
import json
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from judges import by_pdfium, by_pypdf
from lxml import etree
from PIL import Image

from cvrender import theme as themes
from cvrender.outline import Photo
from cvrender.renderers import registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Made

    from cvrender.outline import Outline

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
UA = "{http://www.aiim.org/pdfua/ns/id/}"
A = "{http://www.aiim.org/pdfa/ns/id/}"
SCHEMA = "{http://www.aiim.org/pdfa/ns/schema#}"
PREDEFINED = {
    "http://purl.org/dc/elements/1.1/",
    "http://ns.adobe.com/xap/1.0/",
    "http://ns.adobe.com/pdf/1.3/",
    "http://www.aiim.org/pdfa/ns/id/",
    "http://www.aiim.org/pdfa/ns/extension/",
}
"""The namespaces whose properties PDF/A knows (A 6.6.2.3.1)."""

every_theme = pytest.mark.parametrize("look", themes.names())


@pytest.fixture
def opened(made: Callable[..., Made]) -> Iterator[Callable[[str], pikepdf.Pdf]]:
    files: list[pikepdf.Pdf] = []

    def open_(look: str = "classic") -> pikepdf.Pdf:
        files.append(pikepdf.open(made("pdf", "example-full", look).path))
        return files[-1]

    yield open_
    for file in files:
        file.close()


def described(pdf: pikepdf.Pdf) -> etree._Element:
    """The one RDF block of the metadata."""
    packet = etree.fromstring(pdf.Root.Metadata.read_bytes())
    (block,) = packet.findall(f"{RDF}RDF")
    return block


def properties(block: etree._Element) -> Iterator[tuple[str, str]]:
    """Names and texts of the top-level properties, spelled as elements or as attributes."""
    for description in block.findall(f"{RDF}Description"):
        for name, value in description.attrib.items():
            if name != f"{RDF}about":
                yield name, value
        for child in description:
            yield child.tag, " ".join("".join(child.itertext()).split())


def tagged(node: pikepdf.Object) -> Iterator[str]:
    """The structure types below ``node``, in reading order."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield str(kid.S).lstrip("/")
            yield from tagged(kid)


def of_type(pdf: pikepdf.Pdf, name: str) -> list[pikepdf.Object]:
    kinds = (pikepdf.Dictionary, pikepdf.Stream)
    return [item for item in pdf.objects if isinstance(item, kinds) and item.get("/Type") == name]


@every_theme
def test_the_metadata_declare_pdf_ua_1_and_pdf_a_3a(
    opened: Callable[[str], pikepdf.Pdf], look: str
) -> None:
    found = dict(properties(described(opened(look))))
    assert (found[f"{UA}part"], found[f"{A}part"], found[f"{A}conformance"]) == ("1", "3", "A")


@every_theme
def test_properties_that_pdf_a_does_not_know_come_with_their_schema(
    opened: Callable[[str], pikepdf.Pdf], look: str
) -> None:
    """A 6.6.2.3.3."""
    block = described(opened(look))
    uris = (element.text for element in block.iter(f"{SCHEMA}namespaceURI"))
    known = PREDEFINED.union(uris)
    assert {etree.QName(name).namespace for name, _ in properties(block)} <= known


def test_the_metadata_is_found_by_programs_that_know_no_pdf(made: Callable[..., Made]) -> None:
    data = made("pdf", "cv").data
    packet = data[data.index(b"<?xpacket begin") : data.index(b"<?xpacket end")]
    block = etree.fromstring(packet.partition(b"?>")[2])
    assert "Alexandr Protasenya" in [element.text for element in block.iter()]


@every_theme
def test_the_metadata_and_the_information_say_the_same(
    opened: Callable[[str], pikepdf.Pdf], look: str
) -> None:
    pdf = opened(look)
    told = {etree.QName(name).localname: text for name, text in properties(described(pdf))}
    headline = "Staff Engineer · Distributed Systems · Platform Reliability"
    expected = {
        "title": f"Zoë Lindqvist-Okafor – {headline}",
        "creator": "Zoë Lindqvist-Okafor",
        "description": headline,
        "Keywords": "distributed systems, reliability, Go, Rust, Kubernetes",
    }
    names = {
        "title": "/Title",
        "creator": "/Author",
        "description": "/Subject",
        "Keywords": "/Keywords",
    }
    assert {name: told[name] for name in expected} == expected
    assert {name: str(pdf.docinfo[key]) for name, key in names.items()} == expected


@every_theme
def test_headings_descend_one_level_at_a_time(
    opened: Callable[[str], pikepdf.Pdf], look: str
) -> None:
    """UA 7.4.2."""
    types = tagged(opened(look).Root.StructTreeRoot)
    levels = [int(name[1:]) for name in types if name[0] == "H" and name[1:].isdigit()]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert levels.count(2) == 16
    assert all(after <= before + 1 for before, after in pairwise(levels))


@every_theme
def test_bookmarks_show_sections_and_their_entries(
    opened: Callable[[str], pikepdf.Pdf], look: str
) -> None:
    with opened(look).open_outline() as outline:
        (person,) = outline.root
        marks = {mark.title: [entry.title for entry in mark.children] for mark in person.children}
    assert person.title == "Zoë Lindqvist-Okafor"
    assert marks["Experience"] == ["Nordlys Payments", "Software Engineer", "Junior Developer"]
    assert marks["Skills"] == []
    assert len(marks) == 16


@every_theme
def test_each_font_is_embedded_and_tells_its_letters(
    opened: Callable[[str], pikepdf.Pdf], look: str
) -> None:
    """A 6.2.11.4.1 and 6.2.11.7.2."""
    pdf = opened(look)
    descriptors = of_type(pdf, "/FontDescriptor")
    composed = [font for font in of_type(pdf, "/Font") if font.Subtype == "/Type0"]
    assert descriptors
    assert all({"/FontFile2", "/FontFile3"} & set(font.keys()) for font in descriptors)
    assert len(composed) == len(descriptors)
    assert all("/ToUnicode" in font for font in composed)


@every_theme
def test_colours_mean_something_without_the_machine(
    opened: Callable[[str], pikepdf.Pdf], look: str
) -> None:
    """A 6.2.4.3: plain RGB and grey stand for the profile of the output intent."""
    pdf = opened(look)
    (intent,) = pdf.Root.OutputIntents
    assert (str(intent.S), int(intent.DestOutputProfile.N)) == ("/GTS_PDFA1", 3)
    used = {
        str(instruction.operator)
        for page in pdf.pages
        for instruction in pikepdf.parse_content_stream(page)
    }
    assert used & {"rg", "g", "RG", "scn", "sc"}
    assert not used & {"k", "K"}


@every_theme
def test_each_letter_is_of_a_font_of_the_theme_and_as_wide_as_the_file_says(
    opened: Callable[[str], pikepdf.Pdf], look: str
) -> None:
    """A 6.2.11.5, and 6.2.11.8: no text is drawn by glyph 0, which stands for a missing one."""
    pdf, fonts = opened(look), themes.find(look).tokens.fonts
    for font in of_type(pdf, "/Font"):
        if font.Subtype != "/CIDFontType2":
            continue
        assert str(font.FontDescriptor.FontFamily) in (fonts.body, fonts.heading)
        assert str(font.CIDToGIDMap) == "/Identity"
        data = io.BytesIO(font.FontDescriptor.FontFile2.read_bytes())
        program = TTFont(data, recalcTimestamp=False)
        unit = program["head"].unitsPerEm / 1000
        drawn = [program["hmtx"][program.getGlyphName(cid)][0] / unit for cid in widths(font.W)]
        assert list(widths(font.W).values()) == pytest.approx(drawn, abs=1)
        assert 0 not in widths(font.W)


def widths(told: pikepdf.Array) -> dict[int, float]:
    """The widths that a font dictionary tells by glyph (ISO 32000-1, 9.7.4.3)."""
    found: dict[int, float] = {}
    items = iter(told)
    for first in items:
        following = next(items)
        assert isinstance(following, pikepdf.Array)
        found |= {int(first) + index: float(width) for index, width in enumerate(following)}
    return found


@pytest.mark.parametrize(("kind", "mode", "count"), [("JPEG", "RGB", 1), ("PNG", "RGBA", 2)])
def test_pictures_are_shown_as_they_are(
    outlined: Callable[[str], Outline], kind: str, mode: str, count: int
) -> None:
    """A 6.2.8: no interpolation, and no picture that stands in for another."""
    written = io.BytesIO()
    Image.new(mode, (40, 50)).save(written, kind)
    outline = outlined("name: A\nsections: [{title: T, text: Words}]")
    pictured = replace(outline, photo=Photo(written.getvalue(), "A"))
    data = registry.load("pdf").render(pictured, themes.find("classic"))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pictures = [item for item in of_type(pdf, "/XObject") if item.Subtype == "/Image"]
        assert len(pictures) == count  # transparency is a picture of its own
        assert not any(item.get("/Interpolate", False) for item in pictures)
        assert not any({"/Alternates", "/OPI"} & set(item.keys()) for item in pictures)


PAINTS = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "EI"}
STANDARD = {
    *("Document", "Part", "Art", "Sect", "Div", "NonStruct", "P", "H1", "H2", "H3", "H4"),
    *("L", "LI", "Lbl", "LBody", "Span", "Link", "Figure"),
}


@every_theme
def test_all_that_is_drawn_is_content_of_the_structure_or_decoration(
    opened: Callable[[str], pikepdf.Pdf], look: str
) -> None:
    """UA 7.1: nothing else; the structure's types are those of ISO 32000-1, chapter 14.8."""
    pdf = opened(look)
    for page in pdf.pages:
        inside = 0
        for instruction in pikepdf.parse_content_stream(page):
            operator = str(instruction.operator)
            inside += {"BDC": 1, "BMC": 1, "EMC": -1}.get(operator, 0)
            assert inside or operator not in PAINTS
        assert inside == 0
    assert set(tagged(pdf.Root.StructTreeRoot)) <= STANDARD


@pytest.mark.parametrize("look", ["modern", "sidebar"])
def test_the_photos_frame_is_where_pdfium_finds_the_picture(
    outlined: Callable[[str], Outline], look: str
) -> None:
    """UA 7.3: as ISO 32000-1, 14.8.5.4.3, has it, in the page's own measures."""
    written = io.BytesIO()
    Image.new("RGB", (40, 50)).save(written, "PNG")
    outline = outlined("name: A\nsections: [{title: T, text: Words}]")
    pictured = replace(outline, photo=Photo(written.getvalue(), "A"))
    data = registry.load("pdf").render(pictured, themes.find(look))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (frame,) = [item.A.BBox for item in of_type(pdf, "/StructElem") if item.S == "/Figure"]
        edges = [float(edge) for edge in frame]
    with pypdfium2.PdfDocument(data) as document:
        (drawn,) = document[0].get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
        assert edges == pytest.approx(drawn.get_bounds(), abs=1)


@every_theme
def test_each_link_stands_in_an_element_that_is_one(
    opened: Callable[[str], pikepdf.Pdf], look: str
) -> None:
    """UA 7.18.5: as ISO 32000-1, 14.8.4.4.2, has it, found through the tree of parents."""
    pdf = opened(look)
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    links = [note for page in pdf.pages for note in page.get("/Annots", [])]
    for link in links:
        parent = parents[int(link.StructParent)]
        inside = [kid for kid in parent.K if isinstance(kid, pikepdf.Dictionary)]
        assert str(parent.S) == "/Link"
        assert link.objgen in [kid.Obj.objgen for kid in inside if kid.get("/Type") == "/OBJR"]


INSIDE = {"L": {"LI", "L"}, "LI": {"Lbl", "LBody"}}


@every_theme
def test_lists_hold_items_and_items_stand_in_lists(
    opened: Callable[[str], pikepdf.Pdf], look: str
) -> None:
    """UA 7.2, ISO 32000-1, 14.8.4.3.3."""
    pairs = set(nested(opened(look).Root.StructTreeRoot))
    assert {(one, kid) for one, kid in pairs if kid not in INSIDE.get(one, {kid})} == set()
    assert {one for one, kid in pairs if kid == "LI"} == {"L"}


def nested(node: pikepdf.Object) -> Iterator[tuple[str, str]]:
    """The structure types of each element and each of those directly in it."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield str(node.get("/S", "")).lstrip("/"), str(kid.S).lstrip("/")
            yield from nested(kid)


@every_theme
def test_links_print_and_say_where_they_lead(
    opened: Callable[[str], pikepdf.Pdf], look: str
) -> None:
    """A 6.3.2: print, and nothing hidden. UA 7.18.1 and 7.18.3: a description, in reading order."""
    pages = opened(look).pages
    links = [note for page in pages for note in page.get("/Annots", [])]
    assert links
    assert {(str(link.Subtype), int(link.F)) for link in links} == {("/Link", 4)}
    assert all(str(link.Contents) == str(link.A.URI) for link in links)
    assert {str(page.Tabs) for page in pages} == {"/S"}


@every_theme
def test_nothing_in_the_file_acts(opened: Callable[[str], pikepdf.Pdf], look: str) -> None:
    """A 6.6.1 and 6.1.2: no script, no launching, no encryption; and an identifier."""
    pdf = opened(look)
    actions = {
        str(action.S)
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary)
        and isinstance(action := item.get("/A"), pikepdf.Dictionary)
        and "/S" in action
    }
    assert actions <= {"/URI", "/GoTo"}
    assert not {"/AA", "/OpenAction", "/JavaScript"} & set(pdf.Root.keys())
    assert not pdf.is_encrypted
    assert len(pdf.trailer.ID) == 2


@every_theme
def test_the_source_of_what_is_shown_is_attached(
    opened: Callable[[str], pikepdf.Pdf], made: Callable[..., Made], look: str
) -> None:
    """A 6.8: name, kind, and the relation to the pages, listed once."""
    pdf = opened(look)
    (file,) = pdf.Root.AF
    assert (str(file.F), str(file.UF), str(file.AFRelationship)) == (
        "resume.json",
        "resume.json",
        "/Source",
    )
    assert list(pdf.attachments) == ["resume.json"]
    attached = pdf.attachments["resume.json"].get_file()
    assert attached.mime_type == "application/json"
    assert attached.read_bytes() == made("jsonresume", "example-full", look).data
    assert str(file.EF.F.Params.ModDate) == "D:19800101000000Z"


def test_the_attached_source_says_no_more_than_the_pages(
    outlined: Callable[[str], Outline],
) -> None:
    outline = outlined("{name: A, email: a@b.example, sections: [{title: T, text: W}]}")
    data = registry.load("pdf").render(replace(outline, contacts=()), themes.find("classic"))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        attached = json.loads(pdf.attachments["resume.json"].get_file().read_bytes())
        assert attached["basics"]["name"] == "A"
        assert "a@b.example" not in json.dumps(attached)


@every_theme
def test_the_file_is_whole_for_qpdf(opened: Callable[[str], pikepdf.Pdf], look: str) -> None:
    assert opened(look).check_pdf_syntax() == []


def test_the_file_tells_no_time_of_its_own(made: Callable[..., Made]) -> None:
    with pikepdf.open(made("pdf", "example-full").path) as pdf:
        assert not {"/CreationDate", "/ModDate"} & set(pdf.docinfo.keys())


def test_source_date_epoch_dates_the_file(
    outlined: Callable[[str], Outline], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    outline = outlined("name: A\nsections: [{title: T, text: Words}]")
    data = registry.load("pdf").render(outline, themes.find("classic"))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert str(pdf.docinfo.CreationDate).startswith("D:20231114221320")
        told = {etree.QName(name).localname: text for name, text in properties(described(pdf))}
        (file,) = pdf.Root.AF
        assert str(file.EF.F.Params.ModDate) == "D:20231114221320Z"
        assert told["CreateDate"] == told["ModifyDate"] == "2023-11-14T22:13:20Z"


def test_the_panel_of_the_sidebar_fills_the_sheet_from_its_corner_and_stands_once(
    made: Callable[..., Made],
) -> None:
    with pypdfium2.PdfDocument(made("pdf", "cv", "sidebar").data) as document:
        image = document[0].render(scale=1).to_pil().convert("RGB")
    width, height = image.size
    paper = (255, 255, 255)
    corners = {image.getpixel((x, y)) for x in (1, 40) for y in (1, height - 2)}
    assert len(corners) == 1
    assert paper not in corners
    assert {image.getpixel((width - 2, y)) for y in (1, height // 2)} == {paper}


def contents(data: bytes) -> bytes:
    """The drawing of the first page."""
    with pikepdf.open(io.BytesIO(data)) as document:
        return document.pages[0].Contents.read_bytes()


def test_glyphs_that_move_by_nothing_stand_in_one_string(made: Callable[..., Made]) -> None:
    drawn = contents(made("pdf", "cv").data)
    assert (b"] TJ" in drawn, b">0<" in drawn, b")0(" in drawn) == (True, False, False)


def test_the_code_of_a_glyph_is_not_taken_for_the_end_of_a_line(made: Callable[..., Made]) -> None:
    drawn = contents(made("pdf", "cv").data)  # L is the 13th letter of Source Sans
    assert (b"\r" in drawn, rb"\r" in drawn) == (False, True)


def test_who_reads_the_text_alone_is_spared_the_tags(made: Callable[..., Made]) -> None:
    data = made("pdf", "cv").data
    assert (b"/Type /Page/" in data, b"/Type /StructElem" in data) == (True, False)


def test_a_blank_between_words_of_two_styles_is_one_to_every_reader(
    outlined: Callable[[str], Outline],
) -> None:
    lines = ["*Ital* `code` [site](https://x.example)", "*Ital* **bold** `code`"]
    outline = outlined(f"name: Alex\nsections: [{{title: Work, bullets: {json.dumps(lines)}}}]")
    data = registry.load("pdf").render(outline, themes.find("classic"))
    shown = "Alex Work • Ital code site • Ital bold code"
    assert [" ".join(read(data).split()) for read in (by_pypdf, by_pdfium)] == [shown, shown]


ONE_LETTER_EACH = """\
name: A
headline: B
sections:
  - title: C
    text: "D\\n\\nE"
    bullets: [F, G]
    entries: [{title: H, organization: I, summary: J}, {title: K}]
    facts: {L: M, N: O}
"""


def test_lines_of_one_letter_are_lines_to_every_reader(outlined: Callable[[str], Outline]) -> None:
    data = registry.load("pdf").render(outlined(ONE_LETTER_EACH), themes.find("classic"))
    shown = "A B C D E H I J K • F • G L: M N: O"
    assert [" ".join(read(data).split()) for read in (by_pypdf, by_pdfium)] == [shown, shown]


def test_a_property_that_a_theme_declares_anew_has_its_value_there(
    made: Callable[..., Made],
) -> None:
    classic, outline = themes.find("classic"), made("pdf", "cv").outline
    red = replace(classic, css=classic.css + "section { --color-accent: #ff0000 }")
    drawn = contents(registry.load("pdf").render(outline, red))
    assert drawn.count(b"\n1 0 0 rg") >= len(outline.sections)


def test_a_page_of_short_lines_is_read_line_by_line(outlined: Callable[[str], Outline]) -> None:
    entry = (
        "{title: Engineer, location: Berlin, start: 2019, end: 2021, bullets: [One, Two, Three]}"
    )
    work = f"{{title: Work, entries: [{', '.join([entry] * 3)}]}}"
    outline = outlined(f"name: Alex\nsections: [{work}, {{title: Skills, bullets: [Go, Rust]}}]")
    data = registry.load("pdf").render(outline, themes.find("compact"))
    job = ["Engineer 2019 – 2021", "Berlin", "• One", "• Two", "• Three"]
    shown = ["Alex", "WORK", *job * 3, "SKILLS", "• Go", "• Rust"]
    assert [read(data).splitlines() for read in (by_pypdf, by_pdfium)] == [shown, shown]
