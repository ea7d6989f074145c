"""When to poll a source next? Pure: what the poll found in, an interval out.

The first form: between bounds, a poll that found something shortens the interval and one that found nothing lengthens it. Failures wait
twice as long each time. What the operator or the server asked for stands above all of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

FIRST = timedelta(minutes=15)  # for a source that nothing is known of
SHORTER, LONGER = 0.6, 1.3  # four quiet polls make up for two with news: steady sources settle where about half the polls find something
JITTER = 0.1  # sources added together must not be polled together for ever
LONGEST_WISH = timedelta(days=1)  # of a server's Retry-After: a typing error there must not silence a source for a year
MOST_DOUBLINGS = 10


@dataclass(frozen=True, slots=True)
class Bounds:
    shortest: timedelta
    longest: timedelta


@dataclass(frozen=True, slots=True)
class Plan:
    wait: timedelta  # from the poll to the next one
    pace: timedelta  # to be remembered for the next decision


def plan(
    found: Literal["new", "unchanged", "failed"],
    *,
    bounds: Bounds,
    pace: timedelta | None = None,
    interval: timedelta | None = None,
    failures: int = 0,
    retry_after: timedelta | None = None,
    chance: float = 0.5,
) -> Plan:
    """The wait until the next poll.

    ``pace`` is what was chosen last, ``interval`` the operator's wish, ``failures`` how many polls failed in a row with this one,
    ``chance`` an even random number in [0, 1) that spreads the wait by a tenth either way.
    """
    chosen = interval if interval is not None else _pace(found, pace, bounds)
    wait = chosen * 2 ** min(failures - 1, MOST_DOUBLINGS) if found == "failed" and failures > 0 else chosen
    wait = max(chosen, min(wait, bounds.longest)) * (1 - JITTER + 2 * JITTER * chance)
    if retry_after is not None:
        wait = max(wait, min(retry_after, LONGEST_WISH))
    return Plan(wait, chosen)


def _pace(found: Literal["new", "unchanged", "failed"], pace: timedelta | None, bounds: Bounds) -> timedelta:
    factor = {"new": SHORTER, "unchanged": LONGER, "failed": 1.0}[found]
    chosen = FIRST if pace is None else pace * factor
    return min(max(chosen, bounds.shortest), bounds.longest)
