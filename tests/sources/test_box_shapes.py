"""Boxes as newsrooms build them, in many languages: whatever the markup, the list that a reader sees is the list that is found."""

from __future__ import annotations

import pytest
from lxml import html as lxml_html

from feedsvc.sources.listing import find_boxes

BASE = "https://www.warta.example/berita/sidang-dewan-kota-ditunda-sampai-senin-2024"
A = (
    "Harbour ferry returns after nine months of repairs",
    "City council votes to reopen three libraries",
    "Farmers expect the best harvest yet",
    "Night trains between the islands start in June",
)
B = (
    "School canteens switch to local vegetables",
    "Old lighthouse opens its doors to visitors",
    "Cyclists get a bridge of their own next spring",
    "Museum finds forgotten letters in its cellar",
)
PROMO = ("Ten garden sheds that you can buy for less", "Our readers travel with us to the fjords", "Win a weekend for two in the mountains")


def slug(title: str) -> str:
    return f"/news/{title.lower().replace(' ', '-')}"


def urls(titles: tuple[str, ...]) -> list[str]:
    return [f"https://www.warta.example{slug(title)}" for title in titles]


def found(body: str) -> list[tuple[str, str, str, list[str | None]]]:
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    tree = lxml_html.document_fromstring(f"<html><body><main><p>text</p></main>{body}</body></html>".encode(), parser=parser)
    return [(box.kind, box.heading, box.tab, [item.url for item in box.items]) for box in find_boxes(tree, BASE)]


def lists(body: str) -> list[tuple[str, list[str | None]]]:
    return [(kind, links) for kind, _, _, links in found(body)]


def link(title: str, inner: str = "") -> str:
    return f'<a href="{slug(title)}">{inner or title}</a>'


def li(titles: tuple[str, ...] = A) -> str:
    return "".join(f"<li>{link(title)}</li>" for title in titles)


def ul(titles: tuple[str, ...] = A) -> str:
    return f"<ul>{li(titles)}</ul>"


def card(title: str, number: int = 1) -> str:
    picture = f'<a class="thumb" href="{slug(title)}"><img src="/{number}.jpg" alt="A photo of something else"></a>'
    return f'<div class="card">{picture}<span class="kicker">Politics</span><h3>{link(title)}</h3><time>10:1{number}</time></div>'


def overlay(title: str) -> str:
    return (
        f"<article><h3>{title}</h3><p>A short teaser of the story stands here.</p>"
        f'<a class="cover" href="{slug(title)}" aria-label="Open"></a></article>'
    )


def numbered(title: str, rank: str) -> str:
    return f'<li><a href="{slug(title)}"><span class="no">{rank}</span> <span>{title}</span></a></li>'


