"""``feedsvc add``: from an address to sources that are read, with one sentence for whatever goes wrong."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from feedsvc.cli import main
from feedsvc.cli.add import web_address
from feedsvc.config import load
from feedsvc.sources import workers
from feedsvc.store import Store
from tests import daily
from tests.conftest import make_settings
from tests.newsroom import Newsroom, open_newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from click.testing import Result

    from feedsvc.config import Settings

CONFIG = '# ours\n[ingest]\nhost_delay = "0s"\n\n[[sections]]\nslug = "economy"\ntitle = "Economy"\ntags = ["ekonomi"]\n'


@dataclass
class Desk:
    folder: Path
    room: Newsroom

    def __call__(self, *arguments: str, said: str = "", **env: str) -> Result:
        runner = CliRunner(env={"FEEDSVC_STORE__URL": f"sqlite:///{self.folder / 'feedsvc.db'}", "COLUMNS": "200"} | env)
        return runner.invoke(main, ["--config", str(self.folder), "add", *arguments], input=said)

    def sources(self) -> dict[str, str]:
        store = Store.open(f"sqlite:///{self.folder / 'feedsvc.db'}")
        store.migrate()
        with store.read() as unit:
            known = {source.slug: source.url.removeprefix(self.room.base) for source in unit.sources.all()}
        store.close()
        return known

    def sections(self) -> list[str]:
        return [section.slug for section in load(self.folder, {}).sections]


@pytest.fixture(autouse=True)
def own_logging() -> Iterator[None]:
    """Commands set up logging for their process, which is this one here."""
    root, ours = logging.getLogger(), logging.getLogger("feedsvc")
    before = (root.handlers[:], root.level, ours.level)
    yield
    root.handlers[:], root.level, ours.level = before


@pytest.fixture(scope="module", autouse=True)
def readers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One set of reading processes for all commands here: each would need seconds to start its own."""
    shared = workers.Readers(make_settings(tmp_path_factory.mktemp("readers")))

    class Borrowed:
        def __init__(self, settings: Settings) -> None:
            self.read = shared.read

        def close(self) -> None:
            """The others go on with it."""

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "Readers", Borrowed)
        yield
    shared.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    (tmp_path / "feedsvc.toml").write_text(CONFIG)
    with open_newsroom() as room:
        daily.publish(room, head=daily.feed_link("/rss.xml"))
        room.show("/rss.xml", daily.rss(room.base, daily.STORIES, full=True), daily.RSS)
        yield Desk(tmp_path, room)


def test_yes_takes_what_is_recommended_and_declares_the_sections(desk: Desk) -> None:
    result = desk(desk.room.base, "--yes")
    assert result.exit_code == 0, result.output
    assert desk.sources() == {"kabar-teluk": "/rss.xml", "kabar-teluk-home": "/"}
    assert desk.sections() == ["economy", "olahraga", "harbour"]
    assert "full texts of 9 articles" in result.output
    assert "goes into Economy" in result.output
    assert "at its next start" in result.output
    assert (desk.folder / "feedsvc.toml").read_text().startswith(CONFIG)


def test_what_was_looked_at_is_in_the_store_at_once_and_nothing_was_asked_twice(desk: Desk) -> None:
    result = desk(desk.room.base, "--yes")
    assert f"added kabar-teluk: 9 articles from {desk.room.base}/rss.xml" in result.output
    assert "added kabar-teluk-home: nothing that the others lack" in result.output
    assert [path for path, _ in desk.room.requests] == ["/robots.txt", "/", "/rss.xml"]


def test_asked_first_and_answered_with_numbers_only_those_are_taken(desk: Desk) -> None:
    result = desk(desk.room.base, said="2\nn\n")
    assert result.exit_code == 0, result.output
    assert desk.sources() == {"kabar-teluk": "/"}
    assert desk.sections() == ["economy"]


def test_an_answer_that_makes_no_sense_is_asked_again(desk: Desk) -> None:
    result = desk(desk.room.base, "--no-sections", said="7\nnone\n")
    assert "from 1 to 2" in result.output
    assert "Nothing was added." in result.output
    assert desk.sources() == {}


def test_without_anybody_to_answer_nothing_is_added(desk: Desk) -> None:
    result = desk(desk.room.base)
    assert result.exit_code == 1
    assert "--yes" in result.output
    assert desk.sources() == {}


