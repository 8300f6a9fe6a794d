"""Where `cvrender render` writes: one file, standard output, names that a person chooses."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest
from commands import ADA, files, one_document, run

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("folder")


def test_one_document_is_written_where_it_is_wanted(folder: Path) -> None:
    result = run("render", "ada.yaml", "-o", "sent/me.txt")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "sent/me.txt: 96 bytes, 5 of 5 lines, in order\n"
    assert (folder / "sent" / "me.txt").read_text("utf-8").startswith("Ada Brandt\n")
    assert not (folder / "output").exists()
    assert run("render", "ada.yaml", "-o", "sent/me.txt", "-q").output == ""


def test_the_only_page_has_the_name_that_is_wanted(folder: Path) -> None:
    result = run("render", "ada.yaml", "-o", "me.png")
    assert result.exit_code == 0
    assert result.stdout.startswith("me.png: 1 page, ")
    assert (folder / "me.png").read_bytes().startswith(b"\x89PNG")


def test_a_document_and_nothing_else_is_on_standard_output() -> None:
    run("render", "ada.yaml", "-o", "ada.docx")
    result = subprocess.run(
        [sys.executable, "-m", "cvrender", "render", "-", "-o", "-", "--to", "docx"],
        input=ADA.encode(),
        capture_output=True,
        check=True,
    )
    assert result.stderr == b""
    with open("ada.docx", "rb") as there:  # noqa: PTH123
        assert result.stdout == there.read()


def test_standard_input_is_a_source_of_every_command_that_reads_one(folder: Path) -> None:
    assert run("check", "-", input=ADA).stdout == "-: no faults\n"
    wrong = run("check", "-", input=ADA.replace("bullets", "bulets"))
    assert wrong.stderr == (
        "-:5:5: unknown key `bulets`; did you mean `bullets`?\n    5 |     bulets:\n      |     ^\n"
    )
    assert run("convert", "-", "-", input=ADA).stdout.endswith("- Wrote the first program\n")
    (folder / "ada.txt").write_text("Ada Brandt\n", "utf-8")
    assert run("verify", "-", "ada.txt", input=ADA).exit_code == 3
    for command in ("watch", "preview"):
        result = run(command, "-")
        assert (result.exit_code, result.output) == (
            2,
            "cannot watch standard input\n  name a file\n",
        )


@pytest.mark.parametrize(
    ("pattern", "made"),
    [
        ("application", {"application.txt"}),
        ("{name}", {"Ada_Brandt.txt"}),
        ("{theme}-{language}-{name}", {"classic-en-Ada_Brandt.txt"}),
        ("{name}_{variant}", {"Ada_Brandt.txt"}),
        ("Ada (CV)", {"Ada (CV).txt"}),
    ],
)
def test_files_are_named_by_a_pattern(folder: Path, pattern: str, made: set[str]) -> None:
    assert run("render", "ada.yaml", "--to", "txt", "--name", pattern).exit_code == 0
    assert files(folder) == made


def test_the_name_tells_variants_apart(folder: Path) -> None:
    (folder / "ada.yaml").write_text(ADA + "variants: {one: {}, two: {}}\n", "utf-8")
    options = ("render", "ada.yaml", "--to", "txt", "--variant", "all")
    result = run(*options, "--name", "cv")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "2 documents would be named `cv`\n  let the name contain {variant} or {language}\n"
    )
    assert run(*options, "-o", "cv.txt").exit_code == 2
    assert run(*options, "-o", "{variant}.txt").exit_code == 0
    assert {path.name for path in folder.glob("*.txt")} == {"one.txt", "two.txt"}
    twice = run(*options, "-o", "-")
    assert (twice.exit_code, twice.stdout) == (2, "")


def test_each_wrong_name_is_a_mistake_in_the_command(folder: Path) -> None:
    (folder / "cv.pdf").mkdir()
    for arguments, message in (
        (("--name", "{nmae}"), "unknown field `{nmae}` in the name `{nmae}`"),
        (("--name", "a/b"), "`a/b` is not a valid file name\n  the folder is `--output`'s"),
        (("--name", "a\x1b"), "`aU+001B` is not a valid file name"),
        (("--name", "NUL"), "`NUL` is not a valid file name"),
        (("--name", "com1.{language}"), "`com1.{language}` is not a valid file name"),
        (("-o", "aux.txt"), "`aux` is not a valid file name"),
        (("--output", "x/con", "--to", "txt"), "cannot write x/con: Windows can have no file"),
        (("--output", "x.", "--to", "txt"), "cannot write x.: Windows can have no file of that"),
        (("-o", "cv.pdf"), "'cv.pdf' is a directory"),
        (("-o", "cv.odt"), "no format has the suffix of cv.odt\n  expected one of: .docx, "),
        (("-o", "cv.txt", "--to", "pdf"), "cv.txt is not a name for the format `pdf`"),
        (("-o", "cv.pdf/x.txt", "--to", "md", "--to", "txt"), "`-o` writes one format"),
        (("-o", "cv.txt", "--name", "x"), "Use -o or --name, not both."),
        (("-o", "cv.txt", "--output", "x"), "Use -o or --output, not both."),
        (("-o", "-"), "`-o -` does not say which format\n  name it: `--to pdf`"),
        (("-o", "-", "--to", "txt", "--json"), "`-o -` and `--json` both need standard output"),
    ):
        result = run("render", "ada.yaml", *arguments)
        assert result.exit_code == 2, arguments
        assert message in result.output, arguments
    assert not (folder / "output").exists()


def test_what_was_there_is_kept_unless_it_is_the_cv_or_forced(folder: Path) -> None:
    readme, resume = folder / "README.md", folder / "package.json"
    readme.write_text("# My project\n", "utf-8")
    resume.write_text('{\n  "name": "mine"\n}\n', "utf-8")
    for path in (readme, resume):
        before = path.read_text("utf-8")
        result = run("render", "ada.yaml", "-o", path.name)
        assert (result.exit_code, path.read_text("utf-8")) == (2, before)
        assert result.stderr == (
            f"{path.name} is there already, and is not this CV\n"
            "  choose another name, or use --force\n"
        )
        assert run("render", "ada.yaml", "-o", path.name, "--force").exit_code == 0
        assert run("render", "ada.yaml", "-o", path.name).exit_code == 0
    again = run("render", "package.json", "-o", "package.json", "--force")
    assert (again.exit_code, again.stdout) == (2, "")
    assert again.stderr == "package.json is what the document is made of\n  choose another name\n"


def test_the_document_is_opened_when_it_is_good(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(click, "launch", opened.append)
    monkeypatch.setattr(shutil, "which", lambda name: None)  # no desktop of Linux
    assert run("render", "ada.yaml", "--to", "txt", "--open").exit_code == 0
    assert opened == ["output/Ada_Brandt_CV.txt"]


def test_json_names_the_file_that_was_asked_for() -> None:
    document = one_document(run("render", "ada.yaml", "-o", "me.txt", "--json").stdout)
    assert [file["path"] for file in document["files"]] == ["me.txt"]
