"""``feedsvc views import``: what readers opened, from access logs."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from feedsvc import config

if TYPE_CHECKING:
    from pathlib import Path


@click.group(name="views")
def views_group() -> None:
    """Tell feedsvc what readers open, so that Trending can show it."""


@views_group.command(name="import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--site", metavar="URL", default="", help="The site that the logs are of; without it, the one that each line names.")
@click.pass_obj
def import_views(path: Path | None, files: tuple[str, ...], site: str) -> None:
    """Count the views in access logs of nginx or Apache ("combined"), or of JSON lines; "-" is standard input.

    Logs may be packed with gzip, and may be read again as they grow: every line counts once, also after the log was rotated. Bots,
    prefetches and whatever else is no reader are left out; each reader counts once an hour for an article.
    """
    from feedsvc import ingest
    from feedsvc.cli.readership import Import
    from feedsvc.store import Store
    from feedsvc.text import urls

    home = urls.canonical(site if "://" in site else f"https://{site}") if site else ""
    if home is None:
        raise click.UsageError(f'--site: "{site}" is not a web address; write it like "https://news.example/".')
    settings, now = config.load(path), datetime.now(UTC)
    with closing(Store.open(settings.store.url)) as store:
        ingest.prepare(store, settings, now)
        importing = Import(store, settings, home, now)
        try:
            for file in files:
                importing.read(file)
        except KeyboardInterrupt:
            click.echo("feedsvc: stopped; what was counted stays, and the next import goes on from there.", err=True)
            raise SystemExit(130) from None  # 128 + SIGINT, as shells expect
        finally:
            click.echo(importing.summary)
        for fault in importing.faults():
            click.echo(f"feedsvc: {fault}", err=True)
