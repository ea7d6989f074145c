"""The tables. Rows never leave this room.

Every time is aware UTC to the microsecond. JSON columns hold small lists that are read and written whole.
"""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - the columns' types are read off the annotations
from typing import Any
from uuid import UUID  # noqa: TC003

from sqlalchemy import BigInteger, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from feedsvc.store.base import Base


class SourceRow(Base):
    __tablename__ = "source"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    found: Mapped[str] = mapped_column(default="auto")  # the kind it turned out to be
    url: Mapped[str]  # http(s) or file URL, as declared
    location: Mapped[str] = mapped_column(default="")  # where it moved to for good; "" is where it was declared
    moved: Mapped[str] = mapped_column(default="")  # the permanent redirect that the last polls saw
    moves: Mapped[int] = mapped_column(default=0)  # how many of them, in a row
    title: Mapped[str]
    title_given: Mapped[bool]  # the operator named it; otherwise it names itself
    homepage: Mapped[str | None]
    homepage_given: Mapped[bool]
    language: Mapped[str]
    sections: Mapped[list[Any]]  # slugs
    interval_s: Mapped[int | None]  # the operator's wish, seconds
    zone: Mapped[str] = mapped_column(default="")  # IANA name
    pages: Mapped[str] = mapped_column(default="auto")
    rules: Mapped[dict[str, Any]] = mapped_column(default=dict)  # those that are not ""
    origin: Mapped[str]  # "config", "user" for one added by a command, "adhoc" for one that was only to be read once
    enabled: Mapped[bool]  # False: in no schedule, its articles stay
    etag: Mapped[str] = mapped_column(default="")
    last_modified: Mapped[str] = mapped_column(default="")
    body_hash: Mapped[str] = mapped_column(default="")
    pace_s: Mapped[int | None]  # the interval that policy chose last, seconds
    rhythm: Mapped[str] = mapped_column(default="")  # what policy learnt of it
    failures: Mapped[int] = mapped_column(default=0)  # in a row
    last_ok_at: Mapped[datetime | None]
    next_at: Mapped[datetime | None]  # None is never
    gone: Mapped[bool] = mapped_column(default=False)
    last_error: Mapped[str] = mapped_column(default="")
    lease_owner: Mapped[str | None]
    lease_until: Mapped[datetime | None]

    __table_args__ = (Index("ix_source_due", "next_at"),)


class PollRow(Base):
    """One exchange with a source's site: its history. Old rows are pruned."""

    __tablename__ = "poll"

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    url: Mapped[str]  # "" is the source's own
    outcome: Mapped[str]  # "new", "unchanged" or "failed"
    status: Mapped[int]  # of the last answer; 0 is none
    received: Mapped[int]  # bytes as they came over the wire
    duration_ms: Mapped[int]
    reason: Mapped[str]

    __table_args__ = (Index("ix_poll_source", "source_id", "at"), Index("ix_poll_at", "at"))


class ResourceRow(Base):
    """What a source's further documents, such as the sitemaps of an index, said at the last poll, so that they are asked conditionally."""

    __tablename__ = "resource"

    source_id: Mapped[int] = mapped_column(ForeignKey("source.id", ondelete="CASCADE"), primary_key=True)
    url: Mapped[str] = mapped_column(primary_key=True)
    etag: Mapped[str]
    last_modified: Mapped[str]
    body_hash: Mapped[str]
    modified: Mapped[datetime | None]  # as the index gave it
    seen_at: Mapped[datetime]


class PageRow(Base):
    """The page of an article that is known by its headline only, to be fetched; afterwards, what is needed to look whether it changed."""

    __tablename__ = "page"

    article_id: Mapped[UUID] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id", ondelete="CASCADE"))  # whose list brought it, and whose settings count
    url: Mapped[str]
    host: Mapped[str]
    next_at: Mapped[datetime | None]  # None is never again
    tries: Mapped[int]  # fetched in vain, in a row
    reads: Mapped[int]  # times that it was read
    etag: Mapped[str]
    last_modified: Mapped[str]
    body_hash: Mapped[str]
    reason: Mapped[str]  # why it could not be had

    __table_args__ = (
        # By host, since each gives one page at a time; without those that wait for nothing, which are nearly all.
        Index("ix_page_due", "host", "next_at", sqlite_where=text("next_at IS NOT NULL"), postgresql_where=text("next_at IS NOT NULL")),
        Index("ix_page_source", "source_id", "next_at"),
    )


