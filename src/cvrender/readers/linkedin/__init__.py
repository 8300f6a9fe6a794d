"""The archive that LinkedIn gives to its users (a ZIP of CSV files) → the native shape.

``archive`` takes the tables of a CV out of it, ``cv`` gives their columns the names that JSON
Resume has for them. The columns' names are English in whatever language LinkedIn is used.
"""

from cvrender.readers.base import Reader
from cvrender.readers.linkedin.cv import recognises, translate

READER = Reader("linkedin", "LinkedIn", recognises, translate)
