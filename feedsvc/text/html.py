"""HTML from outside: sanitised once at the door, and turned into plain text.

A tree is built by lxml, which stops at 255 levels, tidied (absolute URLs, lazy images, tracking pixels, empty elements) and written
out with every element closed; nh3 with an allow-list has the last word. What goes into nh3 is bounded in depth and in work, because an
HTML5 parser re-opens formatting elements in every later block and takes quadratic time on deep nesting (26 s for 100,000 nested div)
and on long runs of character references (13 s for a million).
"""

from __future__ import annotations

import re
import unicodedata
from html import escape, unescape
from typing import TYPE_CHECKING

import nh3
from lxml import etree
from lxml import html as lxml_html

from feedsvc.text import chars, urls

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

MAX_WORK = 1_000_000  # sum of all elements' depths, and ten for each character reference; an article has some 20,000
ICON_WIDTH = 64  # pixels; emoji, avatars and share buttons are this small

_ATTRIBUTES = {
    "a": {"href", "hreflang", "title"}, "abbr": {"title"}, "audio": {"controls", "src"}, "blockquote": {"cite"},
    "del": {"cite", "datetime"}, "dfn": {"title"}, "img": {"alt", "height", "sizes", "src", "srcset", "title", "width"},
    "ins": {"cite", "datetime"}, "ol": {"reversed", "start", "type"}, "q": {"cite"},
    "source": {"media", "sizes", "src", "srcset", "type"}, "td": {"colspan", "headers", "rowspan"},
    "th": {"colspan", "headers", "rowspan", "scope"}, "time": {"datetime"},
    "video": {"controls", "height", "poster", "src", "width"}, "*": {"dir", "lang"},
}  # fmt: skip
_BLOCK_NAMES = """
    aside audio blockquote caption dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre table tbody td tfoot th thead tr ul video
"""
_INLINE_NAMES = """
    a abbr b br cite code del dfn em i img ins kbd mark picture q rp rt ruby s samp small source strong sub sup time u var wbr
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_TAGS = _BLOCKS | frozenset(_INLINE_NAMES.split())
# Blocks that only structure a page: as div they still keep their neighbours' words apart.
_AS_DIV_NAMES = "address article body center details dir fieldset footer form header hgroup main menu nav section summary"
_AS_DIV = frozenset(_AS_DIV_NAMES.split())
_RENAMED = dict.fromkeys(_AS_DIV, "div") | {"strike": "s", "tt": "code", "acronym": "abbr"}
_DROPPED_NAMES = """
    applet area base basefont button canvas colgroup dialog embed frame frameset head iframe input link map math meta noembed noframes
    object param plaintext progress script select style svg template textarea title xmp
"""
_DROPPED = frozenset(_DROPPED_NAMES.split())
_UNWRAPPED_NAMES = "acronym big col font html nobr noscript rb rtc span strike track tt"
_UNWRAPPED = frozenset(_UNWRAPPED_NAMES.split())
_VOID = frozenset({"br", "hr", "img", "source", "wbr"})
_MEDIA = frozenset({"audio", "img", "picture", "source", "video"})
_FULL = _MEDIA | {"br", "hr", "td", "th", "tr", "tbody", "table", "wbr"}  # elements that mean something without text
_LAZY = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-hi-res-src")
_LAZY_SET = ("data-srcset", "data-lazy-srcset")
_PIXEL_HOSTS = re.compile(
    r"https?://(?:feeds\.feedburner\.com/~[rf]{1,2}/|[^/]*\bfeedsportal\.com/|pixel\.|stats\.wordpress\.com/|www\.google-analytics\.com/"
    r"|[^/]*\bdoubleclick\.net/|www\.facebook\.com/tr\b|[^/]*\bscorecardresearch\.com/|[^/]*\bquantserve\.com/|counter\.|[^/]*/pixel\.(?:gif|png)\b)"
)
_HIDDEN = re.compile(r"display\s*:\s*none|(?:width|height)\s*:\s*[01]px", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,5}")
_DESCRIPTOR = re.compile(r"\d+(?:\.\d+)?[wx]")
_MAX_SRCSET = 8000
_CITES = ("cite", "poster")
_LENGTHS = ("width", "height", "colspan", "rowspan", "start")
_VOID_TAG = re.compile(rf"<({'|'.join(sorted(_VOID))})((?:\s[\w-]+=\"[^\"]*\")*)>")
_ANY_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>")
_KNOWN_TAG = "|".join(sorted(_TAGS | _AS_DIV | _DROPPED | _UNWRAPPED, key=len, reverse=True))
# In plain text with a few tags, "<" before anything that is no tag name is a sign: "1<2", "<3", "x<y".
_SIGN = re.compile(rf"<(?!/?(?:{_KNOWN_TAG}|\w+[:-][\w:-]+)(?:[\s/][^<>]*)?>|!--)", re.IGNORECASE)
_ELEMENT = re.compile(rf"</?(?:{_KNOWN_TAG})(?:[\s/][^<>]*)?>", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d{0,2});", re.IGNORECASE)
_WORD_END = re.compile(r"\s+\S*\Z")
_BLOCK_MARK = "\x00"  # cleaned text holds neither mark
_BREAK_MARK = "\x01"
_BLOCK_END = re.compile("\x00|\x01[\\s\xa0]*\x01")


def sanitise(html: str, base: str | None) -> str:
    """Sanitised HTML: allowed elements only, all balanced, absolute http(s) URLs, no script, frame, style, handler or tracking pixel.

    Void elements are written ``<br/>`` and no named entity but XML's five is used, so that the result is also an XML fragment. What is
    nested beyond all measure keeps its text only. "" when nothing visible is left.
    """
    if not html.strip():
        return ""
    root = _tree(html)
    if root is None:
        return paragraphs([_stripped(html)])
    _tidy(root, base)
    return "" if _is_empty(root) else _gate(root)


def to_text(html: str) -> str:
    """Plain text of a fragment or of text with a few tags and entities, on one line."""
    if "<" not in html and "&" not in html:
        return chars.clean(html)
    return " ".join(to_paragraphs(_SIGN.sub("&lt;", html)))


def to_paragraphs(html: str) -> list[str]:
    """The plain texts of a fragment's blocks, in order, none empty."""
    root = _tree(html) if html.strip() else None
    if root is None:
        text = _stripped(html)
        return [text] if text else []
    return _texts(root)


