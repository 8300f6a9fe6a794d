"""Whatever is wrong with the machine, the answer is a sentence, a remedy and an exit code."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from click.testing import CliRunner
from commands import WITHOUT_PANGOFT2
from fault_files import DOCS, FAULTS, SOURCES, expected, reported

from cvrender import cli
from cvrender.fault_codes import meanings

if TYPE_CHECKING:
    from collections.abc import Callable

    Answer = tuple[int, str, str]

CV = """\
name: Zoë Ünal
sections:
  - title: Work
    text: “Sums” – and more.
"""
BAD = CV + "    txt: x\n"
FAULT = "cv.yaml:5:5: unknown key `txt`; did you mean `text`?\n    5 |     txt: x\n      |     ^\n"
GOOD = "cv.yaml: no faults\n"
WITHOUT_PRIVILEGES = (
    "setpriv --bounding-set=-dac_override,-dac_read_search " if os.geteuid() == 0 else ""
)
PLUG_IN = """\
[cvrender.renderers]
missing = no_such_module:RENDERER
foreign = json:dumps
raising = raising:RENDERER
"""
RAISING = """\
from cvrender.renderers.base import Renderer
def fail(outline, theme):
    raise ZeroDivisionError("no ink")
RENDERER = Renderer("raising", ".raising", "Raises", fail)
"""


class Case(NamedTuple):
    """A command as typed, what ends there, and what is said on both streams."""

    command: str
    code: int
    stdout: str = ""
    stderr: str = ""


REPORT = "tell the people who made it"
ASCII = "LC_ALL=C PYTHONCOERCECLOCALE=0 PYTHONUTF8=0 "
CASES = {
    "no such source": Case(
        "cvrender check no.yaml",
        2,
        "",
        "there is no file no.yaml\n  name another, or let `cvrender new` write one to start from\n",
    ),
    "a source that is called otherwise": Case(
        "cvrender check cv.yml", 2, "", "there is no file cv.yml\n  did you mean cv.yaml?\n"
    ),
    "a folder as source": Case("cvrender check .", 2, "", ". is a folder, not a file\n"),
    "a source that may not be read": Case(
        f"chmod 0 cv.yaml; {WITHOUT_PRIVILEGES}cvrender check cv.yaml",
        4,
        "",
        f"cannot read cv.yaml: {os.strerror(errno.EACCES)}\n",
    ),
    "an empty device as source": Case(
        "cvrender check /dev/null", 1, "", "/dev/null:1:1: the file is empty\n"
    ),
    "an endless device as source": Case(
        "cvrender check /dev/zero",
        1,
        "",
        "/dev/zero:1:1: the file is larger than 2,000,000 bytes\n",
    ),
    "a source in Windows-1252": Case(
        "iconv -f utf-8 -t cp1252 cv.yaml > 1252.yaml; cvrender check 1252.yaml",
        1,
        "",
        "1252.yaml:1:9: byte 9 of the file (0xEB, `ë` in Windows-1252) is not UTF-8;"
        " save the file as UTF-8\n",
    ),
    "a source in UTF-16": Case(
        "iconv -f utf-8 -t utf-16 cv.yaml > 16.yaml; cvrender check 16.yaml",
        0,
        "16.yaml: no faults\n",
    ),
    "a byte order mark": Case(
        "(printf '\\357\\273\\277'; cat cv.yaml) > bom.yaml; cvrender check bom.yaml",
        0,
        "bom.yaml: no faults\n",
    ),
    "line ends of Windows": Case(
        "sed 's/$/\\r/' bad.yaml > cv.yaml; cvrender check cv.yaml", 1, "", FAULT
    ),
    "a missing photo": Case(
        "echo 'photo: {file: me.png, alt: Me}' >> cv.yaml; cvrender check cv.yaml",
        1,
        "",
        "cv.yaml:5:15: there is no file `me.png`; give its path relative to the CV's folder\n"
        "    5 | photo: {file: me.png, alt: Me}\n      |               ^\n",
    ),
    "a photo that is no picture": Case(
        "echo 'photo: {file: cv.yaml, alt: Me}' >> cv.yaml; cvrender check cv.yaml",
        1,
        "",
        "cv.yaml:5:15: `cv.yaml` is not a PNG or JPEG image; save it as one of them\n"
        "    5 | photo: {file: cv.yaml, alt: Me}\n      |               ^\n",
    ),
    "an unknown format": Case(
        "cvrender render cv.yaml --to docy",
        2,
        "",
        "there is no format `docy`\n  did you mean `docx`?\n",
    ),
    "an unknown theme": Case(
        "cvrender render cv.yaml --theme clasic",
        2,
        "",
        "there is no theme `clasic`\n  did you mean `classic`?\n",
    ),
    "an output folder that is a file": Case(
        "cvrender render cv.yaml --to html --output cv.yaml/out",
        4,
        "",
        "cv.yaml/out/Zoe_Unal_CV.html: not written: cannot write"
        " cv.yaml/out/Zoe_Unal_CV.html: cv.yaml/out is not a folder\n  choose another folder\n",
    ),
    "an output folder that may not be written": Case(
        f"mkdir out; chmod 500 out;"
        f" {WITHOUT_PRIVILEGES}cvrender render cv.yaml --to html --output out",
        4,
        "",
        "out/Zoe_Unal_CV.html: not written: cannot write out/Zoe_Unal_CV.html:"
        f" {os.strerror(errno.EACCES)}\n  choose another folder\n",
    ),
    "a disk that is full": Case(
        "ulimit -f 1; PYTHONDONTWRITEBYTECODE=1 cvrender render cv.yaml --to html",
        4,
        "",
        "output/Zoe_Unal_CV.html: not written: cannot write output/Zoe_Unal_CV.html:"
        f" {os.strerror(errno.EFBIG)}\n  choose another folder\n",
    ),
    "an output that is a pipe": Case(
        "mkdir output; mkfifo output/Zoe_Unal_CV.html; cvrender render cv.yaml --to html",
        4,
        "",
        "output/Zoe_Unal_CV.html: not written: cannot write output/Zoe_Unal_CV.html:"
        " it is a device or a pipe, not a file\n  choose another name\n",
    ),
    "a device to write over": Case(
        "mkfifo device; cvrender convert cv.yaml device --force",
        4,
        "",
        "cannot write device: it is a device or a pipe, not a file\n  choose another name\n",
    ),
    "files that are all taken": Case(
        "ulimit -n 6; cvrender render cv.yaml --to pdf",
        4,
        "",
        f"out of system resources: {os.strerror(errno.EMFILE)}\n"
        "  close other programs and try again\n",
    ),
    "a plug-in that is not installed whole": Case(
        "cvrender render cv.yaml --to missing",
        4,
        "",
        "output/Zoe_Unal_CV.missing: not written: the format `missing` (no_such_module:RENDERER)"
        " cannot be loaded: No module named 'no_such_module'\n"
        "  reinstall or remove the package it comes from\n",
    ),
    "a plug-in that is none": Case(
        "cvrender render cv.yaml --to foreign",
        4,
        "",
        "output/Zoe_Unal_CV.foreign: not written: the format `foreign` (json:dumps)"
        " is not a Renderer\n",
    ),
    "a plug-in that raises": Case(
        "cvrender render cv.yaml --to raising",
        4,
        "",
        "output/Zoe_Unal_CV.raising: not written: the format `raising` failed:"
        f" ZeroDivisionError: no ink\n  {REPORT}\n",
    ),
    "no Pango": Case(
        "PYTHONPATH=no-pango:. PATH=no-pango:$PATH cvrender render cv.yaml --to pdf",
        4,
        "",
        "output/Zoe_Unal_CV.pdf: not written: the PDF needs libpangoft2-1.0,"
        " which this system lacks\n"
        "  install it: apt-get update && apt-get install --yes libpangoft2-1.0-0\n",
    ),
    "standard input closed": Case("cvrender check cv.yaml <&-", 0, GOOD),
    "standard input closed, and read": Case("cvrender batch - --json <&- | grep -c made", 0, "1\n"),
    "standard output closed": Case("cvrender check cv.yaml >&-", 0),
    "standard error closed": Case("cvrender check bad.yaml 2>&-", 1),
    "standard output full": Case(
        "cvrender check cv.yaml >/dev/full",
        4,
        "",
        f"cannot write standard output: {os.strerror(errno.ENOSPC)}\n",
    ),
    "a reader that hangs up": Case("cvrender formats | true", 0),
    "a locale without letters": Case(ASCII + "cvrender check bad.yaml", 1, "", "bad" + FAULT[2:]),
    "a locale without letters, in JSON": Case(
        ASCII + "cvrender check cv.yaml --json", 0, '{\n  "faults": [],\n  "warnings": []\n}\n'
    ),
    "a name longer than a file's may be": Case(
        f"sed 's/Zoë/{'y' * 400}/' cv.yaml > long.yaml; cvrender render long.yaml --to txt",
        0,
        f"output/{'y' * 120}_CV.txt: 440 bytes, 3 of 3 lines, in order\n",
    ),
    "a home that is not there": Case(
        "HOME=/nowhere XDG_CACHE_HOME=/nowhere cvrender render cv.yaml --to html",
        0,
        "output/Zoe_Unal_CV.html: HTML",
    ),
}


@pytest.fixture
def shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, install: Callable[..., Path]
) -> Callable[[str], Answer]:
    """Run a command line where ``cv.yaml`` and ``bad.yaml`` are, and broken plug-ins installed.

    The command itself runs in this process, unless the line is about what a process has from its
    shell: its streams, its environment, its limits and privileges.
    """
    (tmp_path / "cv.yaml").write_text(CV, "utf-8")
    (tmp_path / "bad.yaml").write_text(BAD, "utf-8")
    site = install(PLUG_IN, raising=RAISING)
    (tmp_path / "no-pango" / "weasyprint").mkdir(parents=True)
    (tmp_path / "no-pango" / "weasyprint" / "__init__.py").write_text(WITHOUT_PANGOFT2)
    (tmp_path / "no-pango" / "apt-get").touch(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(site))
    monkeypatch.setenv("COLUMNS", "200")

    def run(command: str) -> Answer:
        before, _, last = command.rpartition("; ")
        if "ulimit" in before or not re.fullmatch(r"cvrender [\w /.-]+", last):
            return in_bash(command)
        in_bash(before)
        ended = CliRunner().invoke(cli.main, last.split()[1:])
        return ended.exit_code, ended.stdout, ended.stderr

    return run


def in_bash(command: str) -> Answer:
    ended = subprocess.run(["bash", "-c", command], capture_output=True)
    stderr = ended.stderr.decode().replace("sudo ", "")  # for who is not root
    return ended.returncode, ended.stdout.decode(), stderr


@pytest.mark.parametrize("name", CASES)
def test_a_fault_of_the_machine_is_an_answer(shell: Callable[[str], Answer], name: str) -> None:
    case = CASES[name]
    code, stdout, stderr = shell(case.command)
    assert (code, stderr) == (case.code, case.stderr)
    if not case.stdout.endswith("HTML"):
        assert stdout == case.stdout


def test_the_table_of_faults_lists_what_the_tests_prove() -> None:
    assert DOCS.read_text("utf-8") == table(expected()), "run `make faults`"


def table(messages: list[str]) -> str:
    """docs/faults.md: codes, ``messages`` for the files in ``faults/``, faults of the machine."""
    machine = ((name, case) for name, case in CASES.items() if case.code)
    return "\n".join(
        (
            "# Faults",
            "",
            "Every known fault, what is reported for it, and the exit code of the command. Tests",
            "hold each of them. `--json` reports the same as data, and `cvrender --debug` adds a",
            "traceback. `cvrender check --explain CODE` prints what a code means. `make faults`",
            "writes this file.",
            "",
            "| exit code | when |",
            "|---|---|",
            "| 0 | success |",
            "| 1 | the source or a theme has faults; nothing is written |",
            "| 2 | the command line is wrong, or names something that does not exist |",
            "| 3 | a written file lacks lines of the source |",
            "| 4 | the machine, a library or a plug-in failed |",
            "",
            "## Codes",
            "",
            "| code | meaning |",
            "|---|---|",
            *(f"| `{code}` | {_cell(meaning)} |" for code, meaning in sorted(meanings().items())),
            "",
            "## Faults in a source: exit code 1",
            "",
            "A line for each file in `tests/faults/`: `file:line:column: message; hint [code]`.",
            "",
            "```",
            *messages,
            "```",
            "",
            "## Faults of the machine",
            "",
            "| fault | message | exit code |",
            "|---|---|---|",
            *(f"| {name} | {_cell(case.stderr)} | {case.code} |" for name, case in machine),
            "",
        )
    )


def _cell(text: str) -> str:
    """``text`` on one line of a Markdown table, without the lines of the source below it."""
    text = re.sub(r"\n *\d* \| .*", "", text)
    escaped = text.strip().replace("|", "\\|").replace("<", "&lt;")
    return escaped.replace("\n  ", "<br>")


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyError("a mistake of ours")

    monkeypatch.setattr("cvrender.api.read", fail)


UNEXPECTED = {
    "message": "cvrender failed: KeyError: 'a mistake of ours'",
    "remedy": "please report it with what `cvrender --debug` prints for the same command",
}


@pytest.mark.usefixtures("broken")
def test_what_nobody_expected_is_one_sentence_and_the_way_to_report_it() -> None:
    run = CliRunner().invoke(cli.main, ["check"])
    assert (run.exit_code, run.stdout) == (4, "")
    assert run.stderr == f"{UNEXPECTED['message']}\n  {UNEXPECTED['remedy']}\n"
    asked = CliRunner().invoke(cli.main, ["check", "--json"])
    assert (asked.exit_code, json.loads(asked.stdout)) == (4, {"error": UNEXPECTED})


@pytest.mark.usefixtures("broken")
def test_debug_shows_where_it_was_met() -> None:
    run = CliRunner().invoke(cli.main, ["--debug", "check"])
    assert run.stderr.startswith("Traceback (most recent call last):\n")
    assert 'raise KeyError("a mistake of ours")' in run.stderr
    assert run.stderr.endswith(f"{UNEXPECTED['message']}\n  {UNEXPECTED['remedy']}\n")


if __name__ == "__main__":
    os.chdir(FAULTS)
    DOCS.write_text(table([line for name in SOURCES for line in reported(name)]), "utf-8")
