"""Decoration: what a renderer writes between two lines of an Outline, by their roles.

That is a colon behind a label, a comma between a title and its dates, a separator between two
contacts, a bullet before a list item: signs that the theme or the format adds, and no others.
"""

import re
from collections.abc import Iterable
from functools import cache

from cvrender.outline import Line, Role
from cvrender.theme import Typesetting

_FORMAT_BULLETS, _FORMAT_SEPARATORS = {"-"}, {"·"}
"""Those of plain text and Markdown, whatever the theme; on a page there are no such bullets."""
_FORMAT_JOINTS = {","}
_HEAD = (
    *("title", "organization-title", "organization", "location", "dates"),
    *("authors", "venue", "doi", "url", "publication", "number"),
)
"""The roles of an entry's head: its theme says which of them run on in one line."""
_ANY_SIGNS = r"[\W_]*"
_SIGNS_APART = r"[:;,.)\]}»”]*(?:(?: [^\w\s]+)* [(\[{«“]?)?"
"""Signs with blanks around them, and the punctuation that stands at a word."""


class Decoration:
    """The decoration of one file.

    In a file that somebody else's renderer wrote, or a page that somebody else's theme set, it is
    not known which signs are added; in right-to-left rows, not in which order.
    """

    def __init__(
        self,
        typesetting: Typesetting,
        foreign: bool = False,
        reordered: bool = False,
        drawn: bool = False,
    ) -> None:
        bullets = typesetting.bullets | (frozenset() if drawn else _FORMAT_BULLETS)
        separators = typesetting.separators | _FORMAT_SEPARATORS
        joints = typesetting.joints | _FORMAT_JOINTS | separators
        self.signs = frozenset("".join((":,", *bullets, *joints)))
        """All characters of it, where those are known."""
        self.bullets = _one_of(bullets)
        self.separators = _one_of(separators)
        self.joints = _one_of(joints)
        # A blank stands behind a letter alone, and before a dash.
        self.head_joints = f"(?: ?{_one_of(joints - {'–'})}{'| –' if '–' in joints else ''})?"
        self.any_order: str | None = None
        self.is_known = not foreign and typesetting.capitals is not None
        if not self.is_known:
            self.any_order = _ANY_SIGNS if foreign else _SIGNS_APART
        elif reordered:
            self.any_order = rf"(?:\s|:|,|{self.joints}|{self.bullets})*"
        self.between = cache(self._between)

    def ends(self, content: str, start: int, before: Line | None, after: Line | None) -> range:
        """Where the decoration from ``start`` on may end, and ``after`` begin; the last first."""
        match = self.between(_role(before), _role(after)).match(content, start)
        assert match is not None  # it may be empty
        return range(match.end(), start - 1, -1)

    def fills(
        self, content: str, start: int, end: int, before: Line | None, after: Line | None
    ) -> bool:
        """Whether nothing else stands between both places."""
        between = self.between(_role(before), _role(after))
        return between.fullmatch(content, start, end) is not None

    def leading_bullet(self, row: str, text: str) -> str:
        """The bullet that ``row`` has before its ``text``, and a blank; empty where it has none.

        Where the row begins with right-to-left words, readers may give the bullet at its end.
        """
        match = re.match(f" *({self.bullets})|.* ({self.bullets}) *$", row)
        sign = match[1] or match[2] if match else ""
        is_own = text.startswith(sign) and not row.replace(sign, "", 1).strip().startswith(sign)
        return f"{sign} " if sign and not is_own else ""

    def _between(self, before: Role | None, after: Role | None) -> re.Pattern[str]:
        if self.any_order is not None:
            return re.compile(self.any_order)
        bullet = f"(?:{self.bullets} )?" if after in ("bullet", "number") else ""
        return re.compile(f"{self._separator(before, after)} ?{bullet}")

    def _separator(self, before: Role | None, after: Role | None) -> str:
        if before == "label" and after in ("fact", "keywords"):
            return "(?: ?:)?"
        if before in _HEAD and after in _HEAD:
            return self.head_joints
        if (before, after) in (("contact", "contact"), ("fact", "label")):
            return f"(?: ?{self.separators})?"
        return ""


def _role(line: Line | None) -> Role | None:
    return line.role if line is not None else None


def _one_of(signs: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, sorted(signs)))})"