def paragraphs(texts: Iterable[str]) -> str:
    """Plain texts as paragraphs of HTML; empty ones are left out."""
    cleaned = (chars.clean(text) for text in texts)
    return "".join(f"<p>{escape(text, quote=False)}</p>" for text in cleaned if text)


def without_media(html: str) -> str:
    """Sanitised HTML without its pictures, films and sounds, their captions and the blocks that held nothing else."""
    root = _tree(html) if html.strip() else None
    if root is None:
        return ""
    for figure in root.findall(".//figure"):
        if figure.find(".//figure") is None and any(True for _ in figure.iter(*_MEDIA)):
            figure.drop_tree()
    etree.strip_elements(root, *_MEDIA, with_tail=False)
    _drop_empty(root)
    return "" if _is_empty(root) else _gate(root)


def is_markup(text: str) -> bool:
    """Whether a text of unknown kind is HTML: it has an element that HTML knows, or a character reference."""
    return bool(_ELEMENT.search(text) or _REFERENCE.search(text))


def first_picture(html: str) -> tuple[str, str]:
    """URL and caption of the first picture in sanitised HTML that is no icon; ("", "") when there is none."""
    root = _tree(html) if "<img" in html else None
    for image in root.iter("img") if root is not None else ():
        if not (0 < int(image.get("width", "0")) <= ICON_WIDTH) and image.get("src"):
            figure = next(image.iterancestors("figure"), None)
            caption = figure.find(".//figcaption") if figure is not None else None
            return image.get("src", ""), chars.clean(caption.text_content()) if caption is not None else ""
    return "", ""


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


def _character_start(text: str, position: int) -> int:
    """The last place up to ``position`` that does not tear a letter from its marks or an emoji apart."""
    while position > 1 and (unicodedata.category(text[position])[0] == "M" or "\u200d" in text[position - 1 : position + 1]):
        position -= 1
    return position


def _tree(html: str) -> HtmlElement | None:
    """The body of the fragment's tree; None when lxml gave it up as nested too deeply."""
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    markup = f"<html><body>{chars.clean_block(html)}".encode()
    document = lxml_html.document_fromstring(markup, parser=parser)
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        return None
    body = document.find("body")
    if body is None:
        return None
    etree.strip_elements(body, *_DROPPED, with_tail=False)
    return body


def _stripped(html: str) -> str:
    return chars.clean(unescape(_ANY_TAG.sub(" ", html)))


def _texts(root: HtmlElement) -> list[str]:
    """Block by block; two line breaks in a row end a block too."""
    pieces: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag in _BLOCKS or element.tag in _AS_DIV:
            pieces.append(_BLOCK_MARK)
        elif element.tag == "br" and event == "end":
            pieces.append(_BREAK_MARK)
        pieces.append((element.text if event == "start" else element.tail if element is not root else "") or "")
    blocks = _BLOCK_END.split("".join(pieces))
    return [text for block in blocks if (text := chars.clean(block.replace(_BREAK_MARK, " ")))]


def _tidy(root: HtmlElement, base: str | None) -> None:
    _open_noscripts(root)
    for element in list(root.iterdescendants()):
        element.tag = tag = _RENAMED.get(str(element.tag), str(element.tag))
        _tidy_attributes(element, base)
        if tag in _TIDIED and not _TIDIED[tag](element, base):
            element.drop_tag()
    _drop_empty(root)


