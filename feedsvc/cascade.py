"""How fast do events come in, now? Pure: decayed counters at four time scales, and the rate they foresee.

Events are whatever readers do with an article: views, votes, comments. Four counters with half-lives of 6 minutes, 30 minutes, 1 and 3
hours lose their halves as time passes, so an event costs the same however many came before. The rate is told first by the slowest, which
has the most to go by, and corrected by each faster one as far as its own count bears it out (a gamma prior worth ``TRUST`` events): a site
with ten thousand clicks an hour is followed by the minute, one with ten by the hour, without a setting.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

HALF_LIVES = (0.1, 0.5, 1.0, 3.0)  # hours; two or four times apart, so that each tells something that its neighbours do not
TRUST = 4.0  # events that a counter must have to weigh as much as all slower ones; from 2 to 6 the score moves by .004
PRIOR_EVENTS, PRIOR_HOURS = 0.04, 2.0  # what is known before the first event: 0.02 an hour, and that weighs like two hours of looking
YOUNGEST = 1 / 12  # hours: below five minutes of age two clicks would be a flood
# Interest fades: of two articles with the same rate now the younger one has more to come. From .05 to .2 the score moves by .0035, and
# above .15 the busiest sites lose.
AGEING = 0.1

Sums = tuple[float, float, float, float]  # one for each of HALF_LIVES

_LN2 = math.log(2)
_SCALES = tuple(half / _LN2 for half in HALF_LIVES)


@dataclass(frozen=True, slots=True)
class Cascade:
    """Decayed counters of one article, as they stood ``at``: unix seconds of its last event."""

    at: float
    sums: Sums


@dataclass(frozen=True, slots=True)
class Counted:
    """What readers did with one article, of one kind."""

    article: UUID
    kind: str  # "views", as readers made them; "comments", "likes", "shares" and "views told", as its source counts them
    cascade: Cascade
    total: float  # ever
    born: float  # unix seconds: when the article was published, or first seen
    visitors: int = 0  # distinct, of views in the last three hours
    networks: int = 0  # the same of the networks they came from
    last_hour: float = 0.0  # views
    usual: float = 0.0  # views an hour, the mean since it was born or of the last week
    publisher: str = ""  # whose article it is


def order(known: Cascade, scale: int) -> float:
    """Where the counter of that scale (0 is the fastest) stands among those of other articles, greater is more, now and at any later time.

    Counters of one half-life fade alike, so the order of two changes with an event only: log2 of what the counter would have been at the
    epoch (forward decay; Cormode and others 2009).
    """
    return math.log2(max(known.sums[scale], 1e-9)) + known.at / 3600 / HALF_LIVES[scale]


def event(known: Cascade | None, at: float, weight: float = 1.0) -> Cascade:
    """The counters with ``weight`` more events at once. One that comes late counts as if it came at the last."""
    if known is None:
        return Cascade(at, (weight, weight, weight, weight))
    a, b, c, d = known.sums
    hours = (at - known.at) / 3600
    if hours <= 0:
        return Cascade(known.at, (a + weight, b + weight, c + weight, d + weight))
    # 2^(-hours/h) for h = 3, 1, 0.5 and 0.1 hours: each is a power of the one before, and one exponential is enough.
    slow = 2.0 ** (-hours / 3)
    hour = slow * slow * slow
    half = hour * hour
    fast = half**5
    return Cascade(at, (a * fast + weight, b * half + weight, c * hour + weight, d * slow + weight))


def joined(one: Cascade, other: Cascade) -> Cascade:
    """The counters of all the events of both, exactly, whichever of them came first: each is decayed to the time of the later."""
    early, late = sorted((one, other), key=lambda counters: counters.at)
    return Cascade(late.at, _added(event(early, late.at, 0.0).sums, late.sums))


def _added(one: Sums, other: Sums) -> Sums:
    (a, b, c, d), (e, f, g, h) = one, other
    return a + e, b + f, c + g, d + h


def arrived(known: Cascade | None, since: float, until: float, weight: float) -> Cascade:
    """The counters with ``weight`` events that came some time between two looks: evenly, since nothing else is known.

    A count that jumps by 60 from one half-hourly look to the next is no flood of this minute.
    """
    hours = (until - since) / 3600
    if hours <= 0:
        return event(known, until, weight)
    decayed = event(known, until, 0.0).sums if known is not None else (0.0, 0.0, 0.0, 0.0)
    pace = weight / hours
    a, b, c, d = (sum_ + pace * scale * (1.0 - math.exp(-hours / scale)) for sum_, scale in zip(decayed, _SCALES, strict=True))
    return Cascade(until, (a, b, c, d))


def rate(known: Cascade, born: float, now: float) -> float:
    """Events an hour that are to be expected of an article born at ``born``, less what its age takes off; unix seconds.

    Without a new event it only ever falls, so one worked out earlier is an upper bound of the one of now.
    """
    age = max((now - born) / 3600, YOUNGEST)
    hours = max(0.0, now - known.at) / 3600
    a, b, c, d = known.sums
    slow, aged = 2.0 ** (-hours / 3), 2.0 ** (-age / 3)
    hour, aged_hour = slow * slow * slow, aged * aged * aged
    half, aged_half = hour * hour, aged_hour * aged_hour
    fast, aged_fast = half**5, aged_half**5
    looked = _SCALES
    found = (d * slow + PRIOR_EVENTS) / (looked[3] * (1 - aged) + PRIOR_HOURS)
    found *= (c * hour + TRUST) / (found * looked[2] * (1 - aged_hour) + TRUST)
    found *= (b * half + TRUST) / (found * looked[1] * (1 - aged_half) + TRUST)
    found *= (a * fast + TRUST) / (found * looked[0] * (1 - aged_fast) + TRUST)
    return float(found * math.pow(1.0 + age, -AGEING))
