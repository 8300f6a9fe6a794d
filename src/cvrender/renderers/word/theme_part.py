"""The Word theme (20.1.6.9): the colours and fonts that Word's Design tab can change at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cvrender import languages
from cvrender.renderers.word.xml import Xml, declared, element

if TYPE_CHECKING:
    from cvrender.theme import Theme
    from cvrender.theme.tokens import Fonts, Tokens

__all__ = ["WHITE", "ThemeColor", "ThemeFont", "WordTheme", "families"]

WHITE = "#ffffff"


@dataclass(frozen=True, slots=True)
class ThemeColor:
    """A colour of the theme: its slot (17.18.97, ST_ThemeColor) and its value, as ``1F2328``."""

    slot: str
    value: str


@dataclass(frozen=True, slots=True)
class ThemeFont:
    """A font of the theme: ``minor`` is that of the text, ``major`` that of headings."""

    role: str
    family: str

    def element(self) -> Xml:
        """``w:rFonts`` (17.3.2.26): the family too, for programs that know no themes."""
        role, family = self.role, self.family
        return element(
            "w:rFonts",
            ascii=family,
            hAnsi=family,
            eastAsia=family,
            cs=family,
            asciiTheme=f"{role}HAnsi",
            hAnsiTheme=f"{role}HAnsi",
            eastAsiaTheme=f"{role}EastAsia",
            cstheme=f"{role}Bidi",
        )


class WordTheme:
    """The colours and fonts that the tokens of a theme ask for."""

    def __init__(self, theme: Theme) -> None:
        self.name = theme.name
        fonts = families(theme.tokens)
        self.major = ThemeFont("major", fonts.heading)
        self.minor = ThemeFont("minor", fonts.body)
        self.slots = _slots(theme.tokens)

    def color(self, color: str) -> ThemeColor:
        """The first slot of this colour, given as ``#1f2328``."""
        slot = next(slot for slot, value in self.slots.items() if value == color)
        return ThemeColor(slot, _hexadecimal(color))

    def element(self, language: str) -> Xml:
        """``a:theme``, the root of the theme part."""
        return element(
            "a:theme",
            element(
                "a:themeElements",
                self._color_scheme(),
                element(
                    "a:fontScheme",
                    _font("a:majorFont", self.major.family, language),
                    _font("a:minorFont", self.minor.family, language),
                    name=self.name,
                ),
                _format_scheme(),
            ),
            name=self.name,
            **declared("a"),
        )

    def _color_scheme(self) -> Xml:
        slots = self.slots
        colors = {
            "dk1": slots["text1"],
            "lt1": slots["background1"],
            "dk2": slots["text2"],
            "lt2": slots["background2"],
            "accent1": slots["accent1"],
            "accent2": slots["accent2"],
            **{f"accent{number}": slots["accent1"] for number in range(3, 7)},
            "hlink": slots["hyperlink"],
            "folHlink": slots["hyperlink"],
        }
        parts = [
            element(f"a:{slot}", element("a:srgbClr", val=_hexadecimal(color)))
            for slot, color in colors.items()
        ]
        return element("a:clrScheme", *parts, name=self.name)


def families(tokens: Tokens) -> Fonts:
    """The families of a Word file: those of its readers, or the print fonts where it has them."""
    return tokens.fonts if tokens.word.embed_fonts else tokens.word.fonts


def _slots(tokens: Tokens) -> dict[str, str]:
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


def _hexadecimal(color: str) -> str:
    """``#1f2328`` as ST_HexColor has it (17.18.38)."""
    return color.removeprefix("#").upper()


def _font(tag: str, family: str, language: str) -> Xml:
    own = languages.load(language).word
    return element(
        tag,
        element("a:latin", typeface=family),
        element("a:ea", typeface=own.east_asian_font or family),
        element("a:cs", typeface=own.complex_font or family),
    )


def _format_scheme() -> Xml:
    """``a:fmtScheme`` (20.1.4.1.14): three of each, which a CV without shapes does not use."""
    return element(
        "a:fmtScheme",
        element("a:fillStyleLst", *(_fill() for _ in range(3))),
        element("a:lnStyleLst", *(element("a:ln", _fill()) for _ in range(3))),
        element(
            "a:effectStyleLst",
            *(element("a:effectStyle", element("a:effectLst")) for _ in range(3)),
        ),
        element("a:bgFillStyleLst", *(_fill() for _ in range(3))),
        name="plain",
    )


def _fill() -> Xml:
    return element("a:solidFill", element("a:schemeClr", val="phClr"))
