"""`import cvrender` is an API of few names: load, check, render and verify, with typed values."""

from __future__ import annotations

import datetime
import io
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import pytest
import yaml
from commands import ADA

import cvrender
from cvrender.renderers import text

if TYPE_CHECKING:
    from cvrender.api import SourceLike

CACHE = Path(__file__).parents[1] / ".pytest_cache" / "mypy"
WORDS = "Wrote the first program"


def sources(folder: Path) -> dict[str, SourceLike]:
    path = folder / "ada.yaml"
    path.write_text(ADA, "utf-8")
    return {
        "path": path,
        "path as text": str(path),
        "text": ADA,
        "bytes": ADA.encode(),
        "mapping": yaml.safe_load(ADA),
    }


KINDS = ["path", "path as text", "text", "bytes", "mapping"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_cv_is_loaded_from_a_path_a_text_bytes_or_a_mapping(tmp_path: Path, kind: str) -> None:
    cv = cvrender.load(sources(tmp_path)[kind])
    assert isinstance(cv, cvrender.CV)
    assert (cv.name, cv.email) == ("Ada Brandt", ("ada@brandt.example",))


@pytest.mark.parametrize("kind", KINDS)
def test_documents_are_bytes_by_name_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    source = sources(tmp_path)[kind]
    monkeypatch.chdir(tmp_path)
    made = cvrender.render(source, ("docx", "txt"), theme="plain")
    assert list(made) == ["Ada_Brandt_CV.docx", "Ada_Brandt_CV.txt"]
    words = [each.text for each in docx.Document(io.BytesIO(made["Ada_Brandt_CV.docx"])).paragraphs]
    assert WORDS in words
    assert WORDS in made["Ada_Brandt_CV.txt"].decode()
    assert [path.name for path in tmp_path.iterdir()] == ["ada.yaml"]


def test_the_usual_documents_are_pdf_and_word() -> None:
    made = cvrender.render(ADA)
    assert list(made) == ["Ada_Brandt_CV.pdf", "Ada_Brandt_CV.docx"]
    assert made["Ada_Brandt_CV.pdf"].startswith(b"%PDF-")
    assert list(cvrender.render(ADA, "md")) == ["Ada_Brandt_CV.md"]


def test_a_document_is_verified_from_bytes_or_a_path(tmp_path: Path) -> None:
    [document] = cvrender.render(ADA, ["html"]).values()
    (tmp_path / "cv.html").write_bytes(document)
    for given in (document, tmp_path / "cv.html"):
        [report] = cvrender.verify_document(ADA, given)
        assert isinstance(report, cvrender.Report)
        assert (report.good, report.found, report.total) == (True, 5, 5)
    edited = document.replace(b"first program", b"second program")
    reports = cvrender.verify_document(ADA, edited)
    assert [report.good for report in reports] == [False]
    assert WORDS in reports[0].findings[0].message


def test_faults_are_values_with_a_place_a_code_and_a_hint() -> None:
    [fault] = cvrender.check(ADA.replace("bullets", "bulets"))
    assert isinstance(fault, cvrender.Fault)
    assert str(fault.position) == "<text>:5:5"
    assert (fault.code, fault.hint) == ("unknown-key", "did you mean `bullets`?")
    assert cvrender.check(ADA) == ()


def test_warnings_are_faults_where_it_is_strict() -> None:
    text = ADA.replace("Wrote", "<b>Wrote</b>")
    assert [fault.warning for fault in cvrender.check(text)] == [True]
    assert [fault.warning for fault in cvrender.check(text, strict=True)] == [False]


def test_an_overlay_wins_wherever_a_source_is_read(tmp_path: Path) -> None:
    overlay = tmp_path / "private.yaml"
    overlay.write_text("name: Ada Lind\n")
    assert cvrender.load(ADA, overlay=overlay).name == "Ada Lind"
    made = cvrender.render(ADA, "txt", overlay=overlay)
    assert list(made) == ["Ada_Lind_CV.txt"]
    data = made["Ada_Lind_CV.txt"]
    assert [r.good for r in cvrender.verify_document(ADA, data, overlay=overlay)] == [True]
    assert [r.good for r in cvrender.verify_document(ADA, data)] == [False]
    overlay.write_text("nmae: Ada Lind\n")
    (fault,) = cvrender.check(ADA, overlay=overlay)
    assert str(fault) == f"{overlay}:1:1: unknown key `nmae`; did you mean `name`?"


def test_a_mapping_may_hold_dates_as_yaml_gives_them() -> None:
    entry = {"title": "Engineer", "start": datetime.date(2014, 6, 1), "end": "present"}
    source = {
        "name": "Ada",
        "email": "a@b.example",
        "sections": [{"title": "W", "entries": [entry]}],
    }
    assert cvrender.check(source) == ()


@pytest.mark.parametrize(
    ("call", "error", "code"),
    [
        (lambda: cvrender.load("name: Ada\nsections: 5\n"), cvrender.SourceError, 1),
        (lambda: cvrender.load({"name": "Ada"}), cvrender.SourceError, 1),
        (lambda: cvrender.load(b"\x00\x01"), cvrender.SourceError, 1),
        (lambda: cvrender.load("none.yaml"), cvrender.UsageError, 2),
        (lambda: cvrender.render(ADA, "pfd"), cvrender.UsageError, 2),
        (lambda: cvrender.render(ADA, "txt", theme="clasic"), cvrender.UsageError, 2),
        (lambda: cvrender.render(ADA, "txt", variants=("ops",)), cvrender.UsageError, 2),
        (lambda: cvrender.verify_document(ADA, b""), cvrender.LostLinesError, 3),
        (lambda: cvrender.verify_document(ADA, Path("none.pdf")), cvrender.UsageError, 2),
    ],
)
def test_what_is_wrong_is_an_error_of_cvrender(call: Any, error: Any, code: int) -> None:
    with pytest.raises(error) as raised:
        call()
    assert isinstance(raised.value, cvrender.CvrenderError)
    assert raised.value.exit_code == code


def test_a_document_that_lacks_lines_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    real = text.RENDERER
    shorter = type(real)("txt", ".txt", "Text", lambda *args: real.render(*args)[:40])
    monkeypatch.setattr(text, "RENDERER", shorter)
    with pytest.raises(cvrender.LostLinesError, match=r"Ada_Brandt_CV\.txt lacks lines .* program"):
        cvrender.render(ADA, "txt")


def test_all_public_names_are_there_typed_and_documented() -> None:
    assert set(cvrender.__all__) <= set(dir(cvrender))
    for name in cvrender.__all__:
        assert getattr(cvrender, name).__doc__
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        cvrender.nothing  # type: ignore[attr-defined]  # noqa: B018


def test_importing_costs_nothing_until_it_is_used() -> None:
    code = (
        "import sys, cvrender; print([name for name in sys.modules if name.startswith('cvrender')])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "['cvrender']\n"


def test_a_type_checker_sees_the_api(tmp_path: Path) -> None:
    (tmp_path / "use.py").write_text(
        "import cvrender\n"
        "cv: cvrender.CV = cvrender.load('cv.yaml')\n"
        "made: dict[str, bytes] = cvrender.render({'name': 'Ada'}, 'pdf', theme='modern')\n"
        "proof: tuple[cvrender.Report, ...] = cvrender.verify_document(b'', made['cv.pdf'])\n"
        "letter: cvrender.Letter = cvrender.load_letter('letter.yaml')\n"
        "cvrender.render('letter.yaml', together=True)\n"
        "cvrender.render('cv.yaml', 'pdf', colour='red')\n"
        "cvrender.load(5)\n"
        "codes: list[str] = cvrender.check('cv.yaml')\n",
        "utf-8",
    )
    kept = ["--cache-dir", str(CACHE)]  # from one run of the tests to the next
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file", "", *kept, "use.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert re.findall(r"use\.py:(\d+): error", done.stdout) == ["7", "8", "9"], done.stdout


LETTER = {"cv": "cv.yaml", "date": "2026-11-30", "to": "Navy", "letter": "I can do sums."}


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with the CV that a letter names."""
    (tmp_path / "cv.yaml").write_text(ADA, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_letter_is_a_source_like_a_cv(beside: Path) -> None:
    letter = cvrender.load_letter(LETTER)
    assert [to.organization for to in letter.to] == ["Navy"]
    assert cvrender.check({**LETTER, "letter": "For {company}"})[0].code == "unfilled-value"
    (text,) = cvrender.render(LETTER, "txt").values()
    assert "I can do sums." in text.decode()
    (report,) = cvrender.verify_document(LETTER, text)
    assert report.good
    with pytest.raises(cvrender.SourceError):
        cvrender.load_letter({**LETTER, "cv": "none.yaml"})
    with pytest.raises(cvrender.UsageError, match="<mapping> is a letter, not a CV"):
        cvrender.load(LETTER)
    with pytest.raises(cvrender.UsageError, match=r"cv\.yaml is a CV, not a letter"):
        cvrender.load_letter("cv.yaml")
    with pytest.raises(cvrender.UsageError, match=r"cv\.yaml is a CV: `together` puts one behind"):
        cvrender.render("cv.yaml", together=True)


def test_a_letter_from_a_mapping_has_its_cv_behind_it(beside: Path) -> None:
    ((name, pdf),) = cvrender.render(LETTER, together=True).items()
    assert name.endswith("_Letter_Navy_CV.pdf")
    assert pdf.startswith(b"%PDF")
