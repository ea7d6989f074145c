"""``feedsvc views import``: an editor's access log becomes views of articles, each line once."""

from __future__ import annotations

import gzip
import json
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from feedsvc.cli import logfile, main, readership
from feedsvc.matching import Teller, settle
from feedsvc.model import ALL, Draft
from feedsvc.store import Store
from feedsvc.store.sources import Declared
from feedsvc.text import titles

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from click.testing import Result

    from feedsvc.cascade import Counted

NOW = datetime.now(UTC).replace(microsecond=0)
# A whole hour, so that no test begins in one and ends in the next.
BEGIN = (NOW - timedelta(hours=2)).replace(minute=0, second=0)
POST = Declared("post", "feed", "https://post.example/feed.xml", "The Post")
BROWSER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"
GOOGLE = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "feedsvc.toml").write_text('[site]\nurl = "https://feeds.example"\n')
    (tmp_path / "sources.toml").write_text('[[sources]]\nslug = "post"\nurl = "https://post.example/feed.xml"\n')
    with closing(Store.open(f"sqlite:///{tmp_path / 'feedsvc.db'}")) as store:
        store.migrate()
        with store.write() as unit:
            unit.sources.adopt(POST, NOW)
            source = unit.sources.get("post")
            drafts = [Draft(title=f"Story {n}", url=f"https://www.post.example/sea/{n}/", published=BEGIN) for n in (1, 2, 3)]
            states = [settle(draft, None, Teller(source.id, "post", 0), NOW) for draft in drafts]
            unit.articles.save(states, {state.id: frozenset({ALL}) for state in states})
    return tmp_path


def line(
    path: str, reader: int = 1, *, seconds: float = 0, agent: str = BROWSER, referrer: str = "-", rest: str = "", status: int = 200
) -> str:
    """Each reader is of a network of his own."""
    at = (BEGIN + timedelta(seconds=seconds)).strftime("%d/%b/%Y:%H:%M:%S +0000")
    return f'198.51.{reader}.7 - - [{at}] "GET {path} HTTP/1.1" {status} 99 "{referrer}" "{agent}"{rest}'


def write(folder: Path, *lines: str, name: str = "access.log") -> str:
    path = folder / name
    path.write_text("".join(f"{one}\n" for one in lines))
    return str(path)


def run(folder: Path, *files: str, site: str = "https://post.example", stdin: str | None = None) -> Result:
    runner = CliRunner(env={"FEEDSVC_STORE__URL": f"sqlite:///{folder / 'feedsvc.db'}", "COLUMNS": "200"})
    options = ["--site", site] if site else []
    result = runner.invoke(main, ["--config", str(folder), "views", "import", *options, *files], input=stdin)
    assert result.exit_code == 0, result.output
    return result


def counted(folder: Path) -> dict[str, Counted]:
    with closing(Store.open(f"sqlite:///{folder / 'feedsvc.db'}")) as store, store.read() as unit:
        found = unit.counters.live(NOW - timedelta(days=30), NOW)
        articles = {article.id: titles.key(article.title) for article in unit.articles.of([one.article for one in found])}
    return {articles[one.article]: one for one in found}


def totals(folder: Path) -> dict[str, float]:
    return {title: round(one.total, 6) for title, one in counted(folder).items()}


def article(folder: Path) -> UUID:
    with closing(Store.open(f"sqlite:///{folder / 'feedsvc.db'}")) as store, store.read() as unit:
        return next(one.id for one in unit.articles.latest(ALL, 9) if one.title == "Story 1")


def test_readers_are_counted_by_article_and_all_else_is_left_out(folder: Path) -> None:
    log = write(
        folder,
        line("/sea/1/"),
        line("/sea/1?utm_source=mail", 2, seconds=5),
        line("/amp/sea/1/", 3, seconds=9),
        line("/sea/2/", 2),
        line("/sea/1/", seconds=60),
        line("/sea/1/", 4, agent=GOOGLE),
        line("/sea/1/", 4, agent="-"),
        line("/sea/1/pic.jpg", 4),
        line("/sea/1/", 4, status=404),
        line("/sea/77/", 4),
        "what is this",
    )
    assert run(folder, log).stdout == (
        "11 lines read: 4 views of 2 articles counted; left out: 2 by bots, 1 repeated, 1 of unknown addresses, "
        "2 other requests, 1 broken lines.\n"
    )
    assert totals(folder) == {"story 1": 3, "story 2": 1}
    assert counted(folder)["story 1"].born == BEGIN.timestamp()


def test_the_same_log_counts_once_and_goes_on_where_it_ended(folder: Path) -> None:
    lines = [line("/sea/1/", number, seconds=number) for number in range(1, 11)]
    log = write(folder, *lines[:4])
    run(folder, log)
    again = run(folder, log)
    assert again.stdout.startswith("0 lines read: 0 views")
    assert "nothing new" in again.stderr
    write(folder, *lines)
    assert run(folder, log).stdout.startswith("6 lines read: 6 views of 1 article ")
    assert totals(folder) == {"story 1": 10}


@pytest.mark.parametrize("name", ["access.log.1", "access.log-20261122", "access.log.2.gz"])
def test_a_log_that_was_rotated_counts_no_second_time(folder: Path, name: str) -> None:
    lines = [line("/sea/1/", number) for number in range(1, 6)]
    run(folder, write(folder, *lines[:3]))
    body = "".join(f"{one}\n" for one in lines).encode()
    (folder / name).write_bytes(gzip.compress(body) if name.endswith("gz") else body)
    new = write(folder, line("/sea/2/", seconds=99))
    run(folder, str(folder / name), new)
    assert totals(folder) == {"story 1": 5, "story 2": 1}


