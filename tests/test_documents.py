"""Every format in every theme holds the whole CV, as programs that did not write it read it.

``tests/golden/*.txt`` say by hand what each source must read like: a line a text, `#` before a
section's title, `•` and `–` before bullets. Nothing here uses cvrender's own extraction.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from functools import cache
from itertools import islice, product
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

import pikepdf
import pypdf
import pypdfium2
import pytest
import tinycss2
import yaml
from constructs import fewest, of_pdf, of_word
from fuzzing import THOROUGH, some
from judges import (
    JAXB,
    OPEN_XML_SDK,
    VERAPDF,
    W,
    by_document_xml,
    by_lxml,
    by_markdown_it,
    by_pdfium,
    by_pypdf,
    document_xml,
    open_xml_finds,
    open_xml_sdk_finds,
    pdf_finds,
    verapdf_finds,
)
from lxml import etree, html
from package import word_would_mend
from shared import composed

from cvrender import theme as themes
from cvrender.production import Document, render_format
from cvrender.renderers import registry
from cvrender.syntax import parse_yaml
from cvrender.theme.measures import to_points

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from constructs import Construct
    from shared import Made

    from cvrender.outline import Line, Outline

GOLDEN = Path(__file__).parent / "golden"
DATA = Path(__file__).parents[1] / "data"
SOURCES = ("cv", "example-full")
THEMES = themes.names()
FORMATS = tuple(
    name for name in registry.names() if name != "jsonresume" and registry.load(name).split is None
)
"""JSON Resume has an order of its own: see test_json_resume; PNG is the PDF: see test_png."""
FILES = [
    *product(["cv"], some(THEMES, "classic", "sidebar")),
    *product(["example-full"], THEMES),
]
"""Sources with the themes that they are set in: the longer one has all that the shipped one has."""
FEW = ("classic", "editorial", "sidebar", "timeline")
PLAIN = ("txt", "md", "jsonresume")
"""Formats that have no looks: their files are the same in every theme."""

CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
DC = "{http://purl.org/dc/elements/1.1/}"

DECORATION = re.compile(r"[\s•·–—|▪:,\-]*")
DECORATION_OF_CITATIONS = re.compile(r"[\s•·–—|▪:,.\-]*")
DAMAGE = re.compile("[\ufffd\ue000-\uf8ff\u00ad\ufb00-\ufb06\x00-\x08\x0b\x0e-\x1f\x7f]")
FOOTER = re.compile(r"(?:.+ · )?Page \d+ of \d+")

SHIPPED_SECTIONS = {
    "Summary": 1,
    "Highlights": 6,
    "Backend engineering": 3,
    "Cloud & platform": 4,
    "Data & PostgreSQL": 3,
    "Auth & security": 3,
    "Stack": 6,
}

every_source = pytest.mark.parametrize("source", SOURCES)
every_theme = pytest.mark.parametrize("look", THEMES)
every_file = pytest.mark.parametrize(("source", "look"), FILES)
every_format = pytest.mark.parametrize("form", FORMATS)
every_reading = pytest.mark.parametrize(
    ("form", "source", "look"),
    [
        (form, source, look)
        for form in FORMATS
        for source, look in FILES
        if form not in PLAIN or look == "classic"
    ],
)


WORD_BEFORE_KEYWORDS = "Skills: "
"""A theme's, and no line of the source."""


@cache
def golden(source: str, look: str = "classic", form: str = "txt") -> list[str]:
    """The lines that a reader must find, in order; where there is a sidebar, its own come first.

    In a format with looks, the lines of an entry are in its theme's order: see test_arrangement.
    """
    written = golden_text(source, look, form)
    if form in PLAIN:
        return written
    outline = Document("", composed(source), themes.find(look)).outline_for(registry.load(form))
    arranged = list(as_golden(outline.lines()))
    listed = {
        flat(str(line)): ", ".join(line.parts)
        for line in outline.lines()
        if line.role == "keywords"
    }
    bare = [line.removeprefix(WORD_BEFORE_KEYWORDS) for line in arranged]
    bare = [listed.get(line, line) for line in bare]
    linked = {line for line in written if line not in bare}
    assert linked <= {str(entry.url) for part in outline.sections for entry in part.entries}
    assert sorted(bare) == sorted(line for line in written if line not in linked)
    return arranged


