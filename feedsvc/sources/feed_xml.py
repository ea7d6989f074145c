"""Well-formed RSS 0.9x, 1.0, 2.0 and Atom 0.3, 1.0, read from the tree: nothing that a feed says is lost on the way.

Elements are known by name, whatever the spelling of their namespace: RSS and Atom share one vocabulary here, since feeds mix them.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from lxml import etree

from feedsvc.sources.entries import Channel, Entry, Media

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

ROOTS = frozenset({"rss", "rdf:rdf", "rdf", "feed", "channel"})

_PREFIXES = {  # namespace without scheme, trailing signs and case -> the prefix used here
    "backend.userland.com/rss": "", "backend.userland.com/rss2": "", "blogs.law.harvard.edu/tech/rss": "", "cyber.law.harvard.edu/rss": "",
    "purl.org/rss/1.0": "", "my.netscape.com/rdf/simple/0.9": "", "channel.netscape.com/rdf/simple/0.9": "",
    "my.netscape.com/publish/formats/rss-0.91.dtd": "",
    "purl.org/net/rss1.1": "", "purl.org/atom/ns": "", "www.w3.org/2005/atom": "",
    "purl.org/dc/elements/1.1": "dc", "purl.org/dc/elements/1.0": "dc", "purl.org/dc/terms": "dc",
    "purl.org/rss/1.0/modules/content": "content", "search.yahoo.com/mrss": "media", "video.search.yahoo.com/mrss": "media",
    "www.itunes.com/dtds/podcast-1.0.dtd": "itunes", "example.com/dtds/podcast-1.0.dtd": "itunes",
    "rssnamespace.org/feedburner/ext/1.0": "feedburner", "www.pheedo.com/namespace/pheedo": "feedburner",
    "www.w3.org/1999/02/22-rdf-syntax-ns": "rdf", "www.w3.org/1999/xhtml": "xhtml", "news.yandex.ru": "yandex",
    "purl.org/rss/1.0/modules/slash": "slash", "purl.org/syndication/thread/1.0": "thr",
}  # fmt: skip
_XML = "{http://www.w3.org/XML/1998/namespace}"
_RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"

MAX_MEDIA = 50  # pictures and films of one item that are read
MAX_KEYWORDS = 2_000  # characters of an item's keywords, which are parted by commas
_HOLDERS = 4  # media:content, media:group, item and one that somebody put between
_MAX_BASE = 500  # characters of an xml:base; every address of the feed is joined with it
_MAX_LANGUAGE = 50  # characters of an xml:lang

_CONTENTS = ("{*}content", "{*}Content", "{*}CONTENT")  # spellings in use; the tree finds them without telling of all else that it holds

Parts = dict[str, list["_Element"]]


def read_tree(root: _Element, max_items: int) -> Channel | None:
    """The feed whose root element this is, with its first ``max_items`` items; None when it is no feed."""
    if kind(root.tag) not in ROOTS:
        return None
    channel = root if kind(root.tag) == "feed" else next((child for child in root if kind(child.tag) == "channel"), root)
    parts = _parts(channel)
    held: dict[_Element | None, tuple[str, str]] = {}  # language and base of what holds the items, which is one element nearly always
    entries: list[Entry] = []
    for item in islice(_items(root), max_items):
        holder = item.getparent()
        if holder not in held:
            held[holder] = ("", "") if holder is None else (_inherited(holder, "lang"), _base(holder))
        entries.append(_entry(item, *held[holder]))
    return Channel(
        title=_first(parts, "title"),
        homepage=_link(parts.get("link", [])),
        language=_first(parts, "language", "dc:language") or _inherited(channel, "lang"),
        entries=tuple(entries),
    )


def _items(root: _Element) -> Iterator[_Element]:
    """Wherever they stand, but not inside one another: what an item holds is its own."""
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if kind(element.tag) in {"item", "entry"}:
            walk.skip_subtree()
            yield element


def kind(tag: object) -> str:
    """ "title", "dc:creator", "media:content": the name as it is known here; "" for what is no element of ours."""
    return _kind(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=2000)
def _kind(tag: str) -> str:
    namespace, _, name = tag.rpartition("}")
    uri = namespace.lstrip("{").lower().partition("://")[2].rstrip("/#")
    if not namespace:
        return name.lower().removeprefix("atom:").removeprefix("rss:")
    prefix = _PREFIXES.get(uri)
    return "" if prefix is None else f"{prefix}:{name}".lower().removeprefix(":")


def _parts(element: _Element) -> Parts:
    parts: Parts = {}
    for child in element:
        parts.setdefault(kind(child.tag), []).append(child)
    return parts


def _entry(item: _Element, language: str, base: str) -> Entry:
    parts = _parts(item)
    guid = next(iter(parts.get("guid", [])), None)
    media = list(islice(_media(item), MAX_MEDIA))
    return Entry(
        title=_first(parts, "title", "media:title", "dc:title", "itunes:title"),
        link=_link(parts.get("link", [])),
        first_link=_first(parts, "feedburner:origlink"),
        guid=_first(parts, "guid", "id") or item.get(_RDF_ABOUT, ""),
        guid_is_link=_is_permalink(guid) if guid is not None else True,
        summary=_first(parts, "description", "summary", "dc:description", "itunes:summary") or _of_group(parts),
        content=_longest(parts, "content:encoded", "content", "xhtml:body", "xhtml:div", "yandex:full-text"),
        authors=tuple(_authors(parts)),
        pictures=(*_pictures(media), *_plain_pictures(parts)),
        enclosures=(*_enclosures(parts), *(one for one, _ in media if one.type.startswith(("audio", "video")))),
        language=_first(parts, "dc:language", "language") or _stated(item, "lang", _MAX_LANGUAGE) or language,
        published=_first(parts, "pubdate", "published", "dc:date", "issued", "dc:issued", "dc:created", "created", "date"),
        modified=_first(parts, "updated", "modified", "dc:modified"),
        tags=tuple(_tags(parts)),
        base=_joined(base, item),
        comments=_first(parts, "slash:comments", "thr:total"),
    )


def _is_permalink(guid: _Element) -> bool:
    """RSS 2.0: true unless said otherwise. Atom and RSS 1.0 ids are addresses more often than not, and count as such where no link is."""
    return guid.get("isPermaLink", "true").strip().lower() != "false"


def markup(element: _Element | None) -> str:
    """An element's content as HTML or plain text, whichever way the feed wrote it: escaped, CDATA or XHTML."""
    if element is None:
        return ""
    if len(element) == 0:
        return (element.text or "").strip()
    for child in element.iterdescendants(etree.Element):
        child.tag = etree.QName(child).localname
    inner = "".join(etree.tostring(child, encoding="unicode", method="html") for child in element)
    return (escape(element.text or "", quote=False) + inner).strip()