def _open_noscripts(root: HtmlElement) -> None:
    """The fallback of a lazy picture goes; any other becomes part of the text, since readers run no scripts."""
    for noscript in root.findall(".//noscript"):
        parent = noscript.getparent()
        if parent is not None and parent.find("img") is not None:
            noscript.drop_tree()
        else:
            noscript.drop_tag()


def _tidy_attributes(element: HtmlElement, base: str | None) -> None:
    for name in (*_LENGTHS, *_CITES):
        if name in element.attrib:
            value = element.attrib[name].strip()
            _set(element, name, urls.absolute(value, base) if name in _CITES else value if _NUMBER.fullmatch(value) else None)


def _set(element: HtmlElement, name: str, value: str | None) -> None:
    if value:
        element.set(name, value)
    else:
        element.attrib.pop(name, None)


def _tidy_link(element: HtmlElement, base: str | None) -> bool:
    href = element.get("href", "").strip()
    _set(element, "href", href if href.lower().startswith("mailto:") else urls.absolute(href, base))
    return "href" in element.attrib


def _tidy_image(element: HtmlElement, base: str | None) -> bool:
    """A lazy picture's real URL stands in a data attribute; a picture without a usable URL, or for tracking only, is none."""
    if _is_pixel(element):
        return False
    candidates = _candidates(_first(element, (*_LAZY_SET, "srcset")), base)
    srcs = (urls.absolute(element.get(name, ""), base) for name in (*_LAZY, "src") if element.get(name, "").strip())
    src = next((src for src in srcs if src), None) or (candidates[0][0] if candidates else None)
    _set(element, "src", src)
    _set(element, "srcset", _srcset(candidates))
    return src is not None and not _PIXEL_HOSTS.match(src)


def _is_pixel(element: HtmlElement) -> bool:
    sides = [element.get(side, "").strip().removesuffix("px") for side in ("width", "height")]
    return any(side in {"0", "1"} for side in sides) or bool(_HIDDEN.search(element.get("style", "")))


def _tidy_source(element: HtmlElement, base: str | None) -> bool:
    _set(element, "src", urls.absolute(element.get("src", ""), base))
    _set(element, "srcset", _srcset(_candidates(_first(element, (*_LAZY_SET, "srcset")), base)))
    return "src" in element.attrib or "srcset" in element.attrib


def _tidy_player(element: HtmlElement, base: str | None) -> bool:
    _set(element, "src", urls.absolute(element.get("src", ""), base))
    element.set("controls", "controls")
    return "src" in element.attrib or element.find(".//source") is not None


_TIDIED = {
    "a": _tidy_link, "audio": _tidy_player, "img": _tidy_image, "source": _tidy_source, "video": _tidy_player,
}  # fmt: skip


def _first(element: HtmlElement, names: tuple[str, ...]) -> str:
    return next((value for name in names if (value := element.get(name, "").strip())), "")


def _candidates(srcset: str, base: str | None) -> list[tuple[str, str]]:
    """The URLs of a srcset with their descriptors; a comma ends a candidate only where whitespace or a descriptor shows it."""
    found: list[tuple[str, str]] = []
    for word in srcset.split() if len(srcset) <= _MAX_SRCSET else ():
        if found and _DESCRIPTOR.fullmatch(word.strip(",")):
            found[-1] = (found[-1][0], word.strip(","))
        else:
            found.append((urls.absolute(word.strip(","), base) or "", ""))
    return [(url.replace(",", "%2C"), descriptor) for url, descriptor in found if url]


def _srcset(candidates: list[tuple[str, str]]) -> str:
    return ", ".join(f"{url} {descriptor}".strip() for url, descriptor in candidates)


def _drop_empty(root: HtmlElement) -> None:
    for element in reversed(list(root.iterdescendants())):
        if element.tag not in _FULL and not len(element) and not (element.text or "").strip():
            element.drop_tag()


def _is_empty(root: HtmlElement) -> bool:
    return not root.text_content().strip() and next(root.iter(*_MEDIA), None) is None


def _work(root: HtmlElement) -> int:
    """The sum of all elements' depths, which bounds what an HTML5 parser does with the tree written out."""
    depth = work = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        work += depth
    return work


def _inner(root: HtmlElement) -> str:
    children = (etree.tostring(child, encoding="unicode", method="html") for child in root)
    return escape(root.text or "", quote=False) + "".join(children)


def _gate(root: HtmlElement) -> str:
    """nh3's word is the last; then the spelling that XML needs too."""
    html = _inner(root)
    if _work(root) + 10 * html.count("&") > MAX_WORK:
        return paragraphs(_texts(root))
    safe = nh3.clean(html, tags=set(_TAGS), attributes=_ATTRIBUTES, url_schemes={"http", "https", "mailto"}, link_rel=None)
    return _VOID_TAG.sub(r"<\1\2/>", chars.valid(safe).replace("&nbsp;", "\u00a0")).strip()
