"""`cvrender check`: which source it reads, and how it shows faults to people and to programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema
import pytest
from click.testing import CliRunner
from commands import ADA, one_document, run

from cvrender.cli import main
from cvrender.cli.snippet import snippet
from cvrender.errors import Position
from cvrender.fault_codes import meanings

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("folder")
WRONG = ADA.replace("bullets", "bulets")
CLI_FAULT = "ada.yaml:5:5: unknown key `bulets`; did you mean `bullets`?"


def test_the_source_is_cv_yaml_or_that_of_data_or_the_only_cv(folder: Path) -> None:
    assert run("check").stdout == "data/cv.yaml: no faults\n"
    (folder / "cv.yaml").write_text(ADA, "utf-8")
    assert run("check").stdout == "cv.yaml: no faults\n"
    for path in (folder / "cv.yaml", folder / "data" / "cv.yaml"):
        path.unlink()
    (folder / "docker-compose.yml").write_text("name: web\nservices: {}\n", "utf-8")
    (folder / "secret.yaml").mkdir()
    assert run("check").stdout == "ada.yaml: no faults\n"
    (folder / "ada.yaml").unlink()
    (folder / "package.json").write_text('{"name": "web", "sections": 1}', "utf-8")
    (folder / "resume.json").write_text('{"basics": {"name": "Ada"}}', "utf-8")
    assert run("check").stdout == "resume.json: no faults\n"


def test_where_no_source_is_meant_the_next_step_is_named(folder: Path) -> None:
    (folder / "data" / "cv.yaml").unlink()
    (folder / "other.yaml").write_text("cv:\n  name: Bo\n", "utf-8")
    several = run("check")
    assert (several.exit_code, several.stdout) == (2, "")
    assert several.stderr == (
        "there are several CVs in this folder: ada.yaml, other.yaml\n  name one of them\n"
    )
    for path in folder.glob("*.yaml"):
        path.unlink()
    for command in ("check", "render", "watch", "preview"):
        result = run(command)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == (
            "there is no CV in this folder\n"
            "  name one, or let `cvrender new` write one to start from\n"
        )
    assert one_document(run("check", "--json").stdout)["error"]["message"]


def test_many_sources_are_checked_and_all_their_faults_told(folder: Path) -> None:
    (folder / "bad.yaml").write_text(WRONG, "utf-8")
    result = run("check", "ada.yaml", "bad.yaml")
    assert (result.exit_code, result.stdout) == (1, "ada.yaml: no faults\n")
    assert result.stderr.splitlines() == [
        CLI_FAULT.replace("ada", "bad"),
        "    5 |     bulets:",
        "      |     ^",
    ]
    assert run("check", "ada.yaml", "-q").output == ""


@pytest.mark.parametrize(
    ("line", "column", "shown"),
    [
        ("name: Ada", 7, ["    1 | name: Ada", "      |       ^"]),
        ("\tname: Ada", 2, ["    1 |  name: Ada", "      |  ^"]),
        ("名前: 山田", 5, ["    1 | 名前: 山田", "      |       ^"]),
        ("a\u0301b: c", 4, ["    1 | a\u0301b: c", "      |   ^"]),
        ("a:\u00a0\x1b[31m", 3, ["    1 | a:␣�[31m", "      |   ^"]),
        ("a: \u202eb", 4, ["    1 | a: �b", "      |    ^"]),
        (
            "x" * 60 + "y" * 60 + "z" * 60,
            101,
            ["    1 | …" + "y" * 60 + "z" * 30 + "…", "      | " + " " * 41 + "^"],
        ),
    ],
)
def test_the_caret_stands_under_the_place(line: str, column: int, shown: list[str]) -> None:
    assert list(snippet(Position("cv.yaml", 1, column), [line])) == shown


@pytest.mark.parametrize(
    ("environment", "colored"),
    [({}, False), ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False)],
)
def test_colours_are_printed_where_they_are_wanted(
    folder: Path, environment: dict[str, str], colored: bool
) -> None:
    (folder / "ada.yaml").write_text(WRONG, "utf-8")
    both = {"FORCE_COLOR": None, "NO_COLOR": None, **environment}
    result = CliRunner().invoke(main, ["check", "ada.yaml"], env=both)
    assert ("\x1b[1mada.yaml:5:5\x1b[0m: unknown" in result.stderr) is colored
    assert ("\x1b" in result.stderr) is colored


def test_nothing_that_is_printed_steers_the_terminal(folder: Path) -> None:
    steering = "\x1b]0;gotcha\x07\x9b31m\u202e"
    (folder / f"{steering}.yaml").write_text(WRONG, "utf-8")
    for arguments in (("check", f"{steering}.yaml"), ("check", "--json", f"{steering}.yaml"),
                      ("check", f"{steering}.yml"), ("verify", "ada.yaml", f"{steering}.yaml"),
                      ("check", "--format", "github", f"{steering}.yaml"),
                      ("render", "ada.yaml", f"{steering}.yaml"), (steering,)):  # fmt: skip
        printed = run(*arguments).output
        assert "gotcha" in printed
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(printed)
    faults = json.loads(run("check", "--json", f"{steering}.yaml").stdout)["faults"]
    assert faults[0]["file"] == f"{steering}.yaml"


def test_github_is_told_in_workflow_commands(folder: Path) -> None:
    (folder / "a,b.yaml").write_text(WRONG, "utf-8")
    result = run("check", "--format", "github", "a,b.yaml", "ada.yaml")
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout == (
        "::error file=a%2Cb.yaml,line=5,col=5,title=unknown-key"
        "::unknown key `bulets`; did you mean `bullets`?\n"
    )


TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}}
REGION = {
    "required": ["startLine", "startColumn"],
    "additionalProperties": False,
    "properties": {
        "startLine": {"type": "integer", "minimum": 1},
        "startColumn": {"type": "integer", "minimum": 1},
    },
}
PHYSICAL = {
    "type": "object",
    "required": ["artifactLocation", "region"],
    "properties": {
        "artifactLocation": {"properties": {"uri": {"pattern": "^[!-~]+$"}}, "required": ["uri"]},
        "region": REGION,
    },
}
RESULT = {
    "required": ["message", "ruleId", "ruleIndex", "level", "locations"],
    "additionalProperties": False,
    "properties": {
        "message": TEXT,
        "ruleId": {"enum": list(meanings())},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": {"enum": ["none", "note", "warning", "error"]},
        "locations": {
            "type": "array",
            "minItems": 1,
            "items": {"properties": {"physicalLocation": PHYSICAL}, "minProperties": 1},
        },
    },
}  # fmt: skip
RULE = {"required": ["id"], "properties": {"id": {"type": "string"}, "shortDescription": TEXT}}
RUN = {
    "required": ["tool", "results"],
    "additionalProperties": False,
    "properties": {
        "tool": {
            "required": ["driver"],
            "properties": {
                "driver": {
                    "required": ["name", "version", "rules"],
                    "properties": {
                        "rules": {"type": "array", "uniqueItems": True, "items": RULE},
                    },
                }
            },
        },
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "results": {"type": "array", "items": RESULT},
    },
}
SARIF = {
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": RUN},
    },
}
"""What the standard (OASIS SARIF 2.1.0, sections 3.13 to 3.30) says of the properties in use."""


def test_sarif_is_what_the_standard_asks_for(folder: Path) -> None:
    (folder / "zoë 1.yaml").write_text(WRONG + "theme: clasic\n", "utf-8")
    (folder / "ada.yaml").write_text(ADA + "variants: {short: {include: [brief]}}\n", "utf-8")
    result = run("check", "--format", "sarif", "zoë 1.yaml", "ada.yaml")
    assert (result.exit_code, result.stderr) == (1, "")
    log = json.loads(result.stdout)
    jsonschema.Draft202012Validator(SARIF).validate(log)
    (one,) = log["runs"]
    rules = [rule["id"] for rule in one["tool"]["driver"]["rules"]]
    found = [(each["ruleId"], each["level"]) for each in one["results"]]
    assert found == [
        ("unknown-key", "error"),
        ("unknown-theme", "error"),
        ("unknown-tag", "warning"),
    ]
    assert [rules[each["ruleIndex"]] for each in one["results"]] == [code for code, _ in found]
    place = one["results"][0]["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "zo%C3%AB%201.yaml"},
        "region": {"startLine": 5, "startColumn": 5},
    }
    (good,) = json.loads(run("check", "--format=sarif", "data/cv.yaml").stdout)["runs"]
    assert good["results"] == []


def test_json_of_check_has_two_names() -> None:
    assert run("check", "--format", "json").stdout == run("check", "--json").stdout
    refused = run("check", "--format", "json", "none.yaml")
    assert one_document(refused.stdout)["error"]["message"] == "there is no file none.yaml"
