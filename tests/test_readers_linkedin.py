"""LinkedIn's archive as a source: what a reader sees of it, what is told, and what is refused."""

from __future__ import annotations

import contextlib
import csv
import io
import struct
import zipfile
from typing import TYPE_CHECKING

import pytest
from commands import run
from foreign import lines
from fuzzing import examples
from hypothesis import given
from hypothesis import strategies as st

from cvrender import pipeline
from cvrender.errors import SourceError
from cvrender.readers.linkedin.archive import archive
from cvrender.source import opening

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from cvrender.errors import Fault

PROFILE = """\
First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,\
Geo Location,Twitter Handles,Websites,Instant Messengers
Ada,Brandt,,"1 Mill St, Leeds",Mar 7,"Programmer, *C* & [Rust]","I build quiet systems.

For ten years.",Software,LS1,"Leeds, United Kingdom",[adab],\
"[PORTFOLIO:https://ada.example,OTHER:github.com/ada]",[SKYPE:ada.b]
"""
COMPLETE = {
    "Profile.csv": PROFILE,
    "Profile Summary.csv": "Profile Summary\nAn older one\n",
    "Email Addresses.csv": "Email Address,Confirmed,Primary,Updated On\n"
    "old@brandt.example,Yes,No,\nada@brandt.example,Yes,Yes,1/1/24\n",
    "PhoneNumbers.csv": "Extension,Number,Type\n12,+44 20 7946 0001,Work\n",
    "Positions.csv": "Company Name,Title,Description,Location,Started On,Finished On\r\n"
    'Engine & Co,Programmer,"• Wrote ""the"" program • Led a team\n• Cut cost","Leeds, UK",'
    "Mar 2019,\r\nOld Ltd,Clerk,,,2015,Jan 2019\r\n",
    "Education.csv": "School Name,Start Date,End Date,Notes,Degree Name,Activities\n"
    "University of Leeds,2011,2015,First class,BSc Mathematics,Chess club\n",
    "Volunteering.csv": "Company Name,Role,Cause,Started On,Finished On,Description\n"
    "Food Bank,Driver,scienceAndTechnology,Jun 2019,Jun 2020,Weekly\n",
    "Certifications.csv": "Name,Url,Authority,Started On,Finished On,License Number\n"
    "CKA,https://cncf.example/1,CNCF,Mar 2022,Mar 2025,ABC-1\n",
    "Skills.csv": "Name\nPython\nRust\n",
    "Languages.csv": "Name,Proficiency\nEnglish,Native or bilingual proficiency\n",
    "Projects.csv": "Title,Description,Url,Started On,Finished On\n"
    "Ledger,A ledger.,https://l.example,Jan 2023,Mar 2023\n",
    "Publications.csv": "Name,Published On,Description,Publisher,Url\n"
    "On looms,Aug 2015,Read it,Queue,https://q.example\n",
    "Honors.csv": "Title,Description,Issued On\nPrize,For looms,Dec 2024\n",
    "Courses.csv": "Name,Number\nAlgorithms,CS1\n",
    "Organizations.csv": "Name,Start Date,End Date,Position\nBCS,2019,2020,Member\n",
}
NAMED = {"Profile.csv": "First Name,Last Name\nAda,Brandt\n"}


def packed(
    folder: Path, files: Mapping[str, str | bytes] | Iterable[tuple[str, str | bytes]]
) -> Path:
    """An archive of these files."""
    path = folder / "linkedin.zip"
    pairs = files.items() if isinstance(files, dict) else files
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in pairs:
            package.writestr(name, text)
    return path


def read(folder: Path, **tables: str | bytes) -> pipeline.Source:
    """An archive of a person's name and these tables."""
    files = {f"{name}.csv": text for name, text in tables.items()}
    return pipeline.read(packed(folder, {**NAMED, **files}))


def told(folder: Path, faults: tuple[Fault, ...]) -> list[str]:
    return [str(fault).removeprefix(f"{folder}/").replace("warning: ", "") for fault in faults]


