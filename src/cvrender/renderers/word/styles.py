"""Tokens → Word's styles, list levels and theme.

Lengths in the tokens are points; Word counts twentieths of a point (``twips``) for distances, half
points for sizes of type and eighths for rules. All space between paragraphs stands before them: Word and
its rivals do not agree on how the space after one adds to the space before the next.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from cvrender.theme import PAGE_SIZES, points

if TYPE_CHECKING:
    from cvrender.outline import Outline
    from cvrender.theme import Fonts, Theme, Tokens

__all__ = ["CODE_FONT", "languages", "numbering", "styles", "twips", "word_theme"]

CODE_FONT = "Consolas"

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_REGIONS = {
    "ar": "SA", "cs": "CZ", "de": "DE", "en": "US", "es": "ES", "fa": "IR", "fr": "FR",
    "he": "IL", "hi": "IN", "it": "IT", "ja": "JP", "ko": "KR", "nl": "NL", "pl": "PL",
    "pt": "BR", "ru": "RU", "sv": "SE", "tr": "TR", "uk": "UA", "zh": "CN",
}  # fmt: skip
_EAST_ASIAN = {"ja": "Yu Gothic", "ko": "Malgun Gothic", "zh": "Microsoft YaHei"}
_COMPLEX = {"ar": "Arial", "fa": "Arial", "he": "Arial", "hi": "Nirmala UI"}
_NATURAL_LINE = {
    "Arial": 1.15, "Calibri": 1.22, "Cambria": 1.17, "Garamond": 1.12, "Georgia": 1.14,
    "Times New Roman": 1.15, "Verdana": 1.22,
}  # fmt: skip
"""The line height of a family by its own metrics, in em: what Word calls single spacing."""


def twips(length: float) -> int:
    """Points in twentieths."""
    return round(length * 20)


def languages(language: str) -> str:
    """The attributes of ``w:lang``; Word knows languages with their region only."""
    base, _, rest = language.partition("-")
    tag = language if rest else f"{base}-{_REGIONS[base]}" if base in _REGIONS else base
    east_asian = f' w:eastAsia="{tag}"' if base in _EAST_ASIAN else ""
    complex_script = f' w:bidi="{tag}"' if base in _COMPLEX else ""
    return f'w:val="{tag}"{east_asian}{complex_script}'


def styles(tokens: Tokens, outline: Outline) -> str:
    """The part ``styles.xml``."""
    looks = _Looks(tokens)
    rtl = outline.direction == "rtl"
    return (
        f"<w:styles {_W}>{looks.defaults(languages(outline.language))}"
        f"{_LATENT}{''.join(looks.paragraphs(rtl))}{''.join(looks.characters())}</w:styles>"
    )


def numbering(tokens: Tokens) -> str:
    """The part ``numbering.xml``: one list of two levels, which the list styles refer to."""
    looks = _Looks(tokens)
    indent = twips(points(tokens.bullets.indent))
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
        f'<w:pStyle w:val="{style}"/><w:lvlText w:val="{escape(character)}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{indent * (level + 1)}" w:hanging="{indent}"/></w:pPr>'
        f"{looks.run(font='minor', color=tokens.colors.accent)}</w:lvl>"
        for level, (style, character) in enumerate(
            (("ListBullet", tokens.bullets.character), ("ListBullet2", tokens.bullets.nested))
        )
    )
    return (
        f'<w:numbering {_W}><w:abstractNum w:abstractNumId="0">'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


class _Looks:
    """Writes styles; the order of children, which Word enforces, stands in ``run`` and ``block``."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.fonts = tokens.word.fonts
        margin = tokens.page.margin
        width = PAGE_SIZES[tokens.page.size][0] - points(margin.left) - points(margin.right)
        self.right_edge = twips(width)

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
        """``w:rPr``; ``tracking`` is in em of ``size``."""
        return "".join(
            (
                "<w:rPr>",
                self.font(font) if font else "",
                "<w:b/><w:bCs/>" if bold else "",
                "<w:i/><w:iCs/>" if italic else "",
                "<w:caps/>" if caps else "",
                "" if proof else "<w:noProof/>",
                self.color(color) if color else "",
                f'<w:spacing w:val="{twips(tracking * points(size))}"/>' if tracking else "",
                '<w:sz w:val="{0}"/><w:szCs w:val="{0}"/>'.format(_half(size)) if size else "",
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
        rule: str = "none",
        tab: bool = False,
        rtl: bool = False,
        before: float | None = None,
        after: float | None = None,
        line: float | None = None,
        hanging: str = "",
        align: str = "left",
        outline: int | None = None,
    ) -> str:
        """``w:pPr``; ``level`` is a list level, ``line`` a multiple of single spacing."""
        return "".join(
            (
                "<w:pPr>",
                "<w:keepNext/><w:keepLines/>" if keep else "",
                f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
                if level is not None
                else "",
                self.rule(rule) if rule != "none" else "",
                f'<w:tabs><w:tab w:val="right" w:pos="{self.right_edge}"/></w:tabs>' if tab else "",
                "<w:bidi/>" if rtl else "",
                _spacing(before, after, line),
                '<w:ind w:left="{0}" w:hanging="{0}"/>'.format(twips(points(hanging)))
                if hanging
                else "",
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
        return f'<w:color w:val="{_hex(color)}" w:themeColor="{self.slot(color)}"/>'

    def slot(self, color: str) -> str:
        """The theme colour that stands for ``color`` (ST_ThemeColor)."""
        return next(slot for slot, value in _palette(self.tokens).items() if value == color)

    def rule(self, side: str) -> str:
        width = max(2, round(points(self.tokens.headings.rule_width) * 8))
        name = {"below": "bottom", "above": "top"}[side]
        color = self.tokens.colors.rule
        return (
            f'<w:pBdr><w:{name} w:val="single" w:sz="{width}" w:space="{_RULE_GAP}"'
            f' w:color="{_hex(color)}" w:themeColor="{self.slot(color)}"/></w:pBdr>'
        )

    def defaults(self, language: str) -> str:
        tokens = self.tokens
        run = self.run(
            font="minor", color=tokens.colors.text, size=tokens.sizes.body, language=language
        )
        block = self.block(before=0, after=0, line=self.line())
        return (
            f"<w:docDefaults><w:rPrDefault>{run}</w:rPrDefault>"
            f"<w:pPrDefault>{block}</w:pPrDefault></w:docDefaults>"
        )

    def line(self) -> float:
        return self.tokens.line_height / _NATURAL_LINE.get(self.fonts.body, 1.2)

    def paragraphs(self, rtl: bool) -> list[str]:
        """Every paragraph style, in the order in which a reader meets them."""
        tokens = self.tokens
        colors, sizes, entries = tokens.colors, tokens.sizes, tokens.entries
        space = {
            name: points(getattr(tokens.spacing, name))
            for name in type(tokens.spacing).model_fields
        }
        header, headings = tokens.header.align, tokens.headings
        right = entries.dates == "right"
        bold = headings.weight != "regular"
        plain = {"before": space["bullet"], "align": tokens.text.align}
        return [
            _style("Normal", "Normal", self.block(rtl=rtl), ""),
            _style(
                "Photo",
                "Photo",
                self.block(keep=True, after=space["paragraph"], line=1, align=header),
            ),
            _style(
                "Title",
                "Title",
                self.block(keep=True, line=1, align=header),
                self.run(font="major", bold=bold, color=colors.name, size=sizes.name),
            ),
            _style(
                "Subtitle",
                "Subtitle",
                self.block(keep=True, before=space["bullet"], align=header),
                self.run(color=colors.muted, size=sizes.headline),
            ),
            _style(
                "Contacts",
                "Contacts",
                self.block(before=space["paragraph"], align=header),
                self.run(color=colors.muted, size=sizes.small),
            ),
            _style(
                "Heading1",
                "heading 1",
                self.block(
                    keep=True,
                    rule=headings.rule,
                    before=space["section"],
                    after=space["title"],
                    line=1,
                    align=headings.align,
                    outline=0,
                ),
                self.run(
                    font="major",
                    bold=bold,
                    caps=headings.case == "upper",
                    color=colors.accent,
                    tracking=headings.letter_spacing,
                    size=sizes.section,
                ),
                following="BodyText",
            ),
            _style(
                "Heading2",
                "heading 2",
                self.block(keep=True, tab=right, before=space["entry"], outline=1),
                self.run(bold=True, size=sizes.entry),
                following="EntryDetails",
            ),
            _style(
                "Heading3",
                "heading 3",
                self.block(keep=True, tab=right, before=space["entry"] / 2, outline=2),
                self.run(bold=True),
                following="ListBullet",
            ),
            _style("EntryDetails", "Entry Details", self.block(keep=True, tab=right), ""),
            _style(
                "BodyText",
                "Body Text",
                self.block(before=space["paragraph"], align=tokens.text.align),
                "",
            ),
            _style("ListBullet", "List Bullet", self.block(level=0, **plain), ""),
            _style("ListBullet2", "List Bullet 2", self.block(level=1, **plain), ""),
            _style(
                "Fact",
                "Fact",
                self.block(hanging=tokens.bullets.indent, before=space["bullet"]),
                "",
            ),
            _style(
                "Keywords",
                "Keywords",
                self.block(before=space["bullet"]),
                self.run(color=colors.muted, size=sizes.small),
            ),
            _style(
                "Footer",
                "footer",
                self.block(tab=True, align="center" if tokens.footer.show == "pages" else "left"),
                self.run(color=colors.muted, size=sizes.small),
            ),
        ]

    def characters(self) -> list[str]:
        colors, organization = self.tokens.colors, self.tokens.entries.organization
        muted = self.run(color=colors.muted, size=self.tokens.sizes.body)
        return [
            '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
            '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/>'
            "<w:unhideWhenUsed/></w:style>",
            _character("Dates", "Dates", muted),
            _character(
                "Organization",
                "Organization",
                self.run(bold=organization == "semibold", italic=organization == "italic"),
            ),
            _character("Location", "Location", muted),
            _character("FactLabel", "Fact Label", self.run(bold=True)),
            _character("Hyperlink", "Hyperlink", self.run(proof=False, color=colors.link)),
            _character("Code", "Code", self.run(font=CODE_FONT, proof=False)),
        ]


_ALIGN = {"center": "center", "justify": "both"}
_RULE_GAP = 2
"""Points between a section title and its rule."""
_LATENT = (
    '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1"'
    ' w:defUnhideWhenUsed="1" w:defQFormat="0" w:count="376"/>'
)


def _style(name_id: str, name: str, block: str, run: str = "", following: str = "") -> str:
    is_normal = name_id == "Normal"
    default = ' w:default="1"' if is_normal else ""
    custom = ' w:customStyle="1"' if name_id in _CUSTOM else ""
    based = "" if is_normal else '<w:basedOn w:val="Normal"/>'
    after = f'<w:next w:val="{following}"/>' if following else ""
    return (
        f'<w:style w:type="paragraph"{default}{custom} w:styleId="{name_id}"><w:name w:val="{name}"/>'
        f'{based}{after}<w:uiPriority w:val="1"/><w:qFormat/>{block}{run}</w:style>'
    )


def _character(name_id: str, name: str, run: str) -> str:
    custom = "" if name_id == "Hyperlink" else ' w:customStyle="1"'
    return (
        f'<w:style w:type="character"{custom} w:styleId="{name_id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="2"/><w:qFormat/>{run}</w:style>'
    )


_CUSTOM = frozenset({"Photo", "Contacts", "EntryDetails", "Fact", "Keywords"})


def _spacing(before: float | None, after: float | None, line: float | None) -> str:
    values = {
        "before": None if before is None else twips(before),
        "after": None if after is None else twips(after),
        "line": None if line is None else round(line * 240),
    }
    given = "".join(f' w:{name}="{value}"' for name, value in values.items() if value is not None)
    rule = ' w:lineRule="auto"' if line is not None else ""
    return f"<w:spacing{given}{rule}/>" if given else ""


def _half(size: str) -> int:
    return round(points(size) * 2)


def _hex(color: str) -> str:
    return color.removeprefix("#").upper()


def _palette(tokens: Tokens) -> dict[str, str]:
    """The Word theme's colours; where two tokens agree, both follow the first of them."""
    colors = tokens.colors
    return {
        "text1": colors.text,
        "accent1": colors.accent,
        "text2": colors.muted,
        "hyperlink": colors.link,
        "accent2": colors.name,
        "background2": colors.rule,
    }


def word_theme(theme: Theme, language: str) -> str:
    """The part ``theme1.xml``: colours and fonts that Word's Design tab can change."""
    return (
        f'<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        f' name="{escape(theme.name)}"><a:themeElements>'
        f'<a:clrScheme name="{escape(theme.name)}">{_color_scheme(theme.tokens)}</a:clrScheme>'
        f'<a:fontScheme name="{escape(theme.name)}">'
        f"{_font_scheme(theme.tokens.word.fonts, language.partition('-')[0])}</a:fontScheme>"
        f"{_FORMATS}</a:themeElements></a:theme>"
    )


def _color_scheme(tokens: Tokens) -> str:
    palette = _palette(tokens)
    accent = palette["accent1"]
    slots = {
        "dk1": palette["text1"],
        "lt1": "#ffffff",
        "dk2": palette["text2"],
        "lt2": palette["background2"],
        "accent1": accent,
        "accent2": palette["accent2"],
        **{f"accent{number}": accent for number in range(3, 7)},
        "hlink": palette["hyperlink"],
        "folHlink": palette["hyperlink"],
    }
    return "".join(
        f'<a:{slot}><a:srgbClr val="{_hex(color)}"/></a:{slot}>' for slot, color in slots.items()
    )


def _font_scheme(fonts: Fonts, language: str) -> str:
    return "".join(
        f'<a:{role}Font><a:latin typeface="{escape(family)}"/>'
        f'<a:ea typeface="{escape(_EAST_ASIAN.get(language, family))}"/>'
        f'<a:cs typeface="{escape(_COMPLEX.get(language, family))}"/></a:{role}Font>'
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
