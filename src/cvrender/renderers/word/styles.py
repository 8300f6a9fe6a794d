"""Styles part: the styles of the text, and of what stands in a sidebar."""

from collections.abc import Iterator

from cvrender.outline import Outline
from cvrender.renderers import icons
from cvrender.renderers.word.columns import Columns
from cvrender.renderers.word.formatting import ParagraphFormat, RunFormat
from cvrender.renderers.word.style import Style
from cvrender.renderers.word.text_styles import TextStyles
from cvrender.renderers.word.theme_part import WordTheme
from cvrender.renderers.word.xml import Xml, declared, element
from cvrender.theme.measures import to_points

_NOT_BESIDE = ("Normal", "Closing", "Signature", "Footer", "DefaultParagraphFont")
_SIDE_PHOTO_GAP = 11
_BETWEEN_CONTACTS = 0.25
"""In ems of the text."""
_LATENT = {
    "defLockedState": 0, "defUIPriority": 99, "defSemiHidden": 1, "defUnhideWhenUsed": 1,
    "defQFormat": 0, "count": 376,
}  # fmt: skip


def styles(columns: Columns, theme: WordTheme, outline: Outline) -> Xml:
    """``w:styles`` (17.7.4.18), the root of the part."""
    made = TextStyles(columns.text, theme, outline)
    written = (style.element() for style in listed(columns, theme, outline))
    latent = element("w:latentStyles", **_LATENT)
    return element("w:styles", made.defaults(), latent, *written, **declared("w"))


def listed(columns: Columns, theme: WordTheme, outline: Outline) -> Iterator[Style]:
    """The styles of the text, and of a sidebar."""
    yield from TextStyles(columns.text, theme, outline).all()
    if columns.side is not None:
        yield from _SideStyles(columns.side, theme, outline).all()


class _SideStyles(TextStyles):
    """The styles of what stands in a sidebar, whose ids begin with its name."""

    list_number = 2

    def all(self) -> Iterator[Style]:
        for style in super().all():
            if style.id not in _NOT_BESIDE:
                yield style.aside(self.text)

    def header_styles(self) -> Iterator[Style]:
        body, small = to_points(self.tokens.sizes.body), to_points(self.tokens.sizes.small)
        photo = ParagraphFormat(line_spacing=1, space_after=_SIDE_PHOTO_GAP, alignment="center")
        hanging = small * (icons.SIZE + icons.GAP) if self.tokens.contacts.icons else None
        contact = ParagraphFormat(
            space_before=_BETWEEN_CONTACTS * body, left_indent=hanging, hanging_indent=hanging
        )
        yield Style("Photo", photo, custom=True)
        yield Style("Contacts", contact, RunFormat(size=small), custom=True)

    def paper(self) -> str:
        return self.tokens.colors.panel

    def label_width(self) -> None:
        """Facts have none: their text runs on, or stands below their labels."""
