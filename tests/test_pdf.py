"""A PDF keeps the rules of PDF/UA-1 and PDF/A-3a in one file, as pikepdf (QPDF) reads it.

Rules are named by their clause: UA is ISO 14289-1, A is ISO 19005-3.
"""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pikepdf
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.pens.basePen import NullPen
from fontTools.ttLib import TTFont
from lxml import etree
from PIL import Image
from printed import of_type
from shared import composed

from cvrender import theme as themes
from cvrender.outline import Photo
from cvrender.renderers import registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from shared import Made

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
    meant = re.findall(rb"<\w{4}> <(\w+)>", b"".join(f.ToUnicode.read_bytes() for f in composed))
    texts = {bytes.fromhex(text.decode()).decode("utf-16-be") for text in meant}
    assert {text for text in texts if len(text) > 1} == set()  # other programs lose ligatures


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


def drawn_widths(font: pikepdf.Object) -> list[float]:
    """The width in thousandths of an em of each glyph that ``font`` uses, by its program."""
    if font.Subtype == "/CIDFontType2":
        data = io.BytesIO(font.FontDescriptor.FontFile2.read_bytes())
        program = TTFont(data, recalcTimestamp=False)
        unit = program["head"].unitsPerEm / 1000
        return [program["hmtx"][program.getGlyphName(cid)][0] / unit for cid in widths(font.W)]
    outlines = CFFFontSet()
    outlines.decompile(io.BytesIO(font.FontDescriptor.FontFile3.read_bytes()), None)
    names = outlines[0].charset
    found = []
    for cid in widths(font.W):
        glyph = outlines[0].CharStrings[names[cid]]
        glyph.draw(NullPen())
        found.append(glyph.width * outlines[0].FontMatrix[0] * 1000)
    return found


@every_theme
def test_each_letter_is_of_a_font_of_the_theme_and_as_wide_as_the_file_says(
    opened: Callable[[str], pikepdf.Pdf], look: str
) -> None:
    """A 6.2.11.5, and 6.2.11.8: no text is drawn by glyph 0, which stands for a missing one."""
    pdf, fonts = opened(look), themes.find(look).tokens.fonts
    drawn_with = [font for font in of_type(pdf, "/Font") if font.Subtype != "/Type0"]
    assert {str(font.Subtype) for font in drawn_with} <= {"/CIDFontType0", "/CIDFontType2"}
    for font in drawn_with:
        assert str(font.FontDescriptor.FontFamily) in (fonts.body, fonts.heading)
        assert str(font.get("/CIDToGIDMap", "/Identity")) == "/Identity"
        assert list(widths(font.W).values()) == pytest.approx(drawn_widths(font), abs=1)
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
    opened: Callable[[str], pikepdf.Pdf], look: str
) -> None:
    """A 6.8: name, kind, and the relation to the pages, listed once; arranged by no theme."""
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
    written = registry.load("jsonresume").render(composed("example-full"), themes.find(look))
    assert attached.read_bytes() == written
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