def as_golden(lines: Iterable[Line]) -> Iterator[str]:
    """``lines`` as a golden text has them: a label on one line with what it introduces."""
    label = ""
    for line in lines:
        if line.role == "label":
            label = f"{line}: "
        else:
            yield label + flat(str(line))
            label = ""


def golden_text(source: str, look: str, form: str) -> list[str]:
    header, *blocks = (GOLDEN / f"{source}.txt").read_text("utf-8").split("\n# ")
    aside = themes.find(look).tokens.sidebar.sections if form not in PLAIN else ()
    beside = set(titles_of(source, aside))
    blocks.sort(key=lambda block: block.splitlines()[0] not in beside)
    written = "\n".join([header, *blocks]).splitlines()
    return [text for line in written if (text := line.strip().lstrip("#•– "))]


@cache
def titles_of(source: str, kinds: tuple[str, ...]) -> list[str]:
    """The titles, as a reader must find them, of the sections of these kinds."""
    written = yaml.safe_load((DATA / f"{source}.yaml").read_text("utf-8"))["sections"]
    pairs = zip(written, sections(source), strict=True)
    return [title for section, title in pairs if section.get("kind") in kinds]


def sections(source: str) -> dict[str, list[str]]:
    blocks = (GOLDEN / f"{source}.txt").read_text("utf-8").split("\n# ")[1:]
    split = ([line for line in block.splitlines() if line] for block in blocks)
    return {title: lines for title, *lines in split}


def as_text(data: bytes) -> str:
    return data.decode()


READERS: dict[str, tuple[Callable[[bytes], str], ...]] = {
    "pdf": (by_pypdf, by_pdfium),
    "docx": (by_document_xml,),
    "html": (by_lxml,),
    "md": (by_markdown_it,),
}


@cache
def readings(form: str, data: bytes) -> tuple[str, ...]:
    """The text of a file, once for each program that reads it; footers taken out."""
    texts = (read(data).splitlines() for read in READERS.get(form, (as_text,)))
    return tuple(
        "\n".join(line for line in lines if not FOOTER.fullmatch(line.strip())) for lines in texts
    )


def flat(text: str) -> str:
    return " ".join(text.split())


def begins(text: str, words: str) -> bool:
    """Whether ``text`` begins with ``words`` behind its decoration."""
    return DECORATION.sub("", text, count=1).startswith(words)


UNSEEN = {
    *("language", "languages", "theme", "kind", "start", "end", "date"),
    *("tags", "page_break", "bibtex", "only"),
}
APART = ("keywords", "variants", "private", "photo", "back")
"""Keys of the CV that are no lines of it, or not of every reading."""


def told(value: object, key: str = "") -> Iterator[str]:
    """The texts of a source that a reader must see; dates are worded, so they are not."""
    if isinstance(value, dict) and "en" in value:
        yield from told(value["en"], key)
    elif isinstance(value, dict):
        for inner, item in value.items():
            yield from [inner] if key == "facts" and "label" not in value else []
            yield from told(item, inner)
    elif isinstance(value, list):
        for item in value:
            yield from told(item, key)
    elif key not in UNSEEN:
        yield from str(value).split("\n\n")


def unmarked(text: str) -> str:
    """``text`` without its Markdown; an address as people write it."""
    words = re.sub(r"\[(.+?)\]\(.+?\)|[*`]", r"\1", flat(text))
    return re.sub(r"^https?://(www\.)?|/$", "", words)


def test_the_shipped_cv_has_its_seven_sections_in_order() -> None:
    assert {title: len(lines) for title, lines in sections("cv").items()} == SHIPPED_SECTIONS


@every_source
def test_the_golden_text_holds_every_text_of_the_source(source: str) -> None:
    written = yaml.safe_load((DATA / f"{source}.yaml").read_text("utf-8"))
    for key in APART:
        written.pop(key, None)
    text = "\n".join(golden(source))
    assert [leaf for leaf in told(written) if unmarked(leaf) not in text] == []


@pytest.mark.parametrize("form", PLAIN)
def test_a_format_without_looks_is_the_same_in_every_theme(
    made: Callable[..., Made], form: str
) -> None:
    files = {made(form, "example-full", look).data for look in THEMES}
    assert len(files) == 1


