"""Whatever a server answers costs its own poll alone, within the deadline and 50 MB, with a reason in plain words; all earlier items stay.

The ingester, its processes and the store are the real ones; server and DNS are ours. TEST_HOSTILE=all takes the rarer cases too.
"""

from __future__ import annotations

import os
import re
import sys
from ipaddress import ip_network
from typing import TYPE_CHECKING

import pytest

from feedsvc.model import Failed, Fetched
from feedsvc.sources.fetch import Fetcher
from tests.conftest import make_settings
from tests.faults.cases import CASES, RARE
from tests.faults.hostile import ETAG, PUBLIC
from tests.faults.ordeal import READ_TIMEOUT, TIMEOUT, Ordeal, Result
from tests.sources.webserver import reply, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from http.server import BaseHTTPRequestHandler
    from pathlib import Path

CHOSEN = [slug for slug in CASES if slug not in RARE or os.environ.get("TEST_HOSTILE") == "all"]
MEMORY = 50  # MB
SLACK = 10  # seconds that a busy machine may need beyond the deadlines
TRIES = 3  # to weigh a case: who looks at a growing process late on a busy machine sees it larger
OF_PYTHON = re.compile(r"\w(?:Error|Exception)\b|Traceback|<class|object at 0x|\bb['\"]|bytearray|Errno|\\[nx]")


@pytest.fixture(scope="module")
def ordeal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ordeal]:
    if sys.platform != "linux":
        pytest.skip("only Linux has all of 127.0.0.0/8 to serve from")
    with Ordeal.opened(tmp_path_factory.mktemp("ordeal")) as opened:
        yield opened


@pytest.fixture(scope="module")
def result(ordeal: Ordeal) -> Callable[[str], Result]:
    """How a case ended. Those that end by the deadline alone are polled all at once."""
    ended: dict[str, Result] = {}

    def find(slug: str) -> Result:
        if slug not in ended:
            case = CASES[slug]
            together = [CASES[other] for other in CHOSEN if CASES[other].slow] if case.slow else [case]
            ended.update((each.slug, each) for each in ordeal.run(*together))
        return ended[slug]

    return find


@pytest.mark.parametrize("slug", CHOSEN)
def test_a_hostile_answer_costs_its_own_poll_and_nothing_else(result: Callable[[str], Result], slug: str) -> None:
    case, ended = CASES[slug], result(slug)
    assert ended.outcome in case.ends, ended.reason
    assert ended.lost == 0, "earlier articles stay in Latest"
    assert ended.news or case.rests, "the next poll brings what is new"
    assert ended.asked <= case.asks, "a guest asks once"
    assert ended.trespassers == 0, "nobody connects where nobody may"
    assert ended.seconds < TIMEOUT + READ_TIMEOUT + SLACK
    if ended.outcome == "failed":
        assert ended.etag == ETAG, "what to ask by is kept"
        assert case.says in ended.reason
        assert_plain(ended.reason)


@pytest.mark.parametrize("slug", CHOSEN)
def test_a_hostile_answer_takes_little_memory(result: Callable[[str], Result], ordeal: Ordeal, slug: str) -> None:
    ended = result(slug)
    for _ in range(TRIES - 1):
        if max(ended.parent or 0, ended.worker or 0) <= MEMORY:
            break
        ended = ordeal.run(CASES[slug])[0]
    assert ended.parent is not None
    assert ended.parent <= MEMORY
    assert ended.worker is not None
    assert ended.worker <= MEMORY


def assert_plain(reason: str) -> None:
    """One line for a person, which names the address."""
    assert re.match(r"http://[\w.:\[\]-]+/", reason)
    assert not OF_PYTHON.search(reason), reason
    assert reason.isprintable()
    assert len(reason) < 700


def test_a_kept_connection_that_the_server_closed_meanwhile_is_no_failure(tmp_path: Path) -> None:
    """It was closed because it was idle; the request is made again on a new one."""
    used: set[BaseHTTPRequestHandler] = set()

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler in used:
            handler.close_connection = True
            return
        used.add(handler)
        reply(handler, 200, b"here")

    settings = make_settings(tmp_path, ingest={"timeout": "5s", "host_delay": "0s", "allow_private": [ip_network(f"{PUBLIC}/32")]})
    fetcher = Fetcher(settings)
    try:
        with serving(answer, host=PUBLIC) as site:
            outcomes = [fetcher.fetch(f"{site.url}/feed") for _ in range(2)]
    finally:
        fetcher.close()
    assert all(isinstance(outcome, Fetched) for outcome in outcomes)
    assert [path for path, _ in site.seen] == ["/feed"] * 3


def test_a_server_that_hangs_up_on_a_new_connection_is_asked_once(tmp_path: Path) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True

    fetcher = Fetcher(make_settings(tmp_path, ingest={"timeout": "5s", "host_delay": "0s"}))
    try:
        with serving(answer) as site:
            outcome = fetcher.fetch(f"{site.url}/feed", written=True)
    finally:
        fetcher.close()
    assert isinstance(outcome, Failed)
    assert outcome.reason.endswith("the server closed the connection without an answer")
    assert len(site.seen) == 1
