"""``feedsvc add``: from the address of a site to sources that are polled."""

from __future__ import annotations

import re
from contextlib import closing
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click
from rich.text import Text

from feedsvc import config
from feedsvc.cli.decision import Decision, Wishes, waiting
from feedsvc.errors import FeedsvcError
from feedsvc.supervise import logs

if TYPE_CHECKING:
    from pathlib import Path

    from rich.status import Status

    from feedsvc.config import Settings
    from feedsvc.sources.discover import Discovery
    from feedsvc.sources.workers import Readers
    from feedsvc.store import Store

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_NO_WEB = re.compile(r"[a-z][a-z0-9+.-]*:(?!//|\d)|/", re.IGNORECASE)  # "mailto:desk@...", "/etc/hosts"; "localhost:8000" is none of them


@click.command()
@click.argument("address", metavar="URL")
@click.option("--yes", "-y", is_flag=True, help="Take what is recommended, and the sections, without asking.")
@click.option("--all", "everything", is_flag=True, help="Take all candidates, and the sections, without asking.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object; without --yes or --all nothing is added.")
@click.option("--no-sections", is_flag=True, help="Suggest no sections.")
@click.pass_obj
def add(path: Path | None, address: str, yes: bool, everything: bool, as_json: bool, no_sections: bool) -> None:
    """Find the feeds, news sitemaps and pages of the site at URL, and read them from now on.

    URL is a site, or any feed, sitemap, section or article of it. A running feedsvc takes up new sources within seconds.
    """
    url = web_address(address)
    settings = config.load(path)
    logs.configure(settings.log.level, "add")
    wishes = Wishes(yes, everything, as_json, not no_sections)
    try:
        raise SystemExit(run(settings, path, url, wishes))
    except (KeyboardInterrupt, click.Abort, EOFError):
        click.echo("feedsvc: nothing was added; --yes takes what is recommended without asking.", err=True)
        raise SystemExit(1) from None


def web_address(text: str) -> str:
    """With https:// where no scheme is given, http:// for addresses of one's own machine or network. Raises UsageError."""
    given, text = text, text.strip()
    if not text or _NO_WEB.match(text):
        raise click.UsageError(f'"{given}" is not a web address; write it like https://news.example.org/.')
    if not _SCHEME.match(text):
        text = f"{'http' if _is_local(text) else 'https'}://{text}"
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise click.UsageError(f"{text} is not a web address: {error}.") from error
    if parts.scheme.lower() not in {"http", "https"} or not host or re.search(r"\s", text):
        raise click.UsageError(f"{text} is not a web address; write it like https://news.example.org/.")
    if "." not in host and ":" not in host and host != "localhost":
        raise click.UsageError(f"{text} has no site in it; write it like https://news.example.org/.")
    return text if parts.path or parts.query else f"{text}/"


def _is_local(text: str) -> bool:
    authority = re.split(r"[/?#]", text, maxsplit=1)[0]
    host = authority.partition("]")[0].lstrip("[") if authority.startswith("[") else authority.partition(":")[0]
    try:
        return host == "localhost" or bool(ip_address(host))
    except ValueError:
        return False


def run(settings: Settings, path: Path | None, url: str, wishes: Wishes) -> int:
    """Look, show, ask, add; the exit code."""
    from feedsvc import ingest
    from feedsvc.sources.workers import Readers
    from feedsvc.store import Store

    with closing(Store.open(settings.store.url)) as store, closing(Readers(settings)) as readers:
        with waiting(f"looking at {url}") as status:
            ingest.prepare(store, settings, _now())
            found = look(store, settings, readers, url, status)
        if not found.candidates:
            raise FeedsvcError(_nothing(found))
        return Decision(store, settings, path, wishes, found, readers).carry_out()


def look(store: Store, settings: Settings, readers: Readers, url: str, status: Status) -> Discovery:
    """Discover with the real fetcher and reading processes, politely."""
    from feedsvc.ingest.memory import StoredRobots
    from feedsvc.sources.discover import discover
    from feedsvc.sources.fetch import Fetcher

    now = _now()
    with closing(Fetcher(settings, StoredRobots(store))) as fetcher:
        return discover(
            url,
            fetch=lambda at: fetcher.fetch(at, written=_same_origin(at, url)),
            read=lambda fetched, kind: readers.read(fetched, kind, now=now, max_items=settings.ingest.max_items),
            robots=lambda at: fetcher.robots(at, written=_same_origin(at, url)).sitemaps,
            now=now,
            progress=lambda text: status.update(Text(f"{text} …")),
            declared=settings.declared_sections(),
        )


def _same_origin(one: str, other: str) -> bool:
    """An address that the operator wrote is meant, private or not; what a site leads to elsewhere is not."""
    return urlsplit(one)[:2] == urlsplit(other)[:2]


def _nothing(found: Discovery) -> str:
    """What was tried, and the way out."""
    if found.refusal and len(found.tried) == 1:
        return found.refusal
    tried = "\n".join(f"  {one.url}: {one.outcome}" for one in found.tried)
    return (
        f"{found.url} offers no feed, no sitemap and no list of articles that feedsvc can read. Tried:\n{tried}\n"
        "If a browser shows articles there, try the address of one of its sections, or of a feed if the site tells one."
    )


def _now() -> datetime:
    return datetime.now(UTC)
