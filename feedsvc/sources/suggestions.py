"""Sections that a site would fill, from what its navigation says and where its articles stand. Pure."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from feedsvc.config.settings import RESERVED, SLUG
from feedsvc.model import Link
from feedsvc.sources import slugs
from feedsvc.sources.headings import fold
from feedsvc.sources.labels import are_services
from feedsvc.text import titles, urls

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from feedsvc.model import Draft, Section
    from feedsvc.sources.candidates import Candidate

MAX_IDEAS = 15
ENOUGH = 5  # articles that tell whether a site's addresses name sections
MIN_ARTICLES = 3  # below one path, before it is taken for a section that the navigation does not name
ALMOST_ALL = 0.9
_MAX_SLUG = 60
_INDEX = re.compile(r"(?:/(?:index|default|home)(?:\.\w{2,5})?)?/?$", re.IGNORECASE)
# Folders that hold a site's articles of every kind.
_CONTAINERS = """
    news berita nachrichten noticias actualites notizie nieuws nyheter nyheder uutiset article articles artikel articulo articulos read
    story stories post posts blog content p a s detail details aktuell id en de fr es category kategori kategorie categoria section
"""
_EVERYTHING = frozenset(_CONTAINERS.split())


@dataclass(frozen=True, slots=True)
class SectionIdea:
    """A section that could be declared; ``existing`` names the declared one into which its articles go already."""

    slug: str
    title: str
    paths: tuple[str, ...] = ()  # glob patterns, such as "/ekonomi/*"
    tags: tuple[str, ...] = ()
    language: str = ""
    count: int = 0  # articles found that are in it
    existing: str = ""  # slug of the declared section; "" is a new one
    existing_title: str = ""
    uncovered: tuple[str, ...] = ()  # those of ``paths`` that the declared section has no rule for


def suggest(links: Sequence[Link], drafts: Iterable[Draft], declared: Sequence[Section], language: str = "") -> tuple[SectionIdea, ...]:
    """At most MAX_IDEAS, in the order of the navigation; those that declared sections cover are marked so.

    A navigation entry below which no article was found counts where the site's addresses name sections at all: it is a quiet section.
    """
    articles = _distinct(drafts)
    counts = {link.url: sum(_is_in(draft, link) for draft in articles) for link in links}
    named = any(_is_below(draft, link) for draft in articles for link in links) or len(articles) < ENOUGH
    kept = [link for link in links if counts[link.url] or (named and _depth(link) == 1)]
    if sum(counts[link.url] > 0 for link in links) < MIN_ARTICLES:
        kept += [link for link in _by_folder(articles) if not any(_stem(link.url) == _stem(other.url) for other in links)]
        counts |= {link.url: sum(_is_in(draft, link) for draft in articles) for link in kept}
    chosen = sorted(kept, key=lambda link: -counts[link.url])[:MAX_IDEAS]
    paths = {link.url: _path(link, articles, counts[link.url]) for link in chosen}
    return tuple(_ideas([link for link in kept if link in chosen], counts, paths, declared, language))


def _path(link: Link, articles: Iterable[Draft], count: int) -> str:
    """Its own path, unless its articles stand elsewhere and are known to be its own by their tags only."""
    return _stem(link.url) if not count or any(_is_below(draft, link) for draft in articles) else ""


def section_of(one: Candidate, links: Sequence[Link]) -> Link | None:
    """The section of the site that a candidate is of, by its address or because nearly all its articles stand there; None for the site."""
    if one.kind == "page":
        return next((link for link in links if _key(link.url) == _key(one.url)), None)
    words = {re.sub(r"\.\w{2,5}$", "", segment).lower() for segment in urlsplit(one.url).path.split("/") if segment}
    named = [link for link in links if _last(link) in words - _EVERYTHING]
    if named:
        return named[-1]
    enough = len(one.articles) >= ENOUGH
    return next((link for link in links if enough and _last(link) not in _EVERYTHING and _holds_all(link, one.articles)), None)


def goes_into(title: str, url: str, declared: Iterable[Section]) -> Section | None:
    """The declared section that a site's own section belongs to: by slug, path, tag or title."""
    stem, names = _stem(url), {titles.key(title), _last(Link(url))} - {""}
    for section in declared:
        known = {section.slug, titles.key(section.title), *(titles.key(tag) for tag in section.tags)}
        if known & names or (stem and _has_path(section, stem)):
            return section
    return None


