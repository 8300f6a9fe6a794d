"""Section titles: their rules, bar or band, as borders, fill and tabs of the style Heading 1.

A rule beside a title is an underlined tab, raised to the middle of its letters: a border has no
other place than around a whole paragraph.
"""

from collections.abc import Iterable, Iterator

from cvrender.outline import Line
from cvrender.renderers import line_fit
from cvrender.renderers.word.formatting import Border, ParagraphFormat, RunFormat
from cvrender.renderers.word.runs import TAB, Paragraph, Runs, paragraph, run
from cvrender.renderers.word.theme_part import ThemeColor, WordTheme
from cvrender.renderers.word.xml import Xml, element
from cvrender.theme.measures import to_points
from cvrender.theme.tokens import Tokens

RULE_STYLE, GAP_STYLE = "HeadingRule", "HeadingGap"
"""The ids of the character styles of a rule beside a title, and of the blank before it."""
_SIDES = {"above": ("top", 4), "below": ("bottom", 2)}
"""Side of the border, and its gap in points: letters reach farther down than up."""
_BAR_GAP, _BAND_GAP = 6, (2, 6)
"""Points from a bar to the title; from the title to a band's edges above and beside it."""
_UNDERLINE, _BELOW, _MIDDLE = 0.065, 0.1, 0.24
"""In ems: the thickness of an underline and its distance from the baseline, in most fonts; the
middle of small letters."""
_GAP = 0.35
"""Ems that a blank is wider beside a rule."""
_LARGEST = 0.7
"""The size of a raised tab in that of the title; a larger one would need a higher line."""


def rule(place: str, width: str, color: ThemeColor, gap: int = 0) -> tuple[Border, ...]:
    """The border of a rule ``above`` or ``below`` its paragraph; empty for any other."""
    if place not in _SIDES:
        return ()
    side, usual = _SIDES[place]
    return (Border(side, color, to_points(width), gap or usual),)


def device(tokens: Tokens, theme: WordTheme) -> ParagraphFormat:
    """What the style of section titles has of the theme's device."""
    headings, width = tokens.headings, tokens.page.text_width
    color = _color(tokens, theme)
    match headings.rule:
        case "bar":
            thick = to_points(headings.rule_width)
            bar = (Border("left", color, thick, _BAR_GAP),)
            return ParagraphFormat(borders=bar, left_indent=thick + _BAR_GAP)
        case "band":
            return _band(theme.color(tokens.colors.panel))
        case "beside":
            return ParagraphFormat(right_tab=width)
        case "between":
            return ParagraphFormat(center_tab=width / 2, right_tab=width)
    return ParagraphFormat(borders=rule(headings.rule, headings.rule_width, color))


def character_formats(tokens: Tokens, theme: WordTheme) -> dict[str, RunFormat]:
    """The character styles of a rule beside a title: as thick as the theme says, or nearly so."""
    title, thickness = to_points(tokens.sizes.section), to_points(tokens.headings.rule_width)
    is_thick = thickness > _UNDERLINE * _LARGEST * title
    size = min(thickness / _UNDERLINE / (2 if is_thick else 1), _LARGEST * title)
    line = RunFormat(
        underline=_color(tokens, theme),
        is_thick=is_thick,
        raised=_MIDDLE * title + _BELOW * size,
        size=size,
    )
    return {RULE_STYLE: line, GAP_STYLE: RunFormat(spacing=_GAP * title)}


def heading(title: Line, tokens: Tokens, runs: Runs) -> Paragraph:
    """A section's title; a rule beside one that hangs begins where the text of the section does."""
    looks, text = tokens.headings, runs.line(title)
    if looks.rule == "beside" and line_fit.hangs(title, tokens, tokens.word.fonts.heading):
        hanging = paragraph("Heading1", (*text, TAB, _rule()))
        return hanging.formatted(left_tab=to_points(looks.hang))
    return paragraph("Heading1", _ruled(text, looks.rule, runs))


def _ruled(title: Iterable[Xml], place: str, runs: Runs) -> Iterator[Xml]:
    line, gap = _rule(), runs.text(" ", GAP_STYLE)
    if place == "between":
        yield from (line, gap)
    yield from title
    if place in ("between", "beside"):
        yield from (gap, line)


def _rule() -> Xml:
    return run(element("w:tab"), RunFormat(style=RULE_STYLE))


def _band(color: ThemeColor) -> ParagraphFormat:
    """A fill with borders of its colour, which extend it beyond the title up to the margins."""
    above, beside = _BAND_GAP
    gaps = {"top": above, "left": beside, "bottom": above, "right": beside}
    borders = tuple(Border(side, color, 0, gap) for side, gap in gaps.items())
    return ParagraphFormat(borders=borders, shading=color, left_indent=beside, right_indent=beside)


def _color(tokens: Tokens, theme: WordTheme) -> ThemeColor:
    return theme.color(getattr(tokens.colors, tokens.headings.rule_color))
