"""Saved article pages with what is true of them, as the benches read them: two folder formats, one kind of case.

``news``: folders of ``<Publisher>_<day>.html.gz`` with ``<Publisher>.json`` (one entry of truth per page, in their order) and
``meta.info`` (each page's URL and time of crawling). ``extraction``: ``ground-truth.json`` (articleBody and url by id) beside ``html/``.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

LATE = datetime(2100, 1, 1, tzinfo=UTC)  # when nobody knows when a page was saved: nothing on it is in the future
_TELLING = 40  # letters of a text that show whether a page holds it


@dataclass(frozen=True, slots=True)
class Case:
    """One saved page; what is not known of it is empty."""

    name: str
    url: str
    body: bytes
    saved: datetime
    text: str
    title: str = ""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    pictures: tuple[frozenset[str], ...] = ()  # URLs of every size of each, the lead picture first


def read_cases(folder: Path) -> list[Case]:
    """The cases of a folder in either format; [] when it is in neither."""
    if (folder / "ground-truth.json").is_file():
        return list(_extraction(folder))
    return [case for info in sorted(folder.rglob("meta.info")) for case in _news(info)]


def _extraction(folder: Path) -> Iterator[Case]:
    for name, truth in json.loads((folder / "ground-truth.json").read_text()).items():
        page = folder / "html" / f"{name}.html.gz"
        yield Case(name, truth["url"], gzip.decompress(page.read_bytes()), LATE, truth["articleBody"])


def _news(info: Path) -> Iterator[Case]:
    """Where a publisher has more pages than truths, each truth is of the first page left that holds its text."""
    saved = json.loads(info.read_text())
    for file in sorted(info.parent.glob("*.json")):
        truths = list(json.loads(file.read_text()).values())
        names = sorted(name for name in saved if name.rsplit("_", 3)[0] == file.stem and (info.parent / name).is_file())
        for truth, name in zip(truths, _matched(info.parent, names, truths), strict=False):
            if name:
                yield _case(f"{info.parent.name}/{name}", saved[name], gzip.decompress((info.parent / name).read_bytes()), truth)


def _matched(folder: Path, names: list[str], truths: list[dict[str, Any]]) -> list[str]:
    if len(names) <= len(truths):
        return names
    texts = {name: _words(unescape(gzip.decompress((folder / name).read_bytes()).decode("utf-8", "replace"))) for name in names}
    matched = []
    for truth in truths:
        telling = _words(next(iter(_paragraphs(truth)), ""))[:_TELLING]
        matched.append(next((name for name in texts if telling in texts[name]), ""))
        texts.pop(matched[-1], None)
    return matched


def _words(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _case(name: str, saved: dict[str, str], body: bytes, truth: dict[str, Any]) -> Case:
    pictures = [frozenset(size["url"] for size in picture["versions"]) for picture in _lead_first(truth.get("images") or ())]
    return Case(
        name=name,
        url=saved["url"],
        body=body,
        saved=datetime.fromisoformat(saved["crawl_date"]).replace(tzinfo=UTC),
        text="\n".join((*truth["body"]["summary"], *_paragraphs(truth))),
        title=truth["title"],
        authors=tuple(truth.get("authors") or ()),
        published=datetime.fromisoformat(truth["publishing_date"]),
        pictures=tuple(pictures),
    )


def _paragraphs(truth: dict[str, Any]) -> Iterator[str]:
    for section in truth["body"]["sections"]:
        yield from section["headline"]
        yield from section["paragraphs"]


def _lead_first(pictures: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(pictures, key=lambda picture: not picture["is_cover"])
