"""Tabs: a row of short labels, and one list for each of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from feedsvc.sources.headings import Texts, is_neutral
from feedsvc.sources.outline import in_page_part
from feedsvc.sources.rows import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from feedsvc.sources.outline import Outline

MAX_TABS = 8
MAX_STRIPS = 50
_MAX_CHILDREN = 24  # of an element that may hold labels, their inputs and their panels
_MAX_LABEL = 40  # characters
_MAX_INSIDE = 12  # elements inside one label
_MAX_BEHIND = 400  # elements behind the labels among which panels of equal data values are looked for
# Attributes that name the panel; the first of them on a link make a tab of it although it leads to a page for those without scripts.
_SURE_TARGET = re.compile(r"aria-controls|data-(?:[a-z-]*-)?(?:tabs?|target|panel|pane)(?:id|-[a-z-]+)?")
_TARGETS = frozenset({"data-content", "data-id", "data-index"})
_LINKING = ("href", "for", "rel")  # they name a panel of the page too, but say nothing by themselves
_TAB_CLASS = re.compile(r"(?:^|[\s_-])tab(?:s|bed|list|bar|panel)?(?:$|[\s_-])|[a-z]Tabs?(?:$|[A-Z\s_-])")
_MAX_CLASS = 500  # characters of an element's class names that are looked at
_MAX_STRIP = 40  # elements of a strip that is known by its labels alone
_NO_STRIP = frozenset({"html", "head", "body", "p", "table", "tr", "select", "form", "a", "svg"})
_CHOSEN = frozenset({"active", "selected", "current", "is-active", "is-selected", "tab-active", "on", "actived", "aktif"})


@dataclass(frozen=True, slots=True)
class Tabs:
    labels: tuple[str, ...]
    triggers: tuple[HtmlElement, ...]
    panels: tuple[HtmlElement, ...]  # one for each label; empty when the page does not show which is whose
    strip: HtmlElement  # what holds the labels, or the last of them where they stand among the panels
    chosen: int  # which label's list is shown first

    def index_of(self, element: HtmlElement) -> int | None:
        """Which label the element is, is in, or is around."""
        near = {element, *islice(element.iterancestors(), 4)}
        return next((place for place, trigger in enumerate(self.triggers) if trigger in near or element in trigger.iterancestors()), None)


def find_tabs(page: Outline) -> list[Tabs]:
    """The strips of tab labels on the page, in document order, at most MAX_STRIPS."""
    texts = Texts()
    return list(islice((tabs for element in page.elements if (tabs := _tabs(page, element, texts))), MAX_STRIPS))


def _tabs(page: Outline, strip: HtmlElement, texts: Texts) -> Tabs | None:
    if not 2 <= len(strip) <= _MAX_CHILDREN:
        return None
    children = [child for child in strip if isinstance(child.tag, str) and child.tag not in {"script", "style"}]
    if any(child.tag == "input" for child in children):
        return _by_inputs(page, children)
    triggers = [child for child in children if len(child) or child.text or child.get("role") == "tab"]  # the rest is drawn: lines, arrows
    if not 2 <= len(triggers) <= MAX_TABS:
        return None
    if all(_is_trigger(page, trigger) for trigger in triggers) and not in_page_part(strip):
        panels = _by_id(page, triggers) or _by_value(page, strip, triggers) or _by_order(page, strip, len(triggers))
        return _made(triggers, panels, strip)
    return _by_looks(page, strip, triggers, texts)


def _by_looks(page: Outline, strip: HtmlElement, triggers: Sequence[HtmlElement], texts: Texts) -> Tabs | None:
    """Tabs whose labels carry nothing: as many panels follow, and a class says that they are tabs or each label says so itself."""
    if strip.tag in _NO_STRIP or page.size(strip) > _MAX_STRIP or len({trigger.tag for trigger in triggers}) > 1 or page.links_in(strip):
        return None
    names = (element.get("class", "")[:_MAX_CLASS] for element in (strip, *triggers))
    if not any(map(_TAB_CLASS.search, names)) and not all(_says_list(trigger, texts) for trigger in triggers):
        return None
    panels = () if in_page_part(strip) else _by_order(page, strip, len(triggers))
    return _made(triggers, panels, strip) if panels else None


def _says_list(trigger: HtmlElement, texts: Texts) -> bool:
    """Whether a label says what a list holds, as "Most read", or of which time, as "24 hours"."""
    text = text_of(trigger, minor=True)
    return bool(text) and len(text) <= _MAX_LABEL and (is_neutral(text) or texts.classify(text) is not None)


def _made(triggers: Sequence[HtmlElement], panels: tuple[HtmlElement, ...], strip: HtmlElement) -> Tabs | None:
    labels = tuple(text_of(trigger, minor=True) or text_of(next(trigger.iter("button"), trigger)) for trigger in triggers)
    if not all(label and len(label) <= _MAX_LABEL for label in labels) or len(set(labels)) < len(labels):
        return None
    chosen = next((place for place, trigger in enumerate(triggers) if _is_chosen(trigger)), 0)
    return Tabs(labels, tuple(triggers), panels, strip, chosen)


def _by_inputs(page: Outline, children: Sequence[HtmlElement]) -> Tabs | None:
    """Tabs without scripts: radio inputs, a label for each, and the panels, all side by side."""
    inputs = {child.get("id") for child in children if child.tag == "input" and child.get("type") in {"radio", "checkbox"}}
    labels = [child for child in children if child.tag == "label" and child.get("for") in inputs]
    if not 2 <= len(labels) <= MAX_TABS:
        return None
    others = [child for child in children if child.tag not in {"input", "label"} and page.links_in(child)]
    candidates = (others, *(list(islice(other, 2 * MAX_TABS)) for other in others[:2]))
    panels = next((found for found in candidates if len(found) == len(labels)), [])
    return _made(labels, tuple(panels), labels[-1])


def _is_trigger(page: Outline, element: HtmlElement) -> bool:
    """A label that switches and does not lead away."""
    if page.size(element) > _MAX_INSIDE or not any(map(_switches, element.iter())):
        return False
    return not page.links_in(element) or any(map(_is_surely_tab, element.iter()))


def _is_surely_tab(element: HtmlElement) -> bool:
    toggles = (element.get("data-toggle") or element.get("data-bs-toggle") or "").lower()
    return element.get("role") == "tab" or toggles in {"tab", "pill"} or any(map(_SURE_TARGET.fullmatch, _given(element)))


def _given(element: HtmlElement) -> Iterator[str]:
    """The names of the element's attributes that are not empty."""
    return (str(name) for name, value in element.items() if value)


