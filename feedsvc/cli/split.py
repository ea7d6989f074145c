"""``feedsvc split``: an article that stands in the wrong story."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from uuid import UUID

import click

from feedsvc import config
from feedsvc.errors import FeedsvcError

if TYPE_CHECKING:
    from pathlib import Path

    from feedsvc.model import Article
    from feedsvc.store import Unit


@click.command()
@click.argument("article", metavar="ARTICLE")
@click.pass_obj
def split(path: Path | None, article: str) -> None:
    """Take ARTICLE out of its story for good: it is a story of its own from now on.

    ARTICLE is the article's web address, that of its page here (/story/...), or its id.
    """
    from feedsvc import ingest
    from feedsvc.store import Store

    settings = config.load(path)
    with closing(Store.open(settings.store.url)) as store:
        ingest.prepare(store, settings, datetime.now(UTC))
        with store.write(alone=True) as unit:
            found = find(unit, article)
            parted = unit.stories.split(found.id)
    title = f'"{found.title}" ({found.source.title})'
    if parted:
        others = "the other article" if parted == 1 else f"the {parted} other articles"
        click.echo(f"split {title} from {others} of its story; it is a story of its own from now on.")
    else:
        click.echo(f"{title} is a story of its own already.")


def find(unit: Unit, given: str) -> Article:
    """Raises FeedsvcError when there is no such article."""
    for article in _meant(unit, given):
        if (found := unit.articles.get(article)) is not None:
            return found
    raise FeedsvcError(f'there is no article "{given}" here; give its web address, or the address of its page on this site.')


def _meant(unit: Unit, given: str) -> list[UUID]:
    """The articles that this may mean, the likeliest first."""
    from feedsvc.text import urls

    last = urlsplit(given).path.rstrip("/").rpartition("/")[2] if _is_address(given) else given
    try:
        return [UUID(last)]
    except ValueError:
        names = dict.fromkeys(name for name in (given, urls.canonical(given), urls.key(given)) if name)
    return [state.id for name in names for state in unit.articles.states([name], [], [], datetime.now(UTC))]


def _is_address(given: str) -> bool:
    return "/" in given
