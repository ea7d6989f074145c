"""Bytes to text: what the source declares is believed where it fits the bytes, otherwise the bytes themselves are asked.

Order: byte order mark, valid UTF-8 beyond ASCII (no other encoding looks like it by chance), the HTTP charset, what the document
declares of itself, charset-normalizer. Names mean what browsers take them for (WHATWG Encoding: latin-1 is Windows-1252).
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
_NOT_OF_FILES = frozenset({"idna", "punycode", "unicode_escape", "unicode-escape", "raw_unicode_escape", "raw-unicode-escape", "utf-7"})
# Taken for Windows code pages often, and used by no news site: old Macintosh and EBCDIC.
_IMPLAUSIBLE = [
    *("mac_cyrillic", "mac_greek", "mac_iceland", "mac_latin2", "mac_roman", "mac_turkish"),
    *("cp037", "cp1026", "cp1140", "cp273", "cp424", "cp500", "cp875", "hp_roman8", "ptcp154", "kz1048", "johab"),
]
_SAMPLE = 60_000  # bytes that charset-normalizer sees; it reads some 200 kB a second
_TELLING = 8  # bytes beyond ASCII; fewer tell nothing, and Western Europe is the likeliest
_HEAD = 4_096  # bytes in which a page says its encoding; browsers look at the first 1024, real pages are later
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_PARAMETER = re.compile(r"charset\s*=\s*[\"']?([\w:.-]+)", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]+)", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w:.-]+)", re.IGNORECASE)


def decode(body: bytes, content_type: str = "") -> str:
    """The text of a page or document, without a byte order mark; bytes that mean nothing become U+FFFD."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    utf8 = _utf8(body)
    for name in _candidates(body, content_type, utf8 is not None):
        text = body.decode(name, "replace") if utf8 is None or name != "utf-8" else utf8
        if _fits(text):
            return text
    return body.decode(_guess(body), "replace")


def as_utf8(body: bytes, content_type: str = "") -> bytes:
    """The same in UTF-8, without a byte order mark; what is UTF-8 already, as nearly all pages are, is not copied."""
    body = body.removeprefix(codecs.BOM_UTF8)
    marked = any(body.startswith(mark) for mark, _ in _MARKS)
    if not marked and _utf8(body) is not None and _candidates(body, content_type, is_utf8=True)[0] == "utf-8":
        return body
    return decode(body, content_type).encode("utf-8", "replace")


def _candidates(body: bytes, content_type: str, is_utf8: bool) -> list[str]:
    declared = [name for name in (_header(content_type), *_own(body)) if name]
    if is_utf8:
        # A declaration of a stateful encoding can be true of pure ASCII bytes as well; then it wins. One of a wide encoding cannot: markup
        # in UTF-16 or UTF-32 has NULs, and bytes with NULs are not taken for UTF-8.
        return [*(name for name in declared if name.startswith("iso2022")), "utf-8"]
    return [*declared, "utf-8"]


def _utf8(body: bytes) -> str | None:
    try:
        return None if b"\0" in body else body.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _fits(text: str) -> bool:
    """A few broken characters among many whole ones are the source's mistake; otherwise, or with NULs, the guess is wrong."""
    wrong = text.count("\ufffd") + text.count("\0")
    if not wrong:
        return True
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore")) - wrong
    return wrong <= beyond_ascii // 10


def _header(content_type: str) -> str:
    match = _PARAMETER.search(content_type)
    return _name(match[1]) if match else ""


def _own(body: bytes) -> list[str]:
    head = body[:_HEAD]
    found = [match[1].decode("ascii", "replace") for pattern in (_XML, _META) if (match := pattern.search(head))]
    # A declaration that could be read byte by byte is not UTF-16 whatever it says (WHATWG HTML, 13.2.3.2).
    return [name for name in map(_name, found) if not name.startswith(("utf-16", "utf-32"))]


def _name(label: str) -> str:
    """The codec to use for a declared label, "" for one that nobody knows or that is no text encoding."""
    try:
        b"a".decode(label, "replace")  # a LookupError too for codecs such as "base64", which are not of text
    except (LookupError, UnicodeError):
        return ""
    name = codecs.lookup(label).name
    return "" if name in _NOT_OF_FILES else _WIDER.get(name, name)


def _guess(body: bytes) -> str:
    if body.count(b"\0") > len(body) // 4:
        return "utf-16-be" if body[::2].count(b"\0") > body[1::2].count(b"\0") else "utf-16-le"
    if b"\0" in body:
        return _guess(body.replace(b"\0", b""))
    if len(_BEYOND_ASCII.findall(body)) < _TELLING:
        return "cp1252"
    best = from_bytes(_telling(body), cp_exclusion=_IMPLAUSIBLE).best()
    return best.encoding if best else "cp1252"


def _telling(body: bytes) -> bytes:
    """A piece that starts in ASCII and holds the first characters beyond it."""
    beyond = _BEYOND_ASCII.search(body)
    start = max(0, beyond.start() - 200) if beyond else 0
    return body[start : start + _SAMPLE]
