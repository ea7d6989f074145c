"""Tabs: a row of short labels, and one list for each of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from feedsvc.sources.outline import in_page_part
from feedsvc.sources.rows import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from feedsvc.sources.outline import Outline

MAX_TABS = 8
MAX_STRIPS = 50
_MAX_LABEL = 40  # characters
_MAX_INSIDE = 12  # elements inside one label
_TARGETS = ("aria-controls", "data-target", "data-bs-target", "data-tab", "data-tab-target", "data-panel", "data-id", "href", "for")
_CHOSEN = frozenset({"active", "selected", "current", "is-active", "is-selected", "tab-active"})


@dataclass(frozen=True, slots=True)
class Tabs:
    labels: tuple[str, ...]
    triggers: tuple[HtmlElement, ...]
    panels: tuple[HtmlElement, ...]  # one for each label; empty when the page does not show which is whose
    strip: HtmlElement  # what holds the labels
    chosen: int  # which label's list is shown first

    def index_of(self, element: HtmlElement) -> int | None:
        """Which label the element is, is in, or is around."""
        near = {element, *islice(element.iterancestors(), 4)}
        return next((place for place, trigger in enumerate(self.triggers) if trigger in near or element in trigger.iterancestors()), None)


def find_tabs(page: Outline) -> list[Tabs]:
    """The strips of tab labels on the page, in document order, at most MAX_STRIPS."""
    return list(islice((tabs for element in page.elements if (tabs := _tabs(page, element))), MAX_STRIPS))


def _tabs(page: Outline, strip: HtmlElement) -> Tabs | None:
    triggers = tuple(child for child in islice(strip, MAX_TABS + 1) if isinstance(child.tag, str))
    if not 2 <= len(triggers) <= MAX_TABS or not all(_is_trigger(page, trigger) for trigger in triggers) or in_page_part(strip):
        return None
    labels = tuple(text_of(trigger, minor=True) or text_of(next(trigger.iter("button"), trigger)) for trigger in triggers)
    if not all(label and len(label) <= _MAX_LABEL for label in labels) or len(set(labels)) < len(labels):
        return None
    chosen = next((place for place, trigger in enumerate(triggers) if _is_chosen(trigger)), 0)
    return Tabs(labels, triggers, _by_id(strip, triggers) or _by_order(page, strip, len(triggers)), strip, chosen)


def _is_trigger(page: Outline, element: HtmlElement) -> bool:
    """A label that switches and does not lead away."""
    return page.size(element) <= _MAX_INSIDE and not page.links_in(element) and any(map(_switches, element.iter()))


def _switches(element: HtmlElement) -> bool:
    return (
        element.tag == "button"
        or element.get("role") == "tab"
        or (element.tag == "a" and element.get("href", "#").startswith(("#", "javascript:")))
        or (element.tag == "label" and element.get("for") is not None)
        or any(element.get(name) for name in _TARGETS[:7])
    )


def _is_chosen(trigger: HtmlElement) -> bool:
    return any(part.get("aria-selected") == "true" or _CHOSEN.intersection(part.get("class", "").split()) for part in trigger.iter())


def _by_id(strip: HtmlElement, triggers: Sequence[HtmlElement]) -> tuple[HtmlElement, ...]:
    """The panels that the labels name."""
    near = next(islice(strip.iterancestors(), 5, None), None)
    root = near if near is not None else strip.getroottree().getroot()
    ids = {element.get("id"): element for element in root.iter() if element.get("id")}
    panels = [next((ids[name] for name in _names(trigger) if name in ids), None) for trigger in triggers]
    found = tuple(panel for panel in panels if panel is not None)
    return found if len(set(found)) == len(triggers) else ()


def _names(trigger: HtmlElement) -> Iterator[str]:
    for part in trigger.iter():
        yield from (value.lstrip("#") for name in _TARGETS if (value := part.get(name)))


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
