"""``feedsvc check`` and ``feedsvc init``: the configuration files."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from feedsvc import config
from feedsvc.errors import ConfigError, FeedsvcError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedsvc.config import Settings


@click.command()
@click.pass_obj
def check(path: Path | None) -> None:
    """Check the configuration; one line per fault: file, key, reason."""
    try:
        settings = config.load(path)
        faults = [*config.missing_files(settings), *_bad_rules(settings)]
    except ConfigError as error:
        faults = error.faults
    for fault in faults:
        click.echo(fault)
    if faults:
        raise SystemExit(1)
    click.echo(f"ok: {len(settings.sections)} sections, {len(settings.sources)} sources in {settings.folder}")
    if not settings.sources:
        click.echo(f"No source is declared: describe one in {settings.folder / 'sources.toml'}.", err=True)


def _bad_rules(settings: Settings) -> Iterator[str]:
    """Selectors that no page can be read by."""
    written = [(source.slug, key, text) for source in settings.sources for key, text in source.rules.model_dump().items() if text]
    if not written:
        return
    from feedsvc.sources import selectors  # loads a parser, which other commands do not need

    for slug, key, text in written:
        if fault := selectors.check(text):
            yield f"{settings.folder / 'sources.toml'}: source {slug}, rules.{key}: {fault}"


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
