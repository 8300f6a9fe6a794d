"""Start-up: what makes a process of ours start fast, whatever it does."""

from __future__ import annotations

import gc
import os
import sys
from types import ModuleType

ONE_COMMAND = (500_000, 20, 100)
"""Collections of garbage in a process in which nearly all objects live until its end."""
MANY_DOCUMENTS = (150_000, 2, 2)
"""Those in one that goes on: rare enough to cost little, and memory stays flat."""


def prepare(threshold: tuple[int, int, int]) -> None:
    """To be called before anything else is imported."""
    gc.set_threshold(*threshold)
    _disable_plugins_of_pydantic()


def _disable_plugins_of_pydantic() -> None:
    """Replace pydantic's loader of plug-ins, whose import alone takes 30 ms of ``check``'s 200.

    It imports ``importlib.metadata``, and ``email`` with it, also where no plug-in is wanted: see
    ``docs/upstream.md``. Where a release of pydantic moves the module, the variable still holds.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    none = ModuleType("pydantic.plugin._loader")
    vars(none)["get_plugins"] = tuple
    sys.modules.setdefault(none.__name__, none)
