r"""Carried: the custom XML part by which a Word file is known again (ECMA-376, 15.2.5).

::

    {"variant": null, "language": "en", "theme": "classic", "public": false,
     "anonymous": false, "resume": {"basics": …, "x-cvrender": …},
     "lines": [{"role": "title", "text": "Engineer"}, {"role": "dates", "text": …, "iso": […]}],
     "paragraphs": [[[0, null], "\t", [1, null]]]}

``resume`` is what the PDF has as attachment. ``paragraphs`` holds the words of each paragraph:
those of a line as the number of the line and of its part, ours as they are. A third value is how
the words are shown, where that differs. It says nothing that the paragraphs do not show.
"""

import json
import re
from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from cvrender.case_mapping import upper
from cvrender.extract.word_paragraphs import CARRIED, canonical, paragraphs
from cvrender.line import Line
from cvrender.outline import Outline
from cvrender.renderers.json_resume import document as resume
from cvrender.renderers.word.xml import element, encoded, text

_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_ITEM = "{B4D6A1C2-5E0F-4C57-9A53-1F0C7E2D8A61}"
"""The identifier of the part in its file; any will do."""
Place = tuple[int, int]
"""A paragraph, and a character in it."""


def carry(document: Document, outline: Outline, shown: Outline, theme: str, lead: int = 0) -> None:
    """Add the part to ``document``, whose paragraphs hold the lines of ``shown``.

    ``outline`` is the same document with all its links; ``theme`` is the name of its theme. So many
    paragraphs ``lead``: they are none of the CV's.
    """
    package = document.part.package
    content = _content(document, outline, shown, theme, lead)
    root = element("cv", text(json.dumps(content)), xmlns=CARRIED)
    part = Part(PackURI("/customXml/item1.xml"), CONTENT_TYPE.XML, encoded(root), package)
    item = element(
        "ds:datastoreItem",
        element("ds:schemaRefs", element("ds:schemaRef", **{"ds:uri": CARRIED})),
        **{"xmlns:ds": _PROPERTIES, "ds:itemID": _ITEM},
    )
    properties = Part(
        PackURI("/customXml/itemProps1.xml"),
        CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES,
        encoded(item),
        package,
    )
    part.relate_to(properties, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)


def _content(
    document: Document, outline: Outline, shown: Outline, theme: str, lead: int
) -> dict[str, Any]:
    lines = tuple(shown.lines())
    texts = [paragraph.text for paragraph in paragraphs(document.element.body)]
    return {
        "variant": outline.variant,
        "language": outline.language.code,
        "theme": theme,
        "public": outline.public,
        "anonymous": outline.anonymous,
        "resume": json.loads(resume(outline.unarranged())),
        "lines": list(map(_line, lines)),
        "paragraphs": _segments(texts, lines, outline.language.code, lead),
    }


def _line(line: Line) -> dict[str, Any]:
    emphasis = [
        [how, word]
        for span in line.spans
        for how in ("bold", "italic")
        if getattr(span, how)
        for word in span.text.split()
    ]
    lists = {"iso": line.iso, "parts": line.parts, "emphasis": emphasis}
    role = "ours" if line.is_ours else line.role
    return {"role": role, "text": str(line), **{k: list(v) for k, v in lists.items() if v}}


def _segments(
    texts: Sequence[str], lines: Sequence[Line], language: str, lead: int
) -> list[list[Any]]:
    """The words of each paragraph: those of lines by their numbers, and ours between them."""
    found: list[list[Any]] = [[] for _ in texts]
    flat = [re.sub(r"\s", " ", text) for text in texts]
    at: Place = (lead, 0)
    ends = [0] * len(texts)
    for number, line in enumerate(lines):
        for part, words in enumerate(_parts(line)):
            place = _find(flat, at, words, language)
            if place is None:
                continue
            index, start, end = place
            if before := texts[index][ends[index] : start]:
                found[index].append(before)
            is_whole = len(_parts(line)) == 1 and not line.parts
            shown = texts[index][start:end]
            named = [number, None if is_whole else part]
            is_as_written = canonical(words).split() == shown.split()
            found[index].append(named if is_as_written else [*named, shown])
            at = index, end
            ends[index] = end
    for index, end in enumerate(ends):
        if rest := texts[index][end:]:
            found[index].append(rest)
    return found


def _parts(line: Line) -> tuple[str, ...]:
    """What a person changes by itself: each that the line lists, a label and its address."""
    if line.parts:
        return line.parts
    if line.role == "contact" and line.origin[:1] == ("links",) and len(line.spans) > 1:
        label = "".join(span.text for span in line.spans[:-1]).removesuffix(": ")
        return label, line.spans[-1].text
    return (str(line),)


def _find(flat: Sequence[str], at: Place, words: str, language: str) -> tuple[int, int, int] | None:
    """The paragraph, the start and the end of the next place where ``words`` stand."""
    meant = (" ".join(canonical(form).split()) for form in (words, upper(words, language)))
    forms = [form for form in dict.fromkeys(meant) if form]
    for index in range(at[0], len(flat)):
        for form in forms:
            start = flat[index].find(form, at[1] if index == at[0] else 0)
            if start >= 0:
                return index, start, start + len(form)
    return None
