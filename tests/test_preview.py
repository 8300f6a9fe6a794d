"""`preview` shows each save in a real browser, and answers nobody else."""

from __future__ import annotations

import http.client
import json
import socket
import time
from contextlib import contextmanager
from dataclasses import replace
from http.server import ThreadingHTTPServer
from queue import Queue
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from chromium import PROGRAM

from cvrender import theme
from cvrender.fitting.fitted import Excess
from cvrender.live import word_pages
from cvrender.live.preview import Preview
from cvrender.live.server import _handler, serve
from cvrender.pipeline import Job
from cvrender.production import Document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from chromium import Chromium

CV = """\
name: Ada Quill
variants:
  short: {}
design: {fit: off}
sections:
  - title: Work
    bullets:
      - Saved the page
"""
LONG = CV + "".join(f"      - Saved the page for the time number {n}\n" for n in range(60))
"""Of two pages, which take longer."""
VERSION = "Number(document.querySelector('#sheet')?.dataset.version || 0)"
FAULTS = "document.querySelector('#faults')"
GONE = "document.querySelector('#gone')"


@contextmanager
def serving(source: Path) -> Iterator[int]:
    """The port of a preview of ``source``."""
    with serving_by(serve(Job(source))[0]) as port:
        yield port


@contextmanager
def serving_by(server: ThreadingHTTPServer) -> Iterator[int]:
    thread = Thread(target=server.serve_forever, args=[0.01])  # looks so often whether it ends
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "cv.yaml"
    path.write_text(CV)
    return path


@pytest.mark.xdist_group("browser")
@pytest.mark.skipif(PROGRAM is None, reason="there is no Chromium here")
def test_a_browser_shows_every_save_fault_and_choice(source: Path, browser: Chromium) -> None:
    source.write_text(LONG)
    with serving(source) as port:
        browser.open(f"http://127.0.0.1:{port}/")
        first = browser.until(VERSION)
        assert browser.evaluate("document.title").startswith("Ada Quill")
        sizes = browser.evaluate(
            "[...document.images].map((i) => [i.alt, i.naturalWidth, i.clientWidth])"
        )
        assert sizes == [["Page 1", 900, 900], ["Page 2", 900, 900]]
        browser.screen(600)
        browser.until("document.images[0].naturalWidth === document.images[0].clientWidth")
        browser.screen()
        browser.until("document.images[0].naturalWidth === 900")

        browser.evaluate("window.scrollTo(0, 700)")
        source.write_text(LONG.replace("time number 59", "very last time"))
        browser.until(f"{VERSION} > {first}")
        assert browser.evaluate("window.scrollY") == 700

        source.write_text(LONG.replace("sections", "sectons"))
        fault = browser.until(f"!{FAULTS}.hidden && {FAULTS}.textContent")
        assert fault == f"{source}:5:1: unknown key `sectons`; did you mean `sections`?"
        assert browser.evaluate("document.images.length") == 2
        browser.open(f"http://127.0.0.1:{port}/")
        browser.until("document.images.length == 2")
        assert browser.evaluate(f"{FAULTS}.textContent") == fault
        source.write_text(LONG)
        browser.until(f"{FAULTS}.hidden")

        shown = browser.evaluate(VERSION)
        other = theme.names()[-1]
        browser.evaluate(
            "{ const list = document.querySelector('#theme');"
            f" list.value = {json.dumps(other)}; list.dispatchEvent(new Event('change')) }}"
        )
        browser.until(f"{VERSION} > {shown}")
        assert browser.evaluate("document.querySelector('#theme').value") == other

        for view, found in (
            ("text", "document.querySelector('#sheet pre')?.textContent"),
            ("web", "document.querySelector('#sheet iframe')?.contentDocument?.body?.innerText"),
        ):
            browser.evaluate(f"document.querySelector('[data-view={view}]').click()")
            browser.until(f"({found} || '').includes('time number 59')")
        web = "document.querySelector('#sheet iframe').contentDocument.fonts"
        states = browser.evaluate(f"{web}.ready.then(all => [...all].map(face => face.status))")
        assert "loaded" in states
        assert "error" not in states
        asked = browser.evaluate(
            "performance.getEntriesByType('resource').map((entry) => entry.name)"
        )
        assert {address.split("/")[2] for address in asked} == {f"127.0.0.1:{port}"}
        assert browser.evaluate(f"{GONE}.hidden")
    said = browser.until(f"!{GONE}.hidden && {GONE}.textContent")
    assert said == "cvrender has stopped; these are the last pages it showed."