SHAPES = {
    "list behind its heading": f"<aside><h2>Most read</h2>{ul()}</aside>",
    "heading in a header": (
        f'<section><header><div><h2><span>Most</span> <b>read</b></h2></div></header><div class="body">{ul()}</div></section>'
    ),
    "heading and list in sibling boxes": f'<div class="col"><div class="t"><h4>Most read</h4></div><div class="l">{ul()}</div></div>',
    "heading that is a link to the whole list": f'<div><h3><a href="/most-read">Most read</a></h3><ol>{li()}</ol></div>',
    "heading with a link to see all": (
        f'<div><div><h3>Most read</h3><a href="/most-read-stories-of-the-day">See all most read</a></div>{ul()}</div>'
    ),
    "link to the whole list at the end": (
        f'<div><h3>Most read</h3><ul>{li()}<li class="more"><a href="/most-read-this-week">More most read stories</a></li></ul></div>'
    ),
    "heading of a table": (
        f"<table><caption>Most read</caption>{''.join(f'<tr><td>{n}</td><td>{link(t)}</td></tr>' for n, t in enumerate(A, 1))}</table>"
    ),
    "heading cell of a table": f"<table><tr><th>Most read</th></tr>{''.join(f'<tr><td>{link(t)}</td></tr>' for t in A)}</table>",
    "definition list": f"<dl><dt>Most read</dt>{''.join(f'<dd>{link(t)}</dd>' for t in A)}</dl>",
    "details": f"<details open><summary>Most read</summary>{ul()}</details>",
    "fieldset": f"<fieldset><legend>Most read</legend>{ul()}</fieldset>",
    "custom elements": f"<most-read><box-title>Most read</box-title>{''.join(f'<box-item>{link(t)}</box-item>' for t in A)}</most-read>",
    "cards with picture, kicker and time": f"<section><h2>Most read</h2>{''.join(map(card, A))}</section>",
    "cards with higher headings than the box": f'<section><h4 class="box">Most read</h4>{"".join(map(card, A))}</section>',
    "titles outside of their links": f"<section><h2>Most read</h2>{''.join(map(overlay, A))}</section>",
    "titles outside of their links under a lower heading": f"<section><h4>Most read</h4>{''.join(map(overlay, A))}</section>",
    "ranks inside the links": f"<div><h3>Most read</h3><ul>{''.join(numbered(t, str(n)) for n, t in enumerate(A, 1))}</ul></div>",
    "two-digit ranks": f"<div><h3>Most read</h3><ul>{''.join(numbered(t, f'0{n}') for n, t in enumerate(A, 1))}</ul></div>",
    "ranks with a hash": f"<div><h3>Most read</h3><ul>{''.join(numbered(t, f'#{n}') for n, t in enumerate(A, 1))}</ul></div>",
    "one paragraph with line breaks": f"<div><p><strong>Most read</strong></p><p>{'<br>'.join(map(link, A))}</p></div>",
    "links side by side": f'<div><div class="h">Most read</div><div class="b">{"".join(map(link, A))}</div></div>',
    "advertisement between the rows": (
        f'<div><h3>Most read</h3><ul>{li(A[:2])}<li class="ad"><span>Advertisement</span>'
        f'<a rel="sponsored nofollow" href="https://ads.example/click-here-for-the-best-deal-123">Best deal of the week for you'
        f"</a></li>{li(A[2:])}</ul></div>"
    ),
    "empty rows and separators": (
        f"<div><h3>Most read</h3><ul><li></li>{'<li role=separator></li>'.join(f'<li>{link(t)}</li>' for t in A)}<li>&nbsp;</li></ul></div>"
    ),
    "pictures for browsers without scripts": "<div><h3>Most read</h3><ul>"
    + "".join(f'<li><noscript><a href="/x/other-{n}-page-here"><img src="/{n}.jpg"></a></noscript>{link(t)}</li>' for n, t in enumerate(A))
    + "</ul></div>",
    "slides that a carousel repeats": (
        f'<div><h3>Most read</h3><div class="track"><div class="slick-slide slick-cloned">{link(A[-1])}</div>'
        + "".join(f'<div class="slick-slide">{link(t)}</div>' for t in A)
        + f'<div class="slick-slide slick-cloned">{link(A[0])}</div></div></div>'
    ),
    "a copy for phones": (
        f'<div class="desktop"><h3>Most read</h3>{ul()}</div><p>text</p><div class="mobile"><h3>Most read</h3>{ul()}</div>'
    ),
    "comment counts and share links": "<div><h3>Most read</h3>"
    + "".join(
        f'<div>{link(t)} <a href="{slug(t)}#comments">12 comments</a> <a href="https://share.example/?u=1">Share</a></div>' for t in A
    )
    + "</div>",
    "authors and topics in the rows": "<div><h3>Most read</h3>"
    + "".join(
        f'<div><a href="/topics/city-life-and-more">City life</a>{link(t)}<a href="/author/ann-lee-smith">By Ann Lee Smith</a></div>'
        for t in A
    )
    + "</div>",
    "author headings in the rows": '<div><h2 class="t">Most read</h2>'
    + "".join(f'<div><h3>{link(t)}</h3><h2 class="by"><a href="/authors/ann-lee">Ann Lee</a></h2></div>' for t in A)
    + "</div>",
    "another section behind it": f"<div><h3>Most read</h3>{ul()}<h3>From our partners</h3>{ul(PROMO)}</div>",
    "another section behind it without a heading element": (
        f'<div><div class="hd">Most read</div>{ul()}</div><div><div class="hd">Shop with us</div>{ul(PROMO)}</div>'
    ),
    "two columns whose ranks go on": (
        f'<div class="w"><div class="c"><h3>Most read</h3><ul>{"".join(numbered(t, str(n)) for n, t in enumerate(A[:3], 1))}</ul></div>'
        f'<div class="c"><ul>{"".join(numbered(t, str(n)) for n, t in enumerate(A[3:], 4))}</ul></div></div>'
    ),
    "marked as a navigation": f'<section><h2>Most read</h2><nav aria-label="stories">{ul()}</nav></section>',
    "a label for screen readers only": f'<section aria-label="Most read"><ol>{li()}</ol></section>',
    "a title in a data attribute": f'<div data-title="Most read"><ol>{li()}</ol></div>',
    "a picture as heading": f'<div><h3><img src="/m.png" alt="Most read"></h3><ol>{li()}</ol></div>',
    "a class in camel case": f'<div class="MostRead_list__x1YzQ"><ol>{li()}</ol></div>',
    "a heading with a mark behind it": f"<div><h3>Most read »</h3>{ul()}</div>",
    "a heading in capitals with dots": f"<div><h3>• MOST READ •</h3>{ul()}</div>",
    "the heading as the first row": f'<ul><li class="t">Most read</li>{li()}</ul>',
    "section labels as headings that lead to the articles": "<div><h2>Most read</h2><ol>"
    + "".join(f'<li><a href="{slug(t)}"><h6>Sport</h6></a><a href="{slug(t)}"><p>{t}</p></a></li>' for t in A)
    + "</ol></div>",
    "a drawn icon behind the heading": f"<div><h2>Most read</h2><svg><g>{'<path/>' * 90}</g></svg>{ul()}</div>",
    "a lower heading of something else behind it": f"<div><h2>Most read</h2>{ul()}<h4>Shop with us</h4>{ul(PROMO)}</div>",
    "a text of another look behind it": (
        f'<div><div class="a">Most read</div><div>{ul()}</div><div class="b">Shop with us</div><div>{ul(PROMO)}</div></div>'
    ),
    "days between the rows": (
        f'<div><h3>Most read</h3><div class="day">Friday</div>{"".join(f"<p>{link(t)}</p>" for t in A[:3])}'
        f'<div class="day">Thursday</div><p>{link(A[3])}</p><div class="day">Wednesday</div></div>'
    ),
    "an advertisement's label between the rows": (
        f'<div><h3>Most read</h3>{"".join(f"<p>{link(t)}</p>" for t in A[:3])}<i class="ad">Advertisement</i><p>{link(A[3])}</p></div>'
    ),
    "nested lists": f"<ul><li><span>Most read</span><ul>{li()}</ul></li><li><span>Shop</span><ul>{li(PROMO)}</ul></li></ul>",
    "from right to left": f'<div dir="rtl"><h3>الأكثر قراءة</h3>{ul()}</div>',
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_most_read_list_is_found_whole_and_in_order_in_every_shape(shape: str) -> None:
    assert lists(SHAPES[shape]) == [("popular", urls(A))]


TABS = {
    "roles and ids": (
        '<div role="tablist"><a role="tab" href="/most-read" aria-controls="p1">{x}</a>'
        '<a role="tab" href="/latest" aria-controls="p2">{y}</a></div>'
        '<div id="p1" role="tabpanel">{a}</div><div id="p2" role="tabpanel">{b}</div>'
    ),
    "links to fragments": (
        '<ul><li class="active"><a href="#p1">{x}</a></li><li><a href="#p2">{y}</a></li></ul><div id="p1">{a}</div><div id="p2">{b}</div>'
    ),
    "bootstrap": (
        '<ul class="nav"><li><a data-toggle="tab" href="#p1">{x}</a></li><li><a data-toggle="tab" href="#p2">{y}</a></li></ul>'
        '<div class="tab-content"><div id="p1">{a}</div><div id="p2">{b}</div></div>'
    ),
    "data values": (
        '<div><button data-tab="one">{x}</button><button data-tab="two">{y}</button></div>'
        '<div><div class="pane" data-tab="two">{b}</div><div class="pane" data-tab="one">{a}</div></div>'
    ),
    "class names": (
        '<div><span data-target=".one">{x}</span><span data-target=".two">{y}</span></div>'
        '<div><div class="pane two">{b}</div><div class="pane one">{a}</div></div>'
    ),
    "order": '<div class="tabs"><button>{x}</button><button>{y}</button></div><div class="panes"><div>{a}</div><div>{b}</div></div>',
    "order with a moving line": (
        '<div class="tabs"><button>{x}</button><button>{y}</button><i class="line"></i></div>'
        '<div class="panes"><div>{a}</div><div>{b}</div></div>'
    ),
    "radio inputs": (
        '<div><input type="radio" name="t" id="t1" checked><label for="t1">{x}</label><input type="radio" name="t" id="t2">'
        '<label for="t2">{y}</label><div>{a}</div><div>{b}</div></div>'
    ),
    "radio inputs among the panels": (
        '<div><input type="radio" name="t" id="t1" checked><label for="t1">{x}</label><div>{a}</div>'
        '<input type="radio" name="t" id="t2"><label for="t2">{y}</label><div>{b}</div></div>'
    ),
    "accordion": (
        '<h3><button aria-controls="p1">{x}</button></h3><div id="p1">{a}</div>'
        '<h3><button aria-controls="p2">{y}</button></h3><div id="p2">{b}</div>'
    ),
    "details": "<details open><summary>{x}</summary>{a}</details><details><summary>{y}</summary>{b}</details>",
}


@pytest.mark.parametrize("tabs", TABS)
@pytest.mark.parametrize(("x", "y"), [("Most read", "Latest"), ("Terpopuler", "Terkini"), ("Самое читаемое", "Последние новости")])
def test_each_tab_that_says_what_it_holds_is_a_list_of_its_own(tabs: str, x: str, y: str) -> None:
    assert lists(f"<div>{TABS[tabs].format(x=x, y=y, a=ul(A), b=ul(B))}</div>") == [("popular", urls(A)), ("latest", urls(B))]


@pytest.mark.parametrize("tabs", [name for name in TABS if name not in {"accordion", "details"}])
@pytest.mark.parametrize(("x", "y"), [("24 hours", "Week"), ("News", "Sport"), ("今日", "今週")])
def test_each_tab_below_one_heading_is_a_list_named_by_the_tab(tabs: str, x: str, y: str) -> None:
    body = TABS[tabs].format(x=x, y=y, a=ul(A), b=ul(B))
    assert found(f"<section><h2>Most popular</h2>{body}</section>") == [
        ("popular", "Most popular", x, urls(A)),
        ("popular", "Most popular", y, urls(B)),
    ]


def test_parts_of_a_list_under_headings_of_their_own_are_lists_named_by_them() -> None:
    assert found(f"<section><h2>Most read</h2><h3>Today</h3>{ul(A)}<h3>This week</h3>{ul(B)}</section>") == [
        ("popular", "Most read", "Today", urls(A)),
        ("popular", "Most read", "This week", urls(B)),
    ]


def test_tabs_in_a_tab_are_lists_of_their_own() -> None:
    inner = TABS["order"].format(x="Read", y="Shared", a=ul(A), b=ul(B))
    outer = TABS["links to fragments"].format(x="Today", y="Week", a=inner, b=ul(PROMO))
    assert [(tab, links) for _, _, tab, links in found(f"<section><h2>Most popular</h2>{outer}</section>")] == [
        ("Today, Read", urls(A)),
        ("Today, Shared", urls(B)),
        ("Week", urls(PROMO)),
    ]


NO_LISTS = {
    "filled by scripts": f'<aside><div class="box"><h2>Most read</h2><ul class="l"></ul></div><section>{ul()}</section></aside>',
    "filled by scripts, in a box called so": (
        f'<aside><div class="most-read"><h2>Most read</h2><div id="app"></div></div><div class="more">{ul()}</div></aside>'
    ),
    "alone in its section": f"<div><section><h2>Most read</h2></section><section>{ul()}</section></div>",
    "before an aside with a heading of its own": (
        f"<div><div>Latest videos</div><div></div><aside><span>You may like</span>{ul()}</aside></div>"
    ),
    "for browsers without scripts only": f"<div><h2>Most read</h2><noscript>{ul()}</noscript></div>",
    "a template": f"<div><h2>Most read</h2><template>{ul()}</template></div>",
    "editors' choice": f"<div><h2>Editors' picks</h2>{ul()}</div>",
    "top stories": f"<div><h2>Top stories</h2>{ul()}</div>",
    "recommended": f"<div><h2>Recommended for you</h2>{ul()}</div>",
    "related": f"<div><h2>More on this story</h2>{ul()}</div>",
    "sponsored": f"<div><h2>Sponsored content</h2>{ul()}</div>",
    "videos": f"<div><h2>Videos</h2>{ul()}</div>",
    "topics": (
        '<div><h2>Trending</h2><a href="/topic/elections">Elections</a><a href="/topic/floods">Floods</a>'
        '<a href="/topic/rail">Rail strike</a></div>'
    ),
    "labels of rows": f"<div><h2>Our city</h2>{''.join(f'<div><span>Trending</span>{link(t)}</div>' for t in A)}</div>",
    "a menu": (
        '<ul><li><a href="/latest">Latest</a></li><li><a href="/local-news">Local news</a></li><li><a href="/sport">Sport</a></li></ul>'
        + ul()
    ),
    "short footer links": (
        '<footer><div><h4>Popular</h4><a href="/weather-today-here">Weather</a><a href="/e-paper-and-more">E-paper</a>'
        '<a href="/about-us-all">About us</a></div></footer>'
    ),
    "a headline about what is most read": (
        f'<div><h3><a href="/news/the-most-read-books-of-the-year-so-far">Most read books</a></h3>{ul()}</div>'
    ),
    "products": f"<div><h2>Most popular gardens in Britain and beyond</h2>{ul()}</div>",
    "links in a text": (
        "<div><h2>Latest on the strike</h2>"
        + "".join(
            f"<p>{'The talks went on until late at night, and both sides said that they would. ' * 2}{link(t)} {'x ' * 9}</p>" for t in A
        )
        + "</div>"
    ),
    "class names without a heading, in no order": f'<div class="most-popular">{ul()}</div>',
}


@pytest.mark.parametrize("case", NO_LISTS)
def test_what_is_no_list_of_the_kind_gives_no_box(case: str) -> None:
    assert lists(NO_LISTS[case]) == []


def test_headlines_in_a_footer_under_a_heading_are_a_box() -> None:
    assert lists(f"<footer><div><h4>Recent posts</h4>{ul()}</div></footer>") == [("latest", urls(A))]


def test_two_names_for_lists_that_share_articles_are_two_boxes() -> None:
    body = f"<aside><h3>Recent</h3>{ul(A)}</aside><div><h3>Most recent</h3>{ul(A[:3])}</div>"
    assert lists(body) == [("latest", urls(A)), ("latest", urls(A[:3]))]


WORLD = {
    "ar": ("الأكثر مشاهدة", "أحدث الأخبار"),
    "bg": ("Най-четени", "Последни новини"),
    "bn": ("সর্বাধিক পঠিত", "সর্বশেষ সংবাদ"),
    "ca": ("El més llegit", "Darrera hora"),
    "cs": ("Nejčtenější články", "Nejnovější zprávy"),
    "da": ("Mest læste", "Seneste nyt"),
    "de": ("Meistgelesen im Sport", "Neueste Meldungen"),
    "el": ("Τα πιο δημοφιλή", "Ροή ειδήσεων"),
    "en": ("Trending in Leeds", "Just in"),
    "es": ("Lo + leído", "Última hora"),
    "et": ("Loetumad", "Viimased uudised"),
    "fa": ("پربازدیدترین‌ها", "آخرین خبرها"),
    "fi": ("Luetuimmat", "Tuoreimmat"),
    "fr": ("Les + lus", "L'info en continu"),
    "he": ("הכי נקראות", "מבזקים"),
    "hi": ("सबसे ज्यादा पढ़ी गई", "ताज़ा ख़बरें"),
    "hr": ("Najčitanije", "Najnovije"),
    "hu": ("Legolvasottabb", "Legfrissebb hírek"),
    "hy": ("Ամենաընթերցված", "Վերջին լուրեր"),
    "id": ("Terpopuler di Jakarta", "Kabar terkini"),
    "is": ("Mest lesið", "Nýjustu fréttir"),
    "it": ("Le più lette", "Ultim'ora"),
    "ja": ("アクセスランキング", "新着記事"),
    "ka": ("ყველაზე კითხვადი", "ბოლო ამბები"),
    "ko": ("많이 본 뉴스", "최신기사"),
    "lt": ("Skaitomiausi", "Naujausi"),
    "lv": ("Lasītākais", "Jaunākās ziņas"),
    "ms": ("Sohor kini", "Berita terbaharu"),
    "nl": ("Meest gelezen", "Net binnen"),
    "no": ("Mest lest", "Siste nytt"),
    "pl": ("Najczęściej czytane", "Najnowsze"),
    "pt": ("As mais lidas", "Últimas notícias"),
    "ro": ("Cele mai citite", "Ultimele știri"),
    "ru": ("Самое читаемое", "Лента новостей"),
    "sk": ("Najčítanejšie", "Najnovšie správy"),
    "sl": ("Najbolj brano", "Zadnje novice"),
    "sq": ("Më të lexuarat", "Lajmet e fundit"),
    "sr": ("Најчитаније", "Најновије вести"),
    "sv": ("Mest läst", "Senaste nytt"),
    "sw": ("Zinazosomwa zaidi", "Habari mpya"),
    "ta": ("அதிகம் வாசிக்கப்பட்டவை", "சமீபத்திய செய்திகள்"),
    "th": ("ข่าวยอดนิยม", "ข่าวล่าสุด"),
    "tl": ("Pinakabasa", "Pinakabagong balita"),
    "tr": ("En Çok Okunanlar", "Son Dakika"),
    "uk": ("Найпопулярніше", "Стрічка новин"),
    "ur": ("مقبول ترین", "تازہ ترین"),
    "vi": ("Đọc nhiều nhất", "Tin mới nhất"),
    "zh": ("熱門新聞", "最新消息"),
}


@pytest.mark.parametrize("language", WORLD)
def test_both_kinds_are_found_in_every_language(language: str) -> None:
    popular, latest = WORLD[language]
    body = f"<aside><div><h3>{popular}</h3><ol>{li(A)}</ol></div><div><h3>{latest}</h3><ul>{li(B)}</ul></div></aside>"
    assert lists(body) == [("popular", urls(A)), ("latest", urls(B))]


@pytest.mark.parametrize(
    "titles",
    [
        ("市议会表决通过新图书馆预算", "渡轮停运九个月后恢复通航", "农民预计今年收成创新高"),
        ("フェリーが九か月ぶりに再開", "市議会が図書館の再開を可決", "農家は豊作を見込む今年の秋"),
        ("시의회, 도서관 3곳 재개관 의결", "여객선 9개월 만에 운항 재개", "농민들 올해 풍년 기대한다"),
        ("เรือเฟอร์รีกลับมาให้บริการอีกครั้ง", "สภาเมืองลงมติเปิดห้องสมุด", "เกษตรกรคาดผลผลิตดีที่สุด"),
    ],
)
def test_headlines_without_spaces_are_headlines(titles: tuple[str, ...]) -> None:
    rows = "".join(f'<li><a href="/article/{number}">{title}</a></li>' for number, title in enumerate(titles, 48201))
    (box,) = found(f"<div><h3>人気記事</h3><ol>{rows}</ol></div>")
    assert box[3] == [f"https://www.warta.example/article/{number}" for number in range(48201, 48204)]
