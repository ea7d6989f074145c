"""Labels around and in boxes: tabs that only their looks tell, names of sections, labels of single rows, kickers, hours and dates."""

from __future__ import annotations

import pytest
from lxml import html as lxml_html

from feedsvc.sources.listing import find_boxes
from tests.sources.test_box_shapes import A, B, found, li, link, lists, slug, ul, urls

BASE = "https://www.warta.example/berita/sidang-dewan-kota-ditunda-sampai-senin-2024"

TABS = {
    "spans in an element called tabs": (
        '<div class="tabs__head"><span class="tabs__item">{x}</span><span class="tabs__item">{y}</span></div>'
        '<div class="tabs__body">{a}</div><div class="tabs__body hide">{b}</div>'
    ),
    "list items in an element called tabbed": (
        '<ul class="tabbed-widget__nav"><li><span>{x}</span></li><li><span>{y}</span></li></ul>'
        '<div class="panes"><div>{a}</div><div>{b}</div></div>'
    ),
    "labels without any mark": '<div class="x1"><div>{x}</div><div>{y}</div></div><div class="x2"><div>{a}</div><div>{b}</div></div>',
    "an attribute of the theme's own": (
        '<ul><li data-tab-content="p1">{x}</li><li data-tab-content="p2">{y}</li></ul>'
        '<div><div id="p1">{a}</div><div id="p2">{b}</div></div>'
    ),
}


@pytest.mark.parametrize("shape", TABS)
@pytest.mark.parametrize(("x", "y"), [("Most read", "Latest"), ("Najčitanije", "Najnovije"), ("많이 본 뉴스", "최신 뉴스")])
def test_tabs_that_only_their_looks_tell_are_lists_of_their_own(shape: str, x: str, y: str) -> None:
    body = f"<section>{TABS[shape].format(x=x, y=y, a=ul(A), b=ul(B))}</section>"
    assert found(body) == [("popular", x, "", urls(A)), ("latest", y, "", urls(B))]


@pytest.mark.parametrize(("x", "y"), [("Today", "Week"), ("24h", "7d"), ("за сутки", "за неделю"), ("24時間", "1週間")])
def test_periods_below_one_heading_are_tabs_of_it(x: str, y: str) -> None:
    strip = f"<div><span>{x}</span><span>{y}</span></div>"
    assert found(f"<section><h3>Most read</h3>{strip}<ol>{li(A)}</ol><ol hidden>{li(B)}</ol></section>") == [
        ("popular", "Most read", x, urls(A)),
        ("popular", "Most read", y, urls(B)),
    ]


def test_a_heading_beside_its_tabs_is_none_of_them() -> None:
    strip = '<div><h2>Most viewed</h2><ul class="mv-tabs"><li><a href="#d">Day</a></li><li><a href="#w">Week</a></li></ul></div>'
    assert found(f'<section>{strip}<div><div id="d">{ul(A)}</div><div id="w">{ul(B)}</div></div></section>') == [
        ("popular", "Most viewed", "Day", urls(A)),
        ("popular", "Most viewed", "Week", urls(B)),
    ]


def test_links_to_lists_above_two_columns_are_no_tabs() -> None:
    bar = '<div class="bar"><a href="/latest">Latest</a><a href="/popular">Most read</a></div>'
    assert lists(f"<div>{bar}<div>{ul(A)}</div><div>{ul(B)}</div></div>") == []


def test_a_section_called_trending_is_no_list_of_what_is_read() -> None:
    section = "".join(f'<div><h3><a href="/trending{slug(title)}">{title}</a></h3></div>' for title in A)
    assert lists(f'<section><h2><a href="/trending/">Trending</a></h2>{section}</section>') == []
    assert lists(f"<section><h2>Trending</h2>{ul()}</section>") == [("popular", urls(A))]


def test_a_label_over_one_headline_is_no_heading_of_those_that_follow() -> None:
    first, *others = (f"<h3>{link(title)}</h3>" for title in A + B)
    body = "".join(f'<div class="card">{row}</div>' for row in others)
    assert lists(f'<section><div class="card"><span>Breaking</span>{first}</div>{body}</section>') == []


def test_a_box_that_scripts_fill_does_not_take_the_list_of_the_next_one() -> None:
    empty = '<div><div class="head">Most read</div><div id="most-read-slot"></div></div>'
    assert lists(f'<div class="side">{empty}<div><div class="label">Opinion</div>{ul()}</div></div>') == []


def titles(rows: str) -> list[str]:
    tree = lxml_html.document_fromstring(f"<html><body><section><h3>Latest news</h3>{rows}</section></body></html>")
    return [item.title for box in find_boxes(tree, BASE) for item in box.items]


def test_a_headline_is_found_beside_hours_dates_and_the_names_of_sections() -> None:
    assert titles("".join(f'<p><a href="{slug(title)}"><b>10:2{n}</b> {title}</a></p>' for n, title in enumerate(A))) == list(A)
    assert titles("".join(f'<p><a href="{slug(title)}">12. 3. 2026</a> {link(title)}</p>' for title in A)) == list(A)
    kicker = '<div><a href="{0}"><h6>Work and family</h6></a><a href="{0}"><p>{1}</p></a></div>'
    assert titles("".join(kicker.format(slug(title), title) for title in A)) == list(A)
