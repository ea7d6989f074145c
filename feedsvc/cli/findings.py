"""What a page gave, as JSON and for the eye."""

from __future__ import annotations

import json
import os
from itertools import islice
from typing import TYPE_CHECKING, Any

from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from rich.console import RenderableType

    from feedsvc.model import Box, Draft, Harvest

FIRST = 5  # entries shown of each list
PREVIEW = 700  # characters shown of an article's text
WIDE = 140  # columns where nobody says how wide the page is (a pipe, a file)

_ARTICLE_KINDS = {"page", "document"}  # what holds one article; the drafts of all others are a list


def as_json(harvest: Harvest, url: str) -> dict[str, Any]:
    """What was found, in the form that ``--json`` prints. Times are ISO 8601 in UTC."""
    article = _article(harvest)
    return {
        "url": url,
        "article": _article_json(article) if article else None,
        "boxes": [_box_json(box) for box in harvest.boxes],
        "listing": [{"url": draft.url, "title": draft.title, "published": _moment(draft.published)} for draft in _listing(harvest)],
        "feeds": [link.url for link in harvest.feeds],
        "sitemaps": [*harvest.sitemaps, *(child.url for child in harvest.children)],
    }


def _article(harvest: Harvest) -> Draft | None:
    return next(iter(harvest.drafts), None) if harvest.kind in _ARTICLE_KINDS else None


def _listing(harvest: Harvest) -> tuple[Draft, ...]:
    return harvest.listing if harvest.kind in _ARTICLE_KINDS else (*harvest.drafts, *harvest.listing)


def _article_json(draft: Draft) -> dict[str, Any]:
    image = draft.image
    return {
        "title": draft.title,
        "authors": list(draft.authors),
        "published": _moment(draft.published),
        "modified": _moment(draft.modified),
        "image": (image.url or None) if image else None,
        "caption": image.caption if image else "",
        "language": draft.language,
        "section": draft.section,
        "text": _plain(draft),
        "html": draft.content_html,
    }


def _box_json(box: Box) -> dict[str, Any]:
    urls, titles = [item.url for item in box.items], [item.title for item in box.items]
    return {"kind": box.kind, "heading": box.heading, "tab": box.tab, "urls": urls, "titles": titles}


def _moment(value: datetime | None) -> str | None:
    return value.isoformat() if value else None


def _plain(draft: Draft) -> str:
    """The text, a paragraph a line."""
    from feedsvc.text.html import to_paragraphs  # loads lxml, which the printing of a whole batch needs, and --help does not

    return "\n".join(to_paragraphs(draft.content_html))


def line(found: dict[str, Any]) -> str:
    return json.dumps(found, ensure_ascii=False)


