"""`setup.sh` brings what is missing by the machine's own package manager, or says how.

Python and the managers stand in here: each writes down what it is asked, and brings the libraries.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import commands
import pytest
from commands import ADA

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
INSTALLED_FROM = ("pyproject.toml", "requirements.txt", "requirements-dev.txt")
PROGRAMS = ("sh", "cat", "touch", "dirname", "mkdir", "cp")
PYTHON = """\
#!/bin/sh
case "$*" in
    *CDLL*) [ -e brought ] ;;
    *"venv --clear"*) mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
    *--version*) echo Python 3.13.0 ;;
    *"pip install"*) echo "pip ${*##*-check }" >>asked ;;
esac
"""
MANAGER = '#!/bin/sh\necho "${0##*/} $*" >>asked\ntouch brought\n'
SUDO = '#!/bin/sh\necho "sudo $*" >>asked\n"$@"\n'
APT = "apt-get install --yes --no-install-recommends"
DEBIAN = f"{APT} libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
FEDORA = "dnf install --assumeyes pango harfbuzz"
MAC = "brew install pango harfbuzz"
LOCKED = "pip --require-hashes --requirement requirements.txt"
LOCKED_DEV = "pip --require-hashes --requirement requirements-dev.txt"
CVRENDER = "pip --no-deps --no-build-isolation --editable ."


@pytest.fixture
def machine(tmp_path: Path) -> Callable[..., tuple[int, list[str], str]]:
    """Set up on a machine with these programs; what it answers, was asked for, and said."""
    project, programs = tmp_path / "project", tmp_path / "bin"
    for folder in (project, programs):
        folder.mkdir()
    shutil.copy(ROOT / "setup.sh", project)
    for name in INSTALLED_FROM:
        (project / name).touch()
    for name in PROGRAMS:
        (programs / name).symlink_to(str(shutil.which(name)))

    def set_up(*managers: str, user: int = 0, extra: str = "") -> tuple[int, list[str], str]:
        scripts = dict.fromkeys(managers, MANAGER) | {"python3": PYTHON}
        scripts |= {"sudo": SUDO} if "sudo" in managers else {}
        for name, script in (scripts | {"id": f"#!/bin/sh\necho {user}\n"}).items():
            (programs / name).write_text(script)
            (programs / name).chmod(0o755)
        done = subprocess.run(
            [programs / "sh", project / "setup.sh", *extra.split()],
            env={"PATH": str(programs)},
            capture_output=True,
            text=True,
            check=False,
        )
        asked = project / "asked"
        return (
            done.returncode,
            asked.read_text().splitlines() if asked.exists() else [],
            done.stderr,
        )

    return set_up


@pytest.mark.parametrize(
    ("managers", "user", "asked"),
    [
        (["apt-get"], 0, ["apt-get update", DEBIAN]),
        (["dnf"], 0, [FEDORA]),
        (["dnf", "sudo"], 1000, [f"sudo {FEDORA}", FEDORA]),
        (["brew"], 1000, [MAC]),
    ],
    ids=["Debian", "Fedora", "Fedora-as-a-user", "macOS"],
)
def test_the_libraries_come_by_the_package_manager_of_the_machine_and_once(
    machine: Callable[..., tuple[int, list[str], str]],
    managers: list[str],
    user: int,
    asked: list[str],
) -> None:
    code, done, said = machine(*managers, user=user)
    assert (code, done) == (0, [*asked, LOCKED, CVRENDER])
    assert "setup: Pango or HarfBuzz's subsetter is missing; running: " in said
    assert machine(*managers, user=user) == (0, done, "")


def test_what_is_locked_for_development_is_installed_for_development(
    machine: Callable[..., tuple[int, list[str], str]],
) -> None:
    _, asked, _ = machine("brew", extra="dev")
    assert asked == [MAC, LOCKED_DEV, CVRENDER]


@pytest.mark.parametrize("changed", ["requirements.txt", "pyproject.toml"])
def test_what_has_changed_is_installed_again(
    machine: Callable[..., tuple[int, list[str], str]], tmp_path: Path, changed: str
) -> None:
    machine("brew")
    later = (tmp_path / "project" / ".venv" / "installed").stat().st_mtime + 1
    os.utime(tmp_path / "project" / changed, (later, later))
    _, asked, _ = machine("brew")
    assert asked == [MAC, LOCKED, CVRENDER, LOCKED, CVRENDER]


@pytest.mark.parametrize(
    ("managers", "command"),
    [
        (["apt-get"], f"  sh -c 'apt-get update; {DEBIAN}'\n"),
        (["dnf"], f"  {FEDORA}\n"),
    ],
    ids=["Debian", "Fedora"],
)
def test_who_may_not_install_is_told_the_one_command(
    machine: Callable[..., tuple[int, list[str], str]], managers: list[str], command: str
) -> None:
    code, asked, said = machine(*managers, user=1000)
    assert (code, asked) == (1, [])
    missing = "setup: Pango or HarfBuzz's subsetter is missing."
    assert said.endswith(f"{missing} Run this as root, then make again:\n\n{command}\n")


def test_a_machine_without_a_package_manager_is_told_where_to_read(
    machine: Callable[..., tuple[int, list[str], str]],
) -> None:
    code, asked, said = machine()
    assert (code, asked) == (1, [])
    assert "there is no apt-get, dnf or brew (https://brew.sh) to bring it" in said


def test_make_render_ends_with_the_next_step_which_leads_to_a_cv_of_ones_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "cv.yaml").write_text(ADA, "utf-8")
    programs = Path(sys.executable).parent
    # `make check` runs this test: a make in a make tells its folder.
    alone = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}

    def make(programs: Path) -> list[str]:
        makefile = ["--file", str(ROOT / "Makefile"), "--old-file", "setup"]
        done = subprocess.run(
            ["make", *makefile, f"BIN={programs}", "render"],
            cwd=tmp_path,
            env=alone,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.splitlines()

    first, _, last = make(programs)
    assert first.startswith("output/Ada_Brandt_CV.pdf: ")
    assert last == f"next: {programs}/cvrender new cv.yaml, edit it, then make render again"
    assert commands.run("new", str(tmp_path / "cv.yaml")).exit_code == 0
    (tmp_path / "cvrender").write_text('#!/bin/sh\necho "$@"\n')
    (tmp_path / "cvrender").chmod(0o755)
    asked, last = make(tmp_path)
    assert (
        last == f"next: {tmp_path}/cvrender preview shows cv.yaml in the browser while you edit it"
    )
    monkeypatch.chdir(tmp_path)
    assert commands.run(*asked.split()).stdout.startswith("output/Your_Name_CV.pdf: ")
