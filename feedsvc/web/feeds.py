"""The feeds themselves: /latest.rss, /<section>/trending.json, /feeds.opml."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from flask import Blueprint, request

from feedsvc.errors import UnknownFeed
from feedsvc.feeds import PATHS, opml, parse
from feedsvc.model import ALL
from feedsvc.web.caching import document
from feedsvc.web.channels import FORMATS, LISTS
from feedsvc.web.replies import cacheable
from feedsvc.web.services import services

if TYPE_CHECKING:
    from flask import Response

    from feedsvc.feeds import Format
    from feedsvc.model import ListName

feeds = Blueprint("feeds", __name__)


def serve(name: ListName, form: Format, section: str = ALL) -> Response:
    """Answer with the current edition, or 304 to a client that has it."""
    known = services()
    edition = known.editions.get(parse(name, section, request.args), form, known.clock())
    return cacheable(edition, _max_age())


def serve_section(name: ListName, form: Format, section: str) -> Response:
    if section == ALL:
        raise UnknownFeed(f'There is no section "{ALL}"; the feeds of everything are /latest.{form} and /trending.{form}.')
    return serve(name, form, section)


@feeds.get("/feeds.opml")
def overview() -> Response:
    body = opml(services().settings)
    return cacheable(document(body, "text/x-opml; charset=utf-8"), _max_age())


def _max_age() -> int:
    return int(services().settings.server.max_age.total_seconds())


def _route() -> None:
    """One literal rule per feed, because a literal always wins over a section's name in Werkzeug's matching."""
    for name in LISTS:
        for form in FORMATS:
            tail = f"{PATHS[name]}.{form}"
            feeds.add_url_rule(f"/{tail}", f"{name}_{form}", partial(serve, name, form))
            feeds.add_url_rule(f"/<section>/{tail}", f"section_{name}_{form}", partial(serve_section, name, form))


_route()
