"""RSS 0.9x to 2.0, Atom 0.3 and 1.0, JSON Feed 1.0 and 1.1 -> Harvest.

Well-formed XML is read from its lxml tree by us (feed_xml): fastfeedparser, the fast parser at hand, hides the date strings (and reads
"WIB" as UTC), puts ``updated`` where a feed has no ``published``, and drops inherited languages and bases. What only breaks the rules of
characters and entities ("AT&T", "&nbsp;", control characters, junk before the declaration) is mended first, which loses nothing;
what is still broken goes to feedparser (feed_loose). No document type is ever read, so no entity expands.
"""

from __future__ import annotations

import re
from html import escape
from html.entities import html5
from typing import TYPE_CHECKING

from lxml import etree

from feedsvc.errors import SourceUnreadable
from feedsvc.model import Harvest, Rules
from feedsvc.sources.charset import decode
from feedsvc.sources.entries import MAX_BODIES, Channel, Entry, Setting, bounded, draft, headline, settled, size
from feedsvc.sources.feed_json import read_json
from feedsvc.sources.feed_loose import read_loose
from feedsvc.sources.feed_xml import kind, read_tree
from feedsvc.text import chars, urls, zones
from feedsvc.text.language import primary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from lxml.etree import _Element

    from feedsvc.model import Draft, Fetched

NO_RULES = Rules()

_START = re.compile(r"<(?:\?xml\b|rss\b|feed\b|rdf:rdf\b|\w{1,20}:feed\b)", re.IGNORECASE)
_HTML_START = re.compile(r"\s*(?:<!--[^>]{0,2000}>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>", re.IGNORECASE)
_DOCTYPE = re.compile(r"(?:\s|<\?[^>]{0,2000}>|<!--[^>]{0,2000}-->)*<!DOCTYPE\b[^\[>]{0,2000}", re.IGNORECASE)
_SUBSET_END = re.compile(r"\]\s*>")
# All but what XML knows: its five names, and numbers of four digits that are no control's.
_AMPERSAND = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos|#[1-9]\d{3});)(?:(?:(?P<number>#\d{1,7}|#[xX][0-9a-fA-F]{1,6})|(?P<name>[a-zA-Z][a-zA-Z0-9]{1,30}));)?"
)
_OTHER_ROOTS = {
    "html": "an HTML page",
    "urlset": "a sitemap",
    "sitemapindex": "a sitemap index",
    "opml": "an OPML list",
    "svg": "an SVG picture",
}


def read_feed(
    fetched: Fetched,
    *,
    now: datetime,
    language: str = "",
    max_items: int = 500,
    zone: str = "",
    rules: Rules = NO_RULES,  # noqa: ARG001 - every reader takes the same; these are for pages
) -> Harvest:
    """What the feed says, its first ``max_items`` items as drafts in its own order.

    ``language`` is the operator's word and counts where the feed has none; ``zone`` is the IANA time zone of dates that name none.
    Raises SourceUnreadable when the bytes are no feed.
    """
    channel = read_channel(fetched, max_items)
    homepage = urls.canonical(channel.homepage, fetched.url)
    tag = channel.language if primary(channel.language) else language
    setting = Setting(homepage or fetched.url, now, primary(tag), tag, zones.home(zone))
    skipped: list[str] = []
    drafts = tuple(_drafts(channel.entries, setting, skipped))
    return Harvest(
        kind="feed",
        title=headline(channel.title),
        homepage=homepage,
        language=setting.language,
        drafts=settled(drafts, homepage),
        skipped=tuple(skipped),
    )


