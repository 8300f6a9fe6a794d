"""Tokens → Word's styles and list levels.

Word counts distances in twentieths of a point (``twips``), sizes of type in half points, the width
of rules in eighths. Space between paragraphs stands before them: programs do not agree on how the
space after one adds to the space before the next.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from lxml import etree

from cvrender.renderers.word.design import COMPLEX, EAST_ASIAN, WHITE, digits, families, palette
from cvrender.renderers.word.markup import element
from cvrender.theme.tokens import PAGE_SIZES, points

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from cvrender.outline import Outline
    from cvrender.theme.tokens import Tokens

__all__ = [
    "BAND_GAP",
    "header_rule",
    "languages",
    "numbering",
    "styles",
    "title_frame",
    "twips",
]

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_REGIONS = {
    "ar": "SA", "cs": "CZ", "de": "DE", "en": "US", "es": "ES", "fa": "IR", "fr": "FR",
    "he": "IL", "hi": "IN", "it": "IT", "ja": "JP", "ko": "KR", "nl": "NL", "pl": "PL",
    "pt": "BR", "ru": "RU", "sv": "SE", "tr": "TR", "uk": "UA", "zh": "CN",
}  # fmt: skip
_NATURAL_LINE = {
    "Arial": 1.15, "Calibri": 1.22, "Cambria": 1.17, "Garamond": 1.12, "Georgia": 1.14,
    "Source Sans Pro": 1.26, "Source Serif Pro": 1.37, "Times New Roman": 1.15, "Verdana": 1.22,
}  # fmt: skip
"""The line height of a family by its own metrics, in em: what Word calls single spacing."""


def twips(length: float) -> int:
    """Points in twentieths."""
    return round(length * 20)


def languages(language: str) -> str:
    """The attributes of ``w:lang``; Word knows languages with their region only."""
    base, _, rest = language.partition("-")
    tag = language if rest else f"{base}-{_REGIONS[base]}" if base in _REGIONS else base
    east_asian = f' w:eastAsia="{tag}"' if base in EAST_ASIAN else ""
    complex_script = f' w:bidi="{tag}"' if base in COMPLEX else ""
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
    step = points(tokens.bullets.indent)
    characters = (tokens.bullets.character, tokens.bullets.nested)
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
        f'<w:pStyle w:val="{style}"/><w:lvlText w:val="{escape(character)}"/>'
        '<w:lvlJc w:val="left"/>'
        f"<w:pPr>{indent(looks.offset + step * level, step)}</w:pPr>"
        f"{looks.run(font='minor', color=tokens.colors.accent)}</w:lvl>"
        for level, (style, character) in enumerate(zip(_LISTS, characters, strict=True))
    )
    return (
        f'<w:numbering {_W}><w:abstractNum w:abstractNumId="0">'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


_RULE_GAP = 2
"""Points between a section title and its rule."""


def header_rule(tokens: Tokens) -> Element:
    """The border of the header's last paragraph, or of its first."""
    return etree.fromstring(f"<w:pBdr {_W}>{_Looks(tokens).header_rule()}</w:pBdr>")


def title_frame(tokens: Tokens) -> Element:
    """Where a section's title stands beside it: a column of its own, level with what follows.

    In the paragraph and not in its style, where LibreOffice does not look for it; at a place and
    not at a side, for there it does not let two of them follow closely.
    """
    column = points(tokens.headings.width)
    width = twips(column - points(tokens.bullets.indent))
    around = {"wrap": "around", "vAnchor": "text", "hAnchor": "margin"}
    return element("framePr", w=width, hSpace=0, **around, x=1, y=1)


def indent(left: float, hanging: float = 0) -> str:
    """``w:ind``, in points; empty where there is none."""
    if not left and not hanging:
        return ""
    hung = f' w:hanging="{twips(hanging)}"' if hanging else ""
    return f'<w:ind w:left="{twips(left + hanging)}"{hung}/>'


