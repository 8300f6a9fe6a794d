"""Looks: what a template's styles and theme say → the tokens that our own styles are made of.

What we add has their fonts, sizes and colours. A document whose colours are those of any new one
has none of its own: what we add is in the colour of its text.
"""

import re
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from cvrender.renderers.word.theme_part import ThemeFont, WordTheme
from cvrender.theme import Theme
from cvrender.theme.color import LEGIBLE, WHITE, contrast, mixed
from cvrender.theme.measures import PAGE_SIZES, to_points
from cvrender.theme.tokens import Tokens

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_STANDARD = ("Office", "Larissa", "LibreOffice")
"""The names of colour schemes that every new document has."""
_SIZE = 20
"""Half points, where no style says a size (17.3.2.38)."""
_ON = ("1", "true", "on")
_SMALLEST, _LARGEST = 6, 72
_DEEPEST = 20
"""Of styles based on each other."""
_ALIGNED = {"center": "center", "both": "left"}


class Looks:
    """The styles of a template by id, and its theme."""

    def __init__(self, styles: Any, theme: Any | None) -> None:
        self.styles = {each.get(qn("w:styleId")): each for each in styles.iter(qn("w:style"))}
        self.defaults = styles.find(qn("w:docDefaults"))
        self.scheme = theme.find(f".//{_A}clrScheme") if theme is not None else None
        self.fonts = theme.find(f".//{_A}fontScheme") if theme is not None else None
        self.named: dict[tuple[str, str], str] = {}
        for name, style in self.styles.items():
            called = style.find(qn("w:name"))
            key = "" if called is None else called.get(qn("w:val"), "").casefold()
            self.named.setdefault((style.get(qn("w:type")), key), name)

    def default(self, kind: str) -> str | None:
        """The id of the style of a paragraph, or of characters, that names none.

        LibreOffice does not say which that is.
        """
        of_kind = (s for s in self.styles.items() if s[1].get(qn("w:type")) == kind)
        found = next((name for name, style in of_kind if style.get(qn("w:default")) in _ON), None)
        return found or (self.named.get((kind, "normal")) if kind == "paragraph" else None)

    def find(self, kind: str, name: str, identifier: str) -> str | None:
        """The id of their style: by its name, which Word keeps in English, or else by its id."""
        if name == "Normal":
            return self.default(kind)
        if found := self.named.get((kind, name.casefold())):
            return found
        style = self.styles.get(identifier)
        return identifier if style is not None and style.get(qn("w:type")) == kind else None

    @property
    def text(self) -> str | None:
        """The id of the style of running text: many set it apart from that of a new paragraph."""
        return self.find("paragraph", "Body Text", "BodyText") or self.default("paragraph")

    def named_as(self, name: str) -> str | None:
        """The id of their paragraph style that is as one of Word's own, such as ``heading 1``."""
        return self.find("paragraph", name, name.title().replace(" ", ""))

    def said(self, name: str | None, path: str) -> Any | None:
        """What a style says, or those that it is based on, or else the defaults, of a property."""
        steps = "/".join(map(qn, path.split("/")))
        for style in self._bases(name):
            if (found := style.find(steps)) is not None:
                return found
        if self.defaults is None:
            return None
        default = {"w:rPr": "w:rPrDefault", "w:pPr": "w:pPrDefault"}[path.split("/")[0]]
        return self.defaults.find(f"{qn(default)}/{steps}")

    @property
    def is_turned(self) -> bool:
        """Whether text reads from right to left by itself."""
        found = self.said(self.default("paragraph"), "w:pPr/w:bidi")
        return found is not None and found.get(qn("w:val"), "1") in _ON

    def has_list(self, name: str) -> bool:
        """Whether paragraphs of a style are items of a list by it."""
        number = self.said(name, "w:pPr/w:numPr/w:numId")
        return number is not None and number.get(qn("w:val")) != "0"

    def _bases(self, name: str | None) -> Iterator[Any]:
        for _ in range(_DEEPEST):
            style = self.styles.get(name)
            if style is None:
                return
            yield style
            base = style.find(qn("w:basedOn"))
            name = None if base is None else base.get(qn("w:val"))

    def size(self, name: str | None) -> float:
        """In points, as type is that a person reads."""
        size = number(self.said(name, "w:rPr/w:sz"), "w:val", _SIZE) / 2
        return min(max(size, _SMALLEST), _LARGEST)

    def font(self, name: str | None) -> ThemeFont:
        found = self.said(name, "w:rPr/w:rFonts")
        if found is None:
            return ThemeFont("", "Times New Roman")
        role = (found.get(qn("w:asciiTheme")) or "")[:5]
        if role in ("major", "minor") and self.fonts is not None:
            latin = self.fonts.find(f"{_A}{role}Font/{_A}latin")
            return ThemeFont(role, latin.get("typeface") if latin is not None else "")
        return ThemeFont("", found.get(qn("w:ascii")) or "Times New Roman")

    def color(self, name: str | None) -> str | None:
        """As ``#1f4e79``; None where a style leaves it to the program."""
        found = self.said(name, "w:rPr/w:color")
        value = "auto" if found is None else found.get(qn("w:val"), "auto")
        return None if value == "auto" or len(value) != 6 else f"#{value.lower()}"

    def align(self, name: str) -> str:
        found = self.said(name, "w:pPr/w:jc")
        return _ALIGNED.get("" if found is None else found.get(qn("w:val"), ""), "left")

    def slot(self, name: str) -> str | None:
        """A colour of their theme; None where that has none of its own."""
        if self.scheme is None or self.scheme.get("name") in _STANDARD:
            return None
        found = self.scheme.find(f"{_A}{name}/*")
        value = "" if found is None else found.get("lastClr") or found.get("val", "")
        return f"#{value.lower()}" if len(value) == 6 else None


