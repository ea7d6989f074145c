"""``feedsvc list`` and ``feedsvc remove``: what is read, how it goes, and no longer reading it."""

from __future__ import annotations

import json
import os
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from feedsvc import config

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from feedsvc.config import Settings
    from feedsvc.model import Source
    from feedsvc.store import Store

WIDE = 200  # columns of the table where nobody says how wide the page is


@dataclass(frozen=True, slots=True)
class _Line:
    slug: str
    kind: str
    url: str
    added_by: str  # "sources.toml" or "feedsvc add"
    state: str


@click.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@click.pass_obj
def list_sources(path: Path | None, as_json: bool) -> None:
    """Show the sources that are read, with how their last polls went."""
    settings = config.load(path)
    with closing(_open(settings)) as store, store.read() as unit:
        declared = {source.slug for source in settings.sources}
        lines = [_line(source, declared) for source in unit.sources.all() if source.scheduled]
    if as_json:
        for line in lines:
            click.echo(json.dumps({name: getattr(line, name) for name in _Line.__dataclass_fields__}, ensure_ascii=False))
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("source", "kind", "address", "from", "state"):
        table.add_column(heading, overflow="fold")
    for line in lines:
        table.add_row(*(Text(value) for value in _values(line)))
    console = Console(highlight=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = WIDE
    console.print(table)


@click.command()
@click.argument("slug")
@click.pass_obj
def remove(path: Path | None, slug: str) -> None:
    """Read the source SLUG no more. Its articles stay; `feedsvc add` brings it back."""
    settings = config.load(path)
    if any(source.slug == slug for source in settings.sources):
        raise click.UsageError(f"{slug} is declared in {settings.folder / 'sources.toml'}: delete it there, or set enabled = false.")
    with closing(_open(settings)) as store, store.write() as unit:
        removed = unit.sources.remove(slug)
    click.echo(f"removed {removed.slug}: {removed.url} is read no more; its articles stay.")


def _open(settings: Settings) -> Store:
    from feedsvc import ingest
    from feedsvc.store import Store

    store = Store.open(settings.store.url)
    ingest.prepare(store, settings, datetime.now(UTC))
    return store


def _line(source: Source, declared: set[str]) -> _Line:
    kind = source.found if source.kind == "auto" and source.found != "auto" else source.kind
    return _Line(source.slug, kind, source.location, "sources.toml" if source.slug in declared else "feedsvc add", _state(source))


def _state(source: Source) -> str:
    if source.gone:
        return f"gone: {source.last_error}"
    if source.failures:
        return f"failed {source.failures} times: {source.last_error}"
    return f"read {source.last_ok_at:%Y-%m-%d %H:%M} UTC" if source.last_ok_at else "not read yet"


def _values(line: _Line) -> Iterator[str]:
    return (getattr(line, name) for name in _Line.__dataclass_fields__)
