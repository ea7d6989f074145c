"""What every test of a command needs."""

from __future__ import annotations

import logging
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from feedsvc.store import Store
from tests.store.newsdesk import Newsdesk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def own_logging() -> Iterator[None]:
    """Commands set up logging for their process, which is this one here."""
    root, ours = logging.getLogger(), logging.getLogger("feedsvc")
    before = (root.handlers[:], root.level, ours.level)
    yield
    root.handlers[:], root.level, ours.level = before


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Newsdesk]:
    """The store of a configuration in ``tmp_path``."""
    (tmp_path / "feedsvc.toml").write_text("")
    (tmp_path / "sources.toml").write_text("")
    with closing(Store.open(f"sqlite:///{tmp_path / 'feedsvc.db'}")) as store:
        store.migrate()
        yield Newsdesk(store)
