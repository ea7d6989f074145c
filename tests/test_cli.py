"""The command line: what is expected to go wrong is one sentence and an exit code, never a traceback."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from feedsvc import __version__, config
from feedsvc.cli import main
from feedsvc.cli.services import welcome
from feedsvc.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from click.testing import Result

FEED = """<rss version="2.0"><channel><title>Kebun</title><link>https://kebun.example/</link>
<item><title>{title}</title><link>https://kebun.example/{title}</link><pubDate>Fri, 20 Nov 2026 08:00:00 +0700</pubDate></item>
</channel></rss>"""


class Desk:
    """A folder with a configuration, and the command line on it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.url = folder, f"sqlite:///{folder / 'feedsvc.db'}"
        for name in ("kopi", "teh"):
            (folder / f"{name}.xml").write_text(FEED.format(title=name))
        self.declare("kopi", "teh")

    def declare(self, *slugs: str) -> None:
        tables = (f'[[sources]]\nslug = "{slug}"\nurl = "{slug}.xml"\nkind = "feed"\n' for slug in slugs)
        (self.folder / "sources.toml").write_text("\n".join(tables))

    def __call__(self, *arguments: str) -> Result:
        env = {"FEEDSVC_STORE__URL": self.url, "COLUMNS": "200"}
        return CliRunner(env=env).invoke(main, ["--config", str(self.folder), *arguments])

    def titles(self) -> set[str]:
        store = Store.open(self.url)
        with store.read() as unit:
            found = {article.title for article in unit.articles.latest("all", 50)}
        store.close()
        return found


@pytest.fixture(autouse=True)
def own_logging() -> Iterator[None]:
    """Commands set up logging for their process, which is this one here."""
    root, ours = logging.getLogger(), logging.getLogger("feedsvc")
    before = (root.handlers[:], root.level, ours.level)
    yield
    root.handlers[:], root.level, ours.level = before


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_the_version_is_told() -> None:
    result = CliRunner().invoke(main, ["--version"])
    assert result.output == f"feedsvc {__version__}\n"


@pytest.mark.parametrize("arguments", [["fly"], ["run", "--port", "0"], ["run", "--port", "x"], ["ingest", "kopi"], ["check", "more"]])
def test_wrong_usage_ends_with_two(desk: Desk, arguments: list[str]) -> None:
    assert desk(*arguments).exit_code == 2


class TestOnce:
    def test_all_declared_sources_are_polled_ranked_and_summed_up(self, desk: Desk) -> None:
        result = desk("ingest", "--once")
        assert result.exit_code == 0, result.output
        heading, *rows = result.stdout.splitlines()
        assert heading.split() == ["source", "read", "as", "outcome", "added", "changed", "withdrawn", "seconds", "reason"]
        assert [row.split()[:6] for row in rows] == [["kopi", "feed", "new", "1", "0", "0"], ["teh", "feed", "new", "1", "0", "0"]]
        assert desk.titles() == {"kopi", "teh"}
        store = Store.open(desk.url)
        with store.read() as unit:
            assert len(unit.trends.current("all", 10)) == 2
        store.close()

    def test_a_second_time_nothing_is_new(self, desk: Desk) -> None:
        desk("ingest", "--once")
        result = desk("ingest", "--once")
        assert [row.split()[2] for row in result.stdout.splitlines()[1:]] == ["unchanged", "unchanged"]

    def test_only_the_sources_that_are_named_are_polled_each_once(self, desk: Desk) -> None:
        assert desk("ingest", "--once", "teh", "teh").stdout.count("\n") == 2
        assert desk.titles() == {"teh"}

    def test_a_file_that_is_not_declared_can_be_polled_too(self, desk: Desk) -> None:
        other = desk.folder / "gula.xml"
        other.write_text(FEED.format(title="gula"))
        result = desk("ingest", "--once", str(other))
        assert result.exit_code == 0, result.output
        assert desk.titles() == {"gula"}

    def test_one_source_that_fails_makes_the_exit_code_one_and_is_told_with_its_reason(self, desk: Desk) -> None:
        (desk.folder / "teh.xml").unlink()
        result = desk("ingest", "--once")
        assert result.exit_code == 1
        assert desk.titles() == {"kopi"}
        row = next(line for line in result.stdout.splitlines() if line.startswith("teh"))
        assert "failed" in row
        assert "teh.xml" in row

    def test_an_unknown_name_is_answered_with_the_nearest_known_one(self, desk: Desk) -> None:
        result = desk("ingest", "--once", "kopy")
        assert result.exit_code == 1
        assert result.stderr == 'feedsvc: no source is called "kopy"; did you mean "kopi"?\n'

    @pytest.mark.parametrize("target", ["no/such/file.xml", "ftp://kebun.example/feed"])
    def test_what_is_neither_a_file_nor_a_web_address_is_refused_in_one_sentence(self, desk: Desk, target: str) -> None:
        result = desk("ingest", "--once", target)
        assert result.exit_code == 1
        assert result.stderr.startswith(f"feedsvc: {target}: ")
        assert result.stderr.count("\n") == 1

    def test_without_any_source_it_says_where_to_describe_one(self, desk: Desk) -> None:
        (desk.folder / "sources.toml").write_text("")
        result = desk("ingest", "--once")
        assert result.exit_code == 1
        assert "sources.toml" in result.stderr