def show(harvest: Harvest, url: str) -> None:
    """Print what was found, and what it was found by, for a reader at a terminal."""
    console = Console(highlight=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = WIDE
    console.print(Group(*_parts(harvest, url)))


def _parts(harvest: Harvest, url: str) -> Iterator[RenderableType]:
    title = f", “{harvest.title}”" if harvest.title else ""
    yield Text(f"{url}\nread as a {harvest.kind}{title}", style="bold")
    article = _article(harvest)
    if article:
        yield from _section("Article", [_fields(article), Text(_preview(_plain(article)), style="dim")])
    elif harvest.kind in _ARTICLE_KINDS:
        yield from _section("No article", [])
    for box in harvest.boxes:
        items = _numbered(((item.title, item.url) for item in box.items), len(box.items))
        yield from _section(_box_name(box), [Text(_why(box), style="dim"), items])
    listing = _listing(harvest)
    if harvest.kind == "page":
        yield Text(f"\n{_why_listed(harvest)}", style="dim")
    if listing:
        yield from _section(
            f"{_many(len(listing), 'article')} listed", [_numbered(((_dated(draft), draft.url) for draft in listing), len(listing))]
        )
    yield from _links(harvest)
    for sentence in islice(harvest.skipped, FIRST):
        yield Text(f"\n{sentence}", style="yellow")


def _section(name: str, parts: list[RenderableType]) -> Iterator[RenderableType]:
    yield Text(f"\n{name}", style="bold cyan")
    for part in parts:
        yield Padding(part, (0, 0, 0, 2))


def _fields(article: Draft) -> Table:
    image = article.image
    values = {
        "title": article.title,
        "address": article.url,
        "authors": ", ".join(article.authors),
        "published": _moment(article.published),
        "modified": _moment(article.modified),
        "image": image.url if image else "",
        "caption": image.caption if image else "",
        "credit": image.credit if image else "",
        "language": article.language,
        "section": article.section,
        "tags": ", ".join(article.tags),
        "summary": article.summary,
    }
    return _grid((name, value or "–") for name, value in values.items())


def _preview(text: str) -> str:
    return text if len(text) <= PREVIEW else f"{text[:PREVIEW]} … ({len(text):,} characters in all)"


def _box_name(box: Box) -> str:
    tab = f", tab “{box.tab}”" if box.tab else ""
    return f"Box of {box.kind} articles, {_many(len(box.items), 'item')}: it is headed “{box.heading}”{tab}"


def _why(box: Box) -> str:
    """Why the list was taken for one of popular or of new articles, in one line."""
    from feedsvc.sources.headings import evidence  # loads the lexicon, which --help does not need

    if box.why:
        return f"taken as {box.kind}: {box.why}"
    words, languages = evidence(box.heading)
    return f"taken as {box.kind}: its heading says “{words}”{f' ({languages})' if languages else ''}"


def _why_listed(harvest: Harvest) -> str:
    """Why the page is taken for a list of articles, or not, in one line."""
    listed = harvest.listing
    if not listed and _article(harvest):
        return "Listing: none was looked for, since the page is an article."
    if not listed:
        return (
            "Listing: none found; fewer than 3 links to articles of this site outside of navigation, footer and popular boxes "
            "have a headline and enough beside it (a heading, a time, a teaser, a picture, an article's address, others of the same make)."
        )
    signs = {
        "a time": sum(draft.published is not None for draft in listed),
        "a teaser": sum(bool(draft.summary) for draft in listed),
        "a picture": sum(draft.image is not None for draft in listed),
    }
    with_signs = ", ".join(f"{count} with {name}" for name, count in signs.items())
    return f"Listing: {_many(len(listed), 'link')} to articles of this site outside of navigation, footer and popular boxes; {with_signs}."


def _dated(draft: Draft) -> str:
    return f"{draft.published:%Y-%m-%d %H:%M}  {draft.title}" if draft.published else draft.title


def _links(harvest: Harvest) -> Iterator[RenderableType]:
    groups = (
        ("feed", [(link.title or link.type, link.url) for link in harvest.feeds]),
        ("sitemap", [("", url) for url in harvest.sitemaps]),
        ("sitemap in this index", [("", child.url) for child in harvest.children]),
        ("section", [(link.title, link.url) for link in harvest.sections]),
    )
    for name, links in groups:
        if links:
            yield from _section(_many(len(links), name), [_numbered(links, len(links))])


def _numbered(entries: Iterable[tuple[str, str | None]], count: int) -> Table:
    rows = [(f"{number}.", _entry(*entry)) for number, entry in enumerate(islice(entries, FIRST), 1)]
    return _grid(rows + ([("", f"and {count - FIRST} more")] if count > FIRST else []))


def _entry(title: str, url: str | None) -> str:
    return f"{title}\n{url}" if title and url else title or url or "–"


def _grid(rows: Iterable[tuple[str, str]]) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in rows:
        table.add_row(Text(name), Text(value))
    return table


def _many(count: int, name: str) -> str:
    first, _, rest = name.partition(" ")
    return f"{count} {first}{'' if count == 1 else 's'}{' ' + rest if rest else ''}"
