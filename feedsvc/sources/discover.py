"""From the address of a site to the sources it has: feeds, news sitemaps, home and section pages.

``discover`` asks a bounded number of addresses, the likeliest first: the address itself, feeds that its pages declare or link to, the
sitemaps of robots.txt. Only where none of these is a source of the whole site does it try the paths that most site software uses, and then
the pages of its sections. It knows neither HTTP nor processes: whoever calls it passes in how to fetch and how to read. Together with
``ingest.adopt`` it is the whole of ``feedsvc add`` without the command line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urljoin, urlsplit

from feedsvc.errors import SourceUnreadable
from feedsvc.model import Child, Draft, Failed, Fetched
from feedsvc.sources.advice import MOSTLY, advise, is_good
from feedsvc.sources.candidates import Candidate, address_key, candidate, names_comments
from feedsvc.sources.children import is_named_after_news, wanted
from feedsvc.sources.feedlinks import BELOW, GUESSES, SITEMAP_GUESSES, feed_links
from feedsvc.sources.outline import is_article_url
from feedsvc.sources.suggestions import SectionIdea, section_of, suggest
from feedsvc.text import urls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from feedsvc.model import Harvest, Kind, Link, Outcome, Section
    from feedsvc.sources.candidates import Way

MAX_REQUESTS = 25
MAX_REFUSALS = 4  # in a row, after which a site is asked no more
REFUSALS = frozenset({0, 401, 403, 429, 451, 500, 502, 503, 504})
MAX_FEEDS = 10  # feeds that pages declare or link to, of one page
MAX_SITEMAPS = 3
MAX_SECTION_PAGES = 6
MAX_KEPT = 50_000_000  # bytes of answers kept for the first poll; what finds no room there is asked for again
_INDEX = re.compile(r"/(?:index|default|home)(?:\.\w{2,5})?/?$", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2}(?:-[a-z]{2})?", re.IGNORECASE)


class Read(Protocol):
    def __call__(self, fetched: Fetched, kind: Kind) -> Harvest: ...


@dataclass(frozen=True, slots=True)
class Tried:
    """One address that was asked, and what it was in a few words."""

    url: str
    way: Way
    outcome: str


@dataclass(frozen=True, slots=True)
class Discovery:
    """What a site has to offer."""

    url: str  # as asked for
    title: str = ""
    language: str = ""
    candidates: tuple[Candidate, ...] = ()  # the recommended ones first
    sections: tuple[SectionIdea, ...] = ()
    tried: tuple[Tried, ...] = ()
    refusal: str = ""  # why the address itself could not be read; "" when it was
    answers: Mapping[str, Fetched] = field(default_factory=dict, repr=False)  # what candidates, by URL, and sitemaps of theirs answered

    @property
    def recommended(self) -> tuple[Candidate, ...]:
        return tuple(one for one in self.candidates if one.recommended)


def discover(
    url: str,
    *,
    fetch: Callable[[str], Outcome],
    read: Read,
    robots: Callable[[str], tuple[str, ...]],
    now: datetime,
    progress: Callable[[str], None] = lambda _: None,
    declared: Sequence[Section] = (),
) -> Discovery:
    """What there is at ``url`` and around it, at most MAX_REQUESTS requests later, not counting robots.txt.

    ``fetch`` gets an address; ``read`` makes a harvest of what came and may raise SourceUnreadable; ``robots`` names the sitemaps in the
    robots.txt of an address's host; ``progress`` is told in words what is looked at; ``declared`` are the sections that exist already.
    """
    search = _Search(url, fetch, read, now, progress)
    search.look(url, "given")
    if not search.is_hopeless:
        _follow(search, robots)
    return _discovery(search, declared)


@dataclass(slots=True)
class _Search:
    """What was asked and found so far."""

    url: str
    fetch: Callable[[str], Outcome]
    read: Read
    now: datetime
    progress: Callable[[str], None]
    found: dict[str, Candidate] = field(default_factory=dict)
    tried: dict[str, Tried] = field(default_factory=dict)
    sections: dict[str, Link] = field(default_factory=dict)
    feeds: list[tuple[str, Way]] = field(default_factory=list)  # not asked yet
    sitemaps: list[str] = field(default_factory=list)  # that pages declare
    answers: dict[str, Fetched] = field(default_factory=dict)
    harvests: list[Harvest] = field(default_factory=list)
    scope: str = ""  # the path of the section page that was asked for
    title: str = ""  # of the site, as its front page says
    refusal: str = ""  # why the address that was asked for could not be read
    refusals: int = 0  # in a row
    is_site: bool = True  # the address asked for is a page, not a feed or sitemap
    is_hopeless: bool = False  # the site does not answer, or does not want to

    def look(self, url: str, way: Way, kind: Kind = "auto", instead_of: str = "") -> Harvest | None:
        """Ask one address, once; None when it is nothing that can be read, or the requests are used up.

        What is found is put down to the address ``instead_of``, if any is given.
        """
        key = address_key(url)
        if key in self.tried or self._is_over() or names_comments(url):
            return None
        self.progress(f"{_WAYS[way]} {url}")
        outcome = self.fetch(url)
        try:
            if isinstance(outcome, Fetched):
                self.progress(f"reading what {url} answered")
                return self._keep(outcome, self.read(outcome, kind), way, url, instead_of)
            reason = outcome.reason
        except SourceUnreadable as error:
            reason = str(error)
        self.tried[key] = Tried(url, way, reason.removeprefix(f"{url}: "))
        status = outcome.exchange.status if isinstance(outcome, Failed) else 200
        self.refusals = self.refusals + 1 if status in REFUSALS else 0
        if way == "given":
            self.refusal, self.is_hopeless = reason, status == 0
        return None

    def _is_over(self) -> bool:
        return len(self.tried) >= MAX_REQUESTS or self.refusals >= MAX_REFUSALS

    def _keep(self, fetched: Fetched, harvest: Harvest, way: Way, url: str, instead_of: str) -> Harvest:
        found = candidate(url, fetched, harvest, way)
        what = f"an index of {len(harvest.children)} sitemaps" if harvest.children else f"a {harvest.kind} with {_articles(found.count)}"
        self.tried[address_key(url)] = Tried(url, way, what)
        if harvest.kind == "page":
            self._learn(harvest, fetched)
        self.harvests.append(harvest)
        is_candidate = _is_candidate(harvest, found)
        if harvest.children or is_candidate:
            self._hold(found.url, fetched)
        if is_candidate:
            one = replace(found, url=urls.canonical(instead_of) or instead_of) if instead_of else found
            self.found.setdefault(address_key(fetched.url), one)
        return harvest

    def _hold(self, url: str, fetched: Fetched) -> None:
        """Keep an answer as that of the address to ask in future. A move that this address has made already is none any more."""
        if sum(len(answer.body) for answer in self.answers.values()) + len(fetched.body) <= MAX_KEPT:
            settled = replace(fetched, exchange=replace(fetched.exchange, moved="")) if url == urls.canonical(fetched.url) else fetched
            self.answers.setdefault(url, settled)

    def _learn(self, harvest: Harvest, fetched: Fetched) -> None:
        if _is_front(fetched.url) and not self.title:
            self.title = harvest.title
        for link in harvest.sections:
            if not (_is_front(link.url) and urls.same_host(link.url, self.url)):
                self.sections.setdefault(address_key(link.url), link)
        self.feeds += [(link.url, "declared") for link in harvest.feeds[:MAX_FEEDS]]
        self.feeds += [(url, "linked") for url in feed_links(fetched)[:MAX_FEEDS]]
        self.sitemaps += harvest.sitemaps[:MAX_SITEMAPS]

    def has_good_feed(self, *, full: bool = False) -> bool:
        """Of the whole site, or of the section asked for; ``full`` asks for one with the articles' texts."""
        return any(one.kind == "feed" and (one.full_texts >= MOSTLY or not full) for one in self._good())

    def has_enough(self) -> bool:
        """Whether a feed or news sitemap of all that was asked for is found, so that nothing need be guessed."""
        return any(True for _ in self._good())

    def _good(self) -> Iterator[Candidate]:
        return (one for one in self.found.values() if is_good(self.placed(one), self.now, self.scope))

    def placed(self, one: Candidate) -> Candidate:
        """With the section that it covers, when it is one section's."""
        link = section_of(one, tuple(self.sections.values()))
        return replace(one, section=link.title if link else "")


