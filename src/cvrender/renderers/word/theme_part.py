"""Tokens → the colours and fonts that Word's Design tab can change, and the file follows."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from cvrender import languages

if TYPE_CHECKING:
    from cvrender.theme import Theme
    from cvrender.theme.tokens import Fonts, Tokens

__all__ = ["WHITE", "digits", "families", "palette", "word_theme"]

WHITE = "#ffffff"


def families(tokens: Tokens) -> Fonts:
    """The families of a Word file: those of its readers, or the print fonts where it has them."""
    return tokens.fonts if tokens.word.embed_fonts else tokens.word.fonts


def palette(tokens: Tokens) -> dict[str, str]:
    """The Word theme's colours; where two tokens agree, both follow the first of them."""
    colors = tokens.colors
    return {
        "text1": colors.text,
        "accent1": colors.accent,
        "text2": colors.muted,
        "hyperlink": colors.link,
        "accent2": colors.name,
        "background2": colors.rule,
        "background1": WHITE,
    }


def digits(color: str) -> str:
    return color.removeprefix("#").upper()


def word_theme(theme: Theme, language: str) -> str:
    """The part ``theme1.xml``: colours and fonts that Word's Design tab can change."""
    return (
        f'<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        f' name="{escape(theme.name)}"><a:themeElements>'
        f'<a:clrScheme name="{escape(theme.name)}">{_color_scheme(theme.tokens)}</a:clrScheme>'
        f'<a:fontScheme name="{escape(theme.name)}">'
        f"{_font_scheme(families(theme.tokens), language)}</a:fontScheme>"
        f"{_FORMATS}</a:themeElements></a:theme>"
    )


def _color_scheme(tokens: Tokens) -> str:
    chosen = palette(tokens)
    accent = chosen["accent1"]
    slots = {
        "dk1": chosen["text1"],
        "lt1": WHITE,
        "dk2": chosen["text2"],
        "lt2": chosen["background2"],
        "accent1": accent,
        "accent2": chosen["accent2"],
        **{f"accent{number}": accent for number in range(3, 7)},
        "hlink": chosen["hyperlink"],
        "folHlink": chosen["hyperlink"],
    }
    return "".join(
        f'<a:{slot}><a:srgbClr val="{digits(color)}"/></a:{slot}>' for slot, color in slots.items()
    )


def _font_scheme(fonts: Fonts, language: str) -> str:
    own = languages.load(language).word
    return "".join(
        f'<a:{role}Font><a:latin typeface="{escape(family)}"/>'
        f'<a:ea typeface="{escape(own.east_asian_font or family)}"/>'
        f'<a:cs typeface="{escape(own.complex_font or family)}"/></a:{role}Font>'
        for role, family in (("major", fonts.heading), ("minor", fonts.body))
    )


_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_FORMATS = (
    '<a:fmtScheme name="plain">'
    f"<a:fillStyleLst>{_FILL * 3}</a:fillStyleLst>"
    f"<a:lnStyleLst>{f'<a:ln>{_FILL}</a:ln>' * 3}</a:lnStyleLst>"
    f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
    f"<a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme>"
)
"""The format scheme that DrawingML demands; a CV has no shapes to use it."""
