"""Tokens → Word's styles and list levels.

Space between paragraphs stands before them: programs do not agree on how the space after one
adds to the space before the next.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from lxml import etree

from cvrender.renderers.name_block import HEADLINE_GAP, NAME_GAP
from cvrender.renderers.word.formatting import Properties, halves, indent, languages
from cvrender.renderers.word.theme_part import WHITE
from cvrender.theme.tokens import PAGE_SIZES, points

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from cvrender.outline import Outline
    from cvrender.theme.tokens import Tokens

__all__ = ["BAND_GAP", "LISTS", "header_rule", "numbering", "styles"]

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_NATURAL_LINE = {
    "Arial": 1.15, "Calibri": 1.22, "Cambria": 1.17, "Garamond": 1.12, "Georgia": 1.14,
    "Source Sans Pro": 1.26, "Source Serif Pro": 1.37, "Times New Roman": 1.15, "Verdana": 1.22,
}  # fmt: skip
"""The line height of a family by its own metrics, in em: what Word calls single spacing."""
_TITLE_LINE = 1.2


def styles(tokens: Tokens, outline: Outline) -> str:
    """The part ``styles.xml``."""
    rtl = outline.direction == "rtl"
    looks = _Looks(_untracked(tokens) if rtl else tokens)
    return (
        f"<w:styles {_W}>{looks.defaults(languages(outline.language))}"
        f"{_LATENT}{''.join(looks.paragraphs(rtl))}{''.join(looks.characters())}</w:styles>"
    )


def _untracked(tokens: Tokens) -> Tokens:
    """``tokens`` for letters that are joined: space between them would tear them apart."""
    none = {"letter_spacing": 0.0}
    header, headings = (part.model_copy(update=none) for part in (tokens.header, tokens.headings))
    return tokens.model_copy(update={"header": header, "headings": headings})


def numbering(tokens: Tokens) -> str:
    """The part ``numbering.xml``: one list of five levels, which the list styles refer to."""
    looks = _Looks(tokens)
    step = points(tokens.bullets.indent)
    characters = (tokens.bullets.character, *[tokens.bullets.nested] * len(_DEEPER))
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
        f'<w:pStyle w:val="{style}"/><w:lvlText w:val="{escape(character)}"/>'
        '<w:lvlJc w:val="left"/>'
        f"<w:pPr>{indent(step * level, step)}</w:pPr>"
        f"{looks.write.run(font='minor', color=tokens.colors.accent)}</w:lvl>"
        for level, (style, character) in enumerate(zip(LISTS, characters, strict=True))
    )
    return (
        f'<w:numbering {_W}><w:abstractNum w:abstractNumId="0">'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def header_rule(tokens: Tokens) -> Element:
    """The border of the header's last paragraph, or of its first."""
    return etree.fromstring(f"<w:pBdr {_W}>{_Looks(tokens).header_rule()}</w:pBdr>")


