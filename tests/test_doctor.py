"""`cvrender doctor` says what the machine has, what is missing, what that costs, and what to do."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from commands import ADA, SEVERAL, WITHOUT_PANGOFT2, one_document, run, start

from cvrender import system
from cvrender.data_file import table

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
ALL = system.LIBRARIES


@pytest.fixture(autouse=True)
def _loaded_anew() -> Iterator[None]:
    system.library.cache_clear()
    yield
    system.library.cache_clear()


def machine(monkeypatch: pytest.MonkeyPatch, *programs: str, user: int = 1000) -> None:
    """A machine with these package managers, as a user sees it."""
    monkeypatch.setattr(shutil, "which", lambda name: name if name in programs else None)
    monkeypatch.setattr(os, "geteuid", lambda: user, raising=False)


def lacks(monkeypatch: pytest.MonkeyPatch, *libraries: str) -> None:
    load = ctypes.CDLL

    def refuse(name: str, *args: Any, **options: Any) -> ctypes.CDLL:
        if any(library in name for library in libraries):
            raise OSError(name)
        return load(name, *args, **options)

    monkeypatch.setattr(ctypes, "CDLL", refuse)


@pytest.mark.parametrize(
    ("manager", "command"),
    [
        (
            "apt-get",
            "sudo apt-get update && sudo apt-get install --yes"
            " libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk fonts-noto-core",
        ),
        (
            "dnf",
            "sudo dnf install --assumeyes pango harfbuzz 'font(:lang=ja)' 'font(:lang=hi)'",
        ),
        (
            "zypper",
            "sudo zypper --non-interactive install"
            " libpango-1_0-0 libharfbuzz-subset0 'font(:lang=ja)' 'font(:lang=hi)'",
        ),
        ("pacman", "sudo pacman --sync --noconfirm pango harfbuzz noto-fonts-cjk noto-fonts"),
        (
            "apk",
            "sudo apk add so:libpango-1.0.so.0 so:libpangoft2-1.0.so.0 so:libharfbuzz-subset.so.0"
            " font-noto-cjk font-noto-all",
        ),
        ("brew", "brew install pango harfbuzz font-noto-sans-cjk font-noto-sans"),
        ("", "see https://doc.courtbouillon.org/weasyprint/stable/first_steps.html#installation"),
    ],
)
def test_each_system_has_one_command(
    monkeypatch: pytest.MonkeyPatch, manager: str, command: str
) -> None:
    machine(monkeypatch, manager)
    assert system.how_to_install(ALL, ["ja", "hi"]) == command


def test_windows_is_sent_to_msys2(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    command = r"C:\msys64\usr\bin\pacman.exe -S --noconfirm mingw-w64-ucrt-x86_64-pango"
    assert system.how_to_install(ALL) == f"winget install MSYS2.MSYS2; {command}"


def test_setup_installs_the_same_packages() -> None:
    script = (ROOT / "setup.sh").read_text("utf-8")
    assert " ".join(table(system.__file__, "packages.toml")["apt-get"]["libraries"]) in script
    assert 'install "$what" pango harfbuzz' in script
    assert all(f'"{name}"' in script for name in ALL)


def test_what_is_missing_is_told_with_its_cost_and_one_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    machine(monkeypatch, "apt-get", user=0)
    lacks(monkeypatch, "libpangoft2")
    monkeypatch.setattr(system, "lacks_font", lambda letters: False)
    result = run("doctor")
    assert result.exit_code == 4
    lines = result.stdout.splitlines()
    assert "libpangoft2-1.0     missing: no PDF, PNG or preview of pages" in lines
    office = "LibreOffice         missing: `cvrender preview` shows no pages of the Word file"
    assert office in lines
    assert re.search(r"^libpango-1.0        [\d.]+$", result.stdout, re.M)
    assert lines[-2:] == [
        "Install what is missing:",
        "  apt-get update && apt-get install --yes libpangoft2-1.0-0",
    ]
    document = one_document(run("doctor", "--json").stdout)
    assert document["remedy"] == lines[-1].strip()
    assert {part["name"]: part["version"] for part in document["parts"]}["libpangoft2-1.0"] == ""


def test_without_the_subsetter_pdfs_are_made_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    lacks(monkeypatch, "libharfbuzz-subset")
    result = run("doctor")
    assert result.exit_code == 0
    assert (
        "libharfbuzz-subset  missing: the fonts of PDFs are reduced by fontTools" in result.stdout
    )


def test_a_language_without_a_font_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    machine(monkeypatch, "apt-get", user=0)
    monkeypatch.setattr(system, "lacks_font", lambda letters: "日" in letters)
    result = run("doctor")
    assert result.exit_code == 0
    assert "font for ja         missing: a CV in Japanese cannot be printed\n" in result.stdout
    assert result.stdout.endswith("apt-get install --yes fonts-noto-cjk\n")


def test_fontconfig_is_asked_for_each_letter() -> None:
    assert not system.lacks_font("Ada")
    assert system.lacks_font("Ada\U000f1234")  # for private use


def test_all_but_the_pages_does_without_pango(tmp_path: Path) -> None:
    (tmp_path / "ada.yaml").write_text(ADA, "utf-8")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "weasyprint.py").write_text(WITHOUT_PANGOFT2, "utf-8")
    result = start(
        "doctor --json",
        "check ada.yaml",
        "render ada.yaml --to docx --to html --to md --to txt --to jsonresume",
        "batch ada.yaml --to docx --output all",
        "formats",
        "themes",
        program=SEVERAL,
        path=tmp_path / "site",
        cwd=tmp_path,
    )
    assert (result.returncode, result.stderr) == (0, "")


def test_in_a_system_that_really_lacks_it_the_pdf_is_refused_with_the_same_command(
    tmp_path: Path,
) -> None:
    (tmp_path / "ada.yaml").write_text(ADA, "utf-8")
    hidden = Path(str(system._files("libpangoft2-1.0")[0]))
    maps = subprocess.run(["ldconfig", "-p"], capture_output=True, text=True, check=False).stdout
    found = re.search(rf"{re.escape(str(hidden))} .*=> (\S+)", maps)
    if os.geteuid() != 0 or found is None:
        pytest.skip("only root may hide a library")
    hide = f'mount --bind /dev/null {found[1]} && exec "$@"'
    commands = (sys.executable, *SEVERAL, "render ada.yaml --to pdf", "doctor")
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", hide, "sh", *commands],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    if done.stderr.startswith("unshare") or "mount:" in done.stderr:
        pytest.skip("this machine lets nobody hide a library")
    command = system.how_to_install(["libpangoft2-1.0"])
    assert done.stderr.endswith(f"\n  install it: {command}\n")
    assert f"\n  {command}" in done.stdout  # and fonts, where some are missing
