"""The faults by code: the meaning, and the mistakes that the tests plant for it.

``docs/faults.md`` lists the same file by file, which the tests hold; the site shows it by code.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from cvrender.fault_codes import meanings

__all__ = ["page"]

_FAULTS = Path(__file__).parents[2] / "tests" / "faults"
_MESSAGE = re.compile(r"([\w.-]+\.yaml):(\d+):(\d+): (.*) \[([a-z-]+)\]")
_SHOWN = 2
_AROUND = 2


def page(listed: str) -> str:
    """``docs/faults.md`` with a section and an anchor for each code instead of its lists."""
    head, codes, files, rest = re.split(r"(?m)^## (?:Codes|Faults in|Faults of).*\n", listed)
    del codes
    messages = defaultdict(list)
    for match in map(_MESSAGE.fullmatch, files.splitlines()):
        if match:
            messages[match[5]].append(match)
    sections = "\n".join(_code(code, messages[code]) for code in sorted(meanings()))
    return f"{head}## Faults in a source\n\n{sections}\n## Faults of the machine\n{rest}"


def _code(code: str, messages: list[re.Match[str]]) -> str:
    examples = sorted(map(_example, messages), key=_strangeness)
    shown = "\n".join(examples[:_SHOWN])
    meaning = meanings()[code]
    return f"### `{code}` {{ #{code} }}\n\n{meaning[0].upper()}{meaning[1:]}.\n\n{shown}"


def _example(message: re.Match[str]) -> str:
    """The lines around the mistake, with a caret under it, and what is said of it."""
    name, line, column, said, _ = message.groups()
    around = _lines(name, int(line), int(column))
    shown = f"```text\n{around}\n```\n" if around else ""
    return f'<div class="fault" markdown="1">\n{shown}\n{said}\n\n</div>\n'


def _strangeness(example: str) -> tuple[bool, bool]:
    """Examples that show their lines go first, in plain letters before others."""
    return "```" not in example, not example.isascii()


def _lines(name: str, line: int, column: int) -> str:
    """Empty where the file is not text, or the line too long to show."""
    try:
        lines = (_FAULTS / name).read_text("utf-8").splitlines()
    except UnicodeDecodeError:
        return ""
    some = lines[max(0, line - 1 - _AROUND) : line]
    if not some or any(len(one) > 90 or not one.isprintable() for one in some):
        return ""
    return "\n".join((*some, " " * (column - 1) + "^"))
