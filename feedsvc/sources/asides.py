"""Lines that stand between an article's paragraphs and are not the article: links to other articles, share bars, players."""

from __future__ import annotations

import re

MAX_ASIDE = 200  # characters; a longer line is somebody's paragraph

_POINTERS = (
    "baca juga|baca pula|baca selengkapnya|baca artikel|simak juga|simak video|simak selengkapnya|lihat juga|lihat video|"
    "tonton juga|tonton video|pilihan editor|artikel terkait|berita terkait|also read|read also|read more|read next|see also|"
    "watch also|more on this story|related article|related articles|related story|related stories|related|recommended|"
    "lesen sie auch|lesen sie mehr|mehr zum thema|lire aussi|à lire aussi|lea también|lee también|le puede interesar|leia também|"
    "leia mais|leggi anche|lees ook|läs också|les også|læs også|lue myös|czytaj także|czytaj też|čtěte také|přečtěte si také|"
    "olvassa el|citește și|citiți și|прочетете още|ayrıca okuyun|читайте также|читайте також|διαβάστε επίσης|اقرأ أيضا|اقرأ أيضًا|"
    "همچنین بخوانید|यह भी पढ़ें|আরও পড়ুন|อ่านเพิ่มเติม|xem thêm|đọc thêm|延伸阅读|延伸閱讀|関連記事|あわせて読みたい|관련기사"
)
_POINTER = re.compile(rf"[\W_]*(?:{_POINTERS})\s*(?:[:：>»|–—-]|$)", re.IGNORECASE)
_INSERT = re.compile(r"[\[(]\s*(?:gambas|video|foto|galeri|infografis|embed|tweet|iklan)\b[^\])]{0,120}[\])]\.?", re.IGNORECASE)
_NOISE = re.compile(
    r"(?:advertisement|advertisements|iklan|anzeige|publicité|publicidad|pubblicità|reklama|реклама|advertentie|"
    r"scroll to continue(?: with content)?|scroll untuk melanjutkan(?: membaca)?|lanjutkan membaca.{0,40}|story continues below.{0,40}|"
    r"article continues (?:below|after).{0,40}|skip ad(?:vertisement)?|copy link|salin tautan|bagikan(?: artikel| berita)?(?: ini)?|"
    r"share(?: this)?(?: article| story| post)?|share on \w+|komentar|comments?|\d+ comments?|print|cetak|tags?|"
    r"(?:facebook|twitter|whatsapp|telegram|x|line|linkedin|e-?mail|pinterest|instagram|tiktok|copy link|salin|share|bagikan|[\s|,/·•-])+"
    r")[\W_]*",
    re.IGNORECASE,
)


def is_aside(text: str) -> bool:
    """Whether a whole line or paragraph is no text of the article: "Baca juga: ...", "[Gambas:Video X]", "Share on Facebook"."""
    if not text or len(text) > MAX_ASIDE:
        return False
    return bool(_POINTER.match(text) or _INSERT.fullmatch(text) or _NOISE.fullmatch(text))
