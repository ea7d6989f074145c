"""What a page says of itself in JSON-LD (https://schema.org/NewsArticle and its kin), however it is packed.

Nodes come alone, in lists, in "@graph", inside "mainEntity"; scripts come with trailing commas, raw newlines, several objects in a row,
or broken beyond repair, and then say nothing.
"""

from __future__ import annotations

import json
import re
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING, Any

from feedsvc.sources.entries import number
from feedsvc.text import chars, html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

Node = dict[str, Any]

MAX_SCRIPTS = 30
MAX_SCRIPT = 2_000_000  # characters
MAX_NODES = 500
MAX_VALUES = 50  # strings of one value
_MAX_DEPTH = 8  # lists and objects around a node, and around the strings of a value

_NESTS = ("@graph", "mainEntity", "mainEntityOfPage")
_ALSO_ARTICLES = frozenset({"blogposting", "liveblogposting", "report", "claimreview"})
_INTERACTIONS = {
    "commentaction": "comments", "likeaction": "likes", "agreeaction": "likes", "shareaction": "shares",
    "viewaction": "views", "readaction": "views", "watchaction": "views",
}  # fmt: skip
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_OPENINGS = ("<!--", "//<![CDATA[", "// <![CDATA[", "<![CDATA[", "/*<![CDATA[*/", "/* <![CDATA[ */")
_CLOSINGS = ("-->", "//]]>", "// ]]>", "]]>", "/*]]>*/", "/* ]]> */", ";")
_BETWEEN = re.compile(r"[\s,;]*")


def read_nodes(tree: HtmlElement) -> list[Node]:
    """Every node that describes the page or a thing on it; the members of item lists are left out, since they are other pages."""
    scripts = (script for script in tree.iter("script") if "ld+json" in script.get("type", "").lower())
    found = (node for script in islice(scripts, MAX_SCRIPTS) for value in _values(script.text or "") for node in _nodes(value, 0))
    return list(islice(found, MAX_NODES))


def is_article(node: Node) -> bool:
    """Whether the node is a schema.org Article, one of its subtypes, or a blog posting."""
    return any(name.endswith("article") or name in _ALSO_ARTICLES for name in types(node))


def types(node: Node) -> list[str]:
    """The node's types in lower case without their vocabulary."""
    return [name.rstrip("/").rpartition("/")[2].lower() for name in strings(node.get("@type"))]


def strings(value: Any, key: str = "name", depth: int = 0) -> list[str]:
    """The cleaned strings of a value: itself, those of a list, or of the objects' ``key`` (or "@value"), not nested beyond all measure."""
    if depth > _MAX_DEPTH:
        return []
    if isinstance(value, str):
        text = chars.clean(_plain(value))
        return [text] if text else []
    if isinstance(value, list):
        return [text for item in value[:MAX_VALUES] if not isinstance(item, list) for text in strings(item, key, depth + 1)][:MAX_VALUES]
    if isinstance(value, dict):
        inner = value.get(key, value.get("@value"))
        return strings(inner, key, depth + 1) if isinstance(inner, str | list) else []
    return []


def string(value: Any, key: str = "name") -> str:
    return next(iter(strings(value, key)), "")


def objects(value: Any, nodes: list[Node]) -> list[Node]:
    """The objects of a value; one that only refers to another node by "@id" is replaced by it, a string becomes a name."""
    items = value if isinstance(value, list) else [value]
    found: list[Node] = []
    for item in items[:MAX_VALUES]:
        if isinstance(item, str):
            found.append({"name": item, "url": item})
        elif isinstance(item, dict):
            found.append(_resolved(item, nodes))
    return found


def counts(node: Node, nodes: list[Node]) -> tuple[tuple[str, int], ...]:
    """What readers did with the article, by kind: interactionStatistic, or the plain number of comments; of several numbers the highest."""
    found: dict[str, int] = {}
    told = [(_interaction(one), one.get("userInteractionCount")) for one in objects(node.get("interactionStatistic"), nodes)]
    for kind, value in (*told, ("comments", node.get("commentCount"))):
        count = number(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else None
        if kind and count is not None:
            found[kind] = max(count, found.get(kind, 0))
    return tuple(sorted(found.items()))


def _interaction(counter: Node) -> str:
    """The kind of a counter, whose interactionType is a URL, a name, or an object of that type; "" for one that is no reader's doing."""
    said = counter.get("interactionType")
    named = types(said) if isinstance(said, dict) else []
    named = named or [name.rstrip("/").rpartition("/")[2].lower() for name in strings(said, "@id")]
    return next((_INTERACTIONS[name] for name in named if name in _INTERACTIONS), "")


def _resolved(item: Node, nodes: list[Node]) -> Node:
    name = item.get("@id")
    if isinstance(name, str) and "name" not in item and "url" not in item:
        return next((node for node in nodes if node.get("@id") == name), item)
    return item


def _plain(text: str) -> str:
    """JSON-LD is written by programs that escape for HTML as well."""
    return html.to_text(text) if re.search(r"</?[a-zA-Z]", text) else unescape(text)


def _nodes(value: Any, depth: int) -> Iterator[Node]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value[:MAX_NODES]:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in _NESTS:
            yield from _nodes(value.get(key), depth + 1)


def _values(script: str) -> Iterator[Any]:
    """The JSON values of a script, one after the other, up to the first that cannot be mended."""
    text = _unwrapped(script) if len(script) <= MAX_SCRIPT else ""
    decoder = json.JSONDecoder(strict=False)
    position = mended = 0
    for _ in range(MAX_NODES):
        if position >= len(text):
            return
        try:
            value, end = decoder.raw_decode(text, position)
        except RecursionError:
            return
        except ValueError:
            if mended:
                return
            mended, text = 1, _TRAILING_COMMA.sub(r"\1", text)
            continue
        yield value
        position = _skipped(text, end)


def _skipped(text: str, position: int) -> int:
    between = _BETWEEN.match(text, position)
    return between.end() if between else position


def _unwrapped(script: str) -> str:
    """Without the comment and CDATA marks that older pages hide scripts in."""
    text = script.strip()
    for opening in _OPENINGS:
        text = text.removeprefix(opening).lstrip()
    for closing in _CLOSINGS:
        text = text.removesuffix(closing).rstrip()
    return text
