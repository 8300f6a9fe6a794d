"""CSS tokens: a theme's tokens as custom properties (CSS Variables 1), strings, font stacks."""

from cvrender.proficiency import HIGHEST
from cvrender.renderers import fonts, icons, level_marks, line_fit, timeline
from cvrender.renderers.bullets import FARTHEST, NUMBER, bullet
from cvrender.theme import panel
from cvrender.theme.color import WHITE, tint
from cvrender.theme.measures import SIDE_ROOM, to_points
from cvrender.theme.tokens import Tokens

_CASES = {"none": "none", "upper": "uppercase"}
_SANS = (
    '"Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Armenian", "Noto Sans Georgian", sans-serif'
)
_SERIF = (
    '"Noto Naskh Arabic", "Noto Serif Hebrew", "Noto Serif Armenian", "Noto Serif Georgian", serif'
)
_STACKS = {
    "Source Sans Pro": f'"Source Sans Pro", "Source Sans 3", Calibri, Carlito, {_SANS}',
    "Source Serif Pro": (
        f'"Source Serif Pro", "Source Serif 4", Cambria, Caladea, Georgia, {_SERIF}'
    ),
    "Caladea": f'Caladea, "Source Serif Pro", Cambria, Georgia, {_SERIF}',
    "Hanken Grotesk": f'"Hanken Grotesk", "Source Sans Pro", "Segoe UI", Arial, {_SANS}',
    "Manrope": f'Manrope, "Source Sans Pro", "Segoe UI", Verdana, {_SANS}',
    "Spectral": f'Spectral, "Source Serif Pro", Garamond, Georgia, {_SERIF}',
}
"""Font families to take in place of one that a machine lacks, or for letters that it has not. Noto
comes before ``sans-serif``, which often is DejaVu: it lacks letters of Urdu, and words would be set
in two fonts.
"""

_MEASURE = 70
_PROSE = "engineers who plan, build and run what others rely on, and who say what it costs"
"""Characters of a line on a screen, and a text whose characters have a usual width."""
LETTERS_APART = "font-variant-ligatures: no-common-ligatures"
"""On paper: programs that rewrite a PDF (Ghostscript, cairo) lose letters that are drawn as one.

Those that a script requires stay: Arabic, Indic and other ones have other features for them.
"""


def _titles(tokens: Tokens) -> dict[str, object]:
    headings = tokens.headings
    return {
        "font-body": stack(tokens.fonts.body),
        "font-heading": stack(tokens.fonts.heading),
        "line-height": tokens.line_height,
        "measure": f"{_measure(tokens.fonts.body):.4g}rem",
        "header-align": _side_of(tokens.header.align),
        "header-rule": tokens.header.rule_width,
        "name-weight": fonts.WEIGHTS[tokens.header.weight],
        "name-case": _CASES[tokens.header.case],
        "name-spacing": f"{tokens.header.letter_spacing:g}em",
        "heading-weight": fonts.WEIGHTS[headings.weight],
        "heading-align": _side_of(headings.align),
        "heading-case": _CASES[headings.case],
        "heading-spacing": f"{headings.letter_spacing:g}em",
        "heading-rule": f"{headings.rule_width} solid var(--color-{headings.rule_color})",
        "panel-heading-rule": f"{headings.rule_width} solid var(--panel-{headings.rule_color})",
    }


def _entries(tokens: Tokens) -> dict[str, object]:
    return {
        **_look("headline", tokens.header.headline),
        **_look("dates", tokens.dates.look),
        **_organization(tokens.entries.organization),
        "number-indent": f"calc(var(--bullet-indent) + {NUMBER:g}rem)",
        "bullet-room": f"min(var(--bullet-indent), {FARTHEST:g}rem)",
        "bullet": css_string(tokens.bullets.character),
        "bullet-nested": css_string(tokens.bullets.nested),
        **_bullet("bullet", tokens.bullets.character, tokens.fonts.body),
        **_bullet("bullet-nested", tokens.bullets.nested, tokens.fonts.body),
        "text-align": _side_of(tokens.text.align),
        "separator": css_string(tokens.header.separator),
    }


def _sizes_and_colors(tokens: Tokens) -> dict[str, object]:
    return {
        "size-base": f"{to_points(tokens.sizes.body):g}pt",
        **_relative(tokens),
        "timeline": f"{timeline.RULE - timeline.WIDTH / 2:g}pt",
        "timeline-rule": f"{timeline.WIDTH:g}pt solid var(--color-rule)",
        "dot": f"{timeline.DOT:g}pt",
        **_icons(tokens),
        **_levels(tokens),
        "band-padding": tokens.header.padding,
        "color-paper": WHITE,
        "color-band": tokens.colors.accent,
        "color-chip": tint(tokens.colors.accent, WHITE, tokens.colors.text),
        **{f"color-{name}": color for name, color in tokens.colors},
        **_panel(tokens),
        **{f"margin-{name}": length for name, length in tokens.page.margin},
    }


