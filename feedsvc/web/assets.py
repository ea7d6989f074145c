"""The stylesheet, the icons and robots.txt: small files, held in memory and served under the same rules as a feed."""

from __future__ import annotations

from importlib.resources import files

from flask import Blueprint, Response, abort, request

from feedsvc.web.caching import Document, document
from feedsvc.web.replies import cacheable
from feedsvc.web.services import services

_TYPES = {"css": "text/css; charset=utf-8", "svg": "image/svg+xml", "ico": "image/x-icon", "txt": "text/plain; charset=utf-8"}
_DAY = 86_400
_YEAR = 365 * _DAY

assets = Blueprint("assets", __name__)


def load_assets() -> dict[str, Document]:
    """File name -> document, of everything in ``static/`` that has a known ending."""
    names = [item for item in (files("feedsvc.web") / "static").iterdir() if _ending(item.name) in _TYPES]
    return {item.name: document(item.read_bytes(), _TYPES[_ending(item.name)]) for item in names}


def asset_path(held: dict[str, Document], name: str) -> str:
    """The address that pages use. It changes with the content, so a copy may be kept for a year."""
    return f"/static/{name}?v={_version(held[name])}"


@assets.get("/static/<name>")
def static(name: str) -> Response:
    held = services().assets
    if name not in held:
        abort(404)
    versioned = request.args.get("v") == _version(held[name])
    return cacheable(held[name], _YEAR if versioned else _DAY)


@assets.get("/favicon.ico")
def favicon() -> Response:
    """Feed readers ask for it here, without looking at any page."""
    return static("favicon.ico")


@assets.get("/robots.txt")
def robots() -> Response:
    return static("robots.txt")


def _version(held: Document) -> str:
    return held.etag[:8]


def _ending(name: str) -> str:
    return name.rpartition(".")[2]
