"""What the application's views work with, and how they reach it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from flask import current_app

if TYPE_CHECKING:
    from collections.abc import Callable

    from feedsvc.config import Settings
    from feedsvc.feeds import Editions
    from feedsvc.store import Store
    from feedsvc.web.caching import Document
    from feedsvc.web.press import Press

NAME = "feedsvc"  # the key in app.extensions


@dataclass(frozen=True, slots=True)
class Services:
    settings: Settings
    store: Store
    editions: Editions
    clock: Callable[[], datetime]
    press: Press
    assets: dict[str, Document]


def services() -> Services:
    """The services of the application that handles this request."""
    return cast("Services", current_app.extensions[NAME])


def utc_now() -> datetime:
    return datetime.now(UTC)