def faults(path: Path) -> list[str]:
    with pytest.raises(SourceError) as caught:
        pipeline.read(path)
    return told(path.parent, caught.value.faults)


def test_all_that_belongs_in_a_cv_is_read_and_the_rest_is_told(tmp_path: Path) -> None:
    source = pipeline.read(packed(tmp_path, {**COMPLETE, "Jobs/Saved Jobs.csv": "Job Title\nA\n"}))
    assert lines(source) == [
        "Ada Brandt",
        "Programmer, *C* & [Rust]",
        "ada@brandt.example  → mailto:ada@brandt.example",
        "+44 20 7946 0001 ext. 12 (Work)  → tel:+442079460001",
        "Leeds, United Kingdom",
        "Skype: ada.b",
        "Twitter: twitter.com/adab  → https://twitter.com/adab",
        "Portfolio: ada.example  → https://ada.example",
        "github.com/ada  → https://github.com/ada",
        *("Summary", "I build quiet systems.", "For ten years."),
        *("Experience", "Programmer", "Mar 2019 – present", "Engine & Co", "Leeds, UK"),
        *('Wrote "the" program', "Led a team", "Cut cost"),
        *("Clerk", "2015 – Jan 2019", "Old Ltd"),
        *("Education", "BSc Mathematics", "2011 – 2015", "University of Leeds", "First class"),
        *("Activities", "Chess club"),
        *("Projects", "Ledger", "Jan 2023 – Mar 2023", "l.example  → https://l.example"),
        "A ledger.",
        *("Volunteering", "Driver", "Jun 2019 – Jun 2020", "Food Bank", "Weekly"),
        "Science and technology",
        *("Certificates", "CKA", "Mar 2022", "CNCF", "cncf.example/1  → https://cncf.example/1"),
        *("Licence number", "ABC-1", "Valid until", "Mar 2025"),
        *("Skills", "Python, Rust"),
        *("Languages", "English", "Native or bilingual proficiency"),
        *("Publications", "On looms", "Aug 2015", "Queue", "q.example  → https://q.example"),
        "Read it",
        *("Awards", "Prize", "Dec 2024", "For looms"),
        *("Courses", "Algorithms", "Number", "CS1"),
        *("Organizations", "Member", "2019 – 2020", "BCS"),
    ]
    assert told(tmp_path, source.warnings) == [
        "linkedin.zip:1:1: what is in other files (`Jobs/Saved Jobs.csv`) is left out",
        "linkedin.zip/Email Addresses.csv:2:1: `old@brandt.example`, which is not the primary "
        "e-mail address, is left out",
        "linkedin.zip/Profile.csv:2:13: `Address`, which is private, is left out",
        "linkedin.zip/Profile.csv:2:32: `Birth Date`, which is private, is left out",
        "linkedin.zip/Profile.csv:4:26: `Zip Code`, which is private, is left out",
        "linkedin.zip/Profile Summary.csv:2:1: `Profile Summary` has no place in a CV and is left "
        "out",
        "linkedin.zip/Profile.csv:4:17: `Industry` has no place in a CV and is left out",
    ]


def test_convert_writes_it_as_yaml_that_says_of_each_file_what_is_lost(tmp_path: Path) -> None:
    files = {**NAMED, "Email Addresses.csv": COMPLETE["Email Addresses.csv"], "Ads.csv": "A\n"}
    target = tmp_path / "cv.yaml"
    result = run("convert", str(packed(tmp_path, files)), str(target))
    assert result.exit_code == 0
    assert target.read_text("utf-8").splitlines()[1:9] == [
        "#",
        "# What could not be taken over from linkedin.zip:",
        "#   line 1: what is in other files (`Ads.csv`) is left out",
        "#",
        "# What could not be taken over from Email Addresses.csv:",
        "#   line 2: `old@brandt.example`, which is not the primary e-mail address, is left out",
        "",
        "name: Ada Brandt",
    ]
    assert lines(pipeline.read(target))[1:] == ["ada@brandt.example  → mailto:ada@brandt.example"]


