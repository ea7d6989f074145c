"""Headlines as keys: two sources' spellings of one headline should be equal."""

from __future__ import annotations

import re
import unicodedata

MAX_KEY = 300  # characters, at most 1200 bytes; keys are indexed, and PostgreSQL refuses index rows over 2704 bytes
MIN_WORDS = 4
MIN_UNSPACED = 10

# Scripts written without spaces: Thai, Lao, Burmese, Khmer, kana and Han.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


class _Kept(dict[int, str | None]):
    """Translation table, filled as characters are met: letters, marks and digits stay, invisible ones go, the rest become spaces."""

    def __missing__(self, code: int) -> str | None:
        category = unicodedata.category(chr(code))
        kept = chr(code) if category[0] in "LMN" else None if category == "Cf" else " "
        self[code] = kept
        return kept


_KEPT = _Kept()


def key(title: str) -> str:
    """The normalised headline: NFKC, case folded, quotes, dashes and punctuation to spaces, collapsed.

    A headline of signs only keeps them, since an empty key would make all such headlines one. At most MAX_KEY characters: what two
    headlines have in common over that length, they have in common.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", title).casefold())
    words = folded.translate(_KEPT).split()
    return " ".join(words or folded.split())[:MAX_KEY].rstrip()


def distinctive(key: str) -> bool:
    """Whether the key is long enough that an equal headline of another source is the same article.

    That is at least four words, or ten characters of a script without spaces.
    """
    return len(key.split()) >= MIN_WORDS or len(_UNSPACED.findall(key)) >= MIN_UNSPACED
