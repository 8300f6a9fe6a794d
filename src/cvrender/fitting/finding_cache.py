"""Finding cache: what a search found, for the next time that the same document is made.

A Word file alone then needs no layout of the PDF, and a PDF one instead of several.
"""

import json
import os
import sys
from collections.abc import Callable
from functools import cache as once
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from zlib import crc32

from cvrender import cache, plugins, system
from cvrender.outline import Outline
from cvrender.renderers import fonts
from cvrender.theme import Theme

_ENTRY = "fits"
"""One entry for all: the cache keeps few files."""
MOST = 64
"""Documents that are remembered, the latest ones."""
LOADER_CACHE = Path("/etc/ld.so.cache")
"""Where Linux lists its libraries: ldconfig writes it again when one is installed."""


def cached(outline: Outline, theme: Theme, find: Callable[[Theme, Outline], bytes]) -> bytes:
    """What ``find`` gives, which is JSON; from the cache where it is known."""
    if not all(family in fonts.FAMILIES for _, family in theme.tokens.fonts):
        return _found(outline, theme, find)  # a family that is installed tomorrow sets it otherwise
    key = _digest(outline, theme, find.__module__)
    known: dict[str, str] = json.loads(cache.load(_ENTRY) or b"{}")
    if key not in known:
        known[key] = _found(outline, theme, find).decode()
        latest = dict([*known.items()][-MOST:])
        cache.store(_ENTRY, json.dumps(latest).encode())
    return known[key].encode()


def _found(outline: Outline, theme: Theme, find: Callable[[Theme, Outline], bytes]) -> bytes:
    with plugins.blamed("format", "pdf"):
        return find(theme, outline)


def _digest(outline: Outline, theme: Theme, sought: str) -> str:
    """Of all that the pages show, of all that decides how, and of what is sought."""
    pictures = b"".join(picture.data for picture in outline.pictures.values())
    versions = (_weasyprint_version(), _pango_version())
    shown = repr((sought, versions, outline, theme.tokens, theme.page, theme.css))
    return sha256(shown.encode("utf-8", "surrogatepass") + pictures).hexdigest()


@once
def _weasyprint_version() -> str:
    """By the name of its metadata: to import them takes 15 ms, and a Word file needs none."""
    found = find_spec("weasyprint")
    package = Path(found.origin).parent if found and found.origin else Path()
    return ", ".join(sorted(path.name for path in package.parent.glob("weasyprint-*.dist-info")))


def _pango_version() -> str:
    """Its answer is cached until a library is installed: to load it takes 5 ms."""
    state = _libraries()
    entry = f"pango-{crc32(state.encode()):08x}"
    known = cache.load(entry) if state else None
    if known is None:
        known = system.pango_version().encode()
        if state and known:
            cache.store(entry, known)
    return known.decode()


def _libraries() -> str:
    """What changes when a library is installed; empty where that cannot be told.

    conda has its libraries beside Python. An image of a container may give all its files the same
    time of modification, but not of change.
    """
    if sys.platform != "linux" or os.environ.get("LD_LIBRARY_PATH"):
        return ""
    try:
        found = [path.stat() for path in (LOADER_CACHE, Path(sys.base_prefix, "lib"))]
    except OSError:  # musl has no such list
        return ""
    return repr([(about.st_ino, about.st_size, about.st_ctime_ns) for about in found])
