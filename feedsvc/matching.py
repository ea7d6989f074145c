"""Which stored article is this draft, and what becomes of it? Pure: states and drafts in, states out.

Settling the same draft on its own result changes nothing, so an unchanged poll writes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from feedsvc.authority import Roster
from feedsvc.model import Grade
from feedsvc.text import titles, urls

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from feedsvc.model import Draft, Enclosure, Image

# The roots of all article ids. They must never change: every subscriber's read marks hang on them.
URL_IDS = UUID("9c1f4f0e-5f0b-5b1c-9f53-6a0f0c2d7b11")
TITLE_IDS = UUID("5d2b8a35-3a0e-5c77-8a38-0e7a4a9f6c52")
STORY_IDS = UUID("2f6a7c1e-84d3-5b0a-9c55-71d0a3b4e9f8")

# An equal headline is the same article only while it is news; "Weather for the weekend" comes again.
SAME_HEADLINE_WITHIN = timedelta(days=14)
SAME_OPENING = 200  # characters: two or three sentences that no two articles have in common
LONG_GUID = 200  # characters; PostgreSQL indexes no name of more than 2,700 bytes
REMNANT = 3  # a text that shrinks to less than this part of itself under the same headline was not edited but hidden

NOBODY = Roster()


@dataclass(frozen=True, slots=True)
class State:
    """An article as the store keeps it."""

    id: UUID
    source: int  # the source whose word counts: the one that told most
    grade: Grade  # how much that source told
    told_by: frozenset[int]  # all sources that told of it
    urls: frozenset[str]  # every URL known to be this article, ``url`` among them, their keys, and what sources call it (``mark``)
    url: str | None
    title: str
    summary: str
    content_html: str
    authors: tuple[str, ...]
    image: Image | None
    enclosures: tuple[Enclosure, ...]
    language: str
    tags: tuple[str, ...]
    published_at: datetime
    dated: bool  # False while published_at is only when we first saw it
    first_seen_at: datetime
    updated_at: datetime
    sort_at: datetime  # orders Latest: published_at, less some microseconds for its place among equals
    in_latest: bool  # False while it is only known from a list of popular articles, which may be old
    withdrawn_at: datetime | None = None  # when its publisher took it back

    @property
    def title_key(self) -> str:
        return titles.key(self.title)


def article_id(draft: Draft, source_slug: str) -> UUID:
    """UUIDv5 of the canonical URL, or of source and normalised title for an item known by its headline only."""
    if draft.url is not None:
        return uuid5(URL_IDS, draft.url)
    return uuid5(TITLE_IDS, f"{source_slug}\n{titles.key(draft.title)}")


def story_id(article: UUID) -> UUID:
    """The id of the story that an article leads, which Trending entries carry.

    It is another one than the article's, since readers that keep one copy of each id would show an article of both lists in one only.
    """
    return uuid5(STORY_IDS, article.hex)


@dataclass(frozen=True, slots=True)
class Teller:
    """Who brought a draft, and where in its list."""

    source: int
    slug: str
    place: int = 0  # position in the source, from 0: it orders items of the same second as the source does
    popular: bool = False  # it comes from a list of popular articles, which may be old
    again: bool = False  # the same poll told of this article already, better or higher up
    roster: Roster = NOBODY


class Catalogue:
    """The stored articles that the drafts of one poll could be, found by URL, id or headline."""

    def __init__(self, states: Iterable[State]) -> None:
        self._by_id: dict[UUID, State] = {}
        self._by_url: dict[str, UUID] = {}
        self._by_title: dict[str, list[UUID]] = {}
        for state in states:
            self.put(state)

    def put(self, state: State) -> None:
        self._by_id[state.id] = state
        for url in state.urls:
            if self._by_url.get(url) not in self._by_id:  # one that means an article goes on meaning it, as in the store
                self._by_url[url] = state.id
        namesakes = self._by_title.setdefault(state.title_key, [])
        if state.id not in namesakes:
            namesakes.append(state.id)

    def get(self, article: UUID) -> State | None:
        return self._by_id.get(article)

    def drop(self, state: State) -> None:
        """It is part of another now, which is to be put and to answer for its URLs."""
        self._by_id.pop(state.id, None)
        for namesakes in self._by_title.values():  # a poll may have told of it under several headlines
            if state.id in namesakes:
                namesakes.remove(state.id)

    def twins(self, draft: Draft, known: State) -> list[State]:
        """Stored articles other than ``known`` that the draft's own URLs mean: the draft says that they are one."""
        ids = {self._by_url[url] for url in urls_of(draft) if url in self._by_url} - {known.id}
        return sorted((self._by_id[article] for article in ids), key=lambda state: (state.first_seen_at, state.id))

    def find(self, draft: Draft, teller: Teller, now: datetime) -> State | None:
        """By URL first, then by identity, by the source's guid, and by headline where at least one side has nothing but a headline."""
        given = [url for url in (draft.url, *draft.aliases) if url is not None]
        for url in (*given, *map(urls.key, given)):
            if url in self._by_url:
                return self._by_id[self._by_url[url]]
        if (same := self._by_id.get(article_id(draft, teller.slug))) is not None:
            return same
        return self._marked(draft, teller, now) or next(self._namesakes(draft, teller, now), None)

    def _marked(self, draft: Draft, teller: Teller, now: datetime) -> State | None:
        """The article that the source called by this guid, unless headline and date are others too: many a guid is used twice."""
        article = self._by_url.get(mark(draft, teller.slug))
        state = self._by_id.get(article) if article is not None else None
        if state is None or (state.dated and draft.published == state.published_at):
            return state
        is_news = now - state.first_seen_at <= SAME_HEADLINE_WITHIN
        return state if is_news and state.title_key == titles.key(draft.title) else None

    def _namesakes(self, draft: Draft, teller: Teller, now: datetime) -> Iterator[State]:
        key = titles.key(draft.title)
        found = [self._by_id[article] for article in self._by_title.get(key, ())]
        for state in sorted(found, key=lambda s: (teller.source not in s.told_by, -s.sort_at.timestamp(), s.id)):
            if state.title_key == key and (draft.url is None or state.url is None) and _same_news(draft, state, teller, now):
                yield state


