"""``feedsvc inspect``: what feedsvc makes of a page, with nothing stored."""

from __future__ import annotations

import json
import logging
import re
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from feedsvc import config
from feedsvc.cli import findings
from feedsvc.cli.saved import open_saved
from feedsvc.errors import FeedsvcError, SourceError
from feedsvc.supervise import logs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from feedsvc.config import Settings
    from feedsvc.model import Fetched, Harvest
    from feedsvc.sources.fetch import Fetcher
    from feedsvc.sources.workers import Readers

AHEAD = 64  # pages that are read while an earlier one is not yet done, so that one slow page holds up nobody
_EXAMPLE = '{"id": "1", "path": "page.html", "url": "https://news.example/page"}'
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)

log = logging.getLogger(__name__)


@click.command()
@click.argument("page", required=False)
@click.option("--url", default="", help="The web address that a file was saved from: relative links are relative to it.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--batch", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="File with a JSON object a line: id, path, url."
)
@click.pass_obj
def inspect(path: Path | None, page: str | None, url: str, as_json: bool, batch: Path | None) -> None:
    """Show what feedsvc makes of a page: article, boxes, lists, feeds. Nothing is stored.

    PAGE is a web address or a file: a page (.html, .html.gz), a feed, a sitemap, or a page dumped as text.

    --batch prints one JSON object a line, in the order of its lines; a page that cannot be read gives {"id": …, "error": …}, and exit
    code 1 at the end.
    """
    if (page is None) == (batch is None) or (batch and url):
        raise click.UsageError("give a PAGE, with --url if it is a file, or --batch FILE alone.")
    settings = config.load(path)
    logs.configure(settings.log.level, "inspect")
    with closing(_Desk(settings)) as desk:
        if batch:
            raise SystemExit(_print_batch(desk, batch))
        harvest, address = desk.look(page or "", url)
    if as_json:
        click.echo(findings.line(findings.as_json(harvest, address)))
    else:
        findings.show(harvest, address)


class _Desk:
    """Gets pages and has them read; thread-safe. ``close()`` ends its processes and its network thread."""

    def __init__(self, settings: Settings) -> None:
        from feedsvc.sources.fetch import Fetcher
        from feedsvc.sources.workers import Readers, cores

        self.readers = settings.ingest.readers or cores()
        self._settings = settings
        self._fetcher: Fetcher = Fetcher(settings)
        self._readers: Readers = Readers(settings)

    def look(self, place: str, url: str = "") -> tuple[Harvest, str]:
        """(what was found at the address or in the file, its address). Raises SourceError."""
        if _ADDRESS.match(place):
            fetched = self._fetched(place)
        else:
            fetched = open_saved(Path(place), self._settings.ingest.max_bytes, url)
        harvest = self._readers.read(fetched, "auto", now=datetime.now(UTC), max_items=self._settings.ingest.max_items)
        return harvest, fetched.url

    def close(self) -> None:
        self._readers.close()
        self._fetcher.close()

    def _fetched(self, url: str) -> Fetched:
        from feedsvc.model import Fetched

        outcome = self._fetcher.fetch(url, written=True)
        if not isinstance(outcome, Fetched):
            raise SourceError(outcome.reason)
        return outcome


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a batch; ``fault`` says what is wrong with it."""

    id: Any
    place: str = ""
    url: str = ""
    fault: str = ""


def _print_batch(desk: _Desk, batch: Path) -> int:
    """Print an object for each line; the exit code."""
    lines = list(_lines(batch))
    failed = 0
    with _progress() as progress:
        task = progress.add_task("reading", total=len(lines))
        for found in _read_all(desk, lines):
            failed += "error" in found
            click.echo(findings.line(found))
            progress.advance(task)
    return int(failed > 0)


def _lines(batch: Path) -> Iterator[_Line]:
    with batch.open(encoding="utf-8", errors="replace") as file:
        for number, text in enumerate(file, 1):
            if text.strip():
                yield _line(text, number, batch)


def _line(text: str, number: int, batch: Path) -> _Line:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        return _Line(None, fault=f"line {number} of {batch} is no JSON object; write it like {_EXAMPLE}.")
    path, url = said.get("path") or "", said.get("url") or ""
    if not isinstance(path, str) or not isinstance(url, str) or not (path or _ADDRESS.match(url)):
        return _Line(said.get("id"), fault=f"line {number} of {batch} names no page; write it like {_EXAMPLE}.")
    return _Line(said.get("id"), _beside(path, batch) if path else url, url)


def _beside(path: str, batch: Path) -> str:
    """A relative path is relative to the batch file's folder, or else to the current one."""
    beside = batch.parent / path
    return str(beside if beside.exists() else Path(path))


def _read_all(desk: _Desk, lines: Sequence[_Line]) -> Iterator[dict[str, Any]]:
    """The findings of each line, in their order, read as many at a time as there are workers."""
    waiting: deque[Future[dict[str, Any]]] = deque()
    pool = ThreadPoolExecutor(desk.readers + 1, "inspect")  # one more unpacks and prints while all workers read
    try:
        for each in lines:
            waiting.append(pool.submit(_read, desk, each))
            if len(waiting) > AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        desk.close()  # after Ctrl-C nobody waits for what is being read
        pool.shutdown(cancel_futures=True)


def _read(desk: _Desk, line: _Line) -> dict[str, Any]:
    try:
        if line.fault:
            raise SourceError(line.fault)
        return {"id": line.id, **findings.as_json(*desk.look(line.place, line.url))}
    except FeedsvcError as error:
        return {"id": line.id, "error": str(error)}
    except Exception as error:
        log.exception("%s: inspecting it met a bug; the other pages go on", line.place)
        return {"id": line.id, "error": f"a bug of feedsvc: {error}"}


def _progress() -> Progress:
    """On standard error, and on a terminal only: a log file wants no bar. Standard output stays what it is, most likely a file."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True, redirect_stdout=False, disable=not console.is_terminal)
