"""How many examples a property is tried with."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

__all__ = ["THOROUGH", "examples"]

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
