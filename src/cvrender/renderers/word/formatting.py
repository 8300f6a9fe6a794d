"""Tokens → ``w:rPr`` and ``w:pPr``: what Word's styles say of runs and of paragraphs.

Word counts distances in twentieths of a point (``twips``), sizes of type in half points, the width
of rules in eighths. It insists on the order of the children, which stands here alone.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from cvrender.languages import load
from cvrender.renderers.word.theme_part import digits, families, palette
from cvrender.theme.tokens import points

if TYPE_CHECKING:
    from cvrender.theme.tokens import Tokens

__all__ = ["Properties", "halves", "indent", "languages", "twips"]

_RULE_GAPS = {"below": 2, "above": 4}
"""Points between a section title and its rule: letters reach farther down than up."""


_ALIGN = {"center": "center", "justify": "both"}


def twips(length: float) -> int:
    """Points in twentieths."""
    return round(length * 20)


def languages(code: str) -> str:
    """The attributes of ``w:lang``; Word knows languages with their region only."""
    own = load(code).word
    east_asian = f' w:eastAsia="{own.tag}"' if own.east_asian_font else ""
    complex_script = f' w:bidi="{own.tag}"' if own.complex_font else ""
    return f'w:val="{own.tag}"{east_asian}{complex_script}'


def indent(left: float, hanging: float = 0) -> str:
    """``w:ind``, in points; empty where there is none."""
    if not left and not hanging:
        return ""
    hung = f' w:hanging="{twips(hanging)}"' if hanging else ""
    return f'<w:ind w:left="{twips(left + hanging)}"{hung}/>'


class Properties:
    """Writes them in the fonts and colours of ``tokens``."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.fonts = families(tokens)

    def run(
        self,
        *,
        font: str = "",
        bold: bool = False,
        italic: bool = False,
        caps: bool = False,
        proof: bool = True,
        color: str = "",
        tracking: float = 0,
        size: str = "",
        underline: bool = False,
        rtl: bool = False,
        language: str = "",
    ) -> str:
        """``w:rPr``; ``tracking`` is in em of ``size``.

        A style's italics are for Latin and its kin: Arabic has none, and Word would slant it.
        """
        return "".join(
            (
                "<w:rPr>",
                self.font(font) if font else "",
                "<w:b/><w:bCs/>" if bold else "",
                "<w:i/>" if italic else "",
                "<w:caps/>" if caps else "",
                "" if proof else "<w:noProof/>",
                self.color(color) if color else "",
                f'<w:spacing w:val="{twips(tracking * points(size))}"/>' if tracking else "",
                '<w:sz w:val="{0}"/><w:szCs w:val="{0}"/>'.format(halves(size)) if size else "",
                '<w:u w:val="single"/>' if underline else "",
                "<w:rtl/>" if rtl else "",
                f"<w:lang {language}/>" if language else "",
                "</w:rPr>",
            )
        )

    def block(
        self,
        *,
        keep: bool = False,
        level: int | None = None,
        rule: str = "",
        fill: str = "",
        tab: float = 0,
        rtl: bool = False,
        before: float | None = None,
        after: float | None = None,
        line: float | None = None,
        left: float = 0,
        hanging: float = 0,
        align: str = "left",
        outline: int | None = None,
    ) -> str:
        """``w:pPr``; ``rule`` is its border, ``tab`` where the right tab stands in points.

        ``level`` is a list level, ``line`` a multiple of single spacing, ``left`` where the text
        begins in points, and ``hanging`` how far its first line stands before the others.
        """
        return "".join(
            (
                "<w:pPr>",
                "<w:keepNext/><w:keepLines/>" if keep else "",
                f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
                if level is not None
                else "",
                f"<w:pBdr>{rule}</w:pBdr>" if rule else "",
                fill,
                f'<w:tabs><w:tab w:val="right" w:pos="{twips(tab)}"/></w:tabs>' if tab else "",
                "<w:bidi/>" if rtl else "",
                _spacing(before, after, line),
                indent(left, hanging),
                f'<w:jc w:val="{_ALIGN[align]}"/>' if align != "left" else "",
                f'<w:outlineLvl w:val="{outline}"/>' if outline is not None else "",
                "</w:pPr>",
            )
        )

    def font(self, role: str) -> str:
        """The theme's minor (body) or major (heading) font, or a family of that name."""
        family = escape({"minor": self.fonts.body, "major": self.fonts.heading}.get(role, role))
        named = " ".join(f'w:{kind}="{family}"' for kind in ("ascii", "hAnsi", "eastAsia", "cs"))
        themed = (
            f' w:asciiTheme="{role}HAnsi" w:hAnsiTheme="{role}HAnsi"'
            f' w:eastAsiaTheme="{role}EastAsia" w:cstheme="{role}Bidi"'
        )
        return f"<w:rFonts {named}{themed if role in ('minor', 'major') else ''}/>"

    def color(self, color: str) -> str:
        return f'<w:color w:val="{digits(color)}" w:themeColor="{self.slot(color)}"/>'

    def slot(self, color: str) -> str:
        """The theme colour that stands for ``color`` (ST_ThemeColor)."""
        return next(slot for slot, value in palette(self.tokens).items() if value == color)

    def rule(self, side: str, width: str, color: str, gap: int = 0) -> str:
        """A border ``below`` or ``above``, or none; Word counts its width in eighths of a point."""
        if side == "none":
            return ""
        name = {"below": "bottom", "above": "top"}[side]
        return self.border(name, width, color, gap or _RULE_GAPS[side])

    def border(self, name: str, width: str, color: str, gap: int) -> str:
        return (
            f'<w:{name} w:val="single" w:sz="{max(2, round(points(width) * 8))}" w:space="{gap}"'
            f' w:color="{digits(color)}" w:themeColor="{self.slot(color)}"/>'
        )

    def fill(self) -> str:
        color = self.tokens.colors.accent
        return (
            f'<w:shd w:val="clear" w:color="auto" w:fill="{digits(color)}"'
            f' w:themeFill="{self.slot(color)}"/>'
        )


def _spacing(before: float | None, after: float | None, line: float | None) -> str:
    values = {
        "before": None if before is None else twips(before),
        "after": None if after is None else twips(after),
        "line": None if line is None else round(line * 240),
    }
    given = "".join(f' w:{name}="{value}"' for name, value in values.items() if value is not None)
    rule = ' w:lineRule="auto"' if line is not None else ""
    return f"<w:spacing{given}{rule}/>" if given else ""


def halves(size: str) -> int:
    """A size of type as Word can have it."""
    return round(points(size) * 2)
