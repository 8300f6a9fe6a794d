"""Typesetting: what a theme's pages add to the words of an Outline, or do without."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cvrender.outline import Role


CITED = frozenset((".", ",", ";", "(", ").", ", “", "“", ",”", "”"))
"""The signs between the texts of a citation, in any style."""

COMMAS = frozenset(",،、")
"""Those of all languages: a theme's is the one of the words that it parts."""


class Typesetting(NamedTuple):
    """Capitals, bullets and separators; by default those of the built-in themes, in any case."""

    capitals: frozenset[Role] | None = frozenset()
    """The roles of the lines that a page sets in capitals.

    None where a page or a style sheet that is not built in may set any line so, and add signs.
    """
    bullets: frozenset[str] = frozenset("•–·")
    separators: frozenset[str] = frozenset("·|")
    joints: frozenset[str] = frozenset(",–|")
    """The signs between the texts of an entry's head."""
    links: bool = True
    """Whether words are linked."""
