"""``feedsvc ingest``: the scheduler, or with ``--once`` one round of polls now."""

from __future__ import annotations

import logging
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import closing
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from feedsvc import config
from feedsvc.cli.services import following
from feedsvc.errors import FeedsvcError, StoreConflict, StoreError, UnknownSource
from feedsvc.supervise import logs
from feedsvc.supervise.lifeline import follow_parent

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from types import FrameType

    from feedsvc.config import Settings
    from feedsvc.ingest import Ingester, Report
    from feedsvc.model import Source
    from feedsvc.store import Store

WIDE = 200  # columns of the summary where nobody says how wide the page is (a pipe, a file)

log = logging.getLogger(__name__)

# Seconds until every web process shows what was stored, under its final date: they look for changes once a second, and a change is dated
# with the end of its second. A script that fetches a feed next gets an answer that stays.
SHOWN = 1.3


@click.command()
@click.argument("targets", nargs=-1, metavar="[TARGET]...")
@click.option("--once", is_flag=True, help="Poll now, rank, print a summary and end; exit code 1 when a source failed.")
@click.option("--no-pages", is_flag=True, help="With --once: do not fetch the pages of articles that are known by their headlines.")
@following
@click.pass_obj
def ingest(path: Path | None, targets: tuple[str, ...], once: bool, no_pages: bool, follow: int | None) -> None:
    """Poll the sources when they are due, until Ctrl-C; or once, now.

    TARGET is the slug of a declared source, a file, or a web address. Without one, --once polls all declared sources.
    """
    if targets and not once:
        raise click.UsageError("targets are for --once; without it the scheduler polls what is due.")
    if follow:
        follow_parent(follow)
    settings = config.load(path)
    logs.configure(settings.log.level, "ingest")
    if not once:
        _schedule(settings)
        return
    try:
        raise SystemExit(poll_once(settings, targets, pages=not no_pages))
    except KeyboardInterrupt:
        click.echo("feedsvc: stopped; what was polled is stored, the rest stays as it was.", err=True)
        _leave(130)  # 128 + SIGINT, as shells expect


def _schedule(settings: Settings) -> None:
    from feedsvc import schedule  # loads the parsers, which no other command needs

    asked: list[int] = []

    def on_signal(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, on_signal)
    if not schedule.run(settings, lambda: bool(asked)):
        _leave(0)


def _leave(code: int) -> NoReturn:
    """End at once: the interpreter would wait for the polls in flight."""
    logging.shutdown()
    os._exit(code)


def poll_once(settings: Settings, targets: Sequence[str], *, pages: bool = True) -> int:
    """Poll the targets, read the articles behind their headlines, give them stories, rank, print the summary; the exit code."""
    from feedsvc import ingest as room
    from feedsvc.cli import articles
    from feedsvc.issuing import issue_due
    from feedsvc.ranking import rank_all
    from feedsvc.store import Store

    with closing(Store.open(settings.store.url)) as store:
        room.prepare(store, settings, _now())
        room.refile(store, settings, _now())
        sources = choose(store, settings, targets)
        with closing(room.Ingester(store, settings)) as ingester:
            reports = _poll_all(ingester, sources, settings.ingest.concurrency)
            with _progress() as progress:
                read = articles.read_pages(store, ingester, sources, settings.ingest.concurrency, progress) if pages else []
        _group(store)
        changed = rank_all(store, settings, _now()) > 0 or "new" in {
            *(report.outcome for report in reports),
            *(report.outcome for report in read),
        }
        issue_due(store, settings, _now())
    _print_summary(reports)
    if read:
        click.echo(articles.summary(read))
    if changed:
        time.sleep(SHOWN)
    return int(any(report.outcome == "failed" for report in reports))


def _group(store: Store) -> None:
    """Give all new articles their stories; what goes wrong there must not keep the ranking from what it can do."""
    from feedsvc.grouping import Grouping

    grouping = Grouping(store)
    try:
        while grouping.place_new(_now()):
            pass
    except StoreConflict as error:  # the scheduler does so in the same moment
        log.debug("%s", error)
    except StoreError as error:
        log.warning("stories were left to the next round: %s", error)
    except Exception:
        log.exception("giving articles their stories met a bug; it is tried again by the next round")


def choose(store: Store, settings: Settings, targets: Sequence[str]) -> list[Source]:
    """The sources that the targets mean, each once; all declared and enabled ones for no target. Raises UnknownSource."""
    from feedsvc.ingest import adhoc

    with store.read() as unit:
        known = {source.slug: source for source in unit.sources.all()}
    if not targets and not any(source.scheduled for source in known.values()):
        raise FeedsvcError(
            f"no source is declared in {settings.folder / 'sources.toml'}; describe one there, add one by `feedsvc add`, "
            "or name a file or web address."
        )
    if not targets:
        declared = [known[source.slug] for source in settings.sources if source.enabled]
        return [*declared, *(source for source in known.values() if source.scheduled and source not in declared)]
    chosen = {}
    for target in targets:
        if target not in known and not _is_place(target):
            raise UnknownSource(_unknown(target, known))
        source = known.get(target) or adhoc(store, target)
        chosen[source.id] = source
    return list(chosen.values())


def _is_place(target: str) -> bool:
    """Whether a target is a file or an address rather than a slug, which has neither dots nor slashes."""
    return "/" in target or "." in target or os.sep in target or Path(target).exists()


def _unknown(target: str, known: Iterable[str]) -> str:
    close = get_close_matches(target, known, n=1, cutoff=0.5)
    hint = f'did you mean "{close[0]}"?' if close else "a file or a web address works too."
    return f'no source is called "{target}"; {hint}'


def _poll_all(ingester: Ingester, sources: Sequence[Source], concurrency: int) -> list[Report]:
    """Poll in a pool of threads, with a progress bar; the reports in the order of the sources."""
    pool = ThreadPoolExecutor(concurrency, "poll")
    try:
        futures = {pool.submit(_poll, ingester, source): number for number, source in enumerate(sources)}
        with _progress() as progress:
            task = progress.add_task("polling", total=len(sources))
            for _ in as_completed(futures):
                progress.advance(task)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)  # after Ctrl-C nothing more is begun
    return [future.result() for future in futures]


def _poll(ingester: Ingester, source: Source) -> Report:
    from feedsvc.ingest import Report

    try:
        return ingester.poll(source, _now(), planned=False)
    except StoreError as error:
        return Report(source.slug, "failed", reason=str(error))
    except Exception as error:
        log.exception("%s: the poll met a bug; the other sources go on", source.slug)
        return Report(source.slug, "failed", reason=f"a bug of feedsvc: {error}")


def _progress() -> Progress:
    """On standard error, and on a terminal only: a log file wants no bar."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


def _print_summary(reports: Sequence[Report]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("source", "read as", "outcome"):
        table.add_column(heading, no_wrap=True)
    for heading in ("added", "changed", "withdrawn", "seconds"):
        table.add_column(heading, justify="right")
    table.add_column("reason", overflow="fold")
    for report in reports:
        counts = (report.counts.added, report.counts.changed, report.counts.withdrawn, f"{report.seconds:.1f}")
        kind = "" if report.kind == "auto" else report.kind
        table.add_row(Text(report.slug), Text(kind), Text(report.outcome), *(str(count) for count in counts), Text(report.reason))
    console = Console(highlight=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = WIDE
    console.print(table)


def _now() -> datetime:
    return datetime.now(UTC)
