"""Ways in which a finished file loses, moves or garbles a line: planted, to see them found.

Each kind of damage edits one line of a real PDF (by pikepdf) or Word file (its XML), as converters,
editors and careless fonts do.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import pikepdf
import pypdfium2
from lxml import etree
from pikepdf import Array, Dictionary, Name, Operator, Stream, String

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A_PICTURE = "picture"
_NOTHING: dict[str, Any] = {}


class Line(NamedTuple):
    """What stands there now: ``text``, or with A_PICTURE a picture of it."""

    text: str
    kind: str = "text"


@dataclass(frozen=True)
class Damage:
    """``plant`` gives what stands in place of a line and of the one behind it.

    ``needs`` is what a line must have to be harmed so.
    """

    plant: Callable[[str, str], tuple[Line, ...]]
    needs: str = r".{12,}"


def _retyped(change: Callable[[str], str]) -> Callable[[str, str], tuple[Line, ...]]:
    return lambda line, after: (Line(change(line)), Line(after))


def _mapped(*pairs: tuple[str, str]) -> Callable[[str, str], tuple[Line, ...]]:
    def change(line: str) -> str:
        for old, new in pairs:
            line = line.replace(old, new, 1)
        return line

    return _retyped(change)


def _in_a_word(between: str) -> Callable[[str, str], tuple[Line, ...]]:
    return _retyped(lambda line: re.sub(r"(\w{3})(\w{3})", rf"\1{between}\2", line, count=1))


A_WORD = r".*\w{6}.*"
DAMAGES = {
    "removed": Damage(lambda line, after: (Line(after),)),
    "swapped": Damage(lambda line, after: (Line(after), Line(line))),
    "said twice": Damage(lambda line, after: (Line(line), Line(after), Line(line))),
    "blank": Damage(_retyped(lambda line: " " * len(line))),
    "a picture": Damage(lambda line, after: (Line(line, A_PICTURE), Line(after))),
    "cut short": Damage(_retyped(lambda line: line[: len(line) * 2 // 3])),
    "cut at the front": Damage(_retyped(lambda line: line[len(line) // 3 :])),
    "run into the next": Damage(lambda line, after: (Line(line + after),), r".*\w"),
    "hyphenated": Damage(_in_a_word("-\n"), A_WORD),
    "hyphenated softly": Damage(_in_a_word("\u00ad"), A_WORD),
    "broken inside a word": Damage(_in_a_word("\n"), A_WORD),
    "spaced out": Damage(_retyped(" ".join), A_WORD),
    "without spaces": Damage(_retyped(lambda line: line.replace(" ", "")), r".*\w \w.*"),
    "a ligature": Damage(
        _mapped(("fi", "\ufb01"), ("fl", "\ufb02"), ("ff", "\ufb00")), ".*f[fil].*"
    ),
    "re-encoded": Damage(_retyped(lambda line: "".join(chr(ord(c) + 1) for c in line))),
    "read as Latin-1": Damage(
        _retyped(lambda line: line.encode().decode("latin-1")), ".*[–é·öäå].*"
    ),
    "a character unknown": Damage(_mapped(("e", "\ufffd")), ".*e.*"),
    "an icon": Damage(_mapped(("e", "\uf3c5")), ".*e.*"),
    "a foreign look-alike": Damage(_mapped(("a", "а")), ".*a.*"),
    "a digit changed": Damage(_mapped(("20", "21")), ".*20.*"),
    "in capitals": Damage(_retyped(str.upper), ".*[a-z]{4}.*"),
    "words exchanged": Damage(
        _retyped(lambda line: re.sub(r"(\w{4,}) (\w{4,})", r"\2 \1", line)), r".*\w{4} \w{4}.*"
    ),
    "backwards": Damage(_retyped(lambda line: line[::-1]), r".*\w{6}.*"),
    "filled with words": Damage(_in_a_word(" nobody's words "), A_WORD),
}


def harm_pdf(data: bytes, damage: Damage, line: str) -> bytes:
    """``data`` with ``line`` and the text behind it replaced; the line is one piece of text."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            operations: list[Any] = list(pikepdf.parse_content_stream(page))
            pieces = list(_pieces(page, operations))
            texts = [text for *_, text in pieces]
            if line in texts:
                at = texts.index(line)
                following = [i for i, text in enumerate(texts) if i > at and re.search(r"\w", text)]
                then = following[0]
                planted = damage.plant(line, texts[then])
                _replace(pdf, page, operations, pieces[at], pieces[then], planted)
                page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(operations))
                break
        else:
            raise LookupError(line)
        saved = io.BytesIO()
        pdf.save(saved)
    return saved.getvalue()


