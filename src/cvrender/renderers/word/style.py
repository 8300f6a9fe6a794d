"""Style: one style as a value, and its ``w:style``; what it is in a sidebar."""

from typing import NamedTuple, Self

from cvrender.renderers.word.formatting import ParagraphFormat, RunFormat
from cvrender.renderers.word.theme_part import ThemeColor
from cvrender.renderers.word.xml import Xml, element, toggle, value

SIDE = "Sidebar"
"""What the ids of styles begin with that stand in one."""
_INHERITED = RunFormat()


class Style(NamedTuple):
    """A style (``w:style``, 17.7.4.17): of characters if ``paragraph`` is None.

    ``name`` is what Word shows, if not the id. ``next`` is the style of a paragraph that is added
    after one. ``custom`` styles are not among Word's own; ``hidden`` ones are listed once used.
    """

    id: str
    paragraph: ParagraphFormat | None = None
    run: RunFormat = _INHERITED
    name: str = ""
    next: str | None = None
    custom: bool = False
    hidden: bool | None = None
    base: str = ""
    """The id of the style that it is based on, if not the default of its kind."""

    @property
    def parent(self) -> str:
        """The id of the style that it is based on, or its own."""
        return self.base or ("DefaultParagraphFont" if self.paragraph is None else "Normal")

    def aside(self, text: ThemeColor) -> Self:
        """The style for a sidebar with words in the colour ``text``, which is listed once used.

        A heading is one by the style that it is based on, too, of which it takes nothing.
        """
        name, made = self.name or self.id, self
        if self.paragraph is not None:
            run = self.run._replace(color=self.run.color or text)
            made = self._replace(run=run)
            if self.paragraph.outline_level is not None:
                flush = self.paragraph._replace(left_indent=0, hanging_indent=0)
                made = made._replace(paragraph=flush, base=self.id)
        return made._replace(
            id=SIDE + self.id,
            name=f"{SIDE} {name[0].upper()}{name[1:]}",
            next=self.next and SIDE + self.next,
            custom=True,
            hidden=True,
        )

    def element(self) -> Xml:
        kind, rank = ("character", 2) if self.paragraph is None else ("paragraph", 1)
        base = self.parent
        is_default = self.id == base
        return element(
            "w:style",
            value("w:name", self.name or self.id),
            value("w:basedOn", None if is_default else base),
            value("w:next", self.next),
            value("w:uiPriority", rank),
            toggle("w:semiHidden", self.hidden),
            toggle("w:unhideWhenUsed", self.hidden),
            toggle("w:qFormat", not self.hidden or None),
            self.paragraph.element() if self.paragraph else None,
            self.run.element(),
            type=kind,
            default=1 if is_default else None,
            customStyle=1 if self.custom else None,
            styleId=self.id,
        )