def _bullet(name: str, character: str, family: str) -> dict[str, object]:
    size, raised = bullet(character, family)
    return {f"{name}-size": f"{size:g}rem", f"{name}-raised": f"{raised:g}rem"}


def _look(name: str, look: str) -> dict[str, object]:
    return {
        f"{name}-style": "italic" if look.endswith("italic") else "normal",
        f"{name}-color": f"var(--color-{'accent' if look.startswith('accent') else 'muted'})",
    }


def _measure(family: str) -> float:
    """The width in ems of a line that is easy to read."""
    return _MEASURE * line_fit.ems(_PROSE, family) / len(_PROSE)


def _organization(look: str) -> dict[str, object]:
    return {
        "organization-style": "italic" if look == "italic" else "normal",
        "organization-weight": 600 if look in ("semibold", "accent") else 400,
        "organization-color": "var(--color-accent)" if look == "accent" else "inherit",
    }


def _icons(tokens: Tokens) -> dict[str, str]:
    """The icons as images in their colour on paper, and their measures."""
    if not tokens.contacts.icons:
        return {}
    color = WHITE if tokens.header.fill == "accent" else tokens.colors.accent
    if tokens.sidebar.sections:
        color = panel.inks(tokens).accent
    images = {f"icon-{name}": f'url("{icons.svg_url(name, color)}")' for name in icons.ICONS}
    measures = {"icon-size": icons.SIZE, "icon-gap": icons.GAP, "contact-gap": icons.BETWEEN}
    return {**images, **{name: f"{length}em" for name, length in measures.items()}}


def _levels(tokens: Tokens) -> dict[str, str]:
    """The marks of each level as images, in their colour on paper and on a panel."""
    kind = tokens.facts.levels
    if kind == "none":
        return {}
    colors = {"level": tokens.colors.accent}
    if tokens.sidebar.sections:
        colors["panel-level"] = panel.inks(tokens).accent
    images = {
        f"{name}-{level}": f'url("{level_marks.svg_url(kind, level, color)}")'
        for name, color in colors.items()
        for level in range(1, HIGHEST + 1)
    }
    width = level_marks.SIZE * level_marks.WIDTH / level_marks.HEIGHT
    measures = {"width": width, "height": level_marks.SIZE, "gap": level_marks.GAP}
    return {**images, **{f"level-{name}": f"{ems:.4g}em" for name, ems in measures.items()}}


def _panel(tokens: Tokens) -> dict[str, str]:
    """The colours of the sidebar; what stands in it has them in place of the text's."""
    fill, *others = zip(panel.Inks._fields, panel.inks(tokens), strict=True)
    return {"color-panel": fill[1], **{f"panel-{name}": color for name, color in others}}


def declared(tokens: Tokens) -> str:
    """``tokens`` as CSS custom properties of the root element; in rem, 1 is the body size."""
    values = {**_titles(tokens), **_entries(tokens), **_sizes_and_colors(tokens)}
    lines = "\n".join(f"  --{name}: {value};" for name, value in values.items())
    return f":root {{\n{lines}\n}}"


def _relative(tokens: Tokens) -> dict[str, str]:
    """Sizes and gaps as parts of the size of running text."""
    lengths = {
        **{f"size-{name}": size for name, size in tokens.sizes},
        **{f"space-{name}": gap for name, gap in tokens.spacing},
        "bullet-indent": tokens.bullets.indent,
        "heading-hang": tokens.headings.hang,
        "label-width": tokens.facts.label_width,
        "side-width": tokens.sidebar.width,
        "side-room": SIDE_ROOM,
    }
    body = to_points(tokens.sizes.body)
    return {name: f"{to_points(length) / body:.6g}rem" for name, length in lengths.items()}


def _side_of(align: str) -> str:
    return "start" if align == "left" else align


def stack(family: str) -> str:
    """A font family with those to take in its place where a machine lacks it."""
    return _STACKS.get(family, css_string(family))


def css_string(text: str) -> str:
    """``text`` in quotes, whatever it holds (CSS Syntax 3, 4.3.7)."""
    escaped = "".join(c if c.isalnum() or c in " -" else f"\\{ord(c):x} " for c in text)
    return f'"{escaped}"'