def _first(parts: Parts, *kinds: str) -> str:
    for name in kinds:
        for element in parts.get(name, ()):
            if text := markup(element):
                return text
    return ""


def _of_group(parts: Parts) -> str:
    """A film's own description, as in the feeds of video sites; outside a group it is a picture's caption."""
    return next((text for group in parts.get("media:group", ()) if (text := _first(_parts(group), "media:description"))), "")


def _longest(parts: Parts, *kinds: str) -> str:
    return max(_texts(parts, *kinds), key=len, default="")


def _texts(parts: Parts, *kinds: str) -> Iterator[str]:
    return (markup(element) for name in kinds for element in parts.get(name, ()))


def _link(links: Iterable[_Element]) -> str:
    """RSS writes the address as text, Atom as href; of several Atom links the alternate, HTML before others."""
    ranked: list[tuple[int, str]] = []
    for link in links:
        href, rel = link.get("href", "").strip(), link.get("rel", "alternate").lower()
        if href and rel == "alternate":
            ranked.append((1 if "html" in link.get("type", "html") else 2, href))
        elif not href and (text := markup(link)):
            ranked.append((0, text))
    return min(ranked, key=lambda found: found[0], default=(0, ""))[1]


def _authors(parts: Parts) -> Iterator[str]:
    named = [*parts.get("dc:creator", ()), *parts.get("author", ())] or parts.get("itunes:author", [])
    for element in named:
        name = next((child for child in element if kind(child.tag) in {"name", "itunes:name"}), None)
        yield markup(name if name is not None else element) if name is not None or len(element) == 0 else ""


