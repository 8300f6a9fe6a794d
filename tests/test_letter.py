"""A letter: what is read of its file and of its sender's CV, and what its reader sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cvrender import api, pipeline
from cvrender.errors import SourceError, UsageError
from cvrender.languages import codes
from cvrender.source import read
from cvrender.variants import Choice

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cvrender.outline import Outline

CV = """\
name: Ada Byron
email: ada@example.org
phone: +44 20 7946 0000
private: phone
variants: {short: {exclude: long}, long: {include: long}}
sections: [{title: Work, bullets: [Engines]}]
"""
Written = "Callable[..., Path]"


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """``written("letter: Hello")``: a letter beside the CV of its sender, or another one."""

    def write(letter: str, cv: str = CV) -> Path:
        (tmp_path / "cv.yaml").write_text(cv, "utf-8")
        path = tmp_path / "letter.yaml"
        path.write_text(f"cv: cv.yaml\ndate: 2026-11-30\n{letter}", "utf-8")
        return path

    return write


def told(outline: Outline) -> list[str]:
    """What stands below the sender."""
    assert outline.letter is not None
    return list(map(str, outline.letter.lines()))


def lines(path: Path, **choice: str | int) -> list[str]:
    return told(read(path).composed(Choice(**choice)))


def test_a_letter_has_its_parts_in_order(written: Written) -> None:
    letter = """
letter: |
  I can do {what}.

  - Numbers
  - **Notes**

  Shall we talk?
to:
  name: Ms Grace Hopper
  organization: Navy
  address: [1 Harbour Road, Arlington]
place: London
subject: Programmer
enclosures: [CV, Notes]
values: {what: sums}
"""
    outline = read(written(letter)).composed(Choice())
    assert told(outline) == [
        *("Ms Grace Hopper", "Navy", "1 Harbour Road", "Arlington"),
        "London, 30 November 2026",
        "Programmer",
        "Dear Ms Hopper,",
        *("I can do sums.", "Numbers", "Notes", "Shall we talk?"),
        *("Kind regards,", "Ada Byron"),
        *("Enclosures", "CV, Notes"),
    ]
    assert list(map(str, outline.lines()))[:3] == [
        *("Ada Byron", "ada@example.org", "+44 20 7946 0000")
    ]


def test_a_letter_without_a_text_holds_what_is_customary(written: Written) -> None:
    assert lines(written("letter:")) == [
        *("30 November 2026", "Dear Hiring Manager,", "Kind regards,", "Ada Byron")
    ]


OPENINGS = [
    ("en", "Ms Grace Hopper", "Dear Ms Hopper,"),
    ("en", "Dr. Grace Hopper", "Dear Dr. Hopper,"),
    ("en", "Grace Hopper", "Dear Grace Hopper,"),
    ("de", "Frau Prof. Dr. Emmy Noether", "Sehr geehrte Frau Prof. Dr. Noether,"),
    ("de", "Herrn Max von der Grün", "Sehr geehrter Herr von der Grün,"),
    ("de", "Emmy Noether", "Guten Tag Emmy Noether,"),
    ("de", "", "Sehr geehrte Damen und Herren,"),
    ("fr", "Mme Marie Curie", "Madame,"),
    ("es", "Sra. María García López", "Estimada Sra. María García López:"),
    ("nl", "de heer Jan de Vries", "Geachte heer de Vries,"),
    ("pl", "Pani Maria Nowak", "Szanowna Pani,"),
    ("ru", "г-жа Анна Петрова", "Уважаемая г-жа Петрова!"),
    ("ja", "山田太郎", "拝啓"),
    ("ar", "السيدة ليلى حداد", "السيدة ليلى حداد المحترمة، تحية طيبة وبعد،"),
]


@pytest.mark.parametrize(("language", "name", "opening"), OPENINGS)
def test_the_opening_is_worded_in_the_language_with_the_name(
    written: Written, language: str, name: str, opening: str
) -> None:
    path = written(f"letter:\nlanguage: {language}\nto: {{name: '{name}'}}")
    found = read(path).composed(Choice()).letter
    assert found
    assert str(found.opening) == opening


def test_a_french_closing_says_the_opening_again(written: Written) -> None:
    path = written("letter:\nlanguage: fr\nto: {name: M. Jules Verne}\nsubject: Voyage")
    assert lines(path)[1:] == [
        *("30 novembre 2026", "Objet : Voyage", "Monsieur,"),
        "Je vous prie d’agréer, Monsieur, l’expression de mes salutations distinguées.",
        "Ada Byron",
    ]


DAYS = {
    "ar": "30 نوفمبر 2026", "cs": "30. listopadu 2026", "de": "30. November 2026",
    "en": "30 November 2026", "es": "30 de noviembre de 2026", "fa": "30 نوامبر 2026",
    "fr": "30 novembre 2026", "he": "30 בנובמבר 2026", "hi": "30 नवंबर 2026",
    "it": "30 novembre 2026", "ja": "2026年11月30日", "ko": "2026년 11월 30일",
    "nl": "30 november 2026", "pl": "30 listopada 2026 r.", "pt": "30 de novembro de 2026",
    "ru": "30 ноября 2026 г.", "sv": "30 november 2026", "tr": "30 Kasım 2026",
    "uk": "30 листопада 2026 р.", "zh": "2026年11月30日", "zh-Hant": "2026年11月30日",
}  # fmt: skip


def test_each_language_words_a_day(written: Written) -> None:
    source = read(written("letter:"))
    letters = {code: source.composed(Choice(language=code)).letter for code in codes()}
    assert {code: str(letter and letter.date) for code, letter in letters.items()} == DAYS


def test_each_recipient_gets_a_letter_with_values_of_its_own(written: Written) -> None:
    letter = """
