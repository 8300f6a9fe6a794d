"""Word: native .docx files (ECMA-376, transitional). python-docx manages the package.

Formatting is in styles, and their colours and fonts in the Word theme: whoever edits the file
changes each in one place.
"""

import json
from collections.abc import Iterator

from cvrender import sandbox
from cvrender.errors import Fault
from cvrender.outline import Outline
from cvrender.renderers.base import Renderer
from cvrender.theme import Theme
from cvrender.theme.tokens import Tokens

__all__ = ["RENDERER"]


def _has_columns(tokens: Tokens) -> bool:
    """Whether what stands in a sidebar is read first."""
    return tokens.word.sidebar == "column" and tokens.word.template is None


def render(outline: Outline, theme: Theme) -> bytes:
    """What ``file.render`` gives; the process that renders imports it, and no other."""
    from cvrender.renderers.word import file

    return file.render(outline, theme)


def warnings(theme: Theme) -> Iterator[Fault]:
    """What of the theme's Word template is left out, or has no effect."""
    if theme.word_template is not None:
        from cvrender.renderers.word.template import file

        position = theme.word_template.position
        left_out, misplaced = json.loads(sandbox.run_theme(theme, file.told))
        for part in left_out:
            message = f"the Word template brings {part}, left out here"
            yield Fault(position, "template-part", message, warning=True)
        for message in misplaced:
            yield Fault(position, "template-place", message, warning=True)


RENDERER = Renderer(
    *("docx", ".docx", "Word", render),
    warnings=warnings,
    arranged=True,
    columns=_has_columns,
    paged=True,
)