def _drafts(entries: tuple[Entry, ...], setting: Setting, skipped: list[str]) -> Iterator[Draft]:
    """One broken item costs itself and a sentence, never the feed; once the texts are too many, items keep their summary only."""
    room = MAX_BODIES
    for number, entry in enumerate(entries, 1):
        try:
            taken = bounded(entry, room)
            room -= size(taken.summary) + size(taken.content)
            found = draft(taken, setting)
        except (ValueError, LookupError, ArithmeticError, etree.LxmlError) as error:
            skipped.append(f"Item {number} could not be read ({error}).")
            continue
        if found is None:
            skipped.append(f"Item {number} has neither a title nor a text.")
        else:
            yield found


def read_channel(fetched: Fetched, max_items: int) -> Channel:
    """The feed as written, its first ``max_items`` items in its order. Raises SourceUnreadable when the bytes are no feed."""
    text = decode(fetched.body, fetched.content_type).lstrip("\ufeff").strip()
    if not text:
        raise _unreadable(fetched, "an empty body")
    if _HTML_START.match(text):
        raise _unreadable(fetched, "an HTML page")
    if text[0] in "{[":
        return read_json(text, max_items) or _fail(fetched, "JSON that is no JSON Feed")
    root = None if _DOCTYPE.match(text) else _tree(text)
    if root is None:
        text = _mended(text)
        root = _tree(text)
    if root is not None:
        return read_tree(root, max_items) or _fail(fetched, _named(root))
    try:
        channel = read_loose(text, max_items) or _fail(fetched, "text in which no feed can be recognised")
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError) as error:
        raise _unreadable(fetched, f"a document broken beyond reading ({error})") from error
    if not channel.entries:  # one that is empty is well-formed as a rule; this one may hold news that nobody can read
        raise _unreadable(fetched, "broken XML in which no item can be found")
    return channel


def _fail(fetched: Fetched, what: str) -> Channel:
    raise _unreadable(fetched, what)


def _unreadable(fetched: Fetched, what: str) -> SourceUnreadable:
    way_out = 'give the address of the feed itself, or kind = "page" to read a page.' if "page" in what else "check the address."
    return SourceUnreadable(f"{fetched.url} answered with {what} instead of a feed; {way_out}")


def _named(root: _Element) -> str:
    name = kind(str(root.tag)) or etree.QName(root).localname.lower()
    name = name.rpartition(":")[2]
    return _OTHER_ROOTS.get(name, f"an XML document (<{chars.clean(name)[:40]}>)")


def _tree(text: str) -> _Element | None:
    """The root of a well-formed document without a document type; None for anything else."""
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        collect_ids=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(text.encode(errors="replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _mended(text: str) -> str:
    """The document from its start, with valid characters only, without its type, its references such as XML knows them."""
    start = _START.search(text)
    text = chars.valid(text[start.start() :] if start else text)
    declaration = _DECLARATION.match(text)
    text = _without_type(text[declaration.end() :] if declaration else text)
    return "".join(piece if piece.startswith("<![CDATA[") else _AMPERSAND.sub(_reference, piece) for piece in _pieces(text))


def _without_type(text: str) -> str:
    """Without the document type and the entities it declares, so that none can expand."""
    match = _DOCTYPE.match(text)
    if not match:
        return text
    end = _SUBSET_END.search(text, match.end()) if text.startswith("[", match.end()) else None
    return text[end.end() :] if end else text[match.end() :].lstrip(">")


def _pieces(text: str) -> Iterator[str]:
    """CDATA sections, in which "&" means itself, and what stands between them."""
    at = 0
    while (start := text.find("<![CDATA[", at)) >= 0 and (end := text.find("]]>", start)) >= 0:
        yield text[at:start]
        yield text[start : end + 3]
        at = end + 3
    yield text[at:]


def _reference(match: re.Match[str]) -> str:
    name = match["name"] or ""
    if match["number"]:
        return match[0] if _is_character(match["number"]) else ""
    return escape(html5.get(f"{name};", match[0]))


def _is_character(number: str) -> bool:
    code = int(number[2:], 16) if number[1] in "xX" else int(number[1:])
    return code <= 0x10FFFF and bool(chars.valid(chr(code)))
