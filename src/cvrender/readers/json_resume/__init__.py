"""JSON Resume (1.x, and the keys of 0.0.0) → the native shape; as JSON or as YAML.

Real files know many more keys than https://jsonresume.org/schema: what people write for the same
thing is read alike, a list of anything else becomes a section, and what has no place is told.
``resume`` recognises a file, ``basics`` reads who the person is, ``sections`` the lists below, of
which ``entries`` and ``lists`` read the items; ``extension`` and ``literal`` read what our own
files hold beyond the schema.
"""

from __future__ import annotations

from cvrender.readers.base import Reader
from cvrender.readers.json_resume.resume import recognises, translate

__all__ = ["READER"]

READER = Reader("jsonresume", "JSON Resume", recognises, translate)
