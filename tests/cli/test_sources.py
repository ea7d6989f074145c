"""``feedsvc list`` and ``feedsvc remove``, and rules that ``feedsvc check`` looks at."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from feedsvc.cli import main
from feedsvc.store import Store
from feedsvc.store.sources import Declared, Record

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

NOW = datetime.now(UTC)
ADDED = Declared("teluk", "feed", "https://teluk.example/feed.xml", "Kabar Teluk")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "feedsvc.toml").write_text("")
    (tmp_path / "sources.toml").write_text('[[sources]]\nslug = "kopi"\nurl = "https://kopi.example/feed"\n')
    return tmp_path


def feedsvc(folder: Path, *arguments: str) -> Result:
    runner = CliRunner(env={"FEEDSVC_STORE__URL": f"sqlite:///{folder / 'feedsvc.db'}", "COLUMNS": "200"})
    return runner.invoke(main, ["--config", str(folder), *arguments])


def add(folder: Path, *, failures: int = 0) -> None:
    with closing(Store.open(f"sqlite:///{folder / 'feedsvc.db'}")) as store:
        store.migrate()
        with store.write() as unit:
            source = unit.sources.adopt(ADDED, NOW)
            unit.sources.record(source.id, Record(failures=failures, last_error="it is closed" if failures else None, last_ok_at=NOW))


def scheduled(folder: Path) -> list[tuple[str, bool]]:
    with closing(Store.open(f"sqlite:///{folder / 'feedsvc.db'}")) as store, store.write() as unit:
        due = {source.slug for source in unit.sources.claim_due(NOW + timedelta(days=9), "x", timedelta(seconds=1), 9)}
        return [(source.slug, source.slug in due) for source in unit.sources.all()]


def test_the_list_shows_where_sources_come_from_and_how_they_are(folder: Path) -> None:
    add(folder, failures=3)
    shown = feedsvc(folder, "list").output
    assert "kopi" in shown
    assert "sources.toml" in shown
    assert "failed 3 times: it is closed" in shown
    lines = [json.loads(line) for line in feedsvc(folder, "list", "--json").output.splitlines()]
    assert [(line["slug"], line["added_by"], line["state"]) for line in lines] == [
        ("kopi", "sources.toml", "not read yet"),
        ("teluk", "feedsvc add", "failed 3 times: it is closed"),
    ]


def test_what_was_removed_is_read_no_more_until_it_is_added_again(folder: Path) -> None:
    add(folder)
    assert "teluk" in feedsvc(folder, "remove", "teluk").output
    assert "teluk" not in feedsvc(folder, "list").output
    assert ("teluk", False) in scheduled(folder)
    add(folder)
    assert feedsvc(folder, "list").output.count("teluk.example") == 1
    assert [slug for slug, _ in scheduled(folder)] == ["kopi", "teluk"]


def test_a_declared_source_is_removed_where_it_is_declared(folder: Path) -> None:
    result = feedsvc(folder, "remove", "kopi")
    assert result.exit_code == 2
    assert "sources.toml" in result.output


def test_what_is_not_there_cannot_be_removed(folder: Path) -> None:
    result = feedsvc(folder, "remove", "nope")
    assert result.exit_code == 1
    assert "feedsvc list" in result.output


@pytest.mark.parametrize(("rule", "sound"), [("ol.most-read", True), ("//ol[@class]", True), ("ol[", False), ("count(//a)", False)])
def test_check_tells_which_selector_cannot_be_used(folder: Path, rule: str, sound: bool) -> None:
    (folder / "sources.toml").write_text(f'[[sources]]\nslug = "kopi"\nurl = "https://kopi.example/"\nrules = {{ popular = "{rule}" }}\n')
    result = feedsvc(folder, "check")
    assert (result.exit_code == 0) is sound
    assert ("rules.popular" in result.output) is not sound
