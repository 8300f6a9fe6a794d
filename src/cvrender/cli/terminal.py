"""Terminal: text without what would steer it, colours, progress, and what the desktop opens."""

import json
import os
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import click

Item = TypeVar("Item")

_FEW = 4
"""What does not take long enough to be told how far it is."""
_STEERING = "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
"""What JSON may hold as it is, and a terminal obeys."""
_HARMLESS = "\n\u200c\u200d"
"""A line break, and the joiners that Persian and Indic words are written with."""


def echo(text: str, *, place: str = "", err: bool = False, **style: Any) -> None:
    """Print a line, with a style and ``place`` in bold before it where a terminal shows them."""
    bold = click.style(printable(place), bold=True) if place else ""
    shown = click.style(printable(text), **style) if style else printable(text)
    click.echo(bold + shown, err=err)


def printable(text: str) -> str:
    """``text`` with escapes for control characters, for bidirectional ones and for surrogates.

    Texts, file names and themes may be anybody's, and a terminal obeys what is in them.
    """
    if text.isprintable():
        return text
    return "".join(char if _is_harmless(char) else f"U+{ord(char):04X}" for char in text)


def _is_harmless(char: str) -> bool:
    return char.isprintable() or char in _HARMLESS or unicodedata.category(char) == "Zs"


def json_text(document: object) -> str:
    """``document`` as JSON, in its own words but for what would steer a terminal."""
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return re.sub(_STEERING, lambda match: f"\\u{ord(match[0]):04x}", text)


def wants_color() -> bool | None:
    """Whether to print colours; None where it is up to what standard output is.

    See https://no-color.org and https://force-color.org.
    """
    if os.environ.get("NO_COLOR"):
        return False
    return True if os.environ.get("FORCE_COLOR", "0") not in ("", "0") else None


def progress(items: Sequence[Item]) -> Iterator[Item]:
    """``items`` one after the other; where they are many, a terminal shows how far it is."""
    if len(items) <= _FEW or not (sys.stderr and sys.stderr.isatty()):
        yield from items
        return
    with click.progressbar(items, file=sys.stderr) as bar:
        yield from bar


def launch(what: str) -> None:
    """Show a file or an address in the program that the desktop has for it, if there is one.

    What xdg-open and that program print is theirs and not shown, and Ctrl-C here ends neither.
    """
    opener = shutil.which("xdg-open") if sys.platform == "linux" else None
    if opener is None:
        click.launch(what)
        return
    import subprocess
    from threading import Thread

    null = subprocess.DEVNULL
    begun = subprocess.Popen(
        [opener, what], stdin=null, stdout=null, stderr=null, start_new_session=True
    )
    Thread(target=begun.wait, daemon=True).start()
