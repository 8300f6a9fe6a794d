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
CLASSIFIERS = {
    "Apache-2.0": "Apache Software License",
    "BSD-3-Clause": "BSD License",
    "ISC": "ISC License (ISCL)",
    "MIT": "MIT License",
    "OFL-1.1": "SIL Open Font License 1.1 (OFL-1.1)",
}


def test_every_library_is_listed() -> None:
    assert sorted(LISTED) == sorted(re.match(r"[\w.-]+", needed)[0] for needed in NEEDED)


@pytest.mark.parametrize("library", LISTED)
def test_a_licence_is_the_one_that_is_declared(library: str) -> None:
    about = metadata(library)
    stated = f"{about.get('License-Expression')}, {about.get('License')}"
    licences = {*re.split(r"[\s,]+", stated), *about.get_all("Classifier", [])}
    for licence in LISTED[library].split(", "):
        classifier = f"License :: OSI Approved :: {CLASSIFIERS.get(licence)}"
        assert licences & {licence, classifier}
