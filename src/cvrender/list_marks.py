"""List marks: what stands before the items of a list that was typed by hand."""

import re

ITEM = re.compile(
    r"(\s*)(?![-+–—]\s+\d[\d.,]*\s*%)"  # + 5 % has a sign
    r"[-*+•·▪●○■‣⁃◦–—►▶❖◆◇➢➤✓✔\uf0a7\uf0b7]"  # the last two are what Word pastes
    r"(?:\s+|(?<=[•·▪●■►▶❖◆➢➤✓✔\uf0a7\uf0b7]))(\S.*)"
)
"""An item: its indent, and its words."""


def behind_mark(line: str) -> tuple[int, str] | None:
    """How far a line with the mark of a list is indented, and its words; None without a mark."""
    match = ITEM.fullmatch(line.rstrip())
    return (len(match[1]), match[2]) if match else None
