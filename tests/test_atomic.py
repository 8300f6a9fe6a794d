"""A file appears whole or not at all, whatever happens to the run that writes it."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from cvrender.errors import MachineError
from cvrender.files import atomic

if TYPE_CHECKING:
    from pathlib import Path

WRITER = """
import sys
from pathlib import Path
from cvrender.files import atomic
while True:
    for letter in sys.argv[2]:
        atomic.write(Path(sys.argv[1]), letter.encode() * 300_000)
"""
WITHOUT_PRIVILEGES = ["setpriv", "--bounding-set=-dac_override"] if os.geteuid() == 0 else []


def writer(path: Path, letters: str) -> subprocess.Popen[bytes]:
    """A process that writes whole files of one letter, for ever."""
    return subprocess.Popen([sys.executable, "-c", WRITER, str(path), letters])


def until_written(path: Path) -> None:
    end = time.monotonic() + 120
    while not path.exists():
        assert time.monotonic() < end
        time.sleep(0.01)


def is_whole(path: Path) -> bool:
    data = path.read_bytes()
    return len(data) == 300_000 and len(set(data)) == 1


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_run_killed_at_any_moment_leaves_a_whole_file_and_the_next_run_sweeps(
    tmp_path: Path,
) -> None:
    path, crumbs, chance = tmp_path / "cv.pdf", 0, random.Random(1)
    for _ in range(8):
        path.unlink(missing_ok=True)
        process = writer(path, "AB")
        until_written(path)
        time.sleep(chance.random() / 50)
        process.kill()
        process.wait()
        assert is_whole(path)
        crumbs += len(names(tmp_path)) - 1
        atomic._swept.clear()  # as in a new process
        atomic.write(path, b"next")
        assert names(tmp_path) == ["cv.pdf"]
        assert path.read_bytes() == b"next"
    assert crumbs > 0


def test_two_runs_at_once_leave_whole_files_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "cv.pdf"
    processes = [writer(path, "AB"), writer(path, "CD")]
    until_written(path)
    for _ in range(25):
        assert is_whole(path)
        time.sleep(0.005)
    assert [process.poll() for process in processes] == [None, None]
    for process in processes:
        process.kill()
        process.wait()
    atomic.write(tmp_path / "other.pdf", b"next")
    assert names(tmp_path) == ["cv.pdf", "other.pdf"]


def test_a_file_that_another_run_is_writing_is_not_swept(tmp_path: Path) -> None:
    unfinished = tmp_path / f".cv.pdf.1.{atomic._UNFINISHED}"
    with unfinished.open("wb") as file:
        assert atomic._lock(file.fileno())
        subprocess.run(
            [
                sys.executable,
                "-c",
                WRITER.replace("while True", "if True"),
                tmp_path / "a.pdf",
                "A",
            ],
            check=True,
        )
        assert unfinished.exists()
    atomic.write(tmp_path / "a.pdf", b"next")
    assert names(tmp_path) == ["a.pdf"]


def test_a_file_that_another_run_sweeps_before_it_is_moved_is_written_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, swept = os.replace, []

    def replace_after_a_sweep(unfinished: Path, path: Path) -> None:
        if not swept:
            atomic._sweep(tmp_path)
            swept.append(unfinished)
        replace(unfinished, path)

    monkeypatch.setattr(os, "replace", replace_after_a_sweep)
    atomic.write(tmp_path / "cv.pdf", b"whole")
    assert [path.exists() for path in swept] == [False]
    assert (tmp_path / "cv.pdf").read_bytes() == b"whole"
    assert names(tmp_path) == ["cv.pdf"]


def test_a_disk_that_is_full_leaves_the_file_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "cv.pdf"
    atomic.write(path, b"before")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(MachineError, match=r"cannot write .*cv\.pdf: No space left on device"):
        atomic.write(path, b"after")
    assert names(tmp_path) == ["cv.pdf"]
    assert path.read_bytes() == b"before"


def test_a_folder_that_may_not_be_written_leaves_the_file_before(tmp_path: Path) -> None:
    path = tmp_path / "cv.pdf"
    atomic.write(path, b"before")
    tmp_path.chmod(0o500)
    try:
        once = [sys.executable, "-c", WRITER, path, "A"]
        run = subprocess.run(
            [*WITHOUT_PRIVILEGES, *once], capture_output=True, text=True, check=False
        )
    finally:
        tmp_path.chmod(0o700)
    assert run.stderr.endswith("cv.pdf: Permission denied\n")
    assert path.read_bytes() == b"before"


def test_a_written_file_may_be_read_by_everybody(tmp_path: Path) -> None:
    atomic.write(tmp_path / "new" / "cv.pdf", b"")
    assert (tmp_path / "new" / "cv.pdf").stat().st_mode & 0o777 == 0o644


def test_a_folder_is_listed_once_however_many_files_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    swept: list[Path] = []
    monkeypatch.setattr(atomic, "_sweep", swept.append)
    for number in range(3):
        atomic.write(tmp_path / f"{number}.pdf", b"whole")
    assert swept == [tmp_path.resolve()]
