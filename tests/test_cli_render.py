"""`cvrender render`: what it prints where, how it ends, and what it leaves on the disk."""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from commands import ADA, WITHOUT_PANGOFT2, files, one_document, run, start

from cvrender.system import how_to_install

pytestmark = pytest.mark.usefixtures("folder")


def test_render_makes_pdf_and_word_of_the_shipped_cv(folder: Path) -> None:
    result = run("render")
    assert result.exit_code == 0
    assert re.sub(r"\d+ kB", "N kB", result.stdout).splitlines() == [
        "output/Alexandr_Protasenya_CV.pdf: 1 page, N kB, 41 of 41 lines, in order",
        "output/Alexandr_Protasenya_CV.docx: N kB, 41 of 41 lines, in order",
    ]
    assert result.stderr == ""
    assert files(folder) == {"Alexandr_Protasenya_CV.pdf", "Alexandr_Protasenya_CV.docx"}


def test_render_makes_what_is_asked_for_where_it_is_asked_for(folder: Path) -> None:
    result = run("render", "ada.yaml", "--to", "html", "--to", "html", "--output", "a/b")
    assert result.exit_code == 0
    assert re.fullmatch(r"a/b/Ada_Brandt_CV\.html: \d+ kB, 5 of 5 lines, in order\n", result.stdout)
    assert [path.name for path in (folder / "a" / "b").iterdir()] == ["Ada_Brandt_CV.html"]


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Zoë Müller-Lüdenscheidt", "Zoe_Muller-Ludenscheidt_CV"),
        ("Миа Д'Арк", "Mia_DArk_CV"),
        ("../../etc/passwd", "etc_passwd_CV"),
        ("★", "CV"),
    ],
)
def test_a_file_is_named_for_the_person_in_ascii(folder: Path, name: str, stem: str) -> None:
    (folder / "cv.yaml").write_text(f"name: {json.dumps(name)}\nsections: [{{title: S}}]", "utf-8")
    assert run("render", "cv.yaml", "--to", "docx").exit_code == 0
    assert files(folder) == {f"{stem}.docx"}


def test_json_is_one_document_on_standard_output_and_nothing_else() -> None:
    result = run("render", "ada.yaml", "--to", "pdf", "--to", "docx", "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    pdf, word = one_document(result.stdout)["files"]
    assert pdf.items() >= {"format": "pdf", "path": "output/Ada_Brandt_CV.pdf", "pages": 1}.items()
    assert pdf["bytes"] == Path(pdf["path"]).stat().st_size
    assert (pdf["good"], pdf["error"]) == (True, None)
    assert pdf["readers"] == [
        {"reader": "pypdf", "lines": 5, "found": 5, "findings": []},
        {"reader": "pdfium", "lines": 5, "found": 5, "findings": []},
        {"reader": "attachment", "lines": 5, "found": 5, "findings": []},
    ]
    assert [reader["reader"] for reader in word["readers"]] == ["document.xml"]
    assert word["pages"] is None


def test_a_fault_is_placed_and_nothing_is_written(folder: Path) -> None:
    (folder / "ada.yaml").write_text(ADA.replace("bullets", "bulets"), "utf-8")
    result = run("render", "ada.yaml")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "ada.yaml:5:5: unknown key `bulets`; did you mean `bullets`?\n"
        "    5 |     bulets:\n"
        "      |     ^\n"
    )
    assert not (folder / "output").exists()


def test_what_was_good_stays_when_the_source_gets_faults(folder: Path) -> None:
    assert run("render", "ada.yaml", "--to", "html").exit_code == 0
    before = (folder / "output" / "Ada_Brandt_CV.html").read_bytes()
    (folder / "ada.yaml").write_text(ADA + "oops: 1\n", "utf-8")
    assert run("render", "ada.yaml", "--to", "html").exit_code == 1
    assert (folder / "output" / "Ada_Brandt_CV.html").read_bytes() == before


def test_a_theme_may_be_a_folder_of_ones_own(folder: Path) -> None:
    (folder / "mine").mkdir()
    (folder / "mine" / "theme.yaml").write_text(
        'extends: classic\ncolors: {accent: "#123456"}\n', "utf-8"
    )
    assert run("render", "ada.yaml", "--to", "html", "--theme", "mine").exit_code == 0
    assert "#123456" in (folder / "output" / "Ada_Brandt_CV.html").read_text("utf-8")


