"""How a guest behaves at a host: one request at a time, a pause after each, first come first served, and none at all when asked to wait.

Times are those of the running event loop. What is known of a host is forgotten when 10,000 others were visited since.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

MAX_HOSTS = 10_000
LONGEST_QUEUE = 120.0  # seconds that a request may wait for its turn; its caller is a thread that could poll another host meanwhile
LONGEST_CLOSED = 86_400.0  # seconds that a host is left alone at its word; by then it may be another's
FIRST_PACE = 1.0  # seconds that a request is thought to take before there was one


class NotNow(Exception):
    """No request may be made at present; the message completes "URL: ..."."""

    def __init__(self, reason: str, wait: timedelta) -> None:
        super().__init__(reason)
        self.wait = wait


class Host:
    """What is known of one host."""

    __slots__ = ("closed_until", "ended", "lock", "name", "pace", "queue")

    def __init__(self, name: str) -> None:
        self.name = name
        self.lock = asyncio.Lock()  # held by the request under way; wakes those who wait in their order
        self.queue = 0  # requests under way or waiting
        self.ended = float("-inf")  # when the last request ended
        self.closed_until = float("-inf")
        self.pace = FIRST_PACE  # seconds that requests take of late

    def close_for(self, wait: timedelta) -> None:
        """The host asked to be left alone."""
        self.closed_until = asyncio.get_running_loop().time() + min(wait.total_seconds(), LONGEST_CLOSED)

    def check_open(self, now: float) -> None:
        if self.closed_until > now:
            wait = timedelta(seconds=round(self.closed_until - now, 1))
            raise NotNow(f"{self.name} asked to be left alone (Retry-After) for another {wait.total_seconds():.0f} s", wait)

    def check_queue(self, now: float, pause: float) -> None:
        expected = max(0.0, self.ended + pause - now) + self.queue * (self.pace + pause)
        if self.queue and expected > LONGEST_QUEUE:
            self.turn_away(expected)

    def turn_away(self, wait: float) -> None:
        raise NotNow(f"{self.name} is busy with earlier requests of feedsvc, one at a time", timedelta(seconds=round(wait, 1)))


class Hosts:
    """The hosts that were visited lately. It belongs to one event loop."""

    def __init__(self) -> None:
        self._hosts: OrderedDict[str, Host] = OrderedDict()

    @asynccontextmanager
    async def turn(self, name: str, pause: float) -> AsyncIterator[Host]:
        """Wait for the turn to make one request, at least ``pause`` seconds after the end of the one before. Raises NotNow."""
        host = self._host(name)
        loop = asyncio.get_running_loop()
        host.check_open(loop.time())
        host.check_queue(loop.time(), pause)
        host.queue += 1
        try:
            await _wait(host, pause)
            started = loop.time()
            try:
                yield host
            finally:
                host.ended = loop.time()
                host.pace += 0.2 * (host.ended - started - host.pace)
                host.lock.release()
        finally:
            host.queue -= 1

    def _host(self, name: str) -> Host:
        host = self._hosts.get(name)
        if host is None:
            if len(self._hosts) >= MAX_HOSTS:
                self._forget_one()
            host = self._hosts[name] = Host(name)
        self._hosts.move_to_end(name)
        return host

    def _forget_one(self) -> None:
        """The one that was visited longest ago; never one with a request under way, whose successor would know nothing of it."""
        idle = next((host.name for host in self._hosts.values() if not host.queue), None)
        if idle is not None:
            del self._hosts[idle]


async def _wait(host: Host, pause: float) -> None:
    """Returns with the host's lock held."""
    loop = asyncio.get_running_loop()
    if host.queue == 1 and host.ended + pause <= loop.time():
        await host.lock.acquire()  # returns at once, since nobody else is here
        return
    longest = max(LONGEST_QUEUE, pause)  # a pause that the host itself asks for is no queue
    try:
        async with asyncio.timeout(longest):
            await host.lock.acquire()
            try:
                await asyncio.sleep(host.ended + pause - loop.time())
                host.check_open(loop.time())
            except BaseException:
                host.lock.release()
                raise
    except TimeoutError:
        host.turn_away(host.pace + pause)
