"""Page footer: the rules of the line at the foot of printed pages (CSS Paged Media 3, 5)."""

from cvrender.outline import Outline
from cvrender.renderers.html import css_tokens
from cvrender.theme.tokens import Tokens

_SHORT_NAME = 60
"""Characters; with a longer name the footer would take several lines."""


def rules(outline: Outline, tokens: Tokens) -> str:
    """The @page rules of the footer, which the first page lacks; empty where there is none."""
    if tokens.footer.show == "none":
        return ""
    named = tokens.footer.show == "name-and-pages" and len(str(outline.name)) <= _SHORT_NAME
    name = f"{outline.name} · " if named else ""
    content = _content(name + outline.language.page)
    return (
        f"@page {{ @bottom-center {{ content: {content}; color: {tokens.colors.muted};"
        f" font: {tokens.sizes.small} {css_tokens.stack(tokens.fonts.body)};"
        f" {css_tokens.LETTERS_APART}; }} }}"
        "@page :first { @bottom-center { content: none; } }"
    )


def _content(words: str) -> str:
    """``Page {page} of {pages}`` as a CSS content list (CSS Generated Content 3, 2)."""
    before, _, rest = words.partition("{page}")
    middle, _, after = rest.partition("{pages}")
    texts = map(css_tokens.css_string, (before, middle, after))
    return "{} counter(page) {} counter(pages) {}".format(*texts)
