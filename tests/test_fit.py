"""As many pages as are allowed: the scale that fits them, and what is told where none does."""

from __future__ import annotations

import re
from dataclasses import replace
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cvrender import pipeline
from cvrender import theme as themes
from cvrender.errors import SourceError
from cvrender.extract import Extract
from cvrender.fitting import fit
from cvrender.fitting.white_pages import ShortPage, short_page
from cvrender.production import produce
from cvrender.renderers.pdf import printing
from cvrender.theme import scale
from cvrender.theme.measures import to_points

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared import Made

    from cvrender.extract.process import ReaderProcess
    from cvrender.outline import Outline

from printed import W, design, part, shown, style

DATA = Path(__file__).parents[1] / "data"
# A page of 600 points between margins, of which the lower one has 40.
TOKENS = themes.find(
    "classic", designs=design("page: {margin: {top: 201.89pt, bottom: 40pt}}")
).tokens


@pytest.mark.parametrize("look", ["classic", "executive"])
def test_the_shipped_cv_fits_one_page_of_american_paper_too(
    made: Callable[..., Made], look: str
) -> None:
    letter = themes.find(look, designs=design("page: {size: Letter}"))
    outline = made("pdf", "cv", look).outline
    assert printing.length(outline, fit(outline, letter).theme) <= 1


def test_the_largest_scale_that_fits_is_found_in_few_layouts() -> None:
    classic = themes.find("classic", designs=design("pages: 1"))
    body = to_points(classic.tokens.sizes.body)
    for full in (0.4, 0.8, 0.97, 1.02, 1.1, 1.3):
        tried: list[float] = []

        def length(theme: themes.Theme, full: float = full, tried: list[float] = tried) -> float:
            tried.append(to_points(theme.tokens.sizes.body) / body)
            return full * tried[-1] ** 2.3

        found = scale.find_scale(classic, length)
        assert len(tried) <= scale.MAX_LAYOUTS
        assert found.pages <= 1 or found.scale == classic.tokens.fit.smallest
        best = min(max((1 / full) ** (1 / 2.3), 0.85), 1.12)
        assert found.scale == pytest.approx(best, abs=0.02)


def test_a_sidebar_that_is_longer_than_its_page_is_made_smaller() -> None:
    classic = themes.find("classic", designs=design("pages: 1"))
    body = to_points(classic.tokens.sizes.body)

    def length(theme: themes.Theme) -> float:
        scaled = to_points(theme.tokens.sizes.body) / body
        return inf if scaled > 0.95 else scaled

    assert 0.9 < scale.find_scale(classic, length).scale <= 0.95


def test_a_document_that_needs_fewer_pages_than_allowed_stays_as_it_is() -> None:
    classic = themes.find("classic", designs=design("pages: 2"))
    found = scale.find_scale(classic, lambda theme: 0.97 * to_points(theme.tokens.sizes.body) / 10)
    assert (found.scale, found.pages) == (1, 0.97)
    assert (
        scale.find_scale(classic, lambda theme: 1.2 * to_points(theme.tokens.sizes.body) / 10).scale
        > 1
    )


def test_a_document_is_fitted_and_its_word_file_follows(
    tmp_path: Path, reader: ReaderProcess
) -> None:
    wide = ("pages=1", "line_height=1.6")
    job = pipeline.Job(DATA / "cv.yaml", theme="executive", design=wide, output=tmp_path)
    result = pipeline.render(job, reader)
    assert result.warnings == ()
    pdf, word = result.files
    assert pdf.pages == 1
    styles = part(word.path.read_bytes(), "word/styles.xml")
    printed = shown(pdf.path.read_bytes(), "Alexandr")[1]
    assert int(style(styles, "Title")["sz.val"]) == round(2 * printed)
    assert printed < to_points(themes.find("executive").tokens.sizes.name)


def test_a_document_that_fits_at_no_scale_is_told_and_written_at_the_tightest(
    tmp_path: Path, reader: ReaderProcess
) -> None:
    (tmp_path / "cv.yaml").write_text(
        f"name: Ada\nsections: [{{title: T, bullets: [{'x, ' * 80}]}}]\n"
    )
    job = pipeline.Job(tmp_path / "cv.yaml", ("pdf",), output=tmp_path, design=("pages=1",))
    result = pipeline.render(job, reader)
    (warning,) = result.warnings
    pattern = r"1\.\d\d pages at the tightest: about \d+ lines too long"
    assert re.fullmatch(pattern, warning.message)
    assert result.files[0].pages == 2


def test_a_few_lines_alone_on_the_last_page_are_told_with_the_remedy(
    tmp_path: Path, reader: ReaderProcess
) -> None:
    points = "".join(f"      - Point {number}\n" for number in range(52))
    written = (
        f"name: Ada\nsections:\n  - title: T\n    bullets:\n{points}  - title: U\n    text: x\n"
    )
    (tmp_path / "cv.yaml").write_text(written)
    job = pipeline.Job(
        tmp_path / "cv.yaml", ("pdf",), output=tmp_path, strict=True, design=("fit=off",)
    )
    with pytest.raises(SourceError) as told:
        pipeline.render(job, reader)
    (fault,) = told.value.faults
    assert str(fault).removeprefix(str(tmp_path)) == (
        "/cv.yaml:57:12: page 2 of Ada_CV.pdf holds no more than 2 lines;"
        " `--set pages=1` fits them in where it can, or cut something"
    )
    assert not list(tmp_path.glob("*.pdf"))
    (document,) = pipeline.prepare(replace(job, strict=False)).documents
    fitted = replace(document, theme=themes.find("classic", designs=design("pages: 2")))
    (file,) = produce(fitted, job)
    assert (file.pages, file.short_page) == (2, None)


