"""FeedSpec -> Edition: RSS and Atom by feedgen, JSON Feed, OPML; the only room that imports feedgen.

spec.py     what a feed address asks for
selection.py  what a feed of trends holds, by its parameters
build.py    articles or trends -> a document: ids, dates, order, links and texts, the same for every format
xml.py      the document as RSS 2.0 and Atom 1.0;  json.py as JSON Feed 1.1
opml.py     every feed there is, for import into a reader
edition.py  the finished bytes, kept until their list changes;  watch.py tells when that is
"""

from feedsvc.feeds.build import MONTHS
from feedsvc.feeds.edition import Edition, Editions
from feedsvc.feeds.opml import opml
from feedsvc.feeds.selection import select
from feedsvc.feeds.spec import DEFAULT_LIMIT, MAX_LIMIT, MAX_PER_DAY, MAX_SOURCES, NAMES, PATHS, FeedSpec, Format, Sort, parse

__all__ = [
    "DEFAULT_LIMIT",
    "MAX_LIMIT",
    "MAX_PER_DAY",
    "MAX_SOURCES",
    "MONTHS",
    "NAMES",
    "PATHS",
    "Edition",
    "Editions",
    "FeedSpec",
    "Format",
    "Sort",
    "opml",
    "parse",
    "select",
]