class _Looks:
    """Writes styles. ``run`` and ``block`` keep the order of children that Word insists on."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.fonts = families(tokens)
        margin = tokens.page.margin
        width = PAGE_SIZES[tokens.page.size][0] - points(margin.left) - points(margin.right)
        self.right_edge = width
        beside = tokens.headings.layout == "beside"
        self.offset = points(tokens.headings.width) if beside else 0.0

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

    def rule(self, side: str, width: str, color: str, gap: int = _RULE_GAP) -> str:
        """A border ``below`` or ``above``, or none; Word counts its width in eighths of a point."""
        if side == "none":
            return ""
        return self.border({"below": "bottom", "above": "top"}[side], width, color, gap)

    def border(self, name: str, width: str, color: str, gap: int) -> str:
        return (
            f'<w:{name} w:val="single" w:sz="{max(2, round(points(width) * 8))}" w:space="{gap}"'
            f' w:color="{digits(color)}" w:themeColor="{self.slot(color)}"/>'
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

    def paragraphs(self, rtl: bool) -> Iterator[str]:
        """Every paragraph style, in the order in which a reader meets them."""
        yield _style("Normal", "Normal", self.block(rtl=rtl))
        yield from self.header_styles()
        yield from self.heading_styles()
        yield from self.text_styles()

    def header_styles(self) -> Iterator[str]:
        colors, sizes, header = self.tokens.colors, self.tokens.sizes, self.tokens.header
        on_band = WHITE if header.fill == "accent" else ""
        name = self.run(
            font="major",
            bold=header.weight != "regular",
            caps=header.case == "upper",
            color=on_band or colors.name,
            tracking=header.letter_spacing,
            size=sizes.name,
        )
        headline = self.run(color=on_band or colors.muted, size=sizes.headline)
        contacts = self.run(color=on_band, size=sizes.small)
        band, fill = (self.band(), self.fill()) if on_band else ("", "")
        rule = band or (self.header_rule() if header.rule == "above" else "")
        photo = self.block(
            keep=True, rule=band, fill=fill, after=_PHOTO_GAP, line=1, align=header.align
        )
        title = self.block(keep=True, rule=rule, fill=fill, line=1, align=header.align)
        below_name = self.block(
            keep=True, rule=band, fill=fill, before=_HEADER_GAP, align=header.align
        )
        yield _style("Photo", "Photo", photo)
        yield _style("Title", "Title", title, name)
        yield _style("Subtitle", "Subtitle", below_name, headline)
        yield _style("Contacts", "Contacts", below_name, contacts)

    def header_rule(self) -> str:
        header = self.tokens.header
        return self.rule(header.rule, header.rule_width, self.tokens.colors.accent, _HEADER_GAP)

    def fill(self) -> str:
        color = self.tokens.colors.accent
        return (
            f'<w:shd w:val="clear" w:color="auto" w:fill="{digits(color)}"'
            f' w:themeFill="{self.slot(color)}"/>'
        )

    def band(self) -> str:
        """A border of the fill's colour, which takes the fill beyond the text on every side."""
        accent, margin = self.tokens.colors.accent, self.tokens.page.margin
        side = min(_FARTHEST, int(min(points(margin.left), points(margin.right)) / 1.5))
        gaps = {"top": BAND_GAP, "left": side, "bottom": BAND_GAP, "right": side}
        return "".join(self.border(name, "1pt", accent, gap) for name, gap in gaps.items())

    def heading_styles(self) -> Iterator[str]:
        tokens, headings, space = self.tokens, self.tokens.headings, self.space
        right = self.right_edge if tokens.entries.dates == "right" else 0
        section = self.block(
            keep=True,
            rule=self.rule(headings.rule, headings.rule_width, tokens.colors.rule),
            before=0 if self.offset else space("section"),
            after=0 if self.offset else space("title"),
            line=1,
            align=headings.align,
            outline=0,
        )
        section_title = self.run(
            font="major",
            bold=headings.weight != "regular",
            caps=headings.case == "upper",
            color=tokens.colors.accent,
            tracking=headings.letter_spacing,
            size=tokens.sizes.section,
        )
        entry = self.block(keep=True, tab=right, left=self.offset, before=space("entry"), outline=1)
        role = self.block(
            keep=True, tab=right, left=self.offset, before=space("entry") * _ROLE, outline=2
        )
        entry_title = self.run(bold=True, size=tokens.sizes.entry)
        details = self.block(keep=True, tab=right, left=self.offset)
        yield _style("Heading1", "heading 1", section, section_title, "BodyText")
        yield _style("Heading2", "heading 2", entry, entry_title, "EntryDetails")
        yield _style("Heading3", "heading 3", role, self.run(bold=True), "ListBullet")
        yield _style("EntryDetails", "Entry Details", details, self.run(color=tokens.colors.muted))

    def text_styles(self) -> Iterator[str]:
        tokens, align = self.tokens, self.tokens.text.align
        bullet, paragraph = self.space("bullet"), self.space("paragraph")
        muted = self.run(color=tokens.colors.muted)
        small = self.run(color=tokens.colors.muted, size=tokens.sizes.small)
        facts, indent = tokens.facts, tokens.bullets.indent
        hanging = facts.label_width if facts.layout == "columns" else indent
        left = self.offset
        fact = self.block(left=left, hanging=points(hanging), before=bullet)
        body = self.block(left=left, before=paragraph, align=align)
        yield _style("BodyText", "Body Text", body)
        for level, (style, name) in enumerate(_LISTS.items()):
            yield _style(style, name, self.block(level=level, before=bullet, align=align))
        yield _style("Fact", "Fact", fact)
        yield _style("Keywords", "Keywords", self.block(left=left, before=paragraph), muted)
        yield _style("Footer", "footer", self.block(align="center"), small)

    def characters(self) -> Iterator[str]:
        colors, organization = self.tokens.colors, self.tokens.entries.organization
        muted = self.run(color=colors.muted, size=self.tokens.sizes.body)
        employer = self.run(
            bold=organization in ("semibold", "accent"),
            italic=organization == "italic",
            color=colors.accent if organization == "accent" else colors.text,
        )
        yield (
            '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
            '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/>'
            "<w:unhideWhenUsed/></w:style>"
        )
        yield _character("Dates", "Dates", muted)
        yield _character("Organization", "Organization", employer)
        yield _character("Location", "Location", muted)
        yield _character("FactLabel", "Fact Label", self.run(bold=True))
        yield _character("Strong", "Strong", self.run(bold=True, color=colors.text))
        yield _character("Hyperlink", "Hyperlink", self.run(proof=False, color=colors.link))
        if self.tokens.header.fill == "accent":
            on_band = self.run(proof=False, color=WHITE)
            yield _character("ContactLink", "Contact Link", on_band)
        yield _character("Code", "Code", self.run(proof=False))

    def space(self, name: str) -> float:
        return points(getattr(self.tokens.spacing, name))


