"""Theme part (20.1.6.9): colours and fonts that Word's Design tab changes in a whole document."""

from typing import NamedTuple

from cvrender.languages.language import Word
from cvrender.renderers import fonts
from cvrender.renderers.word.xml import Xml, declared, element
from cvrender.theme import Theme, panel
from cvrender.theme.color import WHITE, tint
from cvrender.theme.tokens import Tokens

_SCHEME = {
    "dk1": "text1", "lt1": "background1", "dk2": "text2", "lt2": "background2",
    "accent1": "accent1", "accent2": "accent2", "accent3": "accent3",
    "accent4": "accent4", "accent5": "accent5", "accent6": "accent6",
    "hlink": "hyperlink", "folHlink": "hyperlink",
}  # fmt: skip
"""The children of ``a:clrScheme`` (20.1.6.2), each with the ST_ThemeColor that refers to it."""


class ThemeColor(NamedTuple):
    """A theme colour: its slot (17.18.97, ST_ThemeColor) and its value, such as ``1F2328``.

    One without a slot is that value alone, whatever the theme.
    """

    slot: str
    value: str

    @property
    def in_drawings(self) -> str:
        """The slot as DrawingML names it (20.1.10.54, ST_SchemeColorVal)."""
        return self.slot.replace("background", "bg").replace("text", "tx")


class ThemeFont(NamedTuple):
    """A theme font: ``minor`` for text, ``major`` for headings, and its family.

    One without a role is that family alone, whatever the theme.
    """

    role: str
    family: str

    def element(self) -> Xml:
        """``w:rFonts`` (17.3.2.26), with the family for programs that ignore themes."""
        named = dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), self.family)
        if not self.role:
            return element("w:rFonts", **named)
        themed = dict.fromkeys(("asciiTheme", "hAnsiTheme"), f"{self.role}HAnsi")
        others = {"eastAsiaTheme": f"{self.role}EastAsia", "cstheme": f"{self.role}Bidi"}
        return element("w:rFonts", **named, **themed, **others)


class WordTheme:
    """The theme colours and fonts of a document, from a theme's tokens."""

    def __init__(self, theme: Theme) -> None:
        self.name = theme.name
        tokens = theme.tokens
        self.embeds = tokens.word.embed_fonts
        self.major = ThemeFont("major", self._family(tokens, "heading"))
        self.minor = ThemeFont("minor", self._family(tokens, "body"))
        self.cuts: dict[str, str | None] = {
            weight: self._cut(weight) for weight in (tokens.header.weight, tokens.headings.weight)
        }
        self.slots = _slots(tokens)

    def titles(self, weight: str) -> tuple[ThemeFont, bool]:
        """The font of titles in a weight, and whether it is bold.

        A cut beside regular and bold is a family of its own to Word: Source Sans Pro Light. Where
        the file does not bring it, regular or bold is nearest.
        """
        cut = self.cuts[weight]
        return (ThemeFont("", cut), False) if cut else (self.major, fonts.is_heavy(weight))

    def _family(self, tokens: Tokens, use: str) -> str:
        """That which readers have; the print font where the file brings it, as Word can."""
        printed: str = getattr(tokens.fonts, use)
        readers: str = getattr(tokens.word.fonts, use)
        return printed if self.embeds and fonts.embeds(printed) else readers

    def _cut(self, weight: str) -> str | None:
        """The family of a cut that the file brings; None for regular and bold."""
        return fonts.cut_family(self.major.family, weight) if self.embeds else None

    def color(self, color: str) -> ThemeColor:
        """The theme colour of a token such as ``#1f2328``: the first slot that has this value."""
        slot = next((slot for slot, value in self.slots.items() if value == color), "")
        return ThemeColor(slot, _hexadecimal(color))

    def element(self, language: Word) -> Xml:
        """``a:theme``, the root of the theme part."""
        colors = (
            element(f"a:{name}", element("a:srgbClr", val=_hexadecimal(self.slots[slot])))
            for name, slot in _SCHEME.items()
        )
        families = (
            _font(f"a:{font.role}Font", font.family, language) for font in (self.major, self.minor)
        )
        parts = (
            element("a:clrScheme", *colors, name=self.name),
            element("a:fontScheme", *families, name=self.name),
            _format_scheme(),
        )
        elements = element("a:themeElements", *parts)
        return element("a:theme", elements, name=self.name, **declared("a"))


def _slots(tokens: Tokens) -> dict[str, str]:
    colors, inks, has_panel = tokens.colors, panel.inks(tokens), bool(tokens.sidebar.sections)
    return {
        "text1": colors.text,
        "accent1": colors.accent,
        "text2": colors.muted,
        "hyperlink": colors.link,
        "accent2": colors.name,
        "accent3": colors.panel,
        "background2": colors.rule,
        "background1": WHITE,
        "accent4": tint(colors.accent, WHITE, colors.text),
        "accent5": inks.panel if has_panel else colors.accent,
        "accent6": inks.muted if has_panel else colors.accent,  # of the dates in a sidebar
    }


def _hexadecimal(color: str) -> str:
    """``#1f2328`` as ST_HexColor has it (17.18.38)."""
    return color.removeprefix("#").upper()


def _font(tag: str, family: str, language: Word) -> Xml:
    return element(
        tag,
        element("a:latin", typeface=family),
        element("a:ea", typeface=language.east_asian_font or family),
        element("a:cs", typeface=language.complex_font or family),
    )


def _format_scheme() -> Xml:
    """``a:fmtScheme`` (20.1.4.1.14): the schema asks for three of each, though none is used."""
    fill = element("a:solidFill", element("a:schemeClr", val="phClr"))
    line = element("a:ln", fill)
    effect = element("a:effectStyle", element("a:effectLst"))
    lists = {"fill": fill, "ln": line, "effect": effect, "bgFill": fill}
    styles = (element(f"a:{kind}StyleLst", *[each] * 3) for kind, each in lists.items())
    return element("a:fmtScheme", *styles, name="plain")
