"""What a check raises for a value that cannot be meant, with the words for its author."""

from __future__ import annotations

from typing import NoReturn

from pydantic_core import PydanticCustomError

from cvrender.errors import quoted

__all__ = ["did_you_mean", "wrong"]


def wrong(code: str, message: str, hint: str = "", **context: str | bool) -> NoReturn:
    """Raise what ``validate`` turns into a Fault.

    ``at`` leads further into the value, where the mistake is; ``at_key`` says that it is the key.
    """
    raise PydanticCustomError(code, "{message}", {"message": message, "hint": hint, **context})


def did_you_mean(meant: str) -> str:
    """The question as a hint; no hint where nothing is meant."""
    return f"did you mean {quoted(meant)}?" if meant else ""
