"""What is not needed is not imported: a command pays only for what it does."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LIBRARIES = {
    "anyascii", "click", "docx", "jinja2", "lxml", "markdown_it", "pydantic", "pypdf",
    "pypdfium2", "ssl", "weasyprint", "yaml",
}  # fmt: skip

PROGRAM = """
import json, sys
try:
    {code}
except SystemExit as end:
    assert not end.code, end.code
sys.stderr.write(json.dumps([name for name in sys.modules if "." not in name]))
"""
COMMAND = "from cvrender.cli import main; main({arguments!r})"


def imported(code: str) -> set[str]:
    """The libraries that a fresh process has imported after running ``code``."""
    return LIBRARIES & imported_by(code)


def imported_by(code: str) -> set[str]:
    """All that a fresh process has imported after running ``code``, by the names at the top."""
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(code=code)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(json.loads(result.stderr))


def command(*arguments: str) -> set[str]:
    return imported(COMMAND.format(arguments=list(arguments)))


def logged(*arguments: str, **environment: str) -> set[str]:
    """All that a fresh Python imports."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}


def few(most: int, *arguments: str) -> set[str]:
    """All that a command imports, of which no more than ``most`` are modules of ours.

    Each takes a fifth of a millisecond; one that all need may raise the number.
    """
    found = logged("-m", "cvrender", *arguments)
    ours = sorted(name for name in found if name.split(".")[0] == "cvrender")
    assert len(ours) <= most, ours
    return found


def test_importing_cvrender_does_no_work() -> None:
    assert imported("import cvrender") == set()


@pytest.mark.parametrize("arguments", [["--version"], ["render", "--help"]])
def test_help_imports_the_command_line_and_nothing_else(arguments: list[str]) -> None:
    assert command(*arguments) == {"click"}


def test_help_imports_few_modules_of_ours() -> None:
    assert few(15, "--help") & LIBRARIES == {"click"}


def test_check_imports_nothing_that_it_does_not_need() -> None:
    found = few(63, "check", "data/cv.yaml")
    assert found & LIBRARIES == {"click", "pydantic", "yaml"}
    assert "cvrender.source" in found
    spared = {"cvrender.pipeline", "cvrender.compose", "cvrender.theme.tokens", "jinja2", "hmac"}
    # What the libraries themselves import is theirs to choose.
    slow = {"importlib.metadata", "email", "tempfile", "difflib", "tomllib"} - logged(
        "-c", "import click, pydantic, yaml", PYDANTIC_DISABLE_PLUGINS="__all__"
    )
    assert found & (spared | slow) == set()


def test_a_module_that_is_loaded_late_is_whole_when_it_is_used() -> None:
    code = (
        "import sys; from cvrender import startup; startup.prepare(startup.ONE_COMMAND)\n"
        "from pydantic import types; late = 'hmac' not in sys.modules\n"
        "assert types.SecretStr('a') == types.SecretStr('a')\n"
        "print(late, 'hmac' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "True True\n"


def test_a_word_file_needs_no_pdf_reader_and_weasyprint_only_to_measure_it_once(
    tmp_path: Path,
) -> None:
    own = {"click", "docx", "lxml", "pydantic", "yaml"}
    word = ("render", "--to", "docx", "--output", str(tmp_path))
    assert few(185, *word, "--set", "fit=off") & LIBRARIES == own
    assert command(*word) - own <= {"jinja2", "ssl", "weasyprint"}
    told = imported_by(COMMAND.format(arguments=[*word]))
    assert told & LIBRARIES == own
    spared = {"difflib", "termios", "tomllib"}  # for what deviates, is waited for, or was parsed
    assert told & spared == set()


def test_a_web_page_needs_neither_weasyprint_nor_word(tmp_path: Path) -> None:
    found = command("render", "--to", "html", "--output", str(tmp_path))
    assert found == {"click", "jinja2", "lxml", "pydantic", "yaml"}


def test_the_process_that_reads_a_pdf_starts_with_nothing_else() -> None:
    assert imported("import cvrender.extract.process") == set()


def test_the_process_that_prints_a_pdf_is_given_texts_and_needs_no_models() -> None:
    code = "from cvrender.renderers.pdf import document, engine; engine.weasyprint()"
    assert imported(code) == {"ssl", "weasyprint"}


def test_the_process_that_makes_a_page_can_fetch_nothing() -> None:
    page = "from cvrender.renderers.html import page; from cvrender.renderers.pdf import printing"
    assert imported(page) == {"jinja2", "pydantic", "yaml"}


def test_every_room_stands_in_the_table_of_rooms() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    table = text.partition("## The rooms")[2].partition("Imports go downward")[0]
    listed = [name for row in table.splitlines() for name in re.findall(r"`(\w+/?)`", row)]
    source = ROOT / "src" / "cvrender"
    rooms = {path.stem for path in source.glob("*.py")} - {"__init__"}
    rooms |= {f"{path.parent.name}/" for path in source.glob("*/**/__init__.py")}
    assert rooms == set(listed)


def test_how_it_works_names_what_exists() -> None:
    text = (ROOT / "docs" / "how-it-works.md").read_text("utf-8")
    stages = re.findall(r"\| `([\w.]+)` \|", text)
    assert len(stages) > 10
    for stage in stages:
        module, _, function = stage.rpartition(".")
        assert callable(getattr(import_module(f"cvrender.{module}"), function)), stage
    for path in re.findall(r"`((?:[\w-]+/)+[\w.-]*)`", text):
        assert (ROOT / path).exists() or (ROOT / "src" / "cvrender" / path).exists(), path
