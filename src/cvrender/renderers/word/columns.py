"""Columns: the text, and beside it a sidebar, as the two cells of a table.

Of text boxes, frames and tables, only the words of a table are where readers look for them:
LibreOffice leaves the others out of a plain text, and sets them last in a PDF.
"""

from collections.abc import Iterable
from typing import NamedTuple, Self

from cvrender.outline import Outline
from cvrender.renderers import side_contacts
from cvrender.renderers.sidebar import has_sidebar
from cvrender.renderers.word.formatting import fill, twips
from cvrender.renderers.word.runs import Paragraph, empty
from cvrender.renderers.word.theme_part import ThemeColor
from cvrender.renderers.word.xml import Xml, element, value
from cvrender.theme import panel
from cvrender.theme.tokens import Tokens


def has_column(outline: Outline, tokens: Tokens) -> bool:
    """Whether a Word file of ``outline`` has a sidebar beside its text."""
    return tokens.word.sidebar == "column" and has_sidebar(outline, tokens)


class Columns(NamedTuple):
    """The tokens of the text and of a sidebar, each as if the page were as wide as its column."""

    page: Tokens
    text: Tokens
    side: Tokens | None
    """None where there is no sidebar."""
    stands_right: bool = False
    """Whether that is at the right edge of the paper."""
    holds_all: bool = False
    """Whether all of the text stands in the table. Programs disagree from which edge one is
    indented that reads from right to left: it has to reach as far beyond either margin. Otherwise
    a panel stands in the margin, and the text below its table is like any other."""
    edge: float = 0
    """The width of the panel, from the paper's edge."""

    @classmethod
    def of(cls, outline: Outline, tokens: Tokens) -> Self:
        """The columns of ``outline``."""
        if not has_column(outline, tokens):
            return cls(tokens, tokens, None)
        small = f"{side_contacts.size(outline.contacts, tokens):g}pt"
        side = panel.within(tokens).changed(sizes={"small": small})
        direction = outline.direction
        text = panel.beside(tokens, direction)
        right = panel.stands_right(tokens, direction)
        edge = panel.edge(tokens, direction)
        return cls(tokens, text, side, right, right or direction == "rtl", edge)

    @property
    def margins(self) -> Tokens:
        """The tokens whose margins the pages have."""
        return self.page if self.holds_all else self.text

    @property
    def name_indents(self) -> tuple[float, float]:
        """Left and right indent of the name block: on a band, it is as wide as the paper."""
        on_band, taken = self.page.header.fill != "none", panel.taken(self.page)
        if self.side is None or on_band == self.holds_all:
            return 0, 0
        indent = -taken if on_band else taken
        return (indent, 0) if self.page.sidebar.side == "left" else (0, indent)

    def panel(self, top: float) -> tuple[str, float, float, float]:
        """The panel from ``top`` to the paper's foot: its side, its top, its width, its height."""
        side = "right" if self.stands_right else "left"
        return side, top, self.edge, self.page.page.paper[1] - top


class Table(NamedTuple):
    """A sidebar, and the text beside it, which is read after it."""

    columns: Columns
    color: ThemeColor
    """Of the panel: what programs without shapes show of it."""
    side: tuple[Paragraph, ...]
    text: tuple[Paragraph, ...]

    def element(self) -> Xml:
        """``w:tbl`` (17.4.37) of one row, which pages may divide."""
        taken, room = panel.taken(self.columns.page), panel.ROOM
        in_margin = 0 if self.columns.holds_all else taken
        widths = [twips(taken), twips(self.columns.text.page.text_width + 2 * room)]
        margins = (element(f"w:{name}", w=twips(room), type="dxa") for name in ("left", "right"))
        properties = element(
            "w:tblPr",
            value("w:bidiVisual", "on" if self.columns.stands_right else "off"),
            element("w:tblW", w=sum(widths), type="dxa"),
            element("w:tblInd", w=-twips(room + in_margin), type="dxa"),
            element("w:tblLayout", type="fixed"),
            element("w:tblCellMar", *margins),
        )
        grid = element("w:tblGrid", *(element("w:gridCol", w=width) for width in widths))
        side = _cell(widths[0], self.side or (empty(),), fill(self.color))
        text = _cell(widths[1], self.text or (empty(),))
        return element("w:tbl", properties, grid, element("w:tr", side, text))


def _cell(width: int, paragraphs: Iterable[Paragraph], shade: Xml | None = None) -> Xml:
    """``w:tc`` (17.4.65)."""
    properties = element("w:tcPr", element("w:tcW", w=width, type="dxa"), shade)
    return element("w:tc", properties, *(paragraph.element() for paragraph in paragraphs))
