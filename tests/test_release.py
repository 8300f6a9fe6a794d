"""What is tested is what ships: the wheel is complete and works without the repository."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import zipfile
from email import message_from_bytes
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from commands import SEVERAL
from packaging.requirements import Requirement

from cvrender import REPOSITORY, __version__

pytestmark = pytest.mark.xdist_group("wheel")
ROOT = Path(__file__).parents[1]
WORKFLOWS = [ROOT / "action.yml", *sorted((ROOT / ".github" / "workflows").glob("*.yml"))]
WORKFLOWS += sorted((ROOT / "examples" / "template" / ".github" / "workflows").glob("*.yml"))
SHOW = "import cvrender.theme as theme; print(theme.built_in())"


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source distribution, and the wheel that is built of it."""
    folder = tmp_path_factory.mktemp("dist")

    def build(root: Path, target: str) -> None:
        command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
        subprocess.run(command, cwd=root, check=True, capture_output=True)

    build(ROOT, "sdist")
    [sdist] = folder.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extraction_filter = getattr(tarfile, "data_filter", None)  # Python 3.11.4
        archive.extractall(folder / "unpacked")
    build(folder / "unpacked" / sdist.name.removesuffix(".tar.gz"), "wheel")
    return folder


@pytest.fixture(scope="module")
def wheel(dist: Path) -> Path:
    [path] = dist.glob("cvrender-*.whl")
    return path


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as an installer lays it down."""
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command in an environment that has the wheel; the libraries are those of the tests."""
    folder = tmp_path_factory.mktemp("installed")
    uv = [sys.executable, "-m", "uv", "--quiet", "--offline"]
    create = [*uv, "venv", "--python", sys.executable, str(folder)]
    install = [*uv, "pip", "install", "--no-deps", "--python", str(folder), str(wheel)]
    for command in (create, install):
        subprocess.run(command, check=True)
    [site] = folder.glob("lib/python*/site-packages")
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    return folder / "bin" / "cvrender"


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
    build = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]
    samples = {*build["targets"]["wheel"]["force-include"].values()} - {"cvrender/themes"}
    assert ships == modules | themes | {name.removeprefix("cvrender/") for name in samples}
    assert {path.name for path in unpacked.iterdir()} == {
        "cvrender",
        f"cvrender-{__version__}.dist-info",
    }


def test_an_index_and_an_installer_accept_what_is_built(dist: Path, wheel: Path) -> None:
    files = [path for path in dist.iterdir() if path.is_file()]
    assert len(files) == 2
    scripts = Path(sysconfig.get_path("scripts"))
    judges = [
        [scripts / "twine", "check", "--strict", *files],
        [scripts / "check-wheel-contents", wheel],
    ]
    for command in judges:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout


def test_on_an_index_the_readme_has_whole_addresses_in_the_one_repository(unpacked: Path) -> None:
    [path] = unpacked.glob("*.dist-info/METADATA")
    metadata = message_from_bytes(path.read_bytes())
    assert metadata["Version"] == __version__
    urls = dict(url.split(", ") for url in metadata.get_all("Project-URL") or ())
    assert urls["Repository"] == REPOSITORY
    assert all(url.startswith(REPOSITORY) for url in urls.values())
    readme = path.read_text("utf-8")
    pictures = re.findall(r"""(?:!\[[^\]]*\]\(|src=")([^)"]+)""", readme)
    assert [link for link in pictures if not link.startswith(f"{REPOSITORY}/raw/main/")] == []
    linked = re.findall(r"""(?:\]\(|href="|src=")([^)"]+)""", readme)
    assert len(linked) > 3
    assert [link for link in linked if not link.startswith(("https://", "#"))] == []
    files = (link.partition("/main/")[2] for link in linked if link.startswith(REPOSITORY))
    assert [file for file in files if not (ROOT / file.partition("#")[0]).exists()] == []


def test_the_installed_wheel_starts_checks_renders_verifies_and_previews(
    installed: Path, tmp_path: Path
) -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    options: dict[str, Any] = {"env": env, "cwd": tmp_path, "text": True}

    documents = (f"output/Your_Name_CV.{suffix}" for suffix in ("docx", "html", "pdf"))
    commands = (
        "new cv.yaml",
        "check cv.yaml",
        "render cv.yaml --to docx --to html --to pdf",
        f"verify cv.yaml {' '.join(documents)}",
    )
    program = [installed.with_name("python"), "-c", f"{SHOW}\n{SEVERAL[1]}", *commands]
    told = subprocess.run(program, check=True, capture_output=True, **options).stdout
    shown, *answers = told.splitlines()
    assert Path(shown).is_relative_to(installed.parents[1])
    assert "cv.yaml: no faults" in answers
    assert sum(answer.endswith(", in order") for answer in answers) == 6
    command = [installed, "preview", "cv.yaml", "--headless"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, **options) as preview:
        [address] = re.findall(r"http://[\w.:]+/?", preview.stdout.readline())
        with urlopen(address) as page:
            assert b"<html" in page.read()
        preview.kill()


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_what_a_workflow_runs_of_others_is_named_by_its_content(path: Path) -> None:
    used = re.findall(r"uses: (.*)", path.read_text("utf-8"))
    assert used
    ours = ("./", f"{REPOSITORY.removeprefix('https://github.com/')}@v0")
    pinned = r"[\w/-]+@[0-9a-f]{40} # v[\d.]+"
    assert [name for name in used if name not in ours and not re.fullmatch(pinned, name)] == []


def test_the_notes_of_a_release_are_its_section_of_the_changelog(tmp_path: Path) -> None:
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "notes", tmp_path / ".ci")
    (tmp_path / "src" / "cvrender").mkdir(parents=True)
    (tmp_path / "src" / "cvrender" / "__init__.py").write_text('__version__ = "1.2.0"\n')

    def notes(tag: str, date: str) -> tuple[int, str, str]:
        later = f"## [Unreleased]\n\n- Later\n\n## [1.2.0] - {date}\n\n### Added\n\n- This\n\n"
        (tmp_path / "CHANGELOG.md").write_text(f"{later}## [1.1.0] - 2026-01-02\n\n- Before\n")
        command = [tmp_path / ".ci" / "notes", tag]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout.strip(), done.stderr

    assert notes("v1.2.0", "2026-12-01") == (0, "### Added\n\n- This", "")
    why = "notes: CHANGELOG.md has no section '## [1.2.0] - YYYY-MM-DD'\n"
    assert notes("v1.2.0", "Unreleased") == (1, "", why)
    why = "notes: the tag is v1.3.0, and the program says 1.2.0\n"
    assert notes("v1.3.0", "2026-12-01") == (1, "", why)


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
    assert packages
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
