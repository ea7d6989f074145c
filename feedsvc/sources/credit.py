"""Who took a photograph: "Foto: AFP/Jane Doe", "Photo by Jane Doe", "(ANTARA FOTO/Jane Doe)".

A page dumped as text often glues the credit to the paragraph behind it ("Foto: EXAMPLE/AFPMOSKOW - ..."). The rule: a dateline is a
place in capitals before a dash, and of the positions where the credit could end, the one behind the name of a known agency is right.
"""

from __future__ import annotations

import re

from feedsvc.sources.dateline import DASH, ends_with_agency, in_capitals, is_agency, is_dateline, opens_body

MAX_CREDIT = 160  # characters
_MAX_CAPTION = 2_000  # characters; a longer text is no caption
_MAX_END = 200  # characters at a caption's end in which a credit with its label stands; the search is quadratic in them
_MAX_BARE = 60  # characters of a line that is a credit without saying so
_MIN_PARAGRAPH = 100  # characters behind a credit that cannot be a name any more
_LABELS = (
    "foto|photos?|photograph|poto|gambar|pictures?|images?|bild|bilder|fotografie|fotografía|fotografia|kuva|kép|zdjęcie|fot|"
    "φωτογραφία|fotoğraf|фото|снимка|صورة|الصورة|عکس|फोटो|ছবি|ภาพ|ảnh|图|圖|写真|사진|credits?|kredit|crédits?|créditos?|bildquelle|"
    "fotoquelle|quelle|sumber foto|sumber gambar|sumber|foto oleh|foto ilustrasi|ilustrasi foto|(?:photo|image|picture) credits?|"
    "crédit photo|dok|dokumentasi|source"
)
_BY = "(?:photo|photograph|picture|image|foto) (?:by|courtesy of|oleh|von|par|di|de|door)"
_LABEL = rf"(?:(?:{_LABELS}|symbolfoto|symbolbild|copyright)\.?\s*[:：]|{_BY}(?=\s)|©|\(c\))\s*"
_LABELLED = re.compile(rf"[(\[]?\s*{_LABEL}(?P<rest>\S.*)", re.IGNORECASE)
_AT_END = re.compile(rf"(?P<caption>.+?)[\s,;|/–—-]*[(\[]?(?<!\w){_LABEL}(?P<credit>[^()\[\]]{{2,80}})[)\]]?\.?", re.IGNORECASE)
_BRACKETED = re.compile(r"(?P<caption>.+?)\s*[(\[](?P<credit>[^()\[\]]{2,80})[)\]]\.?")
_AFTER_STOP = re.compile(
    r"(?P<caption>.+[.!?)”\"])\s+(?P<credit>[^.!?()/]{2,40}(?:/[^.!?()/]{2,40}){1,3})\.?"
)  # "... kemarin. ANTARA FOTO/Jane Doe"
_FIRST_NAMES = """
    NEW SAN LOS LAS KUALA PHNOM TEL SAINT ST EL LA RIO HO HONG BUENOS ABU BANDAR BANDA TANJUNG PANGKAL NUSA PORT CAPE THE ADDIS SAO SÃO
    MEXICO BATON FORT SANTA SANTO WEST EAST NORTH SOUTH KOTA PALANGKA LABUAN DEN LE SRI QUEZON SALT BAD
"""
_FIRST_NAMES_OF_CITIES = frozenset(_FIRST_NAMES.split())


def read_credit(line: str) -> tuple[str, str] | None:
    """(credit, what follows it) when the line begins with a credit, otherwise None.

    What follows is the body text that was glued to the credit, without its dateline; "" where the credit stands alone.
    """
    match = _LABELLED.fullmatch(line)
    if match is None:
        return (_trimmed(line), "") if _is_bare(line) else None
    rest = match["rest"]
    return _before_dateline(rest) or _before_text(rest) or ((_trimmed(rest), "") if len(rest) <= MAX_CREDIT else None)


