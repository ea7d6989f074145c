"""A source for every test of the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.store.drafts import COURIER, DAY, NOW

if TYPE_CHECKING:
    from feedsvc.store import Store


@pytest.fixture
def courier(store: Store) -> int:
    with store.write() as unit:
        unit.sources.declare([COURIER], NOW, DAY)
    with store.read() as unit:
        return unit.sources.get("courier").id
