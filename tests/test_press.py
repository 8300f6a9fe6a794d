"""A command prints its PDF in a second process, which is ready when the source has been read."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from subprocess import check_output
from typing import TYPE_CHECKING

import pytest
from commands import start

import cvrender
from cvrender import plugins, sandbox
from cvrender import theme as themes
from cvrender.dates import moment
from cvrender.errors import GlyphError, LostLinesError, MachineError, SourceError, UsageError
from cvrender.extract import extract, extract_beside
from cvrender.job import Job
from cvrender.live.preview import Preview
from cvrender.renderers.pdf import missing_glyphs
from cvrender.sandbox import expect_press

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from shared import Made

    from cvrender.theme import Theme

MODULES = """
import sys
from cvrender.cli import main
for more in (["--to", "pdf"], []):
    try:
        main(["render", "ada.yaml", "--quiet", *more])
    except SystemExit as end:
        print(end.code, *sorted({"docx", "pypdf", "weasyprint"} & {*sys.modules}))
"""
"""Two commands; how each ends, and which libraries its own process has imported then."""


@pytest.fixture
def press() -> Iterator[None]:
    with sandbox.kept():
        sandbox.expect(sandbox.PRESS)
        yield


@pytest.fixture(params=[False, True], ids=["with its own looks", "of tokens only"])
def strange(request: pytest.FixtureRequest) -> Theme:
    """A theme that is not trusted."""
    return replace(themes.find("classic"), trusted=False, tokens_only=request.param)


def test_a_command_imports_weasyprint_in_another_process_and_prints_what_this_one_does(
    folder: Path,
) -> None:
    (folder / "temporary").mkdir()
    environment = {**os.environ, "TMPDIR": str(folder / "temporary")}
    program = [sys.executable, "-c", MODULES]
    done = subprocess.run(program, cwd=folder, env=environment, capture_output=True, text=True)
    assert (done.stdout.splitlines(), done.stderr) == (["0", "0 docx"], "")
    assert list((folder / "temporary").iterdir()) == []  # no fonts, either
    assert sorted(path.suffix for path in Path(folder, "output").iterdir()) == [".docx", ".pdf"]
    [pdf] = cvrender.render(folder / "ada.yaml", "pdf").values()
    assert next(Path(folder, "output").glob("*.pdf")).read_bytes() == pdf


BEGINS = """
import sys
from cvrender import sandbox
def told(*_, **__):
    print("click" in sys.modules)
    sys.exit()
