"""What is tested is what ships: the wheel is complete and works without the repository."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from cvrender import __version__

pytestmark = pytest.mark.xdist_group("wheel")
ROOT = Path(__file__).parents[1]
SHOW = "import cvrender.theme as theme; print(theme.built_in())"


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as an installer lays it down."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("cvrender-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def names(folder: Path) -> set[str]:
    files = (
        path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts
    )
    return {str(path.relative_to(folder)) for path in files}


def test_the_wheel_holds_every_module_and_every_theme(unpacked: Path) -> None:
    ships = names(unpacked / "cvrender")
    modules = names(ROOT / "src" / "cvrender")
    themes = {f"themes/{name}" for name in names(ROOT / "themes")}
    assert themes
    assert ships == modules | themes
    assert {path.name for path in unpacked.iterdir()} == {
        "cvrender",
        f"cvrender-{__version__}.dist-info",
    }


def test_the_wheel_renders_with_its_own_themes(unpacked: Path, tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(unpacked)}

    def python(*arguments: str) -> str:
        command = [sys.executable, *arguments]
        return subprocess.run(
            command, env=env, cwd=tmp_path, check=True, capture_output=True, text=True
        ).stdout

    assert python("-c", SHOW).strip() == str(unpacked / "cvrender" / "themes")
    source = str(ROOT / "data" / "cv.yaml")
    told = python("-m", "cvrender", "render", source, "--to", "docx", "--to", "html")
    assert told.count("41 of 41 lines, in order") == 2


def test_what_ci_runs_of_others_is_named_by_its_content() -> None:
    workflows = [path.read_text("utf-8") for path in (ROOT / ".github" / "workflows").iterdir()]
    lines = "\n".join(workflows).splitlines()
    used = [line.split("uses:")[1] for line in lines if "uses:" in line]
    assert used
    assert [
        name for name in used if not re.fullmatch(r" [\w/-]+@[0-9a-f]{40} # v[\d.]+", name)
    ] == []


@pytest.mark.parametrize(
    "name", ["requirements.txt", "requirements-dev.txt", "requirements-docs.txt"]
)
def test_the_lock_names_versions_and_digests_and_no_address(name: str) -> None:
    lock = (ROOT / name).read_text("utf-8")
    words = re.sub(r" *#.*", "", lock).replace("\\\n", "")
    package = r"[\w.-]+==[\w.]+( ; [\w\s.'=<>!]+?)?(\s+--hash=sha256:[0-9a-f]{64})+\s*"
    assert [line for line in words.splitlines() if line and not re.fullmatch(package, line)] == []
    assert "://" not in lock


def test_the_lock_of_the_judges_names_versions_and_digests_and_no_address() -> None:
    lock = json.loads((ROOT / ".ci" / "package-lock.json").read_text("utf-8"))
    packages = [package for name, package in lock["packages"].items() if name]
    assert len(packages) == 2
    for package in packages:
        assert re.fullmatch(r"[\d.]+", package["version"])
        assert package["integrity"].startswith("sha512-")
        assert "resolved" not in package


@pytest.mark.parametrize(
    "name", ["requirements.txt", "requirements-dev.txt", "requirements-docs.txt"]
)
def test_the_lock_has_a_version_that_the_project_allows(name: str) -> None:
    lock = (ROOT / name).read_text("utf-8")
    locked = dict(re.findall(r"^([\w.-]+)==([\w.]+)", lock, re.M))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    needed = [Requirement(text) for text in project["project"]["dependencies"]]
    assert [
        str(one) for one in needed if not one.specifier.contains(locked.get(one.name, "0"))
    ] == []