def pdf_lines(data: bytes) -> set[str]:
    """The lines that stand in one piece of text, with another behind them on their page."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = set()
        for page in pdf.pages:
            pieces = _pieces(page, list(pikepdf.parse_content_stream(page)))
            found |= set([text for *_, text in pieces if re.search(r"\w", text)][:-2])
    return found


def without_links(data: bytes, url: str) -> bytes:
    """A PDF in which nothing leads to ``url`` any more."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            kept = [
                note for note in page.get("/Annots", []) if note.get("/A", {}).get("/URI") != url
            ]
            page.Annots = Array(kept)
        saved = io.BytesIO()
        pdf.save(saved)
    return saved.getvalue()


def with_attachment(data: bytes, change: Callable[[bytes], bytes | None]) -> bytes:
    """A PDF with its attached JSON Resume changed, or without one."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        changed = change(pdf.attachments["resume.json"].get_file().read_bytes())
        del pdf.attachments["resume.json"]
        if changed is not None:
            pdf.attachments["resume.json"] = changed
        saved = io.BytesIO()
        pdf.save(saved)
    return saved.getvalue()


def with_swapped_annotations(data: bytes, one: str, two: str) -> bytes:
    """A PDF in which each of two links leads where the other one led."""
    other = {one: two, two: one}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            for note in page.get("/Annots", []):
                target = str(note.get("/A", {}).get("/URI"))
                if target in other:
                    note.A.URI = String(other[target])
        saved = io.BytesIO()
        pdf.save(saved)
    return saved.getvalue()


def with_swapped_fields(data: bytes, one: str, two: str) -> bytes:
    """A Word file in which each of two links leads where the other one led."""
    body = _body(data)
    for instruction in body.iter(f"{W}instrText"):
        instruction.text = _swapped(instruction.text or "", f'"{one}"', f'"{two}"')
    return _packed(data, body)


def with_swapped_hrefs(data: bytes, one: str, two: str) -> bytes:
    return _swapped(data.decode(), f'"{one}"', f'"{two}"').encode()


def with_swapped_destinations(data: bytes, one: str, two: str) -> bytes:
    return _swapped(data.decode(), f"({one})", f"({two})").encode()


def _swapped(text: str, one: str, two: str) -> str:
    parts = re.split(f"({re.escape(one)}|{re.escape(two)})", text)
    return "".join({one: two, two: one}.get(part, part) for part in parts)


def _pieces(page: Any, operations: list[Any]) -> Iterator[tuple[int, int, str]]:
    """Start, end and text of each text object (BT … ET); one that was planted has no text."""
    fonts = {name: _letters(font) for name, font in page.Resources.Font.items()}
    start, text, letters = 0, "", {}
    for at, (operands, operator) in enumerate(operations):
        if operator == Operator("BT"):
            start, text = at, ""
        elif operator == Operator("Tf"):
            letters = fonts[str(operands[0])]
        elif operator == Operator("TJ"):
            codes = b"".join(bytes(item) for item in operands[0] if isinstance(item, String)).hex()
            text += "".join(letters.get(codes[i : i + 4], "") for i in range(0, len(codes), 4))
        elif operator == Operator("ET"):
            yield start, at, text


def _letters(font: Any) -> dict[str, str]:
    pairs = re.findall(r"<(\w{4})> <(\w+)>", font.ToUnicode.read_bytes().decode())
    return {code: bytes.fromhex(text).decode("utf-16-be") for code, text in pairs[1:]}


def _replace(
    pdf: Any, page: Any, operations: list[Any], one: Any, two: Any, planted: tuple[Line, ...]
) -> None:
    """Set ``planted`` where two text objects stood; a third stands at the end of the page."""
    places = [one, two, (len(operations), len(operations) - 1, "")]
    for number, (start, end, text) in reversed(list(enumerate(places))):
        new = planted[number : number + 1]
        if number == 2 and not new:
            continue
        if new and new[0] == Line(text):
            continue
        matrix = next((op for op in operations[start:end] if op[1] == Operator("Tm")), _BOTTOM)
        operations[start : end + 1] = _set(pdf, page, new[0], matrix) if new else []


_BOTTOM = ([1, 0, 0, -1, 90, 1050], Operator("Tm"))


def _set(pdf: Any, page: Any, line: Line, matrix: Any) -> list[Any]:
    if line.kind == A_PICTURE:
        return _drawn(pdf, page, matrix)
    parts: list[Any] = [([], Operator("BT")), matrix]
    for part in re.split("(\n)", line.text):
        if part == "\n":
            parts.append(([-40, -14], Operator("Td")))
            continue
        name = page.add_resource(_font(pdf, part), Name.Font)
        codes = bytes(range(1, len(part) + 1))
        parts += [([name, 10], Operator("Tf")), ([Array([String(codes)])], Operator("TJ"))]
    return [*parts, ([], Operator("ET"))]


def _font(pdf: Any, text: str) -> Any:
    """A font whose codes 1, 2, 3 … are the characters of ``text``."""
    width = 500
    pairs = "\n".join(
        f"<{code:02x}> <{character.encode('utf-16-be').hex()}>"
        for code, character in enumerate(text, 1)
    )
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CMapName /Planted def /CMapType 2 def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(text)} beginbfchar\n{pairs}\nendbfchar\nendcmap end end"
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name.Helvetica,
            FirstChar=1,
            LastChar=len(text),
            Widths=Array([width] * len(text)),
            ToUnicode=Stream(pdf, cmap.encode()),
        )
    )


_OVER = (-2, -18, 700, 26)


def _drawn(pdf: Any, page: Any, matrix: Any, place: tuple[int, ...] = (0, 0, 200, 14)) -> list[Any]:
    """A grey picture in place of a text, or over it."""
    picture = Stream(pdf, b"\x99")
    picture.stream_dict = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=1,
        Height=1,
        BitsPerComponent=8,
        ColorSpace=Name.DeviceGray,
    )
    name = page.add_resource(picture, Name.XObject)
    (left, top), (x, y, width, height) = map(float, matrix[0][4:6]), place
    return [
        ([], Operator("q")),
        ([width, 0, 0, height, left + x, top + y], Operator("cm")),
        ([name], Operator("Do")),
        ([], Operator("Q")),
    ]


def _moved(x: float, y: float, size: float = 1) -> tuple[list[Any], Any]:
    return [size, 0, 0, size, x, y], Operator("cm")


def _gray(part: float) -> tuple[list[Any], Any]:
    return [part, part, part], Operator("rg")


def _box(x: float, y: float, above: float, height: float) -> list[Any]:
    return [([x - 2, y + above, 700, height], Operator("re")), ([], Operator("f"))]


WHITE = _gray(1)
UNSEEN_IN_PDF: dict[str, Callable[[float, float], tuple[list[Any], list[Any]]]] = {
    "as it was": lambda _x, _y: ([], []),
    "white": lambda _x, _y: ([WHITE], []),
    "without ink": lambda _x, _y: ([([3], Operator("Tr"))], []),
    "of no size": lambda x, y: ([_moved(x, y, 0.001)], []),
    "off the page": lambda _x, _y: ([_moved(5000, 0)], []),
    "near white": lambda _x, _y: ([_gray(0.97)], []),
    "black on black": lambda x, y: ([_gray(0), *_box(x, y, -18, 26), _gray(0)], []),
    "covered": lambda x, y: ([], [WHITE, *_box(x, y, -18, 26)]),
    "below stripes": lambda x, y: (
        [],
        [each for at in range(-18, 8, 2) for each in (_gray(at / 4 % 1), *_box(x, y, at, 2))],
    ),
    A_PICTURE: lambda _x, _y: ([], []),
}
"""What stands before and behind a text at a place, so that programs alone see it."""


def unseen_in_pdf(data: bytes, kind: str, line: str) -> bytes:
    def hide(pdf: Any, page: Any, text: list[Any]) -> list[Any]:
        matrix = next(op for op in text if op[1] == Operator("Tm"))
        before, behind = UNSEEN_IN_PDF[kind](*map(float, matrix[0][4:6]))
        behind = _drawn(pdf, page, matrix, _OVER) if kind == A_PICTURE else behind
        return [([], Operator("q")), *before, *text, *behind, ([], Operator("Q"))]

    return _with_text(data, line, hide)


def scanned(data: bytes) -> bytes:
    """``data`` as a scanner makes it: a picture, over a text that nobody sees."""
    with pypdfium2.PdfDocument(data) as document:
        looks = [page.render(scale=2).to_pil().convert("L") for page in document]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page, look in zip(pdf.pages, looks, strict=True):
            picture = Stream(pdf, look.tobytes())
            picture.stream_dict = Dictionary(
                Type=Name.XObject,
                Subtype=Name.Image,
                Width=look.width,
                Height=look.height,
                BitsPerComponent=8,
                ColorSpace=Name.DeviceGray,
            )
            name = page.add_resource(picture, Name.XObject)
            _, _, width, height = map(float, page.MediaBox)
            place = f"q {width} 0 0 {height} 0 0 cm {name} Do Q".encode()
            page.contents_coalesce()
            page.Contents = pdf.make_stream(b"q " + page.Contents.read_bytes() + b" Q " + place)
        saved = io.BytesIO()
        pdf.save(saved)
    return saved.getvalue()


def partly_white_in_pdf(data: bytes, line: str, start: int, end: int) -> bytes:
    """``data`` with the letters of ``line`` from ``start`` to ``end`` in white."""

    def whiten(pdf: Any, page: Any, text: list[Any]) -> list[Any]:
        at = next(i for i, op in enumerate(text) if op[1] == Operator("TJ"))
        parts: list[list[Any]] = [[], [], []]
        number = 0
        for item in text[at][0][0]:
            codes = bytes(item).hex() if isinstance(item, String) else ""
            for code in re.findall("....", codes):
                parts[(number >= start) + (number >= end)].append(String(bytes.fromhex(code)))
                number += 1
            if not codes:
                parts[(number >= start) + (number >= end)].append(item)
        black, white, rest = (([Array(part)], Operator("TJ")) for part in parts)
        return [*text[:at], black, WHITE, white, _gray(0), rest, *text[at + 1 :]]

    return _with_text(data, line, whiten)


def _with_text(data: bytes, line: str, change: Callable[[Any, Any, list[Any]], list[Any]]) -> bytes:
    """``data`` with the text object of ``line``, on the first page, changed."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[0]
        operations: list[Any] = list(pikepdf.parse_content_stream(page))
        start, end = next((s, e) for s, e, text in _pieces(page, operations) if text == line)
        operations[start : end + 1] = change(pdf, page, operations[start : end + 1])
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(operations))
        saved = io.BytesIO()
        pdf.save(saved)
    return saved.getvalue()


