"""Where looks come from: options, the source's design, and themes in folders."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from click.testing import CliRunner
from printed import W, design, part

from cvrender import pipeline
from cvrender import theme as themes
from cvrender.cli import main
from cvrender.errors import SourceError, UsageError
from cvrender.renderers import registry
from cvrender.theme.layers import palettes
from cvrender.theme.measures import PAGE_SIZES, to_points

if TYPE_CHECKING:
    from collections.abc import Callable

    from cvrender.outline import Outline
    from cvrender.theme.tokens import Tokens

DATA = Path(__file__).parents[1] / "data"


@pytest.mark.parametrize(
    ("option", "told"),
    [
        (
            "colors.acent=#0b6e4f",
            "--set colors.acent=#0b6e4f:1:8: unknown key `acent`; did you mean `accent`?",
        ),
        (
            "colors.accent=green",
            "--set colors.accent=green:1:15: `green` is not a valid `accent`;"
            ' write it like `"#1f4e79"`',
        ),
        (
            "page.size=B5",
            "--set page.size=B5:1:11: unknown value `B5` for `size`;"
            " expected one of: A4, Letter, Legal, A5, Executive",
        ),
    ],
)
def test_a_wrong_option_is_a_fault_at_its_place(option: str, told: str) -> None:
    job = pipeline.Job(DATA / "cv.yaml", design=(option,))
    with pytest.raises(SourceError, match=re.escape(told)):
        pipeline.prepare(job)


OUT_OF_RANGE = {
    "sizes.body=0pt": "`0pt` is out of range: expected 4pt to 96pt",
    "sizes.body=9999pt": "`9999pt` is out of range: expected 4pt to 96pt",
    f"sizes.name={'9' * 20}pt": f"`{'9' * 20}pt` is out of range: expected 4pt to 96pt",
    "spacing.section=1m": "`1m` is not a length",
    "spacing.section=300mm": "`300mm` is out of range: expected 0pt to 200pt",
    "header.rule_width=3cm": "`3cm` is out of range: expected 0pt to 20pt",
    "facts.label_width=9999pt": "`9999pt` is out of range: expected 0pt to 400pt",
    "sidebar.width=20in": "`20in` is out of range: expected 0pt to 400pt",
    "bullets.indent=9999pt": "`9999pt` is out of range: expected 0pt to 200pt",
    "page.margin.left=9999pt": "`9999pt` is out of range: expected 0pt to 600pt",
    "sizes.body=١٠pt": "`١٠pt` is not a length",
    "header.separator=a\x07b": "the character U+0007 is not allowed here",
    "bullets.character=\u202e": "the character U+202E is not allowed here",
    "bullets.nested=\x1b": "the character U+001B is not allowed here",
    "fonts.body=a\nb": "the character U+000A is not allowed here",
    "word.fonts.heading=\u200b": "the character U+200B is not allowed here",
    "fonts.body=": "`body` is empty",
}


@pytest.mark.parametrize("option", OUT_OF_RANGE)
def test_a_token_that_no_page_can_follow_is_a_fault(option: str) -> None:
    with pytest.raises(SourceError) as raised:
        pipeline.prepare(pipeline.Job(DATA / "cv.yaml", design=(option,)))
    assert [fault.message for fault in raised.value.faults] == [OUT_OF_RANGE[option]]


@pytest.mark.parametrize("size", ["4pt", "96pt", "1in", "33mm"])
def test_the_smallest_and_the_largest_type_are_allowed(size: str) -> None:
    pipeline.prepare(pipeline.Job(DATA / "cv.yaml", design=(f"sizes.name={size}",)))


def test_a_font_that_is_not_here_is_told_where_it_is_printed() -> None:
    for family, formats, told in (
        ("Nimbus Unheard Of", ("pdf", "docx"), True),
        ("Nimbus Unheard Of", ("docx",), False),
        ("DejaVu Sans", ("pdf",), False),
        ("Source Serif Pro", ("pdf",), False),
    ):
        job = pipeline.Job(DATA / "cv.yaml", formats, design=(f"fonts.body={family}",))
        result = pipeline.finish(pipeline.prepare(job), [], job)
        expected = f"--set fonts.body={family}:1:12: warning: the font `{family}` is not installed"
        assert [str(one).partition(": another")[0] for one in result.warnings] == [expected] * told


def test_an_option_wins_over_the_design_of_the_source(tmp_path: Path) -> None:
    source = tmp_path / "cv.yaml"
    source.write_text(
        "name: A\ndesign: {page: {size: Letter}, colors: {accent: '#111111'}}\n"
        "sections: [{title: T, text: x}]\n",
        "utf-8",
    )
    job = pipeline.Job(source, design=("colors.accent=#222222", "sidebar.sections=[skills]"))
    (document,) = pipeline.prepare(job).documents
    tokens = document.theme.tokens
    assert (tokens.page.size, tokens.colors.accent) == ("Letter", "#222222")
    assert tokens.sidebar.sections == ("skills",)


def test_a_theme_is_started_found_beside_the_source_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run = CliRunner().invoke
    assert run(main, ["themes", "new", "mine", "--from", "modern"]).exit_code == 0
    again = run(main, ["themes", "new", "mine"])
    assert (again.exit_code, "already exists" in again.output) == (2, True)
    for name in ("classic", "../mine", "a/b", ".", ""):
        refused = run(main, ["themes", "new", name])
        assert (refused.exit_code, "is not a valid name" in refused.output) == (2, True)
    assert "mine  " in run(main, ["themes"]).output
    told = run(main, ["themes", "show", "mine"]).output
    assert re.search(r"colors\.accent +#0f6a73 +Section titles", told)
    assert re.search(r"header\.align +left +The alignment of .+\. \(left, center\)\n", told)
    silent = [line for line in told.splitlines() if not re.search(r" {2}\S.*\.( \(.+\))?$", line)]
    assert silent == []
    source = tmp_path / "cv.yaml"
    source.write_text("name: A\ntheme: mine\nsections: [{title: T, text: x}]\n", "utf-8")
    (document,) = pipeline.prepare(pipeline.Job(source)).documents
    assert document.theme.name == "mine"


def test_the_first_folder_that_has_the_name_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CVRENDER_THEMES", str(tmp_path / "mine"))
    for folder in ("mine", "cv/themes"):
        (tmp_path / folder / "own").mkdir(parents=True)
        text = f"description: {folder}\nextends: classic\n"
        (tmp_path / folder / "own" / "theme.yaml").write_text(text, "utf-8")
    beside = themes.find("own", themes.places(tmp_path / "cv"))
    elsewhere = themes.find("own", themes.places(tmp_path))
    assert (beside.tokens.description, elsewhere.tokens.description) == ("cv/themes", "mine")
    with pytest.raises(UsageError, match="there is no theme `own`"):
        themes.find("own")


def tokens_of(folder: Path, theme: str, text: str, *options: str) -> Tokens:
    """The tokens of a CV whose ``design`` is ``text``."""
    source = folder / "cv.yaml"
    source.write_text(f"name: A\ndesign: {text}\nsections: [{{title: T, text: x}}]\n", "utf-8")
    job = pipeline.Job(source, theme=theme, design=options)
    (document,) = pipeline.prepare(job).documents
    return document.theme.tokens


def test_a_palette_is_its_colours_and_colours_beside_it_override_it(tmp_path: Path) -> None:
    colors = tokens_of(tmp_path, "modern", "{palette: plum, colors: {link: '#111111'}}").colors
    assert (colors.accent, colors.muted, colors.link) == ("#66307a", "#625c68", "#111111")
    assert colors.text == themes.find("modern").tokens.colors.text
    colors = tokens_of(tmp_path, "modern", "{palette: plum}", "palette=rust").colors
    assert (colors.accent, colors.panel) == ("#9a3f17", "#faf0ea")
    with pytest.raises(SourceError) as raised:
        tokens_of(tmp_path, "modern", "{palette: tea}")
    (fault,) = raised.value.faults
    assert fault.message == "unknown value `tea` for `palette`"
    assert fault.hint == "did you mean `teal`?"


@pytest.mark.parametrize("look", themes.names())
def test_every_palette_is_easy_to_read_in_every_theme(look: str) -> None:
    for palette in palettes():
        theme = themes.find(look, designs=design(f"palette: {palette}"))
        assert theme.warnings == ()
        assert theme.tokens.palette == palette
        panel = f"palette: {palette}\nsidebar: {{sections: [skills]}}"
        assert themes.find(look, designs=design(panel)).warnings == ()


@pytest.mark.parametrize("size", PAGE_SIZES)
@pytest.mark.parametrize("look", ["classic", "sidebar"])
def test_each_paper_is_that_of_the_pdf_and_the_word_file(
    size: str, look: str, outlined: Callable[[str], Outline]
) -> None:
    outline = outlined("{name: A, sections: [{kind: skills, text: x}]}")
    theme = themes.find(look, designs=design(f"page: {{size: {size}}}"))
    with pypdfium2.PdfDocument(registry.load("pdf").render(outline, theme)) as pdf:
        assert pdf[0].get_size() == pytest.approx(PAGE_SIZES[size], abs=0.01)
    page = part(registry.load("docx").render(outline, theme), "word/document.xml").find(
        f".//{W}pgSz"
    )
    twips = [int(page.get(f"{W}{side}")) for side in ("w", "h")]
    assert twips == pytest.approx([points * 20 for points in PAGE_SIZES[size]], abs=1)


def test_margins_shrink_on_a_narrower_paper_unless_they_are_set_there(tmp_path: Path) -> None:
    margin = tokens_of(tmp_path, "classic", "{page: {size: A5}}").page.margin
    assert to_points(margin.left) == pytest.approx(30 * 72 / 25.4 * 148 / 210, abs=0.1)
    margin = tokens_of(tmp_path, "classic", "{page: {size: A5, margin: {left: 20mm}}}").page.margin
    assert margin.left == "20mm"
    assert tokens_of(tmp_path, "classic", "{page: {size: Letter}}").page.margin.left == "30mm"
