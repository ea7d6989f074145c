"""Which sources are of one publisher, so that each has one vote however many of its feeds and pages are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from feedsvc.authority import site_of
from feedsvc.store.tables import SourceRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def publishers(session: Session) -> dict[str, str]:
    """Slug of each source -> its publisher's site, or the slug of one that has none.

    Its site is what the operator gave as its homepage, or its address: what a feed says of itself would let one site have as many votes as
    feeds. "sport.news.example" is of "news.example" where that is a source's site too.
    """
    rows = session.execute(select(SourceRow.slug, SourceRow.homepage, SourceRow.homepage_given, SourceRow.url)).all()
    sites = {slug: site_of((given and homepage) or "") or site_of(url) for slug, homepage, given, url in rows}
    known = set(sites.values()) - {""}
    return {slug: _widest(site, known) or slug for slug, site in sites.items()}


def _widest(site: str, known: set[str]) -> str:
    parts = site.split(".")
    return next((parent for start in range(len(parts)) if (parent := ".".join(parts[-start - 1 :])) in known), site)
