"""A tree of HTML made fit for feeds: absolute URLs, real pictures for lazy ones, no tracking pixels, nothing empty."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from feedsvc.text import urls
from feedsvc.text.elements import ATTRIBUTES, FULL, RENAMED, UNWRAPPED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

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
_DROPPED = "dropped"
_DRESS = ("class", "style", "id", "rel", "target")  # no reader gets these; to take them out here spares writing and reading them for nh3
_NUMBER = re.compile(r"\d{1,5}")
_DESCRIPTOR = re.compile(r"\d+(?:\.\d+)?[wx]")
_GLUED = re.compile(r"(?<=\s)(\d+(?:\.\d+)?[wx]),(?=\S)")  # "640w,https://..."
_MAX_SRCSET = 8000  # characters
_MAX_CANDIDATES = 20  # of one srcset
_CITES = frozenset({"cite", "poster"})
_LENGTHS = frozenset({"width", "height", "colspan", "rowspan", "start"})
_MEASURED = {tag for tag, names in ATTRIBUTES.items() if names & (_CITES | _LENGTHS)}


def is_ornament(url: str) -> bool:
    """Whether the address is one of an avatar, emoji, badge, formula or share button, which is no picture of what the text tells."""
    return bool(_ORNAMENTS.search(url))


def tidy(root: _Element, base: str | None) -> None:
    """Make addresses absolute, give lazy pictures theirs, unwrap what leads nowhere. Elements that nobody knows are left to nh3."""
    _open_noscripts(root)
    for element in root.iterdescendants(*_TOUCHED):  # once for all, since to find an element takes longer than to look at it
        tag = str(element.tag)
        if tag in RENAMED:
            element.tag = RENAMED[tag]
        if tag in _MEASURED:
            _tidy_attributes(element, base)
        if tag in _TIDIED and not _TIDIED[tag](element, base):
            element.tag = _UNWRAPPED
    etree.strip_tags(root, _UNWRAPPED, *UNWRAPPED)
    etree.strip_attributes(root, *_DRESS)


def drop_all(root: _Element, elements: Iterable[_Element]) -> None:
    """Take the elements out with what they hold; the text behind them stays."""
    for element in elements:
        element.tag = _DROPPED
    etree.strip_elements(root, _DROPPED, with_tail=False)


def _open_noscripts(root: _Element) -> None:
    """The fallback of a lazy picture goes; any other becomes part of the text, since readers run no scripts."""
    fallbacks: list[_Element] = []
    beside: dict[_Element | None, bool] = {}  # whether a picture is among an element's children, looked up once
    for noscript in root.iterdescendants("noscript"):
        parent = noscript.getparent()
        if parent not in beside:
            beside[parent] = parent is not None and parent.find("img") is not None
        if beside[parent]:
            fallbacks.append(noscript)
    if fallbacks:
        drop_all(root, fallbacks)


def _tidy_attributes(element: _Element, base: str | None) -> None:
    for name, value in element.items():
        if name in _LENGTHS:
            if not _NUMBER.fullmatch(value):
                _set(element, name, value.strip() if _NUMBER.fullmatch(value.strip()) else None)
        elif name in _CITES:
            _set(element, name, urls.absolute(value.strip(), base))


def _set(element: _Element, name: str, value: str | None) -> None:
    if value:
        element.set(name, value)
    elif element.get(name) is not None:
        del element.attrib[name]


def _tidy_link(element: _Element, base: str | None) -> bool:
    said = element.get("href", "")
    href = said.strip()
    found = href if href[:7].lower() == "mailto:" else urls.absolute(href, base)
    if found != said:
        _set(element, "href", found)
    return found is not None


def _tidy_image(element: _Element, base: str | None) -> bool:
    """A lazy picture's real URL stands in a data attribute; a picture without a usable URL, or for tracking only, is none."""
    said = dict(element.items())
    if _is_pixel(said):
        return False
    candidates = _sizes(said, base)
    srcs = (urls.absolute(said[name], base) for name in (*_LAZY, "src") if said.get(name))
    src = next((src for src in srcs if src), None) or (candidates[0][0] if candidates else None)
    if src != said.get("src"):
        _set(element, "src", src)
    if candidates or "srcset" in said:
        _set(element, "srcset", _srcset(candidates))
    return src is not None and not _PIXEL_HOSTS.match(src)


def _is_pixel(said: dict[str, str]) -> bool:
    sides = (said.get(side, "").strip().removesuffix("px") for side in ("width", "height"))
    return any(side in {"0", "1"} for side in sides) or bool("style" in said and _HIDDEN.search(said["style"]))


def _tidy_source(element: _Element, base: str | None) -> bool:
    _set(element, "src", urls.absolute(element.get("src", ""), base))
    _set(element, "srcset", _srcset(_sizes(dict(element.items()), base)))
    return "src" in element.attrib or "srcset" in element.attrib


def _tidy_player(element: _Element, base: str | None) -> bool:
    _set(element, "src", urls.absolute(element.get("src", ""), base))
    element.set("controls", "controls")
    return "src" in element.attrib or element.find(".//source") is not None


_TIDIED = {
    "a": _tidy_link, "audio": _tidy_player, "img": _tidy_image, "source": _tidy_source, "video": _tidy_player,
}  # fmt: skip
_TOUCHED = (*RENAMED, *_TIDIED, *(_MEASURED - _TIDIED.keys()))


def _sizes(said: dict[str, str], base: str | None) -> list[tuple[str, str]]:
    """Of an element's attributes, the first srcset that says something, of lazy pictures before the usual one."""
    srcset = next((value for name in (*_LAZY_SET, "srcset") if (value := said.get(name, "").strip())), "")
    return sizes_of(srcset, base) if srcset else []


def sizes_of(srcset: str, base: str | None) -> list[tuple[str, str]]:
    """The URLs of a srcset with their descriptors; a comma ends a candidate only where whitespace or a descriptor shows it."""
    found: list[tuple[str, str]] = []
    for word in _GLUED.sub(r"\1, ", srcset).split() if len(srcset) <= _MAX_SRCSET else ():
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


def drop_empty(root: _Element) -> None:
    """Unwrap the elements that show nothing; the spaces in them stay."""
    for element in reversed(list(root.iterdescendants())):
        text = element.text
        if (not text or text.isspace()) and element.tag not in FULL and all(_shows_nothing(child) for child in element):
            element.tag = _UNWRAPPED
    etree.strip_tags(root, _UNWRAPPED)


def _shows_nothing(child: _Element) -> bool:
    return child.tag == _UNWRAPPED and (not child.tail or child.tail.isspace())