def split_caption(text: str, *, bracketed: bool = True) -> tuple[str, str]:
    """(caption, credit) of a photograph's caption that may end in, or be, the name of who took it; "" for what is missing.

    ``bracketed`` takes a known agency in brackets at the end for a credit without a label, which a paragraph can have too.
    """
    if len(text) > _MAX_CAPTION:
        return text, ""
    alone = _LABELLED.fullmatch(text)
    if alone and len(alone["rest"]) <= MAX_CREDIT:
        return "", _trimmed(alone["rest"])
    start = max(0, len(text) - _MAX_END)
    if match := _AT_END.fullmatch(text, start):
        return text[: match.end("caption")].strip(), _trimmed(match["credit"])
    match = _BRACKETED.fullmatch(text) if bracketed else None
    if match and any(is_agency(part) or ends_with_agency(part) for part in re.split(r"[/,]", match["credit"])):
        return match["caption"].strip(), _trimmed(match["credit"])
    if match := _AFTER_STOP.fullmatch(text, start):
        credit = _trimmed(match["credit"])
        if any(is_agency(part) or ends_with_agency(part) or in_capitals(part.strip()) for part in credit.split("/")):
            return text[: match.end("caption")].strip(), credit
    return text, ""


def credit_name(text: str) -> str:
    """The maker's name in a text that is a credit, without "Photo:", "Image credit:", copyright signs and brackets; "" for a bare label."""
    for _ in range(3):
        text = text.strip().removeprefix("(").removesuffix(")") if text.startswith("(") else text.strip()
        match = _LABELLED.fullmatch(text)
        text = match["rest"] if match else text
    return "" if re.fullmatch(rf"(?:{_LABELS}|copyright)", text, re.IGNORECASE) else _trimmed(text)


def _trimmed(credit: str) -> str:
    credit = credit.strip(" ,;|/-–—")
    return credit.removesuffix(")").removesuffix("]") if credit.count("(") < credit.count(")") or credit.endswith("]") else credit


def _is_bare(line: str) -> bool:
    """A line of agencies and names between slashes only, such as "Jane Doe/AFP/Getty Images"."""
    parts = line.split("/")
    return len(line) <= _MAX_BARE and is_agency(parts[-1]) and all(part.strip() and len(part.split()) <= 4 for part in parts)


def _before_dateline(rest: str) -> tuple[str, str] | None:
    for dash in DASH.finditer(rest[:MAX_CREDIT]):
        body = rest[dash.end() :]
        head = rest[: dash.start()]
        end = _credit_end(head) if opens_body(body) else 0
        if not end and ends_with_agency(head) and len(body) > _MIN_PARAGRAPH:
            end = len(head)
        if end:
            return _trimmed(rest[:end]), body
    return None


def _credit_end(head: str) -> int:
    """Where the credit ends and the dateline begins in what stands before a dash; 0 when it holds no dateline."""
    places = [start for start in range(1, len(head)) if head[start].isupper() and _is_place(head[start:])]
    known = [start for start in places if ends_with_agency(head[:start])]
    if known:
        return known[-1]
    shouted = [start for start in places if in_capitals(head[start:].split(",")[0].split("(")[0].strip())]
    glued = [start for start in shouted if head[start - 1].islower() or head[start - 1] in ")]"]
    after_word = [start for start in shouted if head[start - 1] in " ," and not head[:start].split()[-1].isupper()]
    return (glued or after_word or [_last_word(head, shouted)])[0]


def _is_place(text: str) -> bool:
    """Whether the text can be a dateline without an agency: "MOSKOW", "NEW YORK, Nov 1" or, glued to an agency, "Moskow"."""
    return not is_agency(text) and (is_dateline(text) or (text.isalpha() and text.istitle() and len(text) > 2))


def _last_word(head: str, starts: list[int]) -> int:
    """The place after a name that is in capitals too: the last word, or two where the first is one of a city's names."""
    words = [start for start in starts if head[start - 1] == " "]
    if len(words) > 1 and head[words[-2] :].split()[0] in _FIRST_NAMES_OF_CITIES:
        return words[-2]
    return words[-1] if words else 0


def _before_text(rest: str) -> tuple[str, str] | None:
    """A credit glued to a paragraph without a dateline: "Foto: AFPPara petani mengatakan ..."."""
    ends = [match.start() for match in re.finditer(r"(?<=\w)(?=[^\W\d_][^\W\d_A-Z])", rest[:MAX_CREDIT]) if rest[match.start()].isupper()]
    known = [end for end in ends if ends_with_agency(rest[:end]) and len(rest) - end > _MIN_PARAGRAPH]
    glued = [end for end in ends if rest[end - 1].islower()] if len(rest) > MAX_CREDIT else []
    end = next(iter(known or glued), 0)
    return (_trimmed(rest[:end]), rest[end:]) if end else None