class HostRow(Base):
    """A host whose pages are fetched, one at a time for all nodes, and what its robots.txt said."""

    __tablename__ = "host"

    # An origin for robots.txt, such as "https://news.example"; a bare host for its turn.
    name: Mapped[str] = mapped_column(primary_key=True)
    free_at: Mapped[datetime | None]  # when its next page may be asked for; None is at once
    robots: Mapped[str | None]  # None is not known
    robots_status: Mapped[int] = mapped_column(default=0)
    etag: Mapped[str] = mapped_column(default="")
    last_modified: Mapped[str] = mapped_column(default="")
    checked_at: Mapped[datetime | None]


class ArticleRow(Base):
    __tablename__ = "article"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    grade: Mapped[int]
    url: Mapped[str | None]
    title: Mapped[str]
    title_key: Mapped[str]
    summary: Mapped[str]
    content_html: Mapped[str]
    authors: Mapped[list[Any]]
    image: Mapped[dict[str, Any] | None]
    enclosures: Mapped[list[Any]]
    language: Mapped[str]
    published_at: Mapped[datetime]
    dated: Mapped[bool]
    first_seen_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    sort_at: Mapped[datetime]
    in_latest: Mapped[bool]
    withdrawn_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_article_title_key", "title_key"),
        Index("ix_article_seen", "first_seen_at"),
        Index("ix_article_told", "id", "sort_at", "source_id", "withdrawn_at"),  # who told when, without reading whole articles
    )


class ArticleUrlRow(Base):
    """Every URL known to be an article: its own, AMP and mobile forms, what redirects led to it."""

    __tablename__ = "article_url"

    url: Mapped[str] = mapped_column(primary_key=True)
    article_id: Mapped[UUID] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), index=True)


class ArticleSectionRow(Base):
    """Membership. ``sort_at`` is a copy, so that Latest is one walk along one index; None keeps the article out of Latest."""

    __tablename__ = "article_section"

    section: Mapped[str] = mapped_column(primary_key=True)
    article_id: Mapped[UUID] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), primary_key=True)
    sort_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_article_section_latest", "section", "sort_at", "article_id"),
        Index("ix_article_section_article", "article_id"),
    )


class ArticleTagRow(Base):
    __tablename__ = "article_tag"

    article_id: Mapped[UUID] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    tag: Mapped[str]


class ArticleSourceRow(Base):
    """Which sources told of an article, and whether it stands in the source's present list."""

    __tablename__ = "article_source"

    article_id: Mapped[UUID] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), primary_key=True)
    listed: Mapped[bool]
    told: Mapped[str] = mapped_column(default="")  # a digest of what the source told last

    __table_args__ = (Index("ix_article_source_listed", "source_id", "listed"),)


class SignalRow(Base):
    """A span of time in which a publisher's list or front page showed an article at one rank. Open while the newest poll still shows it."""

    __tablename__ = "signal"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[UUID] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), index=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    kind: Mapped[str]  # "rank" in a list of popular articles, "place" on a front page
    box: Mapped[str]  # the list's heading as printed, with the tab's label where there is one; "" of a front page
    value: Mapped[int]  # for a rank, 1 is first
    at: Mapped[datetime]
    until: Mapped[datetime | None]

    __table_args__ = (Index("ix_signal_open", "source_id", "until"), Index("ix_signal_until", "until"))


class StoryRow(Base):
    """Articles that tell of one event. Its id is made from that of its first article (matching.story_id)."""

    __tablename__ = "story"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    language: Mapped[str]  # of the article that began it
    first_at: Mapped[datetime]  # sort_at of its oldest article
    last_at: Mapped[datetime]  # and of its newest

    __table_args__ = (Index("ix_story_last", "last_at"),)


class StoryArticleRow(Base):
    """The story that an article is part of. One that was not placed yet has none, and counts as a story of its own."""

    __tablename__ = "story_article"

    article_id: Mapped[UUID] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), primary_key=True)
    story_id: Mapped[UUID] = mapped_column(ForeignKey("story.id", ondelete="CASCADE"))

    __table_args__ = (Index("ix_story_article_story", "story_id", "article_id"),)


class ApartRow(Base):
    """Two articles of which the operator said that they do not tell of one event; they share a story never again."""

    __tablename__ = "apart"

    article_id: Mapped[UUID] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), primary_key=True)
    other_id: Mapped[UUID] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), primary_key=True, index=True)


