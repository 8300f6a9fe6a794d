"""The Outline: what a reader must see, in order, with no looks: of a CV, or of a letter."""

from cvrender.line import Line, Role
from cvrender.outline.document import Outline
from cvrender.outline.parts import Bullet, Closing, Contact, Entry, Fact, HeadRow, Photo, Section

__all__ = [
    "Bullet",
    "Closing",
    "Contact",
    "Entry",
    "Fact",
    "HeadRow",
    "Line",
    "Outline",
    "Photo",
    "Role",
    "Section",
]
