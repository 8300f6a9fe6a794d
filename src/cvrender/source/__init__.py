"""Source: a file → a CV or a letter, and where in it each value stands."""

from cvrender.source.reading import holds_letter, of, read
from cvrender.source.source import Source

__all__ = ["Source", "holds_letter", "of", "read"]
