"""Every command that writes works where an open file can be neither replaced nor removed.

Windows itself is asked by CI; here ``windows/sitecustomize.py`` refuses what it refuses.
"""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from commands import ADA, SEVERAL, start

from cvrender.batch.keys import Keys
from cvrender.errors import Position, SourceError, UsageError
from cvrender.files.folder import Folder
from cvrender.syntax.nodes import Node
from cvrender.theme import find

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

WINDOWS = Path(__file__).with_name("windows")


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run commands as on Windows, where pipes and files have the code page 1252."""
    (tmp_path / "ada.yaml").write_text(ADA.replace("Brandt", "Brandtová Ł"), "utf-8")
    encodings = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    environment = {**os.environ, **encodings, "PYTHONIOENCODING": "cp1252"}
    environment["TMPDIR"] = str(tmp_path / "temporary")
    environment["CVRENDER_CACHE"] = str(tmp_path / "cache")
    (tmp_path / "temporary").mkdir()

    def run(*commands: str) -> subprocess.CompletedProcess[str]:
        return start(*commands, program=SEVERAL, path=WINDOWS, cwd=tmp_path, env=environment)

    return run


EVERY_FORMAT = "--to docx --to html --to jsonresume --to md --to pdf --to png --to txt"
DOCUMENTS = [f"output/Ada_Brandtova_L_CV{end}" for end in (".docx", ".html", ".json", ".md")]
DOCUMENTS += [f"output/Ada_Brandtova_L_CV{end}" for end in ("-1.png", ".pdf", ".txt")]
WRITTEN = {
    f"render ada.yaml {EVERY_FORMAT}": DOCUMENTS,
    "new cv.yaml --force": ["cv.yaml", "cv.schema.json"],
    "convert ada.yaml copy.yaml --force": ["copy.yaml", "cv.schema.json"],
    "batch ada.yaml --to txt --jobs 2 --output all": [
        "all/manifest.json",
        "all/Ada_Brandtova_L_CV.txt",
    ],
    "themes new mine": ["themes/mine/theme.yaml"],
}
"""What each command writes."""


def test_each_command_writes_what_it_should_and_leaves_nothing_else(
    run: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    before = set(tmp_path.rglob("*"))
    done = run(*(command for command in WRITTEN for _ in range(2)))
    assert done.stderr == "themes/mine/theme.yaml already exists\n  choose another name\n"
    made = {path for path in set(tmp_path.rglob("*")) - before if path.is_file()}
    assert {path for path in made if "cache" not in path.parts} == {
        tmp_path / name for names in WRITTEN.values() for name in names
    }
    assert [path.name for path in tmp_path.rglob("*unfinished*")] == []
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_document_that_word_has_open_is_named_with_what_to_do(
    run: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    document = Path("output", "Ada_Brandtova_L_CV.docx")
    (tmp_path / "output").mkdir()
    (tmp_path / document).write_bytes(b"as it was")
    with (tmp_path / document).open("rb"):
        done = run("render ada.yaml --to docx --to txt --set fit=off")
    assert done.returncode == 4
    assert done.stderr == (
        f"{document}: not written: {document} is open in Word\n  close it, then render again\n"
    )
    assert "Ada_Brandtova_L_CV.txt: 103 bytes" in done.stdout
    assert (tmp_path / document).read_bytes() == b"as it was"
    assert sorted(path.suffix for path in (tmp_path / "output").iterdir()) == [".docx", ".txt"]


@pytest.mark.parametrize("name", [r"\\server\share\me.png", "//server/share/me.png"])
def test_a_source_cannot_make_windows_sign_in_at_a_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def local(real: Callable[..., Any], path: Any, *args: Any, **options: Any) -> Any:
        assert "server" not in str(path)
        return real(path, *args, **options)

    monkeypatch.setattr(os, "stat", partial(local, os.stat))
    monkeypatch.setattr(os, "lstat", partial(local, os.lstat))
    with pytest.raises(SourceError, match="is outside the CV's folder"):
        Folder(tmp_path).read(Node(name, Position("cv.yaml", 1, 1)))
    with pytest.raises(UsageError, match="there is no theme"):
        find(name)


def test_a_source_on_another_drive_than_the_output_has_its_whole_path_in_the_manifest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def other_drive(*_: str) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr(os.path, "relpath", other_drive)
    assert Keys(tmp_path / "output").key(tmp_path / "cv.yaml") == str(tmp_path / "cv.yaml")
