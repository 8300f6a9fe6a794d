"""How the tests are run: in which order, by whom, with what around them.

What many of them look at stands in ``shared.py``.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

# What a shell starts behind its back ignores Ctrl-C, and so would all that the tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Commands that are started keep their byte code, as for anybody, and share a cache of the tests.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
os.environ["CVRENDER_CACHE"] = str(Path(__file__).parents[1] / ".pytest_cache" / "cvrender")

FEW = 4
"""How many tests of a module that share nothing are handed out together."""


@pytest.hookimpl(tryfirst=True)  # xdist chooses next
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Workers keep to the groups of tests, however many are asked for."""
    if config.getoption("numprocesses", None) and config.option.dist == "no":
        config.option.dist = "loadgroup"


@pytest.hookimpl(tryfirst=True)  # a profile of hypothesis is chosen next
def pytest_configure(config: pytest.Config) -> None:
    """Import what tests share, early where a profile that stands there is asked for."""
    if config.getoption("--hypothesis-profile"):
        config.pluginmanager.import_plugin("shared")


@pytest.hookimpl(trylast=True)  # coverage has begun to look
def pytest_sessionstart(session: pytest.Session) -> None:
    """Import what tests share, which takes a second; who starts workers alone is spared it."""
    if not session.config.getoption("numprocesses", None):
        gc.disable()  # until all is collected: none of it is garbage
        session.config.pluginmanager.import_plugin("shared")


@pytest.hookimpl(wrapper=True, tryfirst=True)  # xdist looks at the groups next
def pytest_collection_modifyitems(items: list[pytest.Function]) -> Iterator[None]:
    """One worker runs all tests of a theme, or of what LibreOffice prints: it has the files.

    So it does with one test of many parameters, and with a few others of a module: for each group
    that is left, xdist takes time at the end of every test.
    """
    for number, item in enumerate(items):
        params = item.callspec.params if hasattr(item, "callspec") else {}
        part = item.function.__code__.co_firstlineno if params else f"part-{number // FEW}"
        one = params.get("look", f"{item.path.stem}-{part}")
        group = "libreoffice" if "in_libreoffice" in item.fixturenames else one
        if not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(str(group)))
    yield
    for item in items:
        if grouped := vars(item).get("_nodeid"):  # where xdist 3.8 names the group; pytest 9.2 does
            item._id = type(item._id).parse(grouped)  # not look there, and scatters its tests
