"""Codes of faults: what each means, as ``fault_codes.toml`` has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvrender.data_file import table

if TYPE_CHECKING:
    from collections.abc import Mapping


def meanings() -> Mapping[str, str]:
    """All codes with their meanings."""
    return table(__file__, "fault_codes.toml")
