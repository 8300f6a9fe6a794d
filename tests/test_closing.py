"""The closing: place, date and signature at the end of every document that has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdf
import pytest
from commands import run
from judges import by_document_xml, by_pdfium, document_xml, open_xml_finds, pdf_finds
from wordfile import WP, png

from cvrender import theme as themes
from cvrender.renderers import registry

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cvrender.outline import Outline

CV = """\
name: Ada
sections: [{title: Work, text: Some text}, {title: Skills, kind: skills, bullets: [Sums]}]
"""
SIGNED = f"""{CV}\
photo: {{file: me.png, alt: Ada in a hat}}
closing: {{text: "London, 5 May 2026", signature: {{file: sign.png, alt: A flourish}}}}
private: closing
"""


@pytest.fixture
def signed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a CV, its photo and a signature."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cv.yaml").write_text(SIGNED, "utf-8")
    (tmp_path / "me.png").write_bytes(png(30, 40))
    (tmp_path / "sign.png").write_bytes(png(90, 30))
    return tmp_path


@pytest.mark.parametrize("look", ["classic", "sidebar", "tabular", "timeline"])
def test_place_and_date_are_the_last_words_beside_a_sidebar_and_a_timeline_too(
    outlined: Callable[[str], Outline], look: str
) -> None:
    outline = outlined(f"{CV}closing: London, 5 May 2026\n")
    for form, read in (("pdf", by_pdfium), ("docx", by_document_xml)):
        text = read(registry.load(form).render(outline, themes.find(look)))
        assert text.split("\n")[-1].strip() == "London, 5 May 2026"


def test_a_signature_stands_below_them_and_its_words_with_it(signed: Path) -> None:
    formats = [f"--to={name}" for name in ("pdf", "docx", "html", "txt", "md", "jsonresume")]
    assert run("render", "cv.yaml", *formats, "--name", "cv").exit_code == 0
    pdf, word = signed / "output" / "cv.pdf", signed / "output" / "cv.docx"
    sizes = [image.image.size for image in pypdf.PdfReader(pdf).pages[0].images]
    assert sizes == [(30, 40), (90, 30)]
    assert pdf_finds(pdf) == []
    assert open_xml_finds(word) == []
    drawn = [each.get("id") for each in document_xml(word.read_bytes()).iter(f"{WP}docPr")]
    assert (len(drawn), len({*drawn})) == (2, 2)
    page = (signed / "output" / "cv.html").read_text("utf-8")
    assert page.index("London, 5 ") < page.index('alt="A flourish"')
    for suffix in ("txt", "md"):
        text = (signed / "output" / f"cv.{suffix}").read_text("utf-8")
        assert text.endswith("\n\nLondon, 5 May 2026\n")


def test_a_file_without_the_signature_is_found_out(signed: Path) -> None:
    run("render", "cv.yaml", "--to", "html", "--name", "cv")
    page = signed / "output" / "cv.html"
    text = page.read_text("utf-8")
    page.write_text(text.replace('alt="A flourish"', 'alt="Scribble"'), "utf-8")
    result = run("verify", "cv.yaml", str(page))
    assert result.exit_code == 3
    expected = "the signature is described as “Scribble” instead of “A flourish”"
    assert f"cv.yaml:4:72: {expected}" in result.output


def test_a_public_version_has_no_signature(signed: Path) -> None:
    assert run("render", "cv.yaml", "--to", "html", "--name", "cv", "--public").exit_code == 0
    page = (signed / "output" / "cv.html").read_text("utf-8")
    assert ("London" in page, "A flourish" in page) == (False, False)
    assert "Ada in a hat" in page


def test_a_signature_that_is_no_picture_is_named_at_its_place(signed: Path) -> None:
    (signed / "sign.png").write_bytes(b"no picture")
    result = run("check", "cv.yaml")
    assert result.exit_code == 1
    assert "cv.yaml:4:57: `sign.png` is not a PNG or JPEG image" in result.output
