"""The command line: options → one call → print → exit code.

The commands stand in modules of their own, each imported when it is asked for; the pipeline is
imported inside them, so that ``--help`` answers without it.
"""

from importlib import import_module
from itertools import pairwise
from typing import Any

import click

from cvrender import __version__
from cvrender.cli.reporting import answers, end
from cvrender.cli.terminal import printable, wants_color
from cvrender.errors import UsageError

__all__ = ["main"]

_AS_JSON = f"{__name__}.as_json"
_MODULES = {
    "render": ("render",),
    "check": ("check",),
    "verify": ("verify",),
    "pull": ("pull",),
    "live": ("watch", "preview"),
    "batch": ("batch",),
    "starters": ("new", "convert", "schema"),
    "themes": ("themes",),
    "doctor": ("doctor",),
    "formats": ("formats",),
}
_ELSEWHERE = {
    **dict.fromkeys(("build", "compile", "export", "generate", "make"), "render"),
    **dict.fromkeys(("create", "init", "start"), "new"),
    **dict.fromkeys(("dev", "open", "serve"), "preview"),
    **dict.fromkeys(("lint", "test", "validate"), "check"),
    **dict.fromkeys(("apply", "merge", "sync"), "pull"),
    **dict.fromkeys(("compare", "diff"), "verify"),
    "import": "convert",
    "help": "--help",
    "version": "--version",
}
"""What our commands are called in other programs."""
_COMPLETION = """Completion of commands, options and names in your shell's startup file:
eval "$(_CVRENDER_COMPLETE=bash_source cvrender)", or zsh_source, or for fish
_CVRENDER_COMPLETE=fish_source cvrender | source"""
_HOMES = {name: module for module, names in _MODULES.items() for name in names}


class _Commands(click.Group):
    """The commands; with ``--json``, usage errors are printed as JSON, too."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_HOMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _HOMES:
            return None
        command: click.Command = getattr(import_module(f"{__name__}.{_HOMES[cmd_name]}"), cmd_name)
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            raise click.UsageError(f"{error.message} {_meant(args[0])}".rstrip(), ctx) from error

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        as_json = {"--json", "--format=json"} & {*args} or ("--format", "json") in pairwise(args)
        ctx.meta[_AS_JSON] = bool(as_json)
        with answers(bool(as_json)):  # --help and --version print at once
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        as_json = ctx.meta[_AS_JSON]
        try:
            with answers(as_json):
                return super().invoke(ctx)
        except click.UsageError as error:
            message = printable(error.format_message())
            if not as_json:
                raise click.UsageError(message, error.ctx) from error
            from cvrender.cli.json_output import error_json

            command = error.ctx.command_path if error.ctx else ctx.command_path
            end(error.exit_code, error_json(UsageError(message, f"see `{command} --help`")))


def _print_version(context: click.Context, _: click.Parameter, is_asked: bool) -> None:
    if is_asked:
        from cvrender.doctor import writers

        click.echo(f"cvrender {__version__} ({', '.join(map(' '.join, writers()))})")
        context.exit()


def _meant(name: str) -> str:
    """The command that ``name`` means: a file, a command of other programs, a misspelling."""
    from cvrender.checks.vocabulary import meant  # slow, and for a mistake only

    if "." in name:
        return f"Did you mean `cvrender render {name}`?"
    command = meant(name, (*_HOMES, *_ELSEWHERE))
    return f"Did you mean `cvrender {_ELSEWHERE.get(command, command)}`?" if command else ""


@click.group(
    cls=_Commands,
    epilog=_COMPLETION,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Print the versions of cvrender and of the libraries that write its documents.",
)
@click.option("--debug", is_flag=True, help="Show a traceback for errors.")
@click.pass_context
def main(context: click.Context, debug: bool) -> None:
    """Write your CV once, as YAML, and render it to verified documents."""
    context.color = wants_color()
