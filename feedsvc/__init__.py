"""feedsvc turns news sites into feeds that people subscribe to. The map, from the outside in:

config/       config/*.toml and FEEDSVC_... variables -> frozen settings
sources/      bytes from outside -> a Harvest of drafts and boxes: fetch, feed, page, listing, sitemap, document, discover; workers read
text/         cleaning, pure: characters, titles, URLs, dates, HTML, languages
ingest/       one source, one poll, one transaction; the articles behind headlines; what discovery found becomes sources
matching.py   which stored article is this draft, and what changes (pure)
filing.py     which sections an article is in (pure)
policy.py     when to poll next (pure)
store/        the only room that imports SQLAlchemy: articles, sources, pages, history, signals, trends, revisions, leases
ranking.py    signals -> Trending lists
trending.py   scores, ranks and their reasons (pure)
feeds/        FeedSpec -> Edition: RSS and Atom by feedgen, JSON Feed, OPML
web/          Flask: feeds and pages
schedule.py   the alarm clock (APScheduler)
supervise/    web and scheduler side by side as processes
cli/          the command line
"""

__version__ = "0.1.0"
