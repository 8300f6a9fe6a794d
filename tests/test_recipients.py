"""A letter to several people: those that it names, or those of a table."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from commands import files, run
from hypothesis import given, settings
from hypothesis import strategies as st

from cvrender import api, pipeline
from cvrender.batch.manifest import Manifest
from cvrender.errors import SourceError
from cvrender.source import read, recipients
from cvrender.syntax.table import rows

if TYPE_CHECKING:
    from pathlib import Path

    from cvrender.outline import Outline

LETTER = """\
cv: cv.yaml
date: 2026-11-30
to: nobody
values: {role: clerk}
letter: I would be {role} at {organization}.
"""
PEOPLE = 'Name;organization;Address;address;role\n\
Ms Grace Hopper;Navy;"1 Harbour Road\nFlat 2";Arlington;admiral\n;;;;\n\
Mr Charles Babbage;"Difference; & ""Co""";;;'


@pytest.fixture
def desk(desk: Path) -> Path:
    """It has a letter and a table of two people, too."""
    (desk / "letter.yaml").write_text(LETTER, "utf-8")
    (desk / "people.csv").write_text(PEOPLE, "utf-8")
    return desk


def letters(desk: Path) -> dict[str, Outline]:
    source = read(desk / "letter.yaml", recipients=desk / "people.csv")
    job = pipeline.Job(source.path)
    return {chosen.stem: outline for chosen, outline in pipeline.composed(job, source)}


def told(desk: Path, table: str | bytes) -> list[str]:
    """What is wrong with a letter to the people of ``table``; places without their folder."""
    path = desk / "people.csv"
    path.write_bytes(table.encode() if isinstance(table, str) else table)
    try:
        found = read(desk / "letter.yaml", recipients=path).warnings
    except SourceError as error:
        found = error.faults
    return [str(fault).replace(f"{desk}/", "") for fault in found]


def test_a_table_says_to_whom_a_letter_goes_with_addresses_and_values(desk: Path) -> None:
    assert {stem: list(map(str, o.letter.lines()))[:-4] for stem, o in letters(desk).items()} == {
        "Ada_Byron_Letter_Navy": [
            *("Ms Grace Hopper", "Navy", "1 Harbour Road", "Flat 2", "Arlington"),
            "30 November 2026",
        ],
        "Ada_Byron_Letter_Difference_Co": [
            *("Mr Charles Babbage", 'Difference; & "Co"'),
            "30 November 2026",
        ],
    }
    texts = [str(outline.letter.passages[0].text) for outline in letters(desk).values()]
    assert texts == ["I would be admiral at Navy.", 'I would be clerk at Difference; & "Co".']


def test_no_two_letters_have_one_name(desk: Path) -> None:
    table = """organization,name
Navy,Ms Grace Hopper
NAVY,Mr Jack Aubrey
Navy,Mr Jack Aubrey
Army,Ms Grace Hopper
"""
    (desk / "people.csv").write_text(table, "utf-8")
    assert [stem.removeprefix("Ada_Byron_Letter_") for stem in letters(desk)] == [
        *("Navy_Ms_Grace_Hopper", "NAVY_Mr_Jack_Aubrey", "Navy_Mr_Jack_Aubrey_2", "Army")
    ]


@pytest.mark.parametrize(
    "data",
    [
        "name,organization\nZoë,Æther".encode("utf-8-sig"),
        "name\torganization\r\nZoë\tÆther\r\n".encode("utf-16"),
        "sep=;\r\nname;organization\r\nZoë;Æther\r\n".encode(),
        b'"name" , "organization"\r"Zo\xc3\xab" , "\xc3\x86ther"\r',
    ],
    ids=["byte-order mark", "tabs in UTF-16", "Excel's first line", "old line ends, blanks"],
)
def test_tables_are_read_as_spreadsheets_write_them(desk: Path, data: bytes) -> None:
    assert told(desk, data) == []
    (outline,) = letters(desk).values()
    assert [str(line) for line in outline.letter.recipient.lines()] == ["Zoë", "Æther"]


WRONG = {
    "": "people.csv:1:1: the table has no recipients;"
    " write a row of columns, such as name, position, organization, and a row for each",
    "name,my role\nA,b": "people.csv:1:6: `my role` is not a valid name for a value;"
    " use letters, digits and hyphens",
    "name,Name\nA,b": "people.csv:1:6: there are two columns `name`; rename or remove one of them",
    "name,organization\nA,b, c": "people.csv:2:6: `c` stands in a column without a name;"
    " name the column, or put quotes around a text with separators",
    'name,organization\n"A,b\nC,d': "people.csv:2:1: this quote is not closed, or more follows it"
    ' in its cell; write `""` for a quote inside quotes',
    "name\nA": "letter.yaml:5:9: nothing fills `{organization}`;"
    " write `values: {organization: …}`, or `\\{` for a brace",
    "name,organization\nA,b\nC,": "letter.yaml:5:9: nothing fills `{organization}` in 1 of 2"
    " letters; give people.csv:3:1 a value of that name",
    f"name,organization\n\n{'x' * 501},b": "people.csv:3:1: this text has 501 characters:"
    " at most 500 are allowed",
    "organization,opening\nb,Hi {nam}": "people.csv:2:3: nothing fills `{nam}`;"
    " write `values: {nam: …}`, or `\\{` for a brace",
    "organization,rôle\nb,c\nd,e": "people.csv:1:14: warning: no text has a place for `rôle`;"
    " did you mean `role`?",
    "organization\nA\x07": "people.csv:2:2: the character U+0007 is not allowed in text; remove it",
    b"organization\nZo\xeb & Co": "people.csv:2:3: byte 16 of the file (0xEB, `ë` in"
    " Windows-1252) is not UTF-8; save the file as UTF-8",
    b"PK\x03\x04": "people.csv:1:1: this is a zip or Word file, not a text file",
}


