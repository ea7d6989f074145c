"""Stores of older versions keep what they hold."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from alembic import command
from sqlalchemy import create_engine, text

from feedsvc.matching import story_id
from feedsvc.model import ALL
from feedsvc.store import Store
from feedsvc.store.migrate import alembic_config

ENTERED = datetime(2026, 11, 20, 8, 30, 15, 250_000, tzinfo=UTC)
LEFT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
ONE, TWO = UUID(int=1), UUID(int=2)
SOURCE = """
    INSERT INTO source (id, slug, kind, found, url, title, title_given, homepage_given, language, sections, origin, enabled, etag,
        last_modified, body_hash, failures, gone, last_error)
    VALUES (1, 'post', 'feed', 'auto', 'https://post.example/', 'The Post', false, false, '', '[]', 'config', true, '',
        '', '', 0, false, '')
"""
ARTICLE = """
    INSERT INTO article (id, source_id, grade, title, title_key, summary, content_html, authors, enclosures, language,
        published_at, dated, first_seen_at, updated_at, sort_at, in_latest)
    VALUES (:id, 1, 2, 'Ferry', 'ferry', '', '', '[]', '[]', '', :at, true, :at, :at, :at, true)
"""
TREND = """
    INSERT INTO trend (section, article_id, rank, score, entered_at, left_at, shown, why)
    VALUES ('all', :id, :rank, 0.5, :at, :left, true, '["no. 1"]')
"""


def test_trending_entries_of_articles_become_those_of_their_stories_with_all_their_times(store_url: str) -> None:
    sqlite = store_url.startswith("sqlite")
    engine = create_engine(store_url.replace("postgresql://", "postgresql+psycopg://"))
    config = alembic_config()

    def key(value: UUID) -> object:
        return value.hex if sqlite else value

    def at(moment: datetime) -> object:
        return moment.replace(tzinfo=None).isoformat(" ", "microseconds") if sqlite else moment

    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        connection.execute(text(SOURCE))
        connection.execute(text(ARTICLE), [{"id": key(one), "at": at(ENTERED)} for one in (ONE, TWO)])
        listed = {"id": key(ONE), "rank": 1, "at": at(ENTERED), "left": None}
        left = {"id": key(TWO), "rank": None, "at": at(ENTERED), "left": at(LEFT)}
        connection.execute(text(TREND), [listed, left])
    engine.dispose()
    store = Store.open(store_url)
    store.migrate()
    with store.read() as unit:
        entries = [(e.story, e.article.id, e.rank, e.entered_at, e.left_at, e.why) for e in unit.trends.entries(ALL, 9)]
    store.close()
    assert entries == [
        (story_id(ONE), ONE, 1, ENTERED, None, ("no. 1",)),
        (story_id(TWO), TWO, None, ENTERED, LEFT, ("no. 1",)),
    ]
