"""`watch` renders again when something changes that the last run read, and for no other reason."""

from __future__ import annotations

import os
import shutil
import time
from queue import Queue
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest

from cvrender import theme
from cvrender.live import watch
from cvrender.live.watch import Build, builds
from cvrender.pipeline import Job

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CV = """\
name: Ada Quill
photo: {file: me.png, alt: Ada}
sections:
  - title: Papers
    publications: {bibtex: papers.bib}
"""
PAPERS = "@article{a, title={On Saves}, author={Ada Quill}, journal={J}, year={2020}}\n"


class Watched:
    """A CV with photo, bibliography and a theme of its own, and the builds that come of it."""

    def __init__(self, folder: Path, queue: Queue[Build]) -> None:
        self.folder = folder
        self.source = folder / "cv.yaml"
        self.queue = queue
        self.looks = 0
        """How often the watcher has found nothing and waited."""

    def built(self) -> str:
        """What the next build came to: its error, or the text of the file it wrote."""
        build = self.queue.get(timeout=120)
        if build.error is None:
            return build.result.files[0].path.read_text()
        if build.error.message.endswith("the file is empty"):  # caught while it is being saved
            return self.built()
        return build.error.message

    def quiet(self) -> bool:
        """Whether no build comes while the files are looked at some times more."""
        end = self.looks + 4
        while self.looks < end:
            time.sleep(0.01)
        return self.queue.empty()


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    from PIL import Image

    folder = tmp_path / "cv"
    monkeypatch.setenv("CVRENDER_THEMES", str(folder))
    shutil.copytree(theme.built_in() / "classic", folder / "mine")
    (folder / "cv.yaml").write_text(CV)
    (folder / "papers.bib").write_text(PAPERS)
    Image.new("RGB", (8, 8)).save(folder / "me.png")
    queue: Queue[Build] = Queue()
    stop, watched, wait = Event(), Watched(folder, queue), watch._wait

    def wait_less(folders: set[Path], stop: Event | None) -> None:
        wait(folders, stop)
        watched.looks += 1

    monkeypatch.setattr(watch, "POLL_MS", 50)
    monkeypatch.setattr(watch, "_wait", wait_less)

    def work() -> None:
        for build in builds(job, stop):
            queue.put(build)

    job = Job(folder / "cv.yaml", ("html",), str(folder / "mine"), folder)
    thread = Thread(target=work)
    thread.start()
    yield watched
    stop.set()
    thread.join()


def test_every_way_to_save_is_one_build_and_nothing_else_is(watched: Watched) -> None:
    assert "On Saves" in watched.built()

    watched.source.write_text(watched.source.read_text().replace("Papers", "Articles"))
    assert "Articles" in watched.built()

    new = watched.folder / ".cv.yaml.new"
    new.write_text(watched.source.read_text().replace("Articles", "Essays"))
    new.replace(watched.source)
    assert "Essays" in watched.built()

    for title in ("A", "B", "Burst"):
        watched.source.write_text(watched.source.read_text().replace("Essays", title))
        watched.source.write_text(
            watched.source.read_text().replace(f"title: {title}", "title: Essays")
        )
    watched.source.write_text(watched.source.read_text().replace("title: Essays", "title: Burst"))
    builds = 1
    while "Burst" not in watched.built():  # a busy machine may look in the middle of it
        builds += 1
    assert builds < 7, "as many builds as saves"

    (watched.folder / "notes.txt").write_text("not read by the CV")
    os.utime(watched.folder)
    assert watched.quiet()


def test_a_changed_bibliography_photo_or_theme_is_a_build(watched: Watched) -> None:
    watched.built()
    papers = watched.folder / "papers.bib"
    papers.write_text(PAPERS.replace("On Saves", "On Builds"))
    assert "On Builds" in watched.built()

    os.utime(watched.folder / "me.png", (1, 1))
    watched.built()

    css = watched.folder / "mine" / "page.css"
    css.write_text(css.read_text() + "\n.written-just-now { color: red }\n")
    assert "written-just-now" in watched.built()


def test_a_broken_source_is_told_and_its_mending_is_a_build(watched: Watched) -> None:
    watched.built()
    good = watched.source.read_text()
    watched.source.write_text(good.replace("name:", "nmae:"))
    assert "did you mean `name`?" in watched.built()

    watched.source.write_text(good)
    assert "Ada Quill" in watched.built()

    photo = (watched.folder / "me.png").read_bytes()
    (watched.folder / "me.png").unlink()
    assert "there is no file `me.png`" in watched.built()
    (watched.folder / "me.png").write_bytes(photo)
    assert "Ada Quill" in watched.built()


def test_a_source_that_is_away_for_a_moment_is_waited_for(watched: Watched) -> None:
    watched.built()
    text = watched.source.read_text()
    watched.source.unlink()
    assert watched.quiet()
    watched.source.write_text(text.replace("Papers", "Back"))
    assert "Back" in watched.built()


def test_the_log_of_a_watch_is_not_a_change_that_may_mend_a_fault(watched: Watched) -> None:
    log = watched.folder / "watch.log"
    log.write_text("")
    assert watched.built()
    watched.source.write_text("nmae: Ada\n")
    assert "nmae" in watched.built()
    log.write_text("cv.yaml:1:1: unknown key\n")
    assert watched.quiet()
    watched.source.write_text(CV)
    assert watched.built()
