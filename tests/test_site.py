"""The documentation as a site, once ``make docs`` has built it: what axe finds on each page."""

from __future__ import annotations

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from chromium import PROGRAM
from judges import PACKAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chromium import Chromium

SITE = Path(__file__).parents[1] / "dist" / "site"
AXE = PACKAGES / "axe-core" / "axe.min.js"
PAGES = sorted(str(page.parent.relative_to(SITE)) for page in SITE.rglob("index.html"))

RUN = """axe.run({
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    rules: {'scrollable-region-focusable': {enabled: false}},
})"""
"""Material lets the keyboard reach wide code where there is a mouse; here is none."""
STILL = """{ const style = document.createElement('style');
    style.textContent = '* { transition: none !important }'; document.head.append(style) }"""

pytestmark = [
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(PROGRAM is None, reason="there is no Chromium here"),
    pytest.mark.skipif(not AXE.is_file(), reason="there is no axe-core here: npm ci --prefix .ci"),
    pytest.mark.skipif(not PAGES, reason="there is no site here: make docs"),
]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Requests are not logged."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=SITE)) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_nothing_and_nothing_is_fetched_from_elsewhere(
    browser: Chromium, address: str, page: str
) -> None:
    browser.open(f"{address}/{page}/")
    browser.evaluate(AXE.read_text("utf-8"))
    browser.evaluate(STILL)
    for width, dark in ((400, True), (1280, False)):
        browser.screen(width, dark)
        found = browser.evaluate(RUN)
        told = [
            (rule["id"], node["html"][:200], node.get("failureSummary"))
            for rule in found["violations"]
            for node in rule["nodes"]
        ]
        assert told == []
    assert [url for url in browser.requests if not url.startswith((address, "data:"))] == []
