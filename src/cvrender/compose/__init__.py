"""Compose: a CV, or a letter with the CV of its sender → Outline."""

from cvrender.compose.cv import compose, name
from cvrender.compose.person import address
from cvrender.compose.texts import NO_FILES

__all__ = ["NO_FILES", "address", "compose", "name"]