def _same_news(draft: Draft, state: State, teller: Teller, now: datetime) -> bool:
    """Whether an equal headline means the same article."""
    if now - state.first_seen_at > SAME_HEADLINE_WITHIN:
        return False
    if teller.source in state.told_by:
        return True
    if not titles.distinctive(state.title_key):
        return False
    if state.url is None:
        return teller.roster.may_join(state.source, teller.source, draft.url)
    return teller.roster.may_join(teller.source, state.source, state.url)


def fold(kept: State, other: State, *, newer: bool = False) -> State:
    """One article out of two that turned out to be the same: the word of who told most, under the id and dates known longest.

    ``newer`` says that ``other`` was told of since ``kept`` was, so that of equals its word counts.
    """
    told, rest = (other, kept) if (other.grade, newer) > (kept.grade, False) else (kept, other)
    dated = kept if kept.dated or not other.dated else other
    return replace(
        told,
        id=kept.id,
        told_by=kept.told_by | other.told_by,
        urls=kept.urls | other.urls,
        url=told.url or rest.url,
        summary=told.summary or rest.summary,
        content_html=told.content_html or rest.content_html,
        authors=told.authors or rest.authors,
        image=told.image or rest.image,
        language=told.language or rest.language,
        published_at=dated.published_at,
        dated=dated.dated,
        sort_at=dated.sort_at,
        first_seen_at=min(kept.first_seen_at, other.first_seen_at),
        updated_at=max(kept.updated_at, other.updated_at),
        in_latest=kept.in_latest or other.in_latest,
        withdrawn_at=kept.withdrawn_at and other.withdrawn_at,
    )


def alike(draft: Draft, state: State) -> bool:
    """Whether a page that says so can be this article: their headlines have much in common, or their texts begin alike."""
    if len(state.content_html) >= SAME_OPENING and draft.content_html.startswith(state.content_html[:SAME_OPENING]):
        return True
    mine, theirs = _threes(titles.key(draft.title)), _threes(state.title_key)
    return 2 * len(mine & theirs) >= min(len(mine), len(theirs))


