"""Where YAML's parser gave up → the mistake that a person made there.

The parser names the token it did not expect, often lines below the mistake. The rules here look
at the text around that place; each knows one mistake, and the first that recognises its own speaks.
They go by what libyaml and PyYAML have in common, so both give the same words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvrender.errors import QUOTE_IT
from cvrender.syntax import layout, marks
from cvrender.syntax.failure import Failure, Mistake

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Failure", "Mistake", "explain"]


def explain(failure: Failure) -> Mistake:
    """The mistake behind ``failure``, in the words of a person."""
    found = filter(None, (rule(failure) for rule in _RULES))
    unknown = "YAML cannot be read from here on"
    return next(found, Mistake(failure.at, "yaml-syntax", unknown, f"{QUOTE_IT} if it is text"))


_RULES: tuple[Callable[[Failure], Mistake | None], ...] = (
    layout.conflict,
    marks.in_odd_space,
    marks.tab,
    marks.escape,
    marks.unclosed_quote,
    marks.after_quote,
    marks.special_start,
    marks.bracket,
    layout.list_on_key_line,
    layout.key_without_colon,
    layout.unexpected_colon,
    marks.no_key,
    layout.after_end,
    layout.misaligned,
)
