"""``feedsvc split``: an article that stands in the wrong story is taken out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from feedsvc.cli import main
from feedsvc.matching import State, story_id

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from tests.store.newsdesk import Newsdesk


@pytest.fixture
def ferry(desk: Newsdesk) -> list[State]:
    told = [desk.tell("courier", "Ferry returns", 9), desk.tell("herald", "The ferry is back", 5), desk.tell("post", "Ferry prices", 2)]
    desk.place(*told)
    return told


def split(folder: Path, article: str) -> Result:
    runner = CliRunner(env={"FEEDSVC_STORE__URL": f"sqlite:///{folder / 'feedsvc.db'}", "COLUMNS": "200"})
    return runner.invoke(main, ["--config", str(folder), "split", article])


@pytest.mark.parametrize(
    "name", ["{0}", "https://post.example/ferry-prices", "http://www.post.example/ferry-prices/", "https://ours.example/story/{0}"]
)
def test_an_article_is_taken_out_by_any_of_its_names(tmp_path: Path, desk: Newsdesk, ferry: list[State], name: str) -> None:
    result = split(tmp_path, name.format(ferry[2].id))
    assert result.exit_code == 0, result.output
    assert (
        result.output == 'split "Ferry prices" (The Post) from the 2 other articles of its story; it is a story of its own from now on.\n'
    )
    assert desk.stories(*ferry) == [story_id(ferry[0].id), story_id(ferry[0].id), story_id(ferry[2].id)]


def test_an_article_that_is_alone_already_is_said_to_be(tmp_path: Path, desk: Newsdesk) -> None:
    alone = desk.tell("courier", "Bridge opens", 9)
    result = split(tmp_path, str(alone.id))
    assert (result.exit_code, result.output) == (0, '"Bridge opens" (The Courier) is a story of its own already.\n')


@pytest.mark.parametrize("name", ["https://post.example/nothing", "00000000-0000-5000-8000-000000000000", "ferry", ""])
def test_an_unknown_article_is_one_sentence_and_a_failure(tmp_path: Path, ferry: list[State], name: str) -> None:
    result = split(tmp_path, name)
    assert result.exit_code == 1
    assert f'there is no article "{name}" here' in result.output
    assert len(result.output.strip().splitlines()) == 1