def _switches(element: HtmlElement) -> bool:
    return (
        element.tag == "button"
        or element.get("role") == "tab"
        or (element.tag == "a" and element.get("href", "#").startswith(("#", "javascript:")))
        or (element.tag == "label" and element.get("for") is not None)
        or any(name in _TARGETS or _SURE_TARGET.fullmatch(name) for name in _given(element))
    )


def _is_chosen(trigger: HtmlElement) -> bool:
    return any(part.get("aria-selected") == "true" or _CHOSEN.intersection(part.get("class", "").split()) for part in trigger.iter())


def _by_id(page: Outline, triggers: Sequence[HtmlElement]) -> tuple[HtmlElement, ...]:
    """The panels that the labels name."""
    found = [next((page.ids[name] for name in _names(trigger) if name in page.ids), None) for trigger in triggers]
    panels = tuple(panel for panel in found if panel is not None and panel.tag != "input")
    return panels if len(set(panels)) == len(triggers) and any(map(page.links_in, panels)) else ()


def _names(trigger: HtmlElement) -> Iterator[str]:
    for part in trigger.iter():
        given = sorted(_given(part), key=lambda name: not _SURE_TARGET.fullmatch(name))
        naming = (part.get(name, "") for name in given if name in _LINKING or name.startswith(("data-", "aria-c")))
        yield from (value.lstrip("#.") for value in naming if value != "#")


def _by_value(page: Outline, strip: HtmlElement, triggers: Sequence[HtmlElement]) -> tuple[HtmlElement, ...]:
    """The panels that carry the labels' targets in their own data attributes or as a class."""
    low = page.last.get(strip, 0) + 1
    behind = [element for element in page.elements[low : low + _MAX_BEHIND] if len(page.links_in(element)) > 2]
    carried: dict[str, HtmlElement] = {}
    for element in behind:
        values = (value for name, value in element.items() if str(name).startswith("data-"))
        for value in (*map(str, values), *element.get("class", "").split()[:10]):
            carried.setdefault(value.lstrip("#."), element)
    found = [next((carried[name] for name in _names(trigger) if name in carried), None) for trigger in triggers]
    panels = tuple(panel for panel in found if panel is not None)
    return panels if len(set(panels)) == len(triggers) else ()


def _by_order(page: Outline, strip: HtmlElement, count: int) -> tuple[HtmlElement, ...]:
    """The panels behind the labels when there are as many: the elements that follow, or the parts of the one that follows."""
    element = strip
    for _ in range(3):
        after = [following for following in islice(element.itersiblings(), 2 * MAX_TABS) if isinstance(following.tag, str)]
        for candidates in (after, *(list(islice(following, 2 * MAX_TABS)) for following in after[:2])):
            panels = [panel for panel in candidates if isinstance(panel.tag, str)]
            if len(panels) == count and sum(len(page.links_in(panel)) > 2 for panel in panels) > 1:
                return tuple(panels)
        parent = element.getparent()
        if parent is None or any(page.links_in(following) for following in after):
            break
        element = parent
    return ()
