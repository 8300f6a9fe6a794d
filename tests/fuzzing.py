"""How many examples a property is tried with."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

__all__ = ["examples"]

_THOROUGH = settings().max_examples > 1_000


def examples(few: int, many: int = 20_000) -> settings:
    """``few``, always the same, in a usual run of the tests; ``many`` in ``make fuzz``."""
    return settings(
        max_examples=many if _THOROUGH else few,
        derandomize=not _THOROUGH,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
