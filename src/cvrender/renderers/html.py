"""Outline → one self-contained web page; also what the PDF is printed from.

A theme's ``page.html.j2`` and ``page.css`` follow the tokens through CSS custom properties
(``--color-accent``, ``--size-body`` …). Templates run in Jinja's immutable sandbox.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from jinja2 import BytecodeCache, DictLoader
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from cvrender.kept import keep, recall
from cvrender.renderers import gate
from cvrender.renderers.base import Renderer, contact_rows
from cvrender.theme import Tokens, points

if TYPE_CHECKING:
    from jinja2 import Template
    from jinja2.bccache import Bucket

    from cvrender.outline import Outline
    from cvrender.theme import Theme

__all__ = ["RENDERER", "css_string", "page", "stack", "variables"]

_COMPOUND = re.compile(r"((?<!\S)(?=\S{3,40}(?!\S))\S*[^\s\-/][\-/]\S*)")
_STACKS = {
    "Source Sans Pro": '"Source Sans Pro", "Source Sans 3", Calibri, Carlito, sans-serif',
    "Source Serif Pro": '"Source Serif Pro", "Source Serif 4", Cambria, Caladea, Georgia, serif',
}


def render(outline: Outline, theme: Theme) -> bytes:
    """The web page as UTF-8."""
    return page(outline, theme, "screen").encode()


def page(outline: Outline, theme: Theme, medium: str, extra_css: str = "") -> str:
    """The page for ``screen`` or ``print``; ``extra_css`` stands before the theme's own."""
    css = "\n".join((variables(theme.tokens), extra_css, theme.css))
    template = _template(theme.name, theme.page)
    rows = contact_rows(outline, theme.tokens)
    text = template.render(cv=outline, tokens=theme.tokens, medium=medium, css=css, rows=rows)
    if not theme.ours:
        gate.check(text.replace(extra_css, ""), theme)  # that part is ours
    return text


def variables(tokens: Tokens) -> str:
    """The tokens as CSS custom properties of the root element."""
    values = {
        "font-body": stack(tokens.fonts.body),
        "font-heading": stack(tokens.fonts.heading),
        "line-height": tokens.line_height,
        "heading-weight": {"regular": 400, "semibold": 600, "bold": 700}[tokens.headings.weight],
        "heading-align": "start" if tokens.headings.align == "left" else "center",
        "letter-spacing": f"{tokens.headings.letter_spacing}em",
        "rule-width": tokens.headings.rule_width,
        "bullet": css_string(tokens.bullets.character),
        "bullet-nested": css_string(tokens.bullets.nested),
        "bullet-indent": tokens.bullets.indent,
        "text-align": "start" if tokens.text.align == "left" else "justify",
        "separator": css_string(tokens.header.separator),
        **{f"size-{name}": size for name, size in tokens.sizes},
        **{f"space-{name}": f"{points(length):g}pt" for name, length in tokens.spacing},
        **{f"color-{name}": color for name, color in tokens.colors},
        **{f"margin-{name}": length for name, length in tokens.page.margin},
    }
    lines = "\n".join(f"  --{name}: {value};" for name, value in values.items())
    return f":root {{\n{lines}\n}}"


def unbroken(text: str, direction: str = "ltr") -> Markup:
    """``text`` with compounds (``on-call``, ``CI/CD``) kept on one line.

    At a line's end PDF readers drop the hyphen: a search for the word no longer finds it. Text that
    runs from right to left is left whole: WeasyPrint orders its parts as if each ran so.
    """
    if direction == "rtl":
        return escape(text)
    parts = _COMPOUND.split(text)
    keep = Markup('<span class="unbroken">{}</span>')
    return Markup("").join(keep.format(part) if i % 2 else part for i, part in enumerate(parts))


def stack(family: str) -> str:
    return _STACKS.get(family, css_string(family))


def css_string(text: str) -> str:
    escaped = "".join(c if c.isalnum() or c in " -" else f"\\{ord(c):x} " for c in text)
    return f'"{escaped}"'


@lru_cache(maxsize=16)  # a theme that is being written is a new one at every save
def _template(name: str, source: str) -> Template:
    environment = ImmutableSandboxedEnvironment(
        loader=DictLoader({name: source}),
        bytecode_cache=_Kept(),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["unbroken"] = unbroken
    return environment.get_template(name)


class _Kept(BytecodeCache):
    """Compiled templates, one for each name; Jinja looks whether the source is still the same."""

    def load_bytecode(self, bucket: Bucket) -> None:
        if data := recall(f"template-{bucket.key}"):
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        keep(f"template-{bucket.key}", bucket.bytecode_to_string())


RENDERER = Renderer("html", ".html", "Web page", render)
