"""The headline of an article page, without the site's name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from feedsvc.sources import jsonld
from feedsvc.sources.metadata import MAX_TITLE, printed_heading, site_name, social_title, window_title
from feedsvc.sources.outline import spaceless
from feedsvc.text import html, titles

if TYPE_CHECKING:
    from feedsvc.sources.metadata import Page

_MAX_READ = 2_000  # characters of a value's markup that are read; JSON-LD may hold two million
_LIMIT = 100  # characters from which a title may have been cut for search engines, which show 110 at most
_ELLIPSES = ("…", "...")
_CUT = 30  # characters from which a title that another begins with was cut from it
_MIN_WORDS = 3  # of a printed heading that can be a whole headline
_MIN_SPACELESS = 6  # signs likewise
_MAX_PARTS = 3  # joined to a headline: section, site, slogan
_MAX_SITE = 12  # signs of a site's name in a script without spaces
_MIN_NAME = 4  # letters of a host's name that is part of a site's
_JOINT = re.compile(r"\s+(?:[-|–—•·»›:«/]{1,2})\s+|\s*[|｜»›]\s*|(?<=\S)[_＿](?=\S)")
_TIGHT = re.compile(r"\s*[-_|｜–—:：]+\s*")  # between signs of a script without spaces


def title(page: Page) -> str:
    """The headline without the site's name: JSON-LD, og:title, h1, title.

    The printed headline stands where social networks are given it too while JSON-LD repeats what the page's title says for search
    engines; so does a longer form of a headline that was cut short.
    """
    heading = printed_heading(page)
    stated = _without_site(page, jsonld.string(page.article.get("headline")), heading)
    social, window = (_without_site(page, text, heading) for text in (social_title(page), window_title(page)))
    candidates = (stated, social, heading, _without_site(page, jsonld.string(page.article.get("name")), heading), window)
    best = next((name for name in candidates if name), "")
    if best == stated and _same(heading, social) and _same(stated, window):
        best = heading
    if _same(stated, social) and len(best) < _LIMIT and not best.endswith(_ELLIPSES):
        return html.shorten(best, MAX_TITLE)
    forms = [heading, *([social] if len(social) < len(best) else [])]
    return html.shorten(next((form for form in forms if _is_whole(form, best)), best), MAX_TITLE)


def _same(one: str, other: str) -> bool:
    return bool(one) and titles.key(one) == titles.key(other)


def _is_whole(heading: str, other: str) -> bool:
    """Whether the other title is this one cut short, or this one with something joined to it."""
    start = other.rstrip(".… ")
    return (len(start) > _CUT and heading.startswith(start)) or _is_joined(heading, other)


def _is_joined(heading: str, other: str) -> bool:
    """Whether the other title is this whole headline with something joined to it."""
    if len(heading) >= len(other) or not other.startswith(heading):
        return False
    if spaceless(heading) >= _MIN_SPACELESS:
        return _TIGHT.match(other, len(heading)) is not None
    return len(heading.split()) >= _MIN_WORDS and _JOINT.match(other, len(heading)) is not None


def _without_site(page: Page, text: str, heading: str) -> str:
    """The text before the names of section and site; a headline that has a dash of its own keeps it."""
    text = html.to_text(html.cut(text, _MAX_READ))
    if _is_joined(heading, text):
        return heading
    names = {key.replace(" ", "") for name in (site_name(page), *_hosts(page)) if (key := titles.key(name))}
    for _ in range(_MAX_PARTS):
        joint = next((joint for joint in reversed(list(_JOINT.finditer(text))) if _is_site(text[joint.end() :], names)), None)
        if joint is None:
            break
        text = text[: joint.start()]
    first = _JOINT.search(text)
    if first and titles.key(text[: first.start()]).replace(" ", "") in names:
        text = text[first.end() :]
    return _without_tight_site(text, names)


def _without_tight_site(text: str, names: set[str]) -> str:
    """Chinese and Japanese sites join their names by signs without spaces around them."""
    joint = next(reversed(list(_TIGHT.finditer(text))), None)
    if joint is None or not joint.start() or spaceless(text[: joint.start()]) < _MIN_SPACELESS:
        return text
    tail = text[joint.end() :]
    is_name = "_" in joint.group() or (joint.group().strip() in {"-", "|", "｜"} and spaceless(tail) == len(tail) <= _MAX_SITE)
    return text[: joint.start()] if tail and (is_name or _is_site(tail, names)) else text


def _hosts(page: Page) -> list[str]:
    """What a site can be called after its host: "news.example.co.id" is Example, Example.co.id or News Example."""
    host = (urlsplit(page.base).hostname or "").removeprefix("www.")
    labels = [label for label in host.split(".")[:-1] if len(label) > 3 or label == host.split(".")[0]]
    return [host, *labels, ".".join(host.split(".")[-2:])]


def _is_site(tail: str, names: set[str]) -> bool:
    key = titles.key(tail).replace(" ", "")
    return bool(key) and (key in names or any(len(name) >= _MIN_NAME and key.startswith(name) and len(tail.split()) <= 3 for name in names))