class _Looks:
    """Which styles there are, and what each says."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.write = Properties(tokens)
        margin = tokens.page.margin
        width = PAGE_SIZES[tokens.page.size][0] - points(margin.left) - points(margin.right)
        self.right_edge = width

    def defaults(self, language: str) -> str:
        tokens = self.tokens
        run = self.write.run(
            font="minor", color=tokens.colors.text, size=tokens.sizes.body, language=language
        )
        block = self.write.block(before=0, after=0, line=self.line())
        return (
            f"<w:docDefaults><w:rPrDefault>{run}</w:rPrDefault>"
            f"<w:pPrDefault>{block}</w:pPrDefault></w:docDefaults>"
        )

    def line(self) -> float:
        """Lines as far apart as the tokens say, though Word rounds the size of their type."""
        body = self.tokens.sizes.body
        rounded = points(body) * 2 / halves(body)
        return self.tokens.line_height * rounded / _natural(self.write.fonts.body)

    def title_line(self) -> float:
        """A section title's, which is never wide."""
        return min(_TITLE_LINE, self.tokens.line_height) / _natural(self.write.fonts.heading)

    def paragraphs(self, rtl: bool) -> Iterator[str]:
        """Every paragraph style, in the order in which a reader meets them."""
        yield _style("Normal", "Normal", self.write.block(rtl=rtl))
        yield from self.header_styles()
        yield from self.heading_styles()
        yield from self.text_styles()

    def header_styles(self) -> Iterator[str]:
        colors, sizes, header = self.tokens.colors, self.tokens.sizes, self.tokens.header
        on_band = WHITE if header.fill == "accent" else ""
        name = self.write.run(
            font="major",
            bold=header.weight != "regular",
            caps=header.case == "upper",
            color=on_band or colors.name,
            tracking=header.letter_spacing,
            size=sizes.name,
        )
        headline = self.write.run(color=on_band or colors.muted, size=sizes.headline)
        contacts = self.write.run(color=on_band, size=sizes.small)
        band, fill = (self.band(), self.write.fill()) if on_band else ("", "")
        rule = band or (self.header_rule() if header.rule == "above" else "")
        photo = self.write.block(
            keep=True, rule=band, fill=fill, after=_PHOTO_GAP, line=1, align=header.align
        )
        title = self.write.block(keep=True, rule=rule, fill=fill, line=1, align=header.align)
        below_name, below_headline = (
            self.write.block(keep=True, rule=band, fill=fill, before=gap, align=header.align)
            for gap in (NAME_GAP, HEADLINE_GAP)
        )
        yield _style("Photo", "Photo", photo)
        yield _style("Title", "Title", title, name)
        yield _style("Subtitle", "Subtitle", below_name, headline)
        yield _style("Contacts", "Contacts", below_headline, contacts)

    def header_rule(self) -> str:
        header = self.tokens.header
        return self.write.rule(
            header.rule, header.rule_width, self.tokens.colors.accent, _HEADER_RULE_GAP
        )

    def band(self) -> str:
        """A border of the fill's colour, which takes the fill beyond the text on every side."""
        accent, margin = self.tokens.colors.accent, self.tokens.page.margin
        side = min(_FARTHEST, int(min(points(margin.left), points(margin.right)) / 1.5))
        gaps = {"top": BAND_GAP, "left": side, "bottom": BAND_GAP, "right": side}
        return "".join(self.write.border(name, "1pt", accent, gap) for name, gap in gaps.items())

    def heading_styles(self) -> Iterator[str]:
        tokens, headings, space = self.tokens, self.tokens.headings, self.space
        right = self.right_edge if tokens.entries.dates == "right" else 0
        section = self.write.block(
            keep=True,
            rule=self.write.rule(headings.rule, headings.rule_width, tokens.colors.rule),
            before=space("section"),
            after=space("title"),
            line=self.title_line(),
            align=headings.align,
            outline=0,
        )
        section_title = self.write.run(
            font="major",
            bold=headings.weight != "regular",
            caps=headings.case == "upper",
            color=tokens.colors.accent,
            tracking=headings.letter_spacing,
            size=tokens.sizes.section,
        )
        entry = self.write.block(keep=True, tab=right, before=space("entry"), outline=1)
        role = self.write.block(keep=True, tab=right, before=space("entry") * _ROLE, outline=2)
        entry_title = self.write.run(bold=True, size=tokens.sizes.entry)
        details = self.write.block(keep=True, tab=right)
        yield _style("Heading1", "heading 1", section, section_title, "BodyText")
        yield _style("Heading2", "heading 2", entry, entry_title, "EntryDetails")
        yield _style("Heading3", "heading 3", role, self.write.run(bold=True), "ListBullet")
        yield _style(
            "EntryDetails", "Entry Details", details, self.write.run(color=tokens.colors.muted)
        )

    def text_styles(self) -> Iterator[str]:
        tokens, align = self.tokens, self.tokens.text.align
        bullet, paragraph = self.space("bullet"), self.space("paragraph")
        muted = self.write.run(color=tokens.colors.muted)
        small = self.write.run(color=tokens.colors.muted, size=tokens.sizes.small)
        fact = self.write.block(hanging=self.label_width(), before=bullet)
        body = self.write.block(before=paragraph, align=align)
        yield _style("BodyText", "Body Text", body)
        for level, (style, name) in enumerate(LISTS.items()):
            yield _style(style, name, self.write.block(level=level, before=bullet, align=align))
        yield _style("Fact", "Fact", fact)
        yield _style("Keywords", "Keywords", self.write.block(before=paragraph), muted)
        yield _style("Footer", "footer", self.write.block(align="center"), small)

    def label_width(self) -> float:
        """How far the second line of a fact, or its text, stands from its label's left edge."""
        facts = self.tokens.facts
        indent = {"columns": facts.label_width, "inline": self.tokens.bullets.indent, "run": "0pt"}
        return points(indent[facts.layout])

    def characters(self) -> Iterator[str]:
        colors, organization = self.tokens.colors, self.tokens.entries.organization
        muted = self.write.run(color=colors.muted, size=self.tokens.sizes.body)
        employer = self.write.run(
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
        yield _character("FactLabel", "Fact Label", self.write.run(bold=True))
        yield _character("Strong", "Strong", self.write.run(bold=True, color=colors.text))
        yield _character("Hyperlink", "Hyperlink", self.write.run(proof=False, color=colors.link))
        ink = WHITE if self.tokens.header.fill == "accent" else colors.text
        contact = self.write.run(proof=False, color=ink)
        yield _character("ContactLink", "Contact Link", contact)
        yield _character("Code", "Code", self.write.run(proof=False))

    def space(self, name: str) -> float:
        return points(getattr(self.tokens.spacing, name))


_DEEPER = {f"ListBullet{level}": f"List Bullet {level}" for level in range(2, 6)}
LISTS = {"ListBullet": "List Bullet", **_DEEPER}
"""The styles that Word has for lists inside lists, by their ids."""
_HEADER_RULE_GAP = 7
_PHOTO_GAP = 7
BAND_GAP = 4
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


def _natural(family: str) -> float:
    return _NATURAL_LINE.get(family, 1.2)


def _custom(style: str) -> str:
    return ' w:customStyle="1"' if style in _OURS else ""


_DEFAULT = ' w:default="1"'
_OURS = {
    *("Photo", "Contacts", "EntryDetails", "Fact", "Keywords"),
    *("Dates", "Organization", "Location", "FactLabel", "ContactLink", "Code"),
}
"""Styles that Word does not know by name."""
