"""WeasyPrint, imported in half its time; the PDF renderer's own and nobody else's.

Three things that its import does are left out or done once. Each falls back on the import as
shipped, and a test says when a new release no longer lets it be so.
"""

from __future__ import annotations

import atexit
import contextlib
import ctypes.util
import importlib
import io
import logging
import marshal
import os
import sys
from functools import cache
from hashlib import sha256
from types import ModuleType
from typing import TYPE_CHECKING, Any

from cvrender.errors import MachineError
from cvrender.files.cache import kept
from cvrender.renderers.pdf import to_unicode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["fonts", "has_family", "weasyprint"]

HOMEBREW = "/opt/homebrew/lib:/usr/local/lib:/usr/lib"


@cache
def weasyprint() -> Any:
    """The module. Raises MachineError where Pango is missing."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # a failing import prints advice
            module = _imported()
    except OSError as error:
        remedy = "install Pango (the README's first lines do it)"
        raise MachineError("the PDF needs Pango, which is not on this machine", remedy) from error
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    with contextlib.suppress(ImportError, AttributeError):
        _tell_characters()
        _break_late()
        _take_feet_for_artifacts()
    return module


def _tell_characters() -> None:
    """Let every glyph say what it stands for; see ``characters``."""
    from weasyprint.draw import text
    from weasyprint.pdf import fonts

    text.draw_first_line = to_unicode.told(text.draw_first_line, text.pango, text.ffi)
    fonts.Font.clean = to_unicode.cleaned(fonts.Font.clean)
    made = fonts.Font.__init__

    def make(font: Any, *options: Any) -> None:
        made(font, *options)
        font.to_unicode = to_unicode.Codes(font)

    fonts.Font.__init__ = make


def _break_late() -> None:
    """Let a line hold all of a text that fits but for the blank at its end.

    WeasyPrint breaks such a text, which something of another style follows, behind its first word.
    """
    from weasyprint.layout import inline

    split = inline.split_first_line

    def split_late(text: str, *options: Any, **more: Any) -> Any:
        line = split(text, *options, **more)
        if line[2] is not None and text.endswith(" "):
            whole = split(text.rstrip(" "), *options, **more)
            if whole[2] is None:
                return (*whole[:2], len(text.encode()), *whole[3:])
        return line

    inline.split_first_line = split_late


def _take_feet_for_artifacts() -> None:
    """Let running heads and feet be no part of what is read (ISO 14289-1, 7.8).

    WeasyPrint marks them as content of a structure in which they do not stand.
    """
    from weasyprint import draw
    from weasyprint.formatting_structure.boxes import MarginBox
    from weasyprint.pdf import tags

    draw_any, build_any = draw.draw_stacking_context, tags._build_box_tree

    def drawn(stream: Any, context: Any) -> None:
        if not isinstance(context.box, MarginBox) or stream._tags is None:
            draw_any(stream, context)
            return
        marks, stream._tags = stream._tags, None
        kind = "Header" if context.box.at_keyword.startswith("@top") else "Footer"
        stream.begin_marked_content("Artifact", f"<</Type /Pagination /Subtype /{kind}>>")
        draw_any(stream, context)
        stream.end_marked_content()
        stream._tags = marks

    def built(box: Any, *where: Any) -> Iterator[Any]:
        return iter(()) if isinstance(box, MarginBox) else build_any(box, *where)

    draw.draw_stacking_context, tags._build_box_tree = drawn, built


@cache
def fonts() -> Any:
    """The one FontConfiguration of this process: each new one would cost 30 ms and 260 kB.

    It keeps copies of fonts in a temporary folder, which its end removes; and nothing that is
    left when a command ends is collected.
    """
    weasyprint()
    from weasyprint.text.fonts import FontConfiguration

    configuration = FontConfiguration()
    atexit.register(FontConfiguration.__del__, configuration)
    return configuration


def has_family(family: str) -> bool:
    """Whether Fontconfig knows a font family of this name; it gives another one if not."""
    weasyprint()
    from weasyprint.text.ffi import ffi, fontconfig

    wanted = fontconfig.FcPatternCreate()
    fontconfig.FcPatternAddString(wanted, b"family", family.encode())
    fontconfig.FcConfigSubstitute(ffi.NULL, wanted, fontconfig.FcMatchPattern)
    fontconfig.FcDefaultSubstitute(wanted)
    found = fontconfig.FcFontMatch(ffi.NULL, wanted, ffi.new("FcResult *"))
    name = ffi.new("FcChar8 **")
    names: set[str] = set()
    while not fontconfig.FcPatternGetString(found, b"family", len(names), name):
        names.add(ffi.string(name[0]).decode().casefold())
    for pattern in (wanted, found):
        fontconfig.FcPatternDestroy(pattern)
    return family.casefold() in names


def _imported() -> Any:
    with _homebrew_searched():
        try:
            with _no_search_for_libraries(), _no_unused_fonttools(), _declarations_kept():
                return importlib.import_module("weasyprint")
        except Exception:  # a release that wants more than it is given here
            _forget("weasyprint")
            return importlib.import_module("weasyprint")


def _forget(package: str) -> None:
    """Drop what a failed import left half made."""
    for name in [name for name in sys.modules if name.split(".")[0] == package]:
        del sys.modules[name]


@contextlib.contextmanager
def _homebrew_searched() -> Iterator[None]:
    """On macOS only Homebrew's own Python looks into its folders; others are told to."""
    variable = "DYLD_FALLBACK_LIBRARY_PATH"
    if sys.platform != "darwin" or variable in os.environ:
        yield
        return
    os.environ[variable] = HOMEBREW
    try:
        yield
    finally:
        del os.environ[variable]


