"""``feedsvc judge``: the operator's word on what trends."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from feedsvc import config
from feedsvc.cli.sources import WIDE
from feedsvc.cli.split import find

if TYPE_CHECKING:
    from pathlib import Path

    from feedsvc.store import Store

DONE = {
    "pin": "pinned: it stands above all others in Trending",
    "boost": "boosted: it counts twice in Trending",
    "bury": "buried: it counts half in Trending",
    "block": "blocked: it is not in Trending",
    "release": "released: its signals alone decide again",
}
SHOWN = 100  # lines of the log


@click.command()
@click.argument("verdict", type=click.Choice([*DONE, "log"]))
@click.argument("article", required=False)
@click.option("--for", "hours", type=click.IntRange(1, 24 * 365), metavar="HOURS", help="Until then; without it for good.")
@click.pass_obj
def judge(path: Path | None, verdict: str, article: str | None, hours: int | None) -> None:
    """Pin, boost, bury, block or release the story of ARTICLE in Trending; `judge log` shows what was decided.

    ARTICLE is the article's web address, that of its page here (/story/...), or its id. The entry's reasons name the verdict.
    """
    from feedsvc import ingest
    from feedsvc.store import Store

    if (article is None) != (verdict == "log"):
        raise click.UsageError(
            "`judge log` takes no ARTICLE." if article else f"`judge {verdict}` needs an ARTICLE: its web address or id."
        )
    settings = config.load(path)
    now = datetime.now(UTC)
    with closing(Store.open(settings.store.url)) as store:
        ingest.prepare(store, settings, now)
        if article is None:
            _show(store)
            return
        until = None if hours is None else now + timedelta(hours=hours)
        with store.write(alone=True) as unit:
            found = find(unit, article)
            unit.verdicts.add(unit.stories.of([found.id])[found.id], found.id, verdict, now, until)
    when = "" if until is None else f" until {until:%Y-%m-%d %H:%M} UTC"
    click.echo(
        f'"{found.title}" ({found.source.title}) is {DONE[verdict]}{when}. It shows with the next ranking, in half a minute at most.'
    )


def _show(store: Store) -> None:
    with store.read() as unit:
        log = unit.verdicts.log(SHOWN)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("when (UTC)", "verdict", "until (UTC)", "story of"):
        table.add_column(heading, overflow="fold")
    for ruling in log:
        until = f"{ruling.until:%Y-%m-%d %H:%M}" if ruling.until else ""
        table.add_row(*(Text(value) for value in (f"{ruling.at:%Y-%m-%d %H:%M}", ruling.kind, until, ruling.title)))
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = WIDE
    console.print(table if log else "Nothing was decided yet.")