def _threes(key: str) -> frozenset[str]:
    """All pieces of three characters, which tell of common words in any script."""
    return frozenset(key[start : start + 3] for start in range(max(1, len(key) - 2)))


def settle(draft: Draft, known: State | None, teller: Teller, now: datetime) -> State:
    """What the store should hold once ``draft`` is known."""
    if known is None:
        return _fresh(draft, teller, now)
    known_to = replace(known, told_by=known.told_by | {teller.source})
    if not teller.roster.may_speak(teller.source, known.source, known.url or draft.url):
        return known_to
    told = replace(
        _speak(draft, known_to, teller),
        urls=known.urls | names_of(draft, teller.slug),
        in_latest=known.in_latest or not teller.popular,
        withdrawn_at=known.withdrawn_at if teller.popular else None,
    )
    return replace(told, updated_at=_updated(draft, told, known, now))


def _speak(draft: Draft, known: State, teller: Teller) -> State:
    at_home = teller.roster.at_home(teller.source, known.url or draft.url)
    if _outranks(draft, known, teller):
        # A page knows its own address best; what a stranger told first goes by its own house's address from now on; and an article
        # that its source shows under a new address moved there.
        moved = draft.url is not None and teller.source == known.source and known.urls.isdisjoint({draft.url, urls.key(draft.url)})
        named = draft.grade is Grade.PAGE or moved or (at_home and teller.source != known.source)
        return _date(draft, _merge(draft, known, teller.source, named=named), known, teller.place)
    filled = _fill(draft, known, files=at_home or teller.source == known.source)
    return _date(draft, filled, known, teller.place) if at_home or teller.source == known.source else filled


def withdraw(state: State, now: datetime) -> State:
    """Its publisher took it back: it leaves every list and keeps its id and all its dates, in case it returns."""
    return replace(state, withdrawn_at=now)


def visible(state: State) -> tuple[object, ...]:
    """What a subscriber could notice; anything else may change without a new edition."""
    listing = (state.source, state.published_at, state.sort_at, state.in_latest, state.withdrawn_at is None)
    return (*content(state), *listing, state.updated_at)


def content(state: State) -> tuple[object, ...]:
    """What the publisher edits; a change of it moves ``updated_at``."""
    return (
        state.url,
        state.title,
        state.summary,
        state.content_html,
        state.authors,
        state.image,
        state.enclosures,
        state.language,
        state.tags,
    )


def urls_of(draft: Draft) -> frozenset[str]:
    """Every URL that a draft goes by, and the key of each, under which its other spellings are found (text.urls.key)."""
    return _urls_of(draft.url, draft.aliases)


@lru_cache(maxsize=4_096)  # some 3 MB: a poll asks for those of each of its items, 500 at most, two or three times
def _urls_of(url: str | None, aliases: tuple[str, ...]) -> frozenset[str]:
    given = [one for one in (url, *aliases) if one is not None]
    return frozenset(given) | frozenset(filter(None, map(urls.key, given)))


def mark(draft: Draft, source_slug: str) -> str:
    """The name of an article within one source, its guid, by which it is known again under another URL; "" when a URL says the same.

    It stands among the article's URLs and is none: it begins with no scheme, and two sources may use the same guid.
    """
    guid, given = draft.guid, {draft.url, *draft.aliases}
    if not guid or guid in given or (urls.canonical(guid) or guid) in given:
        return ""
    return f"guid {source_slug} {guid if len(guid) <= LONG_GUID else blake2b(guid.encode(errors='replace'), digest_size=16).hexdigest()}"


def tags_of(draft: Draft) -> tuple[str, ...]:
    """What its source files it under: the one section that a page puts it into first, then its tags."""
    said = draft.section.casefold()
    return draft.tags if not said or said in map(str.casefold, draft.tags) else (draft.section, *draft.tags)


def names_of(draft: Draft, source_slug: str) -> frozenset[str]:
    """All that a source's draft can be found by: ``urls_of`` and ``mark``."""
    return urls_of(draft) | frozenset(filter(None, [mark(draft, source_slug)]))


