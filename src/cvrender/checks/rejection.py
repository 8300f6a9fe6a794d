"""Rejection: the error that a check raises for a value that is not valid."""

from collections.abc import Callable
from typing import NoReturn

from pydantic_core import PydanticCustomError


def reject(code: str, message: str, hint: str = "", **context: str | int) -> NoReturn:
    """Raise a pydantic error that ``validate`` turns into a Fault with this code and message.

    ``at`` is a further step of the path to the mistake; ``at_key`` places it at the key.
    """
    raise PydanticCustomError(code, "{message}", {"message": message, "hint": hint, **context})


def accepted(check: Callable[[str], str], value: str) -> str:
    """``value`` as ``check`` gives it; empty where it rejects it."""
    try:
        return check(value)
    except PydanticCustomError:
        return ""
