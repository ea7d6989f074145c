"""Dumps of whole pages in many languages and in any order of their parts; all texts are written for these tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from feedsvc.model import Fetched, Harvest
from feedsvc.sources.document import read_document
from feedsvc.text import html

NOW = datetime(2025, 3, 2, 12, 0, tzinfo=UTC)
PUBLISHED = datetime(2025, 2, 3, 10, 15, tzinfo=UTC)


@dataclass(frozen=True)
class Newsroom:
    language: str
    site: str
    menu: tuple[str, ...]
    title: str
    byline: str
    author: str
    date: str
    caption: str
    text: tuple[str, ...]
    popular: str
    latest: str
    headlines: tuple[str, ...]
    footer: tuple[str, ...]


NEWSROOMS = [
    Newsroom(
        "id", "Kabar Tepi Sungai", ("Beranda", "Kota", "Dunia", "Olahraga"), "Wali Kota Resmikan Pasar Terapung Baru di Tepi Sungai",
        "Penulis: Rina Wati", "Rina Wati", "Senin, 3 Februari 2025 10:15 GMT",
        "Keterangan foto: Para pedagang menata sayur di atas perahu.",
        ("Pasar terapung yang lama dinanti warga akhirnya dibuka pada Senin pagi, kata wali kota di hadapan ratusan pengunjung.",
         "Sebanyak delapan ribu orang diperkirakan datang pada pekan pertama, menurut dinas perdagangan setempat.",
         '"Kami menunggu sepuluh tahun untuk hari ini," kata seorang pedagang sayur dari desa seberang.'),
        "Terpopuler", "Berita Terkini", ("Harga Cabai Turun Tajam di Pasar Induk", "Kereta Malam Kembali Beroperasi",
        "Tim Voli Kota Menang Lagi"),
        ("Tentang Kami", "Redaksi | Kontak | Pedoman Media Siber", "© 2025 Kabar Tepi Sungai. Hak cipta dilindungi."),
    ),
    Newsroom(
        "en", "The River Post", ("Home", "City", "World", "Sport"), "Floating market opens on the river after ten years of waiting",
        "By Jane Miller", "Jane Miller", "3 February 2025 10:15 GMT", "Caption: Traders arrange vegetables on their boats.",
        ("The floating market that residents had long waited for opened on Monday morning, the mayor told hundreds of visitors.",
         "Some eight thousand people are expected during the first week, according to the local department of trade.",
         '"We have been waiting for this day for ten years," said one trader who sells vegetables from the other bank.'),
        "Most read", "Latest news", ("Chilli prices fall sharply at the central market", "Night train is running again",
        "City volleyball team wins once more"),
        ("About us", "Contact | Privacy | Terms", "© 2025 The River Post. All rights reserved."),
    ),
    Newsroom(
        "de", "Flussbote", ("Startseite", "Stadt", "Welt", "Sport"), "Schwimmender Markt am Fluss nach zehn Jahren eröffnet",
        "Von Hanna Vogel", "Hanna Vogel", "3. Februar 2025, 10.15 Uhr GMT",
        "Bildunterschrift: Händlerinnen ordnen Gemüse auf ihren Booten.",
        ("Der lange erwartete schwimmende Markt ist am Montagmorgen eröffnet worden, wie der Bürgermeister vor Hunderten sagte.",
         "Rund achttausend Menschen werden nach Angaben des Handelsamtes in der ersten Woche dort erwartet.",
         "„Wir haben zehn Jahre lang auf diesen Tag gewartet“, sagte eine Händlerin, die vom anderen Ufer kommt."),
        "Meistgelesen", "Neueste Nachrichten", ("Preise für Chili fallen auf dem Großmarkt", "Der Nachtzug fährt wieder",
        "Volleyballerinnen gewinnen schon wieder"),
        ("Impressum", "Datenschutz | Kontakt | Werbung", "© 2025 Flussbote. Alle Rechte vorbehalten."),
    ),
    Newsroom(
        "fr", "Le Courrier du Fleuve", ("Accueil", "Ville", "Monde", "Sport"),
        "Le marché flottant ouvre enfin ses portes au bord du fleuve",
        "Par Claire Morel", "Claire Morel", "Lundi 3 février 2025 à 10h15 GMT",
        "Légende : Des marchandes rangent des légumes sur leurs bateaux.",
        ("Le marché flottant que les habitants attendaient a ouvert lundi matin, a dit le maire devant des centaines de visiteurs.",
         "Environ huit mille personnes sont attendues la première semaine, selon le service local du commerce.",
         "« Nous attendons ce jour depuis dix ans », a dit une marchande de légumes venue de l’autre rive."),
        "Les plus lus", "Dernières nouvelles", ("Le prix du piment chute au marché central", "Le train de nuit circule de nouveau",
        "Nouvelle victoire de l’équipe de volley"),
        ("Mentions légales", "Contact | Publicité | Confidentialité", "© 2025 Le Courrier du Fleuve. Tous droits réservés."),
    ),
    Newsroom(
        "es", "El Correo del Río", ("Inicio", "Ciudad", "Mundo", "Deportes"),
        "El mercado flotante abre junto al río tras diez años de espera",
        "Por Lucía Romero", "Lucía Romero", "3 de febrero de 2025 - 10:15 GMT",
        "Pie de foto: Las vendedoras ordenan verduras en sus barcas.",
        ("El mercado flotante que los vecinos esperaban abrió el lunes por la mañana, dijo el alcalde ante cientos de visitantes.",
         "Se espera a unas ocho mil personas durante la primera semana, según la oficina local de comercio.",
         "«Llevábamos diez años esperando este día», dijo una vendedora de verduras que llegó de la otra orilla."),
        "Más leídas", "Últimas noticias", ("El precio del chile cae en el mercado central", "Vuelve a circular el tren nocturno",
        "El equipo de voleibol gana otra vez"),
        ("Quiénes somos", "Contacto | Publicidad | Privacidad", "© 2025 El Correo del Río. Todos los derechos reservados."),
    ),
    Newsroom(
        "pl", "Kurier Rzeczny", ("Start", "Miasto", "Świat", "Sport"), "Pływający targ nad rzeką otwarty po dziesięciu latach czekania",
        "Autor: Anna Nowak", "Anna Nowak", "3 lutego 2025, godz. 10:15 GMT", "Podpis zdjęcia: Handlarki układają warzywa na łodziach.",
        ("Pływający targ, na który mieszkańcy długo czekali, otwarto w poniedziałek rano, powiedział burmistrz setkom gości.",
         "W pierwszym tygodniu spodziewanych jest około ośmiu tysięcy osób, podał miejscowy wydział handlu.",
         "„Czekaliśmy na ten dzień dziesięć lat”, powiedziała handlarka warzywami, która przypłynęła z drugiego brzegu."),
        "Najczęściej czytane", "Najnowsze wiadomości", ("Ceny papryki spadły na targu hurtowym", "Nocny pociąg znowu kursuje",
        "Siatkarki z miasta znów wygrały"),
        ("O nas", "Kontakt | Reklama | Prywatność", "© 2025 Kurier Rzeczny. Wszelkie prawa zastrzeżone."),
    ),
    Newsroom(
        "tr", "Irmak Postası", ("Ana Sayfa", "Şehir", "Dünya", "Spor"),
        "Yüzen pazar on yıllık bekleyişin ardından ırmak kıyısında açıldı",
        "Yazan: Elif Demir", "Elif Demir", "3 Şubat 2025 Pazartesi 10:15 GMT", "Caption: Satıcılar sebzeleri teknelerine diziyor.",
        ("Halkın uzun süredir beklediği yüzen pazar pazartesi sabahı açıldı, dedi belediye başkanı yüzlerce ziyaretçinin önünde.",
         "Yerel ticaret dairesine göre ilk hafta boyunca yaklaşık sekiz bin kişinin gelmesi bekleniyor.",
         "“Bu günü on yıldır bekliyorduk,” dedi karşı kıyıdan gelen ve sebze satan bir kadın."),
        "En çok okunanlar", "Son haberler", ("Biber fiyatı toptancı halinde düştü", "Gece treni yeniden seferlere başladı",
        "Şehrin voleybol takımı yine kazandı"),
        ("Hakkımızda", "İletişim | Reklam | Gizlilik", "© 2025 Irmak Postası. Tüm hakları saklıdır."),
    ),
    Newsroom(
        "ru", "Речной вестник", ("Главная", "Город", "Мир", "Спорт"), "Плавучий рынок открылся на берегу реки после десяти лет ожидания",
        "Автор: Анна Петрова", "Анна Петрова", "3 февраля 2025 в 10:15 GMT", "Подпись: Торговки раскладывают овощи в лодках.",
        ("Плавучий рынок, которого давно ждали жители, открылся утром в понедельник, сказал мэр перед сотнями гостей.",
         "В первую неделю ожидается около восьми тысяч человек, сообщили в местном управлении торговли.",
         "«Мы ждали этого дня десять лет», — сказала торговка овощами, которая приехала с другого берега."),
        "Самое читаемое", "Последние новости", ("Цены на перец упали на оптовом рынке", "Ночной поезд снова ходит",
        "Волейболистки города опять победили"),
        ("О нас", "Контакты | Реклама | Вакансии", "© 2025 Речной вестник. Все права защищены."),
    ),
    Newsroom(
        "ar", "بريد النهر", ("الرئيسية", "المدينة", "العالم", "رياضة"), "افتتاح السوق العائمة على ضفة النهر بعد عشر سنوات من الانتظار",
        "بقلم: سلمى حداد", "سلمى حداد", "الاثنين 3 فبراير 2025 10:15 GMT", "Caption: بائعات يرتبن الخضار على القوارب.",
        ("افتتحت السوق العائمة التي انتظرها السكان طويلا صباح الاثنين، كما قال رئيس البلدية أمام مئات الزوار الذين حضروا.",
         "ومن المتوقع أن يأتي نحو ثمانية آلاف شخص خلال الأسبوع الأول، بحسب دائرة التجارة المحلية في المدينة.",
         "وقالت بائعة خضار جاءت من الضفة الأخرى إنها انتظرت هذا اليوم عشر سنوات مع جاراتها."),
        "الأكثر قراءة", "آخر الأخبار", ("أسعار الفلفل تنخفض في السوق المركزي", "قطار الليل يعود إلى العمل", "فريق المدينة يفوز مرة أخرى"),
        ("من نحن", "اتصل بنا | إعلانات | الخصوصية", "© 2025 بريد النهر. جميع الحقوق محفوظة."),
    ),
    Newsroom(
        "hi", "नदी समाचार", ("होम", "शहर", "दुनिया", "खेल"), "दस साल के इंतज़ार के बाद नदी किनारे तैरता बाज़ार खुला",
        "लेखक: सीमा वर्मा", "सीमा वर्मा", "3 फरवरी 2025, 10:15 GMT", "Caption: नावों पर सब्ज़ियाँ सजाती महिलाएँ।",
        ("लंबे समय से जिस तैरते बाज़ार का लोग इंतज़ार कर रहे थे वह सोमवार सुबह खुल गया, महापौर ने सैकड़ों लोगों के सामने कहा।",
         "स्थानीय व्यापार विभाग के अनुसार पहले सप्ताह में लगभग आठ हज़ार लोगों के आने की उम्मीद है।",
         "हम दस साल से इस दिन का इंतज़ार कर रहे थे, दूसरे किनारे से आई एक सब्ज़ी बेचने वाली महिला ने कहा।"),
        "सबसे ज्यादा पढ़ी गई", "ताज़ा खबरें", ("मंडी में मिर्च के दाम तेज़ी से गिरे", "रात की रेलगाड़ी फिर चलने लगी",
        "शहर की टीम ने फिर जीता मैच"),
        ("हमारे बारे में", "संपर्क | विज्ञापन | गोपनीयता", "© 2025 नदी समाचार"),
    ),
    Newsroom(
        "ja", "川辺新聞", ("ホーム", "地域", "国際", "スポーツ"), "川辺の水上市場が十年ぶりに開場、市長が式典であいさつ",
        "記者：山田花子", "山田花子", "2025年2月3日 10時15分 GMT", "写真説明：船の上に野菜を並べる人たち。",
        ("住民が長く待っていた水上市場が月曜日の朝に開場し、市長は数百人の来場者を前にあいさつした。",
         "市の商業課によると、最初の一週間でおよそ八千人の来場が見込まれているという。",
         "対岸から来た野菜売りの女性は「この日を十年待っていました」と笑顔で話した。"),
        "アクセスランキング", "新着記事", ("中央市場で唐辛子の値段が大きく下がる", "夜行列車が運転を再開", "市のバレーチームがまた勝利"),
        ("会社案内", "お問い合わせ | 広告 | 個人情報", "© 2025 川辺新聞 無断転載を禁じます"),
    ),
    Newsroom(
        "zh", "河畔日报", ("首页", "本地", "国际", "体育"), "河畔水上市场时隔十年正式开业，市长出席仪式",
        "记者：李小梅", "李小梅", "2025年2月3日 10:15 GMT", "图说：商贩在船上摆放蔬菜。",
        ("居民期待已久的水上市场于星期一上午正式开业，市长在数百名来宾面前发表了讲话。",
         "据当地商务部门介绍，预计第一周将有大约八千人前来参观和购物。",
         "一位从对岸来的卖菜妇女高兴地说：“我们等这一天已经等了整整十年。”"),
        "热门文章", "最新消息", ("中央市场辣椒价格大幅下降", "夜间列车恢复运行服务", "本市排球队再次取得胜利"),
        ("关于我们", "联系我们 | 广告 | 隐私", "© 2025 河畔日报 版权所有"),
    ),
    Newsroom(
        "ko", "강변일보", ("홈", "지역", "국제", "스포츠"), "강변 수상시장 십 년 만에 문 열어, 시장이 개장식 참석",
        "기자: 김하나", "김하나", "2025년 2월 3일 오전 10:15 GMT", "사진 설명: 배 위에 채소를 늘어놓는 상인들.",
        ("주민들이 오래 기다려 온 수상시장이 월요일 아침에 문을 열었다고 시장이 수백 명의 방문객 앞에서 말했다.",
         "지역 상업과에 따르면 첫 주에 약 팔천 명이 시장을 찾을 것으로 예상된다고 한다.",
         "건너편 마을에서 온 한 채소 상인은 이날을 십 년 동안 기다려 왔다고 웃으며 말했다."),
        "많이 본 뉴스", "최신 뉴스", ("중앙시장에서 고추 값이 크게 내려", "밤 열차가 다시 다니기 시작했다",
        "시 배구팀이 또 이겼다는 소식"),
        ("회사 소개", "문의 | 광고 | 개인정보", "© 2025 강변일보 무단 전재 금지"),
    ),
    Newsroom(
        "vi", "Báo Bờ Sông", ("Trang chủ", "Thành phố", "Thế giới", "Thể thao"), "Chợ nổi bên sông mở cửa sau mười năm chờ đợi",
        "Tác giả: Nguyễn Thị Lan", "Nguyễn Thị Lan", "Thứ hai, 3/2/2025, 10:15 GMT", "Chú thích ảnh: Người bán xếp rau trên thuyền.",
        ("Chợ nổi mà người dân chờ đợi từ lâu đã mở cửa vào sáng thứ hai, thị trưởng nói trước hàng trăm khách tham quan.",
         "Theo phòng thương mại địa phương, khoảng tám nghìn người sẽ đến trong tuần đầu tiên của chợ.",
         "“Chúng tôi đã chờ ngày này mười năm,” một người bán rau đến từ bờ bên kia vui vẻ nói."),
        "Đọc nhiều", "Tin mới nhất", ("Giá ớt giảm mạnh ở chợ đầu mối", "Tàu đêm hoạt động trở lại",
        "Đội bóng chuyền thành phố lại thắng"),
        ("Giới thiệu", "Liên hệ | Quảng cáo | Bảo mật", "© 2025 Báo Bờ Sông"),
    ),
    Newsroom(
        "th", "ข่าวริมน้ำ", ("หน้าแรก", "เมือง", "โลก", "กีฬา"), "ตลาดน้ำริมแม่น้ำเปิดแล้วหลังจากชาวบ้านรอคอยมาสิบปี",
        "ผู้เขียน: สมศรี ใจดี", "สมศรี ใจดี", "3 ก.พ. 2568 10:15 น. GMT", "คำบรรยายภาพ: แม่ค้าจัดผักบนเรือ",
        ("ตลาดน้ำที่ชาวบ้านรอคอยมานานเปิดแล้วในเช้าวันจันทร์ นายกเทศมนตรีกล่าวต่อหน้าผู้มาเยือนหลายร้อยคนที่มาร่วมงานเปิดตลาดในวันแรกอย่างคึกคักและอบอุ่น",
         "สำนักงานพาณิชย์ท้องถิ่นคาดว่าจะมีคนมาเที่ยวตลาดประมาณแปดพันคนในสัปดาห์แรก และจะมีเรือขายอาหารเพิ่มขึ้นอีกหลายสิบลำในเดือนหน้าหลังจากฝนหยุดตกแล้ว",
         "แม่ค้าขายผักคนหนึ่งที่พายเรือมาจากฝั่งตรงข้ามบอกว่าพวกเรารอวันนี้มาสิบปีแล้ว และหวังว่าลูกหลานจะได้ขายของที่นี่ต่อไปอีกนานเหมือนกับที่รุ่นก่อนเคยทำมา"),
        "ยอดนิยม", "ข่าวล่าสุด", ("ราคาพริกลดลงมากที่ตลาดกลาง", "รถไฟกลางคืนกลับมาวิ่งอีกครั้ง", "ทีมวอลเลย์บอลของเมืองชนะอีกแล้ว"),
        ("เกี่ยวกับเรา", "ติดต่อ | โฆษณา | ความเป็นส่วนตัว", "© 2025 ข่าวริมน้ำ สงวนลิขสิทธิ์"),
    ),
]  # fmt: skip
BY_LANGUAGE = pytest.mark.parametrize("room", NEWSROOMS, ids=[room.language for room in NEWSROOMS])


def read(*lines: str) -> Harvest:
    return read_document(Fetched("file:///dump.txt", "\n".join(lines).encode()), now=NOW)


def numbered(room: Newsroom) -> list[str]:
    return [room.popular, *(f"{rank}. {title}" for rank, title in enumerate(room.headlines, 1))]


def bulleted(room: Newsroom) -> list[str]:
    return [room.latest, *(f"• {title}" for title in room.headlines)]


def whole(room: Newsroom, harvest: Harvest, *, caption: bool = True) -> None:
    (draft,) = harvest.drafts
    assert draft.title == room.title
    assert html.to_paragraphs(draft.content_html) == list(room.text)
    assert (draft.authors, draft.published, draft.language) == ((room.author,), PUBLISHED, room.language)
    assert not caption or (draft.image is not None and room.caption.endswith(draft.image.caption) and draft.image.caption)


def both_boxes(room: Newsroom, harvest: Harvest) -> None:
    assert [(box.kind, box.heading) for box in harvest.boxes] == [("popular", room.popular), ("latest", room.latest)]
    assert all([item.title for item in box.items] == list(room.headlines) for box in harvest.boxes)


@BY_LANGUAGE
def test_an_article_between_menu_and_footer_comes_out_whole(room: Newsroom) -> None:
    harvest = read(room.site, *room.menu, room.title, room.byline, room.date, room.caption, *room.text, *room.footer)
    whole(room, harvest)
    assert harvest.boxes == ()


@BY_LANGUAGE
def test_boxes_may_come_first_and_a_breadcrumb_too(room: Newsroom) -> None:
    crumbs = " › ".join(room.menu[:3])
    harvest = read(
        room.site, " | ".join(room.menu), *numbered(room), "", *bulleted(room), "", crumbs, room.title, room.date, room.byline, *room.text
    )
    whole(room, harvest, caption=False)
    both_boxes(room, harvest)


@BY_LANGUAGE
def test_the_date_may_stand_above_the_headline_and_the_caption_below_the_text(room: Newsroom) -> None:
    harvest = read(*room.menu, room.date, room.title, room.byline, *room.text, room.caption, *numbered(room), *bulleted(room), *room.footer)
    whole(room, harvest)
    both_boxes(room, harvest)


@BY_LANGUAGE
def test_the_name_of_the_tab_gives_the_headline_away(room: Newsroom) -> None:
    tab = f"{room.title} - {room.site}"
    harvest = read(tab, *room.menu, room.title, room.byline, room.date, *room.text, *numbered(room), *bulleted(room), *room.footer)
    whole(room, harvest, caption=False)
    both_boxes(room, harvest)


@BY_LANGUAGE
def test_boxes_in_the_middle_and_without_bullets_leave_the_text_whole(room: Newsroom) -> None:
    popular, latest = [room.popular, *room.headlines], [room.latest, *room.headlines]
    harvest = read(room.title, room.byline, room.date, room.text[0], "", *popular, "", *room.text[1:], "", *latest, "", *room.footer)
    whole(room, harvest, caption=False)
    both_boxes(room, harvest)


@BY_LANGUAGE
def test_bare_boxes_right_above_the_article_leave_it_its_headline(room: Newsroom) -> None:
    popular, latest = [room.popular, *room.headlines], [room.latest, *room.headlines]
    harvest = read(*popular, *latest, room.title, room.byline, room.date, *room.text)
    whole(room, harvest, caption=False)
    both_boxes(room, harvest)


@BY_LANGUAGE
def test_boxes_alone_give_no_article_in_any_language(room: Newsroom) -> None:
    harvest = read(room.site, *room.menu, *numbered(room), *bulleted(room), *room.footer)
    assert harvest.drafts == ()
    both_boxes(room, harvest)


@BY_LANGUAGE
def test_the_times_between_the_headlines_of_a_box_are_no_headlines(room: Newsroom) -> None:
    lines = [line for rank, title in enumerate(room.headlines, 1) for line in (f"{rank}. {title}", "10:15")]
    harvest = read(room.title, room.byline, room.date, *room.text, room.popular, *lines[:-1])
    assert [item.title for item in harvest.boxes[0].items] == list(room.headlines)


@BY_LANGUAGE
def test_byline_and_date_may_share_a_line_and_stand_below_the_text(room: Newsroom) -> None:
    whole(room, read(room.title, f"{room.byline} | {room.date}", *room.text), caption=False)
    whole(room, read(room.title, room.date, *room.text, room.byline, *room.footer), caption=False)


@BY_LANGUAGE
def test_the_site_s_name_with_a_motto_is_no_headline_where_the_copyright_names_the_site(room: Newsroom) -> None:
    motto = f"{room.site} - {room.headlines[0]}"
    whole(room, read(motto, room.title, room.byline, room.date, *room.text, *room.footer), caption=False)


@BY_LANGUAGE
def test_a_cookie_notice_on_top_is_not_the_text(room: Newsroom) -> None:
    notice = f"{room.site} uses cookies to give you the best experience on this web site."
    whole(room, read(notice, room.site, *room.menu, room.title, room.byline, room.date, *room.text), caption=False)


def test_a_standfirst_below_the_headline_belongs_to_the_text() -> None:
    room = NEWSROOMS[1]
    standfirst = "Eight thousand people are expected to come to the banks of the river in the first week alone"
    (draft,) = read(room.site, *room.menu, room.title, standfirst, room.byline, room.date, *room.text).drafts
    assert draft.title == room.title
    assert html.to_paragraphs(draft.content_html) == [standfirst, *room.text]


def test_a_date_without_zone_is_in_the_zone_of_the_source() -> None:
    room = NEWSROOMS[2]
    dump = "\n".join([room.title, "3. Februar 2025, 11.15 Uhr", *room.text])
    (draft,) = read_document(Fetched("file:///dump.txt", dump.encode()), now=NOW, zone="Europe/Berlin").drafts
    assert draft.published == PUBLISHED
