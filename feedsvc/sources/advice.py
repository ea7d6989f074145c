"""Which of a site's candidates to take, and why. Pure.

The best feed of the whole site stands first: texts over summaries, more over fewer articles. Feeds of sections follow where they bring what
it lacks, then news sitemaps, then pages. A page whose boxes say what is popular is taken beside any of them, for Trending.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from feedsvc.sources.candidates import Candidate, covered, lacking

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

MOST = 12  # feeds or pages of sections that are recommended
MIN_ARTICLES = 3  # of a feed, sitemap or page worth reading
SAME = 0.7  # share of common articles from which two sources are one
YOUNG = timedelta(days=2)  # what news sitemaps hold by their makers' rules, and what is still news to those who subscribe
STALE = timedelta(days=30)  # without an article, after which a source is taken for given up
MOSTLY = 0.5


@dataclass(slots=True)
class _Verdicts:
    """The candidates judged so far."""

    taken: list[Candidate] = field(default_factory=list)
    left: list[Candidate] = field(default_factory=list)

    def take(self, one: Candidate, reason: str) -> None:
        self.taken.append(replace(one, recommended=True, reason=reason))

    def leave(self, one: Candidate, reason: str) -> None:
        self.left.append(replace(one, recommended=False, reason=reason))


def advise(candidates: Sequence[Candidate], now: datetime, scope: str = "") -> tuple[Candidate, ...]:
    """All candidates with ``recommended`` and ``reason`` set, the recommended ones first, each group the best first.

    ``scope`` is the path of the section page that was asked for, such as "/sport"; "" is the whole site.
    """
    verdicts = _Verdicts()
    able = []
    for one in sorted(candidates, key=lambda one: _worth(one, now), reverse=True):
        if fault := _fault(one, now) or _outside(one, scope):
            verdicts.leave(one, fault)
        else:
            able.append(one)
    _feeds(verdicts, [one for one in able if one.kind == "feed"])
    pages = [one for one in able if one.kind not in {"feed", "sitemap"}]
    _sitemaps(verdicts, [one for one in able if one.kind == "sitemap"], [page for page in pages if page.popular], now - YOUNG)
    _pages(verdicts, pages)
    return (*verdicts.taken, *verdicts.left)


def is_good(one: Candidate, now: datetime, scope: str = "") -> bool:
    """Whether it is a feed or news sitemap of the whole site, or of the section at ``scope``, beside which nothing need be guessed."""
    if one.kind not in {"feed", "sitemap"} or not one.titled or not one.count or _fault(one, now):
        return False
    return not (_outside(one, scope) if scope else one.section)


def _worth(one: Candidate, now: datetime) -> tuple[bool, bool, bool, int, bool, int]:
    """The whole site before its parts, texts before summaries, living before dated-less, then size; an address given or declared."""
    fresh = one.newest is not None and now - one.newest < STALE
    return not one.section, one.full_texts >= MOSTLY, fresh, one.count, one.way != "guessed", -len(one.url)


def _fault(one: Candidate, now: datetime) -> str:
    """Why it is no source of articles; "" when it is one."""
    if one.is_comments:
        return "readers' comments, not articles"
    if one.sounds > MOSTLY:
        return f"{one.sounds:.0%} of the items are sound or film: a podcast"
    if one.count == 0 and one.kind != "feed":
        return "holds no articles"
    if one.newest is not None and now - one.newest > STALE:
        return f"the newest article is of {one.newest:%d %B %Y}: it seems to be given up"
    if one.count < MIN_ARTICLES and not one.boxes and one.way != "given":
        return f"holds {_articles(one)} only"
    return ""


def _outside(one: Candidate, scope: str) -> str:
    if not scope or one.kind == "page" or f"{scope}/" in f"{one.url}/":
        return ""
    inside = sum(f"{scope}/" in url for url in one.articles)
    return "" if inside >= SAME * len(one.articles) else f"the whole site, not {scope} alone"


def _feeds(verdicts: _Verdicts, feeds: list[Candidate]) -> None:
    for one in feeds:
        twin = next((other for other in verdicts.taken if _are_twins(one, other)), None)
        if twin is not None:
            verdicts.leave(one, f"the same articles as {twin.url}{_less(one, twin)}")
        elif not verdicts.taken:
            verdicts.take(one, _praise(one))
        elif one.way == "guessed" or len(verdicts.taken) >= MOST:
            verdicts.leave(one, "other articles than the recommended feeds; nothing on the site leads to it")
        else:
            _further_feed(verdicts, one)


def _are_twins(one: Candidate, other: Candidate) -> bool:
    """Whether each has the other's articles of the time that both reach back to, as the RSS and the Atom form of one feed do."""
    return min(covered(one, [other]) or 0, covered(other, [one]) or 0) >= SAME


