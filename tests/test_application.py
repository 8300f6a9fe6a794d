"""A letter with the CV behind it in one PDF, and several sources in one command."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import judges
import pikepdf
import pytest
from commands import files, run
from PIL import Image

from cvrender import application, pipeline
from cvrender.extract import extract_parts
from cvrender.live.watch import builds
from cvrender.renderers.pdf import printing as pdf

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ADA = """\
name: Ada Byron
headline: Analyst
email: ada@example.org
photo: {file: ada.png, alt: Ada in London}
sections: [{title: Work, bullets: [Engines]}]
"""
LETTER = """\
cv: cv.yaml
date: 2026-11-30
language: de
to: [{name: Frau Grace Hopper, organization: Navy}, Army]
subject: Bewerbung
letter: Ich rechne gern.
signature: {file: sign.png, alt: Adas Unterschrift}
"""


def written(folder: Path) -> Path:
    """A letter in German to two people, beside a CV in English with a photo."""
    (folder / "cv.yaml").write_text(ADA, "utf-8")
    (folder / "letter.yaml").write_text(LETTER, "utf-8")
    Image.new("RGB", (40, 40), "navy").save(folder / "ada.png")
    Image.new("RGB", (40, 20), "black").save(folder / "sign.png")
    return folder / "letter.yaml"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with that letter and CV."""
    written(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def joined(
    once: Callable[..., pipeline.Result], tmp_path_factory: pytest.TempPathFactory
) -> pipeline.Result:
    """Both letters, each with the CV behind it."""
    folder = tmp_path_factory.mktemp("desk")
    job = pipeline.Job(written(folder), output=folder)
    return once("application", lambda: application.make(job))


def test_each_letter_has_the_cv_behind_it_and_all_lines_of_both_are_found(
    joined: pipeline.Result,
) -> None:
    assert [(file.path.name, file.pages, file.exit_code) for file in joined.files] == [
        ("Ada_Byron_Letter_Navy_CV.pdf", 2, 0),
        ("Ada_Byron_Letter_Army_CV.pdf", 2, 0),
    ]
    letter, cv = joined.documents[0].outline, joined.documents[-1].outline
    lines = len([*letter.lines(), *cv.lines()])
    assert [(report.reader, report.found) for report in joined.files[0].reports[:2]] == [
        *(("pypdf", lines), ("pdfium", lines))
    ]
    assert joined.files[0].reports[2].reader == "attachment"
    words = " ".join(judges.by_pypdf(joined.files[0].data).split())
    assert words.index("Ich rechne gern.") < words.index("Engines")


def test_each_part_has_its_own_words_and_pictures(joined: pipeline.Result) -> None:
    letter, cv = extract_parts(joined.files[0].data, (1, 1), untrusted=False)
    assert letter[1].pictures == ("Adas Unterschrift", "Ada in London")
    assert cv[1].pictures == ("Ada in London",)
    assert [("Engines" in each.text, "rechne" in each.text) for each in (*letter, *cv[:2])] == [
        *((False, True), (False, True), (True, False), (True, False))
    ]


def test_it_is_one_document_for_programs_with_bookmarks_for_both(
    joined: pipeline.Result, tmp_path: Path
) -> None:
    path = tmp_path / "both.pdf"
    path.write_bytes(joined.files[0].data)
    assert judges.pdf_finds(path) == []
    with pikepdf.open(io.BytesIO(joined.files[0].data)) as both:
        assert both.docinfo["/Title"] == "Ada Byron – Bewerbung"
        with both.open_outline() as outline:
            assert [(str(i.title), [str(c.title) for c in i.children]) for i in outline.root] == [
                ("Ada Byron – Bewerbung", ["Bewerbung"]),
                ("Ada Byron – Analyst", ["Work"]),
            ]
        parts = both.Root.StructTreeRoot.K[0].K
        assert [str(part.Lang) for part in parts] == ["de", "en"]
        assert str(both.Root.Lang) == "de"
        assert list(both.attachments) == ["resume.json"]


def test_the_cv_is_in_the_language_of_the_letter_where_it_has_that(desk: Path) -> None:
    (desk / "cv.yaml").write_text(f"{ADA}languages: [en, fr]\n", "utf-8")
    job = pipeline.Job(desk / "letter.yaml")
    spoken = [
        application.cv_behind(job, desk / "cv.yaml", code).documents[0].outline.language.code
        for code in ("fr", "de")
    ]
    assert spoken == ["fr", "en"]


def test_a_part_that_is_not_as_written_is_found(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = pdf.joined
    monkeypatch.setattr(pdf, "joined", lambda parts, theme: whole([parts[1], parts[1]], theme))
    told = run("render", "letter.yaml", "--together")
    assert told.exit_code == 3
    assert "letter.yaml:6:9: is missing: “Ich rechne gern.” (pypdf, pdfium)" in told.output


def test_watching_puts_the_cv_behind_the_letter_at_each_save(desk: Path) -> None:
    seen = builds(pipeline.Job(desk / "letter.yaml", output=desk), together=True)
    built = next(seen).result
    assert {path.suffix for path in desk.glob("*_CV.*")} == {".pdf"}
    assert {path.name for path in built.inputs} >= {"letter.yaml", "cv.yaml"}
    (desk / "letter.yaml").write_text("name: Ada\nsections: []")
    message = f"{desk / 'letter.yaml'} is a CV: `together` puts one behind a letter"
    assert str(next(seen).error) == message


def test_a_finished_pdf_of_both_is_held_against_both(joined: pipeline.Result, desk: Path) -> None:
    (desk / "both.pdf").write_bytes(joined.files[0].data)
    command = ("verify", "letter.yaml", "both.pdf", "--together")
    lines = joined.files[0].reports[0].total
    assert run(*command).stdout == f"both.pdf: {lines} of {lines} lines, in order\n"
    (desk / "cv.yaml").write_text(ADA.replace("Engines", "Looms"), "utf-8")
    (desk / "letter.yaml").write_text(LETTER.replace("rechne", "webe"), "utf-8")
    told = run(*command)
    assert told.exit_code == 3
    assert told.stdout.splitlines()[0] == f"both.pdf: {lines - 2} of {lines} lines"
    lost = [line.split(": ")[0].strip() for line in told.stdout.splitlines() if ".yaml:" in line]
    assert lost == ["letter.yaml:6:9", "cv.yaml:5:36"]


def test_what_holds_no_letter_and_cv_is_told(joined: pipeline.Result, desk: Path) -> None:
    told = run("verify", "cv.yaml", "both.pdf", "--together")
    message = "cv.yaml is a CV: `together` puts one behind a letter\n"
    assert (told.exit_code, told.stderr) == (2, message)
    (desk / "a.txt").write_text("Ich rechne gern.", "utf-8")
    told = run("verify", "letter.yaml", "a.txt", "--together")
    assert (told.exit_code, told.stderr) == (
        3,
        "a.txt: it has no page for a CV behind a letter\n",
    )


def test_the_cv_may_be_named_and_no_other_file(desk: Path) -> None:
    (desk / "other.yaml").write_text(ADA, "utf-8")
    options = ("--together", "--json")
    document = json.loads(run("render", "cv.yaml", "letter.yaml", *options).stdout)
    assert [file["path"] for file in document["files"]] == [
        "output/Ada_Byron_Letter_Navy_CV.pdf",
        "output/Ada_Byron_Letter_Army_CV.pdf",
    ]
    told = run("render", "other.yaml", "letter.yaml", "--together")
    assert (told.exit_code, told.stderr) == (
        2,
        "other.yaml is not the CV of letter.yaml\n  its `cv:` names cv.yaml\n",
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("cv.yaml", "--together"),
            "`--together` takes one letter and its CV, and there are 0 letters\n"
            "  name one letter; it names its CV\n",
        ),
        (
            ("letter.yaml", "--together", "--to", "docx"),
            "`--together` makes a PDF\n  render a Word file of each without it\n",
        ),
        (
            ("letter.yaml", "--together", "--variant", "all"),
            "`--together` makes one variant\n  ask for one after the other\n",
        ),
        (
            ("letter.yaml", "cv.yaml", "-o", "a.txt"),
            "`-o` writes one document, and there are 2 sources\n"
            "  name one, or write to a folder: `--output`\n",
        ),
        (
            ("letter.yaml", "cv.yaml", "--to", "txt", "--name", "{name}_{organization}"),
            "",
        ),
        (
            ("copy.yaml", "cv.yaml", "--to", "txt"),
            "copy.yaml and cv.yaml would both become output/Ada_Byron_CV.txt\n"
            "  render one after the other, to folders of their own\n",
        ),
    ],
)
def test_what_cannot_be_made_of_several_sources_is_told(
    desk: Path, arguments: tuple[str, ...], message: str
) -> None:
    (desk / "copy.yaml").write_text(ADA, "utf-8")
    told = run("render", *arguments)
    assert (told.exit_code, told.stderr) == (2 if message else 0, message)


def test_several_sources_are_rendered_in_one_command(desk: Path) -> None:
    told = run("render", "cv.yaml", "letter.yaml", "--to", "txt")
    assert told.stdout.splitlines()[0].startswith("output/Ada_Byron_CV.txt: ")
    assert files(desk) == {
        *("Ada_Byron_CV.txt", "Ada_Byron_Letter_Navy.txt", "Ada_Byron_Letter_Army.txt")
    }


def test_the_faults_of_several_sources_are_told_at_once_and_nothing_is_written(desk: Path) -> None:
    (desk / "bad.yaml").write_text("name: A\nsectons: []\n", "utf-8")
    (desk / "letter.yaml").write_text(LETTER.replace("subject", "subjct"), "utf-8")
    told = run("render", "bad.yaml", "letter.yaml", "cv.yaml", "--to", "txt", "--json")
    assert told.exit_code == 1
    assert [(f["file"], f["line"], f["code"]) for f in json.loads(told.stdout)["faults"]] == [
        *(("bad.yaml", 2, "unknown-key"), ("letter.yaml", 5, "unknown-key"))
    ]
    assert not (desk / "output").exists()