@every_reading
def test_each_line_stands_once_in_order_and_nothing_else(
    made: Callable[..., Made], form: str, look: str, source: str
) -> None:
    cites = form not in PLAIN and themes.find(look).tokens.publications.style != "entry"
    decoration = DECORATION_OF_CITATIONS if cites else DECORATION
    for text in readings(form, made(form, source, look).data):
        assert DAMAGE.findall(text) == []
        rest = flat(text)
        name, *lines = golden(source, look, form)
        titles = {name, *sections(source)}
        for line in (name, *lines):
            # A theme may set these in capitals.
            capitals = line in titles and begins(rest, line.upper())
            shown = line.upper() if capitals else line
            before, found, rest = rest.partition(shown)
            assert found, f"“{line}” is missing before “{before[:80]}”"
            assert decoration.fullmatch(before), f"“{before}” stands before “{line}”"
        assert decoration.fullmatch(rest)


@every_file
def test_each_section_title_is_a_line_of_its_own_in_the_pdf(
    made: Callable[..., Made], look: str, source: str
) -> None:
    """By its titles a program that reads applications knows what stands below them."""
    capitals = themes.find(look).tokens.headings.case == "upper"
    titles = [title for title in golden(source, look, "pdf") if title in sections(source)]
    shown = [title.upper() if capitals else title for title in titles]
    for text in readings("pdf", made("pdf", source, look).data):
        lines = [line.strip() for line in text.splitlines()]
        assert [line for line in lines if line in shown] == shown


@pytest.fixture(scope="module")
def long_titles(outlined: Callable[[str], Outline]) -> Callable[[str], bytes]:
    """In a theme, a PDF of entries of equal dates; their titles take one line or two.

    Each is longer than the one before by less than the dates are, so that one fills its line.
    """
    title = "Principal Engineer for Distributed Storage, Replication and Disaster Recovery " * 3
    entries = "".join(
        f"{{title: '{title[:length]}', organization: Acme, start: 2015-09, end: 2018-11}}, "
        for length in range(70, 130, 12)
    )
    outline = outlined(f"name: A\nsections: [{{title: Work, entries: [{entries}]}}]")

    @cache
    def render(look: str) -> bytes:
        return render_format(Document("", outline, themes.find(look)), "pdf")

    return render


@every_theme
def test_dates_stand_on_one_line_beside_the_longest_title(
    long_titles: Callable[[str], bytes], look: str
) -> None:
    for text in readings("pdf", long_titles(look)):
        assert text.count("Sep 2015 – Nov 2018") == 5


DATES_AT_THE_SIDE = [
    look
    for look in THEMES
    if (entries := themes.find(look).tokens.entries).dates == "right"
    and entries.layout not in ("timeline", "dates-left")
]


@pytest.mark.parametrize("look", DATES_AT_THE_SIDE)
def test_dates_at_the_side_end_at_the_margin_beside_the_longest_title(
    long_titles: Callable[[str], bytes], look: str
) -> None:
    tokens = themes.find(look).tokens
    with pypdfium2.PdfDocument(long_titles(look)) as document:
        ends = {round(end) for page in document for end in right_edges(page, "Nov 2018")}
        width = document[0].get_width()
    assert ends == {round(width - to_points(tokens.page.margin.right))}


def right_edges(page: pypdfium2.PdfPage, words: str) -> Iterator[float]:
    """Where each occurrence of ``words`` on a page ends, in points from its left edge."""
    text = page.get_textpage()
    search = text.search(words)
    while found := search.get_next():
        yield text.get_charbox(sum(found) - 1, loose=True)[2]


@pytest.mark.parametrize(
    ("size", "below", "look"),
    [
        *product([40], ["email: a@x.example"], THEMES),
        *product([25], ["headline: Analyst"], some(THEMES, *FEW)),
        *product([40], ["keywords: [k]"], some(THEMES, *FEW)),
    ],
)
def test_a_name_of_any_size_is_a_line_of_its_own(
    outlined: Callable[[str], Outline], look: str, size: int, below: str
) -> None:
    outline = outlined(f"name: Ada Brandt\n{below}\nsections: [{{title: Work, text: Some text}}]")
    design = parse_yaml(f"sizes: {{name: {size}pt}}", "design")
    data = registry.load("pdf").render(outline, themes.find(look, designs=(design,)))
    for text in readings("pdf", data):
        assert text.splitlines()[0].strip() in ("Ada Brandt", "ADA BRANDT")