def _articles(count: int) -> str:
    return "1 article" if count == 1 else f"{count} articles"


def _is_candidate(harvest: Harvest, found: Candidate) -> bool:
    """Not an index, not a single article, not a page that answered in a feed's place, not a page of nothing."""
    if harvest.kind in {"feed", "sitemap"}:
        return not harvest.children
    is_article = harvest.kind == "page" and bool(harvest.drafts)
    return found.count > 0 and not is_article and found.way in {"given", "home", "navigation"}


_WAYS: dict[Way, str] = {
    "given": "reading",
    "home": "reading the home page",
    "declared": "reading the declared feed",
    "linked": "following the link to",
    "robots": "reading the sitemap",
    "navigation": "reading the section page",
    "guessed": "trying",
}


def _follow(search: _Search, robots: Callable[[str], tuple[str, ...]]) -> None:
    first = next(iter(search.harvests), None)
    search.is_site = first is None or first.kind == "page"
    front = _front(search, first)
    if first is not None and first.children:
        _ask_child(search, first, search.url, "given")
    if _is_section_page(search, first):
        search.scope = urlsplit(search.url).path.rstrip("/")
    else:
        search.look(front, "home")
    _ask_feeds(search)
    _ask_sitemaps(search, robots(front))
    if not search.has_enough():
        _guess(search, front)
    if not search.has_enough() and not search.scope:
        _ask_sections(search)


