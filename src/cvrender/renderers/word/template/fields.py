"""Fields (17.16) of a template: those that show what the file holds stay, of others the words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from cvrender.web_address import SCHEMES, scheme

_HARMLESS = {
    "=", "AUTHOR", "CREATEDATE", "DATE", "FILENAME", "HYPERLINK", "IF", "KEYWORDS", "NUMPAGES",
    "PAGE", "PAGEREF", "REF", "SAVEDATE", "SECTION", "SECTIONPAGES", "SEQ", "STYLEREF", "SUBJECT",
    "SYMBOL", "TIME", "TITLE", "TOC",
}  # fmt: skip
"""Those that neither fetch a file, nor start a program, nor ask a person."""
_NAME = re.compile(r"\s*([A-Za-z]+|=)(?=\s|$)")
_TARGET = re.compile(r'\s*HYPERLINK\s+(?:"([^"]*)"|(\\l)\s)', re.IGNORECASE)
_CHAR, _CODE = qn("w:fldChar"), qn("w:instrText")


@dataclass
class _Field:
    """A complex field while it is read."""

    code: str = ""
    named_by: str = ""
    """Its code up to the first field inside of it, which must not make up a name."""
    has_inner: bool = False
    in_code: bool = True
    marks: list[Any] = field(default_factory=list)
    """What is no word of its result."""

    def read(self, code: str) -> None:
        self.code += code
        if not self.has_inner:
            self.named_by = self.code


def strip(root: Any) -> Iterator[str]:
    """Take the fields that are not harmless out of ``root``, and give their names."""
    for simple in list(root.iter(qn("w:fldSimple"))):
        code = simple.get(qn("w:instr"), "")
        if not _is_harmless(code, code):
            yield _called(code)
            unwrap(simple)
    opened: list[_Field] = []
    for mark in [*root.iter(etree.Element)]:
        if _is_in_run(mark):
            yield from _step(mark, opened)
    for rest in opened:
        yield from _removed(rest)


def _is_in_run(mark: Any) -> bool:
    """Whether it is a part of a run's content; a run of a formula may have fields, too."""
    run = mark.getparent()
    return run is not None and etree.QName(run).localname == "r" and mark.tag != qn("w:rPr")


def unwrap(element: Any) -> None:
    """Put what ``element`` holds in its place."""
    parent = element.getparent()
    at = parent.index(element)
    parent[at : at + 1] = list(element)


def _step(mark: Any, opened: list[_Field]) -> Iterator[str]:
    kind = mark.get(qn("w:fldCharType")) if mark.tag == _CHAR else None
    if kind == "begin":
        for around in opened[-1:]:
            around.has_inner |= around.in_code
        opened.append(_Field())
    for around in opened:
        if around.in_code:
            around.marks.append(mark)
    if mark.tag == _CODE:
        if not (opened and opened[-1].in_code):
            yield from _removed(_Field(mark.text or "", marks=[mark]))
        else:
            opened[-1].read(mark.text or "")
    elif opened and kind == "separate":
        opened[-1].in_code = False
    elif opened and kind == "end":
        yield from _ended(opened.pop(), mark)


def _ended(ended: _Field, mark: Any) -> Iterator[str]:
    ended.marks.append(mark)
    if not _is_harmless(ended.code, ended.named_by + "\0" * ended.has_inner):
        yield from _removed(ended)


def _removed(wrong: _Field) -> Iterator[str]:
    yield _called(wrong.code)
    for mark in wrong.marks:
        if mark.getparent() is not None:
            mark.getparent().remove(mark)


def _is_harmless(code: str, named_by: str) -> bool:
    """Whether a field stays; its name must end before a field inside of it begins.

    No other makes up where it leads.
    """
    name = _NAME.match(named_by)
    if name is None or name[1].upper() not in _HARMLESS:
        return False
    if name[1].upper() != "HYPERLINK":
        return True
    target = None if "\0" in named_by else _TARGET.match(code)
    return target is not None and (bool(target[2]) or scheme(target[1]) in SCHEMES)


def _called(code: str) -> str:
    return (code.split() or [""])[0].upper()
