"""Every library that is needed stands in docs/licences.md, under the licence that it declares."""

import re
import tomllib
from importlib.metadata import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NEEDED = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
ROWS = re.findall(r"^\| ([\w.-]+) \| (.+) \|$", (ROOT / "docs" / "licences.md").read_text(), re.M)
LISTED = dict(ROWS[1:])


def test_every_library_is_listed() -> None:
    assert sorted(LISTED) == sorted(re.match(r"[\w.-]+", needed)[0] for needed in NEEDED)


@pytest.mark.parametrize("library", LISTED)
def test_a_licence_is_the_one_that_is_declared(library: str) -> None:
    about = metadata(library)
    classified = " ".join(about.get_all("Classifier", []))
    declared = f"{about.get('License-Expression')} {about.get('License')} {classified}"
    family = re.match(r"[A-Z]+", LISTED[library])[0]
    assert family in declared
