"""What an address says in words: "/news/2026/banjir-besar-di-kota-71234.html" -> "Banjir besar di kota"."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from feedsvc.text import chars

MAX_TITLE = 300  # characters
_EXTENSION = re.compile(r"\.[a-z]{2,5}$", re.IGNORECASE)
_BREAK = re.compile(r"[-_+.,~\s]+")
# Ids such as d7654321 and 5f2b3c1a; no years, and no words such as "g20" or "covid19".
_NUMBER = re.compile(r"(?!(?:19|20)\d\d$)(?=\w*\d)(?:[a-z]{0,3}\d{4,}[a-z]{0,2}|[0-9a-f]{8,})", re.IGNORECASE)


def title(url: str) -> str:
    """A headline of the words in the path, never empty; of several segments, the one of the most words, the last one among equals."""
    path = urlsplit(url).path
    worded = [_words(segment) for segment in path.split("/") if segment]
    best = max(reversed(worded), key=len, default=[])
    text = chars.clean(" ".join(best))[:MAX_TITLE] or chars.clean(unquote(path)).strip("/")[:MAX_TITLE] or url
    return text[:1].upper() + text[1:]


def _words(segment: str) -> list[str]:
    """Without ids before and behind the words; a year or a count among them stays."""
    words = [word for word in _BREAK.split(_EXTENSION.sub("", unquote(segment, errors="ignore"))) if word]
    while words and _NUMBER.fullmatch(words[-1]):
        words.pop()
    while words and _NUMBER.fullmatch(words[0]):
        words.pop(0)
    return words if any(char.isalpha() for word in words for char in word) else []