def test_a_value_leads_to_its_cell(tmp_path: Path) -> None:
    table = "Company Name,Title,Started On\nA,Clerk,2019\n\n  B  ,  ,2020\n"
    source = read(tmp_path, Positions=table)
    places = [
        source.node.at(("sections", 0, "entries", index, "organization")).position
        for index in (0, 1)
    ]
    assert told(tmp_path, tuple(places)) == [  # type: ignore[arg-type]
        "linkedin.zip/Positions.csv:2:1",
        "linkedin.zip/Positions.csv:4:3",
    ]


def test_dates_are_read_in_other_languages_too(tmp_path: Path) -> None:
    table = (
        "Company Name,Title,Started On,Finished On\nA,1,mars 2019,févr. 2020\n"
        "B,2,Okt 2018,heute\nC,3,Jan 2020 - Present,\nD,4,2014,2014\n"
    )
    entries = read(tmp_path, Positions=table).cv.sections[0].entries
    assert [(entry.start, entry.end) for entry in entries] == [
        ("2019-03", "2020-02"), ("2018-10", "present"), ("2020-01", "present"), ("2014", "2014"),
    ]  # fmt: skip


def test_notes_above_the_columns_are_passed_over(tmp_path: Path) -> None:
    source = read(tmp_path, Skills='Notes:\n"All of them, as exported"\n\nName\nPython\n')
    assert lines(source)[1:] == ["Skills", "Python"]


@pytest.mark.parametrize(
    "name",
    [
        "Basic_LinkedInDataExport_11-30-2026/Skills.csv", "SKILLS.CSV", "a\\b\\Skills.csv",
        "../../etc/Skills.csv",
    ],
)  # fmt: skip
def test_a_table_is_known_by_its_name_in_any_folder(tmp_path: Path, name: str) -> None:
    source = pipeline.read(packed(tmp_path, {**NAMED, name: "Name\nPython\n"}))
    assert lines(source)[1:] == ["Skills", "Python"]
    (place,) = {str(node.position) for node in source.node.at(("sections", 0, "text")).texts()}
    assert place.casefold() == f"{tmp_path}/linkedin.zip/skills.csv:1:1"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_is_read_in_each_unicode_encoding(tmp_path: Path, encoding: str) -> None:
    source = read(tmp_path, Skills="Name\nMaß\n".encode(encoding))
    assert lines(source)[1:] == ["Skills", "Maß"]


def test_what_is_unknown_is_told_once_each_with_its_lines(tmp_path: Path) -> None:
    table = "Name,Stars,\nPython,4\nRust,5,again\n"
    files = [*NAMED.items(), ("Skills.csv", table), ("old/Skills.csv", "Name\nPerl\n"),
             ("Languages.csv", "Sprache\nDeutsch\n"), ("a\x1b[31m.csv", "A\n"), ("media/", ""),
             ("__MACOSX/._Skills.csv", "")]  # fmt: skip
    source = pipeline.read(packed(tmp_path, files))
    assert told(tmp_path, source.warnings) == [
        "linkedin.zip:1:1: what is in other files (`old/Skills.csv`, `Languages.csv`, "
        "`aU+001B[31m.csv`) is left out",
        "linkedin.zip/Skills.csv:2:8: `Stars` has no place in a CV and is left out, and on line 3",
        "linkedin.zip/Skills.csv:3:8: `column 3` has no place in a CV and is left out",
    ]


def test_mistakes_of_several_tables_are_told_at_once(tmp_path: Path) -> None:
    tables = {"Skills.csv": b"Name\nMa\xdfe und Ziele\n", "Positions.csv": 'Title\n"a"b\n'}
    assert faults(packed(tmp_path, {**NAMED, **tables})) == [
        "linkedin.zip/Positions.csv:2:1: this quote is not closed, or more follows it in its cell; "
        'write `""` for a quote inside quotes',
        "linkedin.zip/Skills.csv:2:3: byte 8 of the file (0xDF, `ß` in Windows-1252) is not UTF-8; "
        "save the file as UTF-8",
    ]


