"""URL fetcher: what WeasyPrint reads while it prints a page, within the resource policy.

The page has been checked before; what is refused here was hidden from that, for example in a style
sheet that another one imports. WeasyPrint goes on without what it did not get, so refusals are
collected, and raised at the end.
"""

import mimetypes
from contextlib import closing
from pathlib import Path
from ssl import PROTOCOL_TLS_CLIENT, SSLContext
from typing import Any, Self

from weasyprint.urls import URLFetcher, URLFetcherResponse

from cvrender.files import image
from cvrender.renderers.html import resource_policy
from cvrender.renderers.html.resource_policy import Files

_NO_CERTIFICATES = SSLContext(PROTOCOL_TLS_CLIENT)
"""Nothing is fetched by HTTPS: a context of its own would read those of the machine, 6 ms."""


class Fetcher(URLFetcher):  # type: ignore[misc]
    """Fetches files of the theme and of the folders ``fonts``, and ``data:`` URLs."""

    def __init__(self, files: Files, fonts: tuple[Path, ...]) -> None:
        super().__init__(ssl_context=_NO_CERTIFICATES, allowed_protocols=("file", "data"))
        self._files = files
        self._fonts = fonts
        self._refused: list[tuple[str, str]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        """Raise SourceError if anything was refused, also where its lack raised another error."""
        if self._refused:
            raise resource_policy.refused(self._refused, self._files)

    def fetch(self, url: str, headers: Any = None) -> Any:
        reason = resource_policy.refusal(url, (*self._files.folders, *self._fonts))
        if not reason:
            data, kind = self._read(url)
            reason = image.excess(data) if kind.startswith("image/") else ""
        if reason:
            self._refused.append((url, reason))
            raise ValueError(f"refused to read {url}: {reason}")
        return URLFetcherResponse(url, data, {"Content-Type": kind})

    def _read(self, url: str) -> tuple[bytes, str]:
        if url[:5].lower() == "data:":
            with closing(super().fetch(url)) as response:
                return response.read(), response.content_type
        path = resource_policy.local(url)
        return path.read_bytes(), mimetypes.guess_type(path.name)[0] or "image/unknown"