sandbox.expect_press = told
sys.argv[0] = "cvrender"
from cvrender.__main__ import start
start()
"""


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("render ada.yaml --theme plain", "False\n"),
        ("render ada.yaml --to pdf", "True\n"),
        ("render ada.yaml -o ada.pdf", "True\n"),
        ("render ada.yaml --to docx --quiet", ""),
        ("render ada.yaml -o ada.docx --quiet", ""),
        ("check ada.yaml", "ada.yaml: no faults\n"),
    ],
)
def test_the_press_starts_before_all_else_is_imported_where_a_pdf_is_sure_to_be_made(
    folder: Path, command: str, told: str
) -> None:
    program = [sys.executable, "-c", BEGINS, *command.split()]
    done = subprocess.run(program, cwd=folder, capture_output=True, text=True, check=True)
    assert done.stdout == told


def test_a_command_ends_a_theme_of_somebody_that_takes_too_much_memory(folder: Path) -> None:
    theme = folder / "greedy"
    theme.mkdir()
    (theme / "theme.yaml").write_text("extends: classic\n")
    (theme / "page.html.j2").write_text("{{ 'a' * 3000000000 }}")
    command = ["render", "ada.yaml", "--theme", str(theme), "--to", "pdf"]
    told = start(*command, cwd=folder).stderr
    assert "the theme `greedy` took more than 30 seconds or 2 GB of memory, or crashed" in told


def test_what_a_killed_command_left_is_removed_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left, empty, new = (tmp_path / f"cvrender-child-{number}" for number in (1, 2, 3))
    (left / "cvrender-fonts-1").mkdir(parents=True)
    empty.mkdir()
    os.utime(empty, (0, 0))
    new.mkdir()  # which may be about to be locked
    with sandbox.kept():
        sandbox.expect(sandbox.PRESS)
        assert not left.exists()
        assert not empty.exists()
        assert len(list(tmp_path.iterdir())) == 2
    assert list(tmp_path.iterdir()) == [new]


def test_the_press_does_one_piece_of_work_after_the_other(press: None) -> None:
    assert worker() == worker() != HERE


def test_a_press_that_has_begun_is_not_asked_for_more(press: None) -> None:
    begun = sandbox.begun(check_output, SHELL)
    assert not sandbox.has_press()
    assert worker() == HERE
    assert begun() != HERE
    assert sandbox.has_press()


def test_what_the_press_does_ahead_is_not_heard_of(press: None) -> None:
    classic, number = themes.find("classic"), worker()
    sandbox.ahead(check_output, ["echo", "ahead"], theme=classic)
    sandbox.ahead(missing_glyphs.check, [0x1D518], theme=classic)
    assert worker() == worker() == number


def test_what_is_done_ahead_in_a_theme_of_somebody_has_limits_and_a_press_of_its_own(
    press: None, strange: Theme, tmp_path: Path
) -> None:
    waiting, told = worker(), tmp_path / "told"
    sandbox.ahead(check_output, ["sh", "-c", f"ulimit -v > {told}"], theme=strange)
    assert not sandbox.has_press()
    assert sandbox.printed(check_output, SHELL, theme=strange) == waiting
    assert told.read_text() == "1953125\n"


def test_a_press_that_a_theme_of_somebody_ends_ahead_is_told_to_take_too_much(
    press: None, strange: Theme
) -> None:
    sandbox.ahead(os._exit, 1, theme=strange)
    with pytest.raises(SourceError, match="the theme `classic` took more than 30 seconds or 2 GB"):
        sandbox.printed(check_output, SHELL, theme=strange)


def test_what_is_raised_in_the_press_is_raised_here(press: None) -> None:
    with pytest.raises(GlyphError, match="none of the available fonts has the character"):
        sandbox.printed(missing_glyphs.check, [0x1D518])
    with pytest.raises(MachineError, match="cannot be loaded: No module named 'absent'"):
        sandbox.printed(plugins.load, plugins.Point("", "it", "absent", ""), bytes, "format")


def test_a_wrong_option_that_the_press_meets_is_told_as_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "today")
    with sandbox.kept():
        sandbox.expect(sandbox.PRESS)
        with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH is `today`, which is not a time"):
            sandbox.printed(moment)


def test_a_press_that_crashes_is_told(press: None) -> None:
    with pytest.raises(MachineError, match=r"^the process that prints the PDF crashed$"):
        sandbox.printed(os._exit, 1)
    assert not sandbox.has_press()


def test_the_press_prints_a_theme_of_somebody_within_limits_and_nothing_after_it(
    press: None, strange: Theme
) -> None:
    waiting = worker()
    begun = sandbox.begun(check_output, ["sh", "-c", "echo $PPID; ulimit -v"], theme=strange)
    assert not sandbox.has_press(strange)
    assert begun().split() == [waiting.strip(), b"1953125"]
    assert sandbox.has_press(strange)
    assert not sandbox.has_press()
    assert sandbox.printed(check_output, SHELL, theme=strange) == waiting


def test_a_theme_of_somebody_that_ends_the_press_is_told_to_take_too_much(
    press: None, strange: Theme
) -> None:
    begun = sandbox.begun(os._exit, 1, theme=strange)
    with pytest.raises(SourceError, match="the theme `classic` took more than 30 seconds or 2 GB"):
        begun()
    assert not sandbox.has_press(strange)


def test_what_a_theme_of_somebody_makes_has_the_bounds_of_a_file(
    press: None, strange: Theme
) -> None:
    begun = sandbox.begun(bytes, sandbox.FILE + 1, theme=strange)
    with pytest.raises(SourceError, match="the theme `classic` made more than 50 MB"):
        begun()


def test_a_pdf_is_read_by_the_press_as_it_is_without(
    press: None, strange: Theme, made: Callable[..., Made]
) -> None:
    data = made("pdf").data
    assert extract_beside(data, themes.find("classic")) == extract(data)
    assert extract_beside(data, strange) == extract(data, untrusted=True)
    assert sandbox.has_press(strange)
    with pytest.raises(LostLinesError, match=r"^cannot read the PDF: it is damaged$"):
        extract_beside(data[:999], strange)
    assert sandbox.has_press(strange)


def test_a_preview_prints_in_a_press(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sandbox, "expect_press", expect_press)
    source = tmp_path / "cv.yaml"
    source.write_text("name: Ada\nsections: [{title: Work, text: Some text}]")
    preview = Preview(Job(source))
    with sandbox.kept():
        preview.build()
        assert sandbox.has_press()
    assert preview.text() == b"Ada\nWork\nSome text"


SHELL = ["sh", "-c", "echo $PPID"]
HERE = f"{os.getpid()}\n".encode()


def worker() -> bytes:
    """The number of the process that prints."""
    return sandbox.printed(check_output, SHELL)
