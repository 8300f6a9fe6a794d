"""Patches of other libraries: each fits what is installed, and switches off alone where not."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from cvrender import pipeline
from cvrender.errors import Position
from cvrender.extract.process import ReaderProcess
from cvrender.renderers.pdf import engine, patches
from cvrender.renderers.pdf.patches import drawing, fontconfig, patch, pdf_objects, styles
from cvrender.renderers.pdf.patches.patch import Patch

TESTS = Path(__file__).parent
ROOT = TESTS.parent
HERE = Position("cv.yaml", 1, 1)
KNOWN = {
    "weasyprint": "70.0",
    "pydyf": "0.13.0",
    "fontTools": "4.60",
    "cffi": "2.0",
    "cssselect2": "0.9.0",
}


@pytest.fixture(scope="module", autouse=True)
def patched() -> None:
    """WeasyPrint is imported and patched before a test exchanges what patches find."""
    engine.weasyprint()


@pytest.fixture
def versions(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The versions that patches find; no patch has been asked for yet."""
    found = dict(KNOWN)
    monkeypatch.setattr(patch, "installed", found.__getitem__)
    monkeypatch.setattr(patch, "_misfits", {})
    return found


def off(versions: dict[str, str], **other: str) -> set[str]:
    versions |= other
    return {each.name for each in patches.ALL if each.unknown_version()}


def test_a_patch_is_off_where_a_library_has_a_version_that_it_was_not_tested_with(
    versions: dict[str, str],
) -> None:
    layout = (*drawing.PATCHES, *styles.PATCHES, *fontconfig.PATCHES)
    weasyprint = {each.name for each in layout}
    objects = {each.name for each in (*pdf_objects.BEFORE, *pdf_objects.PATCHES)}
    assert off(versions) == set()
    assert off(versions, cssselect2="0.11.0", cffi="3.0") == {
        "declarations_cached",
        "selectors_are_compiled_once",
    }
    versions["cssselect2"] = "0.10.1"
    assert off(versions, cffi="1.17") == set()
    assert off(versions, cffi="2.9", pydyf="0.14.0") == objects
    assert off(versions, pydyf="0.13.9", weasyprint="70.1") == set()
    assert off(versions, weasyprint="71.0") == weasyprint | objects
    assert off(versions, weasyprint="7.0") == weasyprint | objects


CHANGED = """
import importlib, json
import weasyprint
from cvrender.renderers.pdf import engine, patches
from cvrender.renderers.pdf.patches import patch

def off():
    patch._misfits.clear()
    return {each.name: each.misfit() for each in patches.ALL if not each.fits}

found = {"": off()}
for reached in dict.fromkeys(name for each in patches.ALL for name in each.reaches):
    path, _, parameters = reached.partition("(")
    module, _, name = path.partition(":")
    *holder, last = name.split(".")
    place = importlib.import_module(module)
    for part in holder:
        place = getattr(place, part)
    shipped = place.__dict__[last]
    delattr(place, last)
    found[reached] = off()
    if parameters:
        setattr(place, last, lambda other: None)
        found[reached + " changed"] = off()
    setattr(place, last, shipped)
print(json.dumps(found))
"""


def test_a_patch_is_off_alone_where_a_name_that_it_reaches_is_missing_or_has_changed() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CHANGED], cwd=ROOT, check=True, capture_output=True, text=True
    )
    found = json.loads(done.stdout)
    assert found.pop("") == {}
    for change, misfits in found.items():
        reached = change.removesuffix(" changed")
        reaching = {each.name for each in patches.ALL if reached in each.reaches}
        assert (change, set(misfits)) == (change, reaching)
    [tree] = (change for change in found if "_build_box_tree(" in change and change[-1] == ")")
    assert found[tree] == {
        "running_heads_are_artifacts": "weasyprint has no weasyprint.pdf.tags._build_box_tree"
    }
    assert found["weasyprint.draw:draw_stacking_context(stream, stacking_context) changed"] == {
        "running_heads_are_artifacts": (
            "weasyprint.draw.draw_stacking_context does not take (stream, stacking_context)"
        )
    }


