"""The bytes of a sitemap as a stream of elements or lines; the file never stands in memory unpacked.

Every ampersand that begins none of XML's own references is taken for itself, so that "?a=1&b=2" stays whole and no entity of a document
type can expand.
"""

from __future__ import annotations

import codecs
import gzip
import io
import re
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING

from lxml import etree

from feedsvc.text import chars

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from feedsvc.model import Fetched

MAX_UNPACKED = 52_428_800  # bytes; sitemaps.org allows no more
MAX_ENTRY = 1_000_000  # bytes between the ends of two entries; a real one has some 500
MAX_ENTRIES = 100_000  # sitemaps.org allows half of it
_MAX_LINE = 4_000  # characters of a text sitemap's line
_PIECE = 65_536
_HEAD = 16_384
_GZIP = b"\x1f\x8b"
_BARE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")
_LONGEST_REFERENCE = 10
_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})""")
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_ROOT = re.compile(r"<(?:[\w.-]{1,30}:)?(\w{1,30})")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class Body:
    """A sitemap's text, piece by piece; ``faults`` says in plain words where it ended early."""

    def __init__(self, fetched: Fetched) -> None:
        self._body = fetched.body
        self.faults: list[str] = []
        start = next(self.pieces(), b"")[:_HEAD]
        self._encoding = _encoding(start)
        self.root = _root(start.decode(self._encoding, "replace"))

    def pieces(self) -> Iterator[bytes]:
        """The bytes, unpacked, at most MAX_UNPACKED of them."""
        if not self._body.startswith(_GZIP):
            yield from (self._body[at : at + _PIECE] for at in range(0, len(self._body), _PIECE))
            return
        total = 0
        for piece in _unpacked(self._body, self.faults):
            total += len(piece)
            if total > MAX_UNPACKED:
                self.faults.append(f"The sitemap has more than {MAX_UNPACKED} bytes; the rest was left out.")
                return
            yield piece

    def texts(self) -> Iterator[str]:
        """The characters, valid ones only."""
        self.faults.clear()
        decoder = codecs.getincrementaldecoder(self._encoding)("replace")
        for piece in self.pieces():
            yield chars.valid(decoder.decode(piece))
        yield chars.valid(decoder.decode(b"", final=True))


def _unpacked(body: bytes, faults: list[str]) -> Iterator[bytes]:
    """Each read unpacks one piece and no more, so that what precedes a fault is not lost with it."""
    with gzip.GzipFile(fileobj=io.BytesIO(body)) as packed:
        try:
            while piece := packed.read1(_PIECE):
                yield piece
        except EOFError:
            faults.append("The gzip data ends early; what there is was read.")
        except (OSError, zlib.error):
            faults.append("The gzip data is broken; what precedes the fault was read.")


def _encoding(start: bytes) -> str:
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name
    declared = _ENCODING.search(start)
    try:
        name = codecs.lookup(declared[1].decode()).name if declared else "utf-8"
        b"a".decode(name)
    except (LookupError, UnicodeError):  # unknown, or no encoding of text
        return "utf-8"
    return name


def _root(head: str) -> str:
    """The root element's name in lower case; "" when the text is no markup."""
    head = _COMMENT.sub("", head.lstrip("\ufeff \t\r\n\0"))
    match = _ROOT.search(head) if head.startswith("<") else None
    return match[1].lower() if match else ""


def elements(body: Body, tag: str) -> Iterator[_Element]:
    """The elements of this name as they end; each is emptied when the next one is asked for."""
    parser = etree.XMLPullParser(
        ("end",), tag=(f"{{*}}{tag}",), encoding="utf-8", recover=True, resolve_entities=False, no_network=True, load_dtd=False,
        huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    open_for = count = 0  # bytes since the last entry ended, and entries
    for piece in _mended(body.texts()):
        data = piece.encode(errors="replace")
        parser.feed(data)
        open_for += len(data)
        for _, element in parser.read_events():
            open_for, count = 0, count + 1
            yield element
            _forget(element)
        if fault := _excess(open_for, count):
            body.faults.append(fault)
            return
    _end(parser)
    if error := next(iter(parser.feed_error_log), None):
        body.faults.append(f"Line {error.line} is no valid XML ({chars.clean(error.message)}); what could be read was read.")


def _excess(open_for: int, count: int) -> str:
    if open_for > MAX_ENTRY:
        return f"An entry has more than {MAX_ENTRY} bytes; it and all behind it was left out."
    return f"The sitemap has more than {MAX_ENTRIES} entries; the rest was left out." if count > MAX_ENTRIES else ""


def _end(parser: etree.XMLPullParser) -> None:
    """Close it for what it then knows to be missing; what was open is not read, since half an address is another address."""
    with suppress(etree.XMLSyntaxError):
        parser.close()


def _forget(element: _Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _mended(texts: Iterable[str]) -> Iterator[str]:
    """With "&amp;" for every ampersand that stands for itself; one near the end of a piece waits for the next."""
    kept = ""
    for text in texts:
        text = kept + text
        last = text.rfind("&", max(0, len(text) - _LONGEST_REFERENCE))
        kept = text[last:] if last >= 0 else ""
        yield _BARE.sub("&amp;", text[: len(text) - len(kept)])
    yield _BARE.sub("&amp;", kept)


def lines(body: Body) -> Iterator[str]:
    """Of a text sitemap: one address a line. Where the data ends early, the last line may be half an address, which is another one."""
    kept = ""
    for text in body.texts():
        *lines, kept = (kept + text).split("\n")
        kept = kept[: _MAX_LINE + 1]
        yield from _addresses(lines)
    yield from _addresses([] if body.faults else [kept])


def _addresses(lines: list[str]) -> Iterator[str]:
    stripped = (line.strip(" \t\r\0\ufeff") for line in lines if len(line) <= _MAX_LINE)
    return (line for line in stripped if line.startswith(("http://", "https://")))
