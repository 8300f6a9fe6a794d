"""The command line: what it prints where, its exit codes, and what it leaves on the disk."""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from cvrender import __version__
from cvrender.cli import main
from cvrender.renderers import registry
from cvrender.theme import names as theme_names

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from click.testing import Result

    Run = Callable[..., Result]
    Start = Callable[..., subprocess.CompletedProcess[str]]

DATA = Path(__file__).parents[1] / "data"

ADA = """\
name: Ada Brandt
email: ada@brandt.example
sections:
  - title: Work
    bullets:
      - Planned the difference engine
      - Wrote the first program
"""

RESUME = '{"basics": {"name": "Ada Brandt"}, "work": [{"name": "Engine & Co"}]}'

PLUG_IN = """
from cvrender.readers.base import Reader, Translation
from cvrender.renderers.base import Renderer

def text(outline, theme):
    return "\\n".join(map(str, outline.lines())).encode()

def lossy(outline, theme):
    return text(outline, theme).replace(b"Wrote the first program", b"")

def failing(outline, theme):
    raise ValueError("no ink")

def unreadable(outline, theme):
    return b"%PDF-1.7 and no more"

def translate(node):
    return {}["ink"]

PARTY = Reader("party", "Third-party", lambda node: "party" in node.plain(), translate)
LINES = Renderer("lines", ".lines", "A line a text", text)
LOSSY = Renderer("lossy", ".lossy", "Loses a line", lossy)
FAILING = Renderer("failing", ".failing", "Fails", failing)
UNREADABLE = Renderer("unreadable", ".unreadable", "Nobody can read it", unreadable)
"""
ENTRY_POINTS = """
[cvrender.renderers]
lines = plug_in:LINES
lossy = plug_in:LOSSY
failing = plug_in:FAILING
unreadable = plug_in:UNREADABLE
broken = no_such_module:RENDERER
foreign = json:dumps

[cvrender.readers]
a_broken_one = no_such_module:READER
foreign = json:dumps
party = plug_in:PARTY
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the commands run: it has the shipped ``data`` and ``ada.yaml``."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(DATA, tmp_path / "data")
    (tmp_path / "ada.yaml").write_text(ADA, "utf-8")
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Run:
    """Run ``cvrender`` in this process."""

    def run(*arguments: str) -> Result:
        result = CliRunner().invoke(main, arguments, prog_name="cvrender")
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return run


@pytest.fixture
def start(folder: Path) -> Start:
    """Run ``cvrender`` in a process of its own, with ``path`` in front of all packages."""

    def start(
        *arguments: str, path: Path | None = None, **options: Any
    ) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "cvrender", *arguments]
        paths = [str(path)] if path else []
        if before := os.environ.get("PYTHONPATH"):
            paths.append(before)
        env = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
        result = subprocess.run(
            command, env=env, capture_output=True, text=True, check=False, **options
        )
        assert "Traceback" not in result.stderr
        return result

    return start


@pytest.fixture
def _plug_in(install: Callable[..., Path]) -> None:
    """A package that plugs in formats and readers, good and bad ones."""
    install(ENTRY_POINTS, plug_in=PLUG_IN)


with_plug_ins = pytest.mark.usefixtures("_plug_in")


def files(folder: Path) -> set[str]:
    """The files in the output folder, hidden ones too."""
    return {path.name for path in (folder / "output").iterdir()}


def one_document(text: str) -> Mapping[str, Any]:
    """``text`` as the one JSON document that it must be."""
    document = json.loads(text)
    assert isinstance(document, dict)
    return document


def test_render_makes_pdf_and_word_of_the_shipped_cv(run: Run, folder: Path) -> None:
    result = run("render")
    assert result.exit_code == 0
    assert re.sub(r"\d+ kB", "N kB", result.stdout).splitlines() == [
        "output/Alexandr_Protasenya_CV.pdf: 1 page, N kB, 41 of 41 lines, in order",
        "output/Alexandr_Protasenya_CV.docx: N kB, 41 of 41 lines, in order",
    ]
    assert result.stderr == ""
    assert files(folder) == {"Alexandr_Protasenya_CV.pdf", "Alexandr_Protasenya_CV.docx"}


def test_render_makes_what_is_asked_for_where_it_is_asked_for(run: Run, folder: Path) -> None:
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
def test_a_file_is_named_for_the_person_in_ascii(
    run: Run, folder: Path, name: str, stem: str
) -> None:
    (folder / "cv.yaml").write_text(f"name: {json.dumps(name)}\nsections: [{{title: S}}]", "utf-8")
    assert run("render", "cv.yaml", "--to", "docx").exit_code == 0
    assert files(folder) == {f"{stem}.docx"}


def test_json_is_one_document_on_standard_output_and_nothing_else(start: Start) -> None:
    result = start("render", "ada.yaml", "--to", "pdf", "--to", "docx", "--json")
    assert (result.returncode, result.stderr) == (0, "")
    pdf, word = one_document(result.stdout)["files"]
    assert pdf.items() >= {"format": "pdf", "path": "output/Ada_Brandt_CV.pdf", "pages": 1}.items()
    assert pdf["bytes"] == Path(pdf["path"]).stat().st_size
    assert (pdf["good"], pdf["error"]) == (True, None)
    assert pdf["readers"] == [
        {"reader": "pypdf", "lines": 5, "found": 5, "findings": []},
        {"reader": "pdfium", "lines": 5, "found": 5, "findings": []},
    ]
    assert [reader["reader"] for reader in word["readers"]] == ["document.xml"]
    assert word["pages"] is None


def test_a_fault_is_placed_and_nothing_is_written(run: Run, folder: Path) -> None:
    (folder / "ada.yaml").write_text(ADA.replace("bullets", "bulets"), "utf-8")
    result = run("render", "ada.yaml")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == ("ada.yaml:5:5: `bulets` is no key here: did you mean `bullets`?\n")
    assert not (folder / "output").exists()


def test_a_fault_in_json_is_one_document_too(run: Run, folder: Path) -> None:
    (folder / "ada.yaml").write_text(ADA.replace("bullets", "bulets"), "utf-8")
    for command in ("render", "check"):
        result = run(command, "ada.yaml", "--json")
        assert (result.exit_code, result.stderr) == (1, "")
        assert one_document(result.stdout) == {
            "faults": [
                {
                    "file": "ada.yaml",
                    "line": 5,
                    "column": 5,
                    "code": "unknown-key",
                    "message": "`bulets` is no key here",
                    "hint": "did you mean `bullets`?",
                }
            ]
        }


def test_what_was_good_stays_when_the_source_gets_faults(run: Run, folder: Path) -> None:
    assert run("render", "ada.yaml", "--to", "html").exit_code == 0
    before = (folder / "output" / "Ada_Brandt_CV.html").read_bytes()
    (folder / "ada.yaml").write_text(ADA + "oops: 1\n", "utf-8")
    assert run("render", "ada.yaml", "--to", "html").exit_code == 1
    assert (folder / "output" / "Ada_Brandt_CV.html").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("render", "--to", "pfd"), "there is no format `pfd`"),
        (("render", "--to", "word"), "there is no format `word`\n  did you mean `docx`?"),
        (("render", "--to", "pdf,docx"), "`pdf,docx`\n  ask for each: --to pdf --to docx\n"),
        (("render", "--theme", "clasic"), "there is no theme `clasic`\n  did you mean `classic`?"),
        (("render", "none.yaml"), "there is no file none.yaml"),
        (("render", "data"), "data is a folder, not a file"),
        (("verify", "ada.yaml", "none.pdf"), "there is no file none.pdf"),
        (("verify", "ada.yaml"), "Missing argument 'FILES...'"),
        (("render", "--output", "ada.yaml"), "Directory 'ada.yaml' is a file"),
        (("render", "--too", "pdf"), "No such option"),  # click's own words, which it changes
        (("ada.yaml",), "No such command 'ada.yaml'. Did you mean `cvrender render ada.yaml`?\n"),
        (("rendr",), "No such command 'rendr'. Did you mean `render`?\n"),
        (("render", "--theme", "data"), "the folder `data` is no theme: it has no theme.yaml"),
        (("convert", "ada.yaml", "ada.docx"), "\n  name it ada.yaml; `cvrender render` makes"),
        (("preview", "--output", "pages"), "No such option"),
    ],
)
def test_a_mistake_in_the_command_ends_with_2(
    run: Run, folder: Path, arguments: tuple[str, ...], message: str
) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert not (folder / "output").exists()


def test_each_command_says_in_a_whole_sentence_what_it_does(run: Run) -> None:
    commands = run("--help").stdout.partition("Commands:\n")[2].splitlines()
    assert len(commands) == 11
    assert [line for line in commands if not re.fullmatch(r"  [a-z]+ +[A-Z].*[^.]\.", line)] == []


def test_a_mistake_in_the_command_is_told_in_json(run: Run) -> None:
    result = run("render", "--theme", "clasic", "--json")
    assert (result.exit_code, result.stderr) == (2, "")
    assert one_document(result.stdout) == {
        "error": {"message": "there is no theme `clasic`", "remedy": "did you mean `classic`?"}
    }


@pytest.mark.parametrize(
    "arguments",
    [
        ("render", "--json", "--too", "pdf"),
        ("render", "ada.yaml", "more.yaml", "--json"),
        ("render", "--output", "ada.yaml", "--json"),
        ("verify", "--json"),
        ("batch", "ada.yaml", "--jobs", "0", "--json"),
        ("themes", "show", "--json"),
        ("rendr", "--json"),
    ],
)
def test_a_command_that_is_called_wrongly_is_told_in_json_too(
    run: Run, arguments: tuple[str, ...]
) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stderr) == (2, "")
    told = one_document(result.stdout)["error"]
    assert told["message"]
    assert re.fullmatch(r"`\S+( \w+)* --help` tells what it takes", told["remedy"])


def test_an_unknown_theme_of_the_source_is_a_fault_of_the_source(run: Run, folder: Path) -> None:
    (folder / "ada.yaml").write_text(ADA + "theme: clasic\n", "utf-8")
    for command in ("render", "check"):
        result = run(command, "ada.yaml")
        assert result.exit_code == 1
        assert result.stderr == (
            "ada.yaml:8:8: there is no theme `clasic`: did you mean `classic`?\n"
        )


def test_a_theme_may_be_a_folder_of_ones_own(run: Run, folder: Path) -> None:
    (folder / "mine").mkdir()
    (folder / "mine" / "theme.yaml").write_text(
        'extends: classic\ncolors: {accent: "#123456"}\n', "utf-8"
    )
    assert run("render", "ada.yaml", "--to", "html", "--theme", "mine").exit_code == 0
    assert "#123456" in (folder / "output" / "Ada_Brandt_CV.html").read_text("utf-8")


def test_a_name_that_is_too_long_ends_with_4_and_a_remedy(run: Run) -> None:
    result = run("render", "ada.yaml", "--to", "txt", "--output", "x" * 256)
    assert (result.exit_code, result.stdout) == (4, "")
    assert result.stderr.endswith(
        "cannot be written: File name too long\n  choose another folder\n"
    )


def test_an_output_that_cannot_be_written_ends_with_4_and_a_remedy(run: Run) -> None:
    result = run("render", "ada.yaml", "--to", "docx", "--output", "ada.yaml/out")
    assert (result.exit_code, result.stdout) == (4, "")
    assert result.stderr == (
        "ada.yaml/out/Ada_Brandt_CV.docx: not written: ada.yaml/out/Ada_Brandt_CV.docx cannot be"
        " written: ada.yaml/out is no folder\n  choose another folder\n"
    )


def test_a_full_disk_leaves_the_file_before_and_no_crumbs(
    start: Start, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)  # its file would not fit either
    assert start("render", "ada.yaml", "--to", "docx").returncode == 0
    before = (folder / "output" / "Ada_Brandt_CV.docx").read_bytes()
    (folder / "ada.yaml").write_text(ADA.replace("first", "second"), "utf-8")

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    result = start("render", "ada.yaml", "--to", "docx", preexec_fn=little_room)
    assert result.returncode == 4
    assert "cannot be written: File too large" in result.stderr
    assert files(folder) == {"Ada_Brandt_CV.docx"}
    assert (folder / "output" / "Ada_Brandt_CV.docx").read_bytes() == before


def test_without_pango_the_word_file_is_made_and_the_remedy_told(
    start: Start, folder: Path
) -> None:
    (folder / "site").mkdir()
    (folder / "site" / "weasyprint.py").write_text(
        "print('could not import some external libraries')\nraise OSError('no libpango')", "utf-8"
    )
    result = start("render", "ada.yaml", path=folder / "site")
    assert result.returncode == 4
    assert re.fullmatch(r"output/Ada_Brandt_CV\.docx: .* 5 of 5 lines, in order\n", result.stdout)
    message, remedy = result.stderr.splitlines()
    assert message == (
        "output/Ada_Brandt_CV.pdf: not written: the PDF needs Pango, which is not on this machine"
    )
    assert remedy.startswith("  install Pango")
    assert files(folder) == {"Ada_Brandt_CV.docx"}
    assert start("render", "ada.yaml", "--to", "docx", path=folder / "site").returncode == 0


@with_plug_ins
def test_a_plug_in_is_a_format_like_any_other(run: Run, folder: Path) -> None:
    result = run("render", "ada.yaml", "--to", "lines")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "output/Ada_Brandt_CV.lines: 88 bytes, 5 of 5 lines, in order\n"
    assert (folder / "output" / "Ada_Brandt_CV.lines").read_text("utf-8") == (
        "Ada Brandt\nada@brandt.example\nWork\nPlanned the difference engine\n"
        "Wrote the first program"
    )


@with_plug_ins
def test_a_lost_line_ends_with_3_is_named_and_the_file_stays(run: Run, folder: Path) -> None:
    result = run("render", "ada.yaml", "--to", "lossy")
    assert result.exit_code == 3
    assert result.stdout == "output/Ada_Brandt_CV.lossy: 65 bytes, 4 of 5 lines\n"
    assert result.stderr == "  ada.yaml:7:9: is missing: “Wrote the first program” (text)\n"
    assert files(folder) == {"Ada_Brandt_CV.lossy"}


@with_plug_ins
@pytest.mark.parametrize(
    ("form", "code", "message"),
    [
        (
            "broken",
            4,
            "the format `broken` (no_such_module:RENDERER) cannot be loaded:"
            " No module named 'no_such_module'\n"
            "  reinstall or remove the package it comes from\n",
        ),
        ("foreign", 4, "the format `foreign` (json:dumps) is no Renderer\n"),
        (
            "failing",
            4,
            "the format `failing` failed: ValueError: no ink\n  tell the people who made it\n",
        ),
        (
            "unreadable",
            3,
            "cannot be read back: pypdf cannot read the PDF: Stream has ended unexpectedly\n",
        ),
    ],
)
def test_a_broken_plug_in_is_one_clear_error_and_breaks_nobody_else(
    run: Run, folder: Path, form: str, code: int, message: str
) -> None:
    result = run("render", "ada.yaml", "--to", form, "--to", "docx")
    assert result.exit_code == code
    assert result.stderr.endswith(message)
    assert result.stderr.count("\n") == message.count("\n")
    assert re.fullmatch(r"output/Ada_Brandt_CV\.docx: .* 5 of 5 lines, in order\n", result.stdout)


@with_plug_ins
def test_a_broken_reader_or_format_that_is_not_asked_for_is_in_nobodys_way(
    run: Run, folder: Path
) -> None:
    (folder / "resume.json").write_text(RESUME, "utf-8")
    for source in ("ada.yaml", "resume.json"):
        result = run("render", source, "--to", "docx")
        assert (result.exit_code, result.stderr) == (0, "")


@with_plug_ins
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            "party: 1\n",
            "the reader `party` failed: KeyError: 'ink'\n  tell the people who made it\n",
        ),
        (
            "nobody: 1\n",
            "the reader `a_broken_one` (no_such_module:READER) cannot be loaded:"
            " No module named 'no_such_module'\n"
            "  reinstall or remove the package it comes from\n",
        ),
    ],
)
def test_a_broken_reader_is_one_clear_error_where_it_is_needed(
    run: Run, folder: Path, content: str, message: str
) -> None:
    (folder / "cv.yaml").write_text(content, "utf-8")
    result = run("check", "cv.yaml")
    assert (result.exit_code, result.stdout, result.stderr) == (4, "", message)


@with_plug_ins
def test_formats_lists_plug_ins_and_says_which_are_broken(run: Run) -> None:
    result = run("formats")
    assert result.exit_code == 0
    lines = dict(re.split(r" {2,}", line, maxsplit=1) for line in result.stdout.splitlines())
    assert set(lines) >= {"pdf", "docx", "html", "lines", "broken"}
    assert lines["lines"] == "A line a text"
    assert lines["docx"] == "Word"
    assert lines["broken"].endswith("cannot be loaded: No module named 'no_such_module'")


def test_verify_says_whether_files_hold_every_line(run: Run) -> None:
    assert run("render", "ada.yaml", "--to", "docx", "--to", "html").exit_code == 0
    result = run("verify", "ada.yaml", "output/Ada_Brandt_CV.docx", "output/Ada_Brandt_CV.html")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "output/Ada_Brandt_CV.docx: 5 of 5 lines, in order\n"
        "output/Ada_Brandt_CV.html: 5 of 5 lines, in order\n"
    )


def test_verify_names_the_lines_that_a_file_lost(run: Run, folder: Path) -> None:
    text = (
        "Ada Brandt\nada@brandt.example\nWork\nHired!\n"
        "Planned the diffe\u00adrence engine\nHired!\n"
    )
    (folder / "ada.txt").write_text(text, "utf-8")
    result = run("verify", "ada.yaml", "ada.txt")
    assert result.exit_code == 3
    assert result.stdout == "ada.txt: 3 of 5 lines\n"
    assert result.stderr.splitlines() == [
        "  the character U+00AD SOFT HYPHEN"
        " stands in “… Planned the diffeU+00ADrence engine Hired!” (text)",
        "  ada.yaml:6:9: reads “Planned the diffeU+00ADrence engine”"
        " instead of “Planned the difference engine” (text)",
        "  ada.yaml:7:9: is missing: “Wrote the first program” (text)",
        "  note: is not in the source: “Hired” (text)",
    ]


def test_what_two_readers_find_is_told_once(run: Run, folder: Path) -> None:
    assert run("render", "ada.yaml", "--to", "pdf").exit_code == 0
    source = folder / "ada.yaml"
    source.write_text(source.read_text("utf-8").replace("the first program", "poetry"), "utf-8")
    result = run("verify", "ada.yaml", "output/Ada_Brandt_CV.pdf")
    assert result.stderr.splitlines() == [
        "  ada.yaml:7:9: is missing: “Wrote poetry” (pypdf, pdfium)",
        "  note: is not in the source: “Wrote the first program” (pypdf, pdfium)",
    ]


def test_verify_tells_machines_the_same(run: Run, folder: Path) -> None:
    (folder / "ada.txt").write_text(
        "Ada Brandt\nada@brandt.example\nPlanned the difference engine\nWrote the first program\n",
        "utf-8",
    )
    result = run("verify", "ada.yaml", "ada.txt", "--json")
    assert (result.exit_code, result.stderr) == (3, "")
    assert one_document(result.stdout) == {
        "files": [
            {
                "path": "ada.txt",
                "good": False,
                "error": None,
                "readers": [
                    {
                        "reader": "text",
                        "lines": 5,
                        "found": 4,
                        "findings": [
                            {
                                "kind": "missing",
                                "message": "is missing: “Work”",
                                "file": "ada.yaml",
                                "line": 4,
                                "column": 12,
                            }
                        ],
                    }
                ],
            }
        ]
    }


def test_a_picture_is_no_text(run: Run, folder: Path) -> None:
    (folder / "me.jpg").write_bytes(b"\xff\xd8\xff\xe0\0\x10JFIF")
    result = run("verify", "ada.yaml", "me.jpg")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == "me.jpg: this is no text: it holds bytes that stand for nothing\n"


def test_a_file_that_cannot_be_read_holds_no_line(run: Run, folder: Path) -> None:
    (folder / "cv.pdf").write_bytes(b"%PDF-1.7 and no more")
    result = run("verify", "ada.yaml", "cv.pdf")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == "cv.pdf: pypdf cannot read the PDF: Stream has ended unexpectedly\n"


def test_check_finds_no_fault_and_renders_nothing(run: Run, folder: Path) -> None:
    result = run("check", "ada.yaml")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "ada.yaml: no faults\n", "")
    assert one_document(run("check", "ada.yaml", "--json").stdout)["faults"] == []
    assert not (folder / "output").exists()


def test_check_tells_colours_that_are_hard_to_read_as_a_render_does(run: Run, folder: Path) -> None:
    (folder / "pale.yaml").write_text(
        "name: A\ndesign: {colors: {muted: '#cccccc'}}\nsections: [{title: T, text: x}]\n"
    )
    told = "pale.yaml:2:26: warning: `#cccccc` on `#ffffff` is hard to read: its contrast is 1.6"
    for command in (("check",), ("render", "--to", "txt")):
        result = run(*command, "pale.yaml")
        assert [line.partition(": letters")[0] for line in result.stderr.splitlines()] == [told]
    assert run("check", "pale.yaml", "--strict").exit_code == 1


def test_check_tells_every_fault_at_once_in_file_order(run: Run, folder: Path) -> None:
    (folder / "ada.yaml").write_text("sections:\n  - titel: Work\nemail: ada\nname: Ada\n", "utf-8")
    result = run("check", "ada.yaml")
    assert result.exit_code == 1
    places = [line.split(": ")[0] for line in result.stderr.splitlines()]
    assert places[0] == "ada.yaml:2:5"
    assert places[-1] == "ada.yaml:3:8"


@pytest.mark.unwatched
@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"\xff\xfe\x00", b"%PDF-1.7", b"[" * 9000, b"- a\n", b"name: A", b"a: &a [*a]"],
)
def test_nothing_that_stands_in_a_source_makes_a_traceback(
    run: Run, folder: Path, content: bytes
) -> None:
    (folder / "cv.yaml").write_bytes(content)
    for command in ("render", "check"):
        result = run(command, "cv.yaml")
        assert result.exit_code == 1
        assert result.stderr.startswith("cv.yaml:1:")


def test_themes_and_formats_list_what_is_there(run: Run) -> None:
    themes, formats = run("themes"), run("formats")
    assert (themes.exit_code, formats.exit_code) == (0, 0)
    assert [line.split()[0] for line in themes.stdout.splitlines()] == list(theme_names())
    assert [line.split()[0] for line in formats.stdout.splitlines()] == list(registry.names())
    assert list(one_document(run("themes", "--json").stdout)) == list(theme_names())
    assert one_document(run("formats", "--json").stdout)["docx"] == "Word"


def test_help_and_version_answer(run: Run) -> None:
    for flag in ("-h", "--help"):
        result = run(flag)
        assert result.exit_code == 0
        for command in ("render", "check", "verify", "themes", "formats"):
            assert re.search(rf"^  {command} ", result.stdout, re.MULTILINE)
    assert run("--version").stdout == f"cvrender {__version__}\n"


def test_the_module_is_the_command(start: Start) -> None:
    result = start("--version")
    assert (result.returncode, result.stdout) == (0, f"cvrender {__version__}\n")
