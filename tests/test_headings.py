"""Section titles: the rules, bar or band of each, as drawn in the PDF and in Word (LibreOffice)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pypdfium2
import pytest
from judges import FOR_LIBREOFFICE, by_document_xml, by_pdfium, open_xml_finds, pdf_finds
from PIL import Image, ImageChops
from printed import design
from wordfile import outline_of

from cvrender import theme as themes
from cvrender.renderers import registry
from cvrender.theme.measures import to_points

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cvrender.outline import Outline

SOURCE = """\
name: Ada Byron
sections: [{title: Hamburg Academy, text: Some text}]
"""
DEVICES = ("below", "above", "beside", "between", "bar", "band")
HANGS = ("60mm", "20mm")
"""More than the title is wide, and less."""
COLORS = {"rule": (255, 0, 0), "panel": (0, 255, 0)}
SCALE = 4
"""Pixels in a point."""
LEFT, RIGHT, CENTER = 85.0, 510.2, 297.6
"""Margins and centre of the page in points."""


class Box(NamedTuple):
    """Edges in points, from the paper's left and top."""

    left: float
    top: float
    right: float
    bottom: float


def rendered(form: str, outline: Outline, device: str, hang: str = "0mm") -> bytes:
    width = "4pt" if device == "bar" else "1pt"
    tokens = f"""
        headings: {{rule: {device}, rule_width: {width}, hang: {hang}}}
        colors: {{rule: "#ff0000", panel: "#00ff00", accent: "#0000ff"}}
    """
    return registry.load(form).render(outline, themes.find("classic", designs=design(tokens)))


def drawn(data: bytes, color: tuple[int, int, int], of: tuple[int, int] = (0, 1000)) -> Box | None:
    """The box of all that is drawn in a colour between two places across the first page."""
    with pypdfium2.PdfDocument(data) as document:
        image = document[0].render(scale=SCALE).to_pil().convert("RGB")
    image = image.crop((of[0] * SCALE, 0, min(of[1] * SCALE, image.width), image.height))
    away = ImageChops.difference(image, Image.new("RGB", image.size, color))
    near = [part.point(lambda value: 255 * (value < 60)) for part in away.split()]
    box = ImageChops.darker(near[0], ImageChops.darker(near[1], near[2])).getbbox()
    if box is None:
        return None
    left, top, right, bottom = (edge / SCALE for edge in box)
    return Box(of[0] + left, top, of[0] + right, bottom)


def text_box(data: bytes, words: str = "Hamburg Academy") -> Box:
    with pypdfium2.PdfDocument(data) as document:
        page = document[0]
        text = page.get_textpage()
        found = text.search(words).get_next()
        boxes = [text.get_charbox(found[0] + at) for at in range(found[1]) if words[at] != " "]
        height = page.get_height()
    return Box(
        min(box[0] for box in boxes),
        height - max(box[3] for box in boxes),
        max(box[2] for box in boxes),
        height - min(box[1] for box in boxes),
    )


def check(device: str, data: bytes) -> None:
    """Hold what is drawn against where the title stands."""
    title, near = text_box(data), pytest.approx
    line = drawn(data, COLORS["panel" if device == "band" else "rule"])
    assert line is not None
    assert line.left == near(title.right + 7 if device == "beside" else LEFT, abs=4)
    assert line.right == near(LEFT + 4 if device == "bar" else RIGHT, abs=1.5)
    if device in ("bar", "band"):
        assert line.top < title.top < title.bottom < line.bottom + 1
        assert title.left == near(line.right + 6 if device == "bar" else LEFT + 6, abs=2)
    elif device in ("beside", "between"):
        assert title.top + 2 < (line.top + line.bottom) / 2 < title.bottom - 2
        assert line.bottom - line.top < 2
    else:
        gap = line.top - title.bottom if device == "below" else title.top - line.bottom
        assert 1 < gap < 9
    if device == "between":
        assert (title.left + title.right) / 2 == near(CENTER, abs=1.5)
        before, after = (drawn(data, COLORS["rule"], half) for half in ((0, 298), (298, 1000)))
        assert (before.right, after.left) == (
            near(title.left - 7, abs=4),
            near(title.right + 7, abs=4),
        )


@pytest.mark.parametrize("device", DEVICES)
def test_a_title_has_its_device_on_the_printed_page_and_reads_as_one_line(
    device: str, outlined: Callable[[str], Outline], tmp_path: Path
) -> None:
    data = rendered("pdf", outlined(SOURCE), device)
    check(device, data)
    (tmp_path / "cv.pdf").write_bytes(data)
    assert pdf_finds(tmp_path / "cv.pdf") == []
    assert by_pdfium(data).splitlines() == ["Ada Byron", "Hamburg Academy", "Some text"]


def check_hang(hang: str, data: bytes) -> None:
    """The rule begins where the text does, or behind a title that reaches farther."""
    title, text, line = text_box(data), text_box(data, "Some text"), drawn(data, COLORS["rule"])
    assert line is not None
    assert title.left == pytest.approx(LEFT, abs=1.5)
    assert text.left == pytest.approx(LEFT + to_points(hang), abs=1.5)
    assert line.left == pytest.approx(text.left if hang == "60mm" else title.right + 7, abs=4)
    assert line.right == pytest.approx(RIGHT, abs=1.5)
    assert title.bottom < text.top


@pytest.mark.parametrize("hang", HANGS)
def test_a_title_hangs_out_to_the_left_of_its_section_in_a_line_of_its_own(
    hang: str, outlined: Callable[[str], Outline], tmp_path: Path
) -> None:
    data = rendered("pdf", outlined(SOURCE), "beside", hang)
    check_hang(hang, data)
    (tmp_path / "cv.pdf").write_bytes(data)
    assert pdf_finds(tmp_path / "cv.pdf") == []
    assert by_pdfium(data).splitlines() == ["Ada Byron", "Hamburg Academy", "Some text"]


def in_word(device: str, hang: str = "0mm") -> Callable[[], bytes]:
    return lambda: rendered("docx", outline_of(SOURCE), device, hang)


FOR_LIBREOFFICE.update({f"heading-{each}": in_word(each) for each in DEVICES})
FOR_LIBREOFFICE.update({f"hang-{each}": in_word("beside", each) for each in HANGS})


@pytest.mark.parametrize("device", DEVICES)
def test_a_title_has_its_device_in_word(device: str, in_libreoffice: dict[str, bytes]) -> None:
    check(device, in_libreoffice[f"heading-{device}"])


@pytest.mark.parametrize("hang", HANGS)
def test_a_title_hangs_out_in_word(hang: str, in_libreoffice: dict[str, bytes]) -> None:
    check_hang(hang, in_libreoffice[f"hang-{hang}"])


@pytest.mark.parametrize("device", DEVICES)
def test_a_device_is_valid_open_xml_and_no_text(
    device: str, outlined: Callable[[str], Outline], tmp_path: Path
) -> None:
    path = tmp_path / "cv.docx"
    path.write_bytes(rendered("docx", outlined(SOURCE), device))
    assert open_xml_finds(path) == []
    lines = [line.strip() for line in by_document_xml(path.read_bytes()).split("\n")]
    assert [line for line in lines if line] == ["Ada Byron", "Hamburg Academy", "Some text"]
