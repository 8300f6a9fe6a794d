"""Resource policy: which URLs a page may refer to, and which of them may be read.

Those are files of its theme and of its fonts, and ``data:`` URLs; a link may lead to more. A theme
of somebody else may hold any HTML and CSS, so the finished page is checked before it is printed or
written (``check``), and each URL that is fetched while it is printed once more (``refusal``).
Nothing is read from the network, ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from cvrender.errors import Fault, Position, SourceError, quoted
from cvrender.renderers.html import page_script
from cvrender.web_address import SCHEMES, scheme

if TYPE_CHECKING:
    from cvrender.theme import Theme

MAX_BYTES = 8_000_000
"""Of one file or ``data:`` URL that a page refers to."""

_NETWORK = "nothing is read from the network"
_SCRIPT = "a page runs no script but its own"
_EMBEDDED = "a page embeds no other page"
_EMBEDDING = {"applet", "base", "embed", "frame", "frameset", "iframe", "object", "portal"}
_READ = {"action", "background", "data", "formaction", "href", "manifest", "ping", "poster", "src"}
_FETCHING = {"url", "src", "image", "image-set", "-webkit-image-set", "cross-fade", "attr"}
_BESIDE = re.compile(r"[^/\\:?#]+\.(pdf|docx)")
"""A file beside the page."""
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")


class Files(NamedTuple):
    """The files of a theme: which a page may read, and where what is refused stands."""

    name: str
    folders: tuple[Path, ...]
    page: str
    css: str
    screen: str


def check(page: str, theme: Theme) -> None:
    """Raise SourceError, naming each URL that ``page`` or its style sheet may not refer to."""
    references = (*_references(page, theme.folders), *_in_css(theme.css, theme.folders))
    wrong = [(url, reason) for url, reason in references if reason]
    if wrong:
        raise refused(wrong, theme)


def refused(wrong: Iterable[tuple[str, str]], theme: Theme | Files) -> SourceError:
    """The error for URLs and reasons, each at its place in the theme's files."""
    faults = [
        Fault(_place(url, theme), "refused", f"refused to follow {quoted(url)}: {reason}")
        for url, reason in dict.fromkeys(wrong)
    ]
    return SourceError(tuple(faults))


def refusal(url: str, folders: Iterable[Path]) -> str:
    """Why the absolute ``url`` may not be read; empty where it may. ``folders`` may be read."""
    parts = urlsplit(url)
    scheme = parts.scheme.lower()
    if scheme == "data":
        return _large(len(url))
    if scheme in {"http", "https", "ftp", "ftps", "ws", "wss"} or _is_elsewhere(url, parts.netloc):
        return _NETWORK
    if scheme != "file":
        return f"a page reads files and data, nothing that starts with `{scheme}:`"
    path = local(url)
    if not any(path.is_relative_to(folder.resolve()) for folder in folders):
        return "it lies outside of the theme's folder"
    return _large(path.stat().st_size) if path.is_file() else "there is no such file"


def local(url: str) -> Path:
    """The path of a ``file:`` URL, with symbolic links resolved."""
    from urllib.request import url2pathname  # imports http, 11 ms

    return Path(url2pathname(urlsplit(url).path)).resolve()


def _large(size: int) -> str:
    return f"it has more than {MAX_BYTES:,} bytes" if size > MAX_BYTES else ""


def _is_elsewhere(url: str, host: str) -> bool:
    return host not in ("", "localhost") or "\\\\" in url or urlsplit(url).path.startswith("//")


def _references(page: str, folders: tuple[Path, ...]) -> Iterator[tuple[str, str]]:
    """Each URL of the page, and each part that would run, with why it may not; empty if it may."""
    from lxml import html

    elements: Any = html.document_fromstring(page).iter("*")
    for element in elements:
        tag = element.tag.lower()
        yield from _forbidden(tag, element)
        for name, value in element.attrib.items():
            name = str(name).lower().rpartition(":")[2]
            if name == "href" and tag in {"a", "area"}:
                yield value, _followed(value)
            elif name in _READ:
                yield value, _read(value, folders)
            elif name == "srcset":
                for part in value.split(","):
                    yield part.split()[0], _read(part.split()[0], folders)
            elif name == "style":
                yield from _in_css(value, folders)
        if tag == "style":
            yield from _in_css(element.text_content(), folders)


def _forbidden(tag: str, element: Any) -> Iterator[tuple[str, str]]:
    if tag == "script" and not _is_ours(element):
        yield "<script>", _SCRIPT
    if tag in _EMBEDDING:
        yield f"<{tag}>", _EMBEDDED
    if tag == "meta" and (element.get("http-equiv") or "").lower() == "refresh":
        yield element.get("content") or "", "a page leads nowhere by itself"
    for name in element.attrib:
        if str(name).lower().startswith("on"):
            yield f"{name}=", _SCRIPT


def _is_ours(element: Any) -> bool:
    return bool(
        element.get("type") == "application/ld+json" or element.text == page_script.script()
    )


def _followed(url: str) -> str:
    """Why a link may not lead to ``url``; empty where it may."""
    if url.startswith("#") or scheme(url) in SCHEMES or _BESIDE.fullmatch(url):
        return ""
    return f"a link starts with {', '.join(SCHEMES[:-1])} or {SCHEMES[-1]}"


def _read(url: str, folders: tuple[Path, ...]) -> str:
    """Why ``url``, relative to the theme's folder, may not be read; empty where it may."""
    url = url.strip()
    if url.startswith("#") or not url:
        return ""
    if url.startswith(("//", "\\\\", "/\\", "\\/")):
        return _NETWORK
    if _DRIVE.match(url):
        return "it lies outside of the theme's folder"
    base = folders[0].resolve().as_uri() + "/" if folders else "file:///"
    return refusal(urljoin(base, url), folders)


def _in_css(css: str, folders: tuple[Path, ...]) -> Iterator[tuple[str, str]]:
    import tinycss2

    for url in _urls(tinycss2.parse_component_value_list(css, skip_comments=True)):
        yield url, _read(url, folders)


def _urls(tokens: Iterable[Any], fetching: bool = False) -> Iterator[str]:
    """Each URL in CSS: ``url(…)``, and strings in ``@import`` and in functions that fetch."""
    importing = False
    for token in tokens:
        if token.type == "at-keyword":
            importing = token.lower_value == "import"
        elif token.type == "url" or (token.type == "string" and (fetching or importing)):
            yield token.value
        elif token.type == "function":
            yield from _urls(token.arguments, fetching or token.lower_name in _FETCHING)
        elif token.type.endswith("block"):
            yield from _urls(token.content)


def _place(url: str, theme: Theme | Files) -> Position:
    """The position of ``url`` in the theme's files; the template's first line if it is in none."""
    from cvrender.syntax.decoding import place
    from cvrender.theme import TEXTS

    texts = zip(TEXTS, (theme.page, theme.css, theme.screen), strict=True)
    for name, text in sorted(texts):
        if url and url in text:
            return place(text, text.index(url), f"{theme.name}/{name}")
    return Position(f"{theme.name}/page.html.j2", 1, 1)
