"""Finished files made to harm who reads them: each is an answer, in bounded time and memory."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from cvrender import cli

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = "name: Ada\nsections: [{title: Work, text: Sums.}]\n"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WORD = f"<w:document {W}><w:body><w:p><w:r><w:t>{{}}</w:t></w:r></w:p></w:body></w:document>"
FONT = b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
ONE_PAGE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"


def pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from 1; the first is its catalog."""
    data, places = b"%PDF-1.7\n", []
    for number, value in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, value)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n%b%b" % (size, table, trailer)


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%b>>\nstream\n%b\nendstream" % (len(data), more, data)


def page(resources: bytes) -> bytes:
    box = b"/MediaBox[0 0 99 99]/Contents 4 0 R"
    return b"<</Type/Page/Parent 2 0 R%b/Resources<<%b>>>>" % (box, resources)


def form(data: bytes, inner: int) -> bytes:
    resources = b"/Resources<</XObject<</F %d 0 R>>>>" % inner
    return stream(data, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]" + resources)


def word(text: str, before: str = "") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", before + WORD.format(text))
    return packed.getvalue()


SHOWN = page(b"/XObject<</F 5 0 R>>")
ENTITIES = "".join(f"<!ENTITY a{i} '{f'&a{i - 1};' * 10}'>" for i in range(1, 10))
UNREADABLE = {
    "loop.pdf": (
        lambda: pdf(CATALOG, b"<</Type/Pages/Kids[2 0 R]/Count 1>>"),
        "cannot read the PDF: it is damaged\n",
    ),
    "flate.pdf": (
        lambda: pdf(
            CATALOG,
            ONE_PAGE,
            page(FONT),
            stream(zlib.compress(b"BT (a) Tj ET " * 6_000_000, 1), b"/Filter/FlateDecode"),
        ),
        "cannot read the PDF: it is damaged\n",
    ),
    "many.pdf": (
        lambda: pdf(
            CATALOG,
            ONE_PAGE,
            SHOWN,
            stream(b"/F Do"),
            *(form(b"/F Do " * 10, number + 1) for number in range(5, 30)),
        ),
        "it cannot be read back: reading took more than 0.2 seconds",
    ),
    "packed.docx": (
        lambda: word("a" * 60_000_000),
        "cannot read the Word file: word/document.xml holds more than 50,000,000 bytes",
    ),
    "laughs.docx": (
        lambda: word("&a9;", f"<!DOCTYPE a [<!ENTITY a0 'ha'>{ENTITIES}]>"),
        "cannot read the Word file: it is damaged\n",
    ),
    "outside.docx": (
        lambda: word("&a;", "<!DOCTYPE a [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"),
        "cannot read the Word file: it is damaged\n",
    ),
    "deep.docx": (
        lambda: word("<w:p>" * 100_000 + "</w:p>" * 100_000),
        "cannot read the Word file: it is damaged\n",
    ),
    "deep.json": (
        lambda: b'{"a":' + b"[" * 200_000,
        "cannot read the JSON Resume: it is nested too deeply\n",
    ),
}


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cv.yaml").write_text(SOURCE)
    (tmp_path / "good.txt").write_text("Ada\nWork\nSums.\n")


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_finished_file_that_does_harm_is_an_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr("cvrender.sandbox.limits.SECONDS", 0.2 if name == "many.pdf" else 30)
    made, why = UNREADABLE[name]
    (tmp_path / name).write_bytes(made())
    run = CliRunner().invoke(cli.main, ["verify", "cv.yaml", name])
    assert (run.exit_code, run.stdout) == (3, "")
    assert run.stderr.startswith(f"{name}: {why}")
    assert run.stderr.count("\n") == 1


def test_a_file_that_cannot_be_read_hides_no_other(tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7")
    asked = ["verify", "cv.yaml", "bad.pdf", "nothing.pdf", "good.txt"]
    run = CliRunner().invoke(cli.main, asked)
    assert (run.exit_code, run.stdout) == (3, "good.txt: 3 of 3 lines, in order\n")
    assert run.stderr == (
        "bad.pdf: cannot read the PDF: it is damaged\nthere is no file nothing.pdf\n"
    )
