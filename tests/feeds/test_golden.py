"""The feeds byte for byte, so that no change of a library or of ours goes unnoticed.

After a change that is meant: ``GOLDEN=write pytest tests/feeds/test_golden.py``, then read the difference.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from feedsvc.feeds import json, opml, xml

from .samples import SETTINGS, latest_document, trending_document

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = Path(__file__).parent / "golden"
FILES: dict[str, Callable[[], bytes]] = {
    "latest.rss": lambda: xml.rss(latest_document()),
    "latest.atom": lambda: xml.atom(latest_document()),
    "latest.json": lambda: json.json(latest_document()),
    "trending.rss": lambda: xml.rss(trending_document()),
    "trending.atom": lambda: xml.atom(trending_document()),
    "trending.json": lambda: json.json(trending_document()),
    "empty.rss": lambda: xml.rss(latest_document([])),
    "empty.atom": lambda: xml.atom(latest_document([])),
    "empty.json": lambda: json.json(latest_document([])),
    "feeds.opml": lambda: opml(SETTINGS),
}


@pytest.mark.parametrize("name", FILES)
def test_the_feed_is_what_it_was(name: str) -> None:
    written = FILES[name]()
    if os.environ.get("GOLDEN") == "write":
        (FOLDER / name).write_bytes(written)
    assert written.decode() == (FOLDER / name).read_bytes().decode()
