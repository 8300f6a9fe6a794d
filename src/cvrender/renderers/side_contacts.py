"""Contacts of a sidebar: their size, and where an address that is too long goes on below.

Widths are those of ``line_fit``, in the regular weight that contacts have.
"""

from collections.abc import Iterable

from cvrender.outline import Contact
from cvrender.renderers import icons
from cvrender.renderers.line_fit import ems
from cvrender.theme.measures import to_points
from cvrender.theme.tokens import Tokens

_SMALLEST = 8.5
"""Points; smaller addresses are a strain to read."""
_BEFORE, _BEHIND = "-", "@/._"
"""A line may begin with the one, and end with the others: readers drop a hyphen at its end."""
_BEST = "@/"


def size(contacts: Iterable[Contact], tokens: Tokens) -> float:
    """In points: the theme's small size, or as much less as takes every address whole.

    Where nothing legible does, the theme's size: long addresses are broken.
    """
    words = (word for contact in contacts for word in str(contact.line).split())
    widest = max((ems(word, tokens.fonts.body) for word in words), default=0.0)
    small, width = to_points(tokens.sizes.small), to_points(tokens.sidebar.width)
    whole = width / max(widest + _icon(tokens), 0.1)
    return min(small, whole) if whole >= min(small, _SMALLEST) else small


def pieces(address: str, size: float, tokens: Tokens) -> tuple[str, ...]:
    """``address``, set in ``size`` points, in parts that the sidebar takes in a line each.

    A part that has no place for a break is left as long as it is.
    """
    room = to_points(tokens.sidebar.width) / size - _icon(tokens)

    def fits(part: str) -> bool:
        return ems(part, tokens.fonts.body) <= room

    parts, rest = [], address
    while not fits(rest) and (ends := [at for at in _breaks(rest) if fits(rest[:at])]):
        end = max(ends, key=lambda at: (fits(rest[at:]) and (1 + (rest[at - 1] in _BEST)), at))
        parts.append(rest[:end])
        rest = rest[end:]
    return (*parts, rest)


def _icon(tokens: Tokens) -> float:
    """The ems that an icon takes of each line."""
    return icons.SIZE + icons.GAP if tokens.contacts.icons else 0


def _breaks(address: str) -> Iterable[int]:
    """Where it may go on in the next line."""
    for at in range(1, len(address)):
        if address[at] in _BEFORE or (address[at - 1] in _BEHIND and address[at] not in _BEHIND):
            yield at
