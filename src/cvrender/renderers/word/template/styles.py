"""Styles: our paragraphs in a template's styles, where it has them; those that it lacks are added.

What is set by hand on a paragraph of theirs is what holds it together, and no looks: pages, lists,
directions, and the tab of its dates.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.parts.document import DocumentPart

from cvrender.renderers.word.formatting import ParagraphFormat
from cvrender.renderers.word.numbering import LIST_STYLES, NUMBER_STYLE
from cvrender.renderers.word.runs import Paragraph
from cvrender.renderers.word.style import Style
from cvrender.renderers.word.template.looks import Looks, number
from cvrender.renderers.word.xml import Xml, declared, element, text

_RUN_STYLE = re.compile(r'(?<=<w:rStyle w:val=")\w+')
_PARENT = ("Normal", "DefaultParagraphFont")
_LISTED = frozenset((*LIST_STYLES, NUMBER_STYLE, "Fact"))
"""Between two of a kind stands no more than between two lines."""
_HEADS = ("Heading2", "Heading3", "EntryDetails", "Citation")
"""Of ours, those that what follows them stands close to."""


class Styles:
    """The styles of one document: ours by id, and theirs."""

    def __init__(self, ours: Iterable[Style], looks: Looks, rtl: bool) -> None:
        self.ours = {style.id: style for style in ours}
        self.looks = looks
        self.turned = (rtl and not looks.is_turned) or None
        self.theirs = {name: self._theirs(style) for name, style in self.ours.items()}
        self.first_number = 0
        """What the ids of our lists begin behind."""

    def _theirs(self, style: Style) -> str | None:
        kind = "character" if style.paragraph is None else "paragraph"
        found = self.looks.find(kind, style.name or style.id, style.id)
        return found or (self.looks.text if style.id == "BodyText" else None)

    def name(self, ours: str) -> str:
        """The id in the template of the style that is ``ours``."""
        named = self.theirs[ours] or ours
        while self.theirs[ours] is None and named in self.looks.styles:
            named += "_"
        return named

    def add(self, part: DocumentPart, lines: Iterable[Paragraph], numbering: Xml) -> None:
        """Add what ``lines`` are in and the template lacks, and the lists of ``numbering``."""
        used = {line.format.style or "" for line in lines}
        used |= {name for line in lines for run in line.runs for name in _RUN_STYLE.findall(run)}
        added = [name for name in self.ours if name in used and not self.theirs[name]]
        parents = [name for name in _PARENT if added and not self.theirs[name]]
        if used & {*LIST_STYLES, NUMBER_STYLE}:
            self._add_lists(part, numbering, added)
        root = related(part, RELATIONSHIP_TYPE.STYLES, "styles").element
        for name in (*parents, *added):
            written = self._added(self.ours[name], added).element()
            root.append(parse_xml(_declaring(written)))

    def _added(self, style: Style, added: list[str]) -> Style:
        """One of ours as it stands among theirs."""
        paragraph, base = style.paragraph, self.name(style.parent)
        if paragraph is not None:
            number = paragraph.list_number + self.first_number
            tight = style.id in _LISTED or None
            paragraph = paragraph._replace(list_number=number, contextual_spacing=tight)
            if style.parent == "Normal" and self.theirs["BodyText"] != self.theirs["Normal"]:
                base = self.name("BodyText")
                paragraph = paragraph._replace(space_after=paragraph.space_after or 0)
        follows = style.next if style.next in added or self.theirs.get(style.next or "") else None
        return style._replace(
            id=self.name(style.id),
            paragraph=paragraph,
            base=base,
            next=follows and self.name(follows),
        )

    def _add_lists(self, part: DocumentPart, numbering: Xml, added: list[str]) -> None:
        root = related(part, RELATIONSHIP_TYPE.NUMBERING, "numbering").element
        ours = parse_xml(numbering)
        first_kind = _last(root, "w:abstractNum", "w:abstractNumId") + 1
        self.first_number = _last(root, "w:num", "w:numId")
        for level in ours.iter(qn("w:lvl")):
            self._link(level, added)
        for reference in ours.iter(qn("w:num")):
            _raise(reference, "w:numId", self.first_number)
            _raise(reference[0], "w:val", first_kind)
        kinds = ours.findall(qn("w:abstractNum"))
        for kind in kinds:
            _raise(kind, "w:abstractNumId", first_kind)
        before = root.find(qn("w:num"))
        at = len(root) if before is None else root.index(before)
        root[at:at] = kinds
        end = root.find(qn("w:numIdMacAtCleanup"))
        at = len(root) if end is None else root.index(end)
        root[at:at] = ours.findall(qn("w:num"))

    def _link(self, level: Any, added: list[str]) -> None:
        """A level of a list is that of a style of ours, and of no other."""
        linked = level.find(qn("w:pStyle"))
        if linked is not None:
            name = linked.get(qn("w:val"))
            linked.set(qn("w:val"), self.name(name))
            if name not in added:
                level.remove(linked)

    def all_in(self, lines: Sequence[Paragraph]) -> Iterator[Paragraph]:
        """``lines`` in the template's styles; an item that has others below it is close to them."""
        for line, following in zip_longest(lines, lines[1:]):
            set_in = self.set_in(line)
            styles = {each.format.style or "" for each in (line, following or line)}
            if len(styles) == 2 and styles <= {*LIST_STYLES} and self._is_tight(line):
                set_in = set_in.formatted(space_after=0)
            yield set_in

    def _is_tight(self, line: Paragraph) -> bool:
        """Whether items of a list have no space between them; ours have none."""
        theirs = self.theirs[line.format.style or ""]
        spacing = self.looks.said(theirs, "w:pPr/w:contextualSpacing") if theirs else None
        return theirs is None or spacing is not None

    def set_in(self, line: Paragraph) -> Paragraph:
        """``line``, of a style of ours, in the template's."""
        own, ours = line.format, self.ours[line.format.style or ""]
        runs = (_RUN_STYLE.sub(lambda found: text(self.name(found[0])), run) for run in line.runs)
        rtl = self.turned if own.rtl is None else own.rtl
        looks = own
        if self.theirs[ours.id]:
            looks = self._kept(own, ours)
        elif ours.id in _HEADS and own.keep_with_next is not False:
            looks = own._replace(space_after=0)
        number = own.list_number + self.first_number
        looks = looks._replace(style=self.name(ours.id), rtl=rtl, list_number=number)
        return line._replace(format=looks, runs=tuple(map(Xml, runs)))

    def _kept(self, own: ParagraphFormat, ours: Style) -> ParagraphFormat:
        """What a paragraph of their style has of its own."""
        looks = ours.paragraph or own
        level = own.list_level
        if ours.id in LIST_STYLES and not self.looks.has_list(self.name(ours.id)):
            level = looks.list_level
        keep = own.keep_with_next
        return ParagraphFormat(
            keep_with_next=looks.keep_with_next if keep is None else keep,
            keep_together=own.keep_together,
            page_break_before=own.page_break_before,
            list_level=level,
            right_tab=own.right_tab or looks.right_tab,
        )


def related(part: DocumentPart, reltype: str, name: str) -> XmlPart:
    """The part of this kind; an empty one is added to a document that has none."""
    for relation in part.rels.values():
        if relation.reltype == reltype:
            found: XmlPart = relation.target_part
            return found
    kinds = {"styles": CONTENT_TYPE.WML_STYLES, "numbering": CONTENT_TYPE.WML_NUMBERING}
    root = parse_xml(element(f"w:{name}", **declared("w")))
    path = part.package.next_partname(f"/word/{name}%d.xml")
    made = XmlPart(path, kinds[name], root, part.package)
    part.relate_to(made, reltype)
    return made


def _declaring(written: Xml) -> str:
    declared_here = "".join(f' {key}="{uri}"' for key, uri in declared("w").items())
    return written.replace("<w:style", f"<w:style{declared_here}", 1)


def _last(root: Any, tag: str, key: str) -> int:
    return int(max((number(each, key, 0) for each in root.iter(qn(tag))), default=0))


def _raise(part: Any, key: str, by: int) -> None:
    part.set(qn(key), str(int(part.get(qn(key))) + by))
