"""A web worker: the Flask app, built inside the worker process, so that no connection crosses a fork."""

from __future__ import annotations

import logging
import multiprocessing
from typing import TYPE_CHECKING

from feedsvc import config
from feedsvc.errors import FeedsvcError
from feedsvc.supervise import logs
from feedsvc.supervise.lifeline import follow_parent
from feedsvc.web import create_app

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

log = logging.getLogger(__name__)


def create() -> WSGIApplication:
    """Build the app from the configuration that FEEDSVC_CONFIG and the other variables name; exits with 1 when it cannot be built."""
    parent = multiprocessing.parent_process()
    if parent is not None and parent.pid is not None:
        follow_parent(parent.pid)
    try:
        settings = config.load()
        logs.configure(settings.log.level, "web")
        return create_app(settings)
    except FeedsvcError as error:
        log.error("%s", error)
        raise SystemExit(1) from error
