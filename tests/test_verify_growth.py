"""No comparison grows faster than the text: what is looked at is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from cvrender.extract import Extract
from cvrender.verify import alignment, deviations, verify
from cvrender.verify.normalize import breakable

if TYPE_CHECKING:
    from collections.abc import Callable

    from cvrender.outline import Outline

DAMAGES: dict[str, Callable[[list[str]], list[str]]] = {
    "whole": lambda lines: lines,
    "every other line lost": lambda lines: lines[:2] + lines[2::2],
    "all out of order": lambda lines: lines[:2] + lines[:1:-1],
    "all garbled": lambda lines: lines[:2] + [line.replace("item", "i tem") for line in lines[2:]],
    "lines added": lambda lines: [row for line in lines for row in (line, f"More {line[::-1]}")],
    "all twice": lambda lines: [row for line in lines for row in (line, line)],
    "signs added": lambda lines: [f"{line} %" for line in lines],
}


class Counted:
    """A pattern that counts the characters that it is given to look at."""

    seen = 0

    def __init__(self, wanted: str) -> None:
        self.pattern = breakable(wanted)

    def search(self, text: str, start: int, end: int) -> Any:
        Counted.seen += min(end, len(text)) - start
        return self.pattern.search(text, start, end)

    def match(self, text: str, start: int) -> Any:
        Counted.seen += 1
        return self.pattern.match(text, start)


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_looked_at_grows_with_the_text(
    outlined: Callable[[str], Outline], monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    monkeypatch.setattr(alignment, "breakable", Counted)
    monkeypatch.setattr(deviations, "_matcher", counting(deviations._matcher))
    monkeypatch.setattr(deviations, "_NEAR", 500)  # a bound, which short texts do not reach
    counts = []
    for number in (100, 400):
        bullets = ", ".join(f"Wrote the item n{i} of it" for i in range(number))
        outline = outlined(f"name: Ada\nsections: [{{title: Work, bullets: [{bullets}]}}]")
        Counted.seen = 0
        rows = DAMAGES[damage](list(map(str, outline.lines())))
        verify(outline, Extract("", "\n".join(rows)))
        counts.append(Counted.seen)
    assert counts[1] <= 5 * max(counts[0], 100)


def counting(matcher: Callable[[str, str], Any]) -> Callable[[str, str], Any]:
    def counted(wanted: str, found: str) -> Any:
        Counted.seen += len(found)
        return matcher(wanted, found)

    return counted
