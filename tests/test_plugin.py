"""A format or a reader of somebody else is one file and one entry point."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

PLUGIN = Path(__file__).parent / "plugin"
README = Path(__file__).parents[1] / "README.md"
ENTRY_POINTS = """\
[cvrender.renderers]
rst = cvrender_rst:RENDERER

[cvrender.readers]
note = cvrender_note:READER
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """``installed(*arguments)``: the command where the plug-ins are installed, as pip leaves it."""
    site = tmp_path_factory.mktemp("site")
    for module in PLUGIN.glob("cvrender_*.py"):
        shutil.copy(module, site)
    info = site / "cvrender_rst-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: cvrender-rst\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(ENTRY_POINTS)

    def run(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "cvrender", *map(str, arguments)],
            env={**os.environ, "PYTHONPATH": str(site)},
            cwd=site,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_a_renderer_of_somebody_else_is_listed_used_and_verified(installed, tmp_path):
    source = tmp_path / "cv.yaml"
    source.write_text("name: Alex Doe\nsections: [{title: Work, bullets: [Sold shoes]}]\n")
    assert "rst         reStructuredText\n" in installed("formats").stdout
    result = installed("render", source, "--to", "rst", "--output", tmp_path)
    assert result.stdout.endswith("Alex_Doe_CV.rst: 40 bytes, 3 of 3 lines, in order\n")
    written = (tmp_path / "Alex_Doe_CV.rst").read_text("utf-8")
    assert written == "Alex Doe\n========\n\nWork\n----\n\nSold shoes"


def test_the_readme_shows_the_whole_renderer_of_somebody_else():
    module, project = re.findall(r"```(?:python|toml)\n(.*?)```", README.read_text("utf-8"), re.S)
    documented = (PLUGIN / "cvrender_rst.py").read_text("utf-8")
    assert documented.partition("\n\n")[2] == module
    points = tomllib.loads(project)["project"]["entry-points"]
    assert points == {"cvrender.renderers": {"rst": "cvrender_rst:RENDERER"}}
    assert len(module.splitlines()) < 20


def test_a_reader_of_somebody_else_reads_its_format_and_faults_keep_their_places(
    installed, tmp_path
):
    source = tmp_path / "note.yaml"
    source.write_text("who: Alex\nnote: Hello\n")
    assert installed("render", source, "--to", "txt", "--output", tmp_path).returncode == 0
    assert (tmp_path / "Alex_CV.txt").read_text("utf-8") == "Alex\n\n\nSummary\n\nHello\n"
    source.write_text("who:\nnote: Hello\n")
    assert installed("check", source).stderr == f"{source}:1:1: `name` is empty\n"


def test_the_example_of_a_renderer_is_short():
    assert len((PLUGIN / "cvrender_rst.py").read_text("utf-8").splitlines()) < 20
