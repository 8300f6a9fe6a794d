"""Europass XML → a JSON Resume, and that → the native shape.

``passport`` reads the SkillsPassport of 2013 to 2020 (version 3), ``candidate`` the Candidate of
HR-XML that the Europass portal writes since, and puts into its PDFs. ``elements`` is what both
have: dates, places, addresses; ``skills`` how well a language is spoken.
"""

from cvrender.readers.base import Reader, Translation
from cvrender.readers.europass import candidate, passport
from cvrender.syntax.nodes import Node


def _recognises(node: Node) -> bool:
    return candidate.recognises(node) or passport.recognises(node)


def _translate(node: Node) -> Translation:
    if candidate.recognises(node):
        return candidate.translate(node)
    return passport.translate(node)


READER = Reader("europass", "Europass", _recognises, _translate)
