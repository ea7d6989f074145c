"""The picture that an article page prints at its headline, in the largest of the sizes that it offers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from feedsvc.sources.byline import headline_element, leads_to_author
from feedsvc.sources.metadata import social_title
from feedsvc.text import chars, titles, urls
from feedsvc.text.tidying import is_ornament, sizes_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

    from feedsvc.sources.metadata import Page

MIN_SIDE = 250  # pixels; what is smaller is a portrait of the author, a logo or a teaser
_MAX_WIDTH = 2_000  # pixels; larger ones are for print
_MAX_IMAGES = 40  # of a page that are looked at
_PARAGRAPH = 120  # characters of a <p> of the text
_MAX_PARAGRAPHS = 1  # of them before the picture
_LAZY = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-hi-res-src", "src")
_LAZY_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_ELSEWHERE = ("nav", "footer", "aside", "header", "li", "button")
_SMALL = re.compile(
    r"author|byline|avatar|portrait|profile|logo|icon|badge|teaser|related|recommend|promo|sponsor|newsletter|share|social|sidebar|thumb-?nail|"
    r"advert|placeholder|podcast|widget-?ad",
    re.IGNORECASE,
)
_EMPTY = re.compile(
    r"(?:^|[/_-])(?:logo|placeholder|default[-_]?image|favicon|blank|spacer|transparent|pixel|lazy|loading|loader|preload(?:er)?|sprite|icon|"
    r"icono|button|btn|qr-?code)s?(?=[/._-])|/(?:ads?|adserver|delivery|banners?|common/(?:img|images?|icons?)|themes?|skins?|plugins)/|//(?:ads?|banners?|adserver)\.",
    re.IGNORECASE,
)
# Where no width is told, an address that tells nothing either may be of a counter or an ornament.
_PHOTOGRAPH = re.compile(r"\.(?:jpe?g|webp|png|avif|jfif)(?![a-z])|image|img|photo|foto|picture|media|gambar|bild", re.IGNORECASE)
_WIDTH = re.compile(r"(\d{2,5})(?:w$|$)")


@dataclass(frozen=True, slots=True)
class Leading:
    url: str
    width: int  # pixels, 0 where the page does not tell
    element: HtmlElement


def leading_picture(page: Page, authors: Iterable[str]) -> Leading | None:
    """The first picture of some size at the headline: behind it, or between it and the beginning of the article around it."""
    headline = headline_element(page.tree, social_title(page))
    if headline is None:
        return None
    people = {titles.key(name) for name in authors}
    images = (image for image in islice(_near(headline), _MAX_IMAGES) if not _is_portrait(image, people))
    return next((found for image in images if (found := _read(image, page.base))), None)


def _is_portrait(image: HtmlElement, people: set[str]) -> bool:
    """Whether the picture is called by nothing but an author's name, or leads to an author's page."""
    link = next(image.iterancestors("a"), None)
    called = titles.key(image.get("alt", "")[:200])
    return any(name in called and len(called) < 2 * len(name) for name in people) or (link is not None and leads_to_author(link))


def is_logo(url: str) -> bool:
    """Whether the picture is only the site's own sign, or nothing yet."""
    path = url.partition("?")[0]
    return path.endswith(".svg") or bool(_EMPTY.search(path)) or is_ornament(url)


def _near(headline: HtmlElement) -> Iterator[HtmlElement]:
    article = next(headline.iterancestors("article", "main"), None)
    top = article if article is not None else headline.getroottree().getroot()
    before: list[HtmlElement] = []
    behind = paragraphs = 0
    for element in top.iter("h1", "h2", "h3", "img", "p"):
        if element is headline:
            behind = 1
        elif element.tag == "img" and behind:
            yield element
        elif element.tag == "img" and article is not None:
            before.append(element)
        elif element.tag == "p" and behind and len(chars.clean(element.text_content())) >= _PARAGRAPH:
            paragraphs += 1
            if paragraphs > _MAX_PARAGRAPHS:
                break
    yield from islice(before, _MAX_IMAGES)


def _read(image: HtmlElement, base: str) -> Leading | None:
    if not _is_lead(image):
        return None
    width = _side(image, "width")
    offered = [(url, _number(size)) for name in _LAZY_SETS for url, size in sizes_of(image.get(name, ""), base) if image.get(name)]
    offered += _sources(image, base)
    best = max((pair for pair in offered if pair[1] <= _MAX_WIDTH), key=lambda pair: pair[1], default=None)
    if best is None or best[1] <= 10:  # "2x" tells no width
        src = next((url for name in _LAZY if (url := urls.absolute(image.get(name, ""), base)) and not is_logo(url)), None)
        best = (src or (best[0] if best else ""), width)
    if not best[0] or is_logo(best[0]) or 0 < best[1] < MIN_SIDE or (best[1] == 0 and not _PHOTOGRAPH.search(best[0])):
        return None
    return Leading(best[0], best[1], image)


def _sources(image: HtmlElement, base: str) -> list[tuple[str, int]]:
    """What a <picture> offers beside its <img>, in formats that every reader knows."""
    picture = image.getparent()
    if picture is None or picture.tag != "picture":
        return []
    known = [source for source in picture.iter("source") if "avif" not in source.get("type", "") and "webp" not in source.get("type", "")]
    sets = (source.get(name, "") for source in known for name in _LAZY_SETS)
    return [(url, _number(size)) for offered in sets for url, size in sizes_of(offered, base)]


def _number(size: str) -> int:
    match = _WIDTH.match(size)
    return int(match[1]) if match else 0


def _side(image: HtmlElement, name: str) -> int:
    value = image.get(name, "").strip().removesuffix("px")
    return int(value) if value.isdigit() and len(value) < 6 else 0


def _is_lead(image: HtmlElement) -> bool:
    if any(0 < _side(image, name) < MIN_SIDE // 2 for name in ("width", "height")):
        return False
    around = [image, *islice(image.iterancestors(), 6)]
    if any(element.tag in _ELSEWHERE for element in around if element.tag != "header" or next(element.iter("h1"), None) is None):
        return False
    return not any(_SMALL.search(f"{element.get('class', '')} {element.get('id', '')}"[:300]) for element in around[:4])
