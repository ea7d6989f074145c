"""What a section shows on a page: its stories and its feeds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from feedsvc.feeds import FeedSpec, select
from feedsvc.model import ALL, language_of
from feedsvc.web.channels import channels

if TYPE_CHECKING:
    from feedsvc.config import Settings
    from feedsvc.model import Article, ListName, Section, Trend
    from feedsvc.store import Unit
    from feedsvc.web.channels import Channel


TIMES: tuple[ListName, ...] = ("trending", "day", "week")


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many stories of each list a page shows."""

    latest: int
    trending: int


FRONT = Sizes(latest=15, trending=10)
CARD = Sizes(latest=3, trending=3)
FULL = Sizes(latest=40, trending=20)


@dataclass(frozen=True, slots=True)
class Shelf:
    slug: str
    title: str
    language: str
    description: str
    path: str  # of the section's page
    latest: list[Article]
    trending: list[Trend]
    channels: dict[ListName, Channel]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed, as its preview shows it."""

    article: Article
    trend: Trend | None = None


def shelf(unit: Unit, settings: Settings, section: Section | None, sizes: Sizes) -> Shelf:
    """``section`` None is everything."""
    slug = ALL if section is None else section.slug
    return Shelf(
        slug=slug,
        title=settings.site.title if section is None else section.title,
        language=(section.language if section else "") or settings.site.language,
        description="" if section is None else section.description,
        path="/" if section is None else f"/{slug}/",
        latest=unit.articles.latest(slug, sizes.latest),
        trending=unit.trends.current(slug, sizes.trending),
        channels=channels(settings, section),
    )


def entries(unit: Unit, spec: FeedSpec) -> list[Entry]:
    """What the feed ``spec`` holds, in its order."""
    if spec.list == "latest":
        return [Entry(article) for article in unit.articles.latest(spec.section, spec.limit)]
    revisions = unit.revisions.all()
    scope = spec.scope if (spec.scope, spec.list) in revisions else spec.section
    if (scope, spec.list) not in revisions:
        return []
    return [Entry(trend.article, trend) for trend in select(unit, spec, scope, revisions[scope, spec.list].changed_at)]


def akin(unit: Unit, spec: FeedSpec) -> list[FeedSpec]:
    """Feeds that whoever looks at this one may want instead: of another time, and of one language where there are several."""
    if spec.list == "latest":
        return []
    times = [FeedSpec(name, spec.section, lang=spec.lang) for name in TIMES if name != spec.list]
    written = {language_of(section) for section, name in unit.revisions.all() if name == "trending"} - {"", spec.lang}
    several = spec.section == ALL and len(written) + bool(spec.lang) > 1
    return [*times, *(FeedSpec(spec.list, lang=tag) for tag in sorted(written) if several)]
