"""Start-up: what makes a process of ours start fast, whatever it does, and end so."""

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from types import ModuleType

ONE_COMMAND = (500_000, 20, 100)
"""Collections of garbage in a process in which nearly all objects live until its end."""
MANY_DOCUMENTS = (150_000, 2, 2)
"""Those in one that goes on: rare enough to cost little, and memory stays flat."""


def prepare(threshold: tuple[int, int, int]) -> None:
    """To be called before anything else is imported."""
    gc.set_threshold(*threshold)
    _disable_plugins_of_pydantic()
    sys.meta_path.insert(0, _UsedLate())


class _UsedLate:
    """Finds the modules that libraries import for what we never ask for.

    They are loaded when something of them is used. pydantic compares secret values by ``secrets``,
    which loads OpenSSL: 4 ms.
    """

    names = frozenset(("secrets",))

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path, target) if name in self.names else None
        if spec and spec.loader:
            spec.loader = LazyLoader(spec.loader)
        return spec


def leave(code: object) -> None:
    """End this process with an exit ``code`` as Python does, but for freeing every object, 11 ms.

    It returns where Python has more to do: to wait for a thread, to print a message, or to tell
    that the output cannot be written.
    """
    run_callbacks = getattr(atexit, "_run_exitfuncs", None)
    threading = sys.modules.get("threading")
    is_alone = threading is None or threading.active_count() == 1
    if run_callbacks is None or not is_alone or not isinstance(code, int | None):
        return
    run_callbacks()
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:  # it was closed
                stream.flush()
    except OSError:
        return
    os._exit(code or 0)


def _disable_plugins_of_pydantic() -> None:
    """Replace pydantic's loader of plug-ins, whose import alone takes 30 ms of ``check``'s 200.

    It imports ``importlib.metadata``, and ``email`` with it, also where no plug-in is wanted: see
    ``docs/upstream.md``. Where a release of pydantic moves the module, the variable still holds.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    none = ModuleType("pydantic.plugin._loader")
    vars(none)["get_plugins"] = tuple
    sys.modules.setdefault(none.__name__, none)