letter: I like {what}.
values: {what: hats}
to:
  - "[Navy](https://navy.example)"
  - {name: Mr Charles Babbage, organization: Difference & Co., values: {what: engines}}
"""
    source = read(written(letter))
    job = pipeline.Job(source.path)
    chosen = pipeline.composed(job, source)
    assert {selection.stem: told(outline)[-3] for selection, outline in chosen} == {
        "Ada_Byron_Letter_Navy": "I like hats.",
        "Ada_Byron_Letter_Difference_Co": "I like engines.",
    }


def test_variants_and_public_choose_as_they_do_in_the_cv(written: Written) -> None:
    letter = "letter: [Always., {text: At length., tags: long}]"
    source = read(written(letter))
    short = source.composed(Choice("short", public=True))
    assert told(short)[2:-2] == ["Always."]
    assert [str(contact.line) for contact in short.contacts] == ["ada@example.org"]
    assert told(source.composed(Choice("long")))[2:-2] == ["Always.", "At length."]


def test_the_looks_are_the_cvs_but_for_its_pages(written: Written) -> None:
    cv = f'{CV}theme: modern\ndesign: {{pages: 2, colors: {{accent: "#0b6e4f"}}}}\n'
    own = read(written('letter:\ndesign: {colors: {name: "#000000"}}', cv))
    ((selection, _),) = pipeline.composed(pipeline.Job(own.path), own)
    tokens = selection.theme.tokens
    assert (selection.theme.name, tokens.pages, tokens.fit.largest) == ("modern", 1, 1)
    assert (tokens.colors.accent, tokens.colors.name) == ("#0b6e4f", "#000000")


def test_faults_of_both_files_are_told_each_in_its_own(written: Written) -> None:
    path = written("letter: Dear {company}\ntoo: x", CV.replace("Engines]", "Engines], kin: work"))
    with pytest.raises(SourceError) as raised:
        read(path)
    assert [(fault.position.file, fault.code) for fault in raised.value.faults] == [
        (str(path.with_name("cv.yaml")), "unknown-key"),
        (str(path), "unfilled-value"),
        (str(path), "unknown-key"),
    ]


def test_a_fault_in_a_text_of_lines_stands_at_its_words(written: Written) -> None:
    path = written("letter: |2\n\n    Hello,\n  and {none}\n\n  [x](ftp://x.example)\n")
    with pytest.raises(SourceError) as raised:
        read(path)
    places = [(fault.code, *fault.position[1:]) for fault in raised.value.faults]
    assert places == [("unfilled-value", 6, 7), ("bad-link", 8, 7)]


def test_lines_that_stand_further_in_are_a_list_in_a_list(written: Written) -> None:
    text = "letter: |\n  - one\n    - first\n      - deep\n    - second\n  - two\n\n  End"
    (file,) = api.render(written(text), "txt").values()
    assert b"- one\n  - first\n  - deep\n  - second\n- two\n\nEnd\n" in file


def test_a_value_that_no_text_asks_for_is_warned_of(written: Written) -> None:
    path = written("letter: Hello \\{company} {firm}\nvalues: {firm: Navy, company: Army}")
    assert [f"{fault}".removeprefix(str(path)) for fault in read(path).warnings] == [
        ":4:22: warning: no text has a place for `company`; write `{company}` where it belongs"
    ]
    assert lines(path)[2] == "Hello {company} Navy"


OUTSIDE = {
    "no word of it": "name: Ada\n",
    "another folder": f"{CV}letters: others\n",
    "a folder above": f"{CV}letters: ..\n",
    "a secret": "password: 1234\n",
}
"""What a file above the letter's folder says."""


@pytest.mark.parametrize("said", OUTSIDE)
def test_a_cv_outside_the_letters_folder_is_not_told_of(tmp_path: Path, said: str) -> None:
    path = tmp_path / "cvs" / "acme" / "letter.yaml"
    path.parent.mkdir(parents=True)
    (tmp_path / "cvs" / "cv.yaml").write_text(OUTSIDE[said], "utf-8")
    for file in ("../cv.yaml", "../none.yaml", "/etc/passwd"):
        path.write_text(f"cv: {file}\nletter: Hello", "utf-8")
        with pytest.raises(SourceError) as raised:
            read(path)
        assert [fault.message for fault in raised.value.faults] == [
            f"`{file}` is outside the letter's folder"
        ]


@pytest.mark.parametrize("folder", ["applications", "applications/acme", "[other, applications]"])
def test_a_cv_says_which_letters_below_it_may_name_it(tmp_path: Path, folder: str) -> None:
    path = tmp_path / "applications" / "acme" / "letter.yaml"
    path.parent.mkdir(parents=True)
    (tmp_path / "cv.yaml").write_text(f"{CV}letters: {folder}\n", "utf-8")
    path.write_text("cv: ../../cv.yaml\ndate: 2026-11-30\nletter: Hello", "utf-8")
    assert lines(path)[2] == "Hello"


def test_json_resume_has_no_letters(written: Written) -> None:
    with pytest.raises(UsageError, match="JSON Resume has no letters"):
        pipeline.prepare(pipeline.Job(written("letter:"), ("jsonresume",)))


def test_an_undated_letter_of_last_week_is_verified_by_the_day_it_bears(written: Written) -> None:
    path = written("letter: Hello")
    path.write_text(path.read_text("utf-8").replace("date: 2026-11-30\n", ""), "utf-8")
    job = pipeline.Job(path, ("txt",), output=path.parent, day="2026-11-23")
    (file,) = pipeline.render(job).files
    assert b"23 November 2026" in file.data
    _, (later,) = api.verify_files(path, [file.path])
    assert [report.findings for report in later.reports] == [()]