class TestCheck:
    def test_a_good_configuration_is_counted(self, desk: Desk) -> None:
        result = desk("check")
        assert (result.exit_code, result.stdout) == (0, f"ok: 0 sections, 2 sources in {desk.folder}\n")

    def test_each_fault_is_one_line_with_file_key_and_reason(self, desk: Desk) -> None:
        (desk.folder / "feedsvc.toml").write_text('[server]\nport = "x"\nworkerz = 2\n')
        result = desk("check")
        assert result.exit_code == 1
        lines = result.stdout.splitlines()
        assert len(lines) == 2
        assert all("feedsvc.toml: server." in line for line in lines)
        assert any('workerz: unknown key; did you mean "workers"?' in line for line in lines)

    def test_a_source_whose_file_is_missing_is_a_fault(self, desk: Desk) -> None:
        desk.declare("kopi", "susu")
        result = desk("check")
        assert result.exit_code == 1
        assert "susu.xml" in result.stdout

    def test_a_folder_that_is_not_there_is_a_fault(self, tmp_path: Path) -> None:
        result = CliRunner().invoke(main, ["--config", str(tmp_path / "nowhere"), "check"])
        assert result.exit_code == 1
        assert "nowhere" in result.stdout


class TestInit:
    def test_the_sample_is_written_and_passes_the_check(self, tmp_path: Path) -> None:
        folder = tmp_path / "mine"
        result = CliRunner().invoke(main, ["init", str(folder)])
        assert result.exit_code == 0
        assert (folder / "sources.toml").read_bytes() == (config.default_folder() / "sources.toml").read_bytes()
        assert CliRunner().invoke(main, ["--config", str(folder), "check"]).exit_code == 0

    def test_what_is_there_is_never_overwritten(self, desk: Desk) -> None:
        before = (desk.folder / "sources.toml").read_bytes()
        result = CliRunner().invoke(main, ["init", str(desk.folder)])
        assert "exists already; nothing was changed" in result.output
        assert (desk.folder / "sources.toml").read_bytes() == before
        assert not (desk.folder / "feedsvc.toml").exists()

    def test_a_folder_that_cannot_be_written_is_told_in_one_sentence(self, desk: Desk) -> None:
        result = CliRunner().invoke(main, ["init", str(desk.folder / "kopi.xml" / "config")])
        assert result.exit_code == 1
        assert result.stderr.startswith("feedsvc: ")


def test_a_broken_configuration_is_a_line_per_fault_on_standard_error(desk: Desk) -> None:
    (desk.folder / "feedsvc.toml").write_text('[server]\nport = "x"\nworkers = 0\n')
    for command in (["run"], ["serve"], ["ingest"], ["ingest", "--once"]):
        result = desk(*command)
        assert result.exit_code == 1
        assert [line.split(":")[0] for line in result.stderr.splitlines()] == ["feedsvc", "feedsvc"]


def test_a_host_that_is_no_address_is_told_before_anything_starts(desk: Desk) -> None:
    result = desk("run", "--host", "no-such-host.invalid")
    assert result.exit_code == 1
    assert "--host" in result.stderr


def test_the_module_runs_like_the_program(desk: Desk) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "feedsvc", "ingest", "--once", "kopy"],
        env={**os.environ, "FEEDSVC_CONFIG": str(desk.folder), "FEEDSVC_STORE__URL": desk.url},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr == 'feedsvc: no source is called "kopy"; did you mean "kopi"?\n'


def test_a_summary_in_a_pipe_is_not_cut_to_the_width_of_a_terminal(desk: Desk) -> None:
    missing = desk.folder / "teh.xml"
    missing.unlink()
    environ = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    done = subprocess.run(
        [sys.executable, "-m", "feedsvc", "ingest", "--once"],
        env={**environ, "FEEDSVC_CONFIG": str(desk.folder), "FEEDSVC_STORE__URL": desk.url},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 3
    assert done.stderr == ""


def test_the_welcome_names_addresses_that_can_be_opened(tmp_path: Path) -> None:
    settings = config.Settings.model_validate(
        {"site": {"title": "Kabar", "url": "https://news.example.org"}, "server": {"host": "::", "port": 8080}, "folder": tmp_path}
    )
    said = welcome(settings)
    assert "http://[::1]:8080/latest.rss" in said
    assert "https://news.example.org/" in said
    assert str(tmp_path / "sources.toml") in said