def test_what_a_file_lacks_is_said_once_for_each_reason(versions: dict[str, str]) -> None:
    for each in patches.ALL:
        each.switch_off("")
    assert list(patches.warnings(HERE)) == []
    drawing.running_heads_are_artifacts.switch_off("weasyprint has no such name")
    versions["pydyf"] = "0.14.0"
    for each in pdf_objects.PATCHES:
        each.switch_off(each.unknown_version())
    assert list(map(str, patches.warnings(HERE))) == [
        "cv.yaml:1:1: warning: weasyprint has no such name; this PDF may not conform to PDF/UA-1:"
        " the footers of its pages are tagged as text",
        "cv.yaml:1:1: warning: cvrender was tested with pydyf 0.13, not 0.14.0; this PDF does"
        " not declare that it conforms to PDF/UA-1; programs that do not know PDF find no metadata"
        " in this one; this PDF may not conform to PDF/A-3a; this PDF may not conform to PDF/UA-1:"
        " it says wrongly where its photo stands; this PDF lists its attachment twice",
    ]


def test_a_patch_that_only_saves_time_is_off_in_silence(versions: dict[str, str]) -> None:
    for each in patches.ALL:
        each.switch_off("" if each.loss else "it takes longer")
    assert list(patches.warnings(HERE)) == []


@pytest.mark.parametrize("each", pdf_objects.PATCHES, ids=lambda each: each.name)
def test_a_pdf_is_made_without_one_patch_and_its_author_is_warned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reader: ReaderProcess, each: Patch
) -> None:
    monkeypatch.setattr(patch, "_misfits", {**patch._misfits, each: "it does not fit"})
    (tmp_path / "cv.yaml").write_text("name: Ada\nsections: [{title: T, text: x}]", "utf-8")
    job = pipeline.Job(tmp_path / "cv.yaml", ("pdf",), output=tmp_path)
    result = pipeline.render(job, reader)
    assert [str(one) for one in result.warnings] == (
        [f"{result.source.node.position}: warning: it does not fit; {each.loss}"]
        if each.loss
        else []
    )
    with pikepdf.open(result.files[0].path) as pdf, pdf.open_metadata() as metadata:
        declared = metadata.pdfa_status, metadata.get("pdfuaid:part")
        assert declared == ("3A", None if each is pdf_objects.pdf_ua_is_declared else "1")


BROKEN = """
from cvrender.renderers.pdf import engine
from cvrender.renderers.pdf.patches import imports
imports._CachedFFI = None
engine.weasyprint()
for each in imports.PATCHES:
    print(each.name, each.fits)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere libraries are searched for")
def test_a_release_that_needs_more_than_a_patch_of_its_import_gives_it_is_imported_without() -> (
    None
):
    done = subprocess.run(
        [sys.executable, "-c", BROKEN], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert done.stdout.splitlines() == [
        "certificates_are_not_read True",
        "fonttools_imported_late True",
        "declarations_cached False",
    ]


def sections() -> dict[str, dict[str, str]]:
    """The parts of each section of the reports, by their bold first words."""
    found = {}
    for section in (ROOT / "docs" / "upstream.md").read_text("utf-8").split("\n## ")[1:]:
        title, _, body = section.partition("\n")
        parts = re.split(r"^\*\*(.+?)\.\*\*", body, flags=re.M)[1:]
        found[title] = dict(zip(parts[::2], parts[1::2], strict=True))
    return found


def test_each_patch_says_what_it_does_and_has_one_report() -> None:
    reports = [report["Meanwhile"] for report in sections().values()]
    for each in patches.ALL:
        assert (each.name, bool(each.run.__doc__)) == (each.name, True)
        assert (each.name, sum(f"`{each.name}`" in one for one in reports)) == (each.name, 1)


def test_each_report_has_what_a_maintainer_asks_for_and_a_guard_that_there_is() -> None:
    for title, parts in sections().items():
        told = ["What happens", "Reproduce", "Meanwhile", "Guard"]
        assert (title, [*parts]) == (title, told)
        file, _, name = parts["Guard"].strip(" `\n").partition("::")
        tree = ast.parse((TESTS / file).read_text("utf-8"))
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
