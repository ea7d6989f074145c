"""What the class, id and data names of an element say that its list holds, as "widget most-read-list" and "MostRead_list__x1Yz" do."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from feedsvc.model import BoxKind

_MAX_NAMES = 20  # of one element
_MAX_NAME = 60  # characters of one
_HASH = re.compile(r"__[A-Za-z0-9_-]{5,8}$|--?[a-f0-9]{5,8}$")  # what build tools hang on to a name
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_POPULAR = (
    "most read/mostread/most popular/mostpopular/most viewed/mostviewed/most shared/most commented/popular posts/popular post/"
    "popular news/popular articles/popular stories/popular now/popularposts/popularpost/trending/trending now/trending news/"
    "trending posts/trending stories/trending articles/terpopuler/berita populer/berita trending/berita terpopuler/artikel populer/"
    "meistgelesen/meistgelesene/meist gelesen/meist gelesene/lo mas leido/mas leidas/mas leido/masleidas/mas vistas/plus lus/"
    "les plus lus/pluslus/piu letti/i piu letti/piuletti/mais lidas/maislidas/meest gelezen/meestgelezen/mest last/mest lest/"
    "mest laest/luetuimmat/en cok okunanlar/cok okunanlar/najczytane/nejctenejsi/legolvasottabb/cele mai citite/naj chetene/"
    "najcitanije/top reads/wpp/ranking news/popular ranking"
)
_LATEST = (
    "latest news/latestnews/latest posts/latest articles/latest stories/latest headlines/recent posts/recent news/recent articles/"
    "recent entries/recent stories/terkini/terbaru/berita terkini/berita terbaru/ultimas noticias/ultima hora/dernieres actus/"
    "dernieres infos/neueste artikel/newsticker/news ticker/breaking news/laatste nieuws/net binnen/son dakika/ultime notizie/"
    "most recent/mostrecent/just in"
)
# Words that only say that something is a box. Any other beside the phrase speaks of a part of it ("most-read-title") or of another thing.
_NEUTRAL = (
    "widget widgets list lists box boxes wrapper wrap container articles news posts items section block module sidebar component "
    "card cards panel area holder content inner outer main rail feed ol ul aside region teaser teasers stories group grid row view "
    "js c m o l b the home"
)


def classify_names(names: str) -> BoxKind | None:
    """What the names promise, "popular", "latest", or None."""
    name = telling_name(names)
    return _kind_of(name) if name else None


def telling_name(names: str) -> str:
    """The first of the names that promises something; "" when none does."""
    return next((name for name in names.split()[:_MAX_NAMES] if len(name) <= _MAX_NAME and _kind_of(name)), "")


@lru_cache(maxsize=5_000)  # a page has a few hundred names, and each of them many times
def _kind_of(name: str) -> BoxKind | None:
    return _kind(" ".join(_WORD.findall(_HASH.sub("", name))).lower())


def _kind(words: str) -> BoxKind | None:
    if kind := _known().get(words):
        return kind
    neutral = _neutral()
    parts = [part for part in words.split() if not part.isdigit()]
    while parts and parts[0] in neutral and " ".join(parts) not in _known():
        parts = parts[1:]
    while parts and parts[-1] in neutral and " ".join(parts) not in _known():
        parts = parts[:-1]
    return _known().get(" ".join(parts))


@cache
def _known() -> dict[str, BoxKind]:
    popular: dict[str, BoxKind] = dict.fromkeys(_POPULAR.split("/"), "popular")
    return popular | dict.fromkeys(_LATEST.split("/"), "latest")


@cache
def _neutral() -> frozenset[str]:
    return frozenset(_NEUTRAL.split())
