"""JSON Resume (1.x, and the keys of 0.0.0) → the native shape; as JSON or as YAML.

Real files have many more keys than https://jsonresume.org/schema: synonyms are read alike, any
other list becomes a section, and what has no place in a CV is reported. ``resume`` recognises a
file, ``basics`` reads the person, ``sections`` the lists below, whose items ``entries`` and
``lists`` read; ``reactive_resume`` unpacks the files of that program. Of a file that cvrender wrote
and nobody edited, only ``x-cvrender`` is read.
"""

from cvrender.readers.base import Reader
from cvrender.readers.json_resume.resume import recognises, translate

READER = Reader("jsonresume", "JSON Resume", recognises, translate)
