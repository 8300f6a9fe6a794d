"""The command line: what it takes, what it answers, and how it ends where it is called wrongly."""

from __future__ import annotations

import platform
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from click import Context
from commands import ADA, one_document, run, start

from cvrender import __version__
from cvrender.cli import main
from cvrender.renderers import registry
from cvrender.theme import names as theme_names

pytestmark = pytest.mark.usefixtures("folder")


def test_a_fault_in_json_is_one_document_too(folder: Path) -> None:
    (folder / "ada.yaml").write_text(ADA.replace("bullets", "bulets"), "utf-8")
    for command in ("render", "check"):
        result = run(command, "ada.yaml", "--json")
        assert (result.exit_code, result.stderr) == (1, "")
        assert one_document(result.stdout)["faults"] == [
            {
                "file": "ada.yaml",
                "line": 5,
                "column": 5,
                "code": "unknown-key",
                "message": "unknown key `bulets`",
                "hint": "did you mean `bullets`?",
            }
        ]


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
        (("verify", "ada.yaml"), "FILES..."),
        (("render", "--output", "ada.yaml"), "'ada.yaml'"),
        (("render", "--too", "pdf"), "--too"),
        (("ada.yaml",), " Did you mean `cvrender render ada.yaml`?\n"),
        (("rendr",), " Did you mean `cvrender render`?\n"),
        (("build",), " Did you mean `cvrender render`?\n"),
        (("init", "cv.yaml"), " Did you mean `cvrender new`?\n"),
        (("serv",), " Did you mean `cvrender preview`?\n"),
        (("lint",), " Did you mean `cvrender check`?\n"),
        (("help", "render"), " Did you mean `cvrender --help`?\n"),
        (("version",), " Did you mean `cvrender --version`?\n"),
        (("render", "--theme", "data"), "the folder `data` is not a theme: it has no theme.yaml"),
        (("convert", "ada.yaml", "ada.docx"), "\n  name it ada.yaml; `cvrender render` makes"),
        (("preview", "--output", "pages"), "--output"),
    ],
)
def test_a_mistake_in_the_command_ends_with_2(
    folder: Path, arguments: tuple[str, ...], message: str
) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert not (folder / "output").exists()


def test_each_command_says_in_a_whole_sentence_what_it_does() -> None:
    shown = " ".join(run("--help").stdout.split())
    context = Context(main)
    names = main.list_commands(context)
    sentences = {name: main.get_command(context, name).get_short_help_str(79) for name in names}
    assert len(sentences) == 13
    for name, sentence in sentences.items():
        assert re.fullmatch(r"[A-Z].*[^.]\.", sentence)
        assert f" {name} {sentence}" in shown


def test_a_mistake_in_the_command_is_told_in_json() -> None:
    result = run("render", "--theme", "clasic", "--json")
    assert (result.exit_code, result.stderr) == (2, "")
    assert one_document(result.stdout) == {
        "error": {"message": "there is no theme `clasic`", "remedy": "did you mean `classic`?"}
    }


@pytest.mark.parametrize(
    "arguments",
    [
        ("render", "--json", "--too", "pdf"),
        ("watch", "ada.yaml", "more.yaml", "--json"),
        ("render", "--output", "ada.yaml", "--json"),
        ("verify", "--json"),
        ("batch", "ada.yaml", "--jobs", "0", "--json"),
        ("themes", "show", "--json"),
        ("rendr", "--json"),
    ],
)
def test_a_command_that_is_called_wrongly_is_told_in_json_too(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stderr) == (2, "")
    told = one_document(result.stdout)["error"]
    assert told["message"]
    assert re.fullmatch(r"see `\S+( \w+)* --help`", told["remedy"])


def test_an_unknown_theme_of_the_source_is_a_fault_of_the_source(folder: Path) -> None:
    (folder / "ada.yaml").write_text(ADA + "theme: clasic\n", "utf-8")
    for command in ("render", "check"):
        result = run(command, "ada.yaml")
        assert result.exit_code == 1
        assert result.stderr == (
            "ada.yaml:8:8: there is no theme `clasic`; did you mean `classic`?\n"
            "    8 | theme: clasic\n"
            "      |        ^\n"
        )


