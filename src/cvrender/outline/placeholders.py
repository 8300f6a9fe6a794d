"""Placeholders: what a Word template says in double braces, and the words that stand there."""

import re
from collections.abc import Mapping

from cvrender.outline.document import Outline

PLACEHOLDER = re.compile(r"\{\{\s*(\w+)\s*\}\}")
CV = "cv"
"""The paragraph in whose place the CV stands."""
DAY = "date"
NAMES = (CV, "name", "headline", DAY)


def is_place(text: str) -> bool:
    """Whether a paragraph says where the CV stands, and nothing else."""
    found = PLACEHOLDER.fullmatch(text.strip())
    return found is not None and found[1].casefold() == CV


def words(outline: Outline) -> Mapping[str, str]:
    """What stands for each placeholder but that of the CV."""
    return {"name": str(outline.name), "headline": str(outline.headline or ""), DAY: outline.day}
