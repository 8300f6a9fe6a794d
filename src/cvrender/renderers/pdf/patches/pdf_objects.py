"""Patches of a finished PDF in memory: pydyf's objects, before they are written.

Each is given the ``pydyf.PDF`` that WeasyPrint hands to a finisher. The numbers of clauses are of
ISO 32000-1 (PDF 1.7) unless another standard is named.
"""

import re
from functools import partial
from struct import unpack
from typing import Any

from cvrender.renderers.pdf.patches.patch import patch

_STREAMS = ("pydyf:Stream", "pydyf:PDF")
_patch = partial(patch, "weasyprint", "pydyf", reaches=_STREAMS)
_NO_ARCHIVE = "this PDF may not conform to PDF/A-3a"
_POINTS_PER_PIXEL = 0.75
_END = b"</rdf:RDF>"
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


@_patch(loss="this PDF does not declare that it conforms to PDF/UA-1")
def pdf_ua_is_declared(pdf: Any) -> None:
    """Add the identifier of PDF/UA-1 to the XMP metadata, which declare PDF/A-3a alone.

    PDF/A wants a schema of each property that it does not know. All stands in the one RDF block:
    a second one, as WeasyPrint's ``xmp_metadata`` makes it, is not valid XMP.
    """
    metadata = _object(pdf, pdf.catalog["Metadata"])
    metadata.stream[:] = [part.replace(_END, _ACCESSIBLE + _END) for part in metadata.stream]


@_patch(loss="programs that do not know PDF find no metadata in this one")
def metadata_are_not_compressed(pdf: Any) -> None:
    """Write the XMP packet as it is, so that any program can look for it (14.3.2)."""
    _object(pdf, pdf.catalog["Metadata"]).compress = False


@_patch(loss=_NO_ARCHIVE)
def images_are_not_interpolated(pdf: Any) -> None:
    """Show images as they are (ISO 19005-3, 6.2.8)."""
    for found in pdf.objects:
        if "Interpolate" in (extra := getattr(found, "extra", {})):
            extra["Interpolate"] = "false"


@_patch(loss=_NO_ARCHIVE)
def cff_is_embedded_alone(pdf: Any) -> None:
    """Embed the table ``CFF`` of an OpenType font (table 126), without CIDToGIDMap (table 117).

    What HarfBuzz leaves of the font lacks tables that an OpenType font must have.
    """
    for found in pdf.objects:
        extra = getattr(found, "extra", {})
        if extra.get("Subtype") == "/OpenType":
            extra["Subtype"], found.stream = "/CIDFontType0C", [_cff(found.stream[0])]
        if isinstance(found, dict) and found.get("Subtype") == "/CIDFontType0":
            found.pop("CIDToGIDMap", None)


def _cff(font: bytes) -> bytes:
    """The table ``CFF`` of an OpenType font."""
    records = (font[at : at + 16] for at in range(12, 12 + 16 * int.from_bytes(font[4:6]), 16))
    start, size = next(unpack(">8xLL", record) for record in records if record[:4] == b"CFF ")
    return font[start : start + size]


@_patch(loss="this PDF may not conform to PDF/UA-1: it says wrongly where its photo stands")
def figures_have_their_boxes(pdf: Any) -> None:
    """Give the BBox of each Figure in points from the bottom of the page (14.8.5.4.3)."""
    for found in pdf.objects:
        if isinstance(found, dict) and found.get("S") == "/Figure":
            box, page = found["A"]["BBox"], _object(pdf, found["Pg"])
            left, top, right, bottom = (edge * _POINTS_PER_PIXEL for edge in box)
            height = page["MediaBox"][3]
            box[:] = left, height - bottom, right, height - top


@_patch(loss="this PDF lists its attachment twice")
def attachments_are_listed_once(pdf: Any) -> None:
    """Drop the second entry that WeasyPrint makes for each attached file."""
    if listed := pdf.catalog.get("AF"):
        listed[:] = dict.fromkeys(listed)


@_patch(reaches=(*_STREAMS, "pydyf:PDF.page_references"))
def strings_are_joined(pdf: Any) -> None:
    """Write ``[<0014>0<0020>] TJ``, which moves by nothing between two glyphs, as one string.

    As a literal string, and not in hexadecimal digits, a page is a quarter as long; pypdf reads a
    CV of two pages in 30 ms less. It takes the numbers of two glyphs for one character where they
    are those of surrogates, as of 체크 in Noto Sans CJK: these stay apart.
    """
    for page in pdf.page_references:
        contents = _object(pdf, _object(pdf, page)["Contents"])
        contents.stream = [_joined(operator) for operator in contents.stream]


