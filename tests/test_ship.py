"""What others copy from here works: the template repository, the hook, the image, GitLab's job."""

from __future__ import annotations

import fnmatch
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from commands import ADA
from judges import by_document_xml

from cvrender import REPOSITORY, __version__, check
from cvrender.data_file import table

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
NAME = REPOSITORY.removeprefix("https://github.com/")
PATH = f"{Path(sys.executable).parent}:{os.environ['PATH']}"


def loaded(*path: str) -> Any:
    return yaml.safe_load(ROOT.joinpath(*path).read_text("utf-8"))


def run(command: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-ec", command],
        cwd=folder,
        env={**os.environ, "PATH": PATH, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_template_repository_has_a_cv_without_faults_and_uses_this_repository() -> None:
    template = EXAMPLES / "template"
    assert check(template / "cv.yaml", strict=True) == ()
    jobs = loaded("examples", "template", ".github", "workflows", "cv.yml")["jobs"]
    used = [step.get("uses", "") for job in jobs.values() for step in job["steps"]]
    major = __version__.partition(".")[0]
    assert [name for name in used if name.startswith(f"{NAME}@")] == [f"{NAME}@v{major}"] * 2
    [hooks] = loaded("examples", "template", ".pre-commit-config.yaml")["repos"]
    assert (hooks["repo"], hooks["rev"]) == (REPOSITORY, f"v{__version__}")
    [known] = loaded(".pre-commit-hooks.yaml")
    assert [hook["id"] for hook in hooks["hooks"]] == [known["id"]]


def test_the_hook_checks_every_cv_and_letter_that_is_committed(tmp_path: Path) -> None:
    [hook] = loaded(".pre-commit-hooks.yaml")
    names = ["cv.yaml", "people/cv.yml", "a/b/cv.json", "letter.yaml", "a/letter-acme.yml"]
    others = ["notes.yaml", "mycv.yaml.bak", "letter.schema.json"]
    assert [n for n in (*names, *others) if re.search(hook["files"], n)] == names
    (tmp_path / "cv.yaml").write_text(ADA, "utf-8")
    (tmp_path / "bad.yaml").write_text(ADA.replace("name", "nam"), "utf-8")
    good = run(f"{hook['entry']} cv.yaml", tmp_path)
    assert (good.returncode, good.stdout, good.stderr) == (0, "", "")
    both = run(f"{hook['entry']} cv.yaml bad.yaml", tmp_path)
    assert both.returncode == 1
    assert "bad.yaml:1:1" in both.stdout + both.stderr


def test_the_jobs_of_gitlab_keep_what_the_repository_does_not_tell_off_the_page(
    tmp_path: Path,
) -> None:
    jobs = loaded("examples", "gitlab-ci.yml")
    (tmp_path / "cv.yaml").write_text(ADA, "utf-8")
    (tmp_path / "secret").write_text("phone: +49 30 901820\n", "utf-8")
    given = {**jobs["cv"]["variables"], "CV_OVERLAY": "secret"}
    for job in jobs.values():
        done = run("\n".join(job["script"]), tmp_path, **given)
        assert done.returncode == 0, done.stderr
    [kept] = jobs["cv"]["artifacts"]["paths"]
    word, pdf = sorted((tmp_path / kept).iterdir())
    assert (word.suffix, pdf.suffix) == (".docx", ".pdf")
    [published] = jobs["pages"]["artifacts"]["paths"]
    (page,) = (tmp_path / published).iterdir()
    assert page.name == "index.html"
    texts = (by_document_xml(word.read_bytes()), page.read_text("utf-8"))
    assert ["901820" in text for text in texts] == [True, False]


@pytest.mark.parametrize("file", ["Dockerfile", "examples/gitlab-ci.yml"])
def test_the_libraries_are_those_that_the_program_names(file: str) -> None:
    from cvrender import system

    packages = " ".join(table(system.__file__, "packages.toml")["apt-get"]["libraries"])
    assert packages in (ROOT / file).read_text("utf-8")


def test_the_image_is_built_from_what_it_is_given(tmp_path: Path) -> None:
    kept = [
        line[1:]
        for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines()
        if line.startswith("!")
    ]
    for name in kept:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", "dist"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    assert [path.suffix for path in (tmp_path / "dist").iterdir()] == [".whl"]
    recipe = (ROOT / "Dockerfile").read_text("utf-8")
    assert re.search(r"^USER [1-9]\d*$", recipe, re.MULTILINE)
    copied = re.findall(r"--requirement (\S+)", recipe)
    assert [name for name in copied if not any(fnmatch.fnmatch(name, k) for k in kept)] == []
