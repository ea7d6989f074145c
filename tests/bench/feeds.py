"""Measures the reading of feeds: agreement with feedparser field by field, text kept, speed, and whole rounds into the store."""

# Arguments: [data folder], by default ../shared/data/feeds: one feed a file, as fetched. --only agreement, speed or store.
#
# Agreement: of all items in which one of the two has a value, the share in which both have the same. Texts are compared as sequences of
# words, addresses once they are absolute, dates as moments, names and tags as sets. What feedparser plainly gets wrong is set apart and
# told on standard error with its rule (see ``_their_fault``); it counts for neither.
# Text kept: of all words that feedparser has of an item, the share that is in the article we would store.
# Speed: each feed in turn with ours, feedparser as it comes (it sanitises and resolves addresses too) and fastfeedparser (which does
# neither); medians over rounds of the sum over all feeds.
# Store: all feeds from a server in a process of its own into an empty SQLite file, by our ingester in threads and by lemon24's reader; then
# a second round in which nothing is new, once answered with 304, once with the same bytes. feeds/s, medians over rounds.

from __future__ import annotations

import argparse
import io
import json
import re
import statistics
import sys
import time
import warnings
from calendar import timegm
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from lxml import etree
from lxml import html as lxml_html

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from feedsvc.errors import SourceUnreadable  # noqa: E402
from feedsvc.model import Fetched  # noqa: E402
from feedsvc.sources import entries  # noqa: E402
from feedsvc.sources.feed import read_channel, read_feed  # noqa: E402
from feedsvc.text import dates, urls  # noqa: E402
from tests.bench import _rounds as rounds  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from feedsvc.sources.entries import Entry

