"""Patches that make WeasyPrint's import faster; each is a context in which it is imported."""

import importlib
import io
import marshal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from types import ModuleType
from typing import Any

from cvrender.cache import cached
from cvrender.renderers.pdf.patches.patch import patch


@patch("fontTools")
@contextmanager
def fonttools_imported_late() -> Iterator[None]:
    """Import fontTools' subsetter and instancer when they are called.

    WeasyPrint needs them for variable fonts, and where HarfBuzz's subsetter is missing. Their
    import takes 150 ms.
    """
    names = {"fontTools.subset", "fontTools.varLib.instancer"} - sys.modules.keys()
    sys.modules.update({name: _LateModule(name) for name in names})
    try:
        yield
    finally:
        for name in names:
            del sys.modules[name]


class _LateModule(ModuleType):
    """Stands in for a module of which only functions and classes are called."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)

        def call(*args: Any, **options: Any) -> Any:
            return getattr(importlib.import_module(self.__name__), name)(*args, **options)

        return call


@patch(
    "cffi",
    reaches=(
        "cffi:FFI",
        "cffi.api:FFI.set_source(self, module_name, source, source_extension)",
        "cffi.api:FFI.emit_python_code(self, filename)",
    ),
)
@contextmanager
def declarations_cached() -> Iterator[None]:
    """Parse the C declarations of Pango and its kin once a machine, not once a process.

    cffi parses them again for each new kind of pointer that is asked for. The cached form does
    not search for libraries, so it serves where their file names are enough: on Linux.
    """
    if sys.platform != "linux":
        yield
        return
    import cffi

    shipped = cffi.FFI
    cffi.FFI = _CachedFFI
    try:
        yield
    finally:
        cffi.FFI = shipped


class _CachedFFI:
    """Stands in for ``cffi.FFI()``: the out-of-line ABI mode of cffi, with its module cached."""

    def cdef(self, declarations: str) -> None:
        import cffi

        digest = sha256(f"{cffi.__version__} {declarations}".encode()).hexdigest()[:16]
        code = cached(f"declarations-{digest}", lambda: _compiled(declarations))
        names: dict[str, Any] = {}
        exec(marshal.loads(code), names)  # noqa: S102, S302  # nobody else can write it
        ffi = names["ffi"]
        vars(self).update({name: getattr(ffi, name) for name in dir(ffi) if name[:2] != "__"})


def _compiled(declarations: str) -> bytes:
    from cffi.api import FFI

    ffi = FFI()
    ffi.set_source("declarations", None)
    ffi.cdef(declarations)
    written = io.StringIO()
    ffi.emit_python_code(written)
    return marshal.dumps(compile(written.getvalue(), "declarations", "exec"))


@patch(reaches=("urllib.request:HTTPSHandler",))
@contextmanager
def certificates_are_not_read() -> Iterator[None]:
    """Let what WeasyPrint fetches with while it is imported, which is nothing, trust nobody.

    It parses three style sheets of its own, each with a URLFetcher that reads the certificates of
    the machine, 6 ms each.
    """
    from ssl import PROTOCOL_TLS_CLIENT, SSLContext

    request: Any = importlib.import_module("urllib.request")
    shipped = request.HTTPSHandler
    bare = SSLContext(PROTOCOL_TLS_CLIENT)
    request.HTTPSHandler = lambda context: shipped(context=context or bare)
    try:
        yield
    finally:
        request.HTTPSHandler = shipped


PATCHES = (certificates_are_not_read, fonttools_imported_late, declarations_cached)
