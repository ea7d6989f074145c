"""``feedsvc check`` and ``feedsvc init``: the configuration files."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from feedsvc import config
from feedsvc.errors import ConfigError, FeedsvcError


@click.command()
@click.pass_obj
def check(path: Path | None) -> None:
    """Check the configuration; one line per fault: file, key, reason."""
    try:
        settings = config.load(path)
        faults = config.missing_files(settings)
    except ConfigError as error:
        faults = error.faults
    for fault in faults:
        click.echo(fault)
    if faults:
        raise SystemExit(1)
    click.echo(f"ok: {len(settings.sections)} sections, {len(settings.sources)} sources in {settings.folder}")
    if not settings.sources:
        click.echo(f"No source is declared: describe one in {settings.folder / 'sources.toml'}.", err=True)


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path("config"))
def init(folder: Path) -> None:
    """Write the sample configuration to FOLDER (default: config), unless FOLDER exists."""
    if folder.exists():
        click.echo(f"{folder} exists already; nothing was changed.")
        return
    try:
        shutil.copytree(config.default_folder(), folder)
    except OSError as error:
        raise FeedsvcError(f"{folder} could not be written ({error.strerror or error}): choose another folder.") from error
    click.echo(f"{folder} written: describe your sites in {folder / 'sources.toml'}, then start with `feedsvc run`.")
