"""What a check raises for a value that cannot be meant, with the words for its author."""

from __future__ import annotations

from typing import NoReturn

from pydantic_core import PydanticCustomError

__all__ = ["reject"]


def reject(code: str, message: str, hint: str = "", **context: str | bool) -> NoReturn:
    """Raise what ``validate`` turns into a Fault.

    ``at`` leads further into the value, where the mistake is; ``at_key`` says that it is the key.
    """
    raise PydanticCustomError(code, "{message}", {"message": message, "hint": hint, **context})
