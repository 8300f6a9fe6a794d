"""Pictures of the PDF's pages, one file each."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from click.testing import CliRunner
from commands import ADA
from PIL import Image, ImageChops

from cvrender.cli import main
from cvrender.renderers import png, registry

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared import Made

pytestmark = pytest.mark.xdist_group("png")
A4_AT_150 = (1240, 1754)


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, object]]:
    folder = tmp_path_factory.mktemp("pictures")
    (folder / "ada.yaml").write_text(ADA, "utf-8")
    command = ["render", str(folder / "ada.yaml"), "--to", "png", "--to", "pdf", "--json"]
    answer = CliRunner().invoke(main, [*command, "--output", str(folder)])
    assert answer.exit_code == 0
    return folder, json.loads(answer.stdout)


def test_each_page_becomes_a_file_with_its_number(
    answered: tuple[Path, dict[str, object]],
) -> None:
    with pypdfium2.PdfDocument(next(answered[0].glob("*.pdf"))) as pdf:
        numbers = range(1, len(pdf) + 1)
    names = [f"Ada_Brandt_CV-{number}.png" for number in numbers]
    assert sorted(path.name for path in answered[0].glob("*.png")) == names


def test_pictures_have_150_dots_per_inch(answered: tuple[Path, dict[str, object]]) -> None:
    pictures = sorted(answered[0].glob("*.png"))
    assert len(pictures) == 1
    for path in pictures:
        with Image.open(path) as picture:
            assert picture.format == "PNG"
            assert [round(dots) for dots in picture.info["dpi"]] == [150, 150]
            assert all(abs(a - b) <= 1 for a, b in zip(picture.size, A4_AT_150, strict=True))


def test_a_picture_shows_what_the_pdf_shows(made: Callable[..., Made]) -> None:
    data = made("pdf", "cv").data
    pictures = png.pictures(data)
    with pypdfium2.PdfDocument(data) as pdf:
        assert len(pictures) == len(pdf)
        for page, picture in zip(pdf, pictures, strict=True):
            drawn = page.render(scale=150 / 72).to_pil().convert("RGB")
            shown = Image.open(io.BytesIO(picture)).convert("RGB")
            assert ImageChops.difference(drawn, shown).getbbox() is None
            assert shown.convert("L").getextrema()[0] < 60


def test_the_pdf_is_the_one_of_the_format_pdf() -> None:
    assert registry.load("png").render is registry.load("pdf").render


def test_what_is_verified_is_the_pdf_that_they_are_drawn_from(
    answered: tuple[Path, dict[str, object]],
) -> None:
    files = answered[1]["files"]
    assert isinstance(files, list)
    assert [file["format"] for file in files] == ["png", "pdf"]
    for file in files[:1]:
        assert [reader["reader"] for reader in file["readers"]] == ["pypdf", "pdfium", "attachment"]
        assert [reader["found"] for reader in file["readers"]] == [5, 5, 5]
        assert file["bytes"] == Path(file["path"]).stat().st_size


@pytest.fixture
def pictured(tmp_path: Path) -> Callable[[int], list[str]]:
    """``pictured(2)``: a CV of so many pages as pictures; the names in its folder afterwards."""

    def run(count: int) -> list[str]:
        page = "{title: Work, text: Sums., page_break: before}"
        pages = ", ".join(["{title: Work, text: Sums.}", *[page] * (count - 1)])
        (tmp_path / "cv.yaml").write_text(f"name: Ada\nsections: [{pages}]\n")
        command = ["render", str(tmp_path / "cv.yaml"), "--to", "png"]
        assert CliRunner().invoke(main, [*command, "--output", str(tmp_path)]).exit_code == 0
        return sorted(path.name for path in tmp_path.glob("*.png"))

    return run


def test_a_page_of_a_longer_document_does_not_stay_behind_and_a_picture_of_somebody_else_does(
    pictured: Callable[[int], list[str]], tmp_path: Path
) -> None:
    assert pictured(3) == ["Ada_CV-1.png", "Ada_CV-2.png", "Ada_CV-3.png"]
    Image.new("L", (8, 8)).save(tmp_path / "Ada_CV-4.png")
    Image.new("L", (8, 8)).save(tmp_path / "Ada_CV-portrait.png")
    assert pictured(1) == ["Ada_CV-1.png", "Ada_CV-4.png", "Ada_CV-portrait.png"]
