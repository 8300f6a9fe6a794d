"""The last page: what is done where a document would end on one that is left over."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pypdf
import pytest

from cvrender import cache, pipeline, system
from cvrender import theme as themes
from cvrender.errors import MachineError, SourceError
from cvrender.fitting import finding_cache, last_page
from cvrender.renderers.pdf import document
from cvrender.theme.measures import to_points

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from cvrender.outline import Outline
    from cvrender.production import File

from printed import W, design, part, shown

BODY = to_points(themes.find("classic").tokens.sizes.body)


@pytest.fixture(autouse=True)
def uncached(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """What another test found is not known here."""
    cache._folder.cache_clear()
    monkeypatch.setenv("CVRENDER_CACHE", str(tmp_path / "cache"))
    yield
    cache._folder.cache_clear()


@pytest.fixture
def layouts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """An item for each layout of a PDF that is made."""
    made: list[str] = []
    real = document._set

    def counted(*args: object, **options: object) -> object:
        made.append("layout")
        return real(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(document, "_set", counted)
    return made


@pytest.mark.parametrize("library", ["weasyprint", "pango"])
def test_what_was_found_is_looked_for_again_with_another_version(
    outlined: Callable[[str], Outline], monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    searches: list[str] = []

    def find(theme: object, outline: object) -> bytes:
        searches.append(library)
        return b"1"

    outline, theme = outlined(cv(3)), themes.find("classic")
    for _ in range(2):
        finding_cache.cached(outline, theme, find)
    assert len(searches) == 1
    module, name = {
        "weasyprint": (finding_cache, "_weasyprint_version"),
        "pango": (finding_cache, "_pango_version"),
    }[library]
    assert getattr(module, name)()[:1].isalnum()
    monkeypatch.setattr(module, name, lambda: "another")
    finding_cache.cached(outline, theme, find)
    assert len(searches) == 2


@pytest.mark.skipif(sys.platform != "linux", reason="it is Linux that lists its libraries")
def test_pango_is_asked_for_its_version_once_until_a_library_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(("", "1.56.1", "1.56.3", "1.57.0", "1.57.1"))
    monkeypatch.setattr(system, "pango_version", lambda: next(answers))
    monkeypatch.setattr(finding_cache, "LOADER_CACHE", tmp_path / "ld.so.cache")
    monkeypatch.delenv("LD_LIBRARY_PATH", raising=False)
    finding_cache.LOADER_CACHE.write_bytes(b"one library")
    asked = [finding_cache._pango_version() for _ in range(3)]
    assert asked == ["", "1.56.1", "1.56.1"]
    finding_cache.LOADER_CACHE.write_bytes(b"two libraries")
    asked = [finding_cache._pango_version() for _ in range(2)]
    assert asked == ["1.56.3", "1.56.3"]
    monkeypatch.setenv("LD_LIBRARY_PATH", str(tmp_path))
    assert finding_cache._pango_version() == "1.57.0"
    monkeypatch.delenv("LD_LIBRARY_PATH")
    finding_cache.LOADER_CACHE.unlink()
    assert finding_cache._pango_version() == "1.57.1"


def cv(lines: int, facts: str = "") -> str:
    """A section of so many lines, and one of facts."""
    points = "".join(f"      - Point {number}\n" for number in range(lines))
    skills = f"  - title: U\n    facts: {{{facts}}}\n" if facts else ""
    return f"name: Ada\nsections:\n  - title: T\n    bullets:\n{points}{skills}"


def made(folder: Path, source: str, *formats: str, design: tuple[str, ...] = ()) -> list[File]:
    (folder / "cv.yaml").write_text(source, "utf-8")
    job = pipeline.Job(folder / "cv.yaml", formats, output=folder, design=design)
    result = pipeline.render(job)
    assert result.warnings == ()
    assert {file.exit_code for file in result.files} == {0}
    return list(result.files)


def body(file: File) -> float:
    return shown(file.data, "Point 1")[1]


def word_body(file: File) -> float:
    default = part(file.data, "word/styles.xml").find(f"{W}docDefaults//{W}sz")
    assert default is not None
    return int(default.get(f"{W}val", "")) / 2


def test_the_lines_of_a_page_that_is_left_over_are_pulled_back_by_the_layout_that_is_written(
    tmp_path: Path, layouts: list[str]
) -> None:
    pdf, word = made(tmp_path, cv(58), "pdf", "docx")
    assert (pdf.pages, len(layouts)) == (1, 3)
    assert 9.499 <= body(pdf) < BODY
    assert word_body(word) == pytest.approx(body(pdf), abs=0.25)


def test_short_facts_run_on_in_one_line_before_anything_is_made_smaller(tmp_path: Path) -> None:
    facts = "English: native, French: fluent, German: basic, Italian: basic"
    pdf, word = made(tmp_path, cv(50, facts), "pdf", "docx")
    assert (pdf.pages, body(pdf)) == (1, pytest.approx(BODY, abs=0.01))
    row = "English: native · French: fluent · German: basic · Italian: basic"
    (page,) = pypdf.PdfReader(pdf.path).pages
    assert " ".join(page.extract_text().splitlines()[-1].split()) == row
    (written,) = part(word.data, "word/document.xml").xpath(
        "//w:p[contains(., 'French')]", namespaces={"w": W[1:-1]}
    )
    assert " ".join("".join(written.itertext()).split()) == row


def test_short_facts_that_have_room_stay_as_the_theme_sets_them(tmp_path: Path) -> None:
    (word,) = made(tmp_path, cv(45, "English: native, French: fluent"), "docx")
    texts = [
        "".join(each.itertext()) for each in part(word.data, "word/document.xml").iter(f"{W}p")
    ]
    assert texts[-2:] == ["English: native", "French: fluent"]


def test_a_page_that_is_half_empty_grows_by_an_eighth_at_most(tmp_path: Path) -> None:
    pdf, word = made(tmp_path, cv(24), "pdf", "docx")
    assert body(pdf) == pytest.approx(1.12 * BODY, abs=0.01)
    assert word_body(word) == pytest.approx(body(pdf), abs=0.25)


def test_a_page_that_holds_hardly_anything_stays_as_it_is(tmp_path: Path) -> None:
    (pdf,) = made(tmp_path, cv(5), "pdf")
    assert body(pdf) == pytest.approx(BODY, abs=0.01)


def test_where_nothing_is_to_be_done_the_layout_that_tells_so_is_the_one_written(
    tmp_path: Path, layouts: list[str]
) -> None:
    (pdf,) = made(tmp_path, cv(46), "pdf")
    assert (pdf.pages, body(pdf), len(layouts)) == (1, pytest.approx(BODY, abs=0.01), 1)


def test_what_a_search_found_is_known_the_next_time_and_the_same_beside_a_pdf(
    tmp_path: Path, layouts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (first,) = made(tmp_path, cv(58), "docx")
    searched = len(layouts)
    (again,) = made(tmp_path, cv(58), "docx")
    assert searched == len(layouts) == 3
    assert first.data == again.data
    (pdf,) = made(tmp_path, cv(58), "pdf")
    assert (pdf.pages, len(layouts)) == (1, 3)
    monkeypatch.setattr(cache, "load", lambda name: None)
    _, beside = made(tmp_path, cv(58), "pdf", "docx")
    assert (beside.data, len(layouts)) == (first.data, 6)


def test_where_no_pdf_can_be_made_a_word_file_keeps_the_sizes_of_its_theme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacking(*args: object, **options: object) -> None:
        raise MachineError("the PDF needs Pango")

    monkeypatch.setattr(document, "_set", lacking)
    (word,) = made(tmp_path, cv(58), "docx")
    assert word_body(word) == pytest.approx(BODY, abs=0.25)


def test_formats_without_pages_are_not_fitted_and_cost_no_layout(
    tmp_path: Path, layouts: list[str]
) -> None:
    web, _ = made(tmp_path, cv(24), "html", "txt")
    assert layouts == []
    beside, _ = made(tmp_path, cv(24), "html", "pdf")
    assert web.data == beside.data


@pytest.mark.parametrize("off", ["fit=off", "fit.mode=off"])
def test_fit_off_leaves_the_page_as_it_is_and_tells_of_it(tmp_path: Path, off: str) -> None:
    (tmp_path / "cv.yaml").write_text(cv(58))
    job = pipeline.Job(tmp_path / "cv.yaml", ("pdf",), output=tmp_path, design=(off,))
    result = pipeline.render(job)
    assert [warning.code for warning in result.warnings] == ["short-page"]
    assert (result.files[0].pages, body(result.files[0])) == (2, pytest.approx(BODY, abs=0.01))


def test_another_word_for_fit_is_a_fault_at_its_place(tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(f"design: {{fit: of}}\n{cv(3)}")
    with pytest.raises(SourceError) as raised:
        pipeline.prepare(pipeline.Job(tmp_path / "cv.yaml"))
    (fault,) = raised.value.faults
    assert (
        str(fault)
        .removeprefix(f"{tmp_path}/")
        .startswith("cv.yaml:1:15: unknown value `of` for `mode`; did you mean `off`?")
    )


def found(
    outline: Outline, look: themes.Theme, *pages: tuple[float, ...]
) -> tuple[last_page.Finish, int]:
    """What is found where the layouts that are made fill ``pages``, and how many were made."""
    rest = iter(pages)
    finish = last_page.finish(outline, look, lambda theme: next(rest))
    return finish, len(pages) - len(list(rest))


def test_a_search_ends_with_the_first_layout_that_is_better(
    outlined: Callable[[str], Outline],
) -> None:
    outline, classic = outlined(cv(3)), themes.find("classic")
    unchanged = last_page.Finish()
    assert found(outline, classic, (0.9,)) == (unchanged, 1)
    assert found(outline, classic, (0.9, 0.6)) == (unchanged, 1)
    assert found(outline, classic, (0.95, 0.1), (0.98,)) == (last_page.Finish(0.971), 2)
    again = found(outline, classic, (0.95, 0.1), (0.96, 0.05), (0.97,))
    assert again == (last_page.Finish(0.951), 3)
    # So it is with the page before one that the author began.
    assert found(outline, classic, (0.95, 0.1, 0.6), (0.98, 0.6)) == (last_page.Finish(0.971), 2)
    # What does not go back is filled up, as far as it is worth it; or else stays as it is.
    assert found(outline, classic, (0.95, 0.24), (0.95, 0.3)) == (last_page.Finish(1.12), 2)
    assert found(outline, classic, (0.95, 0.3), (0.95, 0.5)) == (last_page.Finish(1.06), 2)
    nothing, little = (0.95, 0.0), (0.9, 0.16)
    assert found(outline, classic, nothing, nothing, nothing) == (unchanged, 3)
    assert found(outline, classic, little, *[little] * 4) == (unchanged, 5)


def test_running_text_is_never_made_smaller_than_nine_and_a_half_points(
    outlined: Callable[[str], Outline],
) -> None:
    small = themes.find("classic", designs=design("sizes: {body: 9.6pt}"))
    finish, made = found(outlined(cv(3)), small, (0.95, 0.06), (0.98,))
    assert made == 2
    assert to_points(finish.applied(small).tokens.sizes.body) >= 9.5
    tiny = themes.find("classic", designs=design("sizes: {body: 9.4pt}"))
    assert found(outlined(cv(3)), tiny, (0.95, 0.06), (0.95, 0.2), (0.95, 0.2))[0].scale == 1


def test_pages_that_the_author_began_are_not_filled_up(
    outlined: Callable[[str], Outline],
) -> None:
    broken = outlined("name: A\nsections: [{text: x, title: T, page_break: before}]\n")
    assert found(broken, themes.find("classic"), (0.6, 0.4)) == (last_page.Finish(), 1)
