"""What many tests look at, made once for a run of the tests, however many workers it has.

==============  ========================================================================
``made``        ``made("pdf", "cv", "modern")``: a source in a format and a theme
``read_back``   ``read_back("pdf", "cv", "modern")``: what cvrender reads in that file
``outlined``    the Outline of a source given as YAML
``outline``     that of ``wordfile.SOURCE``; ``word`` is its Word file
``reader``      a process that reads PDFs back, for renders in this one
``browser``     a headless Chromium; its tests are marked ``xdist_group("browser")``
``once``        ``once("name", make)``: the value of ``make()``, made by the first to ask
``opened``      ``opened("modern")``: the example as a PDF in a theme, as pikepdf (QPDF) opens it
``in_libreoffice``  the PDFs that LibreOffice prints of ``judges.FOR_LIBREOFFICE``, by name
``install``     a package of somebody else, with its entry points, as long as a test lasts
``folder``      where commands run: it has the shipped ``data`` and ``ada.yaml``
``desk``        where letters are written: it has the CV of their sender, ``cv.yaml``
==============  ========================================================================
"""

from __future__ import annotations

import fcntl
import gc
import os
import pickle
import shutil
import sys
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from chromium import Chromium
from commands import ADA, BYRON
from hypothesis import settings
from judges import FOR_LIBREOFFICE, by_libreoffice, unwatched, watched
from wordfile import SOURCE, WordFile, outline_of, rendered

from cvrender import pipeline, plugins, sandbox, theme
from cvrender.checks.validate import validate
from cvrender.compose import compose
from cvrender.extract import extract
from cvrender.extract.process import ReaderProcess
from cvrender.live import watch
from cvrender.model import CV
from cvrender.production import Document
from cvrender.renderers import registry
from cvrender.syntax import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cvrender.extract import Extract
    from cvrender.outline import Outline

ROOT = Path(__file__).parents[1]

# How busy the machine is says nothing, and what fails the change at hand has brought.
settings.register_profile("usual", max_examples=40, deadline=None, derandomize=True)
settings.load_profile("usual")
settings.register_profile("fuzz", max_examples=20_000, deadline=None, print_blob=True)


def pytest_collection_finish() -> None:
    """What was collected stays; a tenth of the time would go into looking at it for garbage."""
    gc.freeze()
    gc.set_threshold(10_000, 20, 100)
    gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Function) -> Iterator[None]:
    """Coverage looks away where a test runs only lines that others run too, at twice the time."""
    params = item.callspec.params if hasattr(item, "callspec") else {}
    again = item.get_closest_marker("unwatched") or params.get("look", "classic") != "classic"
    with unwatched() if again else nullcontext():
        return (yield)


