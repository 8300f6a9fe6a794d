"""What makes a command start fast must not change what it does, and must still be in force."""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared import Made

ROOT = Path(__file__).parents[1]
MAPS = Path("/proc/self/maps")  # the files of all that is loaded

RENDER = """
import sys
from pathlib import Path
from cvrender import pipeline
from cvrender.renderers import pdf
SETUP
job = pipeline.Job(Path("data/cv.yaml"))
[document] = pipeline.prepare(job).documents
made = pdf.RENDERER.render(document.outline, document.theme)
REPORT
"""
AS_SHIPPED = "from cvrender.renderers.pdf.patches import imports\nimports.PATCHES = ()"
DIGEST = "from hashlib import sha256; print(sha256(made).hexdigest())"
COUNTED = """import ssl
ssl.SSLContext.load_default_certs = lambda *_: read.append(1)
read = []"""
IMPORTED = """
import json
import weasyprint.pdf.fonts as fonts, weasyprint.text.ffi as text
from cvrender.renderers.pdf.patches import selectors
from cvrender.renderers.pdf.patches.imports import _CachedFFI
compiled = {source: code for source, code in selectors.codes.items() if source not in CACHED}
found = {
    "cached selectors": len(selectors.codes) > 200,
    "compiled selectors": sorted(compiled),
    "cached declarations": type(text.ffi) is _CachedFFI,
    "pycparser": "pycparser" in sys.modules,
    "fontTools.subset": "fontTools.subset" in sys.modules,
}
from fontTools.subset import Options
found["fontTools.subset when called"] = type(fonts.subset.Options()) is Options
print(json.dumps(found))
"""


CACHED = """import marshal
from cvrender import cache
CACHED = marshal.loads(cache.load("selectors"))"""


def answer(setup: str, report: str) -> str:
    """What a fresh process prints that renders the shipped CV."""
    code = RENDER.replace("SETUP", setup).replace("REPORT", report)
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout


@pytest.fixture
def imported(made: Callable[..., Made], once: Callable[..., Any]) -> dict[str, Any]:
    """What a process has imported behind a PDF; the one that ``made`` has filled the cache."""
    made("pdf")
    found: dict[str, Any] = once("imported", lambda: json.loads(answer(CACHED, IMPORTED)))
    return found


def test_the_pdf_is_the_same_as_with_weasyprint_imported_as_shipped(
    made: Callable[..., Made],
) -> None:
    assert answer(AS_SHIPPED, DIGEST).strip() == sha256(made("pdf").data).hexdigest()


def test_what_weasyprint_does_not_need_is_not_imported(imported: dict[str, bool]) -> None:
    assert not imported["fontTools.subset"]
    assert imported["fontTools.subset when called"]


def test_the_selectors_of_style_sheets_are_compiled_once_a_machine(
    imported: dict[str, Any],
) -> None:
    assert imported["cached selectors"]
    assert imported["compiled selectors"] == []


@pytest.mark.skipif(sys.version_info < (3, 12), reason="urllib reads them later there")
def test_the_certificates_of_the_machine_are_not_read_to_print_a_page() -> None:
    assert answer(COUNTED, "print(read)") == "[]\n"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere libraries are searched for")
def test_the_c_declarations_come_from_the_cache(imported: dict[str, bool]) -> None:
    assert imported["cached declarations"]
    assert not imported["pycparser"]


ON_MACOS = """
import ctypes.util, os, sys
from ctypes.macholib.dyld import dyld_find
from types import SimpleNamespace
from cvrender.renderers.pdf import engine, patches

def find_library(name):
    try:
        found.append(dyld_find(f"lib{name}.dylib"))
    except ValueError:
        return None
    return found[-1]

found = []
ctypes.util.find_library, engine.HOMEBREW = find_library, "FOLDER"
engine.sys = patches.imports.sys = SimpleNamespace(platform="darwin", modules=sys.modules)
engine.weasyprint()
print(*found, os.environ.get("DYLD_FALLBACK_LIBRARY_PATH"), sep="\\n")
"""
HOMEBREWS = {
    "libgobject-2.0.dylib": "libgobject-2.0.so.0",
    "libpango-1.0.dylib": "libpango-1.0.so.0",
    "libharfbuzz.dylib": "libharfbuzz.so.0",
    "libharfbuzz-subset.dylib": "libharfbuzz-subset.so.0",
    "libfontconfig.dylib": "libfontconfig.so.1",
    "libpangoft2-1.0.dylib": "libpangoft2-1.0.so.0",
}