@pytest.mark.xdist_group("browser")
@pytest.mark.skipif(PROGRAM is None, reason="there is no Chromium here")
def test_until_there_is_a_page_or_a_fault_the_browser_says_what_it_waits_for(
    source: Path, browser: Chromium
) -> None:
    words = "getComputedStyle(document.querySelector('#sheet'), '::before').content"
    preview = Preview(Job(source))  # which nobody has told to build
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(preview))
    with serving_by(server) as port:
        browser.open(f"http://127.0.0.1:{port}/")
        assert browser.until(f"{words} !== 'none' && {words}") == '"Drawing the pages…"'
        source.write_text("nam: Ada\n")
        preview.build()
        browser.until(f"!{FAULTS}.hidden && {words} === 'none'")


@pytest.mark.xdist_group("browser")
@pytest.mark.skipif(PROGRAM is None, reason="there is no Chromium here")
def test_a_theme_of_ones_own_is_offered_and_saved_into_the_source(
    source: Path, browser: Chromium
) -> None:
    mine = source.parent / "themes" / "mine"
    mine.mkdir(parents=True)
    (mine / "theme.yaml").write_text("extends: classic\n")
    source.write_text(CV.replace("Ada Quill", "Ada Quill # me"))
    source.chmod(0o600)
    with serving(source) as port:
        browser.open(f"http://127.0.0.1:{port}/")
        shown = browser.until(VERSION)
        assert browser.evaluate("document.querySelector('#save').hidden")
        browser.evaluate(
            "{ const list = document.querySelector('#theme');"
            " list.value = 'mine'; list.dispatchEvent(new Event('change')) }"
        )
        browser.until(f"{VERSION} > {shown} && !document.querySelector('#save').hidden")
        browser.evaluate("document.querySelector('#save').click()")
        browser.until("document.querySelector('#save').hidden")
    saved = CV.replace("Ada Quill", "Ada Quill # me").replace("sections", "theme: mine\nsections")
    assert source.read_text() == saved
    assert source.stat().st_mode & 0o777 == 0o600


CHOOSE = """{{ const list = document.querySelector('[data-token="{}"]');
    list.value = '{}'; list.dispatchEvent(new Event('change')) }}"""


@pytest.mark.xdist_group("browser")
@pytest.mark.skipif(PROGRAM is None, reason="there is no Chromium here")
def test_tokens_are_chosen_and_saved_into_the_design_of_the_source(
    source: Path, browser: Chromium
) -> None:
    before, after = CV.split("design: {fit: off}\n")
    source.write_text(f"{before}design:\n  fit: off\n  page: # paper\n    size: A4\n{after}")
    with serving(source) as port:
        browser.open(f"http://127.0.0.1:{port}/")
        browser.until(VERSION)
        for token, value in (("palette", "teal"), ("page.size", "Letter")):
            shown = browser.evaluate(VERSION)
            browser.evaluate(CHOOSE.format(token, value))
            browser.until(f"{VERSION} > {shown}")
        assert browser.evaluate("document.querySelector('#save').textContent") == "Save to cv.yaml"
        assert "size: A4\n" in source.read_text()
        browser.evaluate("document.querySelector('#save').click()")
        browser.until("document.querySelector('#save').hidden")
        shown = browser.evaluate(
            "[...document.querySelectorAll('[data-token]:not([hidden]) > :checked')]"
            ".map((option) => option.textContent)"
        )
        assert shown == ["teal", "Source Sans Pro", "10pt", "Letter"]
    design = "design:\n  palette: teal\n  fit: off\n  page: # paper\n    size: Letter\n"
    assert source.read_text() == f"{before}{design}{after}"


