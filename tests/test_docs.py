"""What README and docs show is run: commands, sessions with their answers, files, fragments.

A page is read from top to bottom, in a folder of its own that holds a CV, a picture and a
bibliography. Of its blocks,

* one with ``title="NAME"`` becomes that file;
* ``yaml`` is a CV or some keys of one, without faults unless ``<!-- faulty -->`` is above it;
* ``sh`` holds commands that succeed;
* ``console`` holds commands with all that they answer, where ``…`` stands for anything;
* ``text`` below ``<!-- shows cv.yaml -->`` holds lines of that CV as plain text.

``<!-- run: COMMAND -->`` prepares what a block needs and no reader types.
"""

from __future__ import annotations

import io
import json
import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, NamedTuple

import action_table
import api_page
import command_page
import fault_page
import format_page
import pytest
import token_page
import yaml
from click.testing import CliRunner

import cvrender
from cvrender import batch, cli, schema, source
from cvrender import theme as themes
from cvrender.checks.validate import validate
from cvrender.errors import SourceError
from cvrender.fault_codes import meanings
from cvrender.syntax import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cvrender.errors import Fault

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("**/*.md"))]
SAMPLE = ("zoe.jpg", "papers.bib")
BEGINNING = "\n\n".join((ROOT / "data" / "cv.yaml").read_text("utf-8").split("\n\n")[:3])
"""Of the shipped CV, for pages that show commands: its head and its first sections."""
WITHOUT_SAMPLE = ("README.md", "start.md")
"""Pages that begin with `cvrender new`."""
NOT_RUN = {
    "pip install": "needs a package index",
    "pipx install": "needs a package index",
    "uv tool install": "needs a package index",
    "git clone": "needs a network",
    "cvrender doctor": "answers for the machine that it runs on",
    "make render": "CI runs it",
    "make test": "this is it",
}
WRITTEN = "1796040000"
"""30 November 2026: what is to come on a page stays so."""
ELSEWHERE = {
    ("plug-ins.md", "python"): "test_plugin.py",
    ("plug-ins.md", "toml"): "test_plugin.py",
    ("json-resume.md", "json"): "an excerpt",
    ("json-resume.md", "python"): "an excerpt",
    ("upstream.md", "python"): "about other versions of other projects",
    ("upstream.md", "sh"): "about other versions of other projects",
    ("how-it-works.md", "yaml"): "a line of a list",
}
BESIDE = {("Entry", "anonymous"): ["organization"]}
"""Keys that stand beside others alone."""
_BLOCK = re.compile(
    r"(?:^<!-- (?P<comment>[^\n]*) -->\n)?"
    r'^(?P<indent> *)```(?P<language>\w*)(?: title="(?P<title>[^"]*)")?\n'
    r"(?P<text>.*?)^(?P=indent)```$",
    re.M | re.S,
)


class Block(NamedTuple):
    """A fenced block, the comment above it, and what its first line says."""

    place: str
    comment: str
    language: str
    title: str
    text: str


def blocks(page: Path) -> Iterator[Block]:
    text = page.read_text("utf-8")
    for match in _BLOCK.finditer(text):
        comment, _, language, title, inner = (group or "" for group in match.groups())
        line = text.count("\n", 0, match.start("language")) + 1
        yield Block(f"{page.name}:{line}", comment, language, title, dedent(inner))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", WRITTEN)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    monkeypatch.setattr(batch, "cores", lambda: 1)  # so that no batch starts others
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_shows_works(page: Path, folder: Path) -> None:
    if page.name not in WITHOUT_SAMPLE:
        for name in SAMPLE:
            shutil.copy(ROOT / "data" / name, folder)
        (folder / "cv.yaml").write_text(BEGINNING, "utf-8")
    for block in blocks(page):
        if (page.name, block.language) not in ELSEWHERE:
            try_block(block)


def try_block(block: Block) -> None:
    kind, _, detail = block.comment.partition(" ")
    if kind == "run:":
        prepare(detail)
    if block.title:
        Path(block.title).parent.mkdir(parents=True, exist_ok=True)
        Path(block.title).write_text(block.text, "utf-8")
    match block.language:
        case "yaml" if kind != "faulty":
            assert [str(fault) for fault in faults(block)] == [], block.place
        case "json":
            json.loads(block.text)
        case "sh":
            for command in commands(block.text):
                code, answer = run(command)
                assert code == 0, f"{block.place}: {command}\n{answer}"
        case "console":
            session(block)
        case "text" if kind == "shows":
            shown = run(f"cvrender render {detail} --to txt --output shown")
            assert shown[0] == 0, shown[1]
            (made,) = Path("shown").iterdir()
            lines = made.read_text("utf-8").splitlines()
            assert [line for line in block.text.splitlines() if line not in lines] == []
        case "yaml" | "text" | "bibtex" | "python" | "":
            pass
        case _:
            pytest.fail(f"{block.place}: nothing tries a block of `{block.language}`")


def prepare(commands: str) -> None:
    for command in commands.split(" && "):
        if command.startswith("cvrender "):
            code, answer = run(command)
            assert code == 0, answer
        else:
            subprocess.run(["bash", "-c", command], check=True, capture_output=True)


def faults(block: Block) -> tuple[Fault, ...]:
    """Of a theme, of another program's file, of a CV or of some of its keys."""
    if "theme.yaml" in block.title:
        themes.find(str(Path(block.title).parent), themes.places(Path()))
        return ()
    found = yaml.safe_load(block.text)
    if block.title.startswith("."):
        return ()  # of another program
    missing = {"name": "name: A", "sections": "sections: [{title: B, text: C}]"}
    added = "" if "cv" in found else "\n".join(missing[key] for key in missing.keys() - found)
    path = Path(f"{block.place.replace(':', '-')}.yaml")
    path.write_text(f"{block.text}\n{added}\n", "utf-8")
    try:
        return source.read(path).warnings
    except SourceError as error:
        return error.faults


