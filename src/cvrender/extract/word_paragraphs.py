"""The paragraphs of a Word file as an editor left them: text, style, comments, and what they carry.

Tracked changes (17.13.5) are taken as accepted or as rejected. What is hidden or in a text box is
passed over, as are headers and footers, which hold no text of the author.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple
from unicodedata import normalize

from cvrender.errors import LostLinesError
from cvrender.extract.base import errors_as, isolated
from cvrender.extract.word_xml import BODY, FALLBACK, STYLES, TEXT_BOX, W, is_on, parts, value

CARRIED = "urn:cvrender:carried"
"""The namespace of the custom XML part in which a Word file says what it was made from."""
_COMMENTS = "word/comments.xml"
_READ = re.compile(r"customXml/item\d+\.xml|word/comments\.xml")
_DELETED = (f"{W}del", f"{W}moveFrom")
_INSERTED = (f"{W}ins", f"{W}moveTo")
_PASSED = {FALLBACK, TEXT_BOX, f"{W}pPr", f"{W}rPr", f"{W}instrText", f"{W}sdtPr"}
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_FORMATS = {
    "b": "bold",
    "i": "italic",
    "u": "underlined",
    "strike": "struck",
    "highlight": "marked",
}
_MOST_PARAGRAPHS, _MOST_LETTERS = 5_000, 300_000
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
    answer = json.loads(isolated(_edited, data, rejected))
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
    read = parts(data, _READ.fullmatch)
    body = read[BODY]
    found = list(paragraphs(body, read.get(STYLES, ()), read.get(_COMMENTS, ()), rejected))
    if len(found) > _MOST_PARAGRAPHS or sum(len(each.text) for each in found) > _MOST_LETTERS:
        raise LostLinesError("it holds more text than a CV")
    carrying = (part.text for part in read.values() if part.tag == f"{{{CARRIED}}}cv")
    tracked = next(body.iter(*_DELETED, *_INSERTED), None) is not None
    answer = Edited(tuple(found), json.loads(next(carrying, None) or "null"), tracked)
    return json.dumps(asdict(answer)).encode()


def paragraphs(
    body: Any, styles: Any = (), comments: Any = (), rejected: bool = False
) -> Iterator[Paragraph]:
    """The paragraphs of ``body`` that hold text; of those whose mark is gone, one is made."""
    reader = _Reader(styles, comments, rejected)
    held: list[Any] = []
    for paragraph in body.iter(f"{W}p"):
        if next(paragraph.iterancestors(TEXT_BOX, FALLBACK), None) is not None:
            continue
        held.append(paragraph)
        mark = f"{W}pPr/{W}rPr/{W}{'ins' if rejected else 'del'}"
        if paragraph.find(mark) is None:
            made, held = reader.paragraph(held), []
            if made.text or made.comments:
                yield made


class _Reader:
    """The styles and comments of one file, and how its tracked changes are taken."""

    def __init__(self, styles: Any, comments: Any, rejected: bool) -> None:
        self.styles = {each.get(f"{W}styleId"): each for each in styles}
        self.comments = {each.get(f"{W}id"): each for each in comments}
        self.passed = {*_PASSED, *(_INSERTED if rejected else _DELETED)}
        self.texts = (f"{W}t", f"{W}delText") if rejected else (f"{W}t",)
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
            match str(child.tag).removeprefix(W):
                case "r":
                    self.run(child)
                case "commentRangeStart":
                    self.open[child.get(f"{W}id")] = []
                case _:
                    self.walk(child)

    def run(self, run: Any) -> None:
        properties = run.find(f"{W}rPr")
        if is_on(properties, "vanish"):
            return
        text = ""
        for child in run:
            name = str(child.tag).removeprefix(W)
            if child.tag in self.texts:
                text += child.text or ""
            elif name == "commentReference":
                number = child.get(f"{W}id")
                self.noted.append((number, self.open.pop(number, [])))
            else:
                text += _SIGNS.get(name, "")
        self.pieces.append(text)
        for words in self.open.values():
            words.append(text)
        how = [word for name, word in _FORMATS.items() if is_on(properties, name)]
        self.formats += [(word, each) for word in text.split() for each in how]

    def comment(self, number: str, words: list[str]) -> Comment:
        element = self.comments.get(number)
        if element is None:
            return Comment("", "", "")
        lines = (
            "".join(text.text or "" for text in line.iter(f"{W}t"))
            for line in element.iter(f"{W}p")
        )
        text = " ".join(" ".join(lines).split())
        return Comment(element.get(f"{W}author", ""), text, canonical("".join(words)))

    def style(self, paragraph: Any) -> str:
        name = value(self.styles.get(value(paragraph, "pPr/pStyle")), "name") or ""
        level = value(paragraph, "pPr/numPr/ilvl") or ""
        return f"{name}|{level}".lower()
