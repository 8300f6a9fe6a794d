"""Sheet: all that WeasyPrint is given of a document, as texts that another process can take."""

from typing import NamedTuple

from cvrender.renderers.html.resource_policy import Files


class Area(NamedTuple):
    """The text area of a page in points: its upper and lower end from the paper's top."""

    top: float
    foot: float
    height: float


class Sheet(NamedTuple):
    """A page to be printed: HTML, style sheets, and the theme that they are of."""

    html: str
    css: tuple[str, ...]
    files: Files
    area: Area
    beside: bool = False
    """Whether it has a sidebar, which must end on the first page."""
