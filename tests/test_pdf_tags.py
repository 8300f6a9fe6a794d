"""The structure of a PDF, as ISO 14289-1 (UA) has it: what is drawn stands in it, in order."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
from PIL import Image
from printed import of_type

from cvrender import theme as themes
from cvrender.outline import Photo
from cvrender.renderers import registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from shared import Made

    from cvrender.outline import Outline

every_theme = pytest.mark.parametrize("look", themes.names())


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The elements of the structure below ``node``, in reading order."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def tagged(node: pikepdf.Object) -> Iterator[str]:
    """The structure types below ``node``, in reading order."""
    return (str(element.S).lstrip("/") for element in elements(node))


def content(pdf: pikepdf.Pdf) -> set[tuple[int, int]]:
    """What is content of the structure: the page, from 0 on, and the number of each mark there."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    return {
        (pages[element.Pg.objgen], kid)
        for element in elements(pdf.Root.StructTreeRoot)
        for kid in element.get("/K", [])
        if isinstance(kid, int)
    }


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
    marks = set()
    for number, page in enumerate(pdf.pages):
        inside = 0
        for instruction in pikepdf.parse_content_stream(page):
            operator = str(instruction.operator)
            inside += {"BDC": 1, "BMC": 1, "EMC": -1}.get(operator, 0)
            assert inside or operator not in PAINTS
            if operator in ("BDC", "BMC") and instruction.operands[0] != "/Artifact":
                marks.add((number, int(instruction.operands[1].MCID)))
        assert inside == 0
    assert marks == content(pdf)
    assert set(tagged(pdf.Root.StructTreeRoot)) <= STANDARD


@every_theme
def test_words_stand_in_paragraphs_headings_and_lists(
    opened: Callable[[str], pikepdf.Pdf], look: str
) -> None:
    """ISO 32000-1, 14.8.4.2: a grouping element holds none of its own."""
    grouping = {"/Document", "/Part", "/Art", "/Sect", "/Div"}
    spans = [each for each in elements(opened(look).Root.StructTreeRoot) if each.S == "/Span"]
    assert [span.P.S for span in spans if span.P.S in grouping] == []
    assert len(spans) > 100


@every_theme
def test_the_foot_of_a_page_is_no_part_of_what_is_read(
    opened: Callable[[str], pikepdf.Pdf], look: str
) -> None:
    """UA 7.8; ISO 32000-1, table 330."""
    first, *rest = [
        [
            dict(instruction.operands[1])
            for instruction in pikepdf.parse_content_stream(page)
            if str(instruction.operator) == "BDC" and instruction.operands[0] == "/Artifact"
        ]
        for page in opened(look).pages
    ]
    assert first == []
    foot = {"/Type": "/Pagination", "/Subtype": "/Footer"}
    shown = themes.find(look).tokens.footer.show != "none"
    assert rest == [[foot] if shown else []] * len(rest)
    assert rest


@pytest.mark.parametrize("look", ["modern", "sidebar"])
def test_the_photos_frame_is_where_pdfium_finds_the_picture(
    outlined: Callable[[str], Outline], look: str
) -> None:
    """UA 7.3: as ISO 32000-1, 14.8.5.4.3, has it, in the page's own measures.

    A picture is larger than its frame where it does not have the frame's shape.
    """
    written = io.BytesIO()
    Image.new("RGB", (50, 50)).save(written, "PNG")
    outline = outlined("name: A\nsections: [{title: T, text: Words}]")
    pictured = replace(outline, photo=Photo(written.getvalue(), "A"))
    data = registry.load("pdf").render(pictured, themes.find(look))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (frame,) = [item.A.BBox for item in of_type(pdf, "/StructElem") if item.S == "/Figure"]
        edges = [float(edge) for edge in frame]
    with pypdfium2.PdfDocument(data) as document:
        (drawn,) = document[0].get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
        left, bottom, right, top = drawn.get_bounds()
    middle = ((edges[0] + edges[2]) / 2, edges[2] - edges[0])
    assert middle == pytest.approx(((left + right) / 2, right - left), abs=1)
    assert bottom - 1 <= edges[1] < edges[3] <= top + 1


@every_theme
def test_each_link_stands_in_an_element_that_is_one(
    opened: Callable[[str], pikepdf.Pdf], look: str
) -> None:
    """UA 7.18.5: as ISO 32000-1, 14.8.4.4.2, has it, found through the tree of parents."""
    pdf = opened(look)
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    links = [note for page in pdf.pages for note in page.get("/Annots", [])]
    assert links
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


def test_who_reads_the_text_alone_is_spared_the_tags(made: Callable[..., Made]) -> None:
    data = made("pdf", "cv").data
    assert (b"/Type /Page/" in data, b"/Type /StructElem" in data) == (True, False)
    assert b"/Producer (WeasyPrint" in data  # the properties are read with the text