@pytest.mark.parametrize("table", WRONG)
def test_what_is_wrong_with_a_table_is_told_at_its_place(desk: Path, table: str | bytes) -> None:
    assert told(desk, table) == [WRONG[table]]


def test_a_table_beyond_all_measure_is_refused_at_once(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recipients, "MOST", 2)
    monkeypatch.setattr(recipients, "MOST_COLUMNS", 3)
    assert told(desk, "organization\nA\nB\nC") == [
        "people.csv:4:1: the table has 3 recipients: at most 2 are allowed; make several tables"
        " of it"
    ]
    assert told(desk, "organization,b,c,d\nA") == [
        "people.csv:1:1: the table has 4 columns: at most 3 are allowed"
    ]
    assert told(desk, b"organization\n" + b"A" * 2_000_000) == [
        "people.csv:1:1: the file is larger than 2,000,000 bytes"
    ]


@settings(max_examples=60)
@given(st.lists(st.lists(st.text('a",;\n\r\t ', max_size=4), min_size=2, max_size=3), max_size=3))
def test_any_table_that_a_spreadsheet_writes_is_read_back(cells: list[list[str]]) -> None:
    head = [["a", "b", "c"]]
    text = "".join(
        ",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\r\n"
        for row in (*head, *cells)
    )
    found = [[cell.value for cell in row] for row in rows(text, "people.csv")]
    kept = [row for row in ([cell.strip() for cell in row] for row in cells) if any(row)]
    assert found == [*head, *kept]


@given(st.text('a",;\n\t=', max_size=12))
def test_no_text_is_read_otherwise_than_as_a_table_or_a_fault(text: str) -> None:
    codes = []
    try:
        found = list(rows(text, "people.csv"))
    except SourceError as error:
        found, codes = [], [fault.code for fault in error.faults]
    assert codes in ([], ["bad-table"])
    assert all(any(cell.value for cell in row) for row in found)


def test_a_batch_makes_a_letter_to_each_and_again_when_the_table_or_the_day_changes(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    undated = LETTER.replace("date: 2026-11-30\n", "")
    (desk / "letter.yaml").write_text(undated, "utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    command = ("batch", "letter.yaml", "--recipients", "people.csv", "--to", "txt", "--json")

    def counted() -> tuple[int, int]:
        document = json.loads(run(*command, "--jobs", "1").stdout)
        return document["made"], document["current"]

    assert counted() == (1, 0)
    assert files(desk) == {
        *("Ada_Byron_Letter_Navy.txt", "Ada_Byron_Letter_Difference_Co.txt", "manifest.json")
    }
    assert counted() == (0, 1)
    (desk / "people.csv").write_text(PEOPLE.replace("admiral", "captain"), "utf-8")
    assert counted() == (1, 0)
    others = ("batch", "letter.yaml", "--recipients", "others.csv", *command[4:])
    (desk / "others.csv").write_text("organization\nArmy\n", "utf-8")
    assert json.loads(run(*others, "--jobs", "1").stdout)["made"] == 1
    assert "captain at Navy" in (desk / "output" / "Ada_Byron_Letter_Navy.txt").read_text("utf-8")


def test_what_is_worded_by_the_day_is_current_until_that_day(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = pipeline.Job(desk / "letter.yaml", output=desk)
    manifest = Manifest(job)
    owner = manifest.owner(job.source)
    inputs = manifest.keys.digests([job.source])
    manifest.record(owner, inputs, {}, until="2027-01-01")
    assert manifest.is_current(owner)
    monkeypatch.setattr("cvrender.batch.manifest.today", lambda: "2027-01-01")
    assert not manifest.is_current(owner)
    manifest.record(owner, inputs, {})
    assert manifest.is_current(owner)


def test_a_finished_letter_is_held_against_the_letter_to_its_recipient(desk: Path) -> None:
    options = ("--recipients", "people.csv")
    assert run("render", "letter.yaml", *options, "--to", "md").exit_code == 0
    names = [str(path) for path in (desk / "output").iterdir()]
    assert run("verify", "letter.yaml", *options, *names).exit_code == 0
    assert run("verify", "letter.yaml", *names).exit_code == 3


def test_a_cv_goes_to_nobody(desk: Path) -> None:
    told = run("check", "cv.yaml", "--recipients", "people.csv")
    assert (told.exit_code, told.stderr) == (
        2,
        "cv.yaml is a CV, which goes to nobody\n  name a letter\n",
    )
    assert api.check("letter.yaml", recipients=desk / "people.csv") == ()