def test_a_name_that_is_missing_is_asked_for(tmp_path: Path) -> None:
    assert faults(packed(tmp_path, {"Skills.csv": "Name\nRust\n"})) == [
        "linkedin.zip:1:1: `name` is missing"
    ]


def test_bombs_are_refused_before_they_are_unpacked(tmp_path: Path) -> None:
    path = packed(tmp_path, {**NAMED, "Skills.csv": "Name\n" + " " * 5_000_000})
    assert path.stat().st_size < 10_000
    assert faults(path) == [
        "linkedin.zip/Skills.csv:1:1: `Skills.csv` holds more than 2,000,000 bytes"
    ]
    path = packed(tmp_path, {**NAMED, "Skills.csv": "Name\n" + "," * 100_000})
    assert faults(path) == [
        "linkedin.zip/Skills.csv:1:1: `Skills.csv` holds more than 100,000 cells"
    ]
    path.write_bytes(path.read_bytes() + b"PK\x01\x02" * 10_001)
    assert faults(path) == ["linkedin.zip:1:1: the archive holds more than 10,000 files"]


def test_an_archive_that_is_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "MOST", 100)
    assert faults(packed(tmp_path, NAMED)) == [
        "linkedin.zip:1:1: the file is larger than 100 bytes; make one of its CSV files alone"
    ]


def test_an_archive_that_lies_about_its_size_is_damaged(tmp_path: Path) -> None:
    path = packed(tmp_path, {**NAMED, "Skills.csv": "Name\n" + " " * 5_000_000})
    small = struct.pack("<L", 100)
    path.write_bytes(path.read_bytes().replace(struct.pack("<L", 5_000_005), small))
    assert faults(path) == ["linkedin.zip/Skills.csv:1:1: `Skills.csv` in the archive is damaged"]


def test_an_encrypted_table_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path, NAMED)
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert faults(path) == [
        "linkedin.zip/Profile.csv:1:1: `Profile.csv` is encrypted; make an archive without a "
        "password"
    ]


def test_other_zip_files_are_no_source(tmp_path: Path) -> None:
    message = (
        "linkedin.zip:1:1: this is a zip or Word file, not a text file; "
        "`cvrender convert` makes a draft of a Word file or PDF"
    )
    path = packed(tmp_path, {"word/document.xml": "<w/>"})
    assert faults(path) == [message]
    path.write_bytes(b"PK\x03\x04 and no more")
    assert faults(path) == [message]


@examples(60)
@given(st.data())
def test_any_damage_to_an_archive_is_told(data: st.DataObject) -> None:
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as whole:
        whole.writestr("Skills.csv", "Name\nRust\n")
    damaged = bytearray(package.getvalue())
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(4, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(SourceError):
        archive(bytes(damaged), "a.zip")


CELLS = st.text(
    st.one_of(
        st.sampled_from('",;\t\n\r *`[]()<&_'), st.characters(codec="utf-8", categories="LN")
    ),
    max_size=30,
)


@examples(100)
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=4))
def test_the_text_of_any_cell_arrives(cells: list[tuple[str, str]]) -> None:
    text, data = io.StringIO(), io.BytesIO()
    csv.writer(text).writerows([("Title", "Description"), *cells])
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("Projects.csv", text.getvalue().encode())
    node = archive(data.getvalue(), "a.zip")
    found = [row.plain() for row in node.at(("LinkedIn archive", "projects")).items]
    names = ("Title", "Description")
    stripped = [{k: v.strip() for k, v in zip(names, row, strict=True)} for row in cells]
    filled = [{k: v for k, v in row.items() if v} for row in stripped]
    assert found == [row for row in filled if row]