@contextlib.contextmanager
def _no_search_for_libraries() -> Iterator[None]:
    """On Linux the loader finds libraries by their names.

    Each is tried under up to six names, and for a name that the loader does not know
    ``find_library`` starts ldconfig, gcc and ld: 54 processes, half of the import's time.
    """
    found = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = found


@contextlib.contextmanager
def _no_unused_fonttools() -> Iterator[None]:
    """The subsetter and the instancer of fontTools are imported when they are called.

    That is for variable fonts, and where HarfBuzz's subsetter is missing: 80 ms for the others.
    """
    names = {"fontTools.subset", "fontTools.varLib.instancer"} - sys.modules.keys()
    sys.modules.update({name: _Later(name) for name in names})
    try:
        yield
    finally:
        for name in names:
            del sys.modules[name]


class _Later(ModuleType):
    """Stands in for a module of which only functions and classes are called."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)

        def call(*args: Any, **options: Any) -> Any:
            return getattr(importlib.import_module(self.__name__), name)(*args, **options)

        return call


@contextlib.contextmanager
def _declarations_kept() -> Iterator[None]:
    """The C declarations of the text libraries are parsed once a machine, not once a run.

    cffi parses them again for each new kind of pointer that is asked for: 100 ms in all. What is
    kept does not search for libraries, so it serves where their names are enough: on Linux.
    """
    if sys.platform != "linux":
        yield
        return
    import cffi

    shipped = cffi.FFI
    cffi.FFI = _Declared
    try:
        yield
    finally:
        cffi.FFI = shipped


class _Declared:
    """Stands in for ``cffi.FFI()``: what cffi calls the out-of-line ABI mode, kept on disk."""

    def cdef(self, declarations: str) -> None:
        import cffi

        digest = sha256(f"{cffi.__version__} {declarations}".encode()).hexdigest()[:16]
        code = kept(f"declarations-{digest}", lambda: _compiled(declarations))
        names: dict[str, Any] = {}
        exec(marshal.loads(code), names)  # noqa: S102, S302  # as trustworthy as the byte code beside it
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
