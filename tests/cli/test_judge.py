"""``feedsvc judge``: the editors' word on what trends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from feedsvc.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from tests.store.newsdesk import Newsdesk


def judge(folder: Path, *arguments: str) -> Result:
    runner = CliRunner(env={"FEEDSVC_STORE__URL": f"sqlite:///{folder / 'feedsvc.db'}", "COLUMNS": "200"})
    return runner.invoke(main, ["--config", str(folder), "judge", *arguments])


def test_a_verdict_says_what_it_does_and_stands_in_the_log(tmp_path: Path, desk: Newsdesk) -> None:
    desk.tell("courier", "Ferry returns", 9)
    result = judge(tmp_path, "pin", "https://courier.example/ferry-returns", "--for", "6")
    assert result.exit_code == 0, result.output
    assert result.output.startswith('"Ferry returns" (The Courier) is pinned: it stands above all others in Trending until ')
    log = judge(tmp_path, "log").output
    assert "pin" in log
    assert "Ferry returns" in log


def test_an_empty_log_says_so(tmp_path: Path, desk: Newsdesk) -> None:
    assert judge(tmp_path, "log").output == "Nothing was decided yet.\n"


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("pin",), 2, "needs an ARTICLE"),
        (("log", "x"), 2, "takes no ARTICLE"),
        (("praise", "x"), 2, "'praise' is not one of"),
        (("pin", "https://nobody.example/"), 1, 'there is no article "https://nobody.example/" here'),
        (("pin", "x", "--for", "0"), 2, "0 is not in the range"),
    ],
)
def test_bad_words_get_one_clear_sentence(tmp_path: Path, desk: Newsdesk, arguments: tuple[str, ...], code: int, sentence: str) -> None:
    result = judge(tmp_path, *arguments)
    assert result.exit_code == code
    assert sentence in result.output
