"""CVs as other programs and other people's templates hold them: Word files of invented people."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import docx
import pikepdf
from docx.shared import Pt

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def by_styles() -> bytes:
    """As python-docx writes it, with the styles that Word has: headings, lists, a title."""
    made = docx.Document()
    made.add_paragraph("Ines Falk", "Title")
    made.add_paragraph("Data Engineer")
    made.add_paragraph("ines.falk@example.org | +49 30 901820 | Berlin, Germany | github.com/falk")
    made.add_heading("Professional Experience", 1)
    for title, where, items in (
        (
            "Data Engineer",
            "Nordlicht GmbH, Berlin\tMar 2021 – Present",
            ("Built C# tools", "Led 3"),
        ),
        ("Junior Developer", "Hafen AG, Hamburg\t06/2018 – 02/2021", ("Cut costs by 12 %",)),
    ):
        made.add_heading(title, 2)
        made.add_paragraph(where)
        for item in items:
            made.add_paragraph(item, "List Bullet")
    made.add_heading("Education", 1)
    made.add_heading("BSc Computer Science", 2)
    made.add_paragraph("Universität Hamburg\t2014 – 2018")
    made.add_heading("Skills", 1)
    made.add_paragraph("Languages: Python, SQL")
    made.add_paragraph("Tools: Git, Kafka")
    return _saved(made)


def with_sidebar() -> bytes:
    """A table of one row: contacts and skills beside the rest."""
    made = docx.Document()
    side, main = made.add_table(1, 2).rows[0].cells
    for text in ("Omar Haddad", "omar@example.org", "+44 20 7946 0958", "Leeds, United Kingdom"):
        _line(side, text, 20 if text.startswith("Omar") else 11)
    _line(side, "Skills", 14, bold=True)
    _line(side, "Welding", 11)
    _line(side, "Robots", 11)
    _line(main, "Experience", 14, bold=True)
    _line(main, "Technician, Aire Motors", 11, bold=True)
    _line(main, "2019 – 2023", 11)
    _line(
        main, "Kept two lines running through a winter without spare parts for the old press.", 11
    )
    _line(main, "Apprentice, Aire Motors", 11, bold=True)
    _line(main, "2016 – 2019", 11)
    return _saved(made)


def _line(cell: docx.table._Cell, text: str, size: float, *, bold: bool = False) -> None:
    is_first = not cell.paragraphs[0].text
    run = (cell.paragraphs[0] if is_first else cell.add_paragraph()).add_run(text)
    run.font.size, run.bold = Pt(size), bold


def _saved(made: docx.document.Document) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def by_hand(*paragraphs: str, parts: Mapping[str, str] | None = None) -> bytes:
    """A Word file without styles; in a paragraph, what stands between ``**`` is bold."""
    body = "".join(map(paragraph, paragraphs))
    made = {"word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"}
    return packed({**made, **(parts or {})})


def packed(parts: Mapping[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, xml in parts.items():
            package.writestr(name, xml)
    return file.getvalue()


def paragraph(text: str) -> str:
    """A paragraph; XML stays as it is."""
    if text.startswith("<"):
        return text
    runs = (run(part, bold=bool(at % 2)) for at, part in enumerate(text.split("**")))
    return f"<w:p>{''.join(runs)}</w:p>"


def run(text: str, *, bold: bool = False) -> str:
    signs = {"\t": "<w:tab/>", "\n": "<w:br/>"}
    parts = (
        signs.get(part) or f'<w:t xml:space="preserve">{escape(part)}</w:t>'
        for part in re.split("([\t\n])", text)
    )
    return f"<w:r><w:rPr>{'<w:b/>' if bold else ''}</w:rPr>{''.join(parts)}</w:r>"


def box(*paragraphs: str) -> str:
    """A text box as Word writes it: in its own markup, and a copy in VML for old programs."""
    content = f"<w:txbxContent>{''.join(map(paragraph, paragraphs))}</w:txbxContent>"
    return (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>'
        f"{content}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        f"{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


CAPITALS = (
    "**RUTH MBEKI**",
    "Nairobi, Kenya · ruth@example.org · linkedin.com/in/mbeki",
    "**PROFILE**",
    "Nurse who keeps wards calm. Ten years at two hospitals, five of them as a head of twelve.",
    "**WORK EXPERIENCE**",
    "**Ward Manager**, Uhuru Hospital, Nairobi\tJan 2019 – present",
    "• Leads 12 nurses",
    "• Halved the waiting time",
    "**Staff Nurse**, Lake Clinic, Kisumu\t2013 – 2018",
    "• Trained 38 people",
    "**EDUCATION**",
    "**BSc Nursing**, University of Nairobi\t2009 – 2013",
    "**LANGUAGES**",
    "English (native), Swahili (native), French (B1)",
)
"""Bold capitals head the sections, dates stand at a tab, bullets are typed."""

PAGES = {
    "german": """
        <p><font size="6">Jonas Krämer</font></p>
        <p>Lindenstraße 4, 01067 Dresden<br>jonas@example.org</p>
        <p><b>Persönliche Daten</b></p>
        <table><tr><td>Geburtsdatum</td><td>4. Mai 1990</td></tr></table>
        <p><b>Beruflicher Werdegang</b></p>
        <table>
        <tr><td>03/2019 – heute</td><td><b>Softwareentwickler</b><br>Elbwerk GmbH, Dresden
          <ul><li>Rechnet die Pläne der Fähren</li><li>Bildet zwei Leute aus</li></ul></td></tr>
        <tr><td>10/2015 – 02/2019</td><td><b>Werkstudent</b><br>Hafen AG, Hamburg</td></tr>
        </table>
        <p><b>Studium</b></p>
        <table><tr><td>2012 – 2018</td><td><b>Diplom Informatik</b><br>TU Dresden</td></tr></table>
        <p><b>Sprachkenntnisse</b></p>
        <table><tr><td>Englisch</td><td>fließend</td></tr>
        <tr><td>Polnisch</td><td>Grundkenntnisse</td></tr></table>""",
    "arabic": """
        <p dir="rtl"><font size="6">ليلى منصور</font></p>
        <p dir="rtl">layla@example.org</p>
        <h2 dir="rtl">الخبرة المهنية</h2>
        <p dir="rtl"><b>مهندسة برمجيات</b>، شركة النيل</p>
        <p dir="rtl">2019 – 2023</p>
        <ul dir="rtl"><li>بناء نظام الحجز الذي يستخدمه أربعون ألف شخص في كل يوم</li></ul>
        <h2 dir="rtl">التعليم</h2>
        <p dir="rtl"><b>بكالوريوس علوم الحاسوب</b>، جامعة القاهرة</p>
        <p dir="rtl">2015 – 2019</p>""",
    "chinese": """
        <p><font size="6">王小明</font></p>
        <p>ming@example.org | 上海</p>
        <h2>工作经历</h2>
        <p><b>软件工程师</b> | 蓝天科技有限公司 | 2019年4月 – 至今</p>
        <ul><li>负责订单系统，每天处理三百万笔交易</li></ul>
        <h2>教育背景</h2>
        <p><b>计算机科学硕士</b> | 复旦大学 | 2016年9月 – 2019年3月</p>
        <h2>专业技能</h2>
        <p>编程语言：Python、Go</p>""",
}
"""Web pages that LibreOffice makes Word files of."""


@cache
def by_libreoffice() -> dict[str, bytes]:
    """The Word files that LibreOffice makes of PAGES."""
    with TemporaryDirectory() as made:
        folder = Path(made)
        for name, page in PAGES.items():
            head = '<html><head><meta charset="utf-8"></head><body>'
            (folder / f"{name}.html").write_text(f"{head}{page}</body></html>", "utf-8")
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        reads = ("--infilter=HTML (StarWriter)", "--headless")
        writes = ("--convert-to", "docx:MS Word 2007 XML", "--outdir", folder)
        command = ["soffice", profile, *reads, *writes, *folder.glob("*.html")]
        subprocess.run(command, check=True, capture_output=True, timeout=240)
        return {name: (folder / f"{name}.docx").read_bytes() for name in PAGES}


PRINTED = """
<html lang="en"><head><style>
@page { size: A4; margin: 20mm; @bottom-center { content: "Page " counter(page) " of 2"; } }
body { font: 10pt serif; display: grid; grid-template-columns: 50mm 1fr; column-gap: 8mm; }
h1 { font-size: 24pt; grid-column: 1 / 3; } h2 { font-size: 14pt; }
li { list-style: none; text-indent: -10pt; padding-left: 10pt; }
.row { display: flex; justify-content: space-between; }
</style></head><body><h1>Omar Haddad</h1>
<aside><p>omar@example.org</p><p>Leeds, United Kingdom</p><h2>Skills</h2><p>Welding, robots,
drawings and the calm of a long night shift</p></aside>
<main><h2>Experience</h2>
<div class="row"><b>Technician, Aire Motors</b><span>Mar 2019 – present</span></div>
<ul><li>• Kept two lines running through a winter in which no spare parts came for the
old press and wrote down how, for whoever has to do that the next time</li>
<li>• Taught three apprentices</li></ul>
<div class="row"><b>Apprentice, Aire Motors</b><span>2016 – 2019</span></div>
<p style="color: white">Director of everything</p>
<p style="break-before: page">See <a href="https://aire.example/report">the report</a>.</p>
</main></body></html>
"""
"""A page that WeasyPrint prints: a sidebar, broken lines, white words, numbers of pages."""

ROWS = """
<html lang="en"><head><style>
@page { size: A4; margin: 20mm; }
body { font: 10pt/%s serif; } p, h1, h2, ul { margin: 0; } h2 { font-size: 14pt; }
li { list-style: none; } .row { display: grid; grid-template-columns: 50mm 1fr; }
.row + .row { margin-top: 30pt; }
</style></head><body><h1>Omar Haddad</h1><h2>Experience</h2>
<div class="row"><p>Mar 2019 – present</p><div><p><b>Technician</b><br>Aire Motors, Leeds</p>
<ul><li>• Kept two lines running through a winter in which no spare parts came for the old press,
and taught three apprentices</li></ul></div></div>
<div class="row"><p>Jan 2016 –<br>Mar 2019</p><p><b>Apprentice</b><br>Humber Works, Hull</p></div>
</body></html>
"""
"""A page that WeasyPrint prints, of some line height: dates beside the jobs, once on two lines."""


def without_metrics(pdf: bytes) -> bytes:
    """A PDF whose fonts do not tell how far letters reach, as those of LibreOffice do not."""
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for each in document.objects:
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor":
                each.Ascent, each.Descent = 1, -1  # 0 has PDFium measure its letters A and g
        document.save(file)
    return file.getvalue()


def of_own_letters() -> bytes:
    """A PDF of a broken line whose letters it draws itself: a font of size 1 and ten points."""
    pdf, names = pikepdf.new(), ("space", *"abdeilmnort")
    square = pdf.make_stream(b"0.6 0 0 0 0.5 0.7 d1 0 0 0.5 0.7 re f")
    blank = pdf.make_stream(b"0.6 0 0 0 0 0 d1")
    codes = ((ord(name) if len(name) == 1 else 32, pikepdf.Name(f"/{name}")) for name in names)
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type3,
        FontBBox=[0, 0, 0, 0],
        FontMatrix=[10, 0, 0, 10, 0, 0],
        CharProcs={f"/{name}": blank if name == "space" else square for name in names},
        Encoding=pikepdf.Dictionary(Differences=[each for pair in codes for each in pair]),
        FirstChar=32,
        LastChar=122,
        Widths=[0.6] * 91,
    )
    page = pdf.add_blank_page()
    page.Resources = pikepdf.Dictionary(Font={"/F": pdf.make_indirect(font)})
    words = b"BT /F 1 Tf 50 700 Td (leiter im boot bei dem) Tj 0 -12 Td (roten tor) Tj ET"
    page.Contents = pdf.make_stream(words)
    file = io.BytesIO()
    pdf.save(file)
    return file.getvalue()


def words(texts: Iterable[str]) -> set[str]:
    """The words of ``texts`` in small letters, without numbers."""
    return {word.casefold() for text in texts for word in re.findall(r"[^\W\d_]+", text)}
