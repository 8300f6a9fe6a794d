"""Patches of the structure that WeasyPrint gives a tagged PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cvrender.renderers.pdf.patches.patch import patch

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["PATCHES"]


@patch(
    tested={"weasyprint": "70"},
    reaches={
        "weasyprint.draw:draw_stacking_context": ("stream", "stacking_context"),
        "weasyprint.pdf.tags:_build_box_tree": (
            "box",
            "parent",
            "pdf",
            "page_number",
            "nums",
            "annotations",
            "tags",
        ),
        "weasyprint.formatting_structure.boxes:MarginBox": (),
    },
    loss="this PDF may not conform to PDF/UA-1: the footers of its pages are tagged as text",
    report="Running headers and footers are not marked as artifacts",
    guard="test_pdf_tags.py::test_the_foot_of_a_page_is_no_part_of_what_is_read",
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


PATCHES = (running_heads_are_artifacts,)