class TrendRow(Base):
    """A story's place in a section's Trending list. Kept after it left, so that its time of entry is never minted anew."""

    __tablename__ = "trend"

    section: Mapped[str] = mapped_column(primary_key=True)
    story_id: Mapped[UUID] = mapped_column(primary_key=True)  # a story of one article may have no row of its own
    article_id: Mapped[UUID] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))  # that the entry shows
    rank: Mapped[int | None]
    score: Mapped[float]
    entered_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    shown: Mapped[bool]  # in the feed: present, or left so recently that slow pollers may not have seen it
    why: Mapped[list[Any]]
    sources: Mapped[int] = mapped_column(default=0)  # the most that told of it at one time
    course: Mapped[list[Any]] = mapped_column(default=list)  # how its rank went in the last thirty days (feedsvc.course)

    __table_args__ = (
        Index("ix_trend_shown", "section", "shown", "entered_at"),
        Index("ix_trend_entered", "section", "entered_at"),
        Index("ix_trend_left", "left_at"),
        Index("ix_trend_article", "article_id"),
        Index("ix_trend_story", "story_id"),
    )


class IssueRow(Base):
    """An entry of a list that is issued once, at a period's end, and never changes: what it says is a copy of what was known then."""

    __tablename__ = "issue"

    section: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)  # "day" or "week"
    ended_at: Mapped[datetime] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)  # 1 is first
    story_id: Mapped[UUID]
    article_id: Mapped[UUID] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))  # taken back, it is shown no more
    score: Mapped[float]
    why: Mapped[list[Any]]
    told: Mapped[dict[str, Any]]  # the article as it was

    __table_args__ = (Index("ix_issue_ended", "ended_at"), Index("ix_issue_article", "article_id"), Index("ix_issue_story", "story_id"))


class RevisionRow(Base):
    __tablename__ = "revision"

    section: Mapped[str] = mapped_column(primary_key=True)
    list: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]
    changed_at: Mapped[datetime]


class LeaseRow(Base):
    """A named task that only one node at a time should do."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(primary_key=True)
    owner: Mapped[str]
    until: Mapped[datetime]


class FactRow(Base):
    """What the store knows of itself, such as the filing rules that its memberships were made by."""

    __tablename__ = "fact"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class CounterRow(Base):
    """How many events of one kind an article has had: decayed at four time scales, and in all (feedsvc.cascade)."""

    __tablename__ = "counter"

    article_id: Mapped[UUID] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]  # of the last event
    s1: Mapped[float]
    s2: Mapped[float]
    s3: Mapped[float]
    s4: Mapped[float]
    total: Mapped[float]
    # Order of the 30-minute and of the 3-hour counters, at any time: all of one half-life fade alike (Cascade.order).
    fast: Mapped[float]
    slow: Mapped[float]

    __table_args__ = (Index("ix_counter_fast", "kind", "fast"), Index("ix_counter_slow", "kind", "slow"))


class AudienceRow(Base):
    """An article's readers within an hour of the clock. Old rows are pruned."""

    __tablename__ = "audience"

    article_id: Mapped[UUID] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), primary_key=True)
    hour: Mapped[datetime] = mapped_column(primary_key=True)  # its beginning
    views: Mapped[float]  # those from our own feeds and pages count less than one
    visitors: Mapped[int]  # distinct ones, at least
    networks: Mapped[int]
    visitor_marks: Mapped[int] = mapped_column(BigInteger)  # 63 bits, of which each reader has one, as have millions of others
    network_marks: Mapped[int] = mapped_column(BigInteger)

    __table_args__ = (Index("ix_audience_hour", "hour"),)


class ToldCountRow(Base):
    """A count as a source told it last, such as the number of an article's comments."""

    __tablename__ = "told_count"

    article_id: Mapped[UUID] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id", ondelete="CASCADE"), primary_key=True)
    page: Mapped[bool] = mapped_column(primary_key=True)  # on the article's own page, which may be ahead of the feed or behind it
    kind: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]


class AccessLogRow(Base):
    """How far an access log was read. Old rows are pruned."""

    __tablename__ = "access_log"

    digest: Mapped[str] = mapped_column(primary_key=True)  # of its name and its first line
    position: Mapped[int] = mapped_column(BigInteger)  # bytes, unpacked
    read_at: Mapped[datetime]


class VerdictRow(Base):
    """What the operator decided about a story, in order: the last word on each counts, the others are the log."""

    __tablename__ = "verdict"

    id: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[UUID]
    article_id: Mapped[UUID] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    kind: Mapped[str]  # "pin", "boost", "bury", "block" or "release"
    at: Mapped[datetime]
    until: Mapped[datetime | None]  # None is for good

    __table_args__ = (Index("ix_verdict_story", "story_id", "id"),)
