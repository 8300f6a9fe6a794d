"""The tests themselves: those of a group run in one worker, which has what they share."""

import pytest


@pytest.mark.xdist_group("itself")
def test_the_group_of_a_test_stands_in_its_name_for_xdist(request: pytest.FixtureRequest) -> None:
    grouped = getattr(request.config.option, "loadgroup", False)
    assert request.node.nodeid.endswith("@itself") is grouped
