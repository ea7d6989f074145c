"""How well an article page's text, title, authors, date and picture are found, and how fast."""

# Text: precision, recall and F1 over 4-grams of words, as in scrapinghub/article-extraction-benchmark: each page's true positives, false
# positives and false negatives are counted as multisets, precision and recall are means over pages, F1 is the harmonic mean of the two.
# Metadata: the share of pages, of those whose truth is known, on which the value is exactly right:
#   title    the same letters and digits (case, quotes and dashes do not count)
#   authors  the same set of names, compared in the same way
#   day      the same UTC day; minute: the same minute. A truth without a zone is a clock on some wall: any whole quarter of an hour
#            of offset up to 14 hours is right, and midnight without a zone says nothing of the minute
#   image    the lead picture: one of its addresses, or the same file in another size
# Peers see the decoded page and its URL and nothing else. Speed is of one core, pages alternating between the peers.
#
#   python tests/bench/extract.py [FOLDER ...] [--only SUBSTRING] [--rounds N]

from __future__ import annotations

import argparse
import json
import logging
import re
import statistics
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from feedsvc.text import titles  # noqa: E402
from tests.bench._truth import Case, read_cases  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Reader = Callable[[Case], "Reading"]

DEFAULTS = (ROOT.parent / "shared" / "data" / "news-pages", ROOT.parent / "shared" / "data" / "extraction")
_WORD = re.compile(r"\w+")
_GRAM = 4  # words
_SIZE = re.compile(r"\d{2,4}x\d{2,4}|[_-]?(?:w|h|width|height|s|q)[_=-]?\d{2,4}|@\dx")
_EXTENSION = re.compile(r"\.(?:jpe?g|png|webp|avif|gif|jfif)$", re.IGNORECASE)
_MIN_NAME = 6  # letters or digits in which two addresses agree when they are of one file
_WIDEST = timedelta(hours=14)  # the largest offset of a zone
_QUARTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Reading:
    """What somebody makes of a page."""

    text: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    has_minute: bool = True
    image: str = ""


@dataclass(slots=True)
class Score:
    """One reader's results over all pages."""

    precision: list[float] = field(default_factory=list)
    recall: list[float] = field(default_factory=list)
    exact: dict[str, list[bool]] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)  # of each round

    def figures(self) -> dict[str, float]:
        precision, recall = statistics.mean(self.precision), statistics.mean(self.recall)
        both = precision + recall
        text = {"text F1": 2 * precision * recall / both if both else 0.0, "text precision": precision, "text recall": recall}
        return text | {name: statistics.mean(hits) for name, hits in self.exact.items()}


def ours(case: Case) -> Reading:
    from feedsvc.errors import SourceUnreadable
    from feedsvc.model import Fetched
    from feedsvc.sources import read
    from feedsvc.text import html

    try:
        drafts = read(Fetched(case.url, case.body), "page", now=case.saved).drafts
    except SourceUnreadable:
        drafts = ()
    if not drafts:
        return Reading()
    draft = drafts[0]
    image = draft.image.url if draft.image else ""
    return Reading("\n".join(html.to_paragraphs(draft.content_html)), draft.title, draft.authors, draft.published, image=image)


def by_trafilatura(case: Case) -> Reading:
    import trafilatura

    found = trafilatura.bare_extraction(_decoded(case), url=case.url, include_comments=False, with_metadata=True)
    if found is None or isinstance(found, dict):
        return Reading()
    authors = tuple(name.strip() for name in (found.author or "").split(";") if name.strip())
    return Reading(found.text or "", found.title or "", authors, _aware(found.date), has_minute=False, image=found.image or "")


def by_newspaper(case: Case) -> Reading:
    newspaper: Any = import_module("newspaper")
    article = newspaper.Article(case.url, fetch_images=False)
    try:
        article.download(input_html=_decoded(case))
        article.parse()
    except (newspaper.ArticleException, ImportError):  # it wants further packages for some languages
        return Reading()
    return Reading(article.text, article.title, tuple(article.authors), _aware(article.publish_date), image=article.top_image or "")


def _decoded(case: Case) -> str:
    from feedsvc.sources.charset import decode

    return decode(case.body)


def _aware(date: datetime | str | None) -> datetime | None:
    try:
        found = datetime.fromisoformat(date) if isinstance(date, str) else date
    except ValueError:
        return None
    return found if found is None or found.tzinfo else found.replace(tzinfo=UTC)


def judge(score: Score, case: Case, reading: Reading) -> None:
    true, found = _grams(case.text), _grams(reading.text)
    hits = (true & found).total()
    for values, whole in ((score.precision, found), (score.recall, true)):
        if whole or not (true or found):
            values.append(hits / whole.total() if whole else 1.0)
    for name, right in _judged(case, reading):
        score.exact.setdefault(name, []).append(right)


