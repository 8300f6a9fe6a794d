"""Edits of a Word file by programs that did not write it: python-docx, and its XML by lxml."""

from __future__ import annotations

import copy
import io
import zipfile
from typing import TYPE_CHECKING, Any

import docx
from docx.oxml.ns import qn
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"


def saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def paragraphs(document: Any) -> list[Any]:
    """Those of tables, too."""
    return [
        docx.text.paragraph.Paragraph(each, document)
        for each in document.element.body.iter(qn("w:p"))
    ]


def named(document: Any, words: str) -> Any:
    """The first paragraph that holds ``words``."""
    return next(each for each in paragraphs(document) if words in shown(each))


def shown(paragraph: Any) -> str:
    return "".join(text.text or "" for text in paragraph._p.iter(f"{W}t")).replace("\u00a0", " ")


def retype(paragraph: Any, old: str, new: str) -> None:
    """``new`` for ``old``, which may go over several runs: it is typed into the first."""
    texts = [text for text in paragraph._p.iter(f"{W}t") if text.text]
    whole = "".join(text.text for text in texts).replace("\u00a0", " ")
    start = whole.index(old)
    end, at = start + len(old), 0
    is_typed = False
    for text in texts:
        words = text.text
        first, last = max(start - at, 0), min(end - at, len(words))
        at += len(words)
        if first < last or (first == last and start == end):
            text.text = words[:first] + ("" if is_typed else new) + words[last:]
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            is_typed = True


def delete(paragraph: Any) -> None:
    paragraph._p.getparent().remove(paragraph._p)


def add_behind(paragraph: Any, words: str) -> Any:
    """A paragraph like ``paragraph`` behind it, as Enter makes one."""
    element = copy.deepcopy(paragraph._p)
    paragraph._p.addnext(element)
    for child in list(element):
        if child.tag != f"{W}pPr":
            element.remove(child)
    added = docx.text.paragraph.Paragraph(element, paragraph._parent)
    added.add_run(words)
    return added


def move_behind(paragraph: Any, other: Any) -> None:
    other._p.addnext(paragraph._p)


def copy_behind(paragraph: Any, other: Any) -> Any:
    """A copy of ``paragraph`` behind ``other``."""
    element = copy.deepcopy(paragraph._p)
    other._p.addnext(element)
    return docx.text.paragraph.Paragraph(element, paragraph._parent)


def by_docx(data: bytes, edit: Callable[[Any], None]) -> bytes:
    document = opened(data)
    edit(document)
    return saved(document)


def tracked(paragraph: Any, old: str, new: str) -> None:
    """``new`` for ``old`` as a tracked change (17.13.5): the paragraph becomes plain runs."""
    words = shown(paragraph)
    before, _, behind = words.partition(old)
    for child in list(paragraph._p):
        if child.tag != f"{W}pPr":
            paragraph._p.remove(child)

    def run(text: str, tag: str = "t") -> Any:
        made = etree.Element(f"{W}r")
        each = etree.SubElement(made, f"{W}{tag}")
        each.text = text
        each.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return made

    paragraph._p.append(run(before))
    for kind, text, tag in (("del", old, "delText"), ("ins", new, "t")):
        if text:
            mark = etree.SubElement(paragraph._p, f"{W}{kind}")
            mark.set(f"{W}id", "900")
            mark.set(f"{W}author", "Bo Ek")
            mark.append(run(text, tag))
    paragraph._p.append(run(behind))


def commented(document: Any, paragraph: Any, author: str, words: str) -> None:
    """A comment by python-docx on all runs of ``paragraph``."""
    document.add_comment(list(paragraph.runs), text=words, author=author)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
