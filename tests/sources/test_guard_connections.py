"""The guard at work: whatever an address looks like and wherever it comes from, nothing private is connected to."""

from __future__ import annotations

import asyncio
import socket
from ipaddress import ip_network
from typing import TYPE_CHECKING

import aiohttp.resolver
import pytest

from feedsvc.model import Failed, Fetched, Outcome
from feedsvc.sources.fetch import Fetcher, Poller
from tests.conftest import make_settings
from tests.sources.webserver import Site, reply, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from feedsvc.config import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """127.0.0.2 stands for the public internet."""
    ingest = {"timeout": "3s", "host_delay": "0s", "allow_private": [ip_network("127.0.0.2/32")]}
    return make_settings(tmp_path, ingest=ingest)


@pytest.fixture
def fetcher(settings: Settings) -> Iterator[Fetcher]:
    opened = Fetcher(settings)
    yield opened
    opened.close()


@pytest.fixture
def secret() -> Iterator[Site]:
    """A server of the operator's own on 127.0.0.1 that no source may reach."""
    with serving(lambda h: reply(h, 200, b"secret")) as site:
        yield site


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[list[str]]]:
    """What the DNS answers for each name, time after time; the last answer stays."""
    table: dict[str, list[list[str]]] = {}

    async def resolve(self: object, host: str, port: int = 0, family: int = 0) -> list[aiohttp.abc.ResolveResult]:
        answers = table.get(host)
        if answers is None:
            raise OSError(None, "no such name")
        addresses = answers.pop(0) if len(answers) > 1 else answers[0]
        return [
            aiohttp.abc.ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in addresses
        ]

    monkeypatch.setattr(aiohttp.resolver.DefaultResolver, "resolve", resolve)
    return table


SPELLINGS = [
    *("127.0.0.1", "localhost", "LOCALHOST.", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "127.1", "0", "0.0.0.0"),
    *("[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[::]", "１２７.0.0.1"),
]


@pytest.mark.parametrize("host", SPELLINGS)
def test_no_spelling_of_the_loopback_is_reached_by_a_redirect(fetcher: Fetcher, secret: Site, host: str) -> None:
    target = f"http://{host}:{secret.url.rpartition(':')[2]}/"
    with serving(lambda h: reply(h, 302, Location=target.encode().decode("latin-1")), host="127.0.0.2") as site:
        outcomes = [fetcher.fetch(site.url), fetcher.fetch(target)]
    for outcome in outcomes:
        assert isinstance(outcome, Failed)
        assert outcome.reason
    assert secret.connections == 0


@pytest.mark.parametrize(
    "host",
    [
        "10.0.0.1",
        "192.168.0.1",
        "169.254.169.254",
        "100.100.100.200",
        "[fd00:ec2::254]",
        "[::ffff:10.0.0.1]",
        "224.0.0.1",
        "255.255.255.255",
    ],
)
def test_private_addresses_are_named_with_the_way_out(fetcher: Fetcher, host: str) -> None:
    outcome = fetcher.fetch(f"http://{host}/latest/meta-data/")
    assert isinstance(outcome, Failed)
    assert "private address" in outcome.reason
    assert "ingest.allow_private" in outcome.reason


def ask_twice(settings: Settings, url: str) -> list[Outcome]:
    """With the names looked up anew the second time."""

    async def scene() -> list[Outcome]:
        poller = Poller(settings)
        outcomes = []
        for _ in range(2):
            outcomes.append(await poller.poll(url))
            for session in poller._sessions.values():
                assert isinstance(session.connector, aiohttp.TCPConnector)
                session.connector.clear_dns_cache()
        await poller.close()
        return outcomes

    return asyncio.run(scene())


def test_a_name_that_changes_its_answer_gains_nothing(settings: Settings, secret: Site, names: dict[str, list[list[str]]]) -> None:
    port = int(secret.url.rpartition(":")[2])
    names["harbour.example"] = [["127.0.0.2"], ["127.0.0.1"]]
    with serving(lambda h: reply(h, 200, b"open", Connection="close"), host="127.0.0.2", port=port):
        first, second = ask_twice(settings, f"http://harbour.example:{port}/")
    assert isinstance(first, Fetched)
    assert first.body == b"open"
    assert isinstance(second, Failed)
    assert "private address 127.0.0.1" in second.reason
    assert secret.connections == 0


def test_of_several_addresses_only_the_private_ones_are_refused(fetcher: Fetcher, secret: Site, names: dict[str, list[list[str]]]) -> None:
    port = int(secret.url.rpartition(":")[2])
    names["both.example"] = [["127.0.0.1", "127.0.0.2"]]
    names["inside.example"] = [["10.0.0.1", "::ffff:10.0.0.2", "127.0.0.1"]]
    with serving(lambda h: reply(h, 200, b"open"), host="127.0.0.2", port=port):
        outcome = fetcher.fetch(f"http://both.example:{port}/")
    inside = fetcher.fetch(f"http://inside.example:{port}/")
    assert isinstance(outcome, Fetched)
    assert outcome.body == b"open"
    assert isinstance(inside, Failed)
    assert "private address" in inside.reason
    assert secret.connections == 0


def test_a_connection_that_one_source_may_use_is_not_lent_to_another(fetcher: Fetcher, secret: Site) -> None:
    """The operator wrote the one; a stranger's redirect leads the other to the same address."""
    assert isinstance(fetcher.fetch(f"{secret.url}/feed", written=True), Fetched)
    with serving(lambda h: reply(h, 302, Location=f"{secret.url}/admin"), host="127.0.0.2") as site:
        outcome = fetcher.fetch(site.url)
    assert isinstance(outcome, Failed)
    assert [path for path, _ in secret.seen] == ["/feed"]