def test_check_finds_no_fault_and_renders_nothing(folder: Path) -> None:
    result = run("check", "ada.yaml")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "ada.yaml: no faults\n", "")
    assert one_document(run("check", "ada.yaml", "--json").stdout)["faults"] == []
    assert not (folder / "output").exists()


def test_check_tells_colours_that_are_hard_to_read_as_a_render_does(folder: Path) -> None:
    (folder / "pale.yaml").write_text(
        "name: A\ndesign: {colors: {muted: '#cccccc'}}\nsections: [{title: T, text: x}]\n"
    )
    told = "pale.yaml:2:26: warning: `#cccccc` on `#ffffff` is hard to read: its contrast is 1.6"
    for command in (("check",), ("render", "--to", "txt")):
        result = run(*command, "pale.yaml")
        warning, _, caret = result.stderr.splitlines()
        assert warning.partition("; use")[0] == told
        assert caret.index("^") == caret.index("|") + 2 + 25
    assert run("check", "pale.yaml", "--strict").exit_code == 1


def test_check_explains_the_code_of_a_fault() -> None:
    asked = run("check", "--explain", "bad-date")
    assert (asked.exit_code, asked.output) == (0, "bad-date: a value that is not a date\n")
    asked = run("check", "--explain", "bad-dat")
    assert (asked.exit_code, asked.stdout) == (2, "")
    assert asked.stderr == "there is no fault `bad-dat`\n  did you mean `bad-date`?\n"


def test_check_tells_every_fault_at_once_in_file_order(folder: Path) -> None:
    (folder / "ada.yaml").write_text("sections:\n  - titel: Work\nemail: ada\nname: Ada\n", "utf-8")
    result = run("check", "ada.yaml")
    assert result.exit_code == 1
    places = [line.split(": ")[0] for line in result.stderr.splitlines() if line[0] == "a"]
    assert places[0] == "ada.yaml:2:5"
    assert places[-1] == "ada.yaml:3:8"


@pytest.mark.unwatched
@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"\xff\xfe\x00", b"%PDF-1.7", b"[" * 200, b"- a\n", b"name: A", b"a: &a [*a]"],
)
def test_nothing_that_stands_in_a_source_makes_a_traceback(folder: Path, content: bytes) -> None:
    (folder / "cv.yaml").write_bytes(content)
    for command in ("render", "check"):
        result = run(command, "cv.yaml")
        assert result.exit_code == 1
        assert result.stderr.startswith("cv.yaml:1:")


def test_themes_and_formats_list_what_is_there() -> None:
    themes, formats = run("themes"), run("formats")
    assert (themes.exit_code, formats.exit_code) == (0, 0)
    assert [line.split()[0] for line in themes.stdout.splitlines()] == list(theme_names())
    assert [line.split()[0] for line in formats.stdout.splitlines()] == list(registry.names())
    assert list(one_document(run("themes", "--json").stdout)) == list(theme_names())
    assert one_document(run("formats", "--json").stdout)["docx"] == "Word"


def test_help_and_version_answer() -> None:
    for flag in ("-h", "--help"):
        result = run(flag)
        assert result.exit_code == 0
        for command in ("render", "check", "verify", "themes", "formats"):
            assert re.search(rf"^  {command} ", result.stdout, re.MULTILINE)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
@pytest.mark.parametrize("asked", ["--help", "--version", "render --help", "formats"])
def test_an_answer_that_cannot_be_printed_ends_with_4_and_one_line(asked: str) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "cvrender", *asked.split()],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 4
    assert done.stderr == "cannot write standard output: No space left on device\n"


def test_the_version_names_what_writes_the_documents() -> None:
    result = start("--version")
    found = re.fullmatch(
        rf"cvrender {re.escape(__version__)} \(Python ([\d.]+), WeasyPrint ([\d.]+), "
        r"python-docx ([\d.]+), Pango ([\d.]+)\)\n",
        result.stdout,
    )
    assert found
    expected = (platform.python_version(), version("weasyprint"), version("python-docx"))
    assert found.groups()[:3] == expected
