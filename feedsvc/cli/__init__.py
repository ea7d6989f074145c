"""The command line, ``feedsvc``: the processes that stay, sources, what trends, and configuration.

What is expected to go wrong ends in one sentence on standard error and exit code 1; wrong usage ends in 2. Commands import what they need
when they run: the supervisor stays small, and ``--help`` answers at once.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from feedsvc import __version__
from feedsvc.cli import add, files, ingest, inspect, judge, services, sources, split, views
from feedsvc.errors import ConfigError, FeedsvcError


class Fault(click.ClickException):
    """An expected error: a line per fault, no traceback."""

    exit_code = 1

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines

    def show(self, file: Any = None) -> None:
        for line in self.lines:
            click.echo(f"feedsvc: {line}", file=file, err=file is None)


class Commands(click.Group):
    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ConfigError as error:
            raise Fault(error.faults) from error
        except FeedsvcError as error:
            raise Fault([str(error)]) from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--config",
    "path",
    type=click.Path(path_type=Path),
    envvar="FEEDSVC_CONFIG",
    show_envvar=True,
    help="Folder with feedsvc.toml and sources.toml, or a feedsvc.toml.  [default: ./config, else the sample that comes with feedsvc]",
)
@click.version_option(__version__, prog_name="feedsvc", message="%(prog)s %(version)s")
@click.pass_context
def main(ctx: click.Context, path: Path | None) -> None:
    """Latest and Trending feeds for any news site, in RSS, Atom and JSON Feed."""
    ctx.obj = path


for command in (
    *(services.run, services.serve, ingest.ingest),
    *(add.add, sources.list_sources, sources.remove, split.split, judge.judge, inspect.inspect),
    *(views.views_group, files.check, files.init),
):
    main.add_command(command)