@pytest.mark.skipif(sys.platform != "linux", reason="macOS stands in for itself")
def test_on_macos_every_python_finds_the_libraries_that_homebrew_brought(tmp_path: Path) -> None:
    pytest.importorskip("ctypes.macholib", reason="this Python has nothing for macOS")
    for name, ours in HOMEBREWS.items():
        ctypes.CDLL(ours)
        [path] = {line.split()[-1] for line in MAPS.read_text().splitlines() if ours in line}
        (tmp_path / name).symlink_to(path)
    command = [sys.executable, "-c", ON_MACOS.replace("FOLDER", str(tmp_path))]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stdout.splitlines() == [*(f"{tmp_path}/{name}" for name in HOMEBREWS), "None"]


LEFT = """
import atexit, sys, threading

class Left:
    def __del__(self):
        print("freed")

left = Left()
sys.argv = ["cvrender", *sys.argv[1:]]
atexit.register(print, "called")
SETUP
from cvrender.__main__ import start
start()
"""


WAITS = "threading.Thread(target=lambda: (threading.main_thread().join(), print('waited'))).start()"
SAYS_WHY = "import cvrender.cli; cvrender.cli.main = lambda **_: sys.exit('why')"


@pytest.mark.parametrize(
    ("command", "setup", "code", "told"),
    [
        ("formats", "", 0, ["called"]),
        ("format", "", 2, ["called"]),
        ("formats", WAITS, 0, ["waited", "called", "freed"]),
        ("formats", SAYS_WHY, 1, ["called", "freed"]),
    ],
)
def test_a_command_ends_without_freeing_what_it_has_unless_it_has_more_to_do(
    command: str, setup: str, code: int, told: list[str]
) -> None:
    program = [sys.executable, "-c", LEFT.replace("SETUP", setup), command]
    done = subprocess.run(program, capture_output=True, text=True)
    said = [line for line in done.stdout.splitlines() if line in ("waited", "called", "freed")]
    assert (done.returncode, said) == (code, told)


def test_collections_are_rare_and_plug_ins_of_pydantic_are_not_looked_for() -> None:
    code = (
        "import gc, os, cvrender.cli as cli\n"
        "def main(prog_name):\n"
        "    print(gc.get_threshold(), os.environ['PYDANTIC_DISABLE_PLUGINS'])\n"
        "cli.main = main\n"
        "from cvrender.__main__ import start\n"
        "start()"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stdout == "(500000, 20, 100) __all__\n"


ASKED = (
    "import sys; from cvrender import plugins;"
    "print([point.name for point in plugins.points('cvrender.themes')],"
    " 'importlib.metadata' in sys.modules)"
)


def test_packages_are_asked_for_plug_ins_once_until_one_is_added(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    environment = {"PYTHONPATH": str(site), "CVRENDER_CACHE": str(tmp_path / "cache")}

    def asked() -> str:
        command = [sys.executable, "-P", "-c", ASKED]
        return subprocess.run(
            command, env=os.environ | environment, check=True, capture_output=True, text=True
        ).stdout

    assert [asked(), asked()] == ["[] True\n", "[] False\n"]
    about = site / "looks-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: looks\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[cvrender.themes]\nmine = looks\n")
    assert [asked(), asked()] == ["['mine'] True\n", "['mine'] False\n"]


def test_the_fonts_of_a_run_that_was_killed_are_removed_by_the_next_and_no_other(
    tmp_path: Path,
) -> None:
    use = "from cvrender.renderers.pdf import engine; fonts = engine.fonts()._folder"
    use += "; (fonts / 'face').touch(); import os, signal, sys"
    killed, waiting = (
        "; os.kill(os.getpid(), signal.SIGKILL)",
        "; print(fonts, flush=True); sys.stdin.read()",
    )
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen(
        [sys.executable, "-c", use + waiting],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as alive:
        assert alive.stdout is not None
        folder = Path(alive.stdout.readline().strip())
        subprocess.run([sys.executable, "-c", use + killed], check=False, env=environment)
        assert len(list(tmp_path.iterdir())) == 2
        subprocess.run([sys.executable, "-c", use], check=True, env=environment)
        assert list(tmp_path.iterdir()) == [folder]
    assert list(tmp_path.iterdir()) == []
