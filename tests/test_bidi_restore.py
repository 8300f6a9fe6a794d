"""Right-to-left text comes back from a PDF in pieces: those are known again, and damage is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import normalize

import pytest

from cvrender.checks.validate import validate
from cvrender.compose import compose
from cvrender.extract import Extract
from cvrender.model import CV
from cvrender.outline import Role
from cvrender.syntax import parse_yaml
from cvrender.theme import Typesetting
from cvrender.verify import verify
from cvrender.verify.bidi_restore import restored
from cvrender.verify.decoration import Decoration
from cvrender.verify.normalize import Casing

if TYPE_CHECKING:
    from cvrender.outline import Outline

ARABIC = """\
name: لينا حداد
language: ar
email: [lina@haddad.example, office@haddad.example]
sections:
  - title: اللغات
    entries:
      - {title: باحثة, organization: Acme GmbH, start: 2017-04, end: 2018-11}
    bullets:
      - خفّضت خطأ الأنهار من 12.5 % إلى 7 % باستخدام C++ (و Rust)
      - في ۱۲٫۵ يوم
"""
MEANT = [
    "لينا حداد",
    "lina@haddad.example office@haddad.example",
    "اللغات",
    "باحثة أبريل 2017 – نوفمبر 2018",
    "Acme GmbH",
    "خفّضت خطأ الأنهار من 12.5 % إلى 7 % باستخدام C++ (و Rust)",
    "في ۱۲٫۵ يوم",
]


def outline_of(text: str) -> Outline:
    return compose(validate(parse_yaml(text, "cv.yaml"), CV))


def rows(
    text: str, *rows: str, drawn: bool = True, capitals: frozenset[Role] = frozenset()
) -> list[str]:
    read, outline = Extract("a reader", "\n".join(rows), drawn=drawn), outline_of(text)
    return restored(
        read, outline, Casing(capitals, outline.language.code), Decoration(Typesetting())
    ).text.split("\n")


@pytest.mark.parametrize(
    ("at", "row"),
    [
        (1, "office@haddad.example · lina@haddad.example"),
        (1, "lina@haddad.example·office@haddad.example"),
        (3, "2018 نوفمبر – 2017 أبريل باحثة"),
        (3, "باحثةأبريل 2017 – نوفمبر 2018"),
        (5, "• خفّضت خطأ األنهار من 12.5 % إلى 7 % باستخدام C++ )و Rust)"),
        (5, "•)Rust و( ++C باستخدام % 7 إلى % 12.5 خفّضت خطأ الأنهار من"),
        (6, "في ۵٫۲۱ يوم"),
        (6, "\ufed3\ufef2 ۱۲٫۵ \ufef3\ufeee\ufee1"),
    ],
)
def test_a_row_that_drawing_changed_is_what_was_meant(at: int, row: str) -> None:
    read = [*MEANT[:at], row, *MEANT[at + 1 :]]
    assert rows(ARABIC, *read) == MEANT


@pytest.mark.parametrize(
    ("at", "row"),
    [
        (1, "office@haddad.example · haddad@lina.example"),
        (1, "office@haddad.example"),
        (3, "باحثة أبريل 2017 – نوفمبر 2019"),
        (3, "باحثة أبريل 2017 – نوفمبر"),
        (3, "بحاثة أبريل 2017 – نوفمبر 2018"),
        (5, "خفّضت خطأ الأنهار من 12.5 % إلى 7 % باستخدام C (و Rust)"),
        (5, "خفّضت خطأ الأنهار من 12.5 إلى 7 % باستخدام C++ (و Rust)"),
        (5, "خفّضت خطأ الأنهار من 12.5 % إلى 7 % باستخدام C++ (و Ruts)"),
        (5, "خفضت خطأ الأنهار من 12.5 % إلى 7 % باستخدام C++ (و Rust)"),
        (6, "في ۱۲٫۵ ي وم"),
    ],
)
def test_a_row_that_was_harmed_stays_as_it_was_read(at: int, row: str) -> None:
    read = [*MEANT[:at], row, *MEANT[at + 1 :]]
    assert rows(ARABIC, *read) == read


def test_rows_out_of_order_stay_out_of_order() -> None:
    read = [MEANT[0], MEANT[1], MEANT[5], MEANT[2], MEANT[3], MEANT[4], MEANT[6]]
    assert rows(ARABIC, *read) == read


def test_the_footer_is_known_whatever_its_order() -> None:
    assert rows(ARABIC, "2 من 1 صفحة · لينا حداد", "صفحة 1 من 2") == ["", ""]


def test_a_text_that_goes_on_over_rows_is_known_on_each() -> None:
    read = ["باستخدام من 12.5 % إلى 7 % خفّضت خطأ الأنهار", ")Rust و( ++C"]
    assert rows(ARABIC, *MEANT[:5], *read) == [
        *MEANT[:5],
        "خفّضت خطأ الأنهار من 12.5 % إلى 7 % باستخدام",
        "C++ (و Rust)",
    ]


@pytest.mark.parametrize("sign", ["-9", "–9", "·x", "•9"])
def test_a_sign_at_a_word_is_no_bullet(sign: str) -> None:
    text = f"name: Ada\nsections: [{{title: A, bullets: ['{sign} 👩\u200d💻', 'at 👩\u200d💻']}}]"
    read = ["Ada", "A", f"{sign} 👩💻", "• at 👩💻"]
    assert rows(text, *read) == ["Ada", "A", f"{sign} 👩\u200d💻", "• at 👩\u200d💻"]
    for bullet in ("• ", " •"):  # pypdf may lose the blank behind it
        assert rows(text, *read[:2], f"{bullet}{read[2]}")[2] == f"• {sign} 👩\u200d💻"


def test_a_wide_bracket_that_pdfium_turns_round_beside_hebrew_is_known_and_others_stay() -> None:
    bullets = "[開発 （部長） 10名, שלום （部長） 東京, 10名]"
    text = f"name: 山田\nsections: [{{title: 東京, bullets: {bullets}}}]"
    read = ["山田", "東京", "• 開発 （部長）", "10名", "• שלום) 部長） 東京", "• 10名"]
    assert rows(text, *read) == [*read[:4], "• שלום （部長） 東京", "• 10名"]
    harmed = [*read[:4], "• שלום) 部長] 東京", "• 10名"]
    assert rows(text, *harmed) == harmed


def test_a_title_that_a_theme_sets_in_capitals_is_known() -> None:
    text = "name: لينا\nlanguage: ar\nsections: [{title: مشاريع “Web”, text: مشاريع “Web”}]\n"
    read = ["لينا", "”WEB“ مشاريع", "”Web“ مشاريع"]
    titles = frozenset[Role]({"section-title"})
    assert rows(text, *read, capitals=titles) == ["لينا", "مشاريع “WEB”", "مشاريع “Web”"]
    assert rows(text, *read, "”WEB“ مشاريع", capitals=titles)[3] == "”WEB“ مشاريع"


def test_a_row_behind_signs_alone_is_known() -> None:
    text = "name: لينا\nlanguage: ar\nsections: [{title: →, bullets: [10 € 10 €, نعم]}]\n"
    read = ["لينا", "→", "€ 10 € 10", "نعم"]
    assert rows(text, *read) == ["لينا", "→", "10 € 10 €", "نعم"]


def test_numbers_and_signs_are_known_where_no_letter_runs_right_to_left() -> None:
    text = "name: Lina\nlanguage: fa\nsections: [{title: Work, text: ۱۴۰۲–۱۴۰۳}]\n"
    assert rows(text, "Lina", "Work", "۱۴۰۳–۱۴۰۲") == ["Lina", "Work", "۱۴۰۲–۱۴۰۳"]


JOINED = "name: Alex\nheadline: Lead\u200d er at Acme\nsections: [{title: Work}]\n"


def test_signs_at_the_start_of_a_row_may_be_read_in_the_direction_of_the_row_before() -> None:
    source = "{name: שלום, headline: '(x) + 1', sections: [{title: A}]}"
    assert rows(source, "שלום", "x( )+ 1", "A") == ["שלום", "(x) + 1", "A"]


def test_a_name_that_a_theme_sets_in_capitals_is_known() -> None:
    source = "{name: Dana (דנה כהן), sections: [{title: A, text: b}]}"
    read = ["DANA (כהן דנה(", "A", "b"]
    capitals = frozenset[Role]({"name"})
    assert rows(source, *read, capitals=capitals) == ["DANA (דנה כהן)", "A", "b"]
    assert rows(source, *read) == read


def test_a_row_behind_signs_alone_keeps_its_blank() -> None:
    assert rows("{name: '👩‍💻 100 %', sections: []}", "👩‍💻", "100 %") == ["👩‍💻", "100 %"]


@pytest.mark.parametrize("row", ["M.Sc. Physics", "MScPhysics"])
def test_of_a_row_that_drawing_does_not_change_no_sign_and_no_blank_is_passed_over(
    row: str,
) -> None:
    source = "{name: Ada, sections: [{title: A, bullets: [MSc Physics, שלום, 'a, b']}]}"
    assert rows(source, "Ada", "A", row, "• שלום", "• a, b")[2:] == [row, "• שלום", "• a, b"]


def test_what_has_no_looks_is_known_by_what_stands_around_it() -> None:
    assert rows(JOINED, "Alex", "Lead er at Acme", "Work")[1] == "Lead\u200d er at Acme"


def test_a_joiner_at_the_end_of_a_row_belongs_to_it() -> None:
    text = "name: Alex\nsections: [{title: Work, bullets: [ه ه\u200d, ه]}]\n"
    assert rows(text, "Alex", "Work", "ه ه", "ه") == ["Alex", "Work", "ه ه\u200d", "ه"]


def test_english_rows_keep_the_order_in_which_they_were_read() -> None:
    assert rows(JOINED, "Alex", "er Lead at Acme", "Work")[1] == "er Lead at Acme"


def test_text_that_was_not_drawn_is_left_alone() -> None:
    assert rows(JOINED, "Lead er at Acme", drawn=False) == ["Lead er at Acme"]


MARKED = """\
name: Alex
sections: [{title: Work, bullets: [Read שָׁלוֹם aloud, 'مثلاً، ثم', لغتي हिंदी الأم]}]
"""


@pytest.mark.parametrize(
    ("row", "meant"),
    [
        ("Read שָׁלוֹם aloud", "Read שָׁלוֹם aloud"),
        ("Read םֹלוָׁש aloud", "Read שָׁלוֹם aloud"),
        ("مثلا،ً ثم", "مثلاً، ثم"),
        ("ثم ،ًمثلا", "مثلاً، ثم"),
        ("لغتي दींहि الأم", "لغتي हिंदी الأم"),
        ("Read םָׁלוֹש aloud", None),
        ("Read שָׁלוֹ aloud", None),
    ],
)
def test_marks_stay_with_their_letters(row: str, meant: str | None) -> None:
    assert normalize("NFC", rows(MARKED, "Alex", "Work", row)[-1]) == normalize("NFC", meant or row)


def test_a_word_that_reads_from_its_end_is_told() -> None:
    report = verify(
        outline_of(MARKED),
        Extract("a reader", "Alex\nWork\nRead םֹלוָׁש aloud\nمثلاً، ثم\nلغتي हिंदी الأم", drawn=True),
    )
    assert report.good
    (finding,) = report.findings
    assert (finding.kind, str(finding.line)) == ("unseen", "Read שָׁלוֹם aloud")
    assert finding.message == (
        f"“{normalize('NFC', 'שָׁלוֹם')}” reads from its end,"
        " as its line runs the other way; it looks right"
    )


SIGNED = """\
name: Alex
sections: [{title: Work, facts: {Tools: —, Ελένη /: ·}, bullets: [½ سلام 🚀, ۱۲۳ • α, •μ]}]
"""
SIGNED_READ = [
    "Alex",
    "Work",
    "• سلام 1/2 \ude80\ud83d",
    "• ۳۲۱ • α",
    "• •μ",
    "Tools: —",
    "Ελένη /: ·",
]
SIGNED_MEANT = ["Alex", "Work", "• ½ سلام 🚀", "• ۱۲۳ • α", "• •μ", "Tools: —", "Ελένη /: ·"]


def test_signs_that_pdfium_spells_out_and_turns_round_beside_arabic_are_known() -> None:
    assert rows(SIGNED, *SIGNED_READ) == SIGNED_MEANT


def test_they_are_told_and_no_loss() -> None:
    report = verify(outline_of(SIGNED), Extract("pdfium", "\n".join(SIGNED_READ), drawn=True))
    assert [(finding.kind, finding.message) for finding in report.findings] == [
        ("unseen", "“🚀” reads from its end, as its line runs the other way; it looks right"),
        ("unseen", "“½” reads “1/2” beside right-to-left text; it looks right"),
    ]


@pytest.mark.parametrize(
    ("at", "row"),
    [(2, "• سلام 1/3 🚀"), (2, "• سلام 1/2"), (5, "Tools: –"), (6, "Ελένη :"), (4, "• ν")],
)
def test_a_sign_that_is_another_or_none_is_named_by_its_line(at: int, row: str) -> None:
    read = [*SIGNED_READ[:at], row, *SIGNED_READ[at + 1 :]]
    report = verify(outline_of(SIGNED), Extract("pdfium", "\n".join(read), drawn=True))
    harmed = {2: "½ سلام 🚀", 4: "•μ", 5: "—", 6: "·"}[at]
    assert harmed in [str(finding.line) for finding in report.findings if finding.loss]


def test_a_fraction_is_not_spelled_out_where_all_runs_from_left_to_right() -> None:
    text = "name: Alex\nsections: [{title: Work, bullets: [½ a day, سلام]}]\n"
    assert rows(text, "Alex", "Work", "1/2 a day", "سلام")[2] == "1/2 a day"


def test_signs_alone_are_known_in_any_order_in_right_to_left_text() -> None:
    text = "name: לינה\nlanguage: he\nsections: [{title: כלים, bullets: ['→, ?, ▪', נעם]}]\n"
    assert rows(text, "לינה", "כלים", "• ▪ ,? ,→", "נעם")[2] == "→, ?, ▪"
    assert rows(text, "לינה", "כלים", "• ▪ ,! ,→", "נעם")[2] == "• ▪ ,! ,→"


@pytest.mark.parametrize(
    "row",
    [
        "• Lead\u200der# at Acme",
        "• #Leader at Acme",
        "• Leader at Acme%",
        "+ Leader at Acme",
        ":: x",
    ],
)
def test_a_sign_that_the_theme_does_not_add_is_not_taken_away(row: str) -> None:
    text = "{name: Ada, sections: [{title: A, bullets: ['Lead\u200der at Acme', x]}]}"
    read = Extract("pdfium", f"Ada\nA\n{row}\n• x".replace("\u200d", ""), drawn=True)
    assert not verify(outline_of(text), read).good
    whole = Extract("pdfium", "Ada\nA\n• Leader at Acme\n• x", drawn=True)
    assert verify(outline_of(text), whole).good
