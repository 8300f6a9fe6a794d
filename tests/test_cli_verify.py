"""`cvrender verify`: which lines of the source a file lost, in words and for machines."""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from commands import ADA, one_document, run

import cvrender
from cvrender import verification
from cvrender.extract import extract
from cvrender.theme import built_in

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.usefixtures("folder"), pytest.mark.xdist_group("ada")]


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read here, and not in a process within bounds, which test_hostile looks at."""
    monkeypatch.setattr(verification, "extract_untrusted", partial(extract, untrusted=True))


@pytest.fixture(scope="module")
def ada() -> bytes:
    """``ada.yaml`` as a PDF."""
    (data,) = cvrender.render(ADA, "pdf").values()
    return data


def test_verify_says_whether_files_hold_every_line() -> None:
    assert run("render", "ada.yaml", "--to", "docx", "--to", "html").exit_code == 0
    result = run("verify", "ada.yaml", "output/Ada_Brandt_CV.docx", "output/Ada_Brandt_CV.html")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "output/Ada_Brandt_CV.docx: 5 of 5 lines, in order\n"
        "output/Ada_Brandt_CV.html: 5 of 5 lines, in order\n"
    )


@pytest.mark.parametrize(("own", "other"), [("classic", "sidebar"), ("sidebar", "classic")])
def test_a_file_may_have_its_sections_in_the_order_of_the_theme_that_it_was_made_with(
    folder: Path, own: str, other: str
) -> None:
    (folder / "cv.yaml").write_text(
        f"name: Ada\ntheme: {own}\nsections:\n  - {{title: Work, text: Engines}}\n"
        "  - {title: Skills, kind: skills, bullets: [Go]}\n",
        "utf-8",
    )
    assert run("render", "cv.yaml", "--to", "txt", "--theme", other).exit_code == 0
    result = run("verify", "cv.yaml", "output/Ada_CV.txt")
    assert (result.stdout, result.stderr) == ("output/Ada_CV.txt: 5 of 5 lines, in order\n", "")
    (folder / "lost.txt").write_text("Ada\n\nSkills\nGo\nWork\n", "utf-8")
    result = run("verify", "cv.yaml", "lost.txt")
    assert result.stdout.endswith("\n  cv.yaml:4:25: is missing: “Engines” (text)\n")


@pytest.mark.parametrize("theme", ["modern", "executive"])
def test_a_file_may_have_in_capitals_what_the_theme_sets_so_that_it_was_made_with(
    theme: str,
) -> None:
    assert run("render", "ada.yaml", "--to", "pdf", "--theme", theme).exit_code == 0
    result = run("verify", "ada.yaml", "output/Ada_Brandt_CV.pdf")
    assert (result.stderr, result.exit_code) == ("", 0)


def test_a_theme_of_ones_own_may_set_any_line_in_capitals(folder: Path) -> None:
    looks = folder / "themes" / "loud"
    looks.mkdir(parents=True)
    (looks / "theme.yaml").write_text("extends: classic\n", "utf-8")
    css = (built_in() / "classic" / "page.css").read_text("utf-8")
    (looks / "page.css").write_text(f"{css}\nli {{ text-transform: uppercase }}\n", "utf-8")
    result = run("render", "ada.yaml", "--to", "pdf", "--theme", "loud")
    assert (result.stderr, result.exit_code) == ("", 0)
    (shown, *_) = extract((folder / "output" / "Ada_Brandt_CV.pdf").read_bytes())
    assert "WROTE THE FIRST PROGRAM" in shown.text


def test_verify_names_the_lines_that_a_file_lost(folder: Path) -> None:
    text = (
        "Ada Brandt\nada@brandt.example\nWork\nHired!\n"
        "Planned the diffe\u00adrence engine\nHired!\n"
    )
    (folder / "ada.txt").write_text(text, "utf-8")
    result = run("verify", "ada.yaml", "ada.txt")
    assert result.exit_code == 3
    assert result.stderr == ""
    assert result.stdout.splitlines() == [
        "ada.txt: 3 of 5 lines",
        "  the character U+00AD SOFT HYPHEN"
        " stands in “… Planned the diffeU+00ADrence engine Hired!” (text)",
        "  ada.yaml:6:9: reads “Planned the diffeU+00ADrence engine”"
        " instead of “Planned the difference engine” (text)",
        "  ada.yaml:7:9: is missing: “Wrote the first program” (text)",
        "  note: is not in the source: “Hired” (text)",
    ]


def test_what_two_readers_find_is_told_once(folder: Path, ada: bytes) -> None:
    (folder / "ada.pdf").write_bytes(ada)
    source = folder / "ada.yaml"
    source.write_text(source.read_text("utf-8").replace("the first program", "poetry"), "utf-8")
    result = run("verify", "ada.yaml", "ada.pdf")
    assert result.stdout.splitlines()[1:] == [
        "  ada.yaml:7:9: is missing: “Wrote poetry” (pypdf, pdfium, attachment)",
        "  note: is not in the source: “Wrote the first program” (pypdf, pdfium, attachment)",
    ]


def test_verify_tells_machines_the_same(folder: Path) -> None:
    (folder / "ada.txt").write_text(
        "Ada Brandt\nada@brandt.example\nPlanned the difference engine\nWrote the first program\n",
        "utf-8",
    )
    result = run("verify", "ada.yaml", "ada.txt", "--json")
    assert (result.exit_code, result.stderr) == (3, "")
    assert one_document(result.stdout) == {
        "files": [
            {
                "path": "ada.txt",
                "good": False,
                "error": None,
                "readers": [
                    {
                        "reader": "text",
                        "lines": 5,
                        "found": 4,
                        "findings": [
                            {
                                "kind": "missing",
                                "message": "is missing: “Work”",
                                "file": "ada.yaml",
                                "line": 4,
                                "column": 12,
                            }
                        ],
                    }
                ],
            }
        ]
    }


def script() -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def launch() -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")


def click() -> pikepdf.Dictionary:
    address = "mailto:ada@brandt.example"
    return pikepdf.Dictionary(S=pikepdf.Name.URI, URI=address, Next=[launch()])


def form() -> pikepdf.Dictionary:
    field = pikepdf.Dictionary(Subtype=pikepdf.Name.Widget, AA=pikepdf.Dictionary(Fo=script()))
    return pikepdf.Dictionary(Fields=[field])


def put(place: Any, key: str, value: Any) -> None:
    place[key] = value


def with_names(pdf: pikepdf.Pdf) -> None:
    tree = pikepdf.Dictionary(Names=[pikepdf.String("a"), script()])
    pdf.Root.Names.JavaScript = pikepdf.Dictionary(Kids=[pdf.make_indirect(tree)])


ACTIVE = {
    "by its names": (with_names, "runs JavaScript"),
    "when it is opened": (lambda pdf: put(pdf.Root, "/OpenAction", script()), "runs JavaScript"),
    "when it is closed": (
        lambda pdf: put(pdf.Root, "/AA", pikepdf.Dictionary(WC=launch())),
        "starts a program",
    ),
    "on a page": (
        lambda pdf: put(pdf.pages[0], "/AA", pikepdf.Dictionary(O=script())),
        "runs JavaScript",
    ),
    "behind a link": (lambda pdf: put(pdf.pages[0].Annots[0], "/A", click()), "starts a program"),
    "in a field": (
        lambda pdf: put(pdf.Root, "/AcroForm", form()),
        "runs JavaScript",
    ),
    "to a place": (
        lambda pdf: put(pdf.Root, "/OpenAction", pikepdf.Array([pdf.pages[0].obj])),
        None,
    ),
}


@pytest.mark.parametrize("where", ACTIVE)
def test_what_a_pdf_does_is_a_note(folder: Path, ada: bytes, where: str) -> None:
    change, does = ACTIVE[where]
    with pikepdf.open(io.BytesIO(ada)) as pdf:
        change(pdf)
        pdf.save(folder / "cv.pdf")
    result = run("verify", "ada.yaml", "cv.pdf")
    note = f"  note: the file {does}, which no CV needs (pypdf)\n" if does else ""
    assert result.exit_code == 0
    assert result.stdout + result.stderr == f"cv.pdf: 5 of 5 lines, in order\n{note}"


def test_a_picture_is_no_text(folder: Path) -> None:
    (folder / "me.jpg").write_bytes(b"\xff\xd8\xff\xe0\0\x10JFIF")
    result = run("verify", "ada.yaml", "me.jpg")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == "me.jpg: this is not text: it holds bytes that stand for nothing\n"


def test_of_an_encrypted_pdf_the_remedy_is_told(folder: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(folder / "cv.pdf", encryption=pikepdf.Encryption(owner="a", user="b", R=4))
    result = run("verify", "ada.yaml", "cv.pdf")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == (
        "cv.pdf: cannot read the PDF: it is encrypted; save it without a password\n"
    )


def test_a_scan_is_told_to_hold_no_words(folder: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(folder / "cv.pdf")
    result = run("verify", "ada.yaml", "cv.pdf")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == (
        "cv.pdf: this PDF has no words for programs: it is a scan, or made of shapes\n"
    )


def test_a_file_that_cannot_be_read_holds_no_line(folder: Path) -> None:
    (folder / "cv.pdf").write_bytes(b"%PDF-1.7 and no more")
    result = run("verify", "ada.yaml", "cv.pdf")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == "cv.pdf: cannot read the PDF: it is damaged\n"