def _tags(parts: Parts) -> Iterator[str]:
    for element in (*parts.get("category", ()), *parts.get("dc:subject", ())):
        yield element.get("label") or element.get("term") or markup(element)
    for element in (*parts.get("itunes:keywords", ()), *parts.get("media:keywords", ())):
        yield from markup(element)[:MAX_KEYWORDS].split(",")


def _enclosures(parts: Parts) -> Iterator[Media]:
    for element in parts.get("enclosure", ()):
        yield Media(element.get("url", ""), element.get("type", ""), element.get("length", "").strip())
    for element in parts.get("link", ()):
        if element.get("rel", "").lower() == "enclosure":
            yield Media(element.get("href", ""), element.get("type", ""), element.get("length", "").strip())


def _media(item: _Element) -> Iterator[tuple[Media, int]]:
    """Each media:content with its width, 0 where none is given; caption and credit may stand in it, its group or the item."""
    told: dict[tuple[_Element, str], str] = {}  # read once, since a group and the item hold many media
    for element in item.iter(*_CONTENTS):
        if kind(element.tag) == "media:content" and element.get("url"):
            type_ = element.get("type", "") or element.get("medium", "")
            caption, credit = (_around(element, item, name, told) for name in ("media:description", "media:credit"))
            one = Media(element.get("url", ""), type_, element.get("fileSize", ""), caption, credit)
            yield one, _number(element.get("width", ""))


def _around(element: _Element, item: _Element, name: str, told: dict[tuple[_Element, str], str]) -> str:
    """The nearest such child of the element or of what holds it, no further out than the item."""
    at: _Element | None = element
    for _ in range(_HOLDERS):
        if at is None:
            break
        if (at, name) not in told:
            told[at, name] = _first(_parts(at), name)
        if found := told[at, name]:
            return found
        at = None if at is item else at.getparent()
    return ""


def _pictures(media: list[tuple[Media, int]]) -> Iterator[Media]:
    """The widest copy first: publishers list one picture in several sizes."""
    pictures = [(one, width) for one, width in media if one.is_picture or one.type == ""]
    return (one for one, _ in sorted(pictures, key=lambda found: -found[1]))


def _plain_pictures(parts: Parts) -> Iterator[Media]:
    caption, credit = _first(parts, "media:description"), _first(parts, "media:credit")
    thumbnails = [*parts.get("media:thumbnail", ())]
    for group in (*parts.get("media:group", ()), *parts.get("media:content", ())):
        thumbnails += [child for child in group if kind(child.tag) == "media:thumbnail"]
    for element in sorted(thumbnails[:MAX_MEDIA], key=lambda found: -_number(found.get("width", ""))):
        yield Media(element.get("url", "") or markup(element), "image", "", caption, credit)
    for element in (*parts.get("itunes:image", ()), *parts.get("image", ()))[:MAX_MEDIA]:
        address = next((child for child in element if kind(child.tag) == "url"), element)
        yield Media(element.get("href", "") or element.get("url", "") or markup(address), "image", "", caption, credit)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _inherited(element: _Element, name: str) -> str:
    holders = (element, *element.iterancestors())
    return next((value for holder in holders if (value := _stated(holder, name, _MAX_LANGUAGE))), "")


def _stated(element: _Element, name: str, limit: int) -> str:
    """The element's own xml:lang or xml:base; "" for one of more than ``limit`` characters, which is none."""
    value = element.get(_XML + name, "")
    return value if len(value) <= limit else ""


def _base(element: _Element) -> str:
    """xml:base of the element and what holds it, resolved outwards in; "" where none is declared (XML Base, section 3)."""
    base = ""
    for holder in reversed((element, *element.iterancestors())):
        base = _joined(base, holder)
    return base


def _joined(base: str, element: _Element) -> str:
    stated = _stated(element, "base", _MAX_BASE)
    return urljoin(base, stated) if stated and len(base) <= _MAX_BASE else base