def _front(search: _Search, first: Harvest | None) -> str:
    """The site's front page, or that of its edition in one language. A feed may be at home on another host, and says so."""
    if _is_front(search.url):
        return search.url
    return (first.homepage if first and first.homepage else None) or urljoin(search.url, "/")


def _is_front(url: str) -> bool:
    segments = [segment for segment in _INDEX.sub("", urlsplit(url).path).split("/") if segment]
    return not segments or (len(segments) == 1 and _LANGUAGE.fullmatch(segments[0]) is not None)


def _is_section_page(search: _Search, first: Harvest | None) -> bool:
    is_list = first is not None and first.kind == "page" and not first.drafts
    return is_list and not _is_front(search.url) and not is_article_url(search.url, "")


def _ask_feeds(search: _Search) -> None:
    """What pages declare, until there is one of full texts; then what they link to, pages about feeds among it, until there is any."""
    while search.feeds:
        search.feeds.sort(key=lambda known: known[1] == "linked")
        url, way = search.feeds.pop(0)
        if search.has_good_feed(full=way == "declared"):
            break
        search.look(url, way)
    search.feeds.clear()


def _ask_sitemaps(search: _Search, named: Sequence[str]) -> None:
    """Those that robots.txt and pages name. Beside a feed only news sitemaps are of use, or the first one, which may name some."""
    chosen = wanted([Child(url) for url in dict.fromkeys([*named, *search.sitemaps])], {}, MAX_SITEMAPS)
    if search.has_good_feed():
        chosen = tuple(child for child in chosen if is_named_after_news(child)) or chosen[:1]
    for child in chosen:
        _ask_sitemap(search, child.url, "robots")


def _ask_sitemap(search: _Search, url: str, way: Way) -> bool:
    harvest = search.look(url, way, "sitemap")
    if harvest is not None and harvest.children:
        _ask_child(search, harvest, url, way)
    return harvest is not None


def _ask_child(search: _Search, index: Harvest, url: str, way: Way) -> None:
    """Its likeliest child. One whose name has a number will be followed by another, so the index is what to ask in future."""
    for child in wanted(index.children, {}, 1):
        numbered = re.search(r"\d", urlsplit(child.url).path.rpartition("/")[2])
        if is_named_after_news(child) or not search.has_good_feed():
            search.look(child.url, "robots" if way == "given" else way, "sitemap", instead_of=url if numbered else "")


def _guess(search: _Search, front: str) -> None:
    """Only as far as needed: until there is a feed of the whole site, and a sitemap where there is none."""
    below = [urljoin(f"{search.url.rstrip('/')}/", path) for path in BELOW] if urlsplit(search.url).path.strip("/") else []
    for url in [*below, *([] if search.scope else [urljoin(front, path) for path in GUESSES])]:
        search.look(url, "guessed")
        _ask_feeds(search)
        if search.has_good_feed():
            return
    if not any(one.kind == "sitemap" for one in search.found.values()):
        any(_ask_sitemap(search, urljoin(front, path), "guessed") for path in SITEMAP_GUESSES)


def _ask_sections(search: _Search) -> None:
    for link in list(search.sections.values())[:MAX_SECTION_PAGES]:
        search.look(link.url, "navigation")
        _ask_feeds(search)


def _discovery(search: _Search, declared: Sequence[Section]) -> Discovery:
    candidates = advise([_housed(search, search.placed(one)) for one in search.found.values()], search.now, search.scope)
    home = next((one for one in candidates if one.is_front), None) or next(iter(candidates), None)
    language = next((one.language for one in candidates if one.language), "")
    drafts = [draft for harvest in search.harvests for draft in _told(harvest)]
    site = search.title or (home.title if home else "")
    return Discovery(
        url=search.url,
        title=site,
        language=language,
        candidates=tuple(_titled(one, site) for one in candidates),
        sections=suggest(tuple(search.sections.values()), drafts, declared, language) if candidates else (),
        tried=tuple(search.tried.values()),
        refusal=search.refusal,
        answers=search.answers,
    )


def _titled(one: Candidate, site: str) -> Candidate:
    """Among other sites' sources "Sport" says too little."""
    title = one.title or one.section or site
    is_part = one.section and site and site.casefold() not in title.casefold()
    return replace(one, site=site, title=f"{title} - {site}" if is_part else title)


def _told(harvest: Harvest) -> Iterator[Draft]:
    """Everything that a harvest names, the best told last."""
    for box in harvest.boxes:
        yield from (Draft(item.title, item.url) for item in box.items)
    yield from (*harvest.listing, *harvest.drafts)


def _housed(search: _Search, one: Candidate) -> Candidate:
    """With the home that whoever gave the address meant. A feed's own word for its home counts only on its own host."""
    if search.is_site:
        front = search.url if _is_front(search.url) else urljoin(search.url, "/")
        return replace(one, homepage=urls.canonical(front))
    return one if one.homepage and urls.same_host(one.homepage, one.url) else replace(one, homepage=None)
