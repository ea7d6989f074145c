"""Make the store know what the configuration says: tables, sections, sources, and which articles are in which sections."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from feedsvc import filing
from feedsvc.errors import SourceError
from feedsvc.model import ALL
from feedsvc.store.sources import Declared

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from feedsvc.config import Settings, SourceSettings
    from feedsvc.model import ListName, Section, Source
    from feedsvc.store import Store, Unit

BATCH = 500  # articles filed anew in one transaction
FILED_BY = "filed_by"  # the fact that holds the fingerprint of the rules in force


def prepare(store: Store, settings: Settings, now: datetime) -> None:
    """Bring the store up to date with the code and the configuration. Cheap and without a write when it already is."""
    store.migrate()
    with store.write() as unit:
        unit.sources.declare([_declared(source, settings.folder) for source in settings.sources], now)
        unit.revisions.declare([ALL, *(section.slug for section in settings.sections)], now)


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
    )


def adhoc(store: Store, target: str) -> Source:
    """A path or URL named on the command line becomes a source that is in no schedule. Raises SourceError when it can be neither."""
    if "://" in target:
        parts = urlsplit(target)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise SourceError(f"{target}: is neither a web address (http, https) nor a file")
        url, name = target, f"{parts.hostname}{parts.path}"
    else:
        path = Path(target)
        if not path.is_file():
            raise SourceError(f"{target}: there is no such file")
        url, name = path.resolve().as_uri(), path.stem
    with store.write() as unit:
        return unit.sources.by_url(url) or unit.sources.declare_adhoc(Declared(_free_slug(unit, name, url), "auto", url))


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
    moved, last = 0, None
    while True:
        with store.write() as unit:
            ids = unit.articles.ids_after(last, BATCH)
            if not ids:
                unit.facts.put(FILED_BY, mark)
                return moved
            moved += _refile_batch(unit, [*ids], rules, now)
            last = ids[-1]


def _refile_batch(unit: Unit, ids: list[UUID], rules: tuple[Section, ...], now: datetime) -> int:
    defaults, filed = unit.sources.sections_by_id(), unit.articles.sections_of(ids)
    changes: set[tuple[str, ListName]] = set()
    moved = 0
    for state in unit.articles.states_of(ids):
        sections = filing.sections_of(state, defaults, rules)
        if sections != filed[state.id]:
            unit.articles.file(state, sections)
            changes |= {(section, "latest") for section in sections ^ filed[state.id] if state.in_latest}
            moved += 1
    unit.revisions.bump(changes, now)
    return moved
