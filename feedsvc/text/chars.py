"""Characters: whatever came in becomes valid, normalised XML text.

Valid is the ``Char`` production of XML 1.0 (section 2.2) less the control and noncharacters it discourages, so that no text from
outside can make a feed unreadable.
"""

from __future__ import annotations

import re
import unicodedata

# A C1 control in the wild is nearly always a Windows-1252 byte that was read as Latin-1 ("Don\x92t"); HTML repairs it the same way.
_C1 = {code: bytes([code]).decode("cp1252", errors="ignore") for code in range(0x80, 0xA0)}
_SPACES = dict.fromkeys((0x0B, 0x0C, *range(0x1C, 0x20)), " ")  # controls that separate words
_REPAIRED = _C1 | _SPACES
_REPAIRABLE = re.compile("[\x0b\x0c\x1c-\x1f\x80-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_INVALID = re.compile("[\x00-\x08\x0e-\x1b\x7f\ufdd0-\ufdef\ufeff\ufffe\uffff]")
# Most text has none of all this, and one look tells; characters beyond U+FFFF are looked at closely for the speed of the rest.
_RUN_OF_MARKS = 30  # UAX #15 section 13, stream-safe text: no writing system stacks more on one letter
# Runs that may be marks, which are neither letters nor spaces; long runs of signs are looked at too, and kept. No mark is below U+0300,
# and to say so first lets most characters be passed over at a glance.
_MARKS = re.compile(rf"[^\x00-\u02ff][^\w\s!-~]{{{_RUN_OF_MARKS},}}")
_IN_ORDER = bytes((0x09, 0x0A, 0x0D, *range(0x20, 0x7F)))  # ASCII without what is suspect in it
_SUSPECT = re.compile("[^\t\n\r -~\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufefe\uff00-\ufffd]")
# Letters and signs that are valid, composed already (UAX #15, NFC_Quick_Check=Yes) and no marks, so that none composes with another: nearly
# all that stands in a text beyond ASCII. Of Europe, the Hebrew and Arabic alphabets without points, punctuation, kana, Chinese
# characters, Korean syllables, full width, pictographs.
_SIMPLE = (
    "\xa0-\u02ff\u0388-\u0482\u048a-\u052f\u05d0-\u05ea\u0620-\u064a\u2010-\u2029\u2030-\u205e\u20a0-\u20bf\u2190-\u21ff\u3001-\u3020\u3041-\u3096"
    "\u30a1-\u30fe\u4e00-\u9fff\uac00-\ud7a3\ufe0f\uff01-\uff5e\U0001f300-\U0001faff"
)
_NOT_SIMPLE = re.compile(f"[^{_SIMPLE}]")


def valid(text: str) -> str:
    """Drop what XML text may not hold (controls, lone surrogates, noncharacters, byte order marks) and repair what has a meaning.

    Surrogate pairs left by a careless decoder become the character they stand for. Nothing else changes, so that this is safe on markup.
    """
    if not _SUSPECT.search(_beyond(text)):
        return text
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    if _REPAIRABLE.search(text):
        text = text.translate(_REPAIRED)
    return _INVALID.sub("", text)


def clean(text: str) -> str:
    """Plain text on one line: valid, NFC, every run of whitespace (no-break spaces and newlines too) one space, stripped."""
    return " ".join(_repaired(text).split())


def clean_block(text: str) -> str:
    """Text or markup of many lines: valid, NFC, line ends as newlines, spacing kept (HTML gives it its own meaning)."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _repaired(text)


def _repaired(text: str) -> str:
    return _composed(valid(text)) if _NOT_SIMPLE.search(_beyond(text)) else text


def _beyond(text: str) -> str:
    """The characters that are not plain ASCII, in order: few as a rule, and found many times as fast as by a pattern."""
    return text.encode(errors="surrogatepass").translate(None, _IN_ORDER).decode(errors="surrogatepass")


def _composed(text: str) -> str:
    """NFC in linear time: sorting the marks of one letter is quadratic in their number (hours for a megabyte of them)."""
    return text if text.isascii() else unicodedata.normalize("NFC", _MARKS.sub(_few_marks, text))


def _few_marks(match: re.Match[str]) -> str:
    kept: list[str] = []
    marks = 0
    for char in match[0]:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _RUN_OF_MARKS:
            kept.append(char)
    return "".join(kept)
