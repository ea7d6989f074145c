"""HTML from outside: sanitised once at the door, and turned into plain text.

A tree is built by lxml, which stops at 255 levels, tidied (absolute URLs, lazy images, tracking pixels, empty elements) and written
out with every element closed; nh3 with an allow-list has the last word. What goes into nh3 is bounded in depth and in work, because an
HTML5 parser re-opens formatting elements in every later block and takes quadratic time on deep nesting (26 s for 100,000 nested div)
and on long runs of character references (13 s for a million).
"""

from __future__ import annotations

import re
import sys
import unicodedata
from html import escape, unescape
from itertools import accumulate
from typing import TYPE_CHECKING

import nh3
from lxml import etree

from feedsvc.text import chars
from feedsvc.text.elements import AS_DIV, ATTRIBUTES, BLOCKS, DROPPED, FULL, KNOWN_TAG, MEDIA, TAGS, VOID
from feedsvc.text.tidying import drop_all, drop_empty, is_ornament, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

MAX_WORK = 1_000_000  # sum of all elements' depths, and ten for each character reference; an article has some 20,000
MAX_HTML = 200_000  # characters of one article's text; a long reportage has some 100,000, its markup among them
ICON_SIDE = 64  # pixels; emoji, avatars and share buttons are this small

_MAX_DEPTH = 255  # of a tree that lxml builds
_CLEANER = nh3.Cleaner(tags=set(TAGS), attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto"}, link_rel=None)
_BARE_VOID_TAGS = [(f"<{name}>", f"<{name}/>") for name in sorted(VOID)]  # most of them; to replace a text is ten times as fast
_VOID_TAG = re.compile(rf"<({'|'.join(sorted(VOID))})((?:\s[\w-]+=\"[^\"]*\")+)>")
_ANY_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>")
_FEW = 20  # "<" in a text that may be a plain one; where there are more, they are tags
# In plain text with a few tags, "<" before anything that is no tag name is a sign: "1<2", "<3", "x<y".
_SIGN = re.compile(rf"<(?!/?(?:{KNOWN_TAG}|\w+[:-][\w:-]+)(?:[\s/][^<>]*)?>|!--)", re.IGNORECASE)
_PAGE_END = re.compile(r"</(?:html|body)\b[^<>]*>", re.IGNORECASE)
_IMAGE = re.compile("<img", re.IGNORECASE)
_EMPTY = re.compile(r'<[a-z][^<>"]*(?:"[^"]*"[^<>"]*)*+>\s*</(?!t[dh]>)')
_SHOWN = re.compile(rf">\s*[^<\s]|<(?:{'|'.join(sorted(MEDIA))})[\s>]")
_EMPTY_ELEMENT = re.compile(rf"<([a-z][^\s<>]*+)[^<>]*+>(\s*+)</(?!(?:{'|'.join(sorted(FULL))})>)\1>")
_EMPTY_DEPTH = 6  # times that a text is searched for empty elements, the innermost first
_ELEMENT = re.compile(rf"</?(?:{KNOWN_TAG})(?:[\s/][^<>]*)?>", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d{0,2});", re.IGNORECASE)
_WORD_END = re.compile(r"\s+\S*\Z")
_MAX_TAG = 10_000  # characters between "<" and ">"; a "<" with more behind it opens nothing
_CUT_REFERENCE = re.compile(r"&[#\w]{0,30}\Z")
# Unicode's own separators of paragraphs and lines, which in somebody's text mean the same; to everything else they are spaces.
_BLOCK_MARK = "\u2029"
_BREAK_MARK = "\u2028"
_PARTING = BLOCKS | AS_DIV
_BLOCK_END = re.compile("\u2029|\u2028\\s*\u2028")


class Fragment:
    """HTML from outside, or plain text with a few tags in it, parsed once for all that is asked of it.

    ``sanitised`` and ``picture`` change the tree, so its texts are asked for first.
    """

    __slots__ = ("_is_read", "_is_tidy", "_root", "markup")

    def __init__(self, markup: str) -> None:
        self.markup = markup
        self._root: _Element | None = None
        self._is_read = self._is_tidy = False

    def head(self, limit: int) -> str:
        """The beginning of its plain text on one line: all of it, or at least ``limit`` characters."""
        return " ".join(self.paragraphs(limit))

    def paragraphs(self, limit: int = sys.maxsize) -> list[str]:
        """The plain texts of its first blocks, none empty, until they have ``limit`` characters."""
        if "<" not in self.markup and "&" not in self.markup:
            return _line(chars.clean(self.markup))
        if self.markup.count("<") <= _FEW and _SIGN.search(self.markup):
            return _paragraphs(_SIGN.sub("&lt;", self.markup), limit)
        root = self._tree()
        return _line(_stripped(self.markup)) if root is None else _texts(root, limit)

    def length(self) -> int:
        """How long its text is, in characters, for comparing: the spaces of the markup count."""
        root = self._tree() if "<" in self.markup else None
        return len(self.markup) if root is None else len(_text(root))

    def sanitised(self, base: str | None) -> str:
        """See ``sanitise``."""
        if not self.markup.strip():
            return ""
        root = self._tidy(base)
        if root is None:
            return paragraphs([_stripped(self.markup)])
        html = _inner(root)
        if not _shows(html):
            return ""
        return _gate(root, _without_empty(root, html))

    def picture(self, base: str | None) -> tuple[str, str]:
        """URL and caption of its first picture that shows something; ("", "") when there is none."""
        root = self._tidy(base) if _IMAGE.search(self.markup) else None
        return ("", "") if root is None else _picture(root)

    def _tidy(self, base: str | None) -> _Element | None:
        root = self._tree()
        if root is not None and not self._is_tidy:
            self._is_tidy = True
            tidy(root, base)
        return root

    def _tree(self) -> _Element | None:
        if not self._is_read:
            self._is_read, self._root = True, _tree(self.markup)
        return self._root


def sanitise(html: str, base: str | None) -> str:
    """Sanitised HTML: allowed elements only, all balanced, absolute http(s) URLs, no script, frame, style, handler or tracking pixel.

    Void elements are written ``<br/>`` and no named entity but XML's five is used, so that the result is also an XML fragment. What is
    nested beyond all measure keeps its text only. "" when nothing visible is left.
    """
    return Fragment(html).sanitised(base)


def to_text(html: str) -> str:
    """Plain text of a fragment or of text with a few tags and entities, on one line."""
    return Fragment(html).head(sys.maxsize)


def to_paragraphs(html: str) -> list[str]:
    """The plain texts of a fragment's blocks, in order, none empty."""
    return _paragraphs(html, sys.maxsize)


def paragraphs(texts: Iterable[str]) -> str:
    """Plain texts as paragraphs of HTML; empty ones are left out."""
    cleaned = (chars.clean(text) for text in texts)
    return "".join(f"<p>{escape(text, quote=False)}</p>" for text in cleaned if text)


def without_media(html: str) -> str:
    """Sanitised HTML without its pictures, films and sounds, their captions and the blocks that held nothing else."""
    root = _tree(html) if html.strip() else None
    if root is None:
        return ""
    figures = root.findall(".//figure")
    drop_all(root, [one for one in figures if one.find(".//figure") is None and any(True for _ in one.iter(*MEDIA))])
    etree.strip_elements(root, *MEDIA, with_tail=False)
    drop_empty(root)
    html = _inner(root)
    return _gate(root, html) if _shows(html) else ""


def is_markup(text: str) -> bool:
    """Whether a text of unknown kind is HTML: it has an element that HTML knows, or a character reference."""
    return bool(_ELEMENT.search(text) or _REFERENCE.search(text))


def first_picture(html: str) -> tuple[str, str]:
    """URL and caption of the first picture in sanitised HTML that shows something; ("", "") when there is none."""
    root = _tree(html) if "<img" in html else None
    return ("", "") if root is None else _picture(root)


def shorten(text: str, limit: int) -> str:
    """At most ``limit`` characters of plain text, cut at a word where there is one, with an ellipsis when something was cut."""
    if len(text) <= limit:
        return text
    if limit < 2:
        return "…"[:limit]
    at_word = _WORD_END.sub("", text[:limit])
    if len(at_word) < limit // 2 or len(at_word) == limit:  # one long word, or a script without spaces
        at_word = text[: _character_start(text, limit - 1)]
    return at_word.rstrip(" ,;:.-–—…(\"'“‘«") + "…"


def cut(markup: str, limit: int) -> str:
    """The first ``limit`` characters of HTML from outside or of plain text, less a tag or character reference that is not whole."""
    if len(markup) <= limit:
        return markup
    head = markup[:limit]
    opening = head.rfind("<", max(0, limit - _MAX_TAG))
    head = head[:opening] if opening > head.rfind(">") else head
    return head[:-40] + _CUT_REFERENCE.sub("", head[-40:])


def at_most(html: str, limit: int = MAX_HTML) -> str:
    """Sanitised HTML when it has no more than ``limit`` characters, otherwise its first paragraphs, as many as fit, without markup."""
    if len(html) <= limit:
        return html
    texts = to_paragraphs(html)
    ends = accumulate(len(paragraphs([text])) for text in texts)
    fitting = sum(1 for end in ends if end <= limit)
    # A character takes five at most once it is escaped, and the paragraph's own tags take seven.
    return paragraphs(texts[:fitting] or [shorten(text, (limit - 7) // 5) for text in texts[:1]])


def _character_start(text: str, position: int) -> int:
    """The last place up to ``position`` that does not tear a letter from its marks or an emoji apart."""
    while position > 1 and (unicodedata.category(text[position])[0] == "M" or "\u200d" in text[position - 1 : position + 1]):
        position -= 1
    return position


def _picture(root: _Element) -> tuple[str, str]:
    for image in root.iter("img"):
        url = image.get("src", "")
        if url and not is_ornament(url) and not any(0 < int(image.get(side, "0")) <= ICON_SIDE for side in ("width", "height")):
            figure = next(image.iterancestors("figure"), None)
            caption = figure.find(".//figcaption") if figure is not None else None
            return url, chars.clean(_text(caption)) if caption is not None else ""
    return "", ""


def _paragraphs(html: str, limit: int) -> list[str]:
    root = _tree(html) if html.strip() else None
    return _line(_stripped(html)) if root is None else _texts(root, limit)


def _line(text: str) -> list[str]:
    return [text] if text else []


def _tree(html: str) -> _Element | None:
    """The body of the fragment's tree; None when lxml gave it up as nested too deeply."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    document = etree.fromstring(f"<html><body>{chars.clean_block(_open_ended(html))}".encode(), parser)
    if _may_be_too_deep(html) and any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        return None
    body = document[0] if len(document) and document[0].tag == "body" else document.find("body")
    if body is None:
        return None
    etree.strip_elements(body, *DROPPED, with_tail=False)
    return body


def _may_be_too_deep(html: str) -> bool:
    """Whether lxml may have given up: not on a text with few tags, of which each opens two elements at most, itself and one left out."""
    return len(html) > MAX_HTML or html.count("<") >= _MAX_DEPTH // 2


def _open_ended(html: str) -> str:
    """Without the ends of a page that somebody pasted whole: lxml reads nothing behind "</html>", and leaves the body behind "</body>"."""
    return _PAGE_END.sub("", html)


def _stripped(html: str) -> str:
    return chars.clean(unescape(_ANY_TAG.sub(" ", html)))


def _texts(root: _Element, limit: int) -> list[str]:
    """Block by block, until they have ``limit`` characters; two line breaks in a row end a block too."""
    pieces: list[str] = []
    length = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if tag in _PARTING:
            pieces.append(_BLOCK_MARK)
        elif tag == "br" and event == "end":
            pieces.append(_BREAK_MARK)
        text = element.text if event == "start" else element.tail if element is not root else None
        if text:
            pieces.append(text)
            length += len(text.strip())
            if length > limit:
                break
    blocks = _BLOCK_END.split(chars.clean_block("".join(pieces)))
    return [text for block in blocks if (text := " ".join(block.split()))]


def _text(root: _Element) -> str:
    return etree.tostring(root, encoding="unicode", method="text", with_tail=False)


def _shows(html: str) -> bool:
    """Whether HTML as lxml writes it has a picture, a film, a sound or a text that is no space."""
    return _SHOWN.search(f">{html}") is not None


def _is_too_much(root: _Element, html: str) -> bool:
    """Whether an HTML5 parser would have more to do with the tree written out than MAX_WORK; counted only where it could be so."""
    references = 10 * html.count("&")
    return references + _MAX_DEPTH * html.count("<") > MAX_WORK and references + _work(root) > MAX_WORK


def _work(root: _Element) -> int:
    """The sum of all elements' depths, which bounds what an HTML5 parser does with the tree written out."""
    depth = work = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        work += depth
    return work


def _without_empty(root: _Element, html: str) -> str:
    """The tree written out, less the elements that show nothing: by a pattern, as fast as few stand in one another, or in the tree."""
    for _ in range(_EMPTY_DEPTH if _is_closed(html) else 0):
        html, count = _EMPTY_ELEMENT.subn(r"\2", html)
        if not count:
            return html
    if not _EMPTY.search(html):
        return html
    drop_empty(root)
    return _inner(root)


def _is_closed(html: str) -> bool:
    """Whether lxml wrote the ends of all elements: of these it leaves them out where nothing is inside."""
    names = ("li", "dt", "dd") if "<dl" in html else ("li",)
    return all(html.count(f"<{name}") == html.count(f"</{name}") for name in names)


def _inner(root: _Element) -> str:
    root.attrib.clear()
    html = etree.tostring(root, encoding="unicode", method="html", with_tail=False)
    return html[html.index(">") + 1 : html.rindex("<")]


def _gate(root: _Element, html: str) -> str:
    """nh3's word is the last on the tree written out; then the spelling that XML needs too."""
    if _is_too_much(root, html):
        return paragraphs(_texts(root, sys.maxsize))
    safe = chars.valid(_CLEANER.clean(html)).replace("&nbsp;", "\u00a0")
    for tag, closed in _BARE_VOID_TAGS:
        safe = safe.replace(tag, closed)
    return _VOID_TAG.sub(r"<\1\2/>", safe).strip()
