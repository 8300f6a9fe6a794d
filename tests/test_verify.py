"""Planted damage is found and named by its line; what is whole gives no finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cvrender.extract import Extract, Link
from cvrender.verify import Report, verify

if TYPE_CHECKING:
    from collections.abc import Callable

    from cvrender.outline import Outline


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
      Knows www.tables.example/of/bernoulli/numbers/by/heart, and concurrency-safe tables.
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
Knows www.tables.example/of/
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


def test_an_empty_text_misses_every_line(outline: Outline) -> None:
    report = read(outline, "")
    assert (report.found, report.total) == (0, 16)
    assert [finding.kind for finding in report.findings] == ["missing"] * 16 + ["name"]


@pytest.mark.parametrize(
    ("written", "read", "good"),
    [
        ("https://müller.example/a", "https://xn--mller-kva.example/a", True),
        ("https://xn--mller-kva.example/", "https://müller.example", True),
        ("https://müller.example/a", "https://muller.example/a", False),
        ("https://x.example/#part", "https://x.example/#part", True),
        ("https://x.example/#part", "https://x.example/#other", False),
    ],
)
def test_a_host_may_be_read_in_letters_or_in_punycode(
    outlined: Callable[[str], Outline], written: str, read: str, good: bool
) -> None:
    outline = outlined(f"name: Ada\nsections: [{{title: Work, bullets: ['[Page]({written})']}}]")
    found = Extract("", "Ada\nWork\nPage", ((read, "Page"),))
    assert verify(outline, found).good == good
