"""What sites call the parts of themselves that are no sections: about, contact, login, legal notices, tags, authors, services.

Words are compared as ``headings.fold`` leaves them: without case, accents and punctuation.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from feedsvc.sources.headings import classify, fold

if TYPE_CHECKING:
    from collections.abc import Iterable

# Beginnings of words that no section's label has, whatever its other words are.
_BEGINNINGS = """
    complian guideline kleinanzeig subscri moderator inzerc hirdet annons anunci mainos reklaam propagand assine about contact contattac
    impressum imprint disclaimer privacy cookie consent terms login logout signin signup register regist abonn abbona suscri newsletter
    advert anzeige inser werb publicidad publicite pubblicita reklam mediadaten career karriere lowongan karir facebook twitter
    instagram youtube tiktok telegram whatsapp linkedin pinterest threads bluesky mastodon snapchat flipboard kontakt contacto contato
    contatti kontakti kapcsolat yhteystied hubungi datenschutz nutzungsbeding geschaftsbeding barrierefrei accessib privatsphar widerruf
    kundigen anmeld registrier einlogg abmeld konto connexion inscri mentions confidential privacidad privacidade riservatezza
    personvern integritet tietosuoja ochrana osobn polityka prywatnosc regulamin gizlilik kunye iletisim hakkimizda redaksi redaktion
    redaccion redazione redakcja redakce redakcia toimitus kebijakan pedoman ketentuan tentang epaper sitemap sitemaps rss podcast
    webshop shop store gutschein coupon voucher kreuzwort sudoku crossword puzzle horoskop horoscop traueranzeig obituar stellenmarkt
    jobborse jobs classified immobilienmarkt tippspiel gewinnspiel abo mitarbeit masthead syndic licens lizenz copyright feedback hilfe
    help faq aide ayuda ajuda aiuto bantuan support appstore контакт реклам конфиденциальн подписк подписат вакансии редакц войти вход
    регистрац соглашен оголошен контакти передплат увійти επικοινων διαφημ ορισμ ταυτοτητα συνδεση συνδρομ iestat startseite dmca
    livestream inquir vergleichsportal preisvergleich subscrib widget
"""
_WHOLE_LABELS = """
    home/homepage/beranda/startseite/start/accueil/inicio/inici/inicial/pagina inicial/portada/capa/etusivu/forside/hem/hjem/
    strona glowna/glowna/domu/uvod/domov/cimlap/fooldal/acasa/prima pagina/anasayfa/ana sayfa/trang chu/главная/головна/начало/насловна/
    αρχικη/الرئيسية/صفحه اصلي/صفحه نخست/होम/মূলপাতা/หน้าแรก/首页/首頁/ホーム/トップ/홈/hlavni stranka/hlavna stranka/naslovnica/sakums/
    pradzia/avaleht/laman utama/utama/menu/mehr/more/lainnya/plus/mas/altro/meer/mer/lisaa/wiecej/dalsi/ещё/еще/още/more news/all/alle/
    semua/tout/todo/tutti/see all/view all/lihat semua/show more/close/back/top/search/suche/cari/buscar/rechercher/recherche/cerca/
    zoek/zoeken/sok/sog/haku/szukaj/hledat/hladat/kereses/cauta/ara/arama/tim kiem/поиск/пошук/αναζητηση/بحث/جستجو/खोज/অনুসন্ধান/ค้นหา/
    搜索/搜尋/検索/검색/team/das team/our team/staff/autor/autoren/autori/autores/auteurs/authors/penulis/writers/journalists/
    contributors/columnists/ueber uns/uber uns/wir uber uns/wer wir sind/wie wir arbeiten/qui sommes nous/a propos/quienes somos/
    acerca de/acerca de nosotros/quem somos/sobre/sobre nos/sobre nosotros/chi siamo/over ons/wie zijn wij/om oss/om os/tietoa meista/
    o nas/o nama/o portalu/rolunk/despre noi/hakkimizda/gioi thieu/ve chung toi/о нас/о проекте/о сайте/про нас/за нас/σχετικα/
    σχετικα με εμας/من نحن/درباره ما/हमारे बारे में/আমাদের সম্পর্কে/เกี่ยวกับเรา/关于我们/關於我們/私たちについて/会社概要/회사소개/
    اتصل بنا/تماس با ما/संपर्क/संपर्क करें/যোগাযোগ/ติดต่อเรา/联系我们/聯絡我們/お問い合わせ/문의/lien he/kontak/kontak kami/
    تسجيل الدخول/دخول/ورود/लॉगिन/เข้าสู่ระบบ/登录/登入/ログイン/로그인/dang nhap/dang ky/masuk/daftar/iniciar sesion/entrar/ingresar/
    accedi/inloggen/logga in/logg inn/log ind/log in/log out/sign in/sign up/sign out/se connecter/zaloguj/zaloguj sie/prihlasit/
    prihlasit se/prihlasenie/belepes/bejelentkezes/autentificare/giris/giris yap/uye ol/my account/akun/akun saya/mein konto/mon compte/
    mi cuenta/minha conta/profile/profil/account/sources/tags/tag/topics/topik/topic/tagar/themen/alle themen/temas/temi/thema s/tema/
    arsip/indeks/index/indeks berita/archive/archiv/archives/archivio/archivo/hemeroteca/live tv/tv guide/watch live/watch tv/
    live stream/livestream/radio live/tv programm/tv programma/program tv/jadwal tv/live streaming/apps/app/mobile app/download app/
    aplikasi/our apps/site map/peta situs/plan du site/mapa del sitio/mapa do site/mappa del sito/agb/legal/aviso legal/nota legal/
    legal notice/terms of use/terms of service/conditions/cgu/cgv/note legali/privacidad/gtc/code of ethics/kode etik/
    kode etik jurnalistik/media siber/karier/info iklan/pasang iklan/iklan/beriklan/jobs/job/vacancies/careers/emploi/work with us/
    donate/support us/spenden/donasi/don/faire un don/e paper/e koran/epaper/edisi cetak/print edition/zeitung/edition abonnes/kiosk/
    kiosque/games/spiele/jeux/juegos/jogos/giochi/spel/spill/gry/hry/igre/oyunlar/quiz/quizzes/raetsel/ratsel/puzzles/horoscope/
    horoskop/horoscopo/horoscopes/zodiak/ramalan/english/deutsch/francais/espanol/portugues/italiano/bahasa indonesia/indonesia version/
    русский/العربية/中文/日本語/한국어/हिन्दी/turkce/polski/nederlands/svenska/norsk/dansk/suomi/cookies/settings/einstellungen/
    dark mode/alerts/notifications/saved/my news/meine themen/merkliste/saved articles/follow us/ikuti kami/partner/partners/partnerzy/
    events/tickets/gift card/press/presse/media/mediadata/corrections/legal notices/account settings/community guidelines/
    modern slavery report/standards editor/corporate information/media relations/get ad free/become a source/request a quote/
    report a tech issue/how to complain/ad choices/editorial complaints/korrekturen/right of reply/trust/ethics/our standards/
    unternehmen/company/organization/logo/digital access/tip line/got a tip/send a tip/place an ad/redeem/meet the team/
    view all sections/all sections/watchlist/digital edition/my profile/member/members/membership
