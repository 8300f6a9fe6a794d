"""The table of languages: codes, names, and how a span of time and a section's title read."""

from __future__ import annotations

from cvrender import dates, languages

__all__ = ["table"]


def table() -> str:
    """A row for each language, in its own words."""
    head = "| code | language | work | a span |\n|---|---|---|---|\n"
    return head + "\n".join(map(_row, languages.codes()))


def _row(code: str) -> str:
    language = languages.load(code)
    own = f'lang="{code}" dir="{language.direction}"'
    cells = (language.titles["work"], dates.span("2021-03", "present", code))
    words = " | ".join(f"<bdi {own}>{cell}</bdi>" for cell in cells)
    name = f"{language.english} · <bdi {own}>{language.name}</bdi>"
    return f"| `{code}` | {name} | {words} |"
