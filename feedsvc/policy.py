"""When to poll a source next? Pure: what this poll found in, a wait out.

**What a poll is worth.** Articles wait for the next poll, and a poll costs the site and us something. WORTH says how much waiting one poll
may save: the next poll is due when the articles expected by then will have waited for that long, all their waits together. At a steady
rate r of articles that is after sqrt(2 WORTH / r), which no other spacing beats for the sum of both costs; where the rate changes with the
hour it stays within a few hundredths of the best timetable. So a source four times as busy is polled twice as often: more often than that
would bring each of its polls less. (Cho and Garcia-Molina, "Effective page refresh policies for web crawlers", 2003; Sia, Cho and Cho,
"Efficient monitoring algorithm for fast news alerts", 2007.)

**What rate to expect.** The source's mean, corrected in turn by the hour of the day with its neighbours, the hour, the weekday and the last
days. Each correction is (articles seen + k) / (articles expected so far + k): with little seen it stays near 1, so a rare source keeps to
its mean and a busy one learns its mornings in a few days. All hours are UTC, since a source's zone is unknown; what was seen fades by half
in four weeks, so summer time and new habits are learnt.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

JITTER = 0.1  # sources added together must not be polled together for ever
LONGEST_WISH = timedelta(days=1)  # of a server's Retry-After: a typing error there must not silence a source for a year
MOST_DOUBLINGS = 10

# Hours and articles, as everything below.
WORTH = 1 / 6  # ten minutes of one article's waiting: 100 articles a day are polled every 17 minutes, one a day every 3 hours
FIRST = 0.5  # the wait for a source that nothing is known of
FIRST_SEEN = 0.5  # articles that this guess counts as: rates differ by factors of thousands, so the first real evidence must overrule it
FIRST_WATCHED = FIRST_SEEN * FIRST**2 / (2 * WORTH)  # hours that it counts as, so that the first wait is FIRST

FADING = 28 * 24.0  # half-life of what was seen
FULL_STRENGTH = 4.0  # k for hours: articles that a correction must have behind it to count for about half
DAYS_STRENGTH = 8.0  # k for weekdays: a source with one a day needs months to tell its Sundays, one with 20 a day needs two of them
NEIGHBOURS = 3  # hours to either side: newsrooms have shifts, and few articles show a shift where they cannot show an hour
RECENT = 72.0  # half-life of the last days: holidays, great events, a changed site
RECENT_STRENGTH = 10.0
PATIENCE = 4.0  # articles that may fail to come before silence itself is believed; then the rate is this many in the time of silence

LOST = 48.0  # after so long without a look a short list no longer shows all that came
MOST_AT_ONCE = 50  # articles that count of one poll: a site that changes all its addresses has not become busy
MOST_TEXT = 2000  # characters of a stored rhythm
_MOST = 1e7  # of any number in it
_VERSION = 1
_NUMBERS = 2 + 24 * 2 + 7 * 2 + 3
_HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class Bounds:
    shortest: timedelta
    longest: timedelta


@dataclass(frozen=True, slots=True)
class Plan:
    wait: timedelta  # from this poll to the next one
    pace: timedelta  # the wait without jitter, backoff and the server's wishes: what the source's rhythm alone asks for
    rhythm: str  # what was learnt, to be handed in again


def plan(
    found: Literal["new", "unchanged", "failed"],
    *,
    bounds: Bounds,
    now: datetime,
    rhythm: str = "",
    news: Sequence[datetime] = (),
    pace: timedelta | None,
    interval: timedelta | None,
    failures: int,
    retry_after: timedelta | None,
    fresh_for: timedelta | None = None,
    chance: float,
) -> Plan:
    """The wait until the next poll.

    ``news`` says when each article that this poll added came out (when it was first seen, where the source does not say), ``rhythm`` and
    ``pace`` are those of the last plan, ``interval`` is the operator's wish and stands above bounds and rhythm, ``failures`` counts the
    polls that failed in a row with this one, ``chance`` is an even random number in [0, 1) that spreads the wait by a tenth either way.
    ``retry_after`` and ``fresh_for`` are what the server asked for: never sooner, whoever wishes otherwise, but not for ever either.
    """
    learnt = Rhythm.read(rhythm)
    if found != "failed":
        learnt = learnt.watched_until(now.timestamp() / _HOUR, [each.timestamp() / _HOUR for each in news])
    chosen = interval if interval is not None else _pace(learnt, now, bounds, pace)
    wait = _jittered(_backed_off(chosen, failures, bounds) if found == "failed" else chosen, chance)
    if interval is None:
        wait = _within(wait, bounds)
    if fresh_for is not None:
        wait = max(wait, min(fresh_for, bounds.longest))
    if retry_after is not None:
        wait = max(wait, min(retry_after, LONGEST_WISH))
    return Plan(wait, chosen, learnt.text())


def _pace(learnt: Rhythm, now: datetime, bounds: Bounds, pace: timedelta | None) -> timedelta:
    if learnt.until is None and pace is not None:  # it has only failed so far
        return _within(pace, bounds)
    longest = bounds.longest.total_seconds() / _HOUR
    return _within(timedelta(hours=learnt.rate().wait(now.timestamp() / _HOUR, longest)), bounds)


def _backed_off(chosen: timedelta, failures: int, bounds: Bounds) -> timedelta:
    doublings = min(max(failures - 1, 0), MOST_DOUBLINGS)
    return max(chosen, min(chosen * (1 << doublings), bounds.longest))


def _jittered(wait: timedelta, chance: float) -> timedelta:
    return wait * (1 - JITTER + 2 * JITTER * chance)


def _within(wait: timedelta, bounds: Bounds) -> timedelta:
    return min(max(wait, bounds.shortest), bounds.longest)


@dataclass(frozen=True, slots=True)
class Rate:
    """Articles an hour, by the clock."""

    mean: float
    hours: tuple[float, ...]  # 24 factors by hour of the day
    days: tuple[float, ...]  # 7 factors by day, that of the epoch (a Thursday) first
    lately: float = 1.0  # factor of the last days

    def at(self, time: float) -> float:
        hour = math.floor(time)
        return self.mean * self.lately * self.hours[hour % 24] * self.days[hour // 24 % 7]

    def wait(self, now: float, longest: float) -> float:
        """Hours until the articles expected from ``now`` on will have waited for WORTH together; ``longest`` if that is later."""
        waiting = waited = 0.0  # articles expected by then, and the sum of their waits
        for start, length in _hours(now, now + longest):
            rate = self.at(start)
            after = waited + waiting * length + rate * length**2 / 2
            if after >= WORTH:
                missing = WORTH - waited  # = waiting x + rate x^2 / 2, solved in the form that bears a rate of nothing
                return start - now + 2 * missing / (waiting + math.sqrt(waiting**2 + 2 * rate * missing))
            waiting, waited = waiting + rate * length, after
        return longest


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What was seen of a source, each number faded by its age.

    Each poll shows all that came since the one before, however long that is, so polling less often teaches no less.
    """

    until: float | None = None  # watched until then, in hours since the epoch; None is not yet
    seen: tuple[float, ...] = (0.0,) * 24  # articles by hour of the day
    watched: tuple[float, ...] = (0.0,) * 24  # hours of watching by hour of the day
    seen_days: tuple[float, ...] = (0.0,) * 7
    watched_days: tuple[float, ...] = (0.0,) * 7
    recent: float = 0.0  # articles of the last days
    recent_due: float = 0.0  # and how many the rest expected of them
    silence: float = 0.0  # articles expected since the last one came

    @classmethod
    def read(cls, text: str) -> Rhythm:
        """A rhythm from its text; an empty one from any other text."""
        try:
            numbers = [float(each) for each in json.loads(text)] if len(text) <= MOST_TEXT else []
        except (ValueError, TypeError, OverflowError, RecursionError):
            return cls()
        if len(numbers) != _NUMBERS or numbers[0] != _VERSION or not all(0 <= each <= _MOST for each in numbers):
            return cls()
        until, *rest, recent, recent_due, silence = numbers[1:]
        return cls(until, tuple(rest[:24]), tuple(rest[24:48]), tuple(rest[48:55]), tuple(rest[55:]), recent, recent_due, silence)

    def text(self) -> str:
        """A JSON array: the version of this form and then every number in the order of the fields; "" when nothing was seen yet."""
        if self.until is None:
            return ""
        numbers = (self.until, *self.seen, *self.watched, *self.seen_days, *self.watched_days, self.recent, self.recent_due, self.silence)
        return f"[{_VERSION}," + ",".join([f"{each:.4f}" for each in numbers]) + "]"

    def rate(self) -> Rate:
        rate = self._lasting()
        lately = (self.recent + RECENT_STRENGTH) / (self.recent_due + RECENT_STRENGTH)
        return replace(rate, lately=lately * min(1.0, PATIENCE / max(self.silence, PATIENCE)))

    def _lasting(self) -> Rate:
        """The rate without the last days."""
        mean = (sum(self.seen) + FIRST_SEEN) / (sum(self.watched) + FIRST_WATCHED)
        shifts = _corrections(_around(self.seen), [mean * each for each in _around(self.watched)], FULL_STRENGTH)
        hours = _corrections(self.seen, [mean * each * shift for each, shift in zip(self.watched, shifts, strict=True)], FULL_STRENGTH)
        days = _corrections(self.seen_days, [mean * each for each in self.watched_days], DAYS_STRENGTH)
        return Rate(mean, tuple(a * b for a, b in zip(shifts, hours, strict=True)), tuple(days))

    def watched_until(self, now: float, news: Sequence[float]) -> Rhythm:
        """The rhythm after a poll at ``now`` that brought ``news``."""
        begin, came = self._window(now, sorted(news))
        if begin >= now:
            return replace(self, until=now)
        hours = list(_came_by_hour(begin, now, came, MOST_AT_ONCE if begin == self.until else math.inf))
        fresh = self._with(hours, 0.5 ** ((now - (self.until or begin)) / FADING), now)
        rate = fresh._lasting()
        due = [rate.at(start) * length for start, length, _ in hours]
        ages = [0.5 ** ((now - start) / RECENT) for start, _, _ in hours]
        faded = 0.5 ** ((now - (self.until or begin)) / RECENT)
        return replace(
            fresh,
            recent=self.recent * faded + sum(articles * age for (_, _, articles), age in zip(hours, ages, strict=True)),
            recent_due=self.recent_due * faded + sum(each * age for each, age in zip(due, ages, strict=True)),
            silence=0.0 if came else self.silence + sum(due),
        )

    def _window(self, now: float, news: list[float]) -> tuple[float, list[float]]:
        """Since when this poll shows all that came, and what came since.

        A first poll shows the end of a list that began at some time: from its newer three quarters on, since a few entries at a list's foot
        are often from long before. Articles without a date carry the time of the poll there and tell nothing.
        """
        if self.until is not None and (now - self.until <= LOST or not news):
            return max(self.until, now - FADING), news
        dated = [each for each in news if each < now]
        begin = max(dated[len(dated) // 4] if dated else now, now - FADING, self.until or 0.0)
        return begin, [each for each in dated if each > begin]

    def _with(self, hours: Sequence[tuple[float, float, float]], fading: float, now: float) -> Rhythm:
        seen, watched = [fading * each for each in self.seen], [fading * each for each in self.watched]
        seen_days, watched_days = [fading * each for each in self.seen_days], [fading * each for each in self.watched_days]
        for start, length, articles in hours:
            hour, day = math.floor(start) % 24, math.floor(start) // 24 % 7
            watched[hour] += length
            watched_days[day] += length
            seen[hour] += articles
            seen_days[day] += articles
        return Rhythm(now, tuple(seen), tuple(watched), tuple(seen_days), tuple(watched_days))


def _corrections(seen: Sequence[float], expected: Sequence[float], strength: float) -> list[float]:
    return [(each + strength) / (due + strength) for each, due in zip(seen, expected, strict=True)]


def _around(hours: Sequence[float]) -> list[float]:
    """For each hour of the day the sum over it and its neighbours."""
    ring = (*hours[-NEIGHBOURS:], *hours, *hours[:NEIGHBOURS])
    return [sum(ring[hour : hour + 2 * NEIGHBOURS + 1]) for hour in range(24)]


def _hours(begin: float, end: float) -> Iterator[tuple[float, float]]:
    """The time from ``begin`` to ``end`` cut at full hours: (start, length)."""
    while begin < end:
        cut = min(math.floor(begin) + 1.0, end)
        yield begin, cut - begin
        begin = cut


def _came_by_hour(begin: float, end: float, came: Sequence[float], most: float) -> Iterator[tuple[float, float, float]]:
    """Each hour of the time watched with the articles that came in it, together ``most`` at most: (start, length, articles).

    An article dated before the time watched was not there at the last poll, whatever it says, and one dated at its end has no date:
    both came at some time in between.
    """
    weight = min(1.0, most / max(len(came), 1))
    inside = Counter(math.floor(each) for each in came if begin < each < end)
    stray = (len(came) - inside.total()) / (end - begin)
    for start, length in _hours(begin, end):
        yield start, length, weight * (stray * length + inside[math.floor(start)])
