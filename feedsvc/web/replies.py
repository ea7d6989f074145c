"""From a decided answer to a Flask response, unchanged."""

from __future__ import annotations

from email.utils import format_datetime
from typing import TYPE_CHECKING

from flask import Response, request

from feedsvc.web.caching import answer
from feedsvc.web.services import services

if TYPE_CHECKING:
    from werkzeug.datastructures import Headers

    from feedsvc.web.caching import Representation

HTML = "text/html; charset=utf-8"
CONTENT_POLICY = "; ".join(
    ("default-src 'none'", "style-src 'self'", "img-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'")
)
PAGE_HEADERS = (("Content-Security-Policy", CONTENT_POLICY), ("Referrer-Policy", "same-origin"))
PLAIN_HEADERS = (("Content-Type", "text/plain; charset=utf-8"), ("X-Content-Type-Options", "nosniff"))


class Verbatim(Response):
    """A response whose headers go out as they were decided.

    Werkzeug would take Last-Modified off a 304 and give it a Content-Type; ``caching.answer`` has decided both already.
    """

    default_mimetype = None

    def get_wsgi_headers(self, environ: object) -> Headers:  # noqa: ARG002
        return self.headers


def cacheable(edition: Representation, max_age: int, extra: tuple[tuple[str, str], ...] = ()) -> Response:
    """The current GET or HEAD request answered for ``edition``; ``extra`` headers are added as they are."""
    reply = answer(edition, request.method, request.headers, max_age)
    body = [reply.body]  # a list, because Werkzeug sets Content-Length from plain bytes, which are empty for HEAD
    return Verbatim(body, status=reply.status, headers=[*reply.headers, *extra])


def plain(sentence: str, status: int, extra: tuple[tuple[str, str], ...] = ()) -> Response:
    """One sentence of plain text, for programs that fetch feeds."""
    return Response(f"{sentence}\n", status=status, headers=[*PLAIN_HEADERS, *extra])


def dated(response: Response) -> Response:
    """Every server adds Date (RFC 9110 6.6.1 asks for one) except uWSGI."""
    if "uwsgi.version" in request.environ:
        response.headers["Date"] = format_datetime(services().clock(), usegmt=True)
    return response
