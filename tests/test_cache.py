"""The cache on the disk: work is done once, what others may have written is left alone."""

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cvrender import cache


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("CVRENDER_CACHE", str(tmp_path / "of" / "cvrender"))
    cache._folder.cache_clear()
    yield tmp_path / "of" / "cvrender"
    cache._folder.cache_clear()


on_posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")


def made(name: str, *answers: bytes) -> list[bytes]:
    return [cache.cached(name, lambda answer=answer: answer) for answer in answers]


def test_work_is_done_once_a_machine_and_version(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert made("work", b"first", b"second") == [b"first", b"first"]
    monkeypatch.setattr(cache, "_PREFIX", "9.9-cpython-399-")
    assert made("work", b"third", b"fourth") == [b"third", b"third"]
    assert len(list(folder.iterdir())) == 2


def test_the_folder_is_the_systems_folder_for_caches(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CVRENDER_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    assert made("work", b"first", b"second") == [b"first", b"first"]
    if sys.platform == "linux":
        assert [path.name for path in folder.iterdir()] == ["cvrender"]


def test_off_means_no_cache(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CVRENDER_CACHE", "off")
    assert made("work", b"first", b"second") == [b"first", b"second"]
    assert not folder.exists()


@on_posix
def test_nobody_else_can_read_or_write_what_is_stored(folder: Path) -> None:
    made("work", b"first")
    assert [path.stat().st_mode & 0o777 for path in (folder, *folder.iterdir())] == [0o700, 0o600]


@on_posix
@pytest.mark.parametrize("mode", [0o770, 0o702, 0o777])
def test_a_folder_that_others_may_write_to_is_left_alone(folder: Path, mode: int) -> None:
    made("work", b"first")
    folder.chmod(mode)
    assert made("work", b"second", b"third") == [b"second", b"third"]
    assert made("other", b"second", b"third") == [b"second", b"third"]
    assert len(list(folder.iterdir())) == 1


@on_posix
@pytest.mark.parametrize("mode", [0o620, 0o602])
def test_a_file_that_others_may_write_is_not_loaded(folder: Path, mode: int) -> None:
    made("work", b"first")
    next(folder.iterdir()).chmod(mode)
    assert cache.load("work") is None


@on_posix
def test_what_somebody_else_owns_is_left_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made("work", b"first")
    monkeypatch.setattr(os, "getuid", lambda: folder.stat().st_uid + 1)
    assert made("work", b"second", b"third") == [b"second", b"third"]


def test_where_nothing_can_be_written_the_work_is_done_each_time(folder: Path) -> None:
    folder.parent.write_text("in the way")
    assert made("work", b"first", b"second") == [b"first", b"second"]


def test_old_files_and_too_many_of_them_go(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MAX_FILES", 3)
    now = time.time()
    for number in range(5):
        made(f"work-{number}", b"x")
        path = folder / f"{cache._PREFIX}work-{number}"
        os.utime(path, (now - 100 + number,) * 2)
    assert sorted(path.name[-1] for path in folder.iterdir()) == ["2", "3", "4"]
    os.utime(path, (now - cache.MAX_AGE - 1,) * 2)
    assert cache.load("work-4") is None
    made("work-5", b"x")
    assert sorted(path.name[-1] for path in folder.iterdir()) == ["2", "3", "5"]


def test_more_bytes_than_a_cache_is_for_are_not_stored(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "MAX_BYTES", 3)
    assert made("work", b"four", b"three") == [b"four", b"three"]
    assert made("work", b"two", b"one") == [b"two", b"two"]


def test_a_write_that_fails_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, target: Path) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(Path, "replace", full)
    assert made("work", b"first", b"second") == [b"first", b"second"]
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("damage", [b"", b"x", b"\0" * 9, b"no entry at all"])
def test_a_damaged_entry_is_made_again(folder: Path, damage: bytes) -> None:
    made("work", b"first")
    next(folder.iterdir()).write_bytes(damage)
    assert made("work", b"second", b"third") == [b"second", b"second"]


@pytest.mark.parametrize("index", [0, 5, -1])
def test_an_entry_with_one_other_byte_is_made_again(folder: Path, index: int) -> None:
    made("work", b"first")
    path = next(folder.iterdir())
    data = bytearray(path.read_bytes())
    data[index] ^= 1
    path.write_bytes(data)
    assert made("work", b"second") == [b"second"]
