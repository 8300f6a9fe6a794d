"""The commands that stay: what they print at each build, and how they end."""

from __future__ import annotations

import errno
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from cvrender.cli import main
from cvrender.live import watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from cvrender.pipeline import Job

    Stay = Callable[..., subprocess.Popen[str]]

GOOD = "name: Ada Quill\nsections: [{title: Work, bullets: [Wrote it]}]\n"
MISTAKE = """\
cv.yaml:3:8: `ada` is not an e-mail address; write it like `name@example.org`
    3 | email: ada
      |        ^
"""
WAITING = r"\d+\.\d\d s; waiting for changes; press Ctrl-C to stop"


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """``cv.yaml`` in the folder where the commands run."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cv.yaml").write_text(GOOD)
    return tmp_path / "cv.yaml"


@pytest.fixture
def stay(source: Path) -> Iterator[Stay]:
    """``stay("watch")``: the command in a process of its own, all that it prints in one stream."""
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "cvrender", *arguments]
        both = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        started.append(subprocess.Popen(command, cwd=source.parent, text=True, **both))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


def told(process: subprocess.Popen[str]) -> list[str]:
    """The lines of the next build."""
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        if re.fullmatch(WAITING, line.rstrip("\n")):
            break
        lines.append(line.rstrip("\n"))
    return lines


def test_watch_tells_each_build_until_ctrl_c(stay: Stay, source: Path) -> None:
    process = stay("watch", "cv.yaml", "--to", "txt")
    assert told(process) == ["output/Ada_Quill_CV.txt: 29 bytes, 3 of 3 lines, in order"]
    unfinished = source.with_name("unfinished")
    unfinished.write_text(GOOD.replace("name", "nmae"))
    unfinished.replace(source)
    assert told(process) == [
        "cv.yaml:1:1: unknown key `nmae`; did you mean `name`?",
        "    1 | nmae: Ada Quill",
        "      | ^",
    ]
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=120) == ("", None)
    assert process.returncode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="prlimit is Linux's")
def test_watch_outlives_a_moment_without_file_handles(stay: Stay, source: Path) -> None:
    from resource import RLIMIT_NOFILE, prlimit

    process = stay("watch", "cv.yaml", "--to", "txt")
    assert told(process) == ["output/Ada_Quill_CV.txt: 29 bytes, 3 of 3 lines, in order"]
    usual = prlimit(process.pid, RLIMIT_NOFILE)
    prlimit(process.pid, RLIMIT_NOFILE, (3, usual[1]))
    source.write_text(GOOD.replace("Wrote", "Write"))
    assert told(process) == [f"cannot read cv.yaml: {os.strerror(errno.EMFILE)}"]
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(0.6)  # it has looked again
    prlimit(process.pid, RLIMIT_NOFILE, usual)
    source.write_text(GOOD.replace("Wrote", "Draws"))
    assert told(process) == ["output/Ada_Quill_CV.txt: 29 bytes, 3 of 3 lines, in order"]


@pytest.mark.parametrize(
    ("text", "stdout", "stderr"),
    [
        (GOOD, r"output/Ada_Quill_CV\.txt: 29 bytes, 3 of 3 lines, in order\n", ""),
        (GOOD + "email: ada\n", "", MISTAKE),
        (
            GOOD + "variants: {short: {include: [brief]}}\n",
            r"output/Ada_Quill_CV\.txt: 29 bytes, 3 of 3 lines, in order\n",
            "cv.yaml:3:30: warning: nothing has the tag `brief`\n"
            "    3 | variants: {short: {include: [brief]}}\n"
            "      |                              ^\n",
        ),
    ],
    ids=["good", "fault", "warning"],
)
def test_what_a_build_came_to_is_told_where_it_belongs(
    source: Path, monkeypatch: pytest.MonkeyPatch, text: str, stdout: str, stderr: str
) -> None:
    source.write_text(text)
    builds = watch.builds

    def one(job: Job, together: bool) -> Iterator[watch.Build]:
        yield next(builds(job, together=together))
        raise KeyboardInterrupt

    monkeypatch.setattr(watch, "builds", one)
    run = CliRunner().invoke(main, ["watch", "cv.yaml", "--to", "txt"])
    assert run.exit_code == 0
    assert re.fullmatch(stdout + WAITING + r"\n", run.stdout)
    assert run.stderr == stderr


def test_preview_says_where_the_page_is_and_ends_with_ctrl_c(stay: Stay) -> None:
    process = stay("preview", "cv.yaml", "--headless")
    assert process.stdout is not None
    address, _, rest = process.stdout.readline().partition(" ")
    assert rest == "shows cv.yaml; press Ctrl-C to stop\n"
    with urllib.request.urlopen(address) as page:
        assert page.status == 200
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=120) == 0


NO_BROWSER = """\
#!/bin/sh
echo "$0: no method available for opening '$1'" >&2
echo looked for a browser
echo "$1" > asked
"""


@pytest.mark.skipif(sys.platform != "linux", reason="xdg-open is of the desktops of Linux")
def test_a_desktop_without_a_browser_does_not_talk_into_the_preview(
    stay: Stay, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener, asked = source.with_name("xdg-open"), source.with_name("asked")
    opener.write_text(NO_BROWSER)
    opener.chmod(0o755)
    os.mkfifo(asked)
    monkeypatch.setenv("PATH", str(source.parent), prepend=os.pathsep)
    process = stay("preview", "cv.yaml")
    assert process.stdout is not None
    said = process.stdout.readline()
    address = said.split()[0]
    assert asked.read_text() == f"{address}\n"
    process.send_signal(signal.SIGINT)
    assert said + process.stdout.read() == f"{address} shows cv.yaml; press Ctrl-C to stop\n"


def test_a_port_that_is_taken_is_a_clear_error(source: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        run = CliRunner().invoke(main, ["preview", "cv.yaml", "--port", str(port)])
    assert (run.exit_code, run.stdout) == (4, "")
    assert run.stderr == (
        f"cannot use port {port}: Address already in use\n  choose another with --port\n"
    )