_ALIGN = {"center": "center", "justify": "both"}
_LISTS = {"ListBullet": "List Bullet", "ListBullet2": "List Bullet 2"}
_HEADER_GAP = 4
"""Points between the lines of the name block."""
_PHOTO_GAP = 7
BAND_GAP = 12
_FARTHEST = 31
"""Points between a band's words and its edge; Word takes no more than 31."""
_ROLE = 0.75
"""The space above a role, as a part of that above an entry."""
_LATENT = (
    '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1"'
    ' w:defUnhideWhenUsed="1" w:defQFormat="0" w:count="376"/>'
)


def _style(style: str, name: str, block: str, run: str = "", following: str = "") -> str:
    is_normal = style == "Normal"
    based = "" if is_normal else '<w:basedOn w:val="Normal"/>'
    after = f'<w:next w:val="{following}"/>' if following else ""
    return (
        f'<w:style w:type="paragraph"{_DEFAULT if is_normal else _custom(style)}'
        f' w:styleId="{style}"><w:name w:val="{name}"/>{based}{after}'
        f'<w:uiPriority w:val="1"/><w:qFormat/>{block}{run}</w:style>'
    )


def _character(style: str, name: str, run: str) -> str:
    return (
        f'<w:style w:type="character"{_custom(style)} w:styleId="{style}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="2"/><w:qFormat/>'
        f"{run}</w:style>"
    )


def _custom(style: str) -> str:
    return ' w:customStyle="1"' if style in _OURS else ""


_DEFAULT = ' w:default="1"'
_OURS = {
    *("Photo", "Contacts", "EntryDetails", "Fact", "Keywords"),
    *("Dates", "Organization", "Location", "FactLabel", "ContactLink", "Code"),
}
"""Styles that Word does not know by name."""


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
