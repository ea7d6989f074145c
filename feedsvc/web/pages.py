"""The pages: front page, sections, previews of feeds, stories. Server-rendered, without scripts and without a request to anybody else."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID  # noqa: TC003  # Flask's converter hands one in

from flask import Blueprint, request

from feedsvc.errors import UnknownFeed
from feedsvc.feeds import PATHS, FeedSpec, parse
from feedsvc.model import ALL
from feedsvc.web.caching import document
from feedsvc.web.channels import LISTS, announced, channel, prefix
from feedsvc.web.press import Page
from feedsvc.web.rendering import render
from feedsvc.web.replies import HTML, PAGE_HEADERS, Verbatim, cacheable
from feedsvc.web.services import services
from feedsvc.web.shelves import CARD, FRONT, FULL, akin, entries, shelf
from feedsvc.web.stories import HISTORY, telling

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from flask import Response

    from feedsvc.model import ListName, Section
    from feedsvc.store import Unit

    Feeds = Sequence[Section | None]  # whose feeds the head of a page offers, in order; None is everything

pages = Blueprint("pages", __name__)
PAGE_AGE = 60  # seconds, or the feeds' max_age where that is less: whoever comes back to a page wants what is new


@pages.get("/")
def front() -> Response:
    return _printed("/", _front)


@pages.get("/<section>/")
def section_page(section: str) -> Response:
    return _printed(f"/{section}/", partial(_section, declared(section)))


@pages.get("/<section>")
def section_without_slash(section: str) -> Response:
    """The canonical address ends in a slash. The redirect names no host, so that no proxy in front can turn it wrong."""
    target = f"{prefix(services().settings)}/{declared(section).slug}/"
    return Verbatim(status=308, headers=[("Location", target), ("Cache-Control", "no-store"), ("Content-Length", "0")])


@pages.get("/story/<uuid:story>")
def story(story: UUID) -> Response:
    with services().store.read() as unit:
        article = unit.articles.get(story)
        if article is None:
            raise UnknownFeed("There is no such story here; it may have been withdrawn by its source.")
        now = services().clock()
        trends = unit.trends.of_article(story, now - HISTORY)
        told = telling(article, trends, unit.stories.around(story), services().settings, now)
    return _reply(_page("story.html", f"/story/{story}", [None], told))


def preview(name: ListName, section: str | None = None) -> Response:
    """A feed as a page, under the feed's address without its ending and with the same parameters."""
    found = None if section is None else declared(section)
    spec = parse(name, ALL if found is None else found.slug, request.args)
    view = partial(_preview, found, spec)
    if spec == FeedSpec(list=name, section=spec.section):
        return _printed(spec.page_path, view)
    with services().store.read() as unit:
        return _reply(view(unit))


def declared(slug: str) -> Section:
    for section in services().settings.declared_sections():
        if section.slug == slug:
            return section
    raise UnknownFeed(f'There is no page and no section "{slug[:60]}" here.')


def _front(unit: Unit) -> Page:
    settings = services().settings
    sections = settings.declared_sections()
    everything = shelf(unit, settings, None, FRONT)
    shelves = [shelf(unit, settings, section, CARD) for section in sections]
    values = {"here": ALL, "everything": everything, "shelves": shelves}
    return _page("front.html", "/", [None, *sections], values, unfinished=not everything.latest)


def _section(section: Section, unit: Unit) -> Page:
    shown = shelf(unit, services().settings, section, FULL)
    return _page("section.html", shown.path, [section, None], {"here": section.slug, "shelf": shown}, unfinished=not shown.latest)


def _preview(section: Section | None, spec: FeedSpec, unit: Unit) -> Page:
    shown = entries(unit, spec)
    found = channel(services().settings, section, spec)
    plain = FeedSpec(list=spec.list, section=spec.section).page_path
    values = {
        "channel": found,
        "spec": spec,
        "plain": plain,
        "chosen": spec.page_path != plain,
        "entries": shown,
        "others": akin(unit, spec),
        "here": "" if section is None else section.slug,
    }
    return _page("preview.html", spec.page_path, [None] if section is None else [section, None], values, unfinished=not shown)


def _page(template: str, path: str, announcing: Feeds, values: Mapping[str, object], *, unfinished: bool = False) -> Page:
    settings = services().settings
    body = render(template, canonical=settings.base_url + path, feeds=announced(settings, announcing), **values)
    return Page(document(body, HTML), unfinished)


def _printed(path: str, view: Callable[[Unit], Page]) -> Response:
    return _reply(services().press.get(path, view))


def _reply(page: Page) -> Response:
    freshest = min(PAGE_AGE, int(services().settings.server.max_age.total_seconds()))
    return cacheable(page.document, 0 if page.unfinished else freshest, PAGE_HEADERS)


def _route() -> None:
    """One literal rule per list, because a literal always wins over a section's name in Werkzeug's matching."""
    for name in LISTS:
        pages.add_url_rule(f"/{PATHS[name]}", name, partial(preview, name))
        pages.add_url_rule(f"/<section>/{PATHS[name]}", f"section_{name}", partial(preview, name))


_route()
