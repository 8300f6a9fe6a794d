"""``verify`` finds each damage planted in a file and names its line; a good file has none."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import pikepdf
import pytest
from damage import (
    ASIDE_IN_WORD,
    DAMAGES,
    UNSEEN_IN_PDF,
    UNSEEN_IN_WORD,
    Damage,
    Line,
    added_aside_in_word,
    aside_in_word,
    harm_pdf,
    harm_word,
    partly_white_in_pdf,
    pdf_lines,
    scanned,
    unseen_in_pdf,
    unseen_in_word,
    with_attachment,
    with_swapped_annotations,
    with_swapped_destinations,
    with_swapped_fields,
    with_swapped_hrefs,
    without_field,
    without_links,
    word_lines,
)
from fuzzing import THOROUGH, some
from judges import unwatched

from cvrender import theme as themes
from cvrender.extract import extract
from cvrender.renderers import registry
from cvrender.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared import Made

    from cvrender.extract import Extract
    from cvrender.outline import Line as Wanted
    from cvrender.outline import Outline
    from cvrender.verify import Finding

LOOKS = themes.names()
USUAL = some(LOOKS, "classic", "sidebar", "tabular", "timeline")
"""One theme of each order in which an entry's head, and a page's columns, can stand."""
FORMATS = tuple(name for name in registry.names() if registry.load(name).split is None)
"""PNG is the PDF: see test_png."""
PLAIN = ("txt", "md", "jsonresume")
"""Formats that have no looks, so that one theme stands for all: see test_documents."""
EDITORS = {
    "pdf": (pdf_lines, harm_pdf, without_links),
    "docx": (word_lines, harm_word, without_field),
}
SWAPS = {
    "pdf": with_swapped_annotations,
    "docx": with_swapped_fields,
    "html": with_swapped_hrefs,
    "md": with_swapped_destinations,
}
OF_TWO_LINES = ("swapped", "run into the next")
EVERY_LINE = 1_000
VICTIMS = EVERY_LINE if THOROUGH else 2
SHORT = """
name: Zoë Lindqvist
headline: Staff engineer in offline finance
email: zoe@lindqvist.example
phone: +46 70 123 45 67
location: Gothenburg, Sweden
links: [{label: Code, url: https://github.com/zoe-lindqvist}]
sections:
  - title: Profile of the first and final office
    text: Happiest where a careful effort meets flying traffic in 2019.
  - title: Experience with different outfits
    entries:
      - title: Chief of staff, refined flows
        organization: Nordlys Affiliates
        location: Fjällbacka
        start: 2018-03
        end: 2021-11
        url: https://nordlys.example/office
        bullets:
          - Specified efficient workflows for 2048 offices – café to Malmö.
          - Kept 20 offline profiles flowing; see [the findings](https://findings.example/2020).
  - title: Certificates of Umeå
    facts: {Office: Baffling affairs 2021, Afloat: Coffee – Flöte}
"""


def losses(
    outline: Outline,
    data: bytes,
    suffix: str = "",
    *,
    look: str = "classic",
    untrusted: bool = False,
) -> list[Finding]:
    """What any reader of a file in the theme ``look`` misses."""
    with unwatched():
        found = extract(data, suffix, untrusted)
    reports = [verify(outline, read, themes.find(look).typesetting) for read in found]
    return [finding for report in reports for finding in report.findings if finding.loss]


def victims(outline: Outline, pieces: set[str], needs: str) -> list[Wanted]:
    """Lines that can be edited in one piece, spread over the document."""
    lines = [line for line in outline.lines() if str(line) in pieces]
    fit = [line for line in lines if re.fullmatch(needs, str(line))]
    return fit[:: max(1, len(fit) // VICTIMS)][-VICTIMS:]


@pytest.fixture(scope="session")
def short(outlined: Callable[[str], Outline]) -> Callable[[str, str], tuple[Outline, bytes]]:
    """A page with something for each damage, in a format and a theme."""
    outline = outlined(SHORT)
    render = cache(lambda form, look: registry.load(form).render(outline, themes.find(look)))
    return lambda form, look: (outline, render(form, look))


@pytest.mark.unwatched
@pytest.mark.parametrize(
    ("form", "look", "source"),
    [
        (form, look, source)
        for source, looks in (("cv", some(LOOKS, "classic", "sidebar")), ("example-full", LOOKS))
        for form in FORMATS
        for look in looks
        if form not in PLAIN or look == "classic"
    ],
)
def test_a_good_file_raises_no_finding(
    made: Callable[..., Made],
    read_back: Callable[..., tuple[Extract, ...]],
    form: str,
    look: str,
    source: str,
) -> None:
    outline = made(form, source, look).outline
    typesetting = themes.find(look).typesetting
    reports = [verify(outline, read, typesetting) for read in read_back(form, source, look)]
    found = [finding.kind for report in reports for finding in report.findings]
    assert set(found) == ({"unheld"} if form == "jsonresume" else set())


@pytest.mark.unwatched
@pytest.mark.parametrize("form", EDITORS)
@pytest.mark.parametrize("kind", DAMAGES)
def test_a_harmed_line_is_found_and_named(
    short: Callable[[str, str], tuple[Outline, bytes]], form: str, kind: str
) -> None:
    look = USUAL[list(DAMAGES).index(kind) % len(USUAL)]
    outline, good = short(form, look)
    pieces, harm, _ = EDITORS[form]
    lines = list(outline.lines())
    chosen = victims(outline, pieces(good), DAMAGES[kind].needs)
    assert chosen
    for several in [chosen] if VICTIMS < EVERY_LINE else [[line] for line in chosen]:
        harmed = good
        for line in several:
            harmed = harm(harmed, DAMAGES[kind], str(line))
        found = {finding.line for finding in losses(outline, harmed, look=look)}
        for line in several:
            named = {line, lines[lines.index(line) + 1]} if kind in OF_TWO_LINES else {line}
            assert named & found, f"{line}: {found}"


@pytest.mark.parametrize("form", EDITORS)
def test_a_name_that_does_not_stand_first_is_found(
    short: Callable[[str, str], tuple[Outline, bytes]], form: str
) -> None:
    outline, good = short(form, "classic")
    name = str(outline.name)
    above = Damage(lambda line, after: (Line("Curriculum vitae\n" + line), Line(after)))
    found = losses(outline, EDITORS[form][1](good, above, name))
    message = "the first line is “Curriculum vitae”, not the name"
    assert message in [finding.message for finding in found]


@pytest.mark.parametrize("form", EDITORS)
def test_a_link_that_leads_nowhere_is_found_and_named(
    short: Callable[[str, str], tuple[Outline, bytes]], form: str
) -> None:
    outline, good = short(form, "classic")
    linked = [(line, url) for line in outline.lines() for url in line.urls]
    assert len(linked) == 5
    for line, url in linked:
        found = losses(outline, EDITORS[form][2](good, url))
        assert [(finding.kind, finding.line) for finding in found] == [("link", line)]


@pytest.mark.parametrize("form", SWAPS)
def test_links_that_change_places_are_found_and_named(
    short: Callable[[str, str], tuple[Outline, bytes]], form: str
) -> None:
    outline, good = short(form, "classic")
    linked = [(line, *link) for line in outline.lines() for link in line.links]
    for (line, words, url), (other_line, other_words, other) in pairwise(linked):
        found = losses(outline, SWAPS[form](good, url, other), registry.load(form).suffix)
        assert [(finding.line, finding.message) for finding in found] == [
            (line, f"“{words}” leads to {other} instead of {url}"),
            (other_line, f"“{other_words}” leads to {url} instead of {other}"),
        ]


@pytest.mark.parametrize(
    ("form", "kind"),
    [*(("pdf", kind) for kind in UNSEEN_IN_PDF), *(("docx", kind) for kind in UNSEEN_IN_WORD)],
)
def test_a_line_that_programs_alone_see_is_missing(
    short: Callable[[str, str], tuple[Outline, bytes]], form: str, kind: str
) -> None:
    outline, good = short(form, "classic")
    hide = {"pdf": unseen_in_pdf, "docx": unseen_in_word}[form]
    line = victims(outline, EDITORS[form][0](good), r".{30,}")[-1]
    found = losses(outline, hide(good, kind, str(line)), untrusted=True)
    missing = [("missing", line)] if kind != "as it was" else []
    assert [(finding.kind, finding.line) for finding in found] == missing


@pytest.mark.parametrize(("start", "end"), [(0, 7), (9, 14), (-12, None), (20, 22)])
def test_a_line_of_which_a_part_is_white_is_the_one_that_is_named(
    short: Callable[[str, str], tuple[Outline, bytes]], start: int, end: int | None
) -> None:
    outline, good = short("pdf", "classic")
    for line in victims(outline, pdf_lines(good), r".{30,}"):
        first, last, _ = slice(start, end).indices(len(str(line)))
        harmed = partly_white_in_pdf(good, str(line), first, last)
        found = losses(outline, harmed, untrusted=True)
        assert [finding.line for finding in found] == [line]


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_that_is_turned_is_read_as_its_rows_run(
    short: Callable[[str, str], tuple[Outline, bytes]], turned: int
) -> None:
    outline, good = short("pdf", "classic")
    with pikepdf.open(io.BytesIO(good)) as pdf:
        pdf.pages[0].rotate(turned, relative=False)
        saved = io.BytesIO()
        pdf.save(saved)
    assert losses(outline, saved.getvalue(), untrusted=True) == []


def test_the_text_of_a_scan_is_that_of_its_picture(
    short: Callable[[str, str], tuple[Outline, bytes]],
) -> None:
    outline, good = short("pdf", "classic")
    assert losses(outline, scanned(good), untrusted=True) == []
    line = victims(outline, pdf_lines(good), r".{30,}")[-1]
    blotted = scanned(unseen_in_pdf(good, "covered", str(line)))
    found = losses(outline, blotted, untrusted=True)
    assert [(finding.kind, finding.line) for finding in found] == [("missing", line)]


@pytest.mark.parametrize("place", ASIDE_IN_WORD)
def test_a_line_that_stands_beside_the_text_of_a_word_file_is_named_with_its_place(
    short: Callable[[str, str], tuple[Outline, bytes]], place: str
) -> None:
    outline, good = short("docx", "classic")
    for line in victims(outline, word_lines(good), r".{30,}"):
        found = losses(outline, aside_in_word(good, place, str(line)))
        assert [(finding.kind, finding.message, finding.line) for finding in found] == [
            ("missing", f"stands in {place}, which many readers skip: “{line}”", line)
        ]


@pytest.mark.parametrize("place", ASIDE_IN_WORD)
def test_words_that_somebody_set_beside_the_text_of_a_word_file_are_a_note_with_their_place(
    short: Callable[[str, str], tuple[Outline, bytes]], place: str
) -> None:
    outline, good = short("docx", "classic")
    (read,) = extract(added_aside_in_word(good, place, "Presented by Northern Talent"))
    report = verify(outline, read)
    assert report.good
    assert [finding.message for finding in report.findings] == [
        f"stands in {place}, not in the source: “Presented by Northern Talent”"
    ]


@pytest.mark.parametrize("form", ["docx", "html", "md", "txt"])
def test_two_list_items_that_became_one_are_named(
    short: Callable[[str, str], tuple[Outline, bytes]], form: str
) -> None:
    outline, good = short(form, "classic")
    (read,) = extract(good, registry.load(form).suffix)
    first, second = (line for line in outline.lines() if line.role == "bullet")
    end, start = str(first)[-9:], str(second)[:9]
    merged = re.sub(rf"{re.escape(end)}\s*\W*{start}", f"{end}; {start}", read.text)
    assert merged != read.text
    report = verify(outline, replace(read, text=merged))
    assert [(finding.kind, finding.message, finding.line) for finding in report.findings] == [
        ("merged", f"is no longer a list item of its own: “{second}”", second)
    ]


def test_a_page_that_is_gone_misses_its_lines_and_pages_exchanged_are_out_of_order(
    made: Callable[..., Made],
) -> None:
    whole = made("pdf", "example-full")
    for order, kind in (([0], "missing"), ([1, 0], "moved")):
        with pikepdf.open(io.BytesIO(whole.data)) as pdf:
            pages = [pdf.pages[index] for index in order]
            new = pikepdf.new()
            new.pages.extend(pages)
            saved = io.BytesIO()
            new.save(saved)
        found = losses(whole.outline, saved.getvalue(), untrusted=True)
        assert len([finding for finding in found if finding.kind == kind]) > 5


LINE = "Specified efficient workflows for 2048 offices – café to Malmö."


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda resume: resume.replace(f'"{LINE}",'.encode(), b""), LINE),
        (lambda resume: resume.replace(LINE.encode(), b"Nothing.", 1), LINE),
        (lambda resume: resume.replace(b"2018-03", b"2008-03"), "2018-03 2021-11"),
        (lambda resume: b"{broken", LINE),
    ],
    ids=["without a line", "whose standard keys lie", "with another date", "broken"],
)
@pytest.mark.parametrize("untrusted", [False, True])
def test_a_line_that_the_attachment_of_a_pdf_lost_is_found(
    short: Callable[[str, str], tuple[Outline, bytes]],
    untrusted: bool,
    change: Callable[[bytes], bytes],
    named: str,
) -> None:
    outline, data = short("pdf", "classic")
    found = losses(outline, with_attachment(data, change), untrusted=untrusted)
    assert named in [str(finding.line) for finding in found]


def test_a_pdf_without_attachment_is_as_good_as_before(
    short: Callable[[str, str], tuple[Outline, bytes]],
) -> None:
    outline, data = short("pdf", "classic")
    bare = with_attachment(data, lambda resume: None)
    assert [read.reader for read in extract(bare)] == ["pypdf", "pdfium"]
    assert losses(outline, bare, untrusted=True) == []
