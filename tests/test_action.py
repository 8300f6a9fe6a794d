"""action.yml as a runner runs it: inputs, environment files, annotations, and how the steps end."""

from __future__ import annotations

import json
import os
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from commands import ADA

ROOT = Path(__file__).parents[1]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS = {step["id"]: step for step in ACTION["runs"]["steps"] if "run" in step}


class Ran(NamedTuple):
    """What a step left: its exit code, log, outputs, and the summary of the job."""

    code: int
    log: str
    outputs: dict[str, str]
    summary: str


class Runner:
    """A runner of GitHub Actions, as far as a composite action of shell steps sees of it."""

    def __init__(self, folder: Path) -> None:
        self.workspace, self.temp = folder / "workspace", folder / "temp"
        for each in (self.workspace, self.temp):
            each.mkdir()
        (self.temp / "cvrender").symlink_to(sys.prefix)  # as the step `install` leaves it
        (self.workspace / "cv.yaml").write_text(ADA, "utf-8")

    def run(self, step: str, outputs: dict[str, str] | None = None, **inputs: str) -> Ran:
        """Run a step, with the ``outputs`` of the step before it."""
        given = {name: each["default"] for name, each in ACTION["inputs"].items()} | inputs
        context = {f"inputs.{name}": value for name, value in given.items()}
        context |= {f"steps.render.outputs.{name}": text for name, text in (outputs or {}).items()}
        context |= {
            "runner.temp": str(self.temp),
            "github.token": "token",
            "steps.python.outputs.python-path": "python",
        }
        environment = {
            name: re.sub(r"\$\{\{ (.+?) \}\}", lambda found: context[found[1]], text)
            for name, text in STEPS[step]["env"].items()
        }
        files = {name: self.temp / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for path in files.values():
            path.write_text("")
        environment |= {name: str(path) for name, path in files.items()}
        environment |= {"RUNNER_TEMP": str(self.temp), "GITHUB_ACTION_PATH": str(ROOT)}
        environment |= {"GITHUB_REF_NAME": "v1", "PATH": f"{self.temp}:{os.environ['PATH']}"}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STEPS[step]["run"]],
            env={"HOME": os.environ.get("HOME", "/"), **environment},
            cwd=self.workspace,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        told = dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text().splitlines())
        summary = files["GITHUB_STEP_SUMMARY"].read_text("utf-8")
        return Ran(done.returncode, done.stdout, told, summary)

    def program(self, name: str, script: str) -> None:
        path = self.temp / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


def test_every_input_is_used_and_no_input_is_text_of_a_script() -> None:
    used = json.dumps([{**step, "run": ""} for step in ACTION["runs"]["steps"]])
    for name, each in ACTION["inputs"].items():
        assert f"inputs.{name} " in used
        assert each["description"]
    assert [step["id"] for step in STEPS.values() if "${{" in step["run"]] == []


def test_the_documents_are_made_listed_and_proven(runner: Runner) -> None:
    ran = runner.run("render", to="docx, html\ntxt pdf", theme="plain", output="docs/cv")
    names = [f"Ada_Brandt_CV.{suffix}" for suffix in ("docx", "html", "txt", "pdf")]
    assert ran.code == 0, ran.log
    assert ran.log.strip() == ""
    assert ran.outputs == {"folder": "docs/cv", "names": json.dumps(names)}
    assert {path.name for path in (runner.workspace / "docs" / "cv").iterdir()} == {*names}
    word, _, _, pdf = (line for line in ran.summary.splitlines() if "CV" in line)
    proven = r"\d+ kB \| ✓ 5 of 5 lines \(\S.*\) \|"
    assert re.fullmatch(rf"\| Ada_Brandt_CV\.docx \|  \| {proven}", word)
    assert re.fullmatch(rf"\| Ada_Brandt_CV\.pdf \| 1 \| {proven}", pdf)


def test_a_letter_is_made_like_a_cv(runner: Runner) -> None:
    letter = "cv: cv.yaml\nto: Polar Ground\nletter: I can write a second one.\n"
    (runner.workspace / "letter.yaml").write_text(letter, "utf-8")
    ran = runner.run("render", source="letter.yaml", to="txt")
    assert ran.code == 0, ran.log
    assert ran.outputs["names"] == json.dumps(["Ada_Brandt_Letter_Polar_Ground.txt"])


def test_faults_are_annotated_where_they_stand(runner: Runner) -> None:
    (runner.workspace / "cv.yaml").write_text(ADA.replace("bullets", "bulets"), "utf-8")
    ran = runner.run("render")
    assert ran.code == 1
    assert ran.log.splitlines() == [
        "::error file=cv.yaml,line=5,col=5,title=unknown-key::"
        "unknown key `bulets`; did you mean `bullets`?"
    ]
    assert ran.summary == "### No documents: 1 fault in the source\n\n"
    assert ran.outputs == {"folder": "", "names": "[]"}


def test_warnings_are_annotated_and_strict_makes_faults_of_them(runner: Runner) -> None:
    (runner.workspace / "cv.yaml").write_text(ADA.replace("Wrote", "<b>Wrote</b>"), "utf-8")
    ran = runner.run("render", to="txt")
    assert (ran.code, ran.log[:45]) == (0, "::warning file=cv.yaml,line=7,col=9,title=typ")
    ran = runner.run("render", to="txt", strict="true")
    assert (ran.code, ran.log[:43]) == (1, "::error file=cv.yaml,line=7,col=9,title=typ")


