"""``x-cvrender``: the key of a JSON Resume that holds the whole CV in cvrender's own shape.

::

    {"basics": …, "work": …, "x-cvrender": {"digest": "5d1c…", "cv": {"name": …, "sections": …}}}

``cv`` has the keys of a YAML source; its texts are Markdown. ``digest`` is the SHA-256, in
hexadecimal digits, of all other keys of the document as canonical JSON: keys sorted, no white
space, ASCII. Where it matches, nothing beside the key was edited, and ``cv`` is the document.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

KEY = "x-cvrender"


def added(resume: Mapping[str, Any], cv: Any) -> dict[str, Any]:
    """``resume`` with ``cv`` under the key, sealed by the digest of all the rest."""
    return {**resume, KEY: {"digest": _digest(resume), "cv": cv}}


def is_current(resume: Mapping[str, Any]) -> bool:
    """Whether ``resume`` has the key, and the rest is still what it was when that was written."""
    held = resume.get(KEY)
    rest = {key: value for key, value in resume.items() if key != KEY}
    return isinstance(held, dict) and "cv" in held and held.get("digest") == _digest(rest)


def _digest(rest: Mapping[str, Any]) -> str:
    text = json.dumps(rest, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