_JOINT = re.compile(rb"(?<!d[89ab][0-9a-f]{2})>0<|>0<(?!d[c-f])")
"""Between two glyphs, unless a high surrogate is followed by a low one."""


def _joined(operator: Any) -> Any:
    if not (isinstance(operator, bytes) and operator.endswith(b"] TJ")):
        return operator
    return re.sub(rb"<([0-9a-f]+)>", _literal, _JOINT.sub(b"", operator))


def _literal(string: re.Match[bytes]) -> bytes:
    """``<0028>`` as a literal string (7.3.4.2)."""
    return b"(" + re.sub(rb"[\\()\r]", _escaped, bytes.fromhex(string[1].decode())) + b")"


def _escaped(character: re.Match[bytes]) -> bytes:
    return b"\\" + character[0].replace(b"\r", b"r")


@_patch(reaches=_STREAMS)
def drawings_without_text_name_no_fonts(pdf: Any) -> None:
    """Drop the fonts from the resources of a form XObject that sets no text, such as an icon.

    pypdf parses the fonts of the page anew for each: with three icons, a fifth of its time.
    """
    for found in pdf.objects:
        extra = getattr(found, "extra", {})
        if extra.get("Subtype") == "/Form" and not any(map(_sets_text, found.stream)):
            _object(pdf, extra["Resources"]).pop("Font", None)


def _sets_text(operator: Any) -> bool:
    return isinstance(operator, bytes) and operator.endswith(b" Tf")


@_patch(reaches=("pydyf:Object.data", "pydyf:Object.compressible", "pydyf:Object.indirect"))
def objects_are_serialized_once(pdf: Any) -> None:
    """Serialize each object once, though the file's identifier is a digest of all, too.

    The tags of the structure, nine tenths of all objects, share a compressed stream; the others
    stand by themselves, so that who reads the text and the properties alone is spared the tags.
    Writing a CV of two pages takes 9 ms less, and reading it by pypdf two thirds of the time. The
    first object is no object of the file.
    """
    pdf.objects[1:] = map(_Serialized, pdf.objects[1:])
    apart = type("Apart", (type(pdf.info),), {"compressible": False})
    pdf.info = apart(pdf.info)  # which becomes an object when the file is written


class _Serialized:
    """An object of pydyf as bytes."""

    def __init__(self, source: Any) -> None:
        self.number, self.generation, self.free = source.number, source.generation, source.free
        self.data: bytes = source.data
        self.compressible = source.compressible and b"/Type /StructElem" in self.data
        self.offset = 0

    @property
    def indirect(self) -> bytes:
        return b"%d %d obj\n%b\nendobj" % (self.number, self.generation, self.data)


@_patch(
    reaches=(*_STREAMS, "pydyf:PDF.page_references"),
    loss="this PDF says wrongly in which language a part of it is",
)
def pages_have_their_languages(pdf: Any, spoken: list[str]) -> None:
    """Give the parts of the structure below the whole document the language of their page (14.9.2).

    ``spoken`` has that of each page.
    """
    text = type(pdf.catalog["Lang"])
    languages = dict(zip(pdf.page_references, spoken, strict=True))
    (whole,) = _object(pdf, pdf.catalog["StructTreeRoot"])["K"]
    for part in _object(pdf, whole)["K"]:
        element = _object(pdf, part)
        element["Lang"] = text(languages[element["Pg"]])


def _object(pdf: Any, reference: bytes) -> Any:
    """The object that a reference like ``12 0 R`` means."""
    return pdf.objects[int(reference.split()[0])]


BEFORE = (pages_have_their_languages,)
"""Where they are needed, before the others."""
PATCHES = (
    pdf_ua_is_declared,
    metadata_are_not_compressed,
    images_are_not_interpolated,
    cff_is_embedded_alone,
    figures_have_their_boxes,
    attachments_are_listed_once,
    strings_are_joined,
    drawings_without_text_name_no_fonts,
    objects_are_serialized_once,
)
"""In this order: the last one turns objects into bytes."""
