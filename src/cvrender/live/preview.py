"""A live page of a CV, for the browser on this machine and nobody else.

The server listens on 127.0.0.1 alone. A page of another site cannot use it: requests must name this
host and this port, and what changes anything must come from this origin. Nothing is written.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from threading import Condition, Event, RLock, Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from cvrender import pipeline, theme
from cvrender.errors import CvrenderError, SourceError
from cvrender.extract.pdf import by_pdfium, page_count
from cvrender.live.watch import rounds
from cvrender.production import render_format
from cvrender.renderers.png import sketch

if TYPE_CHECKING:
    from pathlib import Path

    from cvrender.pipeline import Job, Result
    from cvrender.production import Document

__all__ = ["Preview", "serve"]

HOST = "127.0.0.1"
NARROWEST, WIDEST = 300, 4_000
CALM = 15
"""Seconds after which a silent connection is used, to see whether the browser is still there."""

_STATIC = {
    "/": ("page.html", "text/html; charset=utf-8"),
    "/page.js": ("page.js", "text/javascript; charset=utf-8"),
    "/page.css": ("page.css", "text/css; charset=utf-8"),
}
_POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """The last good state: a document as set, and what may be chosen instead."""

    prepared: Result
    pdf: bytes
    count: int

    @property
    def document(self) -> Document:
        """The first of the documents that the job asks for; the others are not shown."""
        return self.prepared.documents[0]


class Preview:
    """What the browser sees; ``version`` counts the builds, good or not."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.version = 0
        self.shown: Shown | None = None
        self.faults: tuple[str, ...] = ()
        self.changed = Condition()
        self.building = RLock()  # Pango and PDFium bear one thread at a time
        self.bell = Event()

    def choose(self, theme: str | None, variant: str | None, language: str | None) -> None:
        """Show another theme, variant or language; None is what the source itself says."""
        self.job = replace(
            self.job,
            theme=theme,
            variants=(variant,) if variant else (),
            languages=(language,) if language else (),
        )
        self.build()

    def build(self) -> tuple[None, tuple[Path, ...], CvrenderError | None]:
        """Set the first document of the job; a fault leaves the last good one standing."""
        with self.building:
            try:
                prepared = pipeline.prepare(self.job)
                with pipeline.glyphs_located(prepared):
                    pdf = render_format(prepared.documents[0], "pdf")
                self.shown = Shown(prepared, pdf, page_count(pdf))
                self.report(())
                return None, prepared.inputs, None
            except CvrenderError as error:
                one_by_one = error.faults if isinstance(error, SourceError) else (error,)
                self.report(tuple(map(str, one_by_one)))
                return None, (), error

    def report(self, faults: tuple[str, ...]) -> None:
        with self.changed:
            self.faults = faults
            self.version += 1
            self.changed.notify_all()

    def watch(self) -> None:
        """Build, and again after each burst of changes, until the bell."""
        for _ in rounds(self.job.source, self.build, self.bell):
            pass

    def state(self) -> dict[str, Any]:
        shown, job = self.shown, self.job
        return {
            "version": self.version,
            "faults": self.faults,
            "pages": shown.count if shown else 0,
            "title": shown.document.outline.title if shown else str(job.source),
            "themes": theme.names(),
            "variants": list(shown.prepared.source.cv.variants) if shown else [],
            "languages": list(shown.prepared.source.cv.spoken) if shown else [],
            "theme": job.theme,
            "variant": next(iter(job.variants), None),
            "language": next(iter(job.languages), None),
        }

    def picture(self, index: int, width: int) -> bytes | None:
        """A page as BMP, so many pixels wide; None where there is none."""
        with self.building:
            if self.shown is None or not 0 <= index < self.shown.count:
                return None
            return sketch(self.shown.pdf, index, width)

    def web(self) -> bytes | None:
        """The web page."""
        with self.building:
            if self.shown is None:
                return None
            return render_format(self.shown.document, "html")

    def text(self) -> bytes | None:
        """The PDF's text as a machine reads it."""
        with self.building:
            return by_pdfium(self.shown.pdf).text.encode() if self.shown else None


def serve(job: Job, port: int = 0) -> tuple[ThreadingHTTPServer, Preview]:
    """A server that is ready to ``serve_forever``, with its preview already watching.

    Port 0 takes any that is free.
    """
    preview = Preview(job)
    server = ThreadingHTTPServer((HOST, port), _handler(preview))
    server.daemon_threads = True
    Thread(target=preview.watch, daemon=True).start()
    return server, preview


def _width(query: str) -> int:
    """How wide a page is shown, in pixels of the screen, within what a screen can be."""
    asked = parse_qs(query).get("width", [""])[0]
    return min(max(int(asked), NARROWEST), WIDEST) if asked.isdecimal() else NARROWEST


def _handler(preview: Preview) -> type[BaseHTTPRequestHandler]:
    return type("Handler", (_Handler,), {"preview": preview})


class _Handler(BaseHTTPRequestHandler):
    preview: Preview
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        if not self.is_ours():
            self.send_error(HTTPStatus.FORBIDDEN)
        elif path in _STATIC:
            name, kind = _STATIC[path]
            self.answer((files("cvrender") / "live" / name).read_bytes(), kind)
        elif path == "/events":
            self.events()
        elif path == "/web":
            self.answer(self.preview.web(), "text/html; charset=utf-8")
        elif path == "/text":
            self.answer(self.preview.text(), "text/plain; charset=utf-8")
        elif (number := path.removeprefix("/pages/")).isdecimal():
            self.answer(self.preview.picture(int(number) - 1, _width(query)), "image/bmp")
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        sent = self.rfile.read(min(int(self.headers.get("Content-Length") or 0), 10_000))
        if not self.is_ours() or self.headers.get("Origin") != f"http://{self.headers['Host']}":
            self.send_error(HTTPStatus.FORBIDDEN)
            return
        try:
            chosen = json.loads(sent)
            choice = [chosen[key] or None for key in ("theme", "variant", "language")]
        except (ValueError, TypeError, KeyError):
            self.send_error(HTTPStatus.BAD_REQUEST)
            return
        if choice[0] not in (None, self.preview.job.theme, *theme.names()):
            self.send_error(HTTPStatus.BAD_REQUEST)
            return
        self.preview.choose(*choice)
        self.answer(b"{}", "application/json")

    def is_ours(self) -> bool:
        """Whether the request names this server as such: no other name that leads here does."""
        port = self.connection.getsockname()[1]
        return self.headers.get("Host") in (f"{HOST}:{port}", f"localhost:{port}")

    def answer(self, data: bytes | None, kind: str) -> None:
        if data is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Security-Policy", _POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(data)

    def events(self) -> None:
        """The state at once and whenever it changes, as server-sent events (WHATWG HTML, 9.2)."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        preview, told = self.preview, -1
        try:
            while True:
                with preview.changed:
                    preview.changed.wait_for(lambda: preview.version != told, CALM)  # noqa: B023
                    told, state = preview.version, preview.state()
                self.wfile.write(f"data: {json.dumps(state)}\n\n".encode())
                self.wfile.flush()
        except OSError:  # the browser has gone
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Requests are nobody's news."""