@every_theme
def test_the_pdf_is_tagged_and_says_what_it_is(made: Callable[..., Made], look: str) -> None:
    reader = pypdf.PdfReader(io.BytesIO(made("pdf", "example-full", look).data))
    catalog = reader.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"] == pypdf.generic.BooleanObject(True)
    assert catalog["/StructTreeRoot"]["/K"]
    assert catalog["/Lang"] == "en"
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"] == pypdf.generic.BooleanObject(True)
    assert reader.metadata is not None
    assert reader.metadata.author == "Zoë Lindqvist-Okafor"
    assert reader.metadata.title == (
        "Zoë Lindqvist-Okafor – Staff Engineer · Distributed Systems · Platform Reliability"
    )
    assert reader.metadata.keywords == ("distributed systems, reliability, Go, Rust, Kubernetes")


@every_file
def test_the_pdf_follows_the_rules_of_pdf_ua_and_pdf_a(
    made: Callable[..., Made], look: str, source: str
) -> None:
    assert pdf_finds(made("pdf", source, look).path) == []


def asked_of(held: dict[Path, set[Construct]]) -> list[Path]:
    """As few files as have all constructs, in ``make fuzz``; else the two that have most of them.

    The other judges are asked of every file.
    """
    return list(islice(fewest(held), None if THOROUGH else 2))


@pytest.mark.skipif(
    not (VERAPDF and JAXB and which("javac")),
    reason="there is no veraPDF here: .ci/run brings it",
)
def test_verapdf_finds_against_pdf_ua_and_pdf_a_only_what_is_taken_away(
    made: Callable[..., Made], tmp_path: Path
) -> None:
    """It is asked of the two files that have most of what the themes write, or of all of it."""
    files = [made("pdf", source, look) for source, look in FILES]
    *whole, last = asked_of({file.path: of_pdf(file.data) for file in files})
    damaged = tmp_path / "damaged.pdf"
    with pikepdf.open(last) as document:
        del document.Root.MarkInfo
        document.save(damaged)
    found = verapdf_finds([*whole, damaged])
    assert [re.sub(r".*(ISO [0-9-]+):.*clause=([0-9.]+),.*", r"\1 \2", line) for line in found] == [
        "ISO 14289-1 6.2",
        "ISO 19005-3 6.7.2.2",
    ]


@every_file
def test_the_word_file_follows_the_rules_of_open_xml(
    made: Callable[..., Made], look: str, source: str
) -> None:
    file = made("docx", source, look)
    assert open_xml_finds(file.path) == []
    assert word_would_mend(file.data) == []


@pytest.mark.skipif(
    OPEN_XML_SDK is None,
    reason="there is no Open XML SDK here: npm ci --prefix .ci",
)
def test_the_open_xml_sdk_finds_nothing_to_mend_in_any_construct(made: Callable[..., Made]) -> None:
    """It is asked of the two files that have most of what the themes write, or of all of it."""
    files = [made("docx", source, look) for source, look in FILES]
    for path in asked_of({file.path: of_word(file.data) for file in files}):
        assert open_xml_sdk_finds(path) == []


@every_theme
def test_the_word_file_says_what_it_is(made: Callable[..., Made], look: str) -> None:
    with zipfile.ZipFile(made("docx", "cv", look).path) as package:
        properties = etree.fromstring(package.read("docProps/core.xml"))
    told = {child.tag: child.text for child in properties}
    assert told[f"{DC}creator"] == told[f"{CORE}lastModifiedBy"] == "Alexandr Protasenya"
    assert told[f"{DC}title"] == (
        "Alexandr Protasenya – "
        "Senior Software Engineer · Python Backend · AWS · DevOps · PostgreSQL"
    )
    assert told[f"{DC}language"] == "en"


@every_file
def test_section_titles_are_headings_in_word_and_on_the_web(
    made: Callable[..., Made], look: str, source: str
) -> None:
    titles, on_screen = (
        [line for line in golden(source, look, form) if line in sections(source)]
        for form in ("docx", "html")
    )
    body = document_xml(made("docx", source, look).data)
    headings = [
        "".join(text.text for text in paragraph.iter(f"{W}t")).strip()
        for paragraph in body.iter(f"{W}p")
        if paragraph.find(f".//{W}pStyle").get(f"{W}val").endswith("Heading1")
    ]
    page = html.fromstring(made("html", source, look).data.decode())
    assert headings == titles
    assert [flat(heading.text_content()) for heading in page.iter("h2")] == on_screen
    assert len(list(page.iter("h1"))) == 1


