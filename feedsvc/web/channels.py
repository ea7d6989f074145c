"""The feeds as pages link to them: name, address and media type in each format."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, get_args
from urllib.parse import urlsplit

from feedsvc.feeds import FeedSpec, Format
from feedsvc.model import ALL, ListName, Section

if TYPE_CHECKING:
    from collections.abc import Iterable

    from feedsvc.config import Settings

FORMATS: tuple[Format, ...] = get_args(Format)
LISTS: tuple[ListName, ...] = get_args(ListName)
MAIN: tuple[ListName, ...] = ("latest", "trending")  # that every page of a section offers
_LABELS = {"rss": "RSS", "atom": "Atom", "json": "JSON"}
_TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}


@dataclass(frozen=True, slots=True)
class Feed:
    """One list in one format."""

    format: Format
    label: str  # "RSS"
    type: str  # media type
    title: str  # "Latest in World"
    url: str  # absolute, for feed readers
    href: str  # the same without scheme and host, for links between our own pages


@dataclass(frozen=True, slots=True)
class Channel:
    """One list in all formats, and the page that shows it."""

    title: str
    href: str  # of the preview page
    feeds: tuple[Feed, ...]


def prefix(settings: Settings) -> str:
    """The path that the service is published under, without a trailing slash; "" when it has a host to itself."""
    return urlsplit(settings.base_url).path


def channel(settings: Settings, section: Section | None, spec: FeedSpec) -> Channel:
    """``section`` None is everything."""
    name = spec.title + ("" if section is None else f" in {section.title}")
    paths = [(form, spec.path(form)) for form in FORMATS]
    root = prefix(settings)
    feeds = tuple(Feed(form, _LABELS[form], _TYPES[form], name, settings.base_url + path, root + path) for form, path in paths)
    return Channel(name, root + spec.page_path, feeds)


def channels(settings: Settings, section: Section | None) -> dict[ListName, Channel]:
    """The lists of a section, with default parameters."""
    slug = ALL if section is None else section.slug
    return {name: channel(settings, section, FeedSpec(list=name, section=slug)) for name in LISTS}


def announced(settings: Settings, sections: Iterable[Section | None]) -> list[Feed]:
    """The feeds for ``<link rel="alternate">``, in order; programs show the title, so it names the format too."""
    listed = [channels(settings, section)[name] for section in sections for name in MAIN]
    return [replace(feed, title=f"{feed.title} ({feed.label})") for found in listed for feed in found.feeds]
