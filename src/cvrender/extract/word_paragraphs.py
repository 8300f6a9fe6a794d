"""The paragraphs of a Word file as an editor left them: text, style, comments, and what they carry.

Tracked changes (17.13.5) are taken as accepted or as rejected. What is hidden or in a text box is
passed over, as are headers and footers, which hold no text of the author.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import normalize

from cvrender import sandbox
from cvrender.errors import LostLinesError
from cvrender.extract.base import errors_as, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator

CARRIED = "urn:cvrender:carried"
"""The namespace of the custom XML part in which a Word file says what it was made from."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BODY, _STYLES, _COMMENTS = "word/document.xml", "word/styles.xml", "word/comments.xml"
_CUSTOM = re.compile(r"customXml/item\d+\.xml")
_DELETED = (f"{_W}del", f"{_W}moveFrom")
_INSERTED = (f"{_W}ins", f"{_W}moveTo")
_PASSED = {_FALLBACK, f"{_W}txbxContent", f"{_W}pPr", f"{_W}rPr", f"{_W}instrText", f"{_W}sdtPr"}
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_FORMATS = {
    "b": "bold",
    "i": "italic",
    "u": "underlined",
    "strike": "struck",
    "highlight": "marked",
}
_MOST_PARAGRAPHS, _MOST_LETTERS = 5_000, 300_000
_OFF = ("0", "false", "off", "none")
_SPACE = re.compile(r"\s+")
_UNSEEN = dict.fromkeys(map(ord, "\xad\u061c\u200e\u200f\u2066\u2067\u2068\u2069"), "")
_UNSEEN |= dict.fromkeys(range(8234, 8239), "") | {0x2011: "-"}