LINKS = [
    "mailto:zoe@lindqvist.example",
    "mailto:zlo@alumni.chalmers.example",
    "tel:+46701234567",
    "https://lindqvist.example",
    "https://github.com/zoe-lindqvist",
    "https://www.linkedin.com/in/zoe-lindqvist",
    "https://nordlys.example",
    "https://github.com/zoe-lindqvist/tidelock",
    "https://tidelock.example/users",
    "https://doi.org/10.5555/scr.2022.1187",
    "https://financial-systems.example/9/2/ledgers",
    "https://queue-and-log.example/ledger",
    "https://www.cncf.io/certification/cka/",
]


def links(look: str) -> list[str]:
    """The addresses in reading order: that of a certificate stands in a sidebar."""
    if not themes.find(look).tokens.sidebar.sections:
        return LINKS
    return [*LINKS[:6], LINKS[-1], *LINKS[6:-1]]


@every_theme
def test_every_address_is_a_link_in_the_pdf(made: Callable[..., Made], look: str) -> None:
    reader = pypdf.PdfReader(io.BytesIO(made("pdf", "example-full", look).data))
    notes = (note.get_object() for page in reader.pages for note in page.get("/Annots") or ())
    targets = (note["/A"]["/URI"] for note in notes if note["/Subtype"] == "/Link")
    assert list(dict.fromkeys(targets)) == links(look)


@every_theme
def test_every_address_is_a_link_in_word(made: Callable[..., Made], look: str) -> None:
    body = document_xml(made("docx", "example-full", look).data)
    fields = (instruction.text for instruction in body.iter(f"{W}instrText"))
    assert re.findall(r'HYPERLINK "(.+?)"', "".join(fields)) == links(look)


@every_theme
def test_every_address_is_a_link_on_the_web(made: Callable[..., Made], look: str) -> None:
    page = html.fromstring(made("html", "example-full", look).data.decode())
    assert [link.get("href") for link in page.findall(".//main//a")] == links(look)


BANNED = {
    "float": r".*",
    "position": r"(absolute|relative|fixed|sticky).*",
    "hyphens": r"(?!none).*",
    "font-variant": r".*caps.*",
    "font-variant-caps": r"(?!normal).*",
    "opacity": r".*",
    "transform": r".*",
    "overflow": r"hidden.*",
    "list-style": r"(?!none).*",
    "list-style-type": r"(?!none).*",
}
"""Properties, and the values of theirs, with which text leaves its order or its words."""


def declarations(css: str) -> Iterator[tuple[str, str, str]]:
    """Selector, property and value of each declaration of the printed page."""
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type != "qualified-rule":
            continue
        selector = tinycss2.serialize(rule.prelude).strip()
        for item in tinycss2.parse_blocks_contents(
            rule.content, skip_comments=True, skip_whitespace=True
        ):
            if item.type == "declaration":
                yield selector, item.lower_name, tinycss2.serialize(item.value).strip()


@every_theme
def test_no_theme_uses_css_that_costs_text_its_order_or_its_words(look: str) -> None:
    css = themes.find(look).css
    printed = list(declarations(css))
    assert printed
    assert [item for item in printed if re.fullmatch(BANNED.get(item[1], "(?!)"), item[2])] == []


DIGESTS = """
import hashlib, json, sys
from pathlib import Path
from cvrender import pipeline, theme
from cvrender.compose import compose
from cvrender.production import Document, render_format
from cvrender.renderers import registry
folder, *formats = sys.argv[1:]
digests = {}
looks = theme.find("sidebar")
document = Document("", compose(pipeline.read(Path(folder, "example-full.yaml")).cv), looks)
for form in formats:
    renderer = registry.load(form)
    made = renderer.render(document.outline_for(renderer), looks)
    digests[form] = hashlib.sha256(made).hexdigest()
sys.stdout.write(json.dumps(digests))
"""


def test_files_repeat_byte_for_byte_in_another_process_zone_and_locale(
    made: Callable[..., Made], tmp_path: Path
) -> None:
    """In the theme that has most of what there is: a second render is asked of another one."""
    other = {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "42"}
    told = subprocess.run(
        [sys.executable, "-c", DIGESTS, str(DATA), *FORMATS],
        env={**os.environ, **other},
        cwd=tmp_path,
        check=True,
        capture_output=True,
    ).stdout
    assert json.loads(told) == {
        form: hashlib.sha256(made(form, "example-full", "sidebar").data).hexdigest()
        for form in FORMATS
    }


@every_format
def test_a_second_render_gives_the_same_bytes(made: Callable[..., Made], form: str) -> None:
    first = made(form, "cv")
    assert registry.load(form).render(first.outline, themes.find("classic")) == first.data