def test_a_name_that_is_too_long_ends_with_4_and_a_remedy() -> None:
    result = run("render", "ada.yaml", "--to", "txt", "--output", "x" * 256)
    assert (result.exit_code, result.stdout) == (4, "")
    assert result.stderr.endswith(": File name too long\n  choose another folder\n")


def test_an_output_that_cannot_be_written_ends_with_4_and_a_remedy() -> None:
    result = run("render", "ada.yaml", "--to", "docx", "--output", "ada.yaml/out")
    assert (result.exit_code, result.stdout) == (4, "")
    assert result.stderr == (
        "ada.yaml/out/Ada_Brandt_CV.docx: not written: cannot write"
        " ada.yaml/out/Ada_Brandt_CV.docx: ada.yaml/out is not a folder\n  choose another folder\n"
    )


def test_a_full_disk_leaves_the_file_before_and_no_crumbs(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)  # its file would not fit either
    command = ("render", "ada.yaml", "--to", "docx", "--set", "fit=off")
    assert run(*command).exit_code == 0
    before = (folder / "output" / "Ada_Brandt_CV.docx").read_bytes()
    (folder / "ada.yaml").write_text(ADA.replace("first", "second"), "utf-8")

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    result = start(*command, preexec_fn=little_room)
    assert result.returncode == 4
    assert "cannot write output/Ada_Brandt_CV.docx: " in result.stderr
    assert files(folder) == {"Ada_Brandt_CV.docx"}
    assert (folder / "output" / "Ada_Brandt_CV.docx").read_bytes() == before


def test_without_pango_the_word_file_is_made_and_the_remedy_told(folder: Path) -> None:
    (folder / "site").mkdir()
    (folder / "site" / "weasyprint.py").write_text(
        f"print('could not import some external libraries')\n{WITHOUT_PANGOFT2}", "utf-8"
    )
    result = start("render", "ada.yaml", path=folder / "site")
    assert result.returncode == 4
    assert re.fullmatch(r"output/Ada_Brandt_CV\.docx: .* 5 of 5 lines, in order\n", result.stdout)
    message, remedy = result.stderr.splitlines()
    assert message == (
        "output/Ada_Brandt_CV.pdf: not written: "
        "the PDF needs libpangoft2-1.0, which this system lacks"
    )
    assert remedy == f"  install it: {how_to_install(['libpangoft2-1.0'])}"
    assert files(folder) == {"Ada_Brandt_CV.docx"}


def test_without_pango_the_word_file_of_so_many_pages_keeps_its_sizes(folder: Path) -> None:
    (folder / "site").mkdir()
    (folder / "site" / "weasyprint.py").write_text(WITHOUT_PANGOFT2, "utf-8")
    (folder / "ada.yaml").write_text(f"{ADA}design: {{pages: 1}}\n", "utf-8")
    result = start("render", "ada.yaml", "--to", "docx", path=folder / "site")
    assert result.returncode == 0
    assert re.fullmatch(r"output/Ada_Brandt_CV\.docx: .* 5 of 5 lines, in order\n", result.stdout)
    assert result.stderr.startswith(
        "ada.yaml:8:17: warning: `pages` is not followed: the PDF needs libpangoft2-1.0, which this"
        f" system lacks; install it: {how_to_install(['libpangoft2-1.0'])}\n"
    )


def test_many_documents_tell_a_terminal_how_far_they_are(folder: Path) -> None:
    terminal = "import sys; sys.stderr.isatty = lambda: True; from cvrender.__main__ import start; "
    command = ("render", "ada.yaml", "--variant", "all", "--to", "txt")
    for number in (4, 5):
        variants = ", ".join(f"v{each}: {{}}" for each in range(number))
        (folder / "ada.yaml").write_text(f"{ADA}variants: {{{variants}}}\n", "utf-8")
        done = start(*command, program=("-c", f"{terminal}start()"))
        assert (done.returncode, done.stdout.count("in order")) == (0, number)
        assert ("100%" in done.stderr) is (number > 4)
        assert bool(done.stderr) is (number > 4)


def test_nobody_listens_to_standard_error_and_all_is_made(folder: Path) -> None:
    command = f"exec {sys.executable} -m cvrender batch ada.yaml --to txt 2>&-"
    done = subprocess.run(["sh", "-c", command], stdout=subprocess.PIPE, text=True)
    assert (done.returncode, done.stdout[:7]) == (0, "1 made,")
