"""Make the store know what the configuration says: tables, sections, sources, and which articles are in which sections."""

from __future__ import annotations

import hashlib
import re
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from feedsvc import __version__, filing
from feedsvc.errors import SourceError
from feedsvc.model import ALL, Rules
from feedsvc.store.sources import Declared

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from feedsvc.config import Settings, SourceSettings
    from feedsvc.ingest.absorb import Change
    from feedsvc.model import Section, Source
    from feedsvc.store import Store, Unit

BATCH = 500  # articles filed anew in one transaction
SHOWN_AS = "shown_as"  # the fact that holds what feeds are made of beside articles
FILED_BY = "filed_by"  # the fact that holds the fingerprint of the rules in force


def prepare(store: Store, settings: Settings, now: datetime) -> None:
    """Bring the store up to date with the code and the configuration. Cheap and without a write when it already is."""
    store.migrate()
    declared = [_declared(source, settings.folder) for source in settings.sources]
    with store.write(alone=True) as unit:
        renamed = unit.sources.declare(declared, now, settings.ingest.max_interval)
        unit.pages.mend(now)
        unit.revisions.declare([ALL, *(section.slug for section in settings.sections)], now)
        if _shown_anew(unit, settings) or renamed:
            unit.revisions.bump(unit.revisions.all().keys(), now)


def _shown_anew(unit: Unit, settings: Settings) -> bool:
    """Whether feeds look different from now on though no article changed: another feedsvc, or other words around the articles."""
    site = settings.site
    mark = repr((__version__, site.title, site.description, site.language, site.zone, settings.uid, settings.declared_sections()))
    before = unit.facts.get(SHOWN_AS)
    if before != mark:
        unit.facts.put(SHOWN_AS, mark)
    return before not in {None, mark}


def _declared(source: SourceSettings, folder: Path) -> Declared:
    url = source.url if "://" in source.url else (folder / source.url).resolve().as_uri()
    return Declared(
        source.slug,
        source.kind,
        url,
        source.title,
        source.homepage or None,
        source.language,
        source.sections,
        source.interval,
        source.enabled,
        source.zone,
        source.pages,
        Rules(**source.rules.model_dump()),
    )


def adhoc(store: Store, target: str) -> Source:
    """A path or URL named on the command line becomes a source that is in no schedule. Raises SourceError when it can be neither."""
    if "://" in target:
        parts = _split(target)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise SourceError(f"{target}: is neither a web address (http, https) nor a file")
        url, name = target, f"{parts.hostname}{parts.path}"
    else:
        path = Path(target)
        if not path.is_file():
            host = target.partition("/")[0]
            scheme = "http" if host.startswith("localhost") else "https"
            hint = f'; did you mean "{scheme}://{target}"?' if "." in host or scheme == "http" else ""
            raise SourceError(f"{target}: there is no such file{hint}")
        url, name = path.resolve().as_uri(), path.stem
    with store.write(alone=True) as unit:
        return unit.sources.by_url(url) or unit.sources.declare_adhoc(Declared(_free_slug(unit, name, url), "auto", url))


def _split(target: str) -> SplitResult:
    try:
        parts = urlsplit(target)
        parts.port  # noqa: B018 - reading it is what checks it
    except ValueError as error:
        raise SourceError(f"{target}: is not a web address: {error}") from error
    return parts


def _free_slug(unit: Unit, name: str, url: str) -> str:
    """From the name alone where it can be: title-only articles carry the slug in their identity."""
    slug = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:50].rstrip("-") or "source"
    taken = {source.slug for source in unit.sources.all()}
    return slug if slug not in taken else f"{slug}-{hashlib.sha256(url.encode()).hexdigest()[:6]}"


def refile(store: Store, settings: Settings, now: datetime) -> int:
    """File all stored articles anew if the rules changed since they were filed; returns how many moved."""
    rules = settings.declared_sections()
    with store.read() as unit:
        mark = filing.fingerprint(rules, unit.sources.section_defaults())
        if unit.facts.get(FILED_BY) == mark:
            return 0
    moved, last, started = 0, None, time.monotonic()
    while True:
        with store.write(alone=True) as unit:
            ids = unit.articles.ids_after(last, BATCH)
            if not ids:
                unit.trends.close_others([ALL, *(rule.slug for rule in rules)], now)
                unit.facts.put(FILED_BY, mark)
                return moved
            moved += _refile_batch(unit, [*ids], rules, now + timedelta(seconds=time.monotonic() - started))
            last = ids[-1]


def _refile_batch(unit: Unit, ids: list[UUID], rules: tuple[Section, ...], now: datetime) -> int:
    states, filed = unit.articles.states_of(ids), unit.articles.sections_of(ids)
    tellers = {teller for state in states for teller in (state.source, *state.told_by)}
    defaults, roster = unit.sources.sections_by_id(tellers), unit.sources.roster(tellers)
    sections = {state.id: filing.sections_of(state, defaults, rules, roster) for state in states}
    moved = [state for state in states if sections[state.id] != filed[state.id]]
    unit.articles.file(moved, sections)
    changes: set[Change] = {(section, "latest") for state in moved if state.in_latest for section in sections[state.id] ^ filed[state.id]}
    unit.revisions.bump(changes, now)
    return len(moved)
