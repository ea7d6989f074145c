"""What discovery found: shown, decided on and carried out."""

from __future__ import annotations

import os
import re
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.text import Text

from feedsvc.cli import offer
from feedsvc.cli.offer import Added
from feedsvc.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from rich.status import Status

    from feedsvc.config import Settings
    from feedsvc.model import Section
    from feedsvc.sources.candidates import Candidate
    from feedsvc.sources.discover import Discovery
    from feedsvc.sources.workers import Readers
    from feedsvc.store import Store

WIDE = 160  # columns of the table where nobody says how wide the page is (a pipe, a file)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was asked for on the command line."""

    yes: bool
    everything: bool
    as_json: bool
    sections: bool

    @property
    def asks(self) -> bool:
        return not (self.yes or self.everything or self.as_json)


def waiting(text: str) -> Status:
    """What is being done, on standard error and on a terminal only: a log file wants no spinner."""
    return Console(stderr=True).status(Text(f"{text} …"))


class Decision:
    """On one discovery."""

    def __init__(self, store: Store, settings: Settings, path: Path | None, wishes: Wishes, found: Discovery, readers: Readers) -> None:
        from feedsvc.ingest.adopt import known, new_sections

        self._store, self._settings, self._path, self._wishes, self._found = store, settings, path, wishes, found
        self._readers = readers
        self._known = known(store, settings, found.candidates)
        self._new = new_sections(found.sections, settings.site.language) if wishes.sections else []

    def carry_out(self) -> int:
        """Show, ask, add, tell; the exit code."""
        if not self._wishes.as_json:
            self._show()
        chosen = self._choose()
        declared, trouble = self._declare() if chosen or not self._wishes.asks else ([], "")
        added = self._adopt(chosen) if chosen else []
        if self._wishes.as_json:
            click.echo(offer.as_json(self._found, self._known, added, declared, trouble))
        else:
            self._tell(chosen, added, declared, trouble)
        return 0

    def _free(self) -> list[Candidate]:
        return [one for one in self._found.candidates if one.url not in self._known]

    def _has_all(self) -> bool:
        """Whether nothing is left to be recommended, since it is read already."""
        recommended = self._found.recommended
        return not self._free() or (bool(recommended) and all(one.url in self._known for one in recommended))

    def _choose(self) -> list[Candidate]:
        if self._wishes.everything:
            return self._free()
        recommended = [one for one in self._free() if one.recommended]
        if self._wishes.yes or self._has_all():
            return recommended
        return self._ask(recommended) if self._wishes.asks else []

    def _ask(self, recommended: Sequence[Candidate]) -> list[Candidate]:
        numbers = {one.url: number for number, one in enumerate(self._found.candidates, 1)}
        default = ",".join(str(numbers[one.url]) for one in recommended) or "none"
        answer = click.prompt('Which of them? Numbers, "all" or "none"', default=default, value_proc=self._numbers, err=True)
        return [one for one in self._free() if numbers[one.url] in answer]

    def _numbers(self, text: str) -> set[int]:
        count = len(self._found.candidates)
        if text.strip().lower() in {"all", "none", ""}:
            return set(range(1, count + 1)) if text.strip().lower() == "all" else set()
        words = re.split(r"[\s,]+", text.strip(" ,"))
        if not all(word.isdecimal() and 1 <= int(word) <= count for word in words):
            raise click.UsageError(f'"{text}" is no list of numbers from 1 to {count}, such as 1,3.')
        return {int(word) for word in words}

    def _declare(self) -> tuple[list[Section], str]:
        """Append the new sections to feedsvc.toml; the settings with them count from here on. Otherwise what to do instead."""
        from feedsvc.config.appending import append_sections, block

        if not self._new or not self._agreed():
            return [], ""
        try:
            self._settings = append_sections(self._new, self._path)
        except ConfigError as error:
            return [], f"{error}\nThe sections, to be pasted where yours are declared:\n\n{block(self._new)}"
        return self._new, ""

    def _agreed(self) -> bool:
        if not self._wishes.asks:
            return self._wishes.yes or self._wishes.everything
        names = ", ".join(section.title for section in self._new)
        return click.confirm(f"Declare these sections in feedsvc.toml: {names}?", default=True, err=True)

    def _adopt(self, chosen: Sequence[Candidate]) -> list[Added]:
        """Store the sources and poll each with what was fetched. Ctrl-C leaves the rest to the schedule."""
        from feedsvc.ingest import prepare
        from feedsvc.ingest.adopt import HANDED_OVER, adopt

        prepare(self._store, self._settings, _now())  # the new sections must be there before articles are filed in them
        added = [Added(source) for source in adopt(self._store, self._settings, chosen, _now() + HANDED_OVER)]
        try:
            for number, polled in enumerate(self._polled(added)):
                added[number] = polled
        except KeyboardInterrupt:
            click.echo("feedsvc: stopped; the sources are added, and a running feedsvc reads the rest.", err=True)
        return added

    def _polled(self, added: Sequence[Added]) -> Iterator[Added]:
        from feedsvc.ingest import Ingester
        from feedsvc.ingest.adopt import first_poll

        with closing(Ingester(self._store, self._settings, self._readers)) as ingester:
            for one in [*added]:
                with waiting(f"storing the articles of {one.source.slug}"):
                    report = first_poll(ingester, one.source, self._found.answers, _now())
                yield Added(one.source, report)

    def _why_none(self) -> str:
        if not self._free():
            return "All of it is read already."
        return "All that is recommended is read already; --all takes the rest too." if self._has_all() else "Nothing was added."

    def _show(self) -> None:
        if self._found.refusal:
            click.echo(f"feedsvc: {self._found.refusal}; this is what else the site has.", err=True)
        console = Console(highlight=False)
        if not console.is_terminal and "COLUMNS" not in os.environ:
            console.width = WIDE
        console.print(offer.table(self._found, self._known))
        for idea in self._found.sections if self._wishes.sections else ():
            console.print(Text(f"  section {idea.title} ({idea.count} of the articles found) {offer.destination(idea)}"))

    def _tell(self, chosen: Sequence[Candidate], added: Sequence[Added], declared: Sequence[Section], trouble: str) -> None:
        for one in chosen:
            done = next((done for done in added if done.source.url == one.url), None)
            click.echo(offer.sentence(done) if done else f"{one.url} is a source already")
        if not chosen:
            click.echo(self._why_none())
        if added:
            click.echo("A running feedsvc reads on from here; `feedsvc run` starts one.")
        if declared:
            names = ", ".join(section.slug for section in declared)
            click.echo(
                f"New sections in {self._settings.folder / 'feedsvc.toml'}: {names}; a running service shows them at its next start."
            )
        if trouble:
            click.echo(f"feedsvc: {trouble}", err=True)


def _now() -> datetime:
    return datetime.now(UTC)