def test_what_is_read_already_is_said_and_not_added_again(desk: Desk) -> None:
    desk(desk.room.base, "--yes")
    result = desk(desk.room.base, "--yes")
    assert "is read already as kabar-teluk" in result.output
    assert "All of it is read already." in result.output
    assert len(desk.sources()) == 2


def test_what_is_left_out_on_purpose_is_not_asked_about_again(desk: Desk) -> None:
    desk.room.show("/", daily.page(daily.STORIES, head=daily.feed_link("/rss.xml"), popular=False), daily.HTML)
    desk(desk.room.base, "--yes")
    result = desk(desk.room.base)
    assert result.exit_code == 0
    assert "All that is recommended is read already; --all takes the rest too." in result.output


def test_an_address_that_is_wrong_is_said_before_what_else_the_site_has(desk: Desk) -> None:
    result = desk(f"{desk.room.base}/feeed", "--yes")
    assert f"{desk.room.base}/feeed: answered 404 Not Found; this is what else the site has." in result.stderr
    assert set(desk.sources()) == {"kabar-teluk", "kabar-teluk-home"}


def test_json_alone_shows_and_adds_nothing(desk: Desk) -> None:
    found = json.loads(desk(desk.room.base, "--json").stdout)
    assert [(one["kind"], one["recommended"], one["added"]) for one in found["candidates"]] == [
        ("feed", True, False),
        ("page", True, False),
    ]
    assert found["candidates"][0]["newest"] == daily.STORIES[0].at.isoformat()
    assert [section["slug"] for section in found["sections"]] == ["economy", "olahraga", "harbour"]
    assert desk.sources() == {}


def test_json_with_yes_adds_and_says_under_which_names(desk: Desk) -> None:
    found = json.loads(desk(desk.room.base, "--json", "--yes").stdout)
    assert [(one["slug"], one["added"]) for one in found["candidates"]] == [("kabar-teluk", True), ("kabar-teluk-home", True)]
    assert [one["articles"] for one in found["candidates"]] == [9, 0]
    assert [section["added"] for section in found["sections"]] == [False, True, True]


def test_sections_that_cannot_be_written_are_printed_to_be_pasted(desk: Desk) -> None:
    result = desk(desk.room.base, "--yes", FEEDSVC_SECTIONS="[]")
    assert result.exit_code == 0
    assert "FEEDSVC_SECTIONS" in result.stderr
    assert 'slug = "olahraga"' in result.stderr
    assert len(desk.sources()) == 2


def test_nothing_found_says_what_was_tried(desk: Desk) -> None:
    desk.room.pages.clear()
    desk.room.show("/", "<html><body><p>Segera hadir di kota Anda.</p></body></html>", daily.HTML)
    result = desk(desk.room.base, "--yes")
    assert result.exit_code == 1
    assert f"{desk.room.base}/feed" in result.stderr
    assert "the address of one of its sections" in result.stderr


def test_a_site_that_forbids_it_is_said_with_the_way_out(desk: Desk) -> None:
    desk.room.show("/robots.txt", "User-agent: *\nDisallow: /\n", "text/plain")
    result = desk(desk.room.base, "--yes")
    assert result.exit_code == 1
    assert "robots.txt" in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "address",
    [
        "",
        "news",
        "ftp://kabar.example/",
        "http://",
        "https://kabar.example:port/",
        "two words.example",
        "mailto:desk@kabar.example",
        "/kabar.html",
    ],
)
def test_what_is_no_address_is_wrong_usage(desk: Desk, address: str) -> None:
    result = desk(address)
    assert result.exit_code == 2
    assert "is not a web address" in result.stderr or "has no site in it" in result.stderr


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("kabar.example", "https://kabar.example/"),
        ("kabar.example/feed", "https://kabar.example/feed"),
        ("localhost:8000", "http://localhost:8000/"),
        ("127.0.0.1:8000/x", "http://127.0.0.1:8000/x"),
        ("[::1]:8000", "http://[::1]:8000/"),
        ("HTTPS://kabar.example", "HTTPS://kabar.example/"),
    ],
)
def test_an_address_without_a_scheme_is_secure_unless_it_is_ones_own_machine(written: str, meant: str) -> None:
    assert web_address(written) == meant
