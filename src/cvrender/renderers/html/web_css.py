"""Web CSS: rules for a screen beyond the printed page: more room, dark colours, and a print sheet.

The dark colours are the theme's own hues, made lighter until they reach the contrast that WCAG 2.2
asks for (1.4.3, 1.4.11); a theme needs to say nothing about them.
"""

from bisect import bisect_left
from colorsys import hls_to_rgb, rgb_to_hls

from cvrender.outline import Outline
from cvrender.renderers.html import page_footer
from cvrender.renderers.html.css_tokens import LETTERS_APART
from cvrender.renderers.sidebar import has_sidebar
from cvrender.theme import panel
from cvrender.theme.color import WHITE, channels, contrast, tint
from cvrender.theme.measures import to_points
from cvrender.theme.tokens import Tokens

_BLACK = "#14171b"
_NO_LIGHT = "#000000"
_PANEL_LIGHTNESS = 0.15
_LEAST_CONTRAST, _MOST_CONTRAST, _RULE_CONTRAST = 6.0, 12.0, 1.9
_DARKER = 0.75
"""The part that a colour keeps of its contrast on paper: what stands out there does so here."""
_STEP = 0.01
_LINE_HEIGHT = 1.5
_ROOM = {
    "section": 2.5,
    "title": 0.7,
    "entry": 1.5,
    "paragraph": 0.5,
    "bullet": 0.3,
    "header": 2.2,
}
"""The least gaps, in rem: a screen has more room than paper."""


def stylesheet(outline: Outline, tokens: Tokens) -> str:
    """Rules that follow the theme's own."""
    dark = "".join(f" --color-{name}: {color};" for name, color in _dark(tokens).items())
    as_text = "".join(f" --panel-{name}: var(--color-{name});" for name in panel.Inks._fields[1:])
    return (
        f"{_paper(outline, tokens)}{page_footer.rules(outline, tokens)}\n"
        f"@media screen {{ :root {{{_room(tokens)} }} }}\n"
        # Without its panel, a sidebar has the colours of the text.
        f"@media screen and (max-width: 40rem) {{ :root {{{as_text} }} }}\n"
        f"@media print {{ html {{ {LETTERS_APART}; }}"
        " .skip, nav, .copy { display: none; } }\n"
        "@media screen { :root { color-scheme: light dark; } }\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{{dark}{as_text} }} }}"
    )


def _paper(outline: Outline, tokens: Tokens) -> str:
    """The paper and its margins; beside a band or a panel they are the body's, as padding.

    Of a page, a browser prints nothing in the margins.
    """
    (width, height), margin = tokens.page.paper, tokens.page.margin
    size = f"size: {width}pt {height}pt"
    banded, beside = tokens.header.fill != "none", has_sidebar(outline, tokens)
    if not banded and not beside:
        edges = f"{margin.top} {margin.right} {margin.bottom} {margin.left}"
        return f"@page {{ {size}; margin: {edges}; }}"
    inner = panel.beside(tokens, outline.direction).page.margin if beside else margin
    padding = f"0 {inner.right} 0 {inner.left}"
    return (
        f"@page {{ {size}; margin: {margin.top} 0 {margin.bottom};"
        f" @bottom-center {{ padding: {padding}; }} }}"
        f"{' @page :first { margin-top: 0; }' if banded else ''}"
        f"{_panel(tokens, outline.direction) if beside else ''}"
        f" @media print {{ body {{ padding: {padding}; }} }}"
    )


def _panel(tokens: Tokens, direction: str) -> str:
    """The panel behind a sidebar, up to the paper's edges: the border of a margin box.

    Borders are printed without "background graphics", too. The box overflows its corner, whose
    height is the upper margin, or none.
    """
    side = "right" if panel.stands_right(tokens, direction) else "left"
    away = "left" if side == "right" else "right"
    edge, height = panel.edge(tokens, direction), tokens.page.paper[1]
    pages = " :first" if tokens.sidebar.pages == "first" else ""
    return (
        f' @page{pages} {{ @top-{side}-corner {{ content: ""; z-index: -1; width: 0;'
        f" height: {height + to_points(tokens.page.margin.top):g}pt;"
        f" margin-bottom: -{height:g}pt; margin-{away}: -{edge:g}pt;"
        f" border-{side}: {edge:g}pt solid {panel.inks(tokens).panel}; }} }}"
    )


def _room(tokens: Tokens) -> str:
    body = to_points(tokens.sizes.body)
    gaps = {
        name: max(least, to_points(getattr(tokens.spacing, name)) / body)
        for name, least in _ROOM.items()
    }
    room = "".join(f" --space-{name}: {gap:.4g}rem;" for name, gap in gaps.items())
    return f" --line-height: {max(tokens.line_height, _LINE_HEIGHT):g};{room}"


def _dark(tokens: Tokens) -> dict[str, str]:
    """Every colour of ``tokens``, and the paper's, for a dark screen."""
    colors = dict(tokens.colors)
    ground = _with_lightness(colors.pop("panel"), _PANEL_LIGHTNESS)
    lighter = {
        name: _lighter(color, ground, _RULE_CONTRAST if name == "rule" else _wanted(color))
        for name, color in colors.items()
    }
    chip = tint(lighter["accent"], _BLACK, lighter["text"])
    return {"paper": _BLACK, "panel": ground, "chip": chip, **lighter}


def _wanted(color: str) -> float:
    """The contrast that letters in ``color`` have on a dark screen."""
    return min(max(_DARKER * contrast(color, WHITE), _LEAST_CONTRAST), _MOST_CONTRAST)


def _lighter(color: str, ground: str, wanted: float) -> str:
    """The darkest tone of ``color`` that is lighter than ``ground`` by the contrast ``wanted``.

    White, where none is.
    """

    def light(step: int) -> float:
        return contrast(_with_lightness(color, step * _STEP), _NO_LIGHT)

    least = wanted * contrast(ground, _NO_LIGHT)
    return _with_lightness(color, (1 + bisect_left(range(1, 100), least, key=light)) * _STEP)


def _with_lightness(color: str, lightness: float) -> str:
    hue, _, saturation = rgb_to_hls(*channels(color))
    mixed = hls_to_rgb(hue, lightness, saturation)
    return "#" + "".join(f"{round(part * 255):02x}" for part in mixed)