UNSEEN_IN_WORD = {
    "hidden": "<w:vanish/>",
    "white": "<w:color w:val='FFFFFF'/>",
    "near white": "<w:color w:val='FBFCFA'/>",
    "struck": "<w:strike/>",
    "struck twice": "<w:dstrike/>",
    "tiny": "<w:sz w:val='1'/>",
    "squeezed": "<w:w w:val='1'/>",
    "raised": "<w:position w:val='3000'/>",
    "black on black": "<w:shd w:val='clear' w:color='auto' w:fill='000000'/>",
    "black on a black marker": "<w:highlight w:val='black'/>",
    "of a hidden style": "<w:rStyle w:val='Unseen'/>",
    "of a white style": "<w:pStyle w:val='White'/>",
    "in a frame off the page": "<w:framePr w:hAnchor='page' w:x='-20000' w:y='1'/>",
    "in a frame below the page": "<w:framePr w:vAnchor='page' w:x='1' w:y='31000'/>",
    "beside the page": "<w:ind w:left='22000'/>",
    "on a line of no height": "<w:spacing w:line='1' w:lineRule='exact'/>",
    "in a field that is false": "<w:fldSimple w:instr=' IF 1 = 2 &quot;a&quot; &quot;&quot; '/>",
    "in the code of a field": "",
    "deleted": "<w:del w:id='1' w:author='A'/>",
    "moved away": "<w:moveFrom w:id='1' w:author='A'/>",
}
"""A property of a run or of its paragraph, or what stands around the run."""
_OF_PARAGRAPHS = ("pStyle", "framePr", "ind", "spacing")
_AROUND = ("del", "moveFrom", "fldSimple")


