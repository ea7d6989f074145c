"""What a client is told when something cannot be answered: a page for people, one line of plain text for feed readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, current_app, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from feedsvc.errors import BadParameter, StoreUnavailable, UnknownFeed
from feedsvc.web.rendering import render
from feedsvc.web.replies import HTML, PAGE_HEADERS, plain

if TYPE_CHECKING:
    from flask import Flask

RETRY_AFTER = 30  # seconds; a locked or restarting database is back within that
_FEED_ENDINGS = (".rss", ".atom", ".json", ".opml")
_HEADINGS = {
    400: "That does not fit",
    404: "There is no such page",
    405: "This can only be read",
    500: "Something broke here",
    503: "Back in a moment",
}
_SENTENCES = {
    404: "Nothing is published at this address. A story may have been withdrawn, or the address may be incomplete.",
    405: "This address answers GET and HEAD only.",
    500: "The fault is ours and has been logged; please try again later.",
}


def register_errors(app: Flask) -> None:
    app.register_error_handler(BadParameter, _bad_parameter)
    app.register_error_handler(UnknownFeed, _unknown_feed)
    app.register_error_handler(StoreUnavailable, _unavailable)
    app.register_error_handler(HTTPException, _http)


def _bad_parameter(error: BadParameter) -> Response:
    return _reply(400, str(error))


def _unknown_feed(error: UnknownFeed) -> Response:
    return _reply(404, str(error))


def _unavailable(error: StoreUnavailable) -> Response:
    """The sentence of the error names our database, which is the operator's business: it goes to the log only."""
    current_app.logger.warning("answered 503 for %s: %s", request.path, error)
    sentence = "The list of articles cannot be reached just now; please try again in half a minute."
    return _reply(503, sentence, (("Retry-After", str(RETRY_AFTER)),))


def _http(error: HTTPException) -> Response:
    """Every other status, 500 included: Flask has logged the trace of an exception before it comes here."""
    status = error.code or 500
    extra = (("Allow", ", ".join(sorted(error.valid_methods or ()))),) if isinstance(error, MethodNotAllowed) else ()
    return _reply(status, _SENTENCES.get(status, error.description or "The request could not be answered."), extra)


def _reply(status: int, sentence: str, extra: tuple[tuple[str, str], ...] = ()) -> Response:
    """Errors are never cached, so that the answer is right again at once when the cause is gone."""
    headers = (("Cache-Control", "no-store"), *extra)
    if request.path.endswith(_FEED_ENDINGS):
        return plain(sentence, status, (("Access-Control-Allow-Origin", "*"), *headers))
    body = render("error.html", status=status, heading=_HEADINGS.get(status, "That did not work"), sentence=sentence)
    return Response(body, status=status, headers=[("Content-Type", HTML), *PAGE_HEADERS, *headers, ("X-Content-Type-Options", "nosniff")])
