"""Patch of cssselect2: each selector is compiled once a machine, not once a process."""

import marshal
from collections.abc import Iterator
from contextlib import contextmanager
from types import CodeType
from typing import Any

from cvrender import cache
from cvrender.renderers.pdf.patches.patch import patch

_ENTRY = "selectors"
MOST = 1000
"""Selectors that are kept, the latest ones: as bytes they fit the cache."""


class _Codes(dict[str, CodeType]):
    """Stands in for ``eval``: the code of each Python expression that it has been given."""

    is_kept = True

    def __call__(self, source: str, names: dict[str, Any], own: dict[str, Any]) -> Any:
        return eval(self[source], names, own)  # noqa: S307  # what cssselect2 makes of a selector

    def __missing__(self, source: str) -> CodeType:
        self[source] = code = compile(source, "selector", "eval")
        self.is_kept = False
        return code


codes = _Codes()


@patch(
    "cssselect2", reaches=("cssselect2.compiler:CompiledSelector.__init__(self, parsed_selector)",)
)
@contextmanager
def selectors_are_compiled_once() -> Iterator[None]:
    """Keep the code that cssselect2 makes of selectors, 16 ms for the shipped CV, in the cache.

    It translates each into Python, and that is compiled: for WeasyPrint's own style sheets, too.
    """
    from cssselect2 import compiler

    codes.update(marshal.loads(cache.load(_ENTRY) or marshal.dumps({})))  # noqa: S302
    vars(compiler)["eval"] = codes
    yield


def keep() -> None:
    """Store what has been compiled since the cache was read."""
    if not codes.is_kept:
        codes.is_kept = True
        cache.store(_ENTRY, marshal.dumps(dict([*codes.items()][-MOST:])))


PATCHES = (selectors_are_compiled_once,)
