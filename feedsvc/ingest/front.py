"""What the editors of a site put first: the places on its front page, which speak for a story as a list of popular articles does."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from feedsvc.store.signals import Listing
from feedsvc.text.language import registered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feedsvc.matching import State
    from feedsvc.model import Harvest, Source

PLACES = 10  # further down hardly anything is read there (trending.list_vote counts no more either)
LOOKED_AT = 20  # articles by whose dates it is told whether a page is in order of time
DATED = 4  # of them whose dates must be known
IN_ORDER = 0.8  # of the neighbours among them of which the first is not the older one, from which the page is a stream
# "/", "/id/", "/index.html"
_HOME = re.compile(r"/?(?:(?P<language>[a-z]{2})(?:[-_][a-z]{2})?/?)?(?:(?:index|home|default)\.\w{2,5})?", re.IGNORECASE)


def front_page(source: Source, harvest: Harvest, states: Sequence[State]) -> Listing | None:
    """The first places of a home page, from ``states``, its articles in its order; None for any other page.

    A page on which the newest article always comes first says nothing but what is new, and neither does one whose articles' dates are
    not known yet.
    """
    home = _HOME.fullmatch(urlsplit(source.location).path)
    if harvest.kind != "page" or home is None or (home["language"] and not registered(home["language"])):
        return None
    dates = [state.published_at for state in states[:LOOKED_AT] if state.dated]
    if len(dates) < DATED:
        return None
    in_order = sum(one >= other for one, other in pairwise(dates))
    if in_order >= IN_ORDER * (len(dates) - 1):
        return None
    return Listing("", tuple(state.id for state in states[:PLACES]), "place")
