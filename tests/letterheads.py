"""Word templates as other programs make them: Word's XML, LibreOffice's and python-docx's."""

from __future__ import annotations

import base64
import io
import shutil
import subprocess
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest
from docx.shared import Pt, RGBColor
from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
_DEFAULTS = (
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Default Extension="png" ContentType="image/png"/>'
    '<Default Extension="bin" ContentType="application/octet-stream"/>'
)
_OF = "application/vnd.openxmlformats-officedocument."
_WORD = f"{_OF}wordprocessingml."
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)


def logo(color: str = "#8a1538") -> bytes:
    """A picture of a disc and two bars."""
    image = Image.new("RGB", (360, 120), "white")
    draw = ImageDraw.Draw(image)
    draw.ellipse((6, 6, 114, 114), fill=color)
    draw.rectangle((140, 30, 350, 54), fill=color)
    draw.rectangle((140, 70, 280, 86), fill="#9a9a9a")
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


def picture(relation: str, width: float, height: float, number: int = 1) -> str:
    """A picture in the line, as Word writes it; lengths in points."""
    cx, cy = round(width * 12700), round(height * 12700)
    return (
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{cx}" cy="{cy}"/><wp:docPr id="{number}" name="Grafik {number}"'
        ' descr="Falk &amp; Partner"/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        '<pic:nvPicPr><pic:cNvPr id="0" name="logo.png"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


def text(words: str, style: str = "", before: str = "") -> str:
    """A paragraph; ``|`` parts its runs, as Word does where somebody stopped typing."""
    runs = "".join(
        f'<w:r><w:t xml:space="preserve">{part}</w:t></w:r><w:proofErr w:type="spellStart"/>'
        for part in words.split("|")
    )
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{before}</w:pPr>{runs}</w:p>"


def field(code: str, shown: str) -> str:
    """A complex field in runs."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"<w:r><w:t>{shown}</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


_COLORS = {
    "dk1": "2B2B2B", "lt1": "FFFFFF", "dk2": "5A4A42", "lt2": "F3EEE8", "accent1": "8A1538",
    "accent2": "C8963E", "accent3": "5B7F95", "accent4": "70787D", "accent5": "A2AD00",
    "accent6": "41273B", "hlink": "8A1538", "folHlink": "5A4A42",
}  # fmt: skip


def _theme() -> str:
    colors = "".join(f'<a:{n}><a:srgbClr val="{c}"/></a:{n}>' for n, c in _COLORS.items())
    fonts = "".join(
        f'<a:{role}Font><a:latin typeface="{family}"/><a:ea typeface=""/><a:cs typeface=""/>'
        f"</a:{role}Font>"
        for role, family in (("major", "Caladea"), ("minor", "Carlito"))
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line, effect = f'<a:ln w="6350">{fill}</a:ln>', "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Falk">'
        f'<a:themeElements><a:clrScheme name="Falk">{colors}</a:clrScheme>'
        f'<a:fontScheme name="Falk">{fonts}</a:fontScheme><a:fmtScheme name="Office">'
        f"<a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}"
        "</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


def _style(
    kind: str, name: str, called: str, inside: str = "", base: str = "", default: str = ""
) -> str:
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"{default}><w:name w:val="{called}"/>'
        f"{based}<w:qFormat/>{inside}</w:style>"
    )


def _fonts(role: str) -> str:
    return (
        f'<w:rFonts w:asciiTheme="{role}HAnsi" w:hAnsiTheme="{role}HAnsi"'
        f' w:eastAsiaTheme="{role}EastAsia" w:cstheme="{role}Bidi"/>'
    )


_ACCENT = '<w:color w:val="8A1538" w:themeColor="accent1"/>'
_DEFAULT = ' w:default="1"'
STYLES = (
    f"<w:styles {_NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{_fonts('minor')}"
    '<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="de-DE"/>'
    '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="100" w:line="264"'
    ' w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    + _style("paragraph", "Standard", "Normal", default=_DEFAULT)
    + _style("character", "Absatz", "Default Paragraph Font", default=_DEFAULT)
    + _style(
        "paragraph", "Titel", "Title",
        '<w:pPr><w:spacing w:after="40" w:line="240" w:lineRule="auto"/></w:pPr>'
        f"<w:rPr>{_fonts('major')}{_ACCENT}<w:sz w:val=\"46\"/><w:szCs w:val=\"46\"/></w:rPr>",
        "Standard",
    )
    + _style(
        "paragraph", "Untertitel", "Subtitle",
        '<w:pPr><w:spacing w:after="80"/></w:pPr><w:rPr>'
        '<w:color w:val="5A4A42" w:themeColor="text2"/><w:sz w:val="25"/></w:rPr>',
        "Standard",
    )
    + _style(
        "paragraph", "berschrift1", "heading 1",
        '<w:pPr><w:keepNext/><w:keepLines/><w:pBdr><w:bottom w:val="single" w:sz="8" w:space="2"'
        ' w:color="C8963E" w:themeColor="accent2"/></w:pBdr><w:spacing w:before="320"'
        f' w:after="100"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr>{_fonts("major")}<w:b/><w:bCs/>'
        f'{_ACCENT}<w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr>',
        "Standard",
    )
    + _style(
        "paragraph", "berschrift2", "heading 2",
        '<w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before="140" w:after="20"/>'
        '<w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/><w:bCs/><w:sz w:val="22"/></w:rPr>',
        "Standard",
    )
    + _style(
        "paragraph", "Aufzhlungszeichen", "List Bullet",
        '<w:pPr><w:numPr><w:numId w:val="4"/></w:numPr><w:contextualSpacing/></w:pPr>',
        "Standard",
    )
    + _style("paragraph", "Kopfzeile", "header", '<w:pPr><w:jc w:val="right"/></w:pPr>', "Standard")
    + _style(
        "paragraph", "Fuzeile", "footer",
        '<w:pPr><w:pBdr><w:top w:val="single" w:sz="4" w:space="6" w:color="C8963E"/></w:pBdr>'
        '<w:tabs><w:tab w:val="right" w:pos="9070"/></w:tabs></w:pPr><w:rPr>'
        '<w:color w:val="70787D" w:themeColor="accent4"/><w:sz w:val="16"/></w:rPr>',
        "Standard",
    )
    + "</w:styles>"
)  # fmt: skip
NUMBERING = (
    f'<w:numbering {_NAMESPACES}><w:abstractNum w:abstractNumId="0"><w:multiLevelType'
    ' w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
    '<w:pStyle w:val="Aufzhlungszeichen"/><w:lvlText w:val="▪"/><w:lvlJc w:val="left"/><w:pPr>'
    '<w:ind w:left="340" w:hanging="227"/></w:pPr><w:rPr><w:color w:val="C8963E"/></w:rPr></w:lvl>'
    '</w:abstractNum><w:num w:numId="4"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
COVER = (
    text("Kandidatenprofil", "Titel")
    + text("für Kunden von Falk &amp; Partner: {{|na|me}}, {{|headline}}")
    + text("Hamburg, {{date}}")
)
HEADER = (
    f'<w:p><w:pPr><w:pStyle w:val="Kopfzeile"/></w:pPr><w:r>{picture("rId1", 120, 40)}</w:r></w:p>'
)
FOOTER = (
    '<w:p><w:pPr><w:pStyle w:val="Fuzeile"/></w:pPr><w:r><w:t>Profil von {{</w:t></w:r><w:r><w:t>na'
    'me}}</w:t></w:r><w:r><w:tab/><w:t xml:space="preserve">Seite </w:t></w:r>'
    + field(" PAGE ", "1")
    + "</w:p>"
)
SMALL_PRINT = text("Vertraulich. Weitergabe nur mit unserem Einverständnis.")
SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId10"/><w:footerReference'
    ' w:type="default" r:id="rId11"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1985"'
    ' w:right="1418" w:bottom="1418" w:left="1418" w:header="709" w:footer="567" w:gutter="0"/>'
    "</w:sectPr>"
)


def in_word(
    body: str = COVER + text("{{|cv}}") + SMALL_PRINT,
    parts: Mapping[str, tuple[str, str]] = {},
    relations: Mapping[str, tuple[str, str]] = {},
    settings: str = "",
    styles: str = STYLES,
    header: str = HEADER,
    footer: str = FOOTER,
    section: str = SECTION,
) -> bytes:
    """A .dotx file as Word writes one in German; ``parts`` are type and text of others.

    ``relations`` are type and target, of the body, by their names; a target with ``:`` is external.
    """
    parts = {
        "word/document.xml": ("template.main+xml", f"<w:document {_NAMESPACES}><w:body>{body}"
        f"{section}</w:body></w:document>"),
        "word/styles.xml": ("styles+xml", styles),
        "word/numbering.xml": ("numbering+xml", NUMBERING),
        "word/settings.xml": ("settings+xml", f"<w:settings {_NAMESPACES}>{settings}</w:settings>"),
        "word/header1.xml": ("header+xml", f"<w:hdr {_NAMESPACES}>{header}</w:hdr>"),
        "word/footer1.xml": ("footer+xml", f"<w:ftr {_NAMESPACES}>{footer}</w:ftr>"),
        "word/theme/theme1.xml": (f"{_OF}theme+xml", _theme()),
        "word/fontTable.xml": ("fontTable+xml", f"<w:fonts {_NAMESPACES}/>"),
        **parts,
    }  # fmt: skip
    known = {
        "rId1": ("styles", "styles.xml"), "rId2": ("numbering", "numbering.xml"),
        "rId3": ("settings", "settings.xml"), "rId4": ("theme", "theme/theme1.xml"),
        "rId5": ("fontTable", "fontTable.xml"),
        "rId10": ("header", "header1.xml"), "rId11": ("footer", "footer1.xml"), **relations,
    }  # fmt: skip
    types = "".join(
        f'<Override PartName="/{name}" ContentType="{kind if "/" in kind else _WORD + kind}"/>'
        for name, (kind, _) in parts.items()
    )
    written = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}">{_DEFAULTS}{types}</Types>',
        "_rels/.rels": related({"rId1": ("officeDocument", "word/document.xml")}),
        "word/_rels/document.xml.rels": related(known),
        "word/_rels/header1.xml.rels": related({"rId1": ("image", "media/image1.png")}),
        **{name: content for name, (_, content) in parts.items()},
    }
    return zipped(written, {"word/media/image1.png": logo()})


def related(relations: Mapping[str, tuple[str, str]]) -> str:
    each = ""
    for name, (kind, target) in relations.items():
        reltype = kind if "/" in kind else f"{R}/{kind}"
        mode = ' TargetMode="External"' if ":" in target else ""
        each += f'<Relationship Id="{name}" Type="{reltype}" Target="{target}"{mode}/>'
    return f'<Relationships xmlns="{_RELATED}">{each}</Relationships>'


def zipped(texts: Mapping[str, str], others: Mapping[str, bytes] = {}) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in texts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>\n{content}')
        for name, bytes_ in others.items():
            archive.writestr(name, bytes_)
    return data.getvalue()


def edited(data: bytes, words: Mapping[bytes, bytes], part: str = "") -> bytes:
    """A package in which ``words`` stand for others, in one part or in all."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            for before, after in words.items() if part in ("", name) else ():
                content = content.replace(before, after)
            new.writestr(name, content)
    return made.getvalue()


def by_python_docx() -> bytes:
    """A .docx file: a letterhead in a table of the header, styles in their own colours."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Pt(612), Pt(792)
    section.left_margin = section.right_margin = Pt(80)
    table = section.header.add_table(1, 2, Pt(452))
    table.cell(0, 0).paragraphs[0].add_run().add_picture(io.BytesIO(logo("#0b6e4f")), Pt(105))
    table.cell(0, 1).paragraphs[0].text = "Greenleaf Recruiting · +1 555 0100"
    section.footer.paragraphs[0].text = "Submitted by Greenleaf for {{name}}"
    for name, size in (("Normal", 10), ("Heading 1", 13), ("Heading 2", 10.5), ("Title", 24)):
        style = document.styles[name]
        style.font.name, style.font.size = "Arial", Pt(size)
        if name != "Normal":
            style.font.color.rgb = RGBColor(0x0B, 0x6E, 0x4F)
    document.add_paragraph("{{cv}}")
    document.add_paragraph("References are held by Greenleaf.")
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


_FLAT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="Spectral" svg:font-family="Spectral"/>
<style:font-face style:name="Manrope" svg:font-family="Manrope"/></office:font-face-decls>
<office:styles>
<style:default-style style:family="paragraph"><style:paragraph-properties
 fo:margin-bottom="0.05in"/><style:text-properties style:font-name="Manrope" fo:font-size="9.5pt"
 fo:language="fr" fo:country="FR"/></style:default-style>
<style:style style:name="Standard" style:family="paragraph"/>
<style:style style:name="Text_20_body" style:display-name="Text body" style:family="paragraph"
 style:parent-style-name="Standard"><style:paragraph-properties fo:margin-bottom="0.06in"/>
</style:style><style:style style:name="Heading" style:family="paragraph"
 style:parent-style-name="Standard">
<style:text-properties style:font-name="Spectral" fo:color="#1d4f5c"/></style:style>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph"
 style:parent-style-name="Heading" style:default-outline-level="1"><style:paragraph-properties
 fo:margin-top="0.2in" fo:margin-bottom="0.06in"/><style:text-properties fo:font-size="14pt"
 fo:font-weight="bold"/></style:style>
<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph"
 style:parent-style-name="Heading" style:default-outline-level="2"><style:paragraph-properties
 fo:margin-top="0.1in" fo:margin-bottom="0.02in"/><style:text-properties fo:font-size="10.5pt"
 fo:font-weight="bold"/></style:style>
<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Heading">
<style:paragraph-properties fo:text-align="center"/><style:text-properties fo:font-size="24pt"/>
</style:style></office:styles>
<office:automatic-styles><style:page-layout style:name="pm1"><style:page-layout-properties
 fo:page-width="8.27in" fo:page-height="11.69in" fo:margin-top="0.6in" fo:margin-bottom="0.6in"
 fo:margin-left="1in" fo:margin-right="1in"/><style:header-style><style:header-footer-properties
 fo:min-height="0.5in" fo:margin-bottom="0.2in"/></style:header-style><style:footer-style>
<style:header-footer-properties fo:min-height="0.3in" fo:margin-top="0.1in"/></style:footer-style>
</style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pm1">
<style:header><text:p><draw:frame text:anchor-type="as-char" svg:width="1.5in"
 svg:height="0.5in"><draw:image><office:binary-data>PICTURE</office:binary-data></draw:image>
</draw:frame></text:p></style:header><style:footer><text:p>Atelier Dupré — {{name}}, {{date}} —
 <text:page-number text:select-page="current">1</text:page-number></text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text>
<text:h text:style-name="Heading_20_1" text:outline-level="1">Notre candidat</text:h>
<text:p text:style-name="Text_20_body">Nous vous présentons {{name}}.</text:p>
<text:p text:style-name="Title"/><text:h text:style-name="Heading_20_2" text:outline-level="2"/>
<text:p text:style-name="Standard">{{cv}}</text:p>
</office:text></office:body></office:document>
"""


def by_libreoffice(folder: Path) -> bytes:
    """A .dotx file that LibreOffice makes of a document of its own; skips where there is none."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    source = folder / "letterhead.fodt"
    picture = base64.b64encode(logo("#1d4f5c")).decode()
    source.write_text(_FLAT.replace("PICTURE", picture), "utf-8")
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"),
            *("--convert-to", "dotx:MS Word 2007 XML Template", "--outdir", folder, source),
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )
    return (folder / "letterhead.dotx").read_bytes()