def test_a_line_of_which_half_is_written_is_read_when_it_is_whole(folder: Path) -> None:
    first, second = line("/sea/1/"), line("/sea/1/", 2)
    log = folder / "access.log"
    log.write_text(f"{first}\n{second[:50]}")
    run(folder, str(log))
    log.write_text(f"{first}\n{second}\n")
    run(folder, str(log))
    assert totals(folder) == {"story 1": 2}


def test_a_log_comes_through_standard_input_too_packed_or_not(folder: Path) -> None:
    body = f"{line('/sea/1/')}\n".encode()
    runner = CliRunner(env={"FEEDSVC_STORE__URL": f"sqlite:///{folder / 'feedsvc.db'}"})
    for data in (gzip.compress(body), body):
        result = runner.invoke(main, ["--config", str(folder), "views", "import", "--site", "post.example", "-"], input=data)
        assert result.exit_code == 0, result.output
    assert totals(folder) == {"story 1": 1}


def test_json_lines_name_their_own_site(folder: Path) -> None:
    said = {"time": NOW.timestamp() - 60, "client_ip": "198.51.1.7", "method": "GET", "status": 200, "user_agent": BROWSER}
    lines = [json.dumps(said | {"host": host, "uri": "/sea/1/"}) for host in ("post.example", "other.example")]
    lines.append(json.dumps(said | {"url": "https://post.example/sea/2/"}))
    run(folder, write(folder, *lines), site="")
    assert totals(folder) == {"story 1": 1, "story 2": 1}


def test_a_log_that_names_no_site_asks_for_it(folder: Path) -> None:
    result = run(folder, write(folder, line("/sea/1/")), site="")
    assert "--site" in result.stderr
    assert totals(folder) == {}


def test_a_network_cannot_make_a_story_trend(folder: Path) -> None:
    many = [line("/sea/1/", agent=f"{BROWSER} {number}") for number in range(200)]
    run(folder, write(folder, *many))
    assert totals(folder) == {"story 1": 3}
    assert counted(folder)["story 1"].networks == 1


def test_the_audience_is_told_across_imports(folder: Path) -> None:
    for count in (3, 5, 6):
        log = write(folder, *(line("/sea/1/", number, seconds=number) for number in range(1, count + 1)))
        run(folder, log)
    found = counted(folder)["story 1"]
    assert found.total == 6
    assert (found.visitors, found.networks) == pytest.approx((6, 6), abs=1), "told apart by marks, of which two may fall on one place"


def test_readers_that_our_own_pages_send_count_a_quarter(folder: Path) -> None:
    story = f"/story/{article(folder)}"
    log = write(
        folder,
        line("/sea/1/", 1, referrer="https://feeds.example/sea/trending"),
        line("/sea/2/", 2, referrer="https://feeds.example.evil.example/"),
        line(f"https://feeds.example{story}", 3, referrer="https://feeds.example/"),
        line(f"https://feeds.example{story}", 4),
        line("https://feeds.example/story/00000000-0000-0000-0000-000000000000", 4),
    )
    run(folder, log)
    assert totals(folder) == {"story 1": 0.25 + 0.25 + 1, "story 2": 1}


def test_lines_of_the_future_and_endless_lines_are_broken(folder: Path) -> None:
    log = write(folder, line("/sea/1/", seconds=9_000_000), line("/sea/1/", rest="x" * 3_000_000), line("/sea/1/", 2))
    assert "2 broken lines" in run(folder, log).stdout
    assert totals(folder) == {"story 1": 1}


def test_a_damaged_archive_counts_as_far_as_it_goes(folder: Path) -> None:
    body = "".join(f"{line('/sea/1/', number % 250, seconds=number)} {number * 7919}\n" for number in range(3_000)).encode()
    packed = gzip.compress(body)
    (folder / "access.log.gz").write_bytes(packed[: len(packed) // 2])
    result = run(folder, str(folder / "access.log.gz"))
    assert "damaged or cut off" in result.stderr
    assert counted(folder)["story 1"].total > 3


def test_a_bomb_is_no_log(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logfile, "ROOM", 100_000)
    (folder / "access.log.gz").write_bytes(gzip.compress(b"\0" * 50_000_000))
    result = run(folder, str(folder / "access.log.gz"))
    assert "as no log does" in result.stderr


def test_batches_add_up(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readership, "BATCH", 7)
    log = write(folder, *(line(f"/sea/{1 + number % 2}/", number, seconds=number) for number in range(100)))
    run(folder, log)
    assert totals(folder) == {"story 1": 50, "story 2": 50}


def test_wrong_use_is_told_in_a_sentence(folder: Path) -> None:
    runner = CliRunner(env={"FEEDSVC_STORE__URL": f"sqlite:///{folder / 'feedsvc.db'}"})
    for arguments, said in ((["no.log"], "does not exist"), (["--site", "ftp://x", write(folder)], "not a web address"), ([], "Missing")):
        result = runner.invoke(main, ["--config", str(folder), "views", "import", *arguments])
        assert (result.exit_code, said in result.output) == (2, True), result.output
    assert "is empty" in run(folder, write(folder)).stderr
