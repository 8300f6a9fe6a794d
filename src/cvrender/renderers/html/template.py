"""The contract of ``page.html.j2``: what a theme's template is given, and the filters it may use.

A template runs in Jinja's immutable sandbox, with autoescaping. It is rendered twice: with
``medium`` ``screen`` for the web page and ``print`` for the PDF. The CSS follows the theme's tokens
through custom properties (``--color-accent``, ``--size-name`` …), see ``css_tokens``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import BytecodeCache, DictLoader, pass_context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from cvrender import cache
from cvrender.outline import Fact, HeadRow, Line, Outline, Section
from cvrender.renderers import line_fit, side_contacts
from cvrender.renderers.html.line_breaks import ending, parts, unbroken
from cvrender.renderers.icons import icon
from cvrender.renderers.name_block import Rows
from cvrender.theme import Theme
from cvrender.theme.measures import to_points
from cvrender.theme.tokens import Tokens

if TYPE_CHECKING:
    from jinja2 import Template
    from jinja2.bccache import Bucket
    from jinja2.runtime import Context
    from markupsafe import Markup

    from cvrender.layouts.layout import Layout


@dataclass(frozen=True)
class Variables:
    """The variables of a template."""

    cv: Outline
    """The content, in the order in which it is to be shown."""
    tokens: Tokens
    """The theme's tokens; ``tokens.sizes.name`` is the size in which the name fits its line."""
    medium: str
    """``screen`` or ``print``. In print, a link is the innermost element around its words."""
    policy: str
    """The Content-Security-Policy of a web page, for its ``<meta http-equiv>``."""
    script: str
    """The script of a web page, which ``policy`` allows and no other."""
    css: str
    """The style sheet of a web page; empty in print, where it is given to the PDF directly."""
    person: Markup
    """The person as JSON-LD, for a web page's ``<script type="application/ld+json">``."""
    rows: Rows
    """The contacts as rows, each a line of the printed page."""
    measures: str
    """CSS declarations of this document's own custom properties: ``--name-fits`` (the size of the
    name), ``--name-ems`` (the width of its longest word), ``--name-lines``, ``--photo-height``,
    ``--dates-width`` (the column of dates at the left, 0 where there is none), ``--side-contacts``
    (the size of contacts in a sidebar)."""
    photo_place: str
    """``left``, ``right`` or ``above`` in the name block, ``sidebar``, or ``none``."""
    photo: str
    """A ``data:`` URL; empty where there is none."""
    signature: str
    """Likewise, of the picture of a signature."""
    side: tuple[Section, ...]
    """The first sections of ``cv``, those that stand in the sidebar."""
    beside: bool
    """Whether the sidebar stands beside the text, and the contacts in it, one below the other;
    otherwise it stands above the text, and the contacts below the name."""
    layout: Layout | None
    """How a letter is set out; None for a CV."""


@pass_context
def _brief(context: Context, facts: tuple[Fact, ...]) -> bool:
    """Whether each fact of ``facts`` fits one line of the sidebar."""
    return line_fit.are_brief(facts, context["tokens"])


def _labels_column(facts: tuple[Fact, ...], tokens: Tokens) -> str:
    """The width of the column of labels of ``facts``, as a length of CSS."""
    width = line_fit.labels_column(facts, tokens, tokens.fonts.body)
    return f"{width / to_points(tokens.sizes.body):.4g}rem"


def _hangs(title: Line, tokens: Tokens) -> bool:
    """Whether a section's title ends before the text of its section begins."""
    return line_fit.hangs(title, tokens, tokens.fonts.heading)


@pass_context
def _in_lines(context: Context, address: str, url: str) -> Markup:
    """``address`` in parts that the sidebar takes in a line each; ``url`` makes each a link."""
    tokens = context["tokens"]
    size = side_contacts.size(context["cv"].contacts, tokens)
    return parts(side_contacts.pieces(address, size, tokens), url)


@pass_context
def _blanks(context: Context, row: HeadRow) -> str:
    """What fills a row between its words and what stands aside, for readers by nearness."""
    cv, tokens = context["cv"], context["tokens"]
    room = tokens.page.text_width - line_fit.indent(cv, tokens)
    return " " * line_fit.blanks(row, tokens, tokens.fonts.body, room)


FILTERS = {
    "unbroken": unbroken,
    "ending": ending,
    "brief": _brief,
    "fits_column": line_fit.label_fits,
    "labels_column": _labels_column,
    "hangs": _hangs,
    "blanks": _blanks,
    "icon": icon,
    "in_lines": _in_lines,
}
"""The filters of a template beside Jinja's own; their docstrings say what they do."""


def rendered(theme: Theme, variables: Variables) -> str:
    """The page that the theme's template makes of ``variables``."""
    return _template(theme.name, theme.page).render(vars(variables))


@lru_cache(maxsize=16)  # a theme that is being written is a new one at every save
def _template(name: str, source: str) -> Template:
    environment = ImmutableSandboxedEnvironment(
        loader=DictLoader({name: source}),
        bytecode_cache=_ByteCode(),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= FILTERS
    return environment.get_template(name)


class _ByteCode(BytecodeCache):
    """Compiled templates in the cache, by name; Jinja checks that one is of this source.

    It does not check the environment, which is made in this file.
    """

    def load_bytecode(self, bucket: Bucket) -> None:
        if data := cache.load(_entry(bucket)):
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        cache.store(_entry(bucket), bucket.bytecode_to_string())


def _entry(bucket: Bucket) -> str:
    return f"template-{bucket.key}-{Path(__file__).stat().st_mtime_ns}"