def number(element: Any | None, key: str, otherwise: float) -> float:
    """An attribute of ``element`` that is a number, or else what stands for it."""
    found = "" if element is None else element.get(qn(key), "")
    return float(found) if re.fullmatch(r"-?[0-9]{1,9}", found) else otherwise


class TheirTheme(WordTheme):
    """Colours and fonts of what is added to a template."""

    def __init__(self, theme: Theme, looks: Looks) -> None:
        super().__init__(theme)
        self.minor = looks.font(looks.text)
        self.major = looks.font(looks.named_as("heading 1") or looks.text)
        names = {"accent1": "accent1", "text2": "dk2", "hyperlink": "hlink"}
        slots = {slot: looks.slot(name) for slot, name in names.items()}
        self.slots = {slot: color for slot, color in slots.items() if color}


def tokens(base: Tokens, looks: Looks, width: float) -> Tokens:
    """``base`` in their looks, for text that is ``width`` points wide: one column, no ornaments."""
    fonts = _fonts(looks)
    title, section = looks.named_as("Title"), looks.named_as("heading 1")
    header = {"align": looks.align(title), "case": "none"} if title else {}
    headings = {"rule": "none", "case": "none"} if section else {}
    return base.changed(
        page=_page(base, width),
        fonts=fonts,
        sizes=_sizes(base, looks),
        colors=_colors(looks, looks.text, section),
        header={"fill": "none", "rule": "none", "emphasis": "none", **header},
        headings={"hang": "0mm", **headings},
        contacts={"icons": False},
        photo={"place": "above"},
        sidebar={"sections": ()},
        entries={"layout": "one-line"},
        word={"fonts": base.word.fonts.model_copy(update=fonts), "embed_fonts": False},
    )


def _fonts(looks: Looks) -> dict[str, str]:
    """Their families for text and for titles."""
    body, section = looks.text, looks.named_as("heading 1")
    return {"body": looks.font(body).family, "heading": looks.font(section or body).family}


def _sizes(base: Tokens, looks: Looks) -> dict[str, str]:
    """Their sizes, and others of the theme in the proportion of their text to its own."""
    scale = looks.size(looks.text) / to_points(base.sizes.body)
    scaled = {key: f"{to_points(size) * scale:.4g}pt" for key, size in base.sizes}
    known = {"name": "Title", "section": "heading 1", "entry": "heading 2"}
    own = {key: named for key, name in known.items() if (named := looks.named_as(name))}
    return scaled | {key: f"{looks.size(name):g}pt" for key, name in own.items()}


def _page(base: Tokens, width: float) -> dict[str, object]:
    """Paper and margins that leave ``width``: nothing else of a page is theirs to ask for."""
    size = next((name for name, (paper, _) in PAGE_SIZES.items() if paper > width), "Letter")
    margin = max(0, PAGE_SIZES[size][0] - width) / 2
    sides = dict.fromkeys(("left", "right"), f"{margin:.4f}pt")
    return {"size": size, "margin": base.page.margin.model_copy(update=sides)}


def _colors(looks: Looks, body: str | None, section: str | None) -> dict[str, str]:
    """Words in their colours, as long as they are legible."""
    text = looks.color(body) or "#000000"
    accent = _legible(looks.color(section) if section else looks.slot("accent1")) or text
    muted = _legible(looks.slot("dk2")) or _legible(mixed(text, WHITE, 0.7)) or text
    rule, panel = mixed(accent, WHITE, 0.4), mixed(accent, WHITE, 0.08)
    link = _legible(looks.slot("hlink")) or accent
    return {
        "text": text, "accent": accent, "muted": muted, "name": accent, "link": link,
        "rule": rule, "panel": panel,
    }  # fmt: skip


def _legible(color: str | None) -> str | None:
    return color if color and contrast(color, WHITE) >= LEGIBLE else None
