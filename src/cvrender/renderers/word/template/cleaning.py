"""Cleaning: the elements of a part that fetch, run or betray something, and those left dangling."""

from collections.abc import Collection, Iterator
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from cvrender.renderers.word.template import fields
from cvrender.renderers.word.template.fields import unwrap
from cvrender.renderers.word.xml import NAMESPACES
from cvrender.web_address import SCHEMES, scheme

_OFFICE, _VML = "{urn:schemas-microsoft-com:office:office}", "{urn:schemas-microsoft-com:vml}"
_RELATED = (f"{{{NAMESPACES['r']}}}", f"{_OFFICE}relid")
_COPY = f"{_OFFICE}gfxdata"
"""A drawing once more, as a package of its own."""
_ADDRESSES = ("src", "href", "althref", f"{_OFFICE}href", f"{_OFFICE}althref")
_OBJECTS = {"OLEObject", "control", "objectEmbed", "objectLink", "movie", "webVideoPr", "binData"}
_IMPORTS = {"altChunk", "subDoc", "dataBinding", "placeholder", "lock", "fldData"}
_MACROS = {"entryMacro", "exitMacro", "helpText", "statusText"}
_SETTINGS = {
    "attachedTemplate", "linkStyles", "mailMerge", "saveThroughXslt", "attachedSchema",
    "schemaLibrary", "documentProtection", "writeProtection", "trackRevisions", "docVars",
    "updateFields",
}  # fmt: skip
"""What fetches something, or keeps from editing, or asks a person when the file is opened."""
_REVIEW = {
    "commentRangeStart", "commentRangeEnd", "commentReference", "del", "moveFrom", "permStart",
    "permEnd", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
    "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange", "trPrChange",
    "tcPrChange", "tblPrExChange", "numberingChange", "cellIns", "cellDel", "cellMerge",
}  # fmt: skip
"""Comments, and tracked changes, which are accepted: they name people."""
_ACCEPTED = (qn("w:ins"), qn("w:moveTo"))
_REMOVED = _OBJECTS | _IMPORTS | _MACROS | _SETTINGS | _REVIEW
_GRAPHICS = {"AlternateContent", "drawing", "pict", "object"}


def clean(root: Any, related: Collection[str]) -> Iterator[str]:
    """Clean the part ``root``, whose relationships are ``related``; gives what is to be told."""
    for element in list(root.iter(etree.Element)):
        name = etree.QName(element).localname
        if element.tag in _ACCEPTED:
            unwrap(element)
        elif name in _REMOVED:
            _remove(element)
        else:
            _disarm(element, related)
    for name in fields.strip(root):
        yield f"the field {name}" if name else "a field without a name"


def _disarm(element: Any, related: Collection[str]) -> None:
    """Take what leads to no part, or out of the file, from an element."""
    for key, target in list(element.attrib.items()):
        if key.startswith(_RELATED) and target not in related:
            _cut(element, key)
        if key == _COPY:
            del element.attrib[key]
        is_address = key in _ADDRESSES and element.tag.startswith((_VML, _OFFICE))
        if is_address and ("src" in key or scheme(target) not in SCHEMES):
            del element.attrib[key]


def _cut(element: Any, key: str) -> None:
    """Remove what shows a part that is gone, and no more than that."""
    name = etree.QName(element).localname
    if name == "hyperlink":
        if element.getparent() is not None:
            unwrap(element)
    elif name == "blip" and element.get(qn("r:embed")) and key == qn("r:link"):
        del element.attrib[key]
    elif name.startswith("hlink"):
        _remove(element)
    else:
        around = {etree.QName(each).localname: each for each in element.iterancestors()}
        shown = [each for kind, each in around.items() if kind in _GRAPHICS]
        extension = around.get("ext")  # such as the picture as it was before it was corrected
        _remove(element if not shown else shown[-1] if extension is None else extension)


def _remove(element: Any) -> None:
    if element.getparent() is not None:
        element.getparent().remove(element)