@dataclass(frozen=True)
class Made:
    """One source in one format and theme, as bytes and as a file."""

    outline: Outline
    data: bytes
    path: Path


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[], Any]], Any]:
    """``once("name", make)``: what ``make()`` gives, made by whichever worker asks first."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # the workers of one run have it in common
    (folder / "once").mkdir(exist_ok=True)

    def value(name: str, make: Callable[[], Any]) -> Any:
        with (folder / "once" / name).open("a+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.seek(0)
            if not (kept := file.read()):
                kept = pickle.dumps(make())
                file.write(kept)
        return pickle.loads(kept)

    return value


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, once: Callable[..., Any]) -> Callable[..., Made]:
    """``made("pdf", "cv")``: the file that a format gives of ``data/cv.yaml``."""
    folder = tmp_path_factory.mktemp("made")

    @cache
    def make(form: str, source: str = "cv", look: str = "classic") -> Made:
        renderer, chosen = registry.load(form), found(look)
        outline = Document("", composed(source), chosen).outline_for(renderer)
        name = f"{source}-{look}-{like(form)}"
        with watched(look):
            data = once(name, lambda: renderer.render(outline, chosen))
        path = folder / f"{source}-{look}{renderer.suffix}"
        path.write_bytes(data)
        return Made(outline, data, path)

    return make


found = cache(theme.find)


@cache
def composed(source: str) -> Outline:
    return compose(pipeline.read(ROOT / "data" / f"{source}.yaml").cv)


def like(form: str) -> str:
    """The first format whose files hold the same bytes: pictures are drawn from the PDF."""
    render = registry.load(form).render
    return next(name for name in registry.names() if registry.load(name).render is render)


@pytest.fixture(scope="session")
def read_back(
    made: Callable[..., Made], once: Callable[..., Any]
) -> Callable[..., tuple[Extract, ...]]:
    """``read_back("pdf", "cv")``: what each reader of cvrender's own finds in ``made``'s file."""

    @cache
    def read(form: str, source: str = "cv", look: str = "classic") -> tuple[Extract, ...]:
        file = made(form, source, look)
        name = f"{source}-{look}-{like(form)}-read"
        with watched(look):
            found: tuple[Extract, ...] = once(name, lambda: extract(file.data, file.path.suffix))
        return found

    return read


@pytest.fixture(scope="session", autouse=True)
def _only_reader() -> Iterator[Callable[[], ReaderProcess]]:
    """The process that reads PDFs back: one for all renders in this one, started by the first.

    PDFs are printed in this process, which has WeasyPrint, and not in a press for each command.
    """
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        only = cache(lambda: stack.enter_context(ReaderProcess()))
        for user in (pipeline, watch):
            patch.setattr(user, "ReaderProcess", lambda: nullcontext(only()))
        patch.setattr(import_module("cvrender.cli.render"), "_press", lambda *_: nullcontext())
        patch.setattr(sandbox, "expect_press", lambda *_: None)
        yield only


@pytest.fixture(scope="session", autouse=True)
def _only_sandbox() -> Iterator[None]:
    """The processes that read files of anybody, and that set themes of anybody.

    There is one of each for all tests, where each file, or theme, has its own.
    """
    run, expect, put_back = sandbox.run, sandbox.expect, sandbox._put_back
    kinds: dict[str, sandbox.Keep] = {"the file": ("read", ()), "the theme": ("set", ())}
    idle: dict[sandbox.Keep | None, list[Any]] = {keep: [] for keep in kinds.values()}

    def run_in_it(subject: str, *work: Any, keep: sandbox.Keep | None = None) -> bytes:
        if mine := kinds.get(subject.partition(" `")[0]):
            keep = mine
            sandbox._idle.update((keep, idle[keep].pop()) for _ in idle[keep][:1])
        return run(subject, *work, keep=keep)

    def expect_it(keep: sandbox.Keep, *imports: str, meanwhile: tuple[str, ...] = ()) -> None:
        if keep == sandbox.PRESS:
            expect(keep, *imports, meanwhile=meanwhile)

    def keep_it(keep: sandbox.Keep | None, child: sandbox.Child) -> None:
        if keep in idle:
            idle[keep].append(child)
        else:
            put_back(keep, child)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sandbox, "run", run_in_it)
        patch.setattr(sandbox, "expect", expect_it)
        patch.setattr(sandbox, "_put_back", keep_it)
        yield
    for child in chain(*idle.values()):
        child.close()


@pytest.fixture
def reader(_only_reader: Callable[[], ReaderProcess]) -> ReaderProcess:
    """A process that reads PDFs back, for renders in this one."""
    return _only_reader()


@pytest.fixture(scope="session")
def outlined() -> Callable[[str], Outline]:
    """The Outline of a source given as YAML."""
    return lambda text: compose(validate(parse_yaml(text, "cv.yaml"), CV))


@pytest.fixture(scope="session")
def outline() -> Outline:
    """The Outline of ``wordfile.SOURCE``."""
    return outline_of(SOURCE)


@pytest.fixture(scope="session")
def word(outline: Outline) -> WordFile:
    """Its Word file in the theme classic."""
    return rendered(outline)


@pytest.fixture(scope="session")
def in_libreoffice(
    once: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, bytes]:
    """The PDFs that LibreOffice prints of ``judges.FOR_LIBREOFFICE``, all in one start of it."""
    folder = tmp_path_factory.mktemp("libreoffice")
    printed: dict[str, bytes] = once("libreoffice", lambda: by_libreoffice(FOR_LIBREOFFICE, folder))
    return printed


@pytest.fixture
def opened(made: Callable[..., Made]) -> Iterator[Callable[[str], pikepdf.Pdf]]:
    """The example as a PDF in a theme, as pikepdf (QPDF) opens it."""
    files: list[pikepdf.Pdf] = []

    def open_(look: str = "classic") -> pikepdf.Pdf:
        files.append(pikepdf.open(made("pdf", "example-full", look).path))
        return files[-1]

    yield open_
    for file in files:
        file.close()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where commands run: it has the shipped ``data`` and ``ada.yaml``."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "data", tmp_path / "data")
    (tmp_path / "ada.yaml").write_text(ADA, "utf-8")
    return tmp_path


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where letters are written: it has the CV of their sender, ``cv.yaml``."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cv.yaml").write_text(BYRON, "utf-8")
    return tmp_path


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Path]]:
    """``install("[cvrender.readers]\\na = mine:A", mine="A = …")``: modules as pip leaves them.

    The answer is the folder that they stand in.
    """
    site, laid = tmp_path / "site", []

    def lay(entry_points: str, **modules: str) -> Path:
        about = site / "plug_in-1.0.dist-info"
        about.mkdir(parents=True)
        (about / "METADATA").write_text("Metadata-Version: 2.1\nName: plug-in\nVersion: 1.0\n")
        (about / "entry_points.txt").write_text(entry_points, "utf-8")
        for name, code in modules.items():
            (site / f"{name}.py").write_text(code, "utf-8")
        laid.extend(modules)
        monkeypatch.syspath_prepend(site)
        forget()
        return site

    def forget() -> None:
        for known in (plugins._installed, theme.packages):
            known.cache_clear()
        for name in laid:
            sys.modules.pop(name, None)

    yield lay
    forget()


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """One Chromium; where there is none, the tests that want it are skipped."""
    with Chromium(tmp_path_factory.mktemp("profile")) as chromium:
        yield chromium
