"""What makes a tagged PDF both PDF/UA-1 (ISO 14289-1) and PDF/A-3a (ISO 19005-3).

WeasyPrint declares one of the two. The other is added to the metadata before the file is written,
together with the schema of its identifier, which PDF/A wants for every property that it does not
know. All stands in the one RDF block: a second one is not valid XMP.
"""

from __future__ import annotations

from typing import Any

__all__ = ["VARIANT", "finish"]

VARIANT = "pdf/a-3a"

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


def finish(document: Any, pdf: Any) -> None:
    """Complete ``pdf``; WeasyPrint calls it as its ``finisher``, before the trailer is written."""
    stream = _object(pdf, pdf.catalog["Metadata"]).stream
    stream[:] = [part.replace(_END, _ACCESSIBLE + _END) for part in stream]
    files = pdf.catalog.get("AF", [])
    files[:] = dict.fromkeys(files)  # WeasyPrint lists each attached file twice


def _object(pdf: Any, reference: bytes) -> Any:
    """The object that a reference like ``12 0 R`` means."""
    return pdf.objects[int(reference.split()[0])]
