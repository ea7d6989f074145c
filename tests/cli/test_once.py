"""``feedsvc ingest --once`` on a site: its lists first, then the articles behind their headlines."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from feedsvc.cli import main
from feedsvc.model import ALL
from feedsvc.store import Store
from tests.ingest.test_articles import LATEST, POPULAR, publish
from tests.newsroom import Newsroom, open_newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from click.testing import Result


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with open_newsroom() as room:
        publish(room)
        yield room


def once(folder: Path, room: Newsroom, *options: str) -> Result:
    (folder / "feedsvc.toml").write_text('[ingest]\nhost_delay = "0s"\n')
    (folder / "sources.toml").write_text(f'[[sources]]\nslug = "home"\nurl = "{room.base}/"\n')
    runner = CliRunner(env={"FEEDSVC_STORE__URL": f"sqlite:///{folder / 'feedsvc.db'}", "COLUMNS": "200"})
    return runner.invoke(main, ["--config", str(folder), "ingest", "--once", *options])


def whole_articles(folder: Path) -> list[str]:
    with closing(Store.open(f"sqlite:///{folder / 'feedsvc.db'}")) as store, store.read() as unit:
        return [article.title for article in unit.articles.latest(ALL, 50) if "oranges" in article.content_html]


def test_a_round_reads_the_articles_behind_headlines_and_says_how_many(tmp_path: Path, newsroom: Newsroom) -> None:
    del newsroom.pages["/1"]
    result = once(tmp_path, newsroom)
    assert result.exit_code == 0, result.output
    assert "5 of 6 articles behind headlines were read" in result.output
    assert "404" in result.output
    assert sorted(whole_articles(tmp_path)) == sorted(title for number, title in (*POPULAR, *LATEST) if number != 1)


def test_a_round_can_leave_pages_alone(tmp_path: Path, newsroom: Newsroom) -> None:
    assert once(tmp_path, newsroom, "--no-pages").exit_code == 0
    assert whole_articles(tmp_path) == []
    assert not [path for path, _ in newsroom.requests if path not in {"/", "/robots.txt"}]
