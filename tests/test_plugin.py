"""A format or a reader of somebody else is one file and one entry point; a broken one harms nobody.

The first are used as pip leaves them, by a process of their own; the others stand in this one.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from commands import SEVERAL, files, run

if TYPE_CHECKING:
    from collections.abc import Callable

PLUGIN = Path(__file__).parent / "plugin"
PAGE = Path(__file__).parents[1] / "docs" / "plug-ins.md"
ENTRY_POINTS = """\
[cvrender.renderers]
rst = cvrender_rst:RENDERER

[cvrender.readers]
note = cvrender_note:READER
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """``installed(*commands)``: commands where the plug-ins are installed, as pip leaves them."""
    site = tmp_path_factory.mktemp("site")
    for module in PLUGIN.glob("cvrender_*.py"):
        shutil.copy(module, site)
    info = site / "cvrender_rst-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: cvrender-rst\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(ENTRY_POINTS)

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *SEVERAL, *arguments],
            env={**os.environ, "PYTHONPATH": str(site)},
            cwd=site,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_a_renderer_of_somebody_else_is_listed_used_and_verified(installed, tmp_path):
    source = tmp_path / "cv.yaml"
    source.write_text("name: Alex Doe\nsections: [{title: Work, bullets: [Sold shoes]}]\n")
    result = installed("formats", f"render {source} --to rst --output {tmp_path}")
    assert "rst         reStructuredText\n" in result.stdout
    assert result.stdout.endswith("Alex_Doe_CV.rst: 40 bytes, 3 of 3 lines, in order\n")
    written = (tmp_path / "Alex_Doe_CV.rst").read_text("utf-8")
    assert written == "Alex Doe\n========\n\nWork\n----\n\nSold shoes"


def test_the_documentation_shows_the_whole_renderer_of_somebody_else():
    module, project = re.findall(r"```(?:python|toml)\n(.*?)```", PAGE.read_text("utf-8"), re.S)
    documented = (PLUGIN / "cvrender_rst.py").read_text("utf-8")
    assert documented.partition("\n\n")[2] == module
    points = tomllib.loads(project)["project"]["entry-points"]
    assert points == {"cvrender.renderers": {"rst": "cvrender_rst:RENDERER"}}
    assert len(module.splitlines()) < 20


def test_a_reader_of_somebody_else_reads_its_format_and_faults_keep_their_places(
    installed, tmp_path
):
    source, faulty = tmp_path / "note.yaml", tmp_path / "faulty.yaml"
    source.write_text("who: Alex\nnote: Hello\n")
    faulty.write_text("who:\nnote: Hello\n")
    result = installed(f"render {source} --to txt --output {tmp_path}", f"check {faulty}")
    assert (tmp_path / "Alex_CV.txt").read_text("utf-8") == "Alex\n\n\nSummary\n\nHello\n"
    placed = f"{faulty}:1:1: `name` is empty\n    1 | who:\n      | ^\n"
    assert (result.returncode, result.stderr) == (1, placed)


def test_the_example_of_a_renderer_is_short():
    assert len((PLUGIN / "cvrender_rst.py").read_text("utf-8").splitlines()) < 20


RESUME = '{"basics": {"name": "Ada Brandt"}, "work": [{"name": "Engine & Co"}]}'

MODULE = """
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
GOOD_AND_BAD = """
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
def _plug_in(install: Callable[..., Path]) -> None:
    """A package that plugs in formats and readers, good and bad ones."""
    install(GOOD_AND_BAD, plug_in=MODULE)


with_plug_ins = pytest.mark.usefixtures("folder", "_plug_in")


@with_plug_ins
def test_a_plug_in_is_a_format_like_any_other(folder: Path) -> None:
    result = run("render", "ada.yaml", "--to", "lines")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "output/Ada_Brandt_CV.lines: 88 bytes, 5 of 5 lines, in order\n"
    assert (folder / "output" / "Ada_Brandt_CV.lines").read_text("utf-8") == (
        "Ada Brandt\nada@brandt.example\nWork\nPlanned the difference engine\n"
        "Wrote the first program"
    )


@with_plug_ins
def test_a_lost_line_ends_with_3_is_named_and_the_file_stays(folder: Path) -> None:
    result = run("render", "ada.yaml", "--to", "lossy")
    assert result.exit_code == 3
    assert result.stdout == (
        "output/Ada_Brandt_CV.lossy: 65 bytes, 4 of 5 lines\n"
        "  ada.yaml:7:9: is missing: “Wrote the first program” (text)\n"
    )
    assert result.stderr == ""
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
        ("foreign", 4, "the format `foreign` (json:dumps) is not a Renderer\n"),
        (
            "failing",
            4,
            "the format `failing` failed: ValueError: no ink\n  tell the people who made it\n",
        ),
        (
            "unreadable",
            3,
            "cannot be read back: cannot read the PDF: it is damaged\n",
        ),
    ],
)
def test_a_broken_plug_in_is_one_clear_error_and_breaks_nobody_else(
    form: str, code: int, message: str
) -> None:
    result = run("render", "ada.yaml", "--to", form, "--to", "docx")
    assert result.exit_code == code
    assert result.stderr.endswith(message)
    assert result.stderr.count("\n") == message.count("\n")
    assert re.fullmatch(r"output/Ada_Brandt_CV\.docx: .* 5 of 5 lines, in order\n", result.stdout)


@with_plug_ins
def test_a_broken_reader_or_format_that_is_not_asked_for_is_in_nobodys_way(folder: Path) -> None:
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
    folder: Path, content: str, message: str
) -> None:
    (folder / "cv.yaml").write_text(content, "utf-8")
    result = run("check", "cv.yaml")
    assert (result.exit_code, result.stdout, result.stderr) == (4, "", message)


@with_plug_ins
def test_formats_lists_plug_ins_and_says_which_are_broken() -> None:
    result = run("formats")
    assert result.exit_code == 0
    lines = dict(re.split(r" {2,}", line, maxsplit=1) for line in result.stdout.splitlines())
    assert set(lines) >= {"pdf", "docx", "html", "lines", "broken"}
    assert lines["lines"] == "A line a text"
    assert lines["docx"] == "Word"
    assert lines["broken"].endswith("cannot be loaded: No module named 'no_such_module'")
