"""The web room: feeds for programs, pages for people.

caching.py   what a client is answered about something cacheable (pure);  replies.py puts it into a Flask response
feeds.py     the feeds and the OPML file;  channels.py names and addresses of the feeds
pages.py     front page, sections, previews, stories;  shelves.py and stories.py what they show, press.py keeps them printed
rendering.py values in templates;  assets.py stylesheet and icons;  errors.py what goes wrong, said in the same look
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask

from feedsvc import config, ingest
from feedsvc.feeds import Editions
from feedsvc.store import Store
from feedsvc.web.assets import assets, load_assets
from feedsvc.web.errors import register_errors
from feedsvc.web.feeds import feeds
from feedsvc.web.pages import pages
from feedsvc.web.press import Press
from feedsvc.web.rendering import register_rendering
from feedsvc.web.replies import dated
from feedsvc.web.services import NAME, Services, utc_now

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from feedsvc.config import Settings

__all__ = ["Services", "create_app"]


def create_app(settings: Settings | None = None, store: Store | None = None, *, clock: Callable[[], datetime] = utc_now) -> Flask:
    """A WSGI application on ``store``; what is not given comes from the configuration.

    Prepares the store (migrations, declared sections and sources) and starts nothing: no scheduler and no thread, so the application
    may be built before a server forks. Raises ConfigError or StoreError when it could not serve anything.
    """
    settings = settings or config.load()
    store = store or Store.open(settings.store.url)
    ingest.prepare(store, settings, clock())
    app = Flask(__name__, static_folder=None)
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False  # GET and HEAD are all there is
    app.url_map.merge_slashes = False  # its redirects would name the host that the client sent
    app.extensions[NAME] = Services(settings, store, Editions(store, settings), clock, Press(store), load_assets())
    register_rendering(app)
    register_errors(app)
    app.after_request(dated)
    for blueprint in (feeds, pages, assets):
        app.register_blueprint(blueprint)
    return app