DATA = ROOT.parent / "shared" / "data" / "feeds"
URL = "https://reader.example/feed"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
MAX_ITEMS = 500
SHOWN = 5  # disagreements of one field that are printed
KNOWN_ZONES = frozenset({"UT", "GMT", "UTC", "Z", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT"})  # RFC 822
UNSEEN = ("script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "math", "textarea", "select", "title")

_INLINE_NAMES = "a abbr b bdi bdo cite code del dfn em font i ins kbd mark q s samp small span strong sub sup time tt u var wbr"
INLINE = frozenset(_INLINE_NAMES.split())
_PAGE = re.compile(r"</?(?:html|body)\b[^<>]*>", re.IGNORECASE)  # of a whole page pasted in; lxml reads nothing behind its end
# What stands in these is for browsers that do not know them.
_FRAME = re.compile(r"</?(?:noscript|iframe|object|embed|video|audio)\b[^<>]*>", re.IGNORECASE)

Found = dict[str, Any]


@dataclass(slots=True)
class Tally:
    same: int = 0
    faults: Counter[str] = field(default_factory=Counter)  # feedparser's, by rule
    differing: list[tuple[str, object, object]] = field(default_factory=list)

    def share(self) -> float:
        return self.same / max(1, self.same + len(self.differing))


def words(*markups: str) -> list[str]:
    """The words that a reader of these pieces of HTML or plain text sees."""
    return [word for markup in markups for word in re.findall(r"\w+", _seen(markup).casefold())]


def _seen(markup: str) -> str:
    if "<" not in markup and "&" not in markup:
        return markup
    root = lxml_html.fromstring(f"<div>{_PAGE.sub('', _valid(markup))}</div>")
    etree.strip_elements(root, *UNSEEN, with_tail=False)
    for element in root.iter():
        if element.tag not in INLINE:
            element.text, element.tail = f" {element.text or ''}", f" {element.tail or ''}"
    return str(root.text_content())


def _valid(text: str) -> str:
    return re.sub("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text)


def parse(body: bytes) -> Any:
    import feedparser

    return feedparser.parse(io.BytesIO(body), response_headers={"content-location": URL})


# --- agreement


def agreement(folder: Path) -> None:
    tallies: dict[str, Tally] = {}
    kept: Counter[str] = Counter()
    for path in _files(folder):
        body = path.read_bytes()
        theirs = parse(body).entries[:MAX_ITEMS]
        try:
            channel = read_channel(Fetched(URL, body), MAX_ITEMS)
        except SourceUnreadable as error:
            print(f"{path.name}: {error}", file=sys.stderr)
            continue
        base = urls.canonical(channel.homepage, URL) or URL
        _count(tallies, "items", path.name, len(channel.entries), len(theirs))
        for number, (ours, their) in enumerate(zip(channel.entries, theirs, strict=False)):
            for name, one, other in _fields(ours, their, base):
                fault = _their_fault(name, ours, their) if one != other else ""
                if fault:
                    tallies.setdefault(name, Tally()).faults[fault] += 1
                elif one or other:
                    _count(tallies, name, f"{path.name} {number}", one, other)
            _keep(kept, ours, their, base, f"{path.name} {number}")
    _report(tallies, kept)


def _count(tallies: dict[str, Tally], name: str, where: str, ours: object, theirs: object) -> None:
    tally = tallies.setdefault(name, Tally())
    if ours == theirs:
        tally.same += 1
    else:
        tally.differing.append((where, ours, theirs))


def _fields(ours: Entry, their: Found, base: str) -> Iterator[tuple[str, object, object]]:
    """(field, our value, theirs) in a form in which equal means the same."""
    base = ours.base or base
    link = ours.link or (ours.guid if ours.guid_is_link else "")
    contents = [_text(one, "value") for one in dict.get(their, "content") or []]
    published, modified = _moment(ours.published), _moment(ours.modified)
    yield "title", words(ours.title), words(_text(their, "title"))
    yield "link", urls.absolute(link, base), urls.absolute(_text(their, "link"), URL)
    yield "id", urljoin(base, ours.guid), urljoin(base, _text(their, "id"))
    yield "published", published or modified, _parsed(their, "published") or _parsed(their, "created") or _parsed(their, "updated")
    yield "updated", modified or published, _parsed(their, "updated") or _parsed(their, "published") or _parsed(their, "created")
    yield "summary", words(ours.summary or ours.content), words(_text(their, "summary"))
    yield "content", words(ours.content), words(max(contents, key=len, default=""))
    yield "authors", _names(map(entries.person, ours.authors)), _names(_text(one, "name") for one in dict.get(their, "authors") or [])
    yield "tags", _names(ours.tags), _names(_text(one, "label") or _text(one, "term") for one in dict.get(their, "tags") or [])
    files = {urls.absolute(_text(one, "href"), URL) for one in their.get("enclosures") or []} - {None}
    yield "enclosures", {urls.absolute(one.url, base) for one in ours.enclosures} & files, files  # ours has those of Media RSS too


def _their_fault(name: str, ours: Entry, their: Found) -> str:
    """The rule by which feedparser is wrong where it differs; "" where it may be right."""
    if name in {"published", "updated"}:
        said = f"{ours.published} {ours.modified}"
        if re.search(r"\b0001\b", said):
            return "an empty date (the year 1) taken for one"
        zone = re.search(r"\d\s+\(?([A-Z]{2,5})\)?\s*$", ours.published or ours.modified)
        return f"a zone it does not know ({zone[1]}) taken for UTC" if zone and zone[1] not in KNOWN_ZONES else ""
    said = {"title": ours.title, "summary": ours.summary, "content": ours.content}.get(name, "")
    contents = [_text(one, "value") for one in dict.get(their, "content") or []]
    theirs = {"title": [_text(their, "title")], "summary": [_text(their, "summary")], "content": contents}.get(name, [])
    if theirs and words(_FRAME.sub(" ", said)) in map(words, theirs):
        return "the fallback of a frame or film taken for text"
    captions = [words(one.caption) for one in ours.pictures]
    if any(words(one) in captions for one in theirs if one):
        return "a picture's caption taken for the item's text"
    return "text decoded once more than it was encoded" if any(_redecoded(said) == one for one in theirs) else ""


def _redecoded(text: str) -> str:
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""


def _keep(kept: Counter[str], ours: Entry, their: Found, base: str, where: str) -> None:
    """Count the words that feedparser has and the stored article would not have."""
    setting = entries.Setting(base, NOW, "")
    draft = entries.draft(ours, setting)
    longest = max((_text(their, "summary"), *(_text(one, "value") for one in dict.get(their, "content") or [])), key=len)
    theirs = Counter(words(_text(their, "title"), longest))
    captions = [one.caption for one in ours.pictures]
    mine = Counter(words(draft.title, draft.summary, draft.content_html, *captions)) if draft else Counter[str]()
    lost = theirs - mine
    kept.update({"all": theirs.total(), "lost": lost.total()})
    if lost.total() > max(2, theirs.total() // 50):
        print(f"lost: {where}: {lost.total()} of {theirs.total()}: {' '.join(list(lost)[:12])}", file=sys.stderr)


def _report(tallies: dict[str, Tally], kept: Counter[str]) -> None:
    for name, tally in tallies.items():
        for fault, count in tally.faults.items():
            print(f"{name}: feedparser is wrong in {count}: {fault}", file=sys.stderr)
        for where, ours, theirs in tally.differing[:SHOWN]:
            print(f"{name}: {where}: ours {_short(ours, theirs)} theirs {_short(theirs, ours)}", file=sys.stderr)
        _line(f"agreement: {name}", tally.share(), 1.0, "share", "feedparser")
    _line("text kept", 1 - kept["lost"] / max(1, kept["all"]), 1.0, "share of words", "feedparser")


def _short(value: object, other: object) -> str:
    if not isinstance(value, list) or not isinstance(other, list):
        return repr(value)[:120]
    at = next((at for at, pair in enumerate(zip(value, other, strict=False)) if pair[0] != pair[1]), min(len(value), len(other)))
    return f"({len(value)} words) …{' '.join(value[max(0, at - 3) : at + 12])}…"


def _text(found: Found, name: str) -> str:
    value = dict.get(found, name)
    return value if isinstance(value, str) else ""


def _parsed(found: Found, name: str) -> datetime | None:
    value = dict.get(found, f"{name}_parsed")
    return datetime.fromtimestamp(timegm(value), UTC) if value else None


def _moment(text: str) -> datetime | None:
    return dates.parse(text, now=NOW) if text else None


def _names(values: Any) -> set[str]:
    return {" ".join(words(value)) for value in values} - {""}


# --- speed


def speed(folder: Path, count: int) -> None:
    import fastfeedparser

    bodies = [path.read_bytes() for path in _files(folder)]
    failures: Counter[str] = Counter()
    readers: dict[str, Callable[[bytes], object]] = {
        "ours": lambda body: read_feed(Fetched(URL, body), now=NOW),
        "feedparser": parse,
        "fastfeedparser": fastfeedparser.parse,
    }
    totals: dict[str, list[float]] = {name: [] for name in readers}
    for reader in readers.values():  # libraries load their parts at first use
        reader(bodies[0])
    for number in range(count):
        took = dict.fromkeys(readers, 0.0)
        for body in bodies:
            for name, reader in readers.items():
                began = time.perf_counter()
                try:
                    reader(body)
                except Exception as error:  # noqa: BLE001 - a failure is a result here
                    failures[name] += 1
                    print(f"{name}: {error}", file=sys.stderr)
                took[name] += time.perf_counter() - began
        for name in readers:
            totals[name].append(took[name])
        print(f"round {number + 1}: " + ", ".join(f"{name} {took[name]:.2f} s" for name in readers), file=sys.stderr)
    rates = {name: len(bodies) / statistics.median(times) for name, times in totals.items()}
    for name in ("feedparser", "fastfeedparser"):
        _line(f"speed beside {name}", rates["ours"], rates[name], "feeds/s", name)
        _line(f"failures beside {name}", failures["ours"], failures[name], "feeds", name)


# --- the whole way into the store


def store(folder: Path, count: int) -> None:
    results = rounds.measure(folder, count)
    for case in rounds.CASES:
        ours, theirs = results["ours"][case], results["reader"][case]
        _line(f"into the store: {case}", statistics.median(ours), statistics.median(theirs), "feeds/s", "reader")


def _line(case: str, ours: float, theirs: float, unit: str, peer: str) -> None:
    ratio = round(ours / theirs, 3) if theirs else None
    line = {"case": case, "ours": round(ours, 4), "unit": unit, "peer": peer, "theirs": round(theirs, 4), "ratio": ratio}
    print(json.dumps({"bench": "feeds"} | line))


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=DATA)
    parser.add_argument("--only", choices=("agreement", "speed", "store"))
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if not options.folder.is_dir() or not _files(options.folder):
        sys.exit(_missing(f"{options.folder} holds no feeds"))
    warnings.simplefilter("ignore")
    try:
        if options.only in {None, "agreement"}:
            agreement(options.folder)
        if options.only in {None, "speed"}:
            speed(options.folder, options.rounds)
        if options.only in {None, "store"}:
            store(options.folder, options.rounds)
    except ImportError as error:
        sys.exit(_missing(f"{error.name} is not installed; install the dependency group bench"))


def _missing(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 3


if __name__ == "__main__":
    main()