def _has_path(section: Section, stem: str) -> bool:
    return any(stem == path.removesuffix("*").rstrip("/").lower() for path in section.paths)


def _ideas(
    links: Sequence[Link], counts: dict[str, int], paths: dict[str, str], declared: Sequence[Section], language: str
) -> Iterable[SectionIdea]:
    taken = {section.slug for section in declared}
    for number, link in enumerate(links, 1):
        stem = paths[link.url]
        section = goes_into(link.title, link.url, declared)
        slug = section.slug if section else _slug(link, number, taken)
        taken.add(slug)
        yield SectionIdea(
            slug=slug,
            title=link.title,
            paths=(f"{stem}/*",) if stem else (),
            tags=(link.title.casefold(),),
            language=language,
            count=counts[link.url],
            existing=section.slug if section else "",
            existing_title=section.title if section else "",
            uncovered=(f"{stem}/*",) if section and stem and not _has_path(section, stem) else (),
        )


def _slug(link: Link, number: int, taken: set[str]) -> str:
    """From the address, which is what the site's readers know, or from the label; numbered where neither has Latin letters."""
    for text in (_last(link), fold(link.title)):
        slug = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:_MAX_SLUG].rstrip("-")
        if re.search("[a-z]{2}", slug) and re.match(SLUG, slug) and slug not in RESERVED | taken:
            return slug
    return f"section-{number}"


def _distinct(drafts: Iterable[Draft]) -> list[Draft]:
    return list({draft.url: draft for draft in drafts if draft.url}.values())


def _is_in(draft: Draft, link: Link) -> bool:
    labels = {titles.key(label) for label in (draft.section, *draft.tags) if label}
    return _is_below(draft, link) or titles.key(link.title) in labels


def _is_below(draft: Draft, link: Link) -> bool:
    return _stands_below(draft.url or "", link)


def _stands_below(url: str, link: Link) -> bool:
    stem = _stem(link.url)
    if not stem:
        return urls.same_host(url, link.url) and bool(urlsplit(link.url).hostname)
    return urls.same_host(url, link.url) and urlsplit(url).path.lower().startswith(f"{stem}/")


def _holds_all(link: Link, articles: Iterable[str]) -> bool:
    inside = [_stands_below(url, link) for url in articles]
    return sum(inside) >= ALMOST_ALL * len(inside)


def _stem(url: str) -> str:
    """ "/ekonomi" of "https://x.example/ekonomi/index.html"; "" for the front page of a host."""
    return _INDEX.sub("", urlsplit(url).path).lower()


def _last(link: Link) -> str:
    """The name of the section in its address: the last segment of its path, or the first label of its host."""
    segment = unquote(_stem(link.url).rpartition("/")[2])
    return re.sub(r"\.\w{2,5}$", "", segment) or (urlsplit(link.url).hostname or "").partition(".")[0]


def _depth(link: Link) -> int:
    return _stem(link.url).count("/") or 1


def _key(url: str) -> str:
    return _INDEX.sub("", url.partition("://")[2].removeprefix("www."))


def _by_folder(articles: Sequence[Draft]) -> list[Link]:
    """Folders in which several of the articles stand, as if the navigation had named them."""
    folders = Counter(folder for draft in articles if (folder := _folder(draft.url or "")))
    return [Link(folder, slugs.title(folder)) for folder, count in folders.most_common() if count >= MIN_ARTICLES]


def _folder(url: str) -> str:
    """The first folder of an address that may be a section's; "" where there is none."""
    parts = urlsplit(url)
    path = ""
    for segment in parts.path.split("/")[1:-1][:2]:
        path += f"/{segment}"
        if not re.fullmatch(r"[^\W\d_][\w-]{1,30}", unquote(segment)) or are_services([segment]):
            return ""
        if segment.lower() not in _EVERYTHING:
            return f"{parts.scheme}://{parts.netloc}{path}"
    return ""
