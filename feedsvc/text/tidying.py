"""A tree of HTML made fit for feeds: absolute URLs, real pictures for lazy ones, no tracking pixels, nothing empty."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from feedsvc.text import urls
from feedsvc.text.elements import FULL, RENAMED, TAGS

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LAZY = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-hi-res-src")
_LAZY_SET = ("data-srcset", "data-lazy-srcset")
_PIXEL_HOSTS = re.compile(
    r"https?://(?:feeds\.feedburner\.com/~[rf]{1,2}/|[^/]*\bfeedsportal\.com/|pixel\.|stats\.wordpress\.com/|www\.google-analytics\.com/"
    r"|[^/]*\bdoubleclick\.net/|www\.facebook\.com/tr\b|[^/]*\bscorecardresearch\.com/|[^/]*\bquantserve\.com/|counter\.|[^/]*/pixel\.(?:gif|png)\b)"
)
_ORNAMENTS = re.compile(
    r"gravatar\.com/(?:avatar|blavatar)|/core/emoji/|/wpcom-smileys/|/latex\.php|//img\.shields\.io/|//badge\.|addtoany\.com/|/share_save"
    r"|feedburner\.com/|/smilies/|//feeds\.wordpress\.com/"
)
_HIDDEN = re.compile(r"display\s*:\s*none|(?:width|height)\s*:\s*[01]px", re.IGNORECASE)
# Elements to unwrap get this name and go together: drop_tag takes time by the number of siblings (a minute for 100,000 empty <p>).
_UNWRAPPED = "unwrapped"
_NUMBER = re.compile(r"\d{1,5}")
_DESCRIPTOR = re.compile(r"\d+(?:\.\d+)?[wx]")
_MAX_SRCSET = 8000  # characters
_MAX_CANDIDATES = 20  # of one srcset
_CITES = ("cite", "poster")
_LENGTHS = ("width", "height", "colspan", "rowspan", "start")


def is_ornament(url: str) -> bool:
    """Whether the address is one of an avatar, emoji, badge, formula or share button, which is no picture of what the text tells."""
    return bool(_ORNAMENTS.search(url))


def tidy(root: HtmlElement, base: str | None) -> None:
    """Make addresses absolute, give lazy pictures theirs, unwrap what is not allowed or leads nowhere, drop what is empty."""
    _open_noscripts(root)
    for element in root.iterdescendants():
        tag = str(element.tag)
        if tag in RENAMED:
            element.tag = tag = RENAMED[tag]
        _tidy_attributes(element, base)
        if tag not in TAGS or (tag in _TIDIED and not _TIDIED[tag](element, base)):
            element.tag = _UNWRAPPED
    etree.strip_tags(root, _UNWRAPPED)
    drop_empty(root)


def _open_noscripts(root: HtmlElement) -> None:
    """The fallback of a lazy picture goes; any other becomes part of the text, since readers run no scripts."""
    beside: dict[HtmlElement | None, bool] = {}  # whether a picture is among an element's children, looked up once
    for noscript in root.findall(".//noscript"):
        parent = noscript.getparent()
        if parent not in beside:
            beside[parent] = parent is not None and parent.find("img") is not None
        if beside[parent]:
            noscript.drop_tree()
        else:
            noscript.tag = _UNWRAPPED


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
        if len(found) > _MAX_CANDIDATES:
            found.pop()
            break
    return [(url.replace(",", "%2C"), descriptor) for url, descriptor in found if url]


def _srcset(candidates: list[tuple[str, str]]) -> str:
    return ", ".join(f"{url} {descriptor}".strip() for url, descriptor in candidates)


def drop_empty(root: HtmlElement) -> None:
    """Unwrap the elements that show nothing; the spaces in them stay."""
    for element in reversed(list(root.iterdescendants())):
        if element.tag not in FULL and _is_blank(element.text) and all(_shows_nothing(child) for child in element):
            element.tag = _UNWRAPPED
    etree.strip_tags(root, _UNWRAPPED)


def _shows_nothing(child: HtmlElement) -> bool:
    return child.tag == _UNWRAPPED and _is_blank(child.tail)


def _is_blank(text: str | None) -> bool:
    return not (text or "").strip()
