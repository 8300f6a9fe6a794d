"""Word templates of people who mean harm: what fetches, runs or betrays something is left out."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pytest
from commands import run
from docx.oxml.parser import parse_xml
from fuzzing import examples
from hypothesis import given
from hypothesis import strategies as st
from judges import by_document_xml
from letterheads import COVER, STYLES, edited, field, in_word, picture, text, zipped
from letterheads import W as WORD
from test_word_template import CV, file_of, filled, theme_of, told
from wordfile import outline_of, value

from cvrender.errors import CvrenderError, SourceError
from cvrender.renderers.word.template.fields import strip
from cvrender.renderers.word.template.file import render
from cvrender.renderers.word.template.placeholders import fill

if TYPE_CHECKING:
    from collections.abc import Mapping

_HERE = text("{{cv}}")
OUTLINE = replace(outline_of(CV), day="today")
_MAIN = b"template.main+xml"
_OLE = (
    '<w:p><w:r><w:object><v:shape id="a" style="width:10pt;height:10pt">'
    '<v:imagedata r:id="rId99"/></v:shape>'
    '<o:OLEObject Type="Embed" ProgID="Package" ShapeID="a" DrawAspect="Icon" ObjectID="_1"'
    ' r:id="rId50"/></w:object></w:r><w:r><w:t>stays</w:t></w:r></w:p>'
)
_REMOTE = "https://evil.example/"


def related_to(kind: str, target: str, body: str = "", **more: str) -> bytes:
    """A template whose body has a relationship ``rId50`` of a kind, and ``body`` above the CV."""
    parts = (
        {} if ":" in target else {f"word/{target}": ("application/octet-stream", "<a>PAYLOAD</a>")}
    )
    return in_word(body + _HERE, parts, {"rId50": (kind, target)}, **more)


_MS = "http://schemas.microsoft.com/office/2006/relationships"
HARMFUL = {
    "macros": (
        edited(
            related_to(f"{_MS}/vbaProject", "vbaProject.bin"),
            {
                b"application/vnd.openxmlformats-officedocument.wordprocessingml." + _MAIN: (
                    b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml"
                )
            },
            "[Content_Types].xml",
        ),
        "macros",
    ),
    "an embedded object": (related_to("oleObject", "embeddings/a.bin", _OLE), "embedded objects"),
    "ActiveX": (
        related_to(
            "control",
            "activeX/activeX1.xml",
            '<w:p><w:r><w:object><w:control r:id="rId50" w:name="a"/></w:object></w:r></w:p>',
        ),
        "embedded objects",
    ),
    "a document that is imported": (
        related_to("aFChunk", "afchunk.html", '<w:altChunk r:id="rId50"/>'),
        "documents that it imports",
    ),
    "a picture that is fetched": (
        related_to(
            "image",
            f"{_REMOTE}x.png",
            f"<w:p><w:r>{picture('rId50', 9, 9, 8).replace('r:embed', 'r:link')}</w:r></w:p>",
        ),
        f"what it fetches from `{_REMOTE}x.png`",
    ),
    "a subdocument on a share": (
        related_to("subDocument", "file://server/a.docx", '<w:subDoc r:id="rId50"/>'),
        "what it fetches from `file://server/a.docx`",
    ),
    "a link to a file": (
        related_to(
            "hyperlink",
            "file:///c:/a.exe",
            '<w:p><w:hyperlink r:id="rId50"><w:r><w:t>stays</w:t></w:r></w:hyperlink></w:p>',
        ),
        "a link to `file:///c:/a.exe`",
    ),
    "comments": (
        related_to(
            "comments",
            "comments.xml",
            '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>stays</w:t></w:r>'
            '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>',
        ),
        "comments",
    ),
    "a chart": (related_to("chart", "charts/chart1.xml"), "charts and diagrams"),
    **{
        f"the field {code.split()[0]}": (
            in_word(f"<w:p>{field(code, 'stays')}</w:p>" + _HERE),
            f"the field {code.split()[0]}",
        )
        for code in (
            "DDEAUTO c:\\\\windows\\\\cmd.exe &quot;/k calc&quot;",
            f"INCLUDEPICTURE &quot;{_REMOTE}x.png&quot;",
            "INCLUDETEXT &quot;c:\\\\secret.docx&quot;",
            "MACROBUTTON Run click",
            "HYPERLINK &quot;file:///c:/a.exe&quot;",
        )
    },
    "a field that another makes up": (
        in_word(
            "<w:p>"
            + field("X", "stays").replace(
                ">X<", f">D</w:instrText></w:r>{field('PAGE', 'DE')}<w:r><w:instrText>ATE x<"
            )
            + "</w:p>"
            + _HERE
        ),
        "the field DATE",
    ),
    "an address that another field makes up": (
        in_word(
            "<w:p>"
            + field("X", "stays").replace(
                ">X<",
                f">HYPERLINK &quot;</w:instrText></w:r>{field('PAGE', 'x')}"
                "<w:r><w:instrText>https://a.example&quot;<",
            )
            + "</w:p>"
            + _HERE
        ),
        "the field HYPERLINK",
    ),
    "a field in a formula": (
        in_word(
            '<w:p><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
            + field("DDE a b", "stays").replace("w:r>", "m:r>")
            + "</m:oMath></w:p>"
            + _HERE
        ),
        "the field DDE",
    ),
    "a code without a field": (
        in_word("<w:p><w:r><w:instrText>DDE</w:instrText></w:r></w:p>" + _HERE),
        "the field DDE",
    ),
    "a simple field": (
        in_word(
            '<w:p><w:fldSimple w:instr="DDE a b"><w:r><w:t>stays</w:t></w:r></w:fldSimple></w:p>'
            + _HERE
        ),
        "the field DDE",
    ),
}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("what", HARMFUL)
def test_what_does_harm_is_left_out_and_told(what: str) -> None:
    template, named = HARMFUL[what]
    data = file_of(template)
    assert told(template) == [f"the Word template brings {named}, left out here"]
    kept = "".join(map(str, parts(data).values()))
    for word in ("PAYLOAD", "evil", "server", "vba", "macro", "DDE", "rId50", "altChunk", "file:"):
        assert word not in kept
    if b"stays" in parts(template)["word/document.xml"]:
        assert "stays" in by_document_xml(data)
    assert "Mara Lindqvist" in by_document_xml(data)


def parts(data: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_template_that_a_file_was_made_with_is_left_out_and_told_where_it_is_fetched() -> None:
    for target, said in (
        ("https://evil.example/a.dotm", ["`https://evil.example/a.dotm`"]),
        ("file://server/a.dotm", ["`file://server/a.dotm`"]),
        ("file:///C:\\Users\\anna.falk\\Normal.dotm", []),
    ):
        template = with_attached(target)
        wanted = [
            f"the Word template brings what it fetches from {name}, left out here" for name in said
        ]
        assert told(template) == wanted
        assert "attachedTemplate" not in str(parts(file_of(template)))


def with_attached(target: str) -> bytes:
    """A template that says of which one it was made."""
    reltype = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    whole = parts(in_word(_HERE, settings='<w:attachedTemplate r:id="rId1"/>'))
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{reltype}" Target="{target}" TargetMode="External"/>'
        "</Relationships>"
    )
    return zipped({"word/_rels/settings.xml.rels": relations}, whole)


def test_who_changed_a_template_is_not_named_and_its_changes_count() -> None:
    changed = (
        '<w:p><w:ins w:id="1" w:author="Anna Falk"><w:r><w:t>new</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="Anna Falk"><w:r><w:delText>old</w:delText></w:r></w:del></w:p>'
    )
    body = parts(file_of(in_word(changed + _HERE)))["word/document.xml"]
    assert b"Anna" not in body
    assert (b"new" in body, b"old" in body) == (True, False)


def test_content_controls_keep_their_words_and_lose_their_data() -> None:
    control = (
        "<w:sdt><w:sdtPr><w:placeholder><w:docPart w:val='x'/></w:placeholder><w:dataBinding"
        ' w:xpath="/a" w:storeItemID="{B4D6A1C2-5E0F-4C57-9A53-1F0C7E2D8A61}"/></w:sdtPr>'
        f"<w:sdtContent>{text('For {{name}}')}</w:sdtContent></w:sdt>"
    )
    file = filled(in_word(control + _HERE))
    body = file.parts["word/document.xml"]
    assert b"For Mara Lindqvist" in body
    assert b"dataBinding" not in body
    assert b"placeholder" not in body


def bomb(name: str, size: int) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, b"\0" * size)
        for part, content in parts(in_word()).items():
            archive.writestr(part, content)
    return data.getvalue()


def with_entities() -> bytes:
    bombs = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><w:styles '
    return edited(in_word(), {b"<w:styles ": bombs}, "word/styles.xml")


REFUSED = {
    "a bomb": (
        lambda: bomb("word/x.bin", 101_000_000),
        "it unpacks to more than 100,000,000 bytes",
    ),
    "much text": (
        lambda: in_word("<w:p/>" * 2_000_000 + _HERE),
        "its XML takes more than 10,000,000 bytes",
    ),
    "entities": (with_entities, "it is damaged"),
    "a damaged package": (lambda: in_word()[:2000], "it is damaged"),
    "broken XML": (lambda: edited(in_word(), {b"</w:body>": b""}), "it is damaged"),
    "a workbook": (lambda: edited(in_word(), {b"w:document": b"w:sheet"}), "it is none"),
    "no body": (lambda: edited(in_word(), {b'/officeDocument"': b'/x"'}), "it is damaged"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_opened_safely_is_refused(what: str) -> None:
    make, why = REFUSED[what]
    template = make()
    with pytest.raises(SourceError) as refused:
        file_of(template)
    assert f"`agency.dotx` cannot be used as a Word template: {why}" in str(refused.value)


def test_a_template_that_is_not_the_persons_own_is_opened_in_the_sandbox_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("docx.opc.pkgreader.PackageReader.from_file", None)
    Path("cv.yaml").write_text(CV, "utf-8")
    Path("agency.dotx").write_bytes(in_word())
    done = run("render", "cv.yaml", "--theme", "agency.dotx", "--to", "docx")
    assert (done.exit_code, done.stderr) == (0, "")


@pytest.mark.parametrize("data", [b"\xd0\xcf\x11\xe0old", b"%PDF-1.7", b""])
def test_what_is_no_word_file_of_today_is_told_before_anything_is_made(data: bytes) -> None:
    Path("cv.yaml").write_text(CV, "utf-8")
    Path("agency.dotx").write_bytes(data)
    done = run("render", "cv.yaml", "--theme", "agency.dotx")
    assert done.exit_code == 1
    assert done.stderr.startswith(
        "agency.dotx:1:1: `agency.dotx` is not a Word file of today's kind"
    )
    assert not Path("output").exists()


def test_a_corrected_picture_stays_without_what_it_was_before() -> None:
    before = (
        '<a:blip r:embed="rId7"><a:extLst><a:ext uri="{BEBA8EAE-BF5A-486C-A8C5-ECC9F3942E4B}">'
        '<a14:imgProps xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main">'
        '<a14:imgLayer r:embed="rId50"/></a14:imgProps></a:ext></a:extLst></a:blip>'
    )
    shown = picture("rId7", 9, 9, 8).replace('<a:blip r:embed="rId7"/>', before)
    template = in_word(
        f"<w:p><w:r>{shown}</w:r></w:p>" + _HERE,
        {"word/media/a.wdp": ("image/vnd.ms-photo", "PAYLOAD")},
        {"rId7": ("image", "media/image1.png"), "rId50": (f"{_MS}/hdphoto", "media/a.wdp")},
    )
    body = parts(file_of(template))["word/document.xml"]
    assert (b"rId7" in body, b"rId50" in body, told(template)) == (True, False, [])


@given(words=st.lists(st.sampled_from(["{{", "}}", "{", "na", "me", "name", "cv", " ", "x"])))
@examples(200)
def test_names_are_filled_however_their_runs_are_parted(words: list[str]) -> None:
    body = parse_xml(f"<w:p xmlns:w='{WORD}'>{text('|'.join(words))[5:]}")
    whole = "".join(words)
    fill([body], {"name": "Mara"})
    wanted = re.sub(r"\{\{\s*name\s*\}\}", "Mara", whole)
    assert "".join(each.text or "" for each in body.iter(f"{{{WORD}}}t")) == wanted


_MARKS = {
    "begin": '<w:fldChar w:fldCharType="begin"/>',
    "separate": '<w:fldChar w:fldCharType="separate"/>',
    "end": '<w:fldChar w:fldCharType="end"/>',
    **{code: f"<w:instrText>{code}</w:instrText>" for code in ("PAGE ", "D", "DE ", "IF ")},
    "text": "<w:t>words</w:t>",
}


@given(marks=st.lists(st.sampled_from([*_MARKS]), max_size=12))
@examples(300)
def test_of_any_fields_nothing_is_left_that_would_be_left_out(marks: list[str]) -> None:
    runs = "".join(f"<w:r>{_MARKS[mark]}</w:r>" for mark in marks)
    body = parse_xml(f"<w:p xmlns:w='{WORD}'>{runs}</w:p>")
    [*strip(body)]
    assert [*strip(body)] == []
    codes = {each.text for each in body.iter(f"{{{WORD}}}instrText")}
    assert "PAGE " in codes or "IF " in codes or not codes


@given(st.data())
@examples(40)
def test_whatever_is_wrong_with_a_template_an_error_says_so(data: st.DataObject) -> None:
    whole = parts(in_word())
    name = data.draw(st.sampled_from(sorted(whole)))
    content = whole[name]
    at = data.draw(st.integers(0, len(content)))
    end = min(len(content), at + data.draw(st.integers(0, 60)))
    damage = data.draw(st.sampled_from([b"", b"<", b"1", b'"', b"<w:p/>", b"w:"]))
    broken = zipped({}, {**whole, name: content[:at] + damage + content[end:]})
    with contextlib.suppress(CvrenderError):
        render(OUTLINE, theme_of(broken))


_ODD = ["", "abc", "0", "-5", "1.5", "12pt", "99999999999", 'a"&<b']


@given(st.data())
@examples(60)
def test_values_that_are_none_are_passed_over(data: st.DataObject) -> None:
    whole = parts(in_word(COVER + _HERE))
    name = data.draw(st.sampled_from(sorted(each for each in whole if each.endswith(".xml"))))
    content = whole[name].decode()
    values = [match.span(1) for match in re.finditer(r' w:[a-zA-Z]+="([^"]*)"', content)]
    start, end = data.draw(st.sampled_from(values or [(0, 0)]))
    odd = escape(data.draw(st.sampled_from(_ODD)), {'"': "&quot;"}) if values else ""
    changed = content[:start] + odd + content[end:]
    broken = zipped({}, {**whole, name: changed.encode()})
    with contextlib.suppress(CvrenderError):
        render(OUTLINE, theme_of(broken))


def test_an_id_of_a_style_is_written_as_it_is_read() -> None:
    styles = STYLES.replace("Untertitel", "a&quot;&amp;&lt;b")
    link = '<w:style w:type="character" w:styleId="x&quot;&amp;y"><w:name w:val="Hyperlink"/>'
    template = in_word(_HERE, styles=styles.replace("</w:styles>", f"{link}</w:style></w:styles>"))
    linked = CV.replace("summary: Geodata.", "summary: '[Geo](https://a.example)'")
    file = filled(template, linked)
    assert value(file.paragraph("Platform"), "pPr/pStyle") == 'a"&<b'
    assert value(file.paragraph("Geo"), "r/rPr/rStyle") == 'x"&y'
