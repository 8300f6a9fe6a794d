"""A finished file → its text, links and images, read by libraries that did not write it."""

from cvrender.extract.base import Extract, Link
from cvrender.extract.dispatch import (
    extract,
    extract_parts,
    extract_template,
    extract_untrusted,
    format_of,
)

__all__ = [
    "Extract",
    "Link",
    "extract",
    "extract_parts",
    "extract_template",
    "extract_untrusted",
    "format_of",
]
