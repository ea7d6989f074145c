"""Which sections is this article in? Pure: rules and facts in, slugs out."""

from __future__ import annotations

import re
from fnmatch import translate
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from feedsvc.matching import NOBODY
from feedsvc.model import ALL, in_language
from feedsvc.text import titles
from feedsvc.text.language import registered

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from feedsvc.authority import Roster
    from feedsvc.matching import State
    from feedsvc.model import Section

_METHOD = 2  # goes up when the same rules file otherwise
# Thai, Lao, Khmer, kana and Han are written without spaces between words: a keyword in them may stand anywhere.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


def sections_of(state: State, defaults: Mapping[int, Iterable[str]], rules: Sequence[Section], roster: Roster = NOBODY) -> frozenset[str]:
    """The slugs of all sections that the article is in, "all" and that of its language among them. One rule that holds is enough for one.

    ``defaults`` are the sections that each source, by its number, puts everything into; those of a stranger to the article do not count.
    """
    declared = {rule.slug for rule in rules}
    speakers = roster.speakers(state.source, state.told_by, state.url)
    given = {slug for teller in speakers for slug in defaults.get(teller, ())}
    tags = frozenset(tag.casefold() for tag in state.tags)
    words = f" {state.title_key} "
    path = unquote(urlsplit(state.url).path) if state.url else ""
    held = {rule.slug for rule in rules if _holds(rule, tags, words, path)}
    return frozenset({ALL} | held | (given & declared) | _tongue(state.language))


def _tongue(language: str) -> set[str]:
    """The implied section of a language."""
    tag = registered(language)
    return {in_language(tag)} if tag else set()


def _holds(rule: Section, tags: frozenset[str], words: str, path: str) -> bool:
    return (
        any(tag.casefold() in tags for tag in rule.tags)
        or (bool(path) and any(_pattern(glob).match(path) for glob in rule.paths))
        or any((key := titles.key(keyword)) and (key if _UNSPACED.search(key) else f" {key} ") in words for keyword in rule.keywords)
    )


@lru_cache(maxsize=1024)
def _pattern(glob: str) -> re.Pattern[str]:
    """ "/dunia/*" also means "/dunia" itself; "/dunia" alone means the path and all below it."""
    stem = glob.removesuffix("*").rstrip("/")
    if any(mark in stem for mark in "*?["):
        return re.compile(translate(glob), re.IGNORECASE)
    return re.compile(rf"{re.escape(stem)}(/|$)", re.IGNORECASE)


def fingerprint(rules: Sequence[Section], defaults: Iterable[tuple[str, tuple[str, ...]]]) -> str:
    """Changes exactly when stored articles have to be filed anew: the rules or a source's default sections changed."""
    return repr((_METHOD, tuple(rules), tuple(sorted(defaults))))
