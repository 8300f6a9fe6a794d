"""Codes of faults: what each means, as ``fault_codes.toml`` has it."""

from collections.abc import Mapping

from cvrender.data_file import table


def meanings() -> Mapping[str, str]:
    """All codes with their meanings."""
    return table(__file__, "fault_codes.toml")
