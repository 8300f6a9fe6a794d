"""Planted damage is found and named by its line; what is whole gives no finding."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvrender.inline import Span
from cvrender.outline import Bullet, Line, Outline, Section, Words
from cvrender.verify import Report, verify
from cvrender.verify.extract import Extract, Link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

    from conftest import Made

SOURCE = """
name: Ada Brandt-Lovelace
headline: Analyst
email: ada@brandt.example
links: [{label: Code, url: "https://www.code.example/ada/"}]
sections:
  - title: Work
    entries:
      - title: Office Manager
        organization: Engine & Co
        start: 2019-02
        end: 2021-06
        bullets:
          - Planned the workflow of the difference engine
          - Wrote the first program, in C++ and Go
        facts: {Stack: "C++, Go", Team: "4"}
  - title: Go
    text: >-
      Knows https://tables.example/of/bernoulli/numbers/by/heart, and concurrency-safe tables.
"""
TEXT = """\
Ada Brandt-Lovelace
Analyst
ada@brandt.example · Code: code.example/ada
Work
Office Manager Feb 2019 – Jun 2021
Engine & Co
• Planned the workflow of the difference engine
• Wrote the first program, in C++ and
Go
Stack: C++, Go
Team: 4
Go
Knows https://tables.example/of/
bernoulli/numbers/by/heart, and concurrency-
safe tables.
Ada Brandt-Lovelace · Page 2 of 2
"""
LONG = (
    "See https://www.example.org/with/many/parts/that/go/on/and/on/until/it/ends?sha=1f#over"
    " for all the words that nobody has ever read in a row of such a length,"
    " 我在北京领导了一个二十人的工程师团队"
)
LINKS = (
    ("mailto:ada@brandt.example", "ada@brandt.example"),
    ("https://www.code.example/ada", "code.example/ada"),
)


@pytest.fixture(scope="module")
def outline(outlined: Callable[[str], Outline]) -> Outline:
    return outlined(SOURCE)


def read(outline: Outline, text: str, links: tuple[Link, ...] | None = LINKS) -> Report:
    return verify(outline, Extract("a reader", text, links))


def told(report: Report) -> list[tuple[str, str, str]]:
    """Kind, the line that is named, message."""
    return [(f.kind, str(f.line or ""), f.message) for f in report.findings]


def test_a_whole_text_has_no_finding(outline: Outline) -> None:
    report = read(outline, TEXT)
    assert (report.findings, report.good) == ((), True)
    assert (report.reader, report.found, report.total) == ("a reader", 16, 16)


@pytest.mark.parametrize(
    ("old", "new", "findings"),
    [
        (
            "Engine & Co\n",
            "",
            [("missing", "Engine & Co", "is missing: “Engine & Co”")],
        ),
        (
            "Team: 4\nGo\n",
            "Go\nTeam: 4\n",
            [("moved", "Go", "stands in another place: “Go”")],
        ),
        (
            "Analyst\n",
            "Analyst\nAnalyst\n",
            [("repeated", "Analyst", "stands twice: “Analyst”")],
        ),
        (
            "Team: 4\n",
            "Planned the workflow of the difference engine, again.\nTeam: 4\n",
            [
                (
                    "repeated",
                    "Planned the workflow of the difference engine",
                    "stands twice: “Planned the workflow of the difference engine”",
                ),
                ("extra", "", "is not in the source: “again”"),
            ],
        ),
        (
            "difference",
            "differ-\nence",
            [
                (
                    "garbled",
                    "Planned the workflow of the difference engine",
                    "reads “… of the differ- ence engine” instead of “… of the difference engine”",
                )
            ],
        ),
        (
            "workflow",
            "workﬂow",
            [
                (
                    "character",
                    "",
                    "the character U+FB02 LATIN SMALL LIGATURE FL"
                    " stands in “… Planned the workﬂow of the …”",
                ),
                (
                    "garbled",
                    "Planned the workflow of the difference engine",
                    "reads “Planned the workﬂow of the …”"
                    " instead of “Planned the workflow of the …”",
                ),
            ],
        ),
        (
            "program",
            "pro\u00adgram",
            [
                (
                    "character",
                    "",
                    "the character U+00AD SOFT HYPHEN"
                    " stands in “… the first proU+00ADgram, in C++ …”",
                ),
                (
                    "garbled",
                    "Wrote the first program, in C++ and Go",
                    "reads “… the first proU+00ADgram, in C++ …”"
                    " instead of “… the first program, in C++ …”",
                ),
            ],
        ),
        (
            "Office",
            "O\ufffdce",
            [
                (
                    "character",
                    "",
                    "the character U+FFFD REPLACEMENT CHARACTER"
                    " stands in “… code.example/ada Work O\ufffdce Manager Feb …”",
                ),
                (
                    "garbled",
                    "Office Manager",
                    "reads “O\ufffdce Manager” instead of “Office Manager”",
                ),
            ],
        ),
        (
            "Work\n",
            "\ue0c5 Work\n",
            [
                (
                    "character",
                    "",
                    "the character U+E0C5"
                    " stands in “… Code: code.example/ada U+E0C5 Work Office …”",
                )
            ],
        ),
        (
            "first program",
            "               ",
            [
                (
                    "garbled",
                    "Wrote the first program, in C++ and Go",
                    "reads “Wrote the , in C++ …” instead of “Wrote the first program, in C++ …”",
                )
            ],
        ),
        (
            "of the difference engine",
            "",
            [
                (
                    "garbled",
                    "Planned the workflow of the difference engine",
                    "reads “Planned the workflow”"
                    " instead of “Planned the workflow of the difference engine”",
                )
            ],
        ),
        (
            "Manager Feb",
            "ManagerFeb",
            [
                (
                    "garbled",
                    "Office Manager",
                    "reads “Office ManagerFeb” instead of “Office Manager”",
                ),
                (
                    "garbled",
                    "Feb 2019 – Jun 2021",
                    "reads “2019 – Jun …” instead of “Feb 2019 – Jun …”",
                ),
            ],
        ),
        (
            "Work\n",
            "W o r k\n",
            [("garbled", "Work", "reads “W o r k” instead of “Work”")],
        ),
        (
            "Work\n",
            "WORK\n",
            [("garbled", "Work", "reads “WORK” instead of “Work”")],
        ),
        (
            "Team: 4\n",
            "Team: 4\nAvailable at once!\n",
            [("extra", "", "is not in the source: “Available at once”")],
        ),
        (
            "Ada Brandt-Lovelace\nAnalyst",
            "Last updated today\nAda Brandt-Lovelace\nAnalyst",
            [
                ("extra", "", "is not in the source: “Last updated today”"),
                (
                    "name",
                    "Ada Brandt-Lovelace",
                    "the first line is “Last updated today Ada Brandt-Lovelace”, not the name",
                ),
            ],
        ),
        (
            "Lovelace\nAnalyst",
            "Lovelace Analyst",
            [
                (
                    "name",
                    "Ada Brandt-Lovelace",
                    "the first line is “Ada Brandt-Lovelace Analyst”, not the name",
                )
            ],
        ),
    ],
)  # fmt: skip
def test_damage_is_named(
    outline: Outline, old: str, new: str, findings: list[tuple[str, str, str]]
) -> None:
    assert old in TEXT
    assert told(read(outline, TEXT.replace(old, new, 1))) == findings


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "sha=1f",
            "sha=2f",
            "reads “…o/on/and/on/until/it/ends?sha=2f#over for all …” instead of"
            " “…o/on/and/on/until/it/ends?sha=1f#over for all …”",
        ),
        (
            "二十人",
            "三十人",
            "reads “… a length, 我在北京领导了一个三十人的工程师团队” instead of"
            " “… a length, 我在北京领导了一个二十人的工程师团队”",
        ),
        (
            "all the words that nobody has ever read in a row of such a length",
            "nothing",
            "reads “… for nothing, 我在北京领导了一个二十人的工程师团队” instead of"
            " “… for all the words that nobody has ever read … row of such a length,"
            " 我在北京领导了一个二十人的工程师团队”",
        ),
    ],
)
def test_the_place_at_which_a_long_text_differs_is_shown(
    outlined: Callable[[str], Outline], old: str, new: str, message: str
) -> None:
    outline = outlined("name: Ada\nsections: [{title: Work, bullets: ['" + LONG + "']}]")
    ((_, _, read),) = told(verify(outline, Extract("", f"Ada\nWork\n{LONG}".replace(old, new))))
    assert read == message


def test_a_lost_link_is_named_by_its_line(outline: Outline) -> None:
    assert told(read(outline, TEXT, LINKS[:1])) == [
        ("link", "Code: code.example/ada", "the link to https://www.code.example/ada/ is lost")
    ]


def test_words_that_lead_elsewhere_are_named_by_their_line(outline: Outline) -> None:
    mail, code = LINKS
    elsewhere = (mail, ("https://code.example/eve", code[1]))
    told_of = told(read(outline, TEXT, elsewhere))
    assert told_of == [
        (
            "link",
            "Code: code.example/ada",
            "“code.example/ada” leads to https://code.example/eve"
            " instead of https://www.code.example/ada/",
        )
    ]
    exchanged = ((code[0], mail[1]), (mail[0], code[1]))
    assert [line for _, line, _ in told(read(outline, TEXT, exchanged))] == [
        "ada@brandt.example",
        "Code: code.example/ada",
    ]


@pytest.mark.parametrize(
    ("links", "astray"),
    [
        ("1 2 3", []),
        ("1 3 2", ["Code, then code", "Code, then code"]),
        ("2 1 3", ["A Code", "Code, then code"]),
        ("1 2", ["Code, then code"]),
        ("1 4 3", ["Code, then code"]),
    ],
)
def test_links_with_the_same_words_keep_their_order(
    outlined: Callable[[str], Outline], links: str, astray: list[str]
) -> None:
    bullets = "['A [Code](https://1.x)', '[Code](https://2.x), then [code](https://3.x)']"
    outline = outlined(f"name: Ada\nsections: [{{title: Work, bullets: {bullets}}}]")
    read = tuple((f"https://{number}.x", "Code") for number in links.split())
    found = verify(outline, Extract("", "Ada\nWork\nA Code\nCode, then code", read)).findings
    assert [(finding.kind, str(finding.line)) for finding in found] == [
        ("link", line) for line in astray
    ]


def test_a_link_may_be_read_in_pieces_and_with_its_letters_in_another_order(
    outline: Outline,
) -> None:
    mail, (code, words) = LINKS
    assert read(outline, TEXT, (mail, (code, words[5:]), (code, words[:5]))).good
    assert not read(outline, TEXT, (mail, (code, words[5:]))).good


def test_a_harmed_line_is_not_named_for_its_link_too(outline: Outline) -> None:
    mail, (code, words) = LINKS
    harmed = words.replace("example", "examp1e")
    report = read(outline, TEXT.replace(words, harmed), (mail, (code, harmed)))
    assert [finding.kind for finding in report.findings] == ["garbled"]


def test_a_reader_that_tells_no_links_misses_none(outline: Outline) -> None:
    assert read(outline, TEXT, None).good


def test_an_added_line_is_a_note_and_no_loss(outline: Outline) -> None:
    report = read(outline, TEXT + "References on request\n")
    assert [finding.kind for finding in report.findings] == ["extra"]
    assert report.good
    assert not read(outline, TEXT.replace("Analyst", "Analist")).good


def test_a_name_may_take_several_lines(outline: Outline) -> None:
    assert read(outline, TEXT.replace("Ada Brandt-Lovelace", "Ada\nBrandt-\nLovelace", 1)).good


def test_a_joiner_that_does_not_come_back_from_a_page_is_told(
    outlined: Callable[[str], Outline],
) -> None:
    outline = outlined("name: Ada\nsections: [{title: A, bullets: [می\u200cخواهم]}]")
    report = verify(outline, Extract("reader", "Ada\nA\nمیخواهم", drawn=True))
    assert report.good
    assert [(finding.kind, finding.message) for finding in report.findings] == [
        (
            "unseen",
            "1 of 1 U+200C ZERO WIDTH NON-JOINER cannot be read back; the words look right",
        )
    ]


@pytest.mark.parametrize(
    ("start", "end"), [("领导12", "人团队"), ("ภาษา", "ไทย"), ("ភាសា", "ខ្មែរ"), ("བོད་", "སྐད")]
)
def test_a_line_may_break_where_words_stand_without_blanks(
    outlined: Callable[[str], Outline], start: str, end: str
) -> None:
    outline = outlined(f"name: Ada\nsections: [{{title: Work, bullets: [{start}{end}]}}]")
    assert verify(outline, Extract("reader", f"Ada\nWork\n• {start}\n{end}")).findings == ()


def test_a_formula_may_break_behind_its_dollar_sign(
    outlined: Callable[[str], Outline],
) -> None:
    formula = r"$\mathcal{O}(n)$"
    outline = outlined(f"name: Ada\nsections: [{{title: Work, bullets: ['{formula}']}}]")
    text = f"Ada\nWork\n• {formula.replace('$', '$ ', 1)}"
    assert verify(outline, Extract("reader", text)).findings == ()


def test_an_empty_text_misses_every_line(outline: Outline) -> None:
    report = read(outline, "")
    assert (report.found, report.total) == (0, 16)
    assert [finding.kind for finding in report.findings] == ["missing"] * 16 + ["name"]


@pytest.fixture(scope="module")
def shipped(made: Callable[..., Made]) -> tuple[Outline, list[str]]:
    """The CV with most kinds of lines, and its text, a line each."""
    outline = made("html", "example-full").outline
    return outline, [str(line) for line in outline.lines()]


def losses(outline: Outline, lines: list[str]) -> list[tuple[str, str]]:
    """The kind and the line of each loss in a text of these lines."""
    links = tuple((url, words) for line in outline.lines() for words, url in line.links)
    findings = verify(outline, Extract("", "\n".join(lines), links)).findings
    return [(f.kind, str(f.line)) for f in findings if f.kind not in ("character", "name")]


def harmed(lines: list[str], harm: Callable[[str], str], start: int) -> Iterator[str]:
    """Every tenth line as ``harm`` leaves it; none where that is empty."""
    for i, line in enumerate(lines):
        if i % 10 != start:
            yield line
        elif left := harm(line):
            yield left


every_tenth_line = pytest.mark.parametrize("start", range(10))
"""From each start on: each line is harmed once, and those around it are whole."""


@every_tenth_line
def test_each_line_that_is_taken_away_is_missed(
    shipped: tuple[Outline, list[str]], start: int
) -> None:
    outline, lines = shipped
    left = list(harmed(lines, lambda line: "", start))
    assert losses(outline, left) == [("missing", line) for line in lines[start::10]]


@every_tenth_line
def test_each_line_that_is_said_again_is_named(
    shipped: tuple[Outline, list[str]], start: int
) -> None:
    outline, lines = shipped
    twice = list(harmed(lines, lambda line: f"{line}\n{line}", start))
    assert losses(outline, twice) == [("repeated", line) for line in lines[start::10]]


def test_each_line_that_changes_places_is_named(shipped: tuple[Outline, list[str]]) -> None:
    outline, lines = shipped
    for i in range(1, len(lines) - 1):
        swapped = [*lines[:i], lines[i + 1], lines[i], *lines[i + 2 :]]
        ((kind, line),) = losses(outline, swapped)
        assert (kind, line in lines[i : i + 2]) == ("moved", True)


def broken(line: str, damage: str) -> str:
    """A short line, and an address, may be read in pieces."""
    if len(line) < 8 or "/" in line:
        return line
    return re.sub(r"(?<=\w\w)(?=\w)", damage, line, count=1)


@every_tenth_line
@pytest.mark.parametrize("damage", ["- ", " ", "\u00ad", "\ufffd", "x"])
def test_each_word_that_is_broken_is_named(
    shipped: tuple[Outline, list[str]], damage: str, start: int
) -> None:
    outline, lines = shipped
    found = losses(outline, list(harmed(lines, lambda line: broken(line, damage), start)))
    hit = [line for line in lines[start::10] if broken(line, damage) != line]
    assert found == [("garbled", line) for line in hit]


PLAIN = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Co")), min_size=1).map(
    lambda text: " ".join(text.split()) or "a"
)


def outline_of(name: str, texts: list[str]) -> Outline:
    title, *bullets = [Line((Span(text),)) for text in texts]
    section = Section(title, "section-1", bullets=tuple(Bullet(line) for line in bullets))
    words = Words("present", "Page {page} of {pages}", "Skip", "Contact")
    return Outline(Line((Span(name),)), None, (), (section,), words)


@given(PLAIN, st.lists(PLAIN, min_size=1, max_size=8), st.sampled_from(["\n", "\n• ", "\n- "]))
def test_any_text_against_itself_is_clean(name: str, texts: list[str], between: str) -> None:
    outline = outline_of(name, texts)
    text = between.join(str(line) for line in outline.lines())
    report = verify(outline, Extract("", text))
    assert report.findings == ()
    assert report.found == report.total


@given(PLAIN, st.lists(PLAIN, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_where_lines_are_broken_does_not_matter(
    name: str, texts: list[str], random: Random
) -> None:
    outline = outline_of(name, texts)
    text = "\n".join(str(line) for line in outline.lines())
    broken = "".join(random.choice("\n ") if letter == " " else letter for letter in text)
    assert verify(outline, Extract("", broken)).good


@given(
    st.lists(st.sampled_from(["Go", "Go, C++", "Stack", "C++", "Stack: Go"]), min_size=2), st.data()
)
def test_a_line_less_is_a_line_less(texts: list[str], data: st.DataObject) -> None:
    outline = outline_of("Ada", texts)
    lines = [str(line) for line in outline.lines()]
    lost = data.draw(st.integers(1, len(lines) - 1))
    text = "\n".join(line for i, line in enumerate(lines) if i != lost)
    assert not verify(outline, Extract("", text)).good


def test_of_titles_in_capitals_one_that_is_harmed_is_one_finding(
    outlined: Callable[[str], Outline],
) -> None:
    """A theme may set titles in capitals; the others are known all the same."""
    outline = outlined(
        "name: Ada\nsections: [{title: Work, text: a}, {title: Skills, text: b},"
        " {title: Talks, text: c}]"
    )
    text = "Ada\nWORK\na\nSKILLS\nb\nTALKS\nc\n"
    assert verify(outline, Extract("pdfium", text)).findings == ()
    report = verify(outline, Extract("pdfium", text.replace("SKILLS", "SKI LLS")))
    assert [str(finding.line) for finding in report.findings if finding.loss] == ["Skills"]


def test_titles_in_capitals_are_known_among_those_that_have_none(
    outlined: Callable[[str], Outline],
) -> None:
    outline = outlined(
        "name: 小明\nsections: [{title: 工作, text: a}, {title: 技能, text: b},"
        " {title: Go, text: c}]"
    )
    assert verify(outline, Extract("pypdf", "小明\n工作\na\n技能\nb\nGO\nc\n")).findings == ()


def test_a_title_in_capitals_may_stand_level_with_a_line_of_the_sidebar(
    outlined: Callable[[str], Outline],
) -> None:
    outline = outlined("name: Ada\nphone: '117'\nsections: [{title: Work, text: a}]")
    assert verify(outline, Extract("pypdf", "Ada\n117 WORK\na\n")).findings == ()
