"""Files as sources."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from feedsvc.model import Failed, Fetched
from feedsvc.sources.files import read_file

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_read_whole_and_says_its_size(tmp_path: Path) -> None:
    file = tmp_path / "a feed.xml"
    file.write_bytes(b"<rss/>")
    outcome = read_file(file.as_uri(), 100)
    assert isinstance(outcome, Fetched)
    assert outcome.body == b"<rss/>"
    assert outcome.exchange.received == 6


def test_what_is_missing_too_large_or_no_file_is_said_so_at_once(tmp_path: Path) -> None:
    """A pipe would keep a reader waiting for its other end."""
    (tmp_path / "large").write_bytes(bytes(101))
    os.mkfifo(tmp_path / "pipe")
    for name, reason in {"missing": "no such file", "large": "larger than 100", "pipe": "no file", ".": "no file"}.items():
        outcome = read_file((tmp_path / name).as_uri(), 100)
        assert isinstance(outcome, Failed)
        assert reason in outcome.reason