def _grams(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(gram for start in range(max(1, len(words) - _GRAM + 1)) if (gram := tuple(words[start : start + _GRAM])))


def _judged(case: Case, reading: Reading) -> Iterable[tuple[str, bool]]:
    if case.title:
        yield "title", titles.key(case.title) == titles.key(reading.title)
    if case.authors:
        yield "authors", {titles.key(name) for name in case.authors} == {titles.key(name) for name in reading.authors}
    if case.published:
        yield "day", _same_day(case.published, reading.published)
        if case.published.tzinfo or case.published.hour or case.published.minute:
            yield "minute", reading.has_minute and _same_minute(case.published, reading.published)
    if case.pictures:
        yield "image", bool(reading.image) and _same_picture(reading.image, case.pictures[0])


def _same_day(true: datetime, found: datetime | None) -> bool:
    if found is None:
        return False
    zones = (true.tzinfo or UTC, UTC)  # a reader that gives the day only gives that of the page's zone
    if true.tzinfo is None:
        return abs(found.astimezone(UTC).replace(tzinfo=None) - true) <= _WIDEST
    return any(found.astimezone(zone).date() == true.astimezone(zone).date() for zone in zones)


def _same_minute(true: datetime, found: datetime | None) -> bool:
    if found is None:
        return False
    if true.tzinfo:
        return found.astimezone(UTC).replace(second=0, microsecond=0) == true.astimezone(UTC).replace(second=0, microsecond=0)
    away = abs(found.astimezone(UTC).replace(tzinfo=None, second=0, microsecond=0) - true.replace(second=0, microsecond=0))
    return away <= _WIDEST and away % _QUARTER == timedelta(0)


def _same_picture(url: str, sizes: frozenset[str]) -> bool:
    if url in sizes or unquote(url) in {unquote(size) for size in sizes}:
        return True
    name = _file(url)
    return len(name) >= _MIN_NAME and name in {_file(size) for size in sizes}


def _file(url: str) -> str:
    """The name of the picture's file, without what tells sizes apart."""
    parts = [part for part in unquote(urlsplit(url).path).split("/") if part]
    named = next((part for part in reversed(parts) if _EXTENSION.search(part)), parts[-1] if parts else "")
    return "".join(_WORD.findall(_SIZE.sub("", _EXTENSION.sub("", named)))).casefold()


def run(cases: list[Case], readers: dict[str, Reader], rounds: int) -> dict[str, Score]:
    scores = {name: Score() for name in readers}
    for turn in range(rounds):
        for score in scores.values():
            score.seconds.append(0.0)
        for number, case in enumerate(cases, 1):
            for name, reader in readers.items():
                started = time.process_time()
                reading = reader(case)
                scores[name].seconds[-1] += time.process_time() - started
                if turn == 0:
                    judge(scores[name], case, reading)
            print(f"\r{turn + 1}/{rounds} {number}/{len(cases)}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return scores


def report(label: str, count: int, scores: dict[str, Score]) -> None:
    figures = {name: score.figures() for name, score in scores.items()}
    for peer in list(scores)[1:]:
        for case, value in figures["ours"].items():
            unit = {"text F1": "F1", "text precision": "precision", "text recall": "recall"}.get(case, "share exact")
            _print(f"{case} ({label})", value, unit, peer, figures[peer][case], 4)
        rates = [count / statistics.median(scores[name].seconds) for name in ("ours", peer)]
        _print(f"speed ({label})", rates[0], "pages/s per core", peer, rates[1], 1)


def _print(case: str, value: float, unit: str, peer: str, theirs: float, digits: int) -> None:
    ratio = round(value / theirs, 3) if theirs else None
    line = {"bench": "extract", "case": case, "ours": round(value, digits), "unit": unit}
    print(json.dumps(line | {"peer": peer, "theirs": round(theirs, digits), "ratio": ratio}), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="in the format of news-pages or of extraction; both when none is given")
    parser.add_argument("--only", default="", help="pages whose name contains this")
    parser.add_argument("--rounds", type=int, default=1, help="times that every page is read, for the median speed")
    args = parser.parse_args()
    logging.disable()  # readers talk to the log about odd pages
    folders = {folder: [case for case in read_cases(folder) if args.only in case.name] for folder in args.folders or DEFAULTS}
    if empty := [str(folder) for folder, cases in folders.items() if not cases]:
        print(f"There are no pages with truth in {', '.join(empty)}.", file=sys.stderr)
        sys.exit(3)
    readers: dict[str, Reader] = {"ours": ours, "trafilatura": by_trafilatura, "newspaper4k": by_newspaper}
    try:
        import_module("newspaper")
    except ImportError as error:
        print(f"{error.name} is not installed; install the dependency group bench.", file=sys.stderr)
        sys.exit(3)
    for folder, cases in folders.items():
        report(folder.name, len(cases), run(cases, readers, args.rounds))


if __name__ == "__main__":
    main()
