"""What discovery found becomes sources of the store, polled by a running scheduler like declared ones.

``adopt`` stores them and ``first_poll`` takes what discovery fetched for their first poll, so that no address is asked for again.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from feedsvc.errors import StoreError
from feedsvc.ingest import Report
from feedsvc.model import Section
from feedsvc.sources.candidates import address_key
from feedsvc.sources.suggestions import goes_into
from feedsvc.store.sources import Declared
from feedsvc.text.language import primary

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from feedsvc.config import Settings
    from feedsvc.ingest import Ingester
    from feedsvc.model import Fetched, Source
    from feedsvc.sources.candidates import Candidate
    from feedsvc.sources.suggestions import SectionIdea
    from feedsvc.store import Store

HANDED_OVER = timedelta(minutes=2)  # after which the schedule polls a source whose first poll was left to ``first_poll`` and never came
_MAX_NAME = 28  # characters of each of the two parts of a slug; config.settings allows 60
_LONG = 1_000  # characters: longer than any title
_SECOND_LEVEL = frozenset({"co", "com", "or", "org", "net", "ac", "go", "gov", "edu", "web", "my", "ne", "biz", "info"})


def adopt(store: Store, settings: Settings, chosen: Sequence[Candidate], due: datetime) -> list[Source]:
    """Store the candidates as sources that the schedule polls from ``due`` on; those whose address is a source already are left out.

    A feed of one section puts its articles into the declared section of that name. Raises StoreError.
    """
    names = _site_names(chosen)
    with store.write(alone=True) as unit:
        sources = unit.sources.all()
        known = set(_addresses(sources, settings))
        taken = {source.slug for source in sources} | {source.slug for source in settings.sources}
        added = []
        for one in chosen:
            if address_key(one.url) not in known:
                declared = _declared(one, _free_slug(one, names[one.homepage], taken, alone=len(chosen) == 1), settings)
                added.append(unit.sources.adopt(declared, due))
                known.add(address_key(one.url))
                taken.add(declared.slug)
    return added


def first_poll(ingester: Ingester, source: Source, answers: Mapping[str, Fetched], now: datetime) -> Report:
    """Store what discovery fetched of a source just adopted, with its validators, and plan its next poll.

    ``answers`` is ``Discovery.answers``; what is not in it is fetched now. A fault is in the report: the schedule tries again.
    """
    try:
        return ingester.poll(source, now, outcome=answers.get(source.url), children=answers)
    except StoreError as error:
        return Report(source.slug, "failed", reason=str(error))


def known(store: Store, settings: Settings, candidates: Iterable[Candidate]) -> dict[str, Source]:
    """The sources that have a candidate's address already, by the candidate's URL."""
    with store.read() as unit:
        sources = _addresses(unit.sources.all(), settings)
    return {one.url: sources[key] for one in candidates if (key := address_key(one.url)) in sources}


def new_sections(ideas: Iterable[SectionIdea], language: str) -> list[Section]:
    """The ideas that no declared section covers, as sections to declare in a service of this language."""
    return [
        Section(idea.slug, idea.title, "" if idea.language == primary(language) else idea.language, tags=idea.tags, paths=idea.paths)
        for idea in ideas
        if not idea.existing
    ]


def _addresses(sources: Iterable[Source], settings: Settings) -> dict[str, Source]:
    """Of all that are polled or declared; a file or address given once on the command line is no source to keep."""
    declared = {source.slug for source in settings.sources}
    kept = [source for source in sources if source.scheduled or source.slug in declared]
    return {address_key(url): source for source in kept for url in (source.location, source.url)}


def _declared(one: Candidate, slug: str, settings: Settings) -> Declared:
    section = goes_into(one.section, "", settings.declared_sections()) if one.section and one.kind == "feed" else None
    return Declared(
        slug=slug,
        kind=one.kind,
        url=one.url,
        title=one.title,
        homepage=one.homepage,
        language=one.language,
        sections=(section.slug,) if section else (),
    )


def _free_slug(one: Candidate, site: str, taken: Collection[str], *, alone: bool) -> str:
    """ "koran-x" for the feed of the whole site, or for all that is taken of it; else what it is, too: "koran-x-home", "koran-x-sport"."""
    part = _part(one)
    full = site if part == site or not part else f"{site}-{part}"
    is_whole = not one.section and (one.kind != "page" or one.is_front)
    is_main = is_whole and (alone or one.kind == "feed")
    numbered = (f"{full}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (*([site] if is_main else []), full, *numbered) if slug not in taken)


def _site_names(chosen: Iterable[Candidate]) -> dict[str | None, str]:
    """The name of the site that candidates belong to, by homepage: its registered name, or its title where the host is an address.

    Where the site does not say its name, the title of what covers all of it counts, and of several the shortest: "Koran X" rather than
    "Koran X: berita hari ini".
    """
    names: dict[str | None, str] = {}
    for one in sorted(chosen, key=lambda one: (bool(one.section), len(one.title) or _LONG, one.url)):
        names.setdefault(one.homepage, _registered_name(one.homepage or one.url) or _slug(one.site) or _slug(one.title) or "site")
    return names


def _registered_name(url: str) -> str:
    """ "koran-x" of "https://www.koran-x.co.id/"; "" for an address."""
    host = urlsplit(url).hostname or ""
    labels = host.split(".")[:-1]
    if len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
        labels.pop()
    return _slug(labels[-1]) if ":" not in host and not host.replace(".", "").isdigit() and labels else ""


def _part(one: Candidate) -> str:
    if one.section:
        return _slug(one.section) or _slug(urlsplit(one.url).path) or one.kind
    if one.kind == "sitemap":
        return "news-sitemap" if one.titled else "sitemap"
    if one.kind == "page":
        return "home" if one.is_front else _slug(urlsplit(one.url).path) or "page"
    return one.kind


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")[:_MAX_NAME].rstrip("-")