def test_a_wrong_input_is_an_error_with_its_remedy_and_no_pattern_for_the_shell(
    runner: Runner,
) -> None:
    ran = runner.run("render", to="c*")  # cv.yaml is there
    assert ran.code == 2
    assert ran.log == (
        "::error title=cvrender::there is no format `c*`;"
        " expected one of: docx, html, jsonresume, md, pdf, png, txt\n"
    )


def test_variants_languages_and_what_is_private_are_chosen(runner: Runner) -> None:
    more = (
        "phone: '+1 555 0100'\nprivate: phone\nvariants: {ops: {}, dev: {}}\nlanguages: [en, de]\n"
    )
    (runner.workspace / "cv.yaml").write_text(more + ADA, "utf-8")
    ran = runner.run("render", to="txt", variant="all", language="de", public="true")
    assert ran.code == 0, ran.log
    names = json.loads(ran.outputs["names"])
    assert names == ["Ada_Brandt_CV_ops_de.txt", "Ada_Brandt_CV_dev_de.txt"]
    text = (runner.workspace / "output" / names[0]).read_text("utf-8")
    assert "555" not in text


SECRET = "phone: +49 30 901820\nlocation: Kurfürstendamm 7\n"


def test_what_is_told_of_a_fault_in_an_overlay_is_masked_first(runner: Runner) -> None:
    ran = runner.run("render", to="txt", overlay="phone: +49 30 90x1820\nemail: a b")
    assert ran.code == 1
    masks, told = ran.log.partition("::error file=")[::2]
    assert "::add-mask::+49 30 90x1820\n" in masks
    assert told
    assert not (runner.temp / "overlay.yaml").exists()


def test_an_overlay_is_in_the_documents_and_masked_in_the_log(runner: Runner) -> None:
    ran = runner.run("render", to="txt", overlay=SECRET)
    assert ran.code == 0, ran.log
    assert ran.log == "::add-mask::+49 30 901820\n::add-mask::Kurfürstendamm 7\n"
    text = (runner.workspace / "output" / "Ada_Brandt_CV.txt").read_text("utf-8")
    assert "+49 30 901820" in text
    assert "Kurfürstendamm 7" in text
    assert "49" not in ran.summary + (runner.workspace / "cv.yaml").read_text("utf-8")
    assert not (runner.temp / "overlay.yaml").exists()


@pytest.mark.parametrize(
    ("secret", "masked"),
    [
        ("phone: +49 30 90x1820\nemail: a b", "+49 30 90x1820"),
        ("details: ['Passport C01X00T47']\nphone: [", "['Passport C01X00T47']"),
        ("the passport C01X00T47", "the passport C01X00T47"),
    ],
)
def test_whatever_an_overlay_says_is_masked(
    secret: str, masked: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "overlay.yaml").write_text(secret, "utf-8")
    mask = runpy.run_path(str(ROOT / ".github" / "action" / "mask.py"))
    mask["main"](str(tmp_path / "overlay.yaml"))
    assert f"::add-mask::{masked}\n" in capsys.readouterr().out


def test_the_page_is_the_public_version_without_the_overlay(runner: Runner) -> None:
    private = ADA + "location: Kurfürstendamm 7\nprivate: location\nlanguages: [en, de]\n"
    (runner.workspace / "cv.yaml").write_text(private, "utf-8")
    ran = runner.run("page", overlay=SECRET, language="all")
    assert ran.code == 0, ran.log
    site = runner.temp / "cvrender-page"
    made = {path.name: path.read_text("utf-8") for path in site.iterdir()}
    assert sorted(made) == ["Ada_Brandt_CV_de.html", "Ada_Brandt_CV_en.html", "index.html"]
    assert made["index.html"] == made["Ada_Brandt_CV_en.html"]
    assert [n for n, text in made.items() if "901820" in text or "Kurf" in text] == []
    assert not (runner.workspace / "output").exists()


def test_the_install_takes_a_release_or_the_action_itself(runner: Runner) -> None:
    (runner.temp / "cvrender").unlink()
    record = 'echo "$*" | head -1 >>"$RUNNER_TEMP/asked"'
    copy = 'case $2 in venv) mkdir -p "$4/bin" && cp "$0" "$4/bin/python" ;; esac'
    runner.program("python", f"{record}\n{copy}")
    for version, package in (("1.2", "cvrender==1.2"), ("", str(ROOT))):
        assert runner.run("install", version=version).code == 0
        asked = (runner.temp / "asked").read_text().splitlines()
        assert asked[-3:-1] == [f"-m pip install --quiet {package}", "-c "]
        assert asked[-1] == "-m cvrender --version"


def test_on_a_tag_the_documents_take_the_place_of_those_of_its_release(runner: Runner) -> None:
    (runner.workspace / "output").mkdir()
    names = ["Ada_Brandt_CV.docx", "Ada_Brandt_CV.txt"]
    runner.program("gh", f'echo "$*" >>{runner.temp}/asked; [ "$2" != view ]')
    assert shutil.which("python3")
    ran = runner.run("release", {"folder": "output", "names": json.dumps(names)})
    assert ran.code == 0, ran.log
    assert (runner.temp / "asked").read_text().splitlines() == [
        "release view v1",
        "release create v1 --verify-tag --generate-notes",
        "release upload v1 --clobber Ada_Brandt_CV.docx Ada_Brandt_CV.txt",
    ]


def test_the_steps_of_a_job_are_documented_by_the_example() -> None:
    for path in (ROOT / "examples").rglob("*.yml"):
        document: Any = yaml.safe_load(path.read_text("utf-8"))
        for job in document.get("jobs", {}).values():
            for step in job["steps"]:
                if "cvrender/cvrender@" in step.get("uses", ""):
                    assert set(step.get("with", {})) <= set(ACTION["inputs"])
