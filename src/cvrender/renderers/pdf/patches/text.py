"""Patches of how WeasyPrint breaks text into lines, and draws it so that it can be read back."""

from __future__ import annotations

from typing import Any

from cvrender.renderers.pdf.patches import to_unicode
from cvrender.renderers.pdf.patches.patch import patch

__all__ = ["PATCHES"]

_DRAWING = {
    "weasyprint.draw.text:draw_first_line": (
        "stream",
        "textbox",
        "text_overflow",
        "block_ellipsis",
        "matrix",
    )
}
_DRAWN_BLANK = "\u200b"
"""ZERO WIDTH SPACE: no blank to ``str.strip``."""


@patch(
    tested={"weasyprint": "70", "fontTools": "4"},
    reaches=_DRAWING
    | {
        "weasyprint.draw.text:pango": (),
        "weasyprint.draw.text:ffi": (),
        "weasyprint.pdf.fonts:Font.__init__": ("self", "pango_font", "description", "font_size"),
        "weasyprint.pdf.fonts:Font.clean": ("self", "to_unicode", "hinting"),
    },
    loss="text in scripts such as Arabic or Hindi may be misread in this PDF",
    report="A glyph says one text for all its uses",
    guard="test_scripts.py::test_each_character_comes_back_from_the_page",
)
def each_code_means_one_character() -> None:
    """Draw with codes of which each means one character; see ``to_unicode``."""
    from weasyprint.draw import text
    from weasyprint.pdf import fonts

    text.draw_first_line = to_unicode.drawing(text.draw_first_line, text.pango, text.ffi)
    fonts.Font.clean = to_unicode.subsetting(fonts.Font.clean)
    shipped = fonts.Font.__init__

    def make(self: Any, pango_font: Any, description: Any, font_size: float) -> None:
        shipped(self, pango_font, description, font_size)
        self.to_unicode = to_unicode.Codes(self)

    fonts.Font.__init__ = make


@patch(
    tested={"weasyprint": "70"},
    reaches=_DRAWING,
    loss="a space between words of two styles may be missing to readers of this PDF",
    report="A line box that holds a space alone is not drawn",
    guard="test_pdf_drawing.py::test_a_blank_between_words_of_two_styles_is_one_to_every_reader",
)
def blanks_are_drawn() -> None:
    """Draw a text box that holds spaces alone.

    WeasyPrint leaves it out, and a gap between bold and italic words is no space to pypdf.
    """
    from weasyprint.draw import text

    shipped = text.draw_first_line

    def draw_first_line(
        stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any
    ) -> Any:
        words = textbox.text
        textbox.text = _DRAWN_BLANK if words.isspace() else words
        try:
            return shipped(stream, textbox, text_overflow, block_ellipsis, matrix)
        finally:
            textbox.text = words

    text.draw_first_line = draw_first_line


@patch(
    tested={"weasyprint": "70"},
    reaches={
        "weasyprint.layout.inline:split_first_line": (
            "text",
            "style",
            "context",
            "max_width",
            "justification_spacing",
            "is_line_start",
            "minimum",
        )
    },
    loss="a line that just fits may be broken after its first word",
    report="A text that fits but for its trailing space is broken after its first word",
    guard="test_looks.py::test_a_line_is_filled_though_the_blank_at_its_end_has_no_room",
)
def lines_are_filled() -> None:
    """Let a line hold all of a text that fits but for the space at its end.

    WeasyPrint breaks such a text, which an element of another style follows, after its first word.
    """
    from weasyprint.layout import inline

    shipped = inline.split_first_line

    def split_first_line(text: str, *options: Any, **more: Any) -> Any:
        line = shipped(text, *options, **more)
        resume_at = line[2]
        if resume_at is not None and text.endswith(" "):
            layout, length, rest, *size = shipped(text.rstrip(" "), *options, **more)
            if rest is None:
                return layout, length, len(text.encode()), *size
        return line

    inline.split_first_line = split_first_line


PATCHES = (lines_are_filled, blanks_are_drawn, each_code_means_one_character)
