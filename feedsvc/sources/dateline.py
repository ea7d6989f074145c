"""Where a report was written: the place, often with agency or outlet, that opens its first paragraph before a dash.

"MOSCOW - ", "JAKARTA, KOMPAS.com - ", "LONDON, Nov 1 (Reuters) — ", "Jakarta (ANTARA) - ", "Jakarta, CNN Indonesia -- ", "BERLIN taz | ".
"""

from __future__ import annotations

import re
from datetime import timedelta, timezone
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import tzinfo

MAX_DATELINE = 90  # characters up to the dash
_MIN_BODY = 20  # characters that follow a dateline, or it is none

DASH = re.compile(r"(?:\s*[–—]{1,2}\s*|\s+-{1,2}\s*|-{1,2}\s+|\s\|\s)(?=\S)")
_LONE = re.compile(r"(?P<place>[^\W\d_][\w., ()'’/-]{1,50}?)\s*[-–—]{1,2}")
_IN_BRACKETS = re.compile(r"(?P<place>.+?)\s*\((?P<agency>[^()]{2,40})\)")
_OUTLET = re.compile(r"[\w-]+\.(?:com|co|id|net|org|news|tv|co\.id|go\.id|or\.id|com\.my|com\.sg)", re.IGNORECASE)
_NO_PLACE = """
    UPDATE UPDATED BREAKING WATCH EXCLUSIVE EKSKLUSIF ANALYSIS OPINION OPINI KOMENTAR LIVE VIDEO FOTO PHOTO PHOTOS EXPLAINER REVIEW
    FACTBOX COLUMN CORRECTED KOREKSI NOTE CATATAN EDITORIAL ADVERTORIAL INFOGRAFIS
"""
_NO_PLACES = frozenset(_NO_PLACE.split())
_NAMES = """
    AFP | AP | AP Photo | The Associated Press | Associated Press | Reuters | Antara | Antara Foto | Getty Images | Getty | EPA |
    EPA-EFE | EFE | Xinhua | dpa | dpa-infocom | picture alliance | ANSA | CNA | Bernama | TASS | Kyodo | Kyodo News | Yonhap |
    KCNA | Anadolu | Anadolu Agency | AA | PTI | ANI | UPI | IRNA | ISNA | Sputnik | RIA Novosti | Interfax | Ukrinform | NTB |
    Scanpix | TT | Ritzau | Lehtikuva | STT | APA | Keystone | Keystone-SDA | SDA | Belga | ANP | Lusa | CTK | ČTK | PAP | MTI |
    Agerpres | BTA | Tanjug | Hina | STA | AAP | Canadian Press | The Canadian Press | PA | PA Media | PA Wire | Press Association
    | Shutterstock | ZUMA | ZUMA Press | NurPhoto | Imago | Imago Images | Sipa | Sipa USA | Abaca | Europa Press | Notimex |
    Télam | Agência Brasil | Bloomberg | WAFA | SANA | SPA | WAM | MENA | QNA | Petra | PNA | VNA | TTXVN | CNS | CCTV |
    China Daily | Kompas | Kompas.com | Tempo | detikcom | Tribunnews | Pikiran Rakyat | Media Indonesia | Republika | Suara.com |
    Liputan6 | Liputan6.com | Okezone | Sindonews | Beritasatu | Medcom | CNN | CNN Indonesia | CNBC Indonesia | BBC | DW | VOA |
    Rappler | Mediacorp | Pixabay | Unsplash | Pexels | iStock | Istimewa | Ist | Handout | Pool | Dok | Dok. Pribadi |
    Dokumentasi Pribadi | Antara News
"""
_AGENCIES = frozenset(" ".join(name.split()).casefold() for name in _NAMES.split("|"))
_LONGEST = max(map(len, _AGENCIES))


# Newsrooms of these languages that leave the zone out of a time mean their capital's.
_HOME_ZONES: dict[str, tzinfo] = {"id": timezone(timedelta(hours=7)), "ms": timezone(timedelta(hours=8))}


def home_zone(language: str) -> tzinfo | None:
    """What a newsroom of this language means by a time without a zone; None where its readers live in several."""
    return _HOME_ZONES.get(language)


def without_dateline(paragraph: str) -> str:
    """The paragraph without the dateline it opens with; unchanged when it opens with none."""
    return paragraph[_body_start(paragraph) :]


def has_dateline(paragraph: str) -> bool:
    return _body_start(paragraph) > 0


def is_lone_dateline(text: str) -> bool:
    """Whether a block is nothing but the dateline of the next one: "Jakarta -", "LONDON (Reuters) —"."""
    place = _LONE.fullmatch(text)
    return place is not None and place["place"].split()[0].upper() not in _NO_PLACES


def is_dateline(text: str) -> bool:
    """Whether a text without its dash is the dateline of a report."""
    match = _IN_BRACKETS.fullmatch(text)
    place, bracketed = (match["place"], match["agency"]) if match else (text, "")
    parts = [part.strip() for part in place.split(",")]
    if not parts[0] or parts[0].split()[0].upper() in _NO_PLACES or not all(_is_short(part) for part in parts) or len(parts) > 4:
        return False
    if any(_OUTLET.fullmatch(part) for part in parts) or in_capitals(parts[0]) or _capitals_then_agency(parts[0]):
        return True
    # A place in ordinary letters is one only beside the name of who reports from there.
    return parts[0][0].isupper() and any(is_agency(name) for name in (*parts[1:], *bracketed.split("/")))


def in_capitals(text: str) -> bool:
    """Whether the text is written as places in datelines are: at least three letters, all capitals, up to five words."""
    letters = sum(char.isalpha() for char in text)
    plain = all(char.isalpha() or char in " .'’-" for char in text)
    return letters >= 3 and plain and text[0].isalpha() and text == text.upper() != text.lower() and len(text.split()) <= 5


def is_agency(name: str) -> bool:
    return name.strip().casefold() in _AGENCIES or bool(_OUTLET.fullmatch(name.strip()))


def ends_with_agency(text: str) -> bool:
    """Whether a whole word or words at the end are the name of a known agency."""
    folded = text.rstrip(" ,").casefold()
    starts = range(max(0, len(folded) - _LONGEST), len(folded))
    return any(folded[start:] in _AGENCIES and not folded[start - 1 : start].isalnum() for start in starts)


def opens_body(text: str) -> bool:
    """A report goes on with a capital, a figure or a quotation; "NASA - the agency - said" is a sentence of its own."""
    return len(text) >= _MIN_BODY and not text[0].islower()


def _body_start(paragraph: str) -> int:
    """Where the text behind the dateline begins; 0 without one."""
    for dash in DASH.finditer(paragraph[: MAX_DATELINE + 1]):
        if is_dateline(paragraph[: dash.start()]) and opens_body(paragraph[dash.end() :]):
            return dash.end()
    return 0


def _is_short(part: str) -> bool:
    return 0 < len(part) <= 40 and len(part.split()) <= 5


def _capitals_then_agency(text: str) -> bool:
    """The agency follows the place without a sign: "BERLIN dpa", "WIEN APA"."""
    place, _, agency = text.rpartition(" ")
    return in_capitals(place) and (is_agency(agency) or agency.islower()) if place else False
