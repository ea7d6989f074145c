"""What discovery found at one address: a value that says enough to choose by."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from feedsvc.text import html, urls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from feedsvc.model import BoxKind, Draft, Fetched, Harvest, Kind

Way = Literal["given", "home", "declared", "linked", "robots", "navigation", "guessed"]

SAMPLES = 3
FULL_TEXT = 600  # characters of an item's text from which it may be the whole article; teasers are shorter
_CUT_OFF = ("…", "...", "[…]", "[...]")
_COMMENTS = re.compile(r"\b(?:comments?|komentar|kommentare?|commentaires|comentarios|comentários|commenti|reacties)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class BoxSeen:
    """A box of popular or latest headlines on a page."""

    kind: BoxKind
    heading: str
    tab: str
    count: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A source that may be added."""

    url: str  # where it answered
    kind: Kind
    way: Way  # how it was found
    title: str = ""
    homepage: str | None = None
    language: str = ""
    count: int = 0  # articles
    newest: datetime | None = None
    oldest: datetime | None = None
    samples: tuple[str, ...] = ()  # headlines
    full_texts: float = 0.0  # share of the articles that come with their text, 0 to 1
    sounds: float = 0.0  # share of the items that are sound or film, 0 to 1
    boxes: tuple[BoxSeen, ...] = ()
    titled: bool = True  # False for a plain sitemap, which knows no headlines
    section: str = ""  # the label of the one section that it covers, as the site prints it
    site: str = ""  # the site's own name
    recommended: bool = False
    reason: str = ""  # one plain sentence: why, or why not
    articles: Mapping[str, datetime | None] = field(default_factory=dict, repr=False)  # canonical URL -> date

    @property
    def is_comments(self) -> bool:
        return self.kind == "feed" and (names_comments(self.url) or _COMMENTS.match(self.title) is not None)

    @property
    def popular(self) -> tuple[BoxSeen, ...]:
        return tuple(box for box in self.boxes if box.kind == "popular")

    @property
    def is_front(self) -> bool:
        parts = urlsplit(self.url)
        return self.kind == "page" and parts.path in {"", "/"} and not parts.query


def names_comments(url: str) -> bool:
    """Whether an address is that of readers' comments."""
    return bool(_COMMENTS.search(re.sub(r"[-_/.]", " ", urlsplit(url).path)))


def candidate(asked: str, fetched: Fetched, harvest: Harvest, way: Way) -> Candidate:
    """What one answer holds."""
    told = [*harvest.drafts, *harvest.listing]
    articles = _articles(harvest)
    dates = sorted(moment for moment in articles.values() if moment is not None)
    titles = [draft.title for draft in told] or [item.title for box in harvest.boxes for item in box.items]
    return Candidate(
        url=_lasting(asked, fetched),
        kind=harvest.kind,
        way=way,
        title=harvest.title,
        homepage=harvest.homepage,
        language=harvest.language,
        count=len({urls.key(url) for url in articles}) or len(told),
        newest=dates[-1] if dates else None,
        oldest=dates[0] if dates else None,
        samples=tuple(titles[:SAMPLES]),
        full_texts=_share(harvest.drafts, _is_full),
        sounds=_share(harvest.drafts, _is_sound),
        boxes=tuple(BoxSeen(box.kind, box.heading, box.tab, len(box.items)) for box in harvest.boxes),
        titled=bool(harvest.drafts) or harvest.kind != "sitemap",
        articles=articles,
    )


def address_key(url: str) -> str:
    """http and https, with "www." and without, with a final slash or none: one address."""
    return (urls.canonical(url) or url).partition("://")[2].removeprefix("www.").rstrip("/")


def _lasting(asked: str, fetched: Fetched) -> str:
    """The address to ask in future: where permanent redirects led, but not where a temporary one did."""
    same = address_key(asked) == address_key(fetched.url)
    url = fetched.url if same else fetched.exchange.moved or asked
    return urls.canonical(url) or url


def _articles(harvest: Harvest) -> dict[str, datetime | None]:
    found = {draft.url: draft.published or draft.modified for draft in (*harvest.listing, *harvest.drafts) if draft.url}
    for box in harvest.boxes:
        for item in box.items:
            if item.url:
                found.setdefault(item.url, None)
    return found


def _share(drafts: tuple[Draft, ...], holds: Callable[[Draft], bool]) -> float:
    return sum(map(holds, drafts)) / len(drafts) if drafts else 0.0


def _is_full(draft: Draft) -> bool:
    text = html.to_text(draft.content_html)
    return len(text) >= FULL_TEXT and not text.rstrip(" .]").endswith(_CUT_OFF) and not text.endswith(_CUT_OFF)


def _is_sound(draft: Draft) -> bool:
    return any(enclosure.type.startswith(("audio", "video")) for enclosure in draft.enclosures) and not _is_full(draft)


def covered(one: Candidate, others: Iterable[Candidate]) -> float | None:
    """The share of a candidate's articles that the others have too, 0 to 1; None where that cannot be told.

    Only articles of the time that the others reach back to count: a section's feed of a month and the site's feed of a day share little,
    though the one is a part of the other.
    """
    others = list(others)
    known = _keys(others)
    since = min((other.oldest for other in others if other.oldest), default=None)
    shared_time = [url for url, moment in one.articles.items() if since is None or moment is None or moment >= since]
    if len(shared_time) < min(2, len(one.articles)) or not known or not one.articles:
        return None
    return sum(urls.key(url) in known for url in shared_time) / len(shared_time)


def lacking(one: Candidate, others: Iterable[Candidate], since: datetime) -> int:
    """How many of a candidate's articles from ``since`` on the others lack."""
    known = _keys(others)
    return sum(moment is not None and moment >= since and urls.key(url) not in known for url, moment in one.articles.items())


def _keys(candidates: Iterable[Candidate]) -> frozenset[str]:
    return frozenset(urls.key(url) for one in candidates for url in one.articles)
