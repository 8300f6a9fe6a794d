"""Icons: pictograms of contacts, our own drawings, as strokes that SVG and DrawingML share.

Each stands in a square of 16 units. They are decoration: the words beside them say it all, and no
network's trademark is among them.
"""

import re
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from cvrender.outline import Contact

SIDE, STROKE = 16, 1.5
"""The side of the square, and the thickness of the strokes, in units."""
SIZE, GAP, BETWEEN = 0.82, 0.38, 1.1
"""In ems of the words: the side of an icon, and its distance from them and from those before."""
_BEND = 0.5523
"""How far the control points of a quarter of a circle stand from its ends, in radii."""


def circle(x: float, y: float, r: float) -> str:
    """The path of a circle around ``x``, ``y``."""
    b = r * _BEND
    return (
        f"M {x - r:g} {y:g} C {x - r:g} {y - b:g} {x - b:g} {y - r:g} {x:g} {y - r:g}"
        f" C {x + b:g} {y - r:g} {x + r:g} {y - b:g} {x + r:g} {y:g}"
        f" C {x + r:g} {y + b:g} {x + b:g} {y + r:g} {x:g} {y + r:g}"
        f" C {x - b:g} {y + r:g} {x - r:g} {y + b:g} {x - r:g} {y:g} Z"
    )


ICONS = {
    "email": "M 1 2.8 L 15 2.8 L 15 13.2 L 1 13.2 Z M 1.4 3.6 L 8 8.8 L 14.6 3.6",
    "phone": "M 4 1 L 12 1 L 12 15 L 4 15 Z M 7 12.4 L 9 12.4",
    "location": (
        "M 8 15.2 C 4.6 11 2.8 8.7 2.8 6.1 C 2.8 3.2 5.1 0.9 8 0.9"
        " C 10.9 0.9 13.2 3.2 13.2 6.1 C 13.2 8.7 11.4 11 8 15.2 Z " + circle(8, 6.1, 1.8)
    ),
    "detail": circle(8, 4.6, 3.4)
    + " M 1.6 15.2 C 1.6 11.6 4.4 10 8 10 C 11.6 10 14.4 11.6 14.4 15.2",
    "website": (circle(8, 8, 7) + " M 8 1 C 4 5 4 11 8 15 C 12 11 12 5 8 1 Z M 1 8 L 15 8"),
    "link": (
        "M 7 4.8 L 9 2.8 C 10.3 1.5 12.1 1.5 13.3 2.7 C 14.5 3.9 14.5 5.7 13.2 7 L 11.2 9"
        " M 9 11.2 L 7 13.2 C 5.7 14.5 3.9 14.5 2.7 13.3 C 1.5 12.1 1.5 10.3 2.8 9 L 4.8 7"
        " M 5.8 10.2 L 10.2 5.8"
    ),
    "code": "M 5 3.6 L 1 8 L 5 12.4 M 11 3.6 L 15 8 L 11 12.4 M 9.4 2.2 L 6.6 13.8",
    "people": (
        circle(5.6, 5, 2.9) + " M 0.8 14.4 C 0.8 11.2 2.6 9.8 5.6 9.8 C 8.6 9.8 10.4 11.2 10.4 14.4"
        " M 10.4 2.1 C 12 2.1 13.3 3.4 13.3 5 C 13.3 6.6 12 7.9 10.4 7.9"
        " M 12.2 10 C 14.2 10.5 15.2 11.9 15.2 14.4"
    ),
    "paper": (
        "M 2.8 1 L 9.8 1 L 13.2 4.4 L 13.2 15 L 2.8 15 Z M 5.4 7.6 L 10.6 7.6 M 5.4 11 L 10.6 11"
    ),
    "talk": "M 1.2 2 L 14.8 2 L 14.8 11 L 8 11 L 4.4 14.6 L 4.4 11 L 1.2 11 Z",
}
"""SVG path data with the commands M, L, C and Z, absolute, by the icon's name."""

_KINDS = {
    "code": ("github.com", "gitlab.com", "codeberg.org", "bitbucket.org", "sr.ht"),
    "people": ("linkedin.com", "xing.com"),
    "paper": ("orcid.org", "scholar.google.com", "researchgate.net", "arxiv.org"),
    "talk": ("bsky.app", "mastodon.social", "x.com", "twitter.com"),
}
"""What a link leads to, by its host."""
_ICON_OF_HOST = {host: icon for icon, hosts in _KINDS.items() for host in hosts}


def icon(contact: Contact) -> str:
    """The name of the icon of ``contact``."""
    if contact.kind != "link":
        return contact.kind
    host = (urlsplit(contact.line.urls[0]).hostname or "") if contact.line.urls else ""
    return _ICON_OF_HOST.get(host.removeprefix("www."), "link")


def svg_url(name: str, color: str) -> str:
    """An icon as a ``data:`` URL, for style sheets."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}">'
        f'<path d="{ICONS[name]}" fill="none" stroke="{color}" stroke-width="{STROKE}"'
        ' stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )
    return f"data:image/svg+xml,{quote(svg, safe=' /:=')}".replace(" ", "%20")


def steps(path: str) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Each command of ``path`` and its coordinates, x before y."""
    for command, numbers in re.findall(r"([MLCZ])([^MLCZ]*)", path):
        yield command, tuple(map(float, numbers.split()))
