"""What the texts of an anonymous CV, and its finished files, tell of its person all the same."""

from cvrender.identity.clues import Identity
from cvrender.identity.refusal import check_anonymous

__all__ = ["Identity", "check_anonymous"]