"""
# Segments of paths below which no section stands.
_SEGMENTS = """
    about about-us contact contact-us contacts kontakt kontakte hubungi-kami hubungi tentang tentang-kami login signin sign-in signup
    register registration account accounts user users profile subscribe subscription subscriptions abo abos abonnement abonnements
    newsletter newsletters privacy privacy-policy privacidad datenschutz impressum imprint legal terms terms-of-use terms-of-service agb
    cookies cookie cookie-policy disclaimer sitemap search suche cari buscar recherche tag tags topic topics topik tagar thema themen tema
    temas author authors autor autoren autori autores auteur auteurs penulis writer writers redaksi redaktion reporter jobs job career
    careers karriere karir advertise advertising werbung iklan mediadaten media-data help hilfe faq faqs support feedback rss feed feeds
    feed.xml rss.xml apps app epaper e-paper shop store donate wp-login.php wp-admin wp-content page pedoman pedoman-media-siber kode-etik
    info-iklan indeks index-berita archive archiv archives arsip games quiz spiele horoscope horoskop people person crosswords puzzles
    logout print email share static imprint.html corporate corporate-site cdn-cgi go out redirect hilfe-kontakt
"""
# First labels of hosts that are no sections: "shop.", "login.", "epaper.".
_HOSTS = """
    shop store login account accounts id sso auth abo abos abonnement abonnements my mein meine profil premium angebot angebote epaper
    e-paper jobs job karriere karrierewelt stellenmarkt werbung advertise ads media help hilfe support service services cdn static img
    images api app apps newsletter newsletters mail radio tv live stream www2 archive archiv coupons coupon gutschein gutscheine spiele
    games play tickets immobilien auto autos partner market marktplatz trauer dev beta go link links click about corporate membership
    member members suche search podcast podcasts subscribe subscription events event forum community wiki blogs ratgeber
"""
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2})?")
_EXTENSION = re.compile(r"\.(?:s?html?|php|aspx?|jsp|cms)$")


def is_service(label: str) -> bool:
    """Whether a link with this label leads to no section: "About us", "Hubungi kami", "Anmelden", "Most read"."""
    folded = fold(label)
    words = folded.split()
    return not words or folded in _labels() or any(word.startswith(_beginnings()) for word in words) or classify(label) is not None


def are_services(segments: Iterable[str]) -> bool:
    """Whether a path goes through a place of tags, people, accounts or legal notices, or is a language's own front page."""
    names = [_EXTENSION.sub("", segment.lower()) for segment in segments]
    alone = len(names) == 1 and _LANGUAGE.fullmatch(names[0]) is not None
    return alone or not _names(_SEGMENTS).isdisjoint(names)


def is_service_host(name: str) -> bool:
    """Of a host's first label."""
    return name.lower() in _names(_HOSTS)


@cache
def _beginnings() -> tuple[str, ...]:
    return tuple(fold(word) for word in _BEGINNINGS.split())


@cache
def _labels() -> frozenset[str]:
    return frozenset(fold(label) for label in _WHOLE_LABELS.split("/"))


@cache
def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())
