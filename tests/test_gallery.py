"""What README and docs show: a CV of its own for each theme, its files, and where links lead."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cvrender import pipeline, theme

if TYPE_CHECKING:
    from cvrender.extract.process import ReaderProcess

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "examples" / "gallery"
THEMES = theme.names()

every_theme = pytest.mark.parametrize("look", THEMES)


@cache
def source(look: str) -> pipeline.Source:
    return pipeline.read(SOURCES / f"{look}.yaml")


def test_each_theme_has_a_cv_of_its_own_with_another_person_in_another_country() -> None:
    people = [source(look).cv for look in THEMES]
    assert [cv.theme for cv in people] == list(THEMES)
    assert len({cv.name for cv in people}) == len(THEMES)
    assert len({cv.phone[0].split()[0] for cv in people}) == len(THEMES)
    assert {path.stem for path in SOURCES.glob("*.yaml")} == set(THEMES)


@every_theme
def test_it_has_no_warnings_and_all_of_it_stands_in_each_file(
    look: str, tmp_path: Path, reader: ReaderProcess
) -> None:
    assert source(look).warnings == ()
    job = pipeline.Job(SOURCES / f"{look}.yaml", ("pdf", "docx", "html"), output=tmp_path)
    result = pipeline.render(job, reader)
    assert result.warnings == ()
    assert [report for file in result.files for report in file.reports if report.findings] == []
    pdf = result.files[0]
    assert pdf.pages == (2 if look in ("academic", "tabular") else 1)
