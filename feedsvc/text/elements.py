"""The elements and attributes of HTML that feedsvc knows: which stay, which become others, which go."""

from __future__ import annotations

ATTRIBUTES = {
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
BLOCKS = frozenset(_BLOCK_NAMES.split())
TAGS = BLOCKS | frozenset(_INLINE_NAMES.split())
# Blocks that only structure a page: as div they still keep their neighbours' words apart.
_AS_DIV_NAMES = "address article body center details dir fieldset footer form header hgroup main menu nav section summary"
AS_DIV = frozenset(_AS_DIV_NAMES.split())
RENAMED = dict.fromkeys(AS_DIV, "div") | {"strike": "s", "tt": "code", "acronym": "abbr"}
_DROPPED_NAMES = """
    applet area base basefont button canvas colgroup dialog embed frame frameset head iframe input link map math meta noembed noframes
    object param plaintext progress script select style svg template textarea title xmp
"""
DROPPED = frozenset(_DROPPED_NAMES.split())
_UNWRAPPED_NAMES = "acronym big col font html image nobr noscript rb rtc span strike track tt"
UNWRAPPED = frozenset(_UNWRAPPED_NAMES.split())
VOID = frozenset({"br", "hr", "img", "source", "wbr"})
MEDIA = frozenset({"audio", "img", "picture", "source", "video"})
FULL = MEDIA | {"br", "hr", "td", "th", "tr", "tbody", "table", "wbr"}  # elements that mean something without text
KNOWN_TAG = "|".join(sorted(TAGS | AS_DIV | DROPPED | UNWRAPPED, key=len, reverse=True))
