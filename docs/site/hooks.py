"""MkDocs hooks: the pages that are made of the program, and those that stand outside ``docs/``.

See https://www.mkdocs.org/user-guide/configuration/#hooks. ``mkdocs.yml`` names this file.
"""

from __future__ import annotations

import json
import re
from importlib.resources import files as resources
from pathlib import Path
from typing import TYPE_CHECKING

import action_table
import api_page
import command_page
import convention_table
import fault_page
import format_page
import language_table
import theme_gallery
import token_page
from mkdocs.structure.files import File

from cvrender import REPOSITORY, schema

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

_ROOT = Path(__file__).parents[2]
_PAGES = {
    "format.md": format_page.page,
    "tokens.md": token_page.page,
    "commands.md": command_page.page,
}
_ABOVE = ("CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")
_PARTS = {
    "<!-- action -->": action_table.table,
    "<!-- api -->": api_page.reference,
    "<!-- conventions -->": convention_table.tables,
    "<!-- languages -->": language_table.table,
    "<!-- gallery -->": theme_gallery.gallery,
}
_FONTS = {
    "font_source_sans_pro": ("Sans", ("Regular", "It", "Semibold", "Bold")),
    "font_source_serif_pro": ("Serif", ("Semibold",)),
}
"""The type of the documents is the type of the site."""
_written: dict[str, str] = {}
"""The Markdown of each page, which is published beside it for programs."""


def on_config(config: MkDocsConfig) -> None:
    """The addresses, from the one place that has them.

    As ``repo_url``, Material would have every page ask that host for the number of stars.
    """
    owner, name = REPOSITORY.split("/")[-2:]
    link = {"icon": "fontawesome/brands/git-alt", "link": REPOSITORY, "name": "Source"}
    config.extra["social"] = [link]
    config.site_url = f"https://{owner}.github.io/{name}/"


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add what is not a file in ``docs/``."""
    for name, make in _PAGES.items():
        files.append(File.generated(config, name, content=make()))
    for name in _ABOVE:
        text = (_ROOT / name).read_text("utf-8").replace("](docs/", "](")
        files.append(File.generated(config, name.lower(), content=text))
    schemas = {"cv": schema.schema, "letter": schema.letter_schema, "theme": schema.theme_schema}
    for name, made in ((name, make()) for name, make in schemas.items()):
        text = json.dumps(made, indent=2)
        files.append(File.generated(config, f"{name}.schema.json", content=text))
    for theme in theme_gallery.order():
        page = theme_gallery.page(theme)
        files.append(File.generated(config, f"gallery/{theme}.html", content=page))
    for package, (family, styles) in _FONTS.items():
        for style in styles:
            font = resources(package) / "files" / f"Source{family}Pro-{style}.ttf"
            name = f"assets/Source{family}Pro-{style}.ttf"
            files.append(File.generated(config, name, abs_src_path=str(font)))


def on_page_markdown(markdown: str, page: Page, **_: object) -> str:
    """Make the parts that a page only names; links to files above ``docs/`` lead to their pages."""
    if page.file.src_uri == "faults.md":
        markdown = fault_page.page(markdown)
    for mark, part in _PARTS.items():
        markdown = markdown.replace(mark, part() if mark in markdown else "")
    markdown = re.sub(r"\]\((?:\.\./)?([A-Z]+\.md)", lambda link: f"]({link[1].lower()}", markdown)
    head = page.file.content_string.removesuffix(page.markdown or "")
    _written[page.file.src_uri] = head + markdown
    return markdown


def on_post_page(output: str, **_: object) -> str:
    """Name the dialog of Material's search (WCAG 4.1.2)."""
    return output.replace('role="dialog"', 'role="dialog" aria-label="Search"')


def on_post_build(config: MkDocsConfig) -> None:
    """Publish the Markdown of each page under its own name."""
    for name, markdown in _written.items():
        path = Path(config.site_dir) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(markdown, "utf-8")
