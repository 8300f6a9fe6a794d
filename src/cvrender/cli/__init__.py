"""The command line: options → one call → print → exit code.

The commands stand in modules of their own; the pipeline is imported inside them, so that
``--help`` answers without it.
"""

from __future__ import annotations

import click

from cvrender import __version__
from cvrender.cli import batch, documents, lists, live, starters, themes

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="cvrender %(version)s")
@click.option("--debug", is_flag=True, help="Show where in the program an error was met.")
def main(debug: bool) -> None:
    """Write your CV once, as YAML; get every document, each proven to hold what you wrote."""


for _command in (
    documents.render,
    documents.check,
    documents.verify,
    live.watch,
    live.preview,
    batch.batch,
    starters.new,
    starters.convert,
    starters.schema,
    themes.themes,
    lists.formats,
):
    main.add_command(_command)
