"""How many examples a property is tried with, and in how many themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["THOROUGH", "examples", "some"]

THOROUGH = settings().max_examples > 1_000
"""Whether this is ``make fuzz``."""


def examples(few: int, many: int = 20_000) -> settings:
    """``few``, always the same, in a usual run of the tests; ``many`` in ``make fuzz``."""
    return settings(
        max_examples=many if THOROUGH else few,
        derandomize=not THOROUGH,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


def some(every: Iterable[str], *few: str) -> list[str]:
    """``few`` of ``every`` in a usual run of the tests; all in ``make fuzz``."""
    return sorted(every if THOROUGH else few)
