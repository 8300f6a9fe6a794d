"""Patches of how WeasyPrint breaks text into lines, draws it, and tags it.

Each keeps the parameters of the function that it stands in for: others reach it, too.
"""

from collections.abc import Iterator
from typing import Any

from cvrender.renderers.pdf.patches import to_unicode
from cvrender.renderers.pdf.patches.patch import patch

_DRAW_LINE = (
    "weasyprint.draw.text:draw_first_line(stream, textbox, text_overflow, block_ellipsis, matrix)"
)
_SPLIT_LINE = (
    "weasyprint.layout.inline:split_first_line"
    "(text, style, context, max_width, justification_spacing, is_line_start, minimum)"
)
_DRAWN_BLANK = "\u200b"
"""ZERO WIDTH SPACE: no blank to ``str.strip``."""


@patch(
    "weasyprint",
    reaches=(_SPLIT_LINE,),
    loss="a line that just fits may be broken after its first word",
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


@patch(
    "weasyprint",
    reaches=(_DRAW_LINE,),
    loss="a space between words of two styles may be missing to readers of this PDF",
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
    "weasyprint",
    "fontTools",
    reaches=(
        _DRAW_LINE,
        "weasyprint.draw.text:pango",
        "weasyprint.draw.text:ffi",
        "weasyprint.pdf.fonts:Font.__init__(self, pango_font, description, font_size)",
        "weasyprint.pdf.fonts:Font.clean(self, to_unicode, hinting)",
    ),
    loss="text in scripts such as Arabic or Hindi may be misread in this PDF",
)
def each_code_means_one_character() -> None:
    """Draw with codes of which each means one character, where WeasyPrint's are glyphs.

    See ``to_unicode``.
    """
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
    "weasyprint",
    reaches=(
        "weasyprint.draw:draw_stacking_context(stream, stacking_context)",
        "weasyprint.pdf.tags:_build_box_tree"
        "(box, parent, pdf, page_number, nums, annotations, tags)",
        "weasyprint.formatting_structure.boxes:MarginBox",
    ),
    loss="this PDF may not conform to PDF/UA-1: the footers of its pages are tagged as text",
)
def running_heads_are_artifacts() -> None:
    """Mark the margin boxes of pages as pagination artifacts (ISO 14289-1, 7.8).

    WeasyPrint marks them as content of a structure in which they do not stand.
    """
    from weasyprint import draw
    from weasyprint.formatting_structure.boxes import MarginBox
    from weasyprint.pdf import tags

    shipped_draw, shipped_build = draw.draw_stacking_context, tags._build_box_tree

    def drawn(stream: Any, context: Any) -> None:
        if not isinstance(context.box, MarginBox) or stream._tags is None:
            shipped_draw(stream, context)
            return
        marks, stream._tags = stream._tags, None
        kind = "Header" if context.box.at_keyword.startswith("@top") else "Footer"
        stream.begin_marked_content("Artifact", f"<</Type /Pagination /Subtype /{kind}>>")
        shipped_draw(stream, context)
        stream.end_marked_content()
        stream._tags = marks

    def built(box: Any, *where: Any) -> Iterator[Any]:
        return iter(()) if isinstance(box, MarginBox) else shipped_build(box, *where)

    draw.draw_stacking_context, tags._build_box_tree = drawn, built


PATCHES = (
    lines_are_filled,
    blanks_are_drawn,
    each_code_means_one_character,
    running_heads_are_artifacts,
)
