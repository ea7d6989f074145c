"""Summaries without what publishing software hangs on their end: "The post X appeared first on Y.", "Continue reading X →", "[…]"."""

from __future__ import annotations

import re

_LEADS = """The post|The article|Der Beitrag|L'article|L’article|La entrada|El artículo|O post|L'articolo|L’articolo|Het bericht|Artikel
|Postingan|Kiriman|Inlägget|Indlægget|Innlegget|Wpis|Artykuł|Запись|Статья|Yazı|Bài viết"""
_FIRST_ON = """appeared first on|first appeared on|erschien zuerst auf|est apparu en premier sur|se publicó primero en
|apareció primero en|apareceu primeiro em|apareceu primeiro no|proviene da|verscheen eerst op|pertama kali tampil pada
|muncul pertama kali di|dök först upp på|blev først udgivet på|dukket først opp på|pochodzi z serwisu|появились сначала на
|впервые появилась|ilk önce|xuất hiện đầu tiên vào ngày"""
_MORE = """continue reading|read more|read the full story|baca selengkapnya|selengkapnya|baca lebih lanjut|teruskan membaca
|lanjutkan membaca|weiterlesen|mehr lesen|lire la suite|leer más|seguir leyendo|continuar leyendo|leia mais
|continue lendo|leggi tutto|continua a leggere|lees verder|lees meer|läs mer|les mer|læs mere|czytaj więcej|czytaj dalej
|читать далее|devamını oku|xem thêm|続きを読む|阅读全文"""


def _any(phrases: str) -> str:
    return "|".join(re.escape(phrase) for phrase in phrases.replace("\n", "").split("|"))


_LEAD = re.compile(rf"(?<!\S)(?:{_any(_LEADS)})\s*[«“\"']?$", re.IGNORECASE)
_ATTRIBUTION = re.compile(rf"\W*(?:{_any(_FIRST_ON)})\b.{{0,120}}$", re.IGNORECASE)
_INVITATION = re.compile(rf"[\s(\[]*(?:{_any(_MORE)})[\s:“”\"]*$", re.IGNORECASE)
_CUT = re.compile(r"\s*(?:\[\s*(?:…|\.\.\.)\s*\]|(?<=\s)\.\.\.|(?<=\s)…)\s*$")
_LAST_WORDS = tuple(phrase.lower() for phrase in _MORE.replace("\n", "").split("|"))  # asked first: most texts end in none of them
_BEHIND_WORDS = ' \t\r\n:“”"'
_POINTERS = " →»>›)]"
_LONGEST_INVITATION = 60
_LONGEST_CUT = 20


def tidy(text: str, title: str) -> str:
    """The plain text without its trailers; where the software cut it off, an ellipsis stays. "" when it says no more than the title."""
    text = _without_invitation(_without_attribution(text.strip(), title), title)
    if cut := _CUT.search(text, max(0, len(text) - _LONGEST_CUT)):
        text = f"{text[: cut.start()]}…"
    return "" if text.casefold() == title.casefold() else text


def _without_attribution(text: str, title: str) -> str:
    at = text.rfind(title) if title else -1
    lead = _LEAD.search(text, max(0, at - _LONGEST_INVITATION), at) if at > 0 else None
    if lead and _ATTRIBUTION.match(text[at + len(title) :]):
        return text[: lead.start()].rstrip()
    return text


def _without_invitation(text: str, title: str) -> str:
    """The last words only count as an invitation when nothing follows them, or the title does."""
    bare = text.rstrip(_POINTERS)
    bare = bare.removesuffix(title).rstrip() if title else bare
    start = max(0, len(bare) - _LONGEST_INVITATION)
    if not bare[start:].lower().rstrip(_BEHIND_WORDS).endswith(_LAST_WORDS):
        return text
    match = _INVITATION.search(bare, start)
    return bare[: match.start()].rstrip() if match and match.start() > 0 else text