@pytest.mark.xdist_group("browser")
@pytest.mark.skipif(PROGRAM is None, reason="there is no Chromium here")
@pytest.mark.skipif(word_pages.program() is None, reason="there is no LibreOffice here")
def test_the_pages_of_the_word_file_are_shown_when_libreoffice_has_drawn_them(
    source: Path, browser: Chromium
) -> None:
    source.write_text(LONG)
    with serving(source) as port:
        browser.open(f"http://127.0.0.1:{port}/")
        browser.until(VERSION)
        browser.evaluate("document.querySelector('[data-view=word]').click()")
        note = browser.until("document.querySelector('#sheet[data-view=word] > p')?.textContent")
        assert note == "LibreOffice is drawing the pages of the Word file…"
        browser.until("document.querySelectorAll('#sheet[data-view=word] > img').length == 2")
        assert browser.evaluate("document.querySelector('#file small').textContent") == "2 pages"
        browser.evaluate("document.querySelector('[data-view=pages]').click()")
        browser.until("document.querySelector('#sheet[data-view=pages]') !== null")
        browser.evaluate("document.querySelector('[data-view=word]').click()")  # made already
        browser.until("document.querySelectorAll('#sheet[data-view=word] > img').length == 2", 2)


def test_a_word_file_that_is_being_drawn_makes_nobody_wait(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, nobody_waits = tmp_path / "soffice", tmp_path / "nobody-waits"
    slow.write_text(f"#!/bin/sh\nwhile [ ! -e {nobody_waits} ]; do sleep 0.01; done; exit 1\n")
    slow.chmod(0o755)
    monkeypatch.setattr(word_pages, "program", lambda: str(slow))
    preview = Preview(Job(source))
    preview.build()
    assert preview.word_pages() is None
    assert preview.picture(0, 300) is not None
    nobody_waits.touch()
    with preview.changed:
        assert preview.changed.wait_for(lambda: preview.news == 2, 20)
    assert preview.word_pages() == 0


def test_an_edit_is_shown_as_the_last_build_was_fitted_before_it_is_found_what_fits(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview, fitted = Preview(Job(source)), Document.fitted
    preview.build()
    shown: list[str] = []
    other = None

    def found(document: Document) -> Document:
        assert preview.snapshot is not None
        shown.append(str(preview.snapshot.fitted.outline.sections[0].title))
        return replace(fitted(document), excess=other)

    monkeypatch.setattr(Document, "fitted", found)
    source.write_text(CV.replace("Work", "Jobs"))
    preview.build()
    assert (shown, preview.version) == (["Jobs"], 2)
    other = Excess("too-long", "it is too long", "shorten it")
    source.write_text(CV.replace("Work", "Posts"))
    preview.build()
    assert (shown, preview.version) == (["Jobs", "Posts"], 4)


def test_what_preview_saves_is_not_built_again(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuild, heard_of = Preview.rebuild, Queue[str]()

    def look(preview: Preview) -> Any:
        found = rebuild(preview)
        heard_of.put(source.read_text())
        return found

    monkeypatch.setattr(Preview, "rebuild", look)
    with serving(source) as port:
        ours = {"Host": f"127.0.0.1:{port}", "Origin": f"http://127.0.0.1:{port}"}
        chosen = {"theme": "plain", "variant": None, "language": None}
        assert answer(port, "POST", "/choice", json.dumps(chosen), **ours) == 200
        assert answer(port, "POST", "/save", **ours) == 200
        assert "theme: plain" in source.read_text()
        before = state(port)["version"]
        while "theme: plain" not in heard_of.get(timeout=20):
            pass
        assert state(port)["version"] == before
        source.write_text(source.read_text().replace("Ada", "Eda"))
        end = time.monotonic() + 20
        while state(port)["version"] == before:
            assert time.monotonic() < end


def state(port: int) -> dict[str, Any]:
    """What the page is told at once."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", "/events", headers={"Host": f"127.0.0.1:{port}"})
    with connection.getresponse() as response:
        told: dict[str, Any] = json.loads(response.readline().removeprefix(b"data: "))
    connection.close()
    return told


def test_the_theme_of_a_variant_is_saved_into_the_variant(source: Path) -> None:
    source.write_text(CV.replace("short: {}", "short:\n    theme: plain # here"))
    preview = Preview(Job(source))
    preview.choose("modern", "short", None)
    preview.save()
    assert "    theme: modern # here\n" in source.read_text()
    assert preview.state()["unsaved"] is False


def test_a_theme_that_cannot_be_saved_is_a_fault_and_changes_nothing(source: Path) -> None:
    text = "name: &same classic\ntheme: *same\nsections: [{title: W}]\n"
    source.write_text(text)
    preview = Preview(Job(source))
    preview.choose("modern", None, None)
    preview.save()
    assert preview.faults == ("cannot edit `theme` in this file; write `theme: modern` yourself",)
    assert source.read_text() == text


def test_warnings_are_shown(source: Path) -> None:
    source.write_text(CV.replace("{}", "{include: [brief]}"))
    preview = Preview(Job(source))
    preview.build()
    assert preview.state()["warnings"] == [f"{source}:3:21: warning: nothing has the tag `brief`"]
    assert preview.state()["faults"] == ()


def answer(port: int, method: str, path: str, body: str = "", **headers: str) -> int:
    """The status of a request with these headers."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request(method, path, body or None, headers)
    status = connection.getresponse().status
    connection.close()
    return status


def test_nobody_but_this_page_is_answered(source: Path) -> None:
    choice = json.dumps({"theme": "classic", "variant": None, "language": None})
    with serving(source) as port:
        ours = {"Host": f"127.0.0.1:{port}"}
        assert answer(port, "GET", "/", **ours) == 200
        assert answer(port, "GET", "/", Host=f"cv.example:{port}") == 403
        assert answer(port, "GET", "/pages/1", Host="127.0.0.1") == 403
        assert answer(port, "POST", "/choice", choice, **ours) == 403
        assert answer(port, "POST", "/choice", choice, **ours, Origin="http://cv.example") == 403
        own = {**ours, "Origin": f"http://127.0.0.1:{port}"}
        assert answer(port, "POST", "/choice", choice, **own) == 200
        assert answer(port, "POST", "/choice", "{}", **own) == 400
        for design in ({"palette": "pink"}, {"colors.accent": "teal"}, ["x"], 5):
            unknown = json.dumps({**json.loads(choice), "design": design})
            assert answer(port, "POST", "/choice", unknown, **own) == 400
        elsewhere = choice.replace("classic", "../elsewhere")
        assert answer(port, "POST", "/choice", elsewhere, **own) == 400
        assert answer(port, "GET", "/pages/1", **ours) == 200
        assert answer(port, "GET", "/pages/9", **ours) == 404
        assert answer(port, "GET", "/../cv.yaml", **ours) == 404


def test_on_windows_no_second_server_can_take_the_port(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = socket.SO_KEEPALIVE  # an option that this system has, too
    monkeypatch.setattr(socket, "SO_EXCLUSIVEADDRUSE", there, raising=False)
    server, _ = serve(Job(source))
    with server:
        set_options = [
            bool(server.socket.getsockopt(socket.SOL_SOCKET, option))
            for option in (there, socket.SO_REUSEADDR)
        ]
    assert set_options == [True, False]


def test_a_request_that_makes_no_sense_is_answered(source: Path) -> None:
    chosen = {"theme": None, "variant": 5, "language": None}
    with serving(source) as port:
        ours = {"Host": f"127.0.0.1:{port}", "Origin": f"http://127.0.0.1:{port}"}
        assert answer(port, "POST", "/choice", json.dumps(chosen), **ours) == 400
        for length in ("-1", "abc", "9" * 5000):
            assert answer(port, "POST", "/choice", **ours, **{"Content-Length": length}) == 400
        assert answer(port, "GET", f"/pages/{'9' * 5000}", **ours) == 404
        assert answer(port, "GET", f"/pages/1?width={'9' * 5000}", **ours) == 200
