"""Metadata that follows ``cvrender.REPOSITORY``: project URLs, and a README without relative links.

A package index shows the README outside of the repository, where ``docs/faults.md`` is no address.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_PICTURE = re.compile(r"""(!\[[^\]]*\]\(|\bsrc=")(?!\w+:)""")
_LINK = re.compile(r"""(\]\(|\bhref=")(?!\w+:|#)""")
_PAGES = {
    "Repository": "",
    "Documentation": "/blob/main/docs",
    "Changelog": "/blob/main/CHANGELOG.md",
    "Issues": "/issues",
}


class RepositoryMetadata(MetadataHookInterface):
    """Adds what ``[project]`` in pyproject.toml calls dynamic, but for the version."""

    def update(self, metadata: dict[str, Any]) -> None:
        root = Path(self.root)
        package = (root / "src" / "cvrender" / "__init__.py").read_text("utf-8")
        repository = re.findall(r'^REPOSITORY = "(.+)"$', package, re.MULTILINE)[0]
        metadata["urls"] = {name: f"{repository}{page}" for name, page in _PAGES.items()}
        text = absolute((root / "README.md").read_text("utf-8"), repository)
        metadata["readme"] = {"content-type": "text/markdown", "text": text}


def absolute(readme: str, repository: str) -> str:
    """``readme`` with whole addresses: ``raw`` for pictures, ``blob`` for what is linked."""
    shown = _PICTURE.sub(rf"\g<0>{repository}/raw/main/", readme)
    return _LINK.sub(rf"\g<0>{repository}/blob/main/", shown)
