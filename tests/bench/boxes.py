"""Measures how well boxes of popular and of latest articles are found, against hand-made annotations."""

# Arguments: [data folder] [annotations], by default ../shared/data/news-pages and tests/data/boxes.json. The folder holds
# <country>/<page>.html.gz and <country>/meta.info (JSON: page -> {"url": ...}); the annotations hold, for each "<country>/<page>",
# {"popular": [{"heading", "tab", "urls"}], "latest": [...]}. A page annotated with empty lists counts: what is found there is wrong.
#
# Precision and recall are over (page, kind, URL), URLs canonical. An annotated list is exact when a found list of its kind holds the
# same URLs in the same order, each found list counting once. Tabs and headings are not compared: each tab is a list of its own on both
# sides, and to be exact it has to be found as one.
#
# The peer is the plain method that everybody writes first: a short text that the lexicon knows, the first element around it that holds
# three links behind it, all long-worded links of that element as one list.

from __future__ import annotations

import gzip
import json
import sys
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from feedsvc.model import Fetched
from feedsvc.sources import read
from feedsvc.sources.charset import decode
from feedsvc.sources.headings import classify
from feedsvc.sources.listing import find_boxes
from feedsvc.sources.sections import find_listing
from feedsvc.text import chars, urls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.html import HtmlElement

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data" / "news-pages"
TRUTH = ROOT / "tests" / "data" / "boxes.json"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
KINDS = ("popular", "latest")
PEER = "lexicon and next list"

Lists = dict[str, list[list[str | None]]]  # kind -> lists of canonical URLs


@dataclass(slots=True)
class Tally:
    """Counts over all pages, for one kind."""

    right: int = 0
    found: int = 0
    annotated: int = 0
    exact: int = 0
    lists: int = 0
    pages: list[str] = field(default_factory=list)  # with a difference

    def add(self, page: str, true: list[list[str | None]], ours: list[list[str | None]]) -> None:
        wanted, got = ({url for one in lists for url in one} for lists in (true, ours))
        self.right += len(wanted & got)
        self.found += len(got)
        self.annotated += len(wanted)
        left, exact = list(ours), 0
        for one in true:
            if one in left:
                left.remove(one)
                exact += 1
        self.exact += exact
        self.lists += len(true)
        if exact < len(true) or left:
            self.pages.append(page)

    def figures(self) -> dict[str, float]:
        return {
            "precision": self.right / max(self.found, 1),
            "recall": self.right / max(self.annotated, 1),
            "exact lists": self.exact / max(self.lists, 1),
        }


def main(arguments: list[str]) -> int:
    data, truth = (Path(given) for given in (*arguments, *(str(DATA), str(TRUTH))[len(arguments) :]))
    if not data.is_dir() or not truth.is_file():
        print(f"boxes: {data if not data.is_dir() else truth} is not here; give the data folder and the annotations.", file=sys.stderr)
        return 3
    annotated = json.loads(truth.read_text(encoding="utf-8"))
    pages = [(page, data / page) for page in sorted(annotated) if (data / page).is_file()]
    if not pages:
        print(f"boxes: none of the annotated pages is in {data}.", file=sys.stderr)
        return 3
    methods: dict[str, Callable[[Fetched], Lists]] = {"feedsvc": ours, PEER: plain}
    tallies = {method: {kind: Tally() for kind in KINDS} for method in methods}
    for number, (page, file) in enumerate(pages, 1):
        fetched = Fetched(url_of(file), gzip.decompress(file.read_bytes()), "text/html")
        for method, find in methods.items():
            found = find(fetched)
            for kind in KINDS:
                true = [[urls.canonical(url, fetched.url) for url in one["urls"]] for one in annotated[page][kind]]
                tallies[method][kind].add(page, true, found[kind])
        print(f"\r{number}/{len(pages)} {page:60.60}", end="", file=sys.stderr)
    print(file=sys.stderr)
    report(tallies)
    report_speed([file for _, file in pages])
    return 0


def url_of(file: Path) -> str:
    return str(json.loads((file.parent / "meta.info").read_text(encoding="utf-8"))[file.name]["url"])


def ours(fetched: Fetched) -> Lists:
    boxes = read(fetched, "page", now=NOW).boxes
    return {kind: [[item.url for item in box.items] for box in boxes if box.kind == kind] for kind in KINDS}


def plain(fetched: Fetched) -> Lists:
    """The peer: no tabs, no look at what ends a list, at scripts' placeholders, at navigation, or at what the links lead to."""
    found: Lists = {kind: [] for kind in KINDS}
    for element in tree_of(fetched).iter():
        text = chars.clean(element.text or "") if isinstance(element.tag, str) and element.tag not in {"script", "style", "a"} else ""
        if kind := classify(text):
            links = next(
                (links for above in islice(element.iterancestors(), 5) if len(links := list(long_links(above, fetched.url))) > 2), []
            )
            if links and links not in found[kind]:
                found[kind].append(links)
    return found


def long_links(element: HtmlElement, base: str) -> Iterator[str | None]:
    """The distinct URLs of an element's links whose text has three words or more."""
    links = (link for link in element.iter("a") if len(link.text_content().split()) > 2)
    yield from dict.fromkeys(url for link in links if (url := urls.canonical(link.get("href", ""), base)))


def tree_of(fetched: Fetched) -> HtmlElement:
    from lxml import html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    return html.document_fromstring(chars.clean_block(decode(fetched.body, fetched.content_type)).encode(), parser=parser)


def report(tallies: dict[str, dict[str, Tally]]) -> None:
    for kind in KINDS:
        own, other = (tallies[method][kind].figures() for method in ("feedsvc", PEER))
        for case, value in own.items():
            emit(case=f"{kind}, {case}", ours=value, unit="share", peer=PEER, theirs=other[case])
        tally = tallies["feedsvc"][kind]
        print(f"{kind}: {tally.lists} lists, {tally.annotated} articles annotated; different on {tally.pages}", file=sys.stderr)


def report_speed(files: list[Path]) -> None:
    """Milliseconds of CPU for the boxes of one page that is parsed already, by our method and by the peer's in turn; the listing too."""
    spent: dict[str, list[float]] = {"ours": [], "peer": [], "listing": []}
    for file in files[::4]:
        fetched = Fetched(url_of(file), gzip.decompress(file.read_bytes()), "text/html")
        tree = tree_of(fetched)
        spent["ours"].append(clocked(lambda: find_boxes(tree, fetched.url)))  # noqa: B023  called at once
        spent["peer"].append(clocked(lambda: plain(fetched)) - clocked(lambda: tree_of(fetched)))  # noqa: B023
        spent["listing"].append(clocked(lambda: find_listing(tree, fetched.url, (), now=NOW)))  # noqa: B023
    emit(case="boxes of one page", ours=median(spent["ours"]), unit="ms", peer=PEER, theirs=median(spent["peer"]))
    print(f"listing of one page: {median(spent['listing']):.1f} ms", file=sys.stderr)


def clocked(call: Callable[[], Any]) -> float:
    begun = time.process_time()
    call()
    return 1000 * (time.process_time() - begun)


def emit(*, case: str, ours: float, unit: str, peer: str, theirs: float) -> None:
    figures = {
        "ours": round(ours, 4),
        "unit": unit,
        "peer": peer,
        "theirs": round(theirs, 4),
        "ratio": round(ours / theirs, 3) if theirs else None,
    }
    print(json.dumps({"bench": "boxes", "case": case, **figures}))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
