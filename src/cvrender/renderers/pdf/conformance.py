"""What makes a tagged PDF both PDF/UA-1 (ISO 14289-1) and PDF/A-3a (ISO 19005-3), with its source.

WeasyPrint declares one of the two. The other is added to the metadata before the file is written,
together with the schema of its identifier, which PDF/A wants for every property that it does not
know. All stands in the one RDF block: a second one is not valid XMP.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from struct import unpack
from typing import TYPE_CHECKING, Any

from cvrender.renderers.base import moment
from cvrender.renderers.json_resume.document import document as resume
from cvrender.renderers.pdf import engine

if TYPE_CHECKING:
    from cvrender.outline import Outline

__all__ = ["write"]

_UNDATED = datetime(1980, 1, 1, tzinfo=UTC)
_END = b"</rdf:RDF>"
_POINTS_PER_PIXEL = 0.75
_ACCESSIBLE = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
  <pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about=""
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfaExtension:schemas>
    <rdf:Bag>
      <rdf:li rdf:parseType="Resource">
        <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
        <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
        <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
        <pdfaSchema:property>
          <rdf:Seq>
            <rdf:li rdf:parseType="Resource">
              <pdfaProperty:name>part</pdfaProperty:name>
              <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
              <pdfaProperty:category>internal</pdfaProperty:category>
              <pdfaProperty:description>The part of ISO 14289</pdfaProperty:description>
            </rdf:li>
          </rdf:Seq>
        </pdfaSchema:property>
      </rdf:li>
    </rdf:Bag>
  </pdfaExtension:schemas>
</rdf:Description>
"""


def write(document: Any, outline: Outline) -> bytes:
    """WeasyPrint's ``document`` as a file that bears no date but SOURCE_DATE_EPOCH's."""
    if dated := moment():
        document.metadata.created = document.metadata.modified = f"{dated:%Y-%m-%dT%H:%M:%SZ}"
    pdf: bytes = document.write_pdf(
        attachments=[_source(outline, dated or _UNDATED)],
        finisher=_finish,
        pdf_variant="pdf/a-3a",
        pdf_identifier=b"cvrender",
    )
    return pdf


def _source(outline: Outline, dated: datetime) -> Any:
    """What the pages show, no more, for programs; an attached file must bear a date."""
    return engine.weasyprint().Attachment(
        string=resume(outline).decode(),
        name="resume.json",
        description="JSON Resume",
        created=dated,
        modified=dated,
        relationship="Source",
    )


def _finish(document: Any, pdf: Any) -> None:
    """Complete ``pdf`` before its trailer is written."""
    metadata = _object(pdf, pdf.catalog["Metadata"])
    metadata.compress = False  # programs that know no PDF look for the packet (ISO 32000-1, 14.3.2)
    metadata.stream[:] = [part.replace(_END, _ACCESSIBLE + _END) for part in metadata.stream]
    for made in pdf.objects:
        if "Interpolate" in (told := getattr(made, "extra", {})):
            told["Interpolate"] = "false"  # an archive shows pictures as they are (A-3, 6.2.8)
        if told.get("Subtype") == "/OpenType":
            told["Subtype"], made.stream = "/CIDFontType0C", [_outlines(made.stream[0])]
        if isinstance(made, dict) and made.get("S") == "/Figure":
            made["A"]["BBox"][:] = _frame(made["A"]["BBox"], _object(pdf, made["Pg"])["MediaBox"])
        if isinstance(made, dict) and made.get("Subtype") == "/CIDFontType0":
            made.pop("CIDToGIDMap", None)  # only fonts of the other type have one (table 117)
    files = pdf.catalog["AF"]
    files[:] = dict.fromkeys(files)  # WeasyPrint lists each attached file twice
    for page in pdf.page_references:
        contents = _object(pdf, _object(pdf, page)["Contents"])
        contents.stream = [_joined(operator) for operator in contents.stream]
    pdf.objects[1:] = map(_Written, pdf.objects[1:])  # the first one stands for none


def _outlines(font: bytes) -> bytes:
    """The table ``CFF`` of an OpenType font, which lacks others that such a font must have.

    A PDF may embed the table alone (ISO 32000-1, table 126).
    """
    records = (font[at : at + 16] for at in range(12, 12 + 16 * int.from_bytes(font[4:6]), 16))
    start, size = next(unpack(">8xLL", record) for record in records if record[:4] == b"CFF ")
    return font[start : start + size]


def _frame(box: list[float], paper: list[float]) -> tuple[float, ...]:
    """The frame of a picture in points from below; WeasyPrint gives pixels from above."""
    left, top, right, bottom = (edge * _POINTS_PER_PIXEL for edge in box)
    return left, paper[3] - bottom, right, paper[3] - top


class _Written:
    """An object of the file as bytes, made once: the file's identifier is a digest of them, too.

    The tags of the structure, nine tenths of all objects, share a compressed stream. The others
    stand by themselves: who reads the text alone is spared the tags.
    """

    def __init__(self, made: Any) -> None:
        self.number, self.generation, self.free = made.number, made.generation, made.free
        self.data: bytes = made.data
        self.compressible = made.compressible and b"/Type /StructElem" in self.data
        self.offset = 0

    @property
    def indirect(self) -> bytes:
        return b"%d %d obj\n%b\nendobj" % (self.number, self.generation, self.data)


def _joined(operator: Any) -> Any:
    """``[<0014>0<0020>] TJ`` moves by nothing between two glyphs, as WeasyPrint writes each.

    Written as one string, and not in hexadecimal digits, a page is a quarter as long and read in
    a third of the time.
    """
    if not (isinstance(operator, bytes) and operator.endswith(b"] TJ")):
        return operator
    return re.sub(rb"<([0-9a-f]+)>", _literal, operator.replace(b">0<", b""))


def _literal(string: re.Match[bytes]) -> bytes:
    """``<0028>`` as a literal string (ISO 32000-1, 7.3.4.2)."""
    return b"(" + re.sub(rb"[\\()\r]", _escaped, bytes.fromhex(string[1].decode())) + b")"


def _escaped(character: re.Match[bytes]) -> bytes:
    return b"\\" + character[0].replace(b"\r", b"r")


def _object(pdf: Any, reference: bytes) -> Any:
    """The object that a reference like ``12 0 R`` means."""
    return pdf.objects[int(reference.split()[0])]