class Comment(NamedTuple):
    """What somebody noted beside ``words`` of a paragraph; without words, beside all of it."""

    author: str
    text: str
    words: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its text in the form that ``canonical`` gives."""

    text: str
    style: str = ""
    """The name of its style and its level in a list: equal for what looks alike."""
    comments: tuple[Comment, ...] = ()
    formats: tuple[tuple[str, str], ...] = ()
    """Words and how they are set by hand: ``("Rust", "bold")``."""


@dataclass(frozen=True, slots=True)
class Edited:
    """A Word file as read: its paragraphs that hold text, and what it carries, if it does."""

    paragraphs: tuple[Paragraph, ...]
    carried: Any = None
    tracked: bool = False
    """Whether it has tracked changes."""


def canonical(text: str) -> str:
    """``text`` as texts of Word files are compared: NFC, each white space one sign.

    That sign is a line break or a tab where the white space holds one, else a blank.
    """
    seen = normalize("NFC", text).translate(_UNSEEN)
    return _SPACE.sub(_one_space, seen).strip()


def _one_space(match: re.Match[str]) -> str:
    return "\n" if "\n" in match[0] else "\t" if "\t" in match[0] else " "


def read_edited(data: bytes, rejected: bool = False) -> Edited:
    """The Word file ``data``, which anybody may have made, read in the sandbox.

    Raises LostLinesError where it cannot be read, or exceeds a limit.
    """
    if data[:4] != b"PK\x03\x04":
        raise LostLinesError("this is not a Word file (.docx)")
    try:
        answer = json.loads(sandbox.run("the file", _edited, data, rejected))
    except sandbox.LimitError as error:
        raise LostLinesError(f"it cannot be read: reading {error}") from error
    paragraphs = (
        Paragraph(
            each["text"],
            each["style"],
            tuple(Comment(*comment) for comment in each["comments"]),
            tuple((word, how) for word, how in each["formats"]),
        )
        for each in answer["paragraphs"]
    )
    return Edited(tuple(paragraphs), answer["carried"], answer["tracked"])


@errors_as("cannot read the Word file")
def _edited(data: bytes, rejected: bool) -> bytes:
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {
            name: etree.fromstring(unpacked(package, name))
            for name in package.namelist()
            if name in (_BODY, _STYLES, _COMMENTS) or _CUSTOM.fullmatch(name)
        }
    if _BODY not in parts:
        raise LostLinesError(f"it has no {_BODY}")
    body = parts[_BODY]
    found = list(paragraphs(body, parts.get(_STYLES, ()), parts.get(_COMMENTS, ()), rejected))
    if len(found) > _MOST_PARAGRAPHS or sum(len(each.text) for each in found) > _MOST_LETTERS:
        raise LostLinesError("it holds more text than a CV")
    carrying = (part.text for part in parts.values() if part.tag == f"{{{CARRIED}}}cv")
    tracked = next(body.iter(*_DELETED, *_INSERTED), None) is not None
    answer = Edited(tuple(found), json.loads(next(carrying, None) or "null"), tracked)
    return json.dumps(asdict(answer)).encode()


def paragraphs(
    body: Any, styles: Any = (), comments: Any = (), rejected: bool = False
) -> Iterator[Paragraph]:
    """The paragraphs of ``body`` that hold text; of those whose mark is gone, one is made."""
    reader = _Reader(styles, comments, rejected)
    held: list[Any] = []
    for paragraph in body.iter(f"{_W}p"):
        if next(paragraph.iterancestors(f"{_W}txbxContent", _FALLBACK), None) is not None:
            continue
        held.append(paragraph)
        mark = f"{_W}pPr/{_W}rPr/{_W}{'ins' if rejected else 'del'}"
        if paragraph.find(mark) is None:
            made, held = reader.paragraph(held), []
            if made.text or made.comments:
                yield made


class _Reader:
    """The styles and comments of one file, and how its tracked changes are taken."""

    def __init__(self, styles: Any, comments: Any, rejected: bool) -> None:
        self.styles = {each.get(f"{_W}styleId"): each for each in styles}
        self.comments = {each.get(f"{_W}id"): each for each in comments}
        self.passed = {*_PASSED, *(_INSERTED if rejected else _DELETED)}
        self.texts = (f"{_W}t", f"{_W}delText") if rejected else (f"{_W}t",)
        self.open: dict[str, list[str]] = {}
        """The comments whose range has begun, and its words so far."""

    def paragraph(self, elements: list[Any]) -> Paragraph:
        self.pieces: list[str] = []
        self.formats: list[tuple[str, str]] = []
        self.noted: list[tuple[str, list[str]]] = []
        for element in elements:
            self.walk(element)
        return Paragraph(
            canonical("".join(self.pieces)),
            self.style(elements[-1]),  # whose mark is left
            tuple(self.comment(number, words) for number, words in self.noted),
            tuple(self.formats),
        )

    def walk(self, element: Any) -> None:
        for child in element:
            if child.tag in self.passed:
                continue
            match str(child.tag).removeprefix(_W):
                case "r":
                    self.run(child)
                case "commentRangeStart":
                    self.open[child.get(f"{_W}id")] = []
                case _:
                    self.walk(child)

    def run(self, run: Any) -> None:
        properties = run.find(f"{_W}rPr")
        if _is_on(properties, "vanish"):
            return
        text = ""
        for child in run:
            name = str(child.tag).removeprefix(_W)
            if child.tag in self.texts:
                text += child.text or ""
            elif name == "commentReference":
                number = child.get(f"{_W}id")
                self.noted.append((number, self.open.pop(number, [])))
            else:
                text += _SIGNS.get(name, "")
        self.pieces.append(text)
        for words in self.open.values():
            words.append(text)
        how = [word for name, word in _FORMATS.items() if _is_on(properties, name)]
        self.formats += [(word, each) for word in text.split() for each in how]

    def comment(self, number: str, words: list[str]) -> Comment:
        element = self.comments.get(number)
        if element is None:
            return Comment("", "", "")
        lines = (
            "".join(text.text or "" for text in line.iter(f"{_W}t"))
            for line in element.iter(f"{_W}p")
        )
        text = " ".join(" ".join(lines).split())
        return Comment(element.get(f"{_W}author", ""), text, canonical("".join(words)))

    def style(self, paragraph: Any) -> str:
        own = paragraph.find(f"{_W}pPr")
        named = own.find(f"{_W}pStyle") if own is not None else None
        style = self.styles.get(named.get(f"{_W}val")) if named is not None else None
        name = style.find(f"{_W}name") if style is not None else None
        level = own.find(f"{_W}numPr/{_W}ilvl") if own is not None else None
        return "|".join(
            each.get(f"{_W}val", "").lower() if each is not None else "" for each in (name, level)
        )


def _is_on(properties: Any, name: str) -> bool:
    found = properties.find(f"{_W}{name}") if properties is not None else None
    return found is not None and found.get(f"{_W}val") not in _OFF
