"""The reference of the command line, from what click knows of each command."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import click

from cvrender.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["page"]

_INTRODUCTION = """\
# Commands

Every command answers `--help`. With `--json` it prints one JSON document and nothing else on
standard output. The exit code is 0 for success, 1 for faults in the source, 2 for wrong usage, 3
where a written file lacks lines of the source, and 4 for a failure of the machine
([faults](faults.md)).
`cvrender --debug COMMAND …` adds a traceback to an error.

"""


def page() -> str:
    """The page in Markdown; each command has its name as anchor."""
    root = click.Context(main, info_name="cvrender")
    return _INTRODUCTION + "\n".join(map(_command, _commands(root)))


def _commands(parent: click.Context) -> Iterator[click.Context]:
    group = parent.command
    assert isinstance(group, click.Group)
    for name in group.list_commands(parent):
        command = group.get_command(parent, name)
        if command is None or command.hidden:
            continue
        context = click.Context(command, info_name=name, parent=parent)
        yield context
        if isinstance(command, click.Group):
            yield from _commands(context)


def _command(context: click.Context) -> str:
    name = context.command_path.removeprefix("cvrender ")
    usage = context.command.get_usage(context).removeprefix("Usage: ")
    said = inspect.cleandoc(context.command.help or "").replace("\b\n", "")
    return f"""\
## {name} {{ #{name.replace(" ", "-")} }}

{said}

```text
{" ".join(usage.split())}
```

{_options(context)}
"""


def _options(context: click.Context) -> str:
    records = [
        parameter.get_help_record(context)
        for parameter in context.command.get_params(context)
        if isinstance(parameter, click.Option) and "--help" not in parameter.opts
    ]
    rows = [f"| `{record[0]}` | {_cell(record[1])} |" for record in records if record]
    table = "\n".join(("| option | meaning |", "|---|---|", *rows))
    return f'<div class="rows" markdown="1">\n\n{table}\n\n</div>' if rows else ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("  [", "<br>[")
