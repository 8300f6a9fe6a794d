"""Print CSS: the @page rules (CSS Paged Media 3) and the @font-face rules (CSS Fonts 4)."""

from urllib.parse import quote

from cvrender import layouts
from cvrender.outline import Outline
from cvrender.renderers.html import css_tokens, page_footer
from cvrender.renderers.letter_page import MARK_FROM_EDGE, MARK_LENGTH, MARK_WIDTH
from cvrender.theme import Theme, panel
from cvrender.theme.measures import to_points
from cvrender.theme.tokens import Tokens


def page_rules(outline: Outline, theme: Theme, beside: bool) -> str:
    """Paper, margins and footer; ``beside`` with the panel of a sidebar beside the text."""
    width, height = theme.tokens.page.paper
    rule = f"@page {{ size: {width}pt {height}pt; margin: {_margins(theme.tokens)} }}"
    letters = f"html {{ {css_tokens.LETTERS_APART} }}"
    beneath = _panel(outline, theme.tokens) if beside else ""
    if outline.letter is not None:
        beneath = _marks(layouts.load(outline.letter.layout).fold_marks, theme.tokens)
    return rule + letters + beneath + page_footer.rules(outline, theme.tokens)


def _margins(tokens: Tokens) -> str:
    margin = tokens.page.margin
    return f"{margin.top} {margin.right} {margin.bottom} {margin.left}"


def _marks(tops: tuple[str, ...], tokens: Tokens) -> str:
    """Where a letter is folded, as short rules near the left edge of its first page."""
    if not tops:
        return ""
    (width, height), margin = tokens.page.paper, tokens.page.margin
    path = "".join(f"M{MARK_FROM_EDGE:g} {to_points(top):g}h{MARK_LENGTH:g}" for top in tops)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}">'
        f'<path d="{path}" stroke="{tokens.colors.rule}" stroke-width="{MARK_WIDTH:g}"/></svg>'
    )
    # A page's background is placed from its text area, and has to reach the paper's corner.
    return (
        f'@page :first {{ background: url("data:image/svg+xml,{quote(svg)}") no-repeat;'
        f" background-size: {width:g}pt {height:g}pt;"
        f" background-position: -{to_points(margin.left):g}pt -{to_points(margin.top):g}pt; }}"
    )


def _panel(outline: Outline, tokens: Tokens) -> str:
    """The panel behind the sidebar, up to the paper's edges, and the margins beside it."""
    pages = " :first" if tokens.sidebar.pages == "first" else ""
    edge, fill = panel.edge(tokens, outline.direction), panel.inks(tokens).panel
    away = "left" if panel.stands_right(tokens, outline.direction) else "right"
    beside = panel.beside(tokens, outline.direction)
    margin, (width, height) = beside.page.margin, tokens.page.paper
    # A page's background is placed from its text area, and has to reach the paper's corner.
    return (
        f"@page{pages} {{ margin: {_margins(beside)};"
        f" background: linear-gradient(to {away}, {fill} {edge:g}pt, #ffffff {edge:g}pt) no-repeat;"
        f" background-size: {width}pt {height}pt;"
        f" background-position: -{to_points(margin.left):g}pt -{margin.top}; }}"
    )