def test_a_page_that_is_meant_or_holds_more_is_no_short_page(
    outlined: Callable[[str], Outline],
) -> None:
    def found(*rows: tuple[float, ...], broken: str = "") -> ShortPage | None:
        section = f"{{title: U, {broken}text: y z}}"
        outline = outlined(f"name: A\nsections: [{{title: T, text: x}}, {section}]")
        texts = ("A\nT\nx", "U\ny\nz\nA · Page 2 of 2")
        sheets = tuple(zip(texts, rows, strict=False))
        return short_page(outline, TOKENS, [Extract("pypdf", ""), Extract("", "", sheets=sheets)])

    few = (20, 500, 489, 490.5)
    left = found((500,), few)
    assert left is not None
    assert (left.number, left.lines, str(left.first)) == (2, 2, "U")
    assert found((500,), (20, 500, 489, 300)) is None
    assert found(few) is None
    assert found((500,), (20,)) is None
    assert found((500,), few, broken="page_break: before, ") is None


def test_a_page_that_a_page_break_leaves_with_a_few_lines_is_told(
    outlined: Callable[[str], Outline],
) -> None:
    first, second = "{title: T, bullets: [x, y, z]}", "{title: U, page_break: before, text: w}"
    outline = outlined(f"name: A\nsections: [{first}, {second}]")
    sheets = (("A T x", (700, 200)), ("y z A · Page 2 of 3", (700, 20)), ("U w", (700, 300)))
    left = short_page(outline, TOKENS, [Extract("pdfium", "", sheets=sheets)])
    assert left is not None
    assert (left.number, left.lines, str(left.first)) == (2, 1, "y")


def test_a_page_break_that_leaves_a_third_of_a_page_white_is_told_at_its_place(
    tmp_path: Path, reader: ReaderProcess
) -> None:
    def told(lines: int) -> list[str]:
        points = "".join(f"      - Point {number}\n" for number in range(lines))
        (tmp_path / "cv.yaml").write_text(
            f"name: Ada\nsections:\n  - title: T\n    bullets:\n{points}"
            "  - title: Point\n    page_break: before\n    text: x\n"
        )
        job = pipeline.Job(
            tmp_path / "cv.yaml", ("pdf", "docx"), output=tmp_path, design=("fit=off",)
        )
        warnings = pipeline.render(job, reader).warnings
        return [str(one).removeprefix(f"{tmp_path}/") for one in warnings]

    assert told(30) == [
        "cv.yaml:36:17: warning: page 1 of Ada_CV.pdf is 41% white before this page break;"
        " leave it out, or let another section begin the page"
    ]
    assert told(40) == []


@pytest.mark.unwatched
def test_a_document_that_is_to_fit_one_page_heeds_no_page_break(
    tmp_path: Path, reader: ReaderProcess
) -> None:
    points = "".join(f"      - Point {number}\n" for number in range(35))
    sections = f"  - title: T\n    bullets:\n{points}  - title: U\n    page_break: before\n"
    (tmp_path / "cv.yaml").write_text(f"name: Ada\nsections:\n{sections}    bullets:\n{points}")
    looks = ("pages=1",)
    job = pipeline.Job(tmp_path / "cv.yaml", theme="compact", output=tmp_path, design=looks)
    result = pipeline.render(job, reader)
    pdf, word = result.files
    assert (result.warnings, pdf.pages) == ((), 1)
    assert 8.5 <= shown(pdf.path.read_bytes(), "Point 1")[1] < 9.5
    assert part(word.path.read_bytes(), "word/document.xml").find(f".//{W}pageBreakBefore") is None


def test_pages_are_to_hold_the_word_file_of_one_column_too(
    outlined: Callable[[str], Outline],
) -> None:
    skills, text = "x, " * 35, "x " * 1500
    outline = outlined(
        f"name: Ada\nsections: [{{kind: skills, bullets: [{skills}]}}, {{title: T, text: {text}}}]"
    )
    classic, sidebar = map(themes.find, ("classic", "sidebar"))
    single = themes.find("sidebar", designs=design("word: {sidebar: none}"))
    printed = printing.length(outline, sidebar)
    assert printing.length_of_both(outline, classic) == printing.length(outline, classic)
    assert printing.length_of_both(outline, sidebar) == printed
    assert printing.length_of_both(outline, single) > 1.2 * printed


def test_where_a_word_file_is_too_long_at_every_scale_the_pdf_decides(
    outlined: Callable[[str], Outline], monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_long(outline: Outline, theme: themes.Theme) -> float:
        return 2.0

    def full(outline: Outline, theme: themes.Theme) -> float:
        return 1.0

    monkeypatch.setattr(printing, "length_of_both", too_long)
    monkeypatch.setattr(printing, "length", full)
    outline = outlined("name: Ada\nsections: [{title: T, text: x}]")
    for look, excess in (("sidebar", False), ("classic", True)):
        found = fit(outline, themes.find(look, designs=design("pages: 1")))
        assert bool(found.excess) == excess, look


def test_page_breaks_give_way_only_where_the_pages_allowed_do_not_hold_them(
    outlined: Callable[[str], Outline], tmp_path: Path
) -> None:
    written = "name: A\nsections: [{title: T, text: x}, {title: U, page_break: before, text: y}]\n"
    breaks = [
        [section.break_before for section in outline.sections]
        for pages in (1, 2)
        for outline in outlined(written).fewer_breaks(pages)
    ]
    assert breaks == [[False, False], [False, True], [False, False]]
    (tmp_path / "cv.yaml").write_text(written, "utf-8")
    job = pipeline.Job(tmp_path / "cv.yaml", ("pdf",), output=tmp_path, design=("pages=2",))
    (document,) = pipeline.prepare(job).documents
    assert document.outline.sections[1].break_before
