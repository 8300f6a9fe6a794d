"""What a page does to the looks of a line is no loss: where it breaks, and how it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cvrender.extract import Extract
from cvrender.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable

    from cvrender.outline import Outline


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
    ("start", "end"),
    [("领导12", "人团队"), ("ﾊﾝ", "ｶｸ"), ("ภาษา", "ไทย"), ("ភាសា", "ខ្មែរ"), ("བོད་", "སྐད")],
)
def test_a_line_may_break_where_words_stand_without_blanks(
    outlined: Callable[[str], Outline], start: str, end: str
) -> None:
    outline = outlined(f"name: Ada\nsections: [{{title: Work, bullets: [{start}{end}]}}]")
    assert verify(outline, Extract("reader", f"Ada\nWork\n• {start}\n{end}")).findings == ()


def test_a_sign_parts_a_line_from_the_one_before_without_a_blank(
    outlined: Callable[[str], Outline],
) -> None:
    outline = outlined(
        "name: 花子\nlanguage: ja\nsections: [{title: 職歴, entries: [{title: 東京, end: 2012}]}]"
    )
    assert verify(outline, Extract("pdfium", "花子\n職歴\n東京～2012年")).findings == ()
    assert not verify(outline, Extract("pdfium", "花子\n職歴\n東京～2012年度")).good


def test_a_formula_may_break_behind_its_dollar_sign(
    outlined: Callable[[str], Outline],
) -> None:
    formula = r"$\mathcal{O}(n)$"
    outline = outlined(f"name: Ada\nsections: [{{title: Work, bullets: ['{formula}']}}]")
    text = f"Ada\nWork\n• {formula.replace('$', '$ ', 1)}"
    assert verify(outline, Extract("reader", text)).findings == ()


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


@pytest.mark.parametrize(
    "text",
    [
        "Größe\nTeaching\nTeaching\nTeaching\nGröße\n",
        "Größe\nTeaching\nTEACHING\nTeaching\nGröße\n",
        "GRÖSSE\nTeaching\nTeaching\nTeaching\nGröße\n",
        "GRÖSSE\nTeaching\nTEACHING\nTeaching\nGröße\n",
    ],
    ids=["none in capitals", "titles in capitals", "the name in capitals", "both in capitals"],
)
@pytest.mark.parametrize("reader", ["pypdf", "pdfium"])
def test_lines_that_read_as_a_title_or_the_name_keep_their_letters(
    outlined: Callable[[str], Outline], text: str, reader: str
) -> None:
    outline = outlined(
        "name: Größe\nheadline: Teaching\nsections:"
        " [{title: Teaching, entries: [{title: Teaching, summary: Größe}]}]"
    )
    assert verify(outline, Extract(reader, text)).findings == ()
    shorter = verify(outline, Extract(reader, text.removesuffix("Größe\n")))
    assert "is missing: “Größe”" in [finding.message for finding in shorter.findings]


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
