"""Languages as BCP 47 primary tags (RFC 5646): "id", "en", "fil". "" is unknown."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

LONG = 200  # letters from which the text may overrule what the source declares
SHORT = 40  # letters below which the text says nothing
CLEAR = 0.9  # py3langid's probability (the language or a neighbour) that overrules a declared language
LIKELY = 0.5  # py3langid's probability that is enough where nothing is declared
_MAX_TAG = 100  # characters of a declared language that are looked at
_READ = 800  # characters that are looked at; more cost time and change nothing
_BEGINNING = 200  # of them, which are enough if they leave no doubt: five of six texts
_SURE = 0.99  # py3langid's probability that is no doubt

_TAG = re.compile(r"[a-z]{2,3}")
_MEANINGLESS = frozenset({"und", "mul", "zxx", "mis", "ext"})
_RENAMED = {"in": "id", "iw": "he", "ji": "yi", "jw": "jv", "mo": "ro", "wuu": "zh", "cmn": "zh", "ary": "ar", "arz": "ar", "uzs": "uz"}
# Languages too close for a classifier to overrule a newsroom's own word.
_NEIGHBOURS = tuple(
    frozenset(group.split())
    for group in ("id ms jv su ace", "hr bs sr sl", "no nb nn da sv", "cs sk", "pt gl", "es ca gl an", "fr oc wa", "it vec lij co", "nl af",
                  "de lb gsw", "ru uk be bg mk", "zh yue", "hi mr ne sa", "fa ps ku", "az tr crh tk", "tl fil bcl", "xh zu st nso")
)  # fmt: skip


_TWO_LETTERS = """
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi
fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw
ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro
ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi
yo za zh zu
"""
_REGISTERED = frozenset(_TWO_LETTERS.split())  # ISO 639-1: 184 of them, where there are 8,000 tags of three letters
_AS_TWO = {"fil": "tl"}  # one language, by its registry's own word


def registered(tag: str) -> str:
    """The two letters (ISO 639-1) of a language that lists may be made for; "" for any other, as feeds call it anything."""
    found = primary(tag)
    found = _AS_TWO.get(found, found)
    return found if found in _REGISTERED else ""


def primary(tag: str) -> str:
    """The primary subtag of "id-ID", "en_US" or "in", lower case and as registered today; "" for what is no language tag."""
    return _primary(tag[:_MAX_TAG])


@lru_cache(maxsize=1000)
def _primary(tag: str) -> str:
    first = re.split(r"[-_.,;]", tag.strip().lower(), maxsplit=1)[0].strip()
    if not _TAG.fullmatch(first) or first in _MEANINGLESS:
        return ""
    return _RENAMED.get(first, first)


def detect(text: str, hint: str = "") -> str:
    """The language of ``text``: the source's ``hint``, unless a long text clearly disagrees; without a hint what the text looks like.

    Between neighbouring languages (Indonesian and Malay, Croatian and Serbian) the hint stands.
    """
    declared = primary(hint)
    letters = sum(map(str.isalpha, text[:_READ]))
    if letters < (LONG if declared else SHORT):
        return declared
    seen, probability = _classified(text[:_READ])
    if not declared:
        return seen if probability >= LIKELY else ""
    return seen if seen and probability >= CLEAR and not _neighbours(declared, seen) else declared


def _neighbours(one: str, other: str) -> bool:
    return one == other or any(one in group and other in group for group in _NEIGHBOURS)


def _classified(text: str) -> tuple[str, float]:
    """The likeliest language, and the probability that it is this one or a neighbour."""
    for beginning, enough in ((text[:_BEGINNING], _SURE), (text, CLEAR)):
        tag, certainty = _classifier().classify(beginning)
        if certainty >= enough:  # neighbours cannot change what follows from it, and to rank all languages takes as long again
            return primary(tag), float(certainty)
    ranked = [(primary(tag), float(probability)) for tag, probability in _classifier().rank(text)]
    likeliest = ranked[0][0]
    return likeliest, sum(probability for tag, probability in ranked if tag and _neighbours(likeliest, tag))


@lru_cache(maxsize=1)
def _classifier() -> Any:
    """The model is read on first use: it takes a second, and a process that detects nothing should not pay it."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
