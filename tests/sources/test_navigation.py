"""The sections of a site, found in its navigation whatever its language and its markup."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from lxml import html

from feedsvc.sources.navigation import MAX_SECTIONS, section_links

BASE = "https://www.kabar.example/"


def found(body: str, base: str = BASE) -> list[tuple[str, str]]:
    tree = html.document_fromstring(f"<html><body>{body}</body></html>")
    return [(link.title, link.url.partition(".example")[2]) for link in section_links(tree, base)]


def labels(body: str, base: str = BASE) -> list[str]:
    return [label for label, _ in found(body, base)]


def menu(*links: tuple[str, str]) -> str:
    return "".join(f"<li><a href='{href}'>{label}</a></li>" for label, href in links)


NEWS = (("Politik", "/politik"), ("Ekonomi", "/ekonomi/"), ("Olahraga", "/olahraga/index.html"))


@pytest.mark.parametrize(
    "around",
    [
        "<nav><ul>{}</ul></nav>",
        "<header><div>{}</div></header>",
        "<div role='navigation'>{}</div>",
        "<div class='main-menu'><ul>{}</ul></div>",
        "<ul id='menuUtama' class='navbar-nav'>{}</ul>",
        "<div class='mainNav'>{}</div>",
        "<footer><ul>{}</ul></footer>",
    ],
)
def test_they_are_found_wherever_a_site_keeps_its_menu_in_the_order_of_the_menu(around: str) -> None:
    assert found(around.format(menu(*NEWS))) == [("Politik", "/politik"), ("Ekonomi", "/ekonomi/"), ("Olahraga", "/olahraga/index.html")]


@pytest.mark.parametrize(
    ("sections", "others"),
    [
        ("Nasional|Bisnis|Gaya Hidup", "Beranda|Tentang Kami|Redaksi|Pedoman Media Siber|Indeks|Masuk|Terpopuler|Info Iklan"),
        ("World|Business|Culture", "Home|About us|Contact|Log in|Subscribe|Privacy Policy|Newsletters|Most read|Careers|Search"),
        ("Politik|Wirtschaft|Kultur", "Startseite|Über uns|Impressum|Datenschutz|Anmelden|Abo|Kontakt|Newsletter|Stellenmarkt"),
        ("Politique|Économie|Culture", "Accueil|Qui sommes-nous|Mentions légales|Se connecter|S'abonner|Nous contacter|Les plus lus"),
        ("Política|Economía|Deportes", "Inicio|Quiénes somos|Aviso legal|Iniciar sesión|Suscríbete|Contacto|Lo más leído|Hemeroteca"),
        ("Política|Economia|Esportes", "Início|Sobre nós|Fale conosco: contato|Entrar|Assine: newsletter|Privacidade|Mais lidas"),
        ("Politica|Economia|Cronaca", "Home|Chi siamo|Contatti|Accedi|Abbonati|Privacy|Note legali|I più letti"),
        ("Binnenland|Buitenland|Sport", "Home|Over ons|Contact|Inloggen|Abonneren|Privacy|Meest gelezen"),
        ("Inrikes|Ekonomi|Kultur", "Hem|Om oss|Kontakta oss|Logga in|Prenumerera: abonnemang|Mest läst|Annonsera: reklam"),
        ("Kraj|Świat|Gospodarka", "Strona główna|O nas|Kontakt|Zaloguj się|Regulamin|Polityka prywatności|Reklama"),
        ("Domácí|Zahraniční|Ekonomika", "Hlavní stránka|O nás|Kontakty|Přihlásit se|Ochrana osobních údajů|Inzerce|Nejčtenější"),
        ("Belföld|Külföld|Gazdaság", "Címlap|Rólunk|Kapcsolat|Bejelentkezés|Impresszum impressum|Legolvasottabb"),
        ("Gündem|Ekonomi|Spor", "Anasayfa|Hakkımızda|İletişim|Giriş Yap|Künye|Gizlilik Politikası|En çok okunanlar"),
        ("Chính trị|Kinh tế|Thể thao", "Trang chủ|Giới thiệu|Liên hệ|Đăng nhập|Tìm kiếm"),
        ("Политика|Экономика|Спорт", "Главная|О нас|Контакты|Войти|Реклама|Подписка|Вакансии|Поиск"),
        ("Πολιτική|Οικονομία|Αθλητικά", "Αρχική|Σχετικά|Επικοινωνία|Σύνδεση|Όροι χρήσης ορισμοί|Αναζήτηση"),
        ("سياسة|اقتصاد|رياضة", "الرئيسية|من نحن|اتصل بنا|تسجيل الدخول|بحث"),
        ("राजनीति|खेल|दुनिया", "होम|हमारे बारे में|संपर्क करें|लॉगिन|खोज"),
        ("การเมือง|เศรษฐกิจ|กีฬา", "หน้าแรก|เกี่ยวกับเรา|ติดต่อเรา|เข้าสู่ระบบ|ค้นหา"),
        ("政治|经济|体育", "首页|关于我们|联系我们|登录|搜索"),
        ("国内|経済|スポーツ", "ホーム|お問い合わせ|ログイン|検索|会社概要"),
        ("정치|경제|스포츠", "홈|회사소개|로그인|검색|문의"),
    ],
)
def test_what_is_no_section_is_left_out_in_every_language(sections: str, others: str) -> None:
    wanted = sections.split("|")
    links = [(label, f"/seite{number}") for number, label in enumerate([*wanted, *others.split("|")])]
    assert labels(f"<nav>{menu(*links)}</nav>") == wanted


def test_other_sites_articles_dates_and_deep_paths_are_left_out() -> None:
    others = (
        ("Teman", "https://other.example.org/politik"),
        ("Baru", "/politik/2026/11/22/berita"),
        ("Hujan", "/politik/hujan-deras-guyur-kota-sejak-pagi"),
        ("Dalam", "/a/b/c/d"),
        ("Cari", "/?q=x"),
        ("Jauh sekali dan panjang sekali judul ini", "/jauh"),
        ("Tag", "/tag/beras"),
        ("Aksi", "javascript:void(0)"),
        ("ID", "/id"),
    )
    assert labels(f"<nav>{menu(*NEWS, *others)}</nav>") == ["Politik", "Ekonomi", "Olahraga"]


def test_sections_at_hosts_of_their_own_count_and_services_do_not() -> None:
    links = (("Bola", "https://bola.kabar.example/"), ("Toko", "https://shop.kabar.example/"), ("Depan", "https://kabar.example/"))
    assert labels(f"<nav>{menu(*NEWS, *links)}</nav>") == ["Politik", "Ekonomi", "Olahraga", "Bola"]


@pytest.mark.parametrize(
    "base", ["http://127.0.0.1:8000/", "http://localhost:8000/ekonomi/", "https://kabar.example/", "http://[::1]:8000/"]
)
def test_the_sites_own_name_leads_home_and_is_no_section(base: str) -> None:
    logos = menu(("Kabar Ombak", "/"), ("Ombak", "/index.html"), ("Koran Ombak", urljoin(base, "/")))
    tree = html.document_fromstring(f"<html><body><header>{logos}<nav>{menu(*NEWS)}</nav></header></body></html>")
    assert [link.title for link in section_links(tree, base)] == ["Politik", "Ekonomi", "Olahraga"]


def test_each_section_is_named_once() -> None:
    again = (("Politik", "https://kabar.example/politik/"), ("politik", "/berita-politik"))
    assert labels(f"<nav>{menu(*NEWS)}</nav><nav>{menu(*again)}</nav>") == ["Politik", "Ekonomi", "Olahraga"]


def test_breadcrumbs_tags_and_share_bars_are_no_menus() -> None:
    noise = "".join(
        f"<nav class='{name}'>{menu((name.title(), f'/{name}-x'))}</nav>" for name in ("breadcrumb", "article-tags", "share-bar")
    )
    assert labels(f"{noise}<nav>{menu(*NEWS)}</nav>") == ["Politik", "Ekonomi", "Olahraga"]


def test_a_footer_is_asked_only_where_the_menu_names_too_few() -> None:
    footer = f"<footer>{menu(('Peta', '/peta'), ('Cuaca', '/cuaca'))}</footer>"
    assert "Peta" not in labels(f"<nav>{menu(*NEWS)}</nav>{footer}")
    assert "Peta" in labels(f"<nav>{menu(*NEWS[:1])}</nav>{footer}")


def test_without_a_menu_the_articles_paths_tell() -> None:
    articles = "".join(
        f"<p><a href='/{slug}/berita-besar-nomor-{n}'>Berita besar nomor {n}</a></p>" for slug in ("politik", "bola") for n in range(4)
    )
    kickers = "<a href='/politik'>Politik</a><a href='/bola'>Bola</a><a href='/lain'>Lain</a>"
    assert labels(f"<div>{kickers}{articles}</div>") == ["Politik", "Bola"]


def test_of_a_menu_that_names_too_many_the_upper_ones_stay() -> None:
    many = [(f"Kota nomor {n}", f"/daerah/kota{n}") for n in range(100)]
    kept = labels(f"<nav>{menu(*many[:50], *NEWS, *many[50:])}</nav>")
    assert len(kept) == MAX_SECTIONS
    assert {"Politik", "Ekonomi", "Olahraga"} <= set(kept)


def test_a_page_that_is_all_links_takes_no_longer_than_any_page() -> None:
    body = "<nav>" * 200 + "<a href='/x1'>Satu</a>" * 20_000 + "</nav>" * 200
    assert labels(body) == ["Satu"]