def unseen_in_word(data: bytes, kind: str, line: str) -> bytes:
    body = _body(data)
    text = next(text for text in body.iter(f"{W}t") if text.text == line)
    run = text.getparent()
    if made := _parsed(UNSEEN_IN_WORD[kind]):
        name = made[0].tag.removeprefix(W)
        if name in _AROUND:
            run.addprevious(made[0])
            run.getprevious().append(run)
            text.tag = f"{W}delText" if name == "del" else text.tag
        else:
            _set_property(run if name not in _OF_PARAGRAPHS else run.getparent(), made[0])
    else:
        for part, at in (("begin", 0), ("separate", 1), ("end", 2)):
            mark = _parsed(f"<w:r><w:fldChar w:fldCharType='{part}'/></w:r>")[0]
            run.getparent().insert(run.getparent().index(run) + at, mark)
    return _packed(data, body, _with_hidden_styles(data))


def _set_property(element: Any, made: Any) -> None:
    """Add a property to those of a run or a paragraph, before any of its name."""
    kind = "rPr" if element.tag == f"{W}r" else "pPr"
    if element.find(f"{W}{kind}") is None:
        element.insert(0, etree.Element(f"{W}{kind}"))
    element.find(f"{W}{kind}").insert(0, made)


def _parsed(xml: str) -> list[Any]:
    return list(etree.fromstring(f"<w:p xmlns:w='{W[1:-1]}'>{xml}</w:p>"))


