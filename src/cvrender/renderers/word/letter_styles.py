"""Letter styles: those of what stands below the sender; Word has names of its own for most."""

from collections.abc import Iterator

from cvrender import layouts
from cvrender.outline.letter import Letter
from cvrender.renderers.letter_page import RETURN_LINE, RETURN_SIZE, Places
from cvrender.renderers.word.formatting import ParagraphFormat, RunFormat
from cvrender.renderers.word.style import Style
from cvrender.renderers.word.theme_part import ThemeColor
from cvrender.theme.measures import to_points
from cvrender.theme.tokens import Tokens

_BETWEEN_PARAGRAPHS = 0.6
"""In lines."""


def letter_styles(letter: Letter, tokens: Tokens, muted: ThemeColor, rtl: bool) -> Iterator[Style]:
    """The styles of a letter in its layout; what has a place of its own has lines of one height."""
    line = to_points(tokens.sizes.body) * tokens.line_height
    block = ParagraphFormat(space_before=line)
    yield from _head(letter, tokens, block, muted, rtl)
    gap, layout = _BETWEEN_PARAGRAPHS * line, layouts.load(letter.layout)
    text = ParagraphFormat(space_before=gap, alignment=tokens.text.align)
    end = ParagraphFormat(alignment=layout.closing_at.align, keep_with_next=True)
    yield Style("Salutation", block, next="LetterText")
    yield Style("LetterText", text, name="Letter Text", custom=True)
    yield Style("Valediction", end._replace(space_before=line), next="Signature", custom=True)
    yield Style("Signature", end._replace(space_before=3, keep_with_next=None))
    yield Style("Enclosures", block, custom=True)


def _head(
    letter: Letter, tokens: Tokens, block: ParagraphFormat, muted: ThemeColor, rtl: bool
) -> Iterator[Style]:
    """Those above the text."""
    layout, beside = layouts.load(letter.layout), letter.date_beside
    places = Places.of(letter, tokens, "rtl" if rtl else "ltr")
    lines = block._replace(line_height=block.space_before, left_indent=places.recipient or None)
    small = RunFormat(color=muted, size=RETURN_SIZE)
    address = lines._replace(left_tab=places.date if beside else None)
    date = block._replace(
        left_indent=None if beside else places.date or None, alignment=layout.date_at.align
    )
    subject = block._replace(
        keep_with_next=True, outline_level=0, alignment=layout.subject_at.align
    )
    returned = lines._replace(line_height=RETURN_LINE)
    yield Style("ReturnAddress", returned, small, "Return Address", custom=True)
    yield Style("InsideAddress", address, name="Inside Address", custom=True)
    yield Style("Date", date, next="Salutation")
    yield Style("Subject", subject, RunFormat(bold=True), next="Salutation", custom=True)
