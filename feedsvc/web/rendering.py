"""How values are written in the templates, and what every template knows."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask import current_app
from jinja2 import StrictUndefined
from markupsafe import Markup, escape

from feedsvc import __version__
from feedsvc.feeds import MONTHS
from feedsvc.text.html import shorten
from feedsvc.web.assets import asset_path
from feedsvc.web.channels import prefix
from feedsvc.web.services import services

if TYPE_CHECKING:
    from flask import Flask

PAGE_LANGUAGE = "en"  # of the words that are ours; what sources and operators wrote is marked with its own
_SUMMARY = 220  # characters of a summary in a list: about three lines


def register_rendering(app: Flask) -> None:
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.filters.update(iso=iso, clear=clear, short=short)


def iso(moment: datetime) -> str:
    """RFC 3339 in UTC, whole seconds, for machines."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def clear(moment: datetime) -> str:
    """ "22 Nov 2026, 13:05 UTC" for people. Absolute, because a page stays in caches."""
    at = moment.astimezone(UTC)
    return f"{at.day} {MONTHS[at.month - 1]} {at.year}, {at:%H:%M} UTC"


def short(summary: str) -> str:
    return shorten(summary, _SUMMARY)


def lang(language: str) -> Markup:
    """A lang attribute where the text is not in the page's own language (WCAG 2.2, 3.1.2); nothing when it is, or is unknown."""
    if not language or language.partition("-")[0] == PAGE_LANGUAGE:
        return Markup("")
    return Markup(' lang="{}"').format(escape(language))


def _shared() -> dict[str, Any]:
    """What every page needs; views override what is particular to them."""
    known = services()
    root = prefix(known.settings)
    return {
        "site": known.settings.site,
        "sections": known.settings.declared_sections(),
        "version": __version__,
        "href": lambda path: root + path,
        "asset": lambda name: root + asset_path(known.assets, name),
        "lang": lang,
        "feeds": (),
        "canonical": "",
        "here": "",
    }


def render(template: str, **values: object) -> bytes:
    """A page as bytes, without the request's context: a page must not depend on who asks."""
    return current_app.jinja_env.get_template(template).render({**_shared(), **values}).encode()
