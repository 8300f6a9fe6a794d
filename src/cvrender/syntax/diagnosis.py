"""Diagnosis: a failure of the YAML parser → the mistake that a person made.

The parser names the token it did not expect, often lines below the mistake. The rules here look
at the text around that place; each knows one mistake, and the first that recognises its own speaks.
They go by what libyaml and PyYAML have in common, so both give the same words.
"""

from collections.abc import Callable

from cvrender.errors import QUOTE_IT
from cvrender.syntax import indentation, punctuation
from cvrender.syntax.parse_failure import Failure, SyntaxMistake


def explain(failure: Failure) -> SyntaxMistake:
    """The mistake behind ``failure``, in the words of a person."""
    found = filter(None, (rule(failure) for rule in _RULES))
    unknown = "the file cannot be read as YAML from here on"
    return next(
        found, SyntaxMistake(failure.at, "yaml-syntax", unknown, f"{QUOTE_IT} if it is text")
    )


_RULES: tuple[Callable[[Failure], SyntaxMistake | None], ...] = (
    indentation.conflict,
    punctuation.in_odd_space,
    punctuation.tab,
    punctuation.escape,
    punctuation.unclosed_quote,
    punctuation.after_quote,
    punctuation.special_start,
    punctuation.bracket,
    indentation.list_on_key_line,
    indentation.key_without_colon,
    indentation.unexpected_colon,
    punctuation.no_key,
    indentation.after_end,
    indentation.misaligned,
)
