"""What README and docs show: a CV of its own for each theme, its files, and where links lead."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
import theme_gallery
from fuzzing import some
from test_languages import fonts_lack

from cvrender import pipeline, theme
from cvrender.extract import extract
from cvrender.verification import verify_extracts

if TYPE_CHECKING:
    from cvrender.extract.process import ReaderProcess

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "examples" / "gallery"
LETTERS = sorted(SOURCES.glob("letters/*.yaml"))
GALLERY = ROOT / "docs" / "gallery"
README = ROOT / "README.md"
PAGES = [README, *sorted((ROOT / "docs").glob("**/*.md"))]
THEMES = theme.names()
MADE = {
    *("format.md", "tokens.md", "commands.md", "security.md", "contributing.md", "changelog.md"),
    *("cv.schema.json", "letter.schema.json", "theme.schema.json"),
    *(f"gallery/{look}.html" for look in THEMES),
}
"""What the site makes: see docs/site/hooks.py."""

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


PAGES_OF = dict.fromkeys(THEMES, 1) | {"academic": 2, "tabular": 2}


@every_theme
def test_the_files_that_are_shown_hold_all_of_it(look: str) -> None:
    """As they were rendered last; `make gallery` takes no warning."""
    assert source(look).warnings == ()
    for form in ("pdf", "docx"):
        data = (GALLERY / f"{look}.{form}").read_bytes()
        job = pipeline.Job(SOURCES / f"{look}.yaml", (form,))
        reports = verify_extracts(job, source(look), extract(data, f".{form}"))
        assert [report for report in reports if report.findings] == []
    with pypdfium2.PdfDocument(GALLERY / f"{look}.pdf") as pdf:
        assert len(pdf) == PAGES_OF[look]


@pytest.mark.parametrize("look", some(THEMES, "sidebar", "tabular", "timeline"))
def test_it_has_no_warnings_and_all_of_it_stands_in_each_file(
    look: str, tmp_path: Path, reader: ReaderProcess
) -> None:
    if fonts_lack(language := source(look).cv.language):
        pytest.skip(f"no font at hand has {language}")
    job = pipeline.Job(SOURCES / f"{look}.yaml", ("pdf", "docx", "html"), output=tmp_path)
    result = pipeline.render(job, reader)
    assert result.warnings == ()
    assert [report for file in result.files for report in file.reports if report.findings] == []
    assert result.files[0].pages == PAGES_OF[look]


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_a_letter_has_no_warnings_and_one_page(path: Path, reader: ReaderProcess) -> None:
    result = pipeline.make(pipeline.Job(path, ("pdf", "docx")), reader)
    assert result.warnings == ()
    assert [report for file in result.files for report in file.reports if report.findings] == []
    assert result.files[0].pages == 1


def test_each_theme_has_its_files_and_pictures_and_nothing_else_is_kept() -> None:
    kinds = (".pdf", ".docx", "-pdf.png", "-word.png", "-web.png")
    wanted = {f"{look}{kind}" for look in THEMES for kind in kinds}
    apart = {"modern-dark.png", "modern-phone.png", "preview.png"}
    letters = (f"{path.stem}-letter" for path in LETTERS)
    apart |= {f"{name}{kind}" for name in letters for kind in kinds if kind != "-web.png"}
    assert {path.name for path in GALLERY.iterdir()} == wanted | apart


def test_the_readme_shows_each_theme_and_links_it_to_its_pdf() -> None:
    linked = r"""<a href="(\S+)\.pdf"><img src="\1-pdf\.png\""""
    shown = set(re.findall(linked, README.read_text("utf-8")))
    assert shown == {f"docs/gallery/{look}" for look in THEMES}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_readme_and_docs_link_to_exists(page: Path) -> None:
    made = theme_gallery.gallery() if page.name == "themes.md" else ""
    links = re.findall(
        r"""(?:\]\(|href="|src=")(?!\w+:|#)([^)#"\s]+)""", page.read_text("utf-8") + made
    )
    assert [link for link in links if link not in MADE and not (page.parent / link).exists()] == []