def _with_hidden_styles(data: bytes) -> dict[str, Any]:
    """The styles of a Word file, and others: ``Unseen`` is based on ``Hidden``."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        styles = etree.fromstring(package.read("word/styles.xml"))
    styles.extend(
        _parsed(
            "<w:style w:type='character' w:styleId='Hidden'><w:rPr><w:vanish/></w:rPr></w:style>"
            "<w:style w:type='character' w:styleId='Unseen'><w:basedOn w:val='Hidden'/></w:style>"
            "<w:style w:type='paragraph' w:styleId='White'>"
            "<w:rPr><w:color w:val='FFFFFF'/></w:rPr></w:style>"
        )
    )
    return {"word/styles.xml": styles}


ASIDE_IN_WORD = {
    "a header": "word/header1.xml",
    "a footer": "word/footer2.xml",
    "a comment": "word/comments.xml",
    "a footnote": "word/footnotes.xml",
    "an endnote": "word/endnotes.xml",
    "a text box": "",
}
"""The part that a place beside the text has of its own."""


def aside_in_word(data: bytes, place: str, line: str) -> bytes:
    """``data`` with ``line``, which is one run, moved to a place beside the text."""
    body = _body(data)
    text = next(text for text in body.iter(f"{W}t") if text.text == line)
    text.text = ""
    return _with_aside(data, body, text, place, line)


def added_aside_in_word(data: bytes, place: str, words: str) -> bytes:
    """``data`` with ``words`` of somebody's in a place beside the text."""
    body = _body(data)
    return _with_aside(data, body, next(body.iter(f"{W}t")), place, words)


def _with_aside(data: bytes, body: Any, text: Any, place: str, words: str) -> bytes:
    paragraph = etree.Element(f"{W}p")
    etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t").text = words
    if part := ASIDE_IN_WORD[place]:
        return _packed(data, body, {part: paragraph})
    etree.SubElement(etree.SubElement(text.getparent(), f"{W}pict"), f"{W}txbxContent").append(
        paragraph
    )
    return _packed(data, body)


def harm_word(data: bytes, damage: Damage, line: str) -> bytes:
    """``data`` with ``line``, which is one run, and the run behind it replaced."""
    body = _body(data)
    texts = [text for text in body.iter(f"{W}t") if re.search(r"\w", text.text or "")]
    at = [text.text for text in texts].index(line)
    planted = damage.plant(line, texts[at + 1].text)
    for element, new in zip(texts[at : at + 2], (*planted, Line("")), strict=False):
        _type(element, new)
    for new in planted[2:]:
        paragraph = etree.SubElement(etree.SubElement(body[0], f"{W}p"), f"{W}r")
        _type(etree.SubElement(paragraph, f"{W}t"), new)
    return _packed(data, body)


def word_lines(data: bytes) -> set[str]:
    """The lines that are one run, with another behind them."""
    texts = [text.text or "" for text in _body(data).iter(f"{W}t")]
    return set([text for text in texts if re.search(r"\w", text)][:-1])


def without_field(data: bytes, url: str) -> bytes:
    """A Word file in which no field leads to ``url`` any more."""
    body = _body(data)
    for instruction in list(body.iter(f"{W}instrText")):
        if f'"{url}"' in (instruction.text or ""):
            instruction.text = ""
    return _packed(data, body)


def _type(element: Any, line: Line) -> None:
    first, *rest = line.text.split("\n")
    element.text = first if line.kind == "text" else None
    for part in reversed(rest):
        element.addnext(_text(part))
        element.addnext(etree.Element(f"{W}br"))
    if line.kind == A_PICTURE:
        element.addnext(etree.Element(f"{W}drawing"))


def _text(part: str) -> Any:
    text = etree.Element(f"{W}t")
    text.text = part
    return text


def _body(data: bytes) -> Any:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read("word/document.xml"))


def _packed(data: bytes, body: Any, more: Mapping[str, Any] = _NOTHING) -> bytes:
    saved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(saved, "w") as new:
        for part in old.infolist():
            changed = {"word/document.xml": body, **more}.get(part.filename)
            new.writestr(part, old.read(part) if changed is None else etree.tostring(changed))
        for name in more.keys() - set(old.namelist()):
            new.writestr(name, etree.tostring(more[name]))
    return saved.getvalue()