def _fresh(draft: Draft, teller: Teller, now: datetime) -> State:
    published = min(draft.published or now, now)
    return State(
        id=article_id(draft, teller.slug),
        source=teller.source,
        grade=draft.grade,
        told_by=frozenset({teller.source}),
        urls=names_of(draft, teller.slug),
        url=draft.url,
        title=draft.title,
        summary=draft.summary,
        content_html=draft.content_html,
        authors=draft.authors,
        image=draft.image,
        enclosures=draft.enclosures,
        language=draft.language,
        tags=tags_of(draft),
        published_at=published,
        dated=draft.published is not None,
        first_seen_at=now,
        updated_at=min(max(published, draft.modified or published), now),
        sort_at=_sort(published, teller.place),
        in_latest=not teller.popular,
    )


def _sort(published: datetime, place: int) -> datetime:
    return published.replace(microsecond=0) + timedelta(microseconds=999_999 - min(place, 999_999))


def _outranks(draft: Draft, known: State, teller: Teller) -> bool:
    """Whether the draft's word replaces what is known. The caller has seen to it that the teller may speak at all."""
    if teller.again:
        return False
    url, roster = known.url or draft.url, teller.roster
    if draft.grade >= Grade.ITEM:
        if roster.at_home(teller.source, url) and not roster.at_home(known.source, url):
            return True  # the article's own house, at last
        if known.source in roster.idle and teller.source not in roster.idle:
            return True  # else a page read once would stand above every later correction
    return draft.grade > known.grade or (draft.grade == known.grade and teller.source == known.source)


def _merge(draft: Draft, known: State, source: int, *, named: bool) -> State:
    """The draft's word counts; what it leaves out is kept, since feeds drop texts and pictures long before readers do."""
    return replace(
        known,
        source=source,
        grade=draft.grade,
        url=(draft.url if named else None) or known.url or draft.url,
        title=draft.title,
        summary=draft.summary or known.summary,
        content_html=known.content_html if _is_remnant(draft, known, source) else draft.content_html,
        authors=draft.authors or known.authors,
        image=draft.image or known.image,
        enclosures=draft.enclosures or known.enclosures,
        language=draft.language or known.language,
        tags=tags_of(draft) or known.tags,
    )


def _is_remnant(draft: Draft, known: State, source: int) -> bool:
    """Whether the draft's text is but what a wall, or a feed that was cut short, leaves of the known one: that is no edit."""
    if not draft.content_html:
        return True
    shrunk = len(draft.content_html) * REMNANT < len(known.content_html)
    return shrunk and source == known.source and titles.key(draft.title) == known.title_key


def _fill(draft: Draft, known: State, *, files: bool) -> State:
    """The draft only fills gaps, so that two sources of one article do not overwrite each other for ever.

    ``files`` says that the teller may also add tags, by which articles are filed, and enclosures, which readers download.
    """
    return replace(
        known,
        url=known.url or draft.url,
        summary=known.summary or draft.summary,
        content_html=known.content_html or draft.content_html,
        authors=known.authors or draft.authors,
        image=known.image or draft.image,
        enclosures=known.enclosures or (draft.enclosures if files else ()),
        language=known.language or draft.language,
        tags=known.tags or (tags_of(draft) if files else ()),
    )


def _date(draft: Draft, merged: State, known: State, place: int) -> State:
    """A date once known stays: a re-dated item must not come back as news. A real date replaces the one of last resort."""
    if known.dated or draft.published is None:
        return merged
    published = min(draft.published, known.first_seen_at)
    return replace(merged, published_at=published, dated=True, sort_at=_sort(published, place))


def _updated(draft: Draft, state: State, known: State, now: datetime) -> datetime:
    """Moves only with a change of the content: to the time the publisher gives for it, if that is news, otherwise to now."""
    if content(state) == content(known):
        return known.updated_at
    given = draft.modified
    if known.grade is Grade.MENTION and state.grade > known.grade:  # the article behind a headline arrived: its publisher edited nothing
        return min(max(state.published_at, given or state.published_at), now)
    return given if given is not None and known.updated_at < given <= now else max(now, known.updated_at)