def commands(text: str) -> list[str]:
    lines = text.replace("\\\n", " ").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def run(command: str) -> tuple[int, str]:
    """The exit code and all output of a command; in this process where it needs no shell."""
    if any(command.startswith(prefix) for prefix in NOT_RUN):
        return 0, ""
    command = re.sub(r"\s+# .*", "", command)
    assert re.match(r"(cvrender|mkdir|cp|cd|python) ", command), f"nothing tries `{command}`"
    asked, _, file = command.partition(" > ")
    program, *arguments = [name for word in shlex.split(asked) for name in named(word)]
    if program not in IN_THIS_PROCESS or "&&" in arguments:
        ended = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
        return ended.returncode, ended.stdout + ended.stderr
    code, answer = IN_THIS_PROCESS[program](arguments)
    if file:
        Path(file).write_text(answer, "utf-8")
    return code, "" if file else answer


def named(word: str) -> list[str]:
    """What a word of a command names: itself, or the files of a pattern."""
    return sorted(map(str, Path().glob(word))) if "*" in word else [word]


def cvrender_in_this_process(arguments: list[str]) -> tuple[int, str]:
    result = CliRunner().invoke(cli.main, arguments, prog_name="cvrender")
    return result.exit_code, result.output


def python_in_this_process(arguments: list[str]) -> tuple[int, str]:
    (script,) = arguments
    with redirect_stdout(io.StringIO()) as printed:
        runpy.run_path(script)
    return 0, printed.getvalue()


IN_THIS_PROCESS = {"cvrender": cvrender_in_this_process, "python": python_in_this_process}


def session(block: Block) -> None:
    """Each command after ``$`` answers the lines below it."""
    for part in block.text.split("$ ")[1:]:
        command, _, expected = part.partition("\n")
        _, answer = run(command)
        pattern = ".*?".join(map(re.escape, expected.split("…")))
        assert re.fullmatch(pattern, answer), f"{block.place}: {command}\n{answer}"


def test_each_key_of_the_format_has_an_example_that_is_valid() -> None:
    examples = format_page.examples()
    assert list(examples) == [found.__name__ for found in format_page.MODELS]
    for found in format_page.MODELS:
        shown = examples[found.__name__]
        assert list(shown) == list(found.model_fields), found
        required = {key for key, field in found.model_fields.items() if field.is_required()}
        if not required:
            required = {"title", "bibtex"} & {*shown}
        for key, text in shown.items():
            needed = required - {key} | {*BESIDE.get((found.__name__, key), ())}
            others = "".join(shown[other] for other in needed if key != "csl")
            validate(parse_yaml(text + others, f"{found.__name__}.yaml"), found)


def test_the_reference_of_the_format_has_a_place_for_each_key() -> None:
    page = format_page.page()
    keys = [
        (found.__name__.lower(), key) for found in format_page.MODELS for key in found.model_fields
    ]
    assert [key for key in keys if f"{{ #{key[0]}-{key[1]} }}" not in page] == []


def test_the_reference_of_tokens_has_each_token_that_a_theme_sets() -> None:
    listed = set(re.findall(r"^\| `([\w.]+)` \|", token_page.page(), re.M))
    shown = CliRunner().invoke(cli.main, ["themes", "show", "classic"]).stdout
    assert listed == {line.split()[0] for line in shown.splitlines()}


def test_the_reference_of_commands_has_each_command() -> None:
    page = command_page.page()
    told = CliRunner().invoke(cli.main, ["--help"]).stdout.partition("Commands:\n")[2]
    names = re.findall(r"^  ([a-z]+)  ", told, re.M)
    assert "render" in names
    assert [name for name in names if f"## {name} {{ #{name} }}" not in page] == []


def test_the_reference_of_the_api_has_a_place_for_each_name_with_its_meaning() -> None:
    members = api_page.reference().split("### `")[1:]
    names = {member.partition("`")[0] for member in members}
    assert names == {*cvrender.__all__, "Options"}
    assert [member for member in members if len(member.split()) < 7] == []


def test_the_entries_for_schemastore_name_the_schemas_that_the_site_publishes() -> None:
    entries = json.loads((ROOT / "docs" / "schemastore.json").read_text("utf-8"))
    owner, name = cvrender.REPOSITORY.split("/")[-2:]
    published = {"cv": schema.schema(), "letter": schema.letter_schema()}
    assert [(entry["name"], entry["url"]) for entry in entries] == [
        (each["title"], f"https://{owner}.github.io/{name}/{file}.schema.json")
        for file, each in published.items()
    ]
    assert [entry.keys() for entry in entries] == [
        {"name", "description", "fileMatch", "url"} for _ in entries
    ]


def test_the_action_has_each_input_that_is_shown() -> None:
    shown = [block for block in blocks(ROOT / "docs" / "ci.md") if block.title.endswith("cv.yml")]
    steps = yaml.safe_load(shown[0].text)["jobs"]["render"]["steps"]
    assert {*steps[-1]["with"]} == {"to", "strict"} <= {*action_table.inputs()}


def test_each_code_of_a_fault_has_a_place_and_messages_of_its_own() -> None:
    page = fault_page.page((ROOT / "docs" / "faults.md").read_text("utf-8"))
    assert [code for code in meanings() if f"### `{code}` {{ #{code} }}" not in page] == []
    of_dates = page.partition("{ #bad-date }")[2].partition("### ")[0]
    assert of_dates.count('<div class="fault"') == 2
    assert page.count("## Faults of the machine") == 1
