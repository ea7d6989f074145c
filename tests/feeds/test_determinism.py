"""The same values give the same bytes: in any process, under any hash seed, in any locale."""

from __future__ import annotations

import locale
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from feedsvc.feeds import json, xml

from .samples import latest_document, trending_document

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import locale, sys
locale.setlocale(locale.LC_ALL, "")
sys.path.insert(0, "tests")
from hashlib import sha256
from feeds.samples import NOON, latest_document, trending_document
from feedsvc.feeds import json, xml
bodies = b"".join(write(made()) for made in (latest_document, trending_document) for write in (xml.rss, xml.atom, json.json))
print(NOON.strftime("%a"), sha256(bodies).hexdigest())
"""


def fingerprint() -> str:
    bodies = b"".join(write(made()) for made in (latest_document, trending_document) for write in (xml.rss, xml.atom, json.json))
    return sha256(bodies).hexdigest()


def elsewhere(**variables: str) -> tuple[str, str]:
    """Weekday name and fingerprint in a process of its own."""
    environ = os.environ | {"PYTHONPATH": str(ROOT)} | variables
    done = subprocess.run([sys.executable, "-c", SCRIPT], cwd=ROOT, env=environ, capture_output=True, text=True, timeout=120, check=True)
    weekday, digest = done.stdout.split()
    return weekday, digest


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_hash_seeds_change_nothing(seed: str) -> None:
    assert elsewhere(PYTHONHASHSEED=seed)[1] == fingerprint()


def test_an_indonesian_process_writes_the_same_bytes(tmp_path: Path) -> None:
    compiler = shutil.which("localedef")
    if compiler is None:
        pytest.skip("localedef is not installed")
    made = subprocess.run(
        [compiler, "-i", "id_ID", "-f", "UTF-8", str(tmp_path / "id_ID.UTF-8")], capture_output=True, timeout=120, check=False
    )
    if made.returncode != 0:
        pytest.skip("the sources of the locale are not installed")
    weekday, digest = elsewhere(LOCPATH=str(tmp_path), LC_ALL="id_ID.UTF-8")
    assert weekday == "Kam", "the locale is not in force"
    assert digest == fingerprint()


def test_writing_feeds_never_touches_the_locale_of_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """feedgen would switch it for each date, under the feet of every other thread."""

    def refuse(*_: object) -> str:
        raise AssertionError("the locale was touched")

    monkeypatch.setattr(locale, "setlocale", refuse)
    assert b"Thu, 31 Oct 2024" in xml.rss(trending_document())
    assert xml.atom(latest_document())
