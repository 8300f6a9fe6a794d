"""Versions: of cvrender, of every library that it needs, of plug-ins, and of Pango.

Files that were made by other versions may look different today.
"""

import re
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution, entry_points

from cvrender.system import pango_version

_VERSION = re.compile(r"^Version: (.+)", re.MULTILINE)
_NEEDS = re.compile(r"^Requires-Dist: ([\w.-]+)(?!.*\bextra ==)", re.MULTILINE)


@cache
def versions() -> tuple[tuple[str, str], ...]:
    """Each package with its version, and those that they need; "" for what is not installed."""
    found: dict[str, str] = {}
    packages = ["cvrender", *_plugins()]
    while packages:
        name = re.sub(r"[-_.]+", "-", packages.pop()).lower()
        if name not in found:
            fields = _fields(name)
            found[name] = "".join(_VERSION.findall(fields))
            packages += _NEEDS.findall(fields)
    return (*sorted(found.items()), ("Pango", pango_version()))


def _plugins() -> list[str]:
    installed = entry_points()
    groups = (installed.select(group=f"cvrender.{group}") for group in ("readers", "renderers"))
    return [point.dist.name for group in groups for point in group if point.dist]


def _fields(package: str) -> str:
    """The head of a package's core metadata; its own parser takes five times as long."""
    try:
        found = distribution(package)
    except PackageNotFoundError:
        return ""
    text = found.read_text("METADATA") or found.read_text("PKG-INFO") or ""
    return text.partition("\n\n")[0]
