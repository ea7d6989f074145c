"""Which sitemaps of an index are worth a request. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from feedsvc.model import Child

_NUMBER = re.compile(r"\d{1,18}")
_WORD = re.compile(r"[a-z]+")
# Words in the names of sitemaps, as the makers of sitemaps call them in whatever language the site is.
_NEWS_WORDS = "news googlenews newssitemap sitemapnews berita noticias actualites nachrichten latest recent today newest terbaru"
_OTHER_WORDS = """
    category categories tag tags author authors user users page pages static taxonomy taxonomies term terms image images photo photos video
    videos product products topic topics kategori categoria autor event events podcast podcasts misc section sections rubric rubrics person
    persons people keyword keywords location locations
"""
_NEWS, _OTHERS = frozenset(_NEWS_WORDS.split()), frozenset(_OTHER_WORDS.split())


def wanted(children: Sequence[Child], seen: Mapping[str, datetime | None], limit: int) -> tuple[Child, ...]:
    """At most ``limit`` sitemaps to read now: those named after news first, then the newest, then those without a date.

    ``seen`` has the lastmod that each sitemap had when it was read last. One that has not changed since is left out, and so is one never
    read that is older than all that were: it holds the archive. Sitemaps of tags, authors, pictures and the like are read only where an
    index names nothing else. Undated ones follow the numbers in their names, the greatest first: "2026-11" before "2026-10".
    """
    useful = [child for child in children if _may_hold_articles(child)] or list(children)
    dates = [moment for moment in seen.values() if moment is not None]
    oldest_wanted = max(dates, default=None)
    changed = [child for child in useful if _changed(child, seen, oldest_wanted)]
    return tuple(sorted(changed, key=_rank, reverse=True)[:limit])


def _changed(child: Child, seen: Mapping[str, datetime | None], newest: datetime | None) -> bool:
    if child.modified is None:
        return True
    before = seen.get(child.url)
    return before is None or child.modified > before if child.url in seen else newest is None or child.modified > newest


def _rank(child: Child) -> tuple[bool, float, tuple[int, ...]]:
    moment = child.modified.timestamp() if child.modified else float("-inf")
    return is_named_after_news(child), moment, tuple(int(number) for number in _NUMBER.findall(urlsplit(child.url).path))


def _may_hold_articles(child: Child) -> bool:
    return is_named_after_news(child) or _OTHERS.isdisjoint(_words(child))


def is_named_after_news(child: Child) -> bool:
    """Whether the sitemap's own name says that it is of news."""
    return not _NEWS.isdisjoint(_words(child))


def _words(child: Child) -> list[str]:
    """Of the file's name: a folder "/news/" says nothing, since it holds the others too."""
    return _WORD.findall(urlsplit(child.url).path.rpartition("/")[2].lower())
