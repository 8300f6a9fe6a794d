"""Server: the preview's page over HTTP, for the browser on this machine and nobody else.

It listens on 127.0.0.1 alone. A page of another site cannot use it: requests must name this host
and this port, and what changes anything must come from this origin.
"""

import json
import re
import socket
import sys
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

from cvrender.job import Job
from cvrender.live.design import choices
from cvrender.live.preview import Preview

HOST = "127.0.0.1"
MIN_WIDTH, MAX_WIDTH = 300, 4_000
MAX_BODY = 10_000
HEARTBEAT = 15
"""Seconds after which a silent connection is used, to see whether the browser is still there."""

_STATIC = {
    "/": ("page.html", "text/html; charset=utf-8"),
    "/page.js": ("page.js", "text/javascript; charset=utf-8"),
    "/page.css": ("page.css", "text/css; charset=utf-8"),
    "/chevron.svg": ("chevron.svg", "image/svg+xml"),
}
_POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    " font-src 'self' data:; object-src 'none'"
)


def serve(job: Job, port: int = 0) -> tuple[ThreadingHTTPServer, Preview]:
    """A server that is ready to ``serve_forever``, with its preview already watching.

    Port 0 takes any that is free. To close it ends the preview.
    """
    preview = Preview(job)
    server = _Server((HOST, port), _handler(preview))
    server.watching = preview, Thread(target=preview.watch, daemon=True)
    server.watching[1].start()
    return server, preview


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    watching: tuple[Preview, Thread] | None = None

    def server_close(self) -> None:
        """Close, and wait for a build under way: no two threads may lay out pages at once."""
        super().server_close()
        if self.watching is not None:
            preview, thread = self.watching
            preview.stop.set()
            preview.tell()  # the connections that wait for news
            thread.join()

    def server_bind(self) -> None:
        """Take the port for this server alone.

        On Windows the default of ``http.server`` lets a second one take it, too.
        """
        if exclusive := getattr(socket, "SO_EXCLUSIVEADDRUSE", None):  # Windows alone has it
            self.allow_reuse_address = False
            self.socket.setsockopt(socket.SOL_SOCKET, exclusive, 1)
        super().server_bind()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away before it has its answer is not an error."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def _width(query: str) -> int:
    """The ``width`` of a query, in pixels of the screen, within what a screen can be."""
    asked = _number(parse_qs(query).get("width", [""])[0])
    return min(max(asked or 0, MIN_WIDTH), MAX_WIDTH)


def _number(digits: str) -> int | None:
    """A whole number of a sensible size; None for anything else."""
    return int(digits) if re.fullmatch(r"[0-9]{1,9}", digits) else None


def _handler(preview: Preview) -> type[BaseHTTPRequestHandler]:
    return type("Handler", (_Handler,), {"preview": preview})


class _Handler(BaseHTTPRequestHandler):
    preview: Preview
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        if not self.is_local():
            self.send_error(HTTPStatus.FORBIDDEN)
        elif path in _STATIC:
            name, kind = _STATIC[path]
            self.respond((files("cvrender") / "live" / name).read_bytes(), kind)
        elif path == "/events":
            self.events()
        elif path == "/web":
            self.respond(self.preview.web(), "text/html; charset=utf-8")
        elif path == "/text":
            self.respond(self.preview.text(), "text/plain; charset=utf-8")
        elif path == "/word":
            self.respond(json.dumps(self.preview.word_pages()).encode(), "application/json")
        elif number := _number(path.removeprefix("/word/")):
            self.respond(self.preview.word_picture(number - 1, _width(query)), "image/bmp")
        elif number := _number(path.removeprefix("/pages/")):
            self.respond(self.preview.picture(number - 1, _width(query)), "image/bmp")
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        length = _number(self.headers.get("Content-Length") or "0")
        sent = self.rfile.read(min(length or 0, MAX_BODY))
        if not self.is_local() or self.headers.get("Origin") != f"http://{self.headers['Host']}":
            self.send_error(HTTPStatus.FORBIDDEN)
        elif self.path == "/save":
            self.preview.save()
            self.respond(b"{}", "application/json")
        else:
            self.choose(sent)

    def choose(self, sent: bytes) -> None:
        """Show the theme, variant, language, tokens and letter of a request."""
        try:
            chosen = json.loads(sent)
            theme, variant, language = (
                chosen[key] or None for key in ("theme", "variant", "language")
            )
            tokens, recipient = dict(chosen.get("design", {})), chosen.get("recipient") or None
            known = all(value in choices()[path] for path, value in tokens.items())
        except (ValueError, TypeError, KeyError, AttributeError):
            self.send_error(HTTPStatus.BAD_REQUEST)
            return
        words = (variant, language, recipient)
        are_words = all(each is None or isinstance(each, str) for each in words)
        if not (known and are_words and theme in (None, *self.preview.themes())):
            self.send_error(HTTPStatus.BAD_REQUEST)
            return
        self.preview.choose(theme, variant, language, tokens, recipient)
        self.respond(b"{}", "application/json")

    def is_local(self) -> bool:
        """Whether the request names this server: one by another name may be DNS rebinding."""
        port = self.connection.getsockname()[1]
        return self.headers.get("Host") in (f"{HOST}:{port}", f"localhost:{port}")

    def respond(self, data: bytes | None, kind: str) -> None:
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
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        preview, sent = self.preview, -1
        with suppress(OSError):  # the browser has gone
            while not preview.stop.is_set():
                with preview.changed:
                    preview.changed.wait_for(lambda: preview.news != sent, HEARTBEAT)  # noqa: B023
                    sent, state = preview.news, preview.state()
                self.wfile.write(f"data: {json.dumps(state)}\n\n".encode())
                self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """Requests are not logged."""
