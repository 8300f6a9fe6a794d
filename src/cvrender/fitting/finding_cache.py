"""Finding cache: what a search found, for the next time that the same document is made.

A Word file alone then needs no layout of the PDF, and a PDF one instead of several.
"""

import json
from collections.abc import Callable
from functools import cache as once
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from cvrender import cache, plugins, system
from cvrender.outline import Outline
from cvrender.renderers import fonts
from cvrender.theme import Theme

_ENTRY = "fits"
"""One entry for all: the cache keeps few files."""
MOST = 64
"""Documents that are remembered, the latest ones."""


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
    versions = (_weasyprint_version(), system.pango_version())
    shown = repr((sought, versions, outline, theme.tokens, theme.page, theme.css))
    return sha256(shown.encode("utf-8", "surrogatepass") + pictures).hexdigest()


@once
def _weasyprint_version() -> str:
    """By the name of its metadata: to import them takes 15 ms, and a Word file needs none."""
    found = find_spec("weasyprint")
    package = Path(found.origin).parent if found and found.origin else Path()
    return ", ".join(sorted(path.name for path in package.parent.glob("weasyprint-*.dist-info")))
