"""What a page does to the looks of a line is no loss: where it breaks, and how it is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from cvrender.extract import Extract
from cvrender.outline import Role
from cvrender.theme import Typesetting
from cvrender.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable

    from cvrender.outline import Outline


def page(text: str) -> Extract:
    """The text of a PDF, as a reader gives it."""
    return Extract("pdfium", text, drawn=True)


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


NAME, TITLES = frozenset[Role](("name",)), frozenset[Role](("section-title",))


@pytest.mark.parametrize("capitals", [TITLES, None], ids=["known", "unknown"])
def test_of_titles_in_capitals_one_that_is_harmed_is_one_finding(
    outlined: Callable[[str], Outline], capitals: frozenset[Role] | None
) -> None:
    outline = outlined(
        "name: Ada\nsections: [{title: Work, text: a}, {title: Skills, text: b},"
        " {title: Talks, text: c}]"
    )
    text = "Ada\nWORK\na\nSKILLS\nb\nTALKS\nc\n"
    assert verify(outline, page(text), Typesetting(capitals)).findings == ()
    harmed = page(text.replace("SKILLS", "SKI LLS"))
    (finding,) = verify(outline, harmed, Typesetting(capitals)).findings
    assert (str(finding.line), finding.message) == (
        "Skills",
        "reads “SKI LLS” instead of “SKILLS”",
    )


@pytest.mark.parametrize(
    ("text", "capitals"),
    [
        ("Größe\nTeaching\nTeaching\nTeaching\nGröße\n", frozenset()),
        ("Größe\nTeaching\nTEACHING\nTeaching\nGröße\n", TITLES),
        ("GRÖSSE\nTeaching\nTeaching\nTeaching\nGröße\n", NAME),
        ("GRÖSSE\nTeaching\nTEACHING\nTeaching\nGröße\n", NAME | TITLES),
    ],
    ids=["none in capitals", "titles in capitals", "the name in capitals", "both in capitals"],
)
def test_lines_that_read_as_a_title_or_the_name_keep_their_letters(
    outlined: Callable[[str], Outline], text: str, capitals: frozenset[Role]
) -> None:
    outline = outlined(
        "name: Größe\nheadline: Teaching\nsections:"
        " [{title: Teaching, entries: [{title: Teaching, summary: Größe}]}]"
    )
    shorter = text.removesuffix("Größe\n")
    for known in (capitals, None):
        assert verify(outline, page(text), Typesetting(known)).findings == ()
        found = verify(outline, page(shorter), Typesetting(known)).findings
        assert "is missing: “Größe”" in [finding.message for finding in found]


@pytest.mark.parametrize(
    ("capitals", "named"), [(frozenset(), "Work"), (TITLES, ""), (NAME, "Ada Work"), (None, "")]
)
def test_a_line_stands_in_capitals_where_its_theme_sets_it_so_and_nowhere_else(
    outlined: Callable[[str], Outline], capitals: frozenset[Role] | None, named: str
) -> None:
    outline = outlined("name: Ada\nsections: [{title: Work, bullets: [Led it]}]")
    findings = verify(outline, page("Ada\nWORK\nLed it\n"), Typesetting(capitals)).findings
    assert list(dict.fromkeys(str(finding.line) for finding in findings)) == named.split()


def test_only_a_drawn_page_shows_capitals(outlined: Callable[[str], Outline]) -> None:
    outline = outlined("name: Ada\nsections: [{title: Work}]")
    written = Extract("document.xml", "Ada\nWork\n")
    assert verify(outline, written, Typesetting(TITLES)).findings == ()


def test_where_any_line_may_stand_in_capitals_it_does_so_with_all_its_letters(
    outlined: Callable[[str], Outline],
) -> None:
    outline = outlined("name: Ada\nsections: [{title: Work, bullets: [Led a team, Left it]}]")
    assert (
        verify(outline, page("Ada\nWork\n• LED A TEAM\n• Left it\n"), Typesetting(None)).findings
        == ()
    )
    (finding,) = verify(
        outline, page("Ada\nWork\n• LED A Team\n• Left it\n"), Typesetting(None)
    ).findings
    assert finding.message == "reads “LED A Team” instead of “Led a team”"


def test_capitals_are_those_of_the_language(outlined: Callable[[str], Outline]) -> None:
    outline = outlined("name: Ada\nlanguage: tr\nsections: [{title: Eğitim}]")
    assert verify(outline, page("Ada\nEĞİTİM\n"), Typesetting(TITLES)).findings == ()
    assert not verify(outline, page("Ada\nEĞITIM\n"), Typesetting(TITLES)).good


def test_titles_in_capitals_are_known_among_those_that_have_none(
    outlined: Callable[[str], Outline],
) -> None:
    outline = outlined(
        "name: 小明\nsections: [{title: 工作, text: a}, {title: 技能, text: b},"
        " {title: Go, text: c}]"
    )
    text = "小明\n工作\na\n技能\nb\nGO\nc\n"
    assert verify(outline, page(text), Typesetting(TITLES)).findings == ()


def test_a_title_in_capitals_may_stand_level_with_a_line_of_the_sidebar(
    outlined: Callable[[str], Outline],
) -> None:
    outline = outlined("name: Ada\nphone: '117'\nsections: [{title: Work, text: a}]")
    assert verify(outline, page("Ada\n117 WORK\na\n"), Typesetting(TITLES)).findings == ()


@pytest.mark.parametrize("text", ["22 % 🚀", "it 😀 C#", "🚀 up", "a 👩‍💻 lead"])
def test_a_page_may_lose_the_blank_beside_an_emoji(
    outlined: Callable[[str], Outline], text: str
) -> None:
    outline = outlined(f"name: Ada\nsections: [{{title: Work, bullets: ['{text}', x]}}]")
    lost = re.sub("(?<=[🚀😀]) | (?=[🚀😀])", "", text)
    assert verify(outline, page(f"Ada\nWORK\n• {lost}\n• x"), Typesetting(TITLES)).good
    assert not verify(outline, page(f"Ada\nWORK\n• {lost}!\n• x"), Typesetting(TITLES)).good


def test_a_reader_may_give_the_bullet_at_the_end_of_a_row(
    outlined: Callable[[str], Outline],
) -> None:
    outline = outlined("name: Ada\nsections: [{title: Work, bullets: [One, שלום and עולם, Two]}]")
    assert verify(outline, page("Ada\nWork\n• One\nשלום and עולם •\n• Two")).findings == ()


def test_a_hyphen_at_the_end_of_a_row_is_no_bullet(outlined: Callable[[str], Outline]) -> None:
    outline = outlined("name: Ada\nsections: [{title: Work, bullets: [One, שלום Sales- and, Two]}]")
    text = "Ada\nWork\n• One\n• שלום Sales-\nand\n• Two"
    assert verify(outline, page(text)).findings == ()
