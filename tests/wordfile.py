"""A Word file as its XML says it, and sources, themes and pictures to make one of."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from cvrender import theme as themes
from cvrender.arrangement import arrange
from cvrender.checks.validate import validate
from cvrender.compose import compose
from cvrender.inline import Span
from cvrender.model import CV
from cvrender.outline import Line
from cvrender.renderers.word import RENDERER
from cvrender.syntax import parse_yaml

if TYPE_CHECKING:
    from cvrender.outline import Outline
    from cvrender.theme import Theme


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
POINT = 12_700  # in English metric units, by which DrawingML measures
SOURCE = """
name: Mara Lindqvist
headline: Platform Engineer
email: mara@example.org
location: Göteborg
links: [{label: GitHub, url: "https://github.com/mara"}]
keywords: [Kubernetes, Go]
sections:
  - title: Summary
    text: |
      Builds **paved** roads in *Go*, reads `vector<int>`.

      Writes [notes](https://mara.example/notes?a=1&b=2).
  - title: Experience
    page_break: before
    entries:
      - organization: Nordvind AB
        location: Malmö
        roles:
          - title: Principal
            start: 2022-04
            end: present
            bullets: [{text: Led the move., bullets: [In 6 minutes.]}]
          - title: Senior
            start: 2019
            end: 2021
            keywords: [Go, SQL]
      - title: Developer
        organization: Kartverket
        location: Uddevalla
        start: 2011
        end: 2018
        url: https://kartverket.example
        summary: Geodata.
        facts: {Stack: C++}
    bullets: [And more.]
  - title: Awards
    entries:
      - {title: Open Source Award, date: 2022}
      - {title: Best Paper, date: 2021}
  - title: Papers
    publications:
      - title: Late data
        authors: [Mara Lindqvist, J. Doe]
        venue: NCDE
        date: 2021
        doi: 10.1000/42
  - title: Skills
    facts: {Languages: "Go, C++", Databases: PostgreSQL}
"""


HOSTILE = [
    "C# C++ vector<int> Map<String, Foo> <AI> 5*3*2",
    "snake_case __init__ #hashtag AT&T &amp; $100 100 % ~ \\n {{ x }} {% if %}",
    "“quotes” ‘of’ „all“ «kinds» 'and' \"signs\"",
    "no-break\u00a0space, e\u0301 combining, क्\u200dष joined, \u0085 next line",
    "]]> <!-- --> <?x?> &#65; 😀",
]


def outline_of(source: str) -> Outline:
    return compose(validate(parse_yaml(source, "cv.yaml"), CV))


def theme_with(design: str) -> Theme:
    return themes.find("classic", designs=(parse_yaml(design, "design.yaml"),))


def hostile() -> Outline:
    """A CV of lines that other programs lose or take for markup."""
    plain = outline_of("name: A\nsections: [{title: B, text: C}]")
    lines = tuple(Line((Span(text),)) for text in HOSTILE)
    return replace(plain, sections=(plain.sections[0]._replace(text=lines),))


class WordFile:
    """The parts of a .docx file as parsed XML."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.infos = archive.infolist()
            self.parts = {name: archive.read(name) for name in archive.namelist()}

    def xml(self, part: str) -> etree._Element:
        return etree.fromstring(self.parts[part])

    @property
    def body(self) -> etree._Element:
        return self.xml("word/document.xml")[0]

    def styled(self) -> list[tuple[str, str]]:
        return [
            (paragraph.find(f".//{W}pStyle").get(f"{W}val"), text_of(paragraph))
            for paragraph in self.body.iter(f"{W}p")
        ]

    def paragraph(self, text: str) -> etree._Element:
        return next(p for p in self.body.iter(f"{W}p") if text_of(p).startswith(text))

    def run(self, text: str) -> etree._Element:
        runs = self.body.iter(f"{W}r")
        return next(run for run in runs if "".join(t.text for t in run.iter(f"{W}t")) == text)

    def style(self, name: str) -> etree._Element:
        return self.xml("word/styles.xml").find(f"{W}style[@{W}styleId='{name}']")


def text_of(paragraph: etree._Element) -> str:
    signs = {f"{W}tab": "\t", f"{W}br": "\n"}
    kinds = (f"{W}t", f"{W}br", f"{W}tab")
    runs = (child for run in paragraph.iter(f"{W}r") for child in run.iter(*kinds))
    return "".join(signs.get(child.tag) or child.text or "" for child in runs)


def value(parent: etree._Element, path: str, attribute: str = "val") -> str | None:
    found = parent.find("/".join(W + step for step in path.split("/")))
    return None if found is None else found.get(W + attribute)


def rendered(outline: Outline, theme: Theme | None = None) -> WordFile:
    theme = theme or themes.find("classic")
    return WordFile(RENDERER.render(arrange(outline, theme.tokens), theme))


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def jpeg(width: int, height: int) -> bytes:
    """The frame header and the end of a JPEG file (ITU T.81), which is all that its size needs."""
    frame = struct.pack(">HBHHBBBB", 11, 8, height, width, 1, 1, 0x11, 0)
    scan = struct.pack(">HBBBBBB", 8, 1, 1, 0, 0, 63, 0)
    return b"\xff\xd8\xff\xc0" + frame + b"\xff\xda" + scan + b"\xff\xd9"