def _less(one: Candidate, twin: Candidate) -> str:
    if one.full_texts < MOSTLY <= twin.full_texts:
        return ", as summaries only"
    return f", {one.count} of its {twin.count}" if one.count < twin.count else ""


def _praise(one: Candidate) -> str:
    of = f" of {one.section}" if one.section else ""
    if one.full_texts >= MOSTLY:
        return f"full texts of {_articles(one)}{of}: no page need be fetched"
    return f"summaries of {_articles(one)}{of}"


def _further_feed(verdicts: _Verdicts, one: Candidate) -> None:
    share = covered(one, verdicts.taken)
    whole = not verdicts.taken[0].section
    if share is None and whole:
        verdicts.leave(
            one, f"older articles than those of {verdicts.taken[0].url}" + (f"; take it for {one.section}" if one.section else "")
        )
    elif share is not None and share >= SAME:
        verdicts.leave(one, "the recommended feeds have its articles")
    else:
        verdicts.take(one, f"{_praise(one)} that the feeds above lack")


def _sitemaps(verdicts: _Verdicts, sitemaps: list[Candidate], boxed: list[Candidate], since: datetime) -> None:
    """News sitemaps: without a feed the best one, and each that has news which neither the feeds nor the ``boxed`` pages have."""
    for one in sorted(sitemaps, key=lambda one: not one.titled):
        if not one.titled:
            verdicts.leave(one, f"addresses of {_articles(one)} without headlines")
        elif not verdicts.taken:
            verdicts.take(one, f"headlines and dates of {_articles(one)}; their pages are fetched for the texts")
        elif lacking(one, [*verdicts.taken, *boxed], since):
            count = lacking(one, verdicts.taken, since)
            verdicts.take(one, f"has {_count(count)} that {_who(verdicts.taken)}")
        else:
            verdicts.leave(one, "the recommended sources have its articles")


def _who(taken: list[Candidate]) -> str:
    if len(taken) > 1:
        return "the feeds lack" if all(one.kind == "feed" for one in taken) else "the sources above lack"
    return f"the {taken[0].kind} lacks"


def _pages(verdicts: _Verdicts, pages: list[Candidate]) -> None:
    """Pages with popular boxes always; others only where there is neither a feed nor a news sitemap."""
    needed = not verdicts.taken
    for one in sorted(pages, key=lambda one: (one.is_front, bool(one.popular)), reverse=True):
        known_boxes = {box.heading for other in verdicts.taken for box in other.popular}
        if fresh := [box for box in one.popular if box.heading not in known_boxes]:
            verdicts.take(one, f"its box {_named(fresh[0].heading)} says what is trending")
        elif needed and one.count >= MIN_ARTICLES and len(verdicts.taken) < MOST:
            verdicts.take(one, f"lists {_articles(one)}; their pages are fetched for the texts")
        else:
            verdicts.leave(one, "the recommended sources have its articles, and no box on it says what is popular")
    if not verdicts.taken:
        _last_resort(verdicts)


def _last_resort(verdicts: _Verdicts) -> None:
    """A sitemap without headlines is better than nothing: the pages behind it have them."""
    bare = next((one for one in verdicts.left if one.kind == "sitemap" and not one.titled and one.count >= MIN_ARTICLES), None)
    if bare is not None and bare.reason.startswith("addresses"):
        verdicts.left.remove(bare)
        verdicts.take(bare, f"addresses of {_articles(bare)}; their pages are fetched for headlines and texts")


def _named(heading: str) -> str:
    return f'"{heading}"' if heading else "of popular articles"


def _articles(one: Candidate) -> str:
    return _count(one.count)


def _count(articles: int) -> str:
    return "1 article" if articles == 1 else f"{articles} articles"
