"""Dates in the forms that the newsrooms of many languages print; all strings are written for these tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from feedsvc.text import dates

NOW = datetime(2024, 11, 2, 12, 0, tzinfo=UTC)

# The 1st of October 2024 at 15:05, " ~ " between the forms of a language.
DAY_AND_CLOCK = {
    "id": (
        "Selasa, 1 Oktober 2024 15:05 ~ Selasa, 01/10/2024 15.05 ~ 1 Okt 2024, 15:05 ~ Selasa, 1 Oktober 2024 pukul 15.05 ~ "
        "Selasa 1/10/2024 | 15:05 ~ Terbit: 01-10-2024 15:05 ~ 2024-10-01 15:05:00"
    ),
    "ms": "Selasa, 1 Oktober 2024 3:05 PM ~ 01 Okt 2024, 03:05pm ~ 1 Oktober 2024 @ 3:05petang ~ 01/10/2024 15:05",
    "en": (
        "Tuesday, October 1, 2024 at 3:05 p.m. ~ "
        "October 1, 2024 - 3.05pm ~ Oct. 1, 2024, 3:05 PM ~ 1 October 2024 - 3:05pm ~ Tue 1st Oct 2024 15.05 ~ "
        "10/1/2024 3:05 PM ~ Published 15:05, 1 Oct 2024 ~ Tue Oct 01 15:05:00 +0000 2024 ~ October 1 2024 3:05pm ~ "
        "Updated: 1 Oct 2024 3:05 PM"
    ),
    "de": (
        "Dienstag, 1. Oktober 2024, 15:05 Uhr ~ 01.10.2024, 15.05 Uhr ~ Di., 1. Okt. 2024 um 15:05 Uhr ~ "
        "Stand: 1.10.2024 | 15:05 ~ 01.10.24 15:05 ~ 1. Oktober 2024 15h05"
    ),
    "fr": ("Mardi 1er octobre 2024 à 15h05 ~ Publié le 01/10/2024 à 15:05 ~ mar. 1 oct. 2024 15 h 05 ~ le 1er octobre 2024 à 15 h 05"),
    "es": (
        "Martes, 1 de octubre de 2024 - 15:05 h ~ 1 oct 2024 15:05 ~ 01/10/2024 15:05h ~ 1º de octubre de 2024, 3:05 p. m. ~ "
        "1 de octubre del 2024 a las 15:05 ~ Actualizado a 01 OCT. 2024 - 15:05"
    ),
    "pt": "01/10/2024 às 15h05 ~ 1º de outubro de 2024 às 15:05 ~ Terça-feira, 1 de Outubro de 2024, 15h05 ~ 1 out 2024, 15h05",
    "it": "martedì 1 ottobre 2024 alle 15:05 ~ 1° ottobre 2024, ore 15.05 ~ 01 ott 2024 | 15:05 ~ 1 Ottobre 2024 - 15:05",
    "nl": "dinsdag 1 oktober 2024 om 15:05 uur ~ 1 okt. 2024, 15.05 uur ~ 01-10-2024 15:05 ~ di 1 okt 2024 15:05",
    "sv": "tisdag 1 oktober 2024 kl. 15.05 ~ 1 okt 2024 kl 15:05 ~ Publicerad 1 oktober 2024 kl 15.05 ~ 2024-10-01 15.05",
    "da": "tirsdag d. 1. oktober 2024 kl. 15.05 ~ 1. okt. 2024 kl. 15:05 ~ 01.10.2024 15.05",
    "no": "tirsdag 1. oktober 2024 kl. 15:05 ~ 1. okt. 2024, kl. 15.05 ~ Publisert 1. okt. 2024 kl. 15:05",
    "fi": "tiistaina 1. lokakuuta 2024 klo 15.05 ~ 1.10.2024 klo 15:05 ~ 1.10.2024 15:05",
    "pl": "wtorek, 1 października 2024, godz. 15:05 ~ 1 października 2024 r. o godz. 15.05 ~ 1 paź 2024 15:05 ~ 01.10.2024 15:05",
    "cs": "úterý 1. října 2024 v 15:05 ~ 1. 10. 2024 15:05 ~ 1. října 2024, 15:05 hodin",
    "sk": "utorok 1. októbra 2024 o 15:05 ~ 1. 10. 2024 15:05 ~ 1. okt. 2024 o 15:05",
    "hu": "2024. október 1., kedd 15:05 ~ 2024. október 1. 15:05 ~ 2024. 10. 01. 15:05 ~ 2024.10.01. 15:05",
    "ro": "marți, 1 octombrie 2024, ora 15:05 ~ 1 oct. 2024, 15:05 ~ 01.10.2024, 15:05",
    "tr": "1 Ekim 2024 Salı 15:05 ~ 01 Ekim 2024, 15:05 ~ 01.10.2024 - 15:05 ~ Salı, 1 Eki 2024 15:05",
    "el": "Τρίτη, 1 Οκτωβρίου 2024, 15:05 ~ 1 Οκτ 2024 3:05 μ.μ. ~ 01/10/2024 15:05 ~ 1η Οκτωβρίου 2024, 15:05",
    "ru": ("1 октября 2024 в 15:05 ~ вторник, 1 октября 2024 г., 15:05 ~ 01.10.2024 15:05 ~ 15:05, 1 октября 2024 ~ 15:05 / 1 окт. 2024"),
    "uk": "1 жовтня 2024, 15:05 ~ вівторок, 1 жовтня 2024 р., 15:05 ~ 01 жов 2024 15:05",
    "be": "1 кастрычніка 2024, 15:05",
    "bg": "1 октомври 2024 г., 15:05 ч. ~ вторник, 1 окт. 2024, 15:05 ~ 01.10.2024 г. | 15:05",
    "sr": "1. октобар 2024. 15:05 ~ utorak, 1. oktobar 2024, 15:05 ~ 01.10.2024. 15:05h",
    "hr": "utorak, 1. listopada 2024. u 15:05 ~ 1. listopada 2024. | 15:05 ~ 01.10.2024. u 15:05",
    "sl": "torek, 1. oktobra 2024 ob 15.05 ~ 1. 10. 2024 15:05",
    "lt": "2024 m. spalio 1 d. 15:05 ~ 2024-10-01 15:05",
    "lv": "2024. gada 1. oktobris 15:05",
    "et": "1. oktoober 2024, kell 15:05",
    "is": "1. október 2024 kl. 15:05",
    "ca": "Dimarts, 1 d'octubre de 2024 a les 15:05 ~ 1 d’octubre del 2024 - 15:05",
    "fil": "Oktubre 1, 2024 3:05 PM ~ ika-1 ng Oktubre 2024, 3:05 PM",
    "ar": (
        "الثلاثاء 1 أكتوبر 2024 15:05 ~ ١ أكتوبر ٢٠٢٤ - ٣:٠٥ م ~ 1 تشرين الأول 2024 | 15:05 ~ الثلاثاء، 1 أكتوبر/تشرين الأول 2024، 15:05"
    ),
    "fa": "سه‌شنبه ۱۰ مهر ۱۴۰۳ - ۱۵:۰۵ ~ ۱۴۰۳/۰۷/۱۰ ۱۵:۰۵ ~ ۱ اکتبر ۲۰۲۴، ساعت ۱۵:۰۵",
    "he": "1 באוקטובר 2024, 15:05 ~ 01.10.2024 | 15:05 ~ יום שלישי, 1 אוקטובר 2024 בשעה 15:05",
    "ur": "1 اکتوبر 2024 15:05",
    "hi": "1 अक्टूबर 2024, 15:05 ~ मंगलवार, 1 अक्तूबर 2024, 3:05 PM ~ ०१ अक्टूबर २०२४ १५:०५ ~ 01 Oct 2024 03:05 PM",
    "bn": "১ অক্টোবর ২০২৪, ১৫:০৫ ~ মঙ্গলবার, ০১ অক্টোবর ২০২৪, ৩:০৫ পিএম",
    "ta": "01 அக்டோபர் 2024, 3:05 PM",
    "ja": (
        "2024年10月1日 15:05 ~ 2024年10月1日（火）15時05分 ~ 2024年10月1日 午後3時05分 ~ 2024/10/01 15:05 ~ "
        "令和6年10月1日 15時5分 ~ ２０２４年１０月１日　１５：０５"
    ),
    "zh": "2024年10月01日 15:05 ~ 2024-10-01 15:05 ~ 2024年10月1日 星期二 下午3:05 ~ 发布时间：2024年10月01日15:05 ~ 2024/10/01 15:05",
    "ko": "2024년 10월 1일 오후 3:05 ~ 2024.10.01. 15:05 ~ 입력 2024-10-01 15:05 ~ 2024. 10. 1. 오후 3:05 ~ 2024년 10월 1일 15시 05분",
    "vi": (
        "Thứ ba, 1/10/2024, 15:05 ~ 1 tháng 10, 2024 15:05 ~ 15:05 ngày 1 tháng 10 năm 2024 ~ 01/10/2024 - 15:05 ~ "
        "1 tháng Mười 2024 3:05 CH"
    ),
    "th": (
        "1 ต.ค. 2567 15:05 น. ~ 1 ตุลาคม พ.ศ. 2567 เวลา 15.05 น. ~ วันอังคารที่ 1 ตุลาคม 2567 15:05 ~ ๑ ต.ค. ๖๗ ๑๕:๐๕ ~ "
        "01/10/2567 15:05 ~ 1 ต.ค. 67 15:05 น."
    ),
    "ka": "1 ოქტომბერი 2024, 15:05",
    "kk": "1 қазан 2024, 15:05",
    "uz": "1 oktabr 2024, 15:05",
    "az": "1 oktyabr 2024, 15:05",
    "sw": "1 Oktoba 2024, 15:05",
}
TWO_HOURS_AGO = {
    "id": "2 jam yang lalu ~ 2 jam lalu ~ Diperbarui 2 jam lalu",
    "ms": "2 jam lalu ~ 2 jam yang lepas",
    "en": "2 hours ago ~ 2h ago ~ 2 hrs ago ~ Updated 2 hours ago",
    "de": "vor 2 Stunden ~ vor 2 Std.",
    "fr": "il y a 2 heures ~ Il y a 2 h",
    "es": "hace 2 horas ~ Hace 2 h",
    "pt": "há 2 horas ~ 2 horas atrás",
    "it": "2 ore fa",
    "nl": "2 uur geleden",
    "sv": "för 2 timmar sedan ~ 2 tim sedan",
    "da": "for 2 timer siden",
    "no": "for 2 timer siden ~ 2 t siden",
    "fi": "2 tuntia sitten ~ 2 h sitten",
    "pl": "2 godziny temu ~ 2 godz. temu",
    "cs": "před 2 hodinami",
    "sk": "pred 2 hodinami",
    "hu": "2 órája ~ 2 órával ezelőtt",
    "ro": "acum 2 ore ~ 2 ore în urmă",
    "tr": "2 saat önce",
    "el": "πριν 2 ώρες ~ πριν από 2 ώρες",
    "ru": "2 часа назад",
    "uk": "2 години тому",
    "bg": "преди 2 часа",
    "sr": "pre 2 sata ~ пре 2 сата",
    "hr": "prije 2 sata",
    "sl": "pred 2 urama",
    "lt": "prieš 2 valandas",
    "ar": "قبل 2 ساعات ~ منذ ساعتين",
    "fa": "۲ ساعت پیش",
    "he": "לפני 2 שעות ~ לפני שעתיים",
    "hi": "2 घंटे पहले ~ २ घंटे पहले",
    "bn": "২ ঘণ্টা আগে",
    "ja": "2時間前 ~ ２時間前",
    "zh": "2小时前 ~ 2 小時前 ~ 2个小时前",
    "ko": "2시간 전 ~ 2시간전",
    "vi": "2 giờ trước",
    "th": "2 ชั่วโมงที่แล้ว ~ 2 ชม.ที่แล้ว",
}
YESTERDAY = {
    "id": "Kemarin, 14:05",
    "en": "Yesterday at 2:05 PM",
    "de": "gestern 14:05",
    "fr": "Hier à 14h05",
    "es": "Ayer, 14:05",
    "pt": "ontem às 14h05",
    "it": "ieri alle 14:05",
    "nl": "gisteren om 14:05",
    "sv": "igår 14.05 ~ i går kl. 14:05",
    "da": "i går kl. 14.05",
    "fi": "eilen klo 14.05",
    "pl": "wczoraj, 14:05",
    "cs": "včera v 14:05",
    "hu": "tegnap 14:05",
    "ro": "ieri, 14:05",
    "tr": "dün 14:05",
    "el": "Χθες, 14:05",
    "ru": "вчера в 14:05",
    "uk": "вчора, 14:05",
    "bg": "вчера, 14:05",
    "ar": "أمس 14:05",
    "fa": "دیروز ۱۴:۰۵",
    "he": "אתמול, 14:05",
    "hi": "कल, 14:05",
    "ja": "昨日 14:05",
    "zh": "昨天 14:05",
    "ko": "어제 14:05",
    "vi": "Hôm qua, 14:05",
    "th": "เมื่อวาน 14:05 น.",
}


def forms(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(language, printed) for language, printed_forms in table.items() for printed in printed_forms.split(" ~ ")]


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(("language", "printed"), forms(DAY_AND_CLOCK))
def test_day_and_clock_are_read_in_the_forms_of_each_language(language: str, printed: str) -> None:
    assert dates.parse(printed, now=NOW, language=language) == at(2024, 10, 1, 15, 5)


@pytest.mark.parametrize(("language", "printed"), forms(TWO_HOURS_AGO))
def test_how_long_ago_is_read_in_each_language(language: str, printed: str) -> None:
    assert dates.parse(printed, now=NOW, language=language) == NOW - timedelta(hours=2)


@pytest.mark.parametrize(("language", "printed"), forms(YESTERDAY))
def test_yesterday_is_read_in_each_language(language: str, printed: str) -> None:
    assert dates.parse(printed, now=NOW, language=language) == at(2024, 11, 1, 14, 5)


@pytest.mark.parametrize(
    "printed", ["1. Oktober 2024, 15:05 Uhr", "1 октября 2024 в 15:05", "1 octobre 2024 à 15h05", "2024年10月1日 15:05"]
)
def test_names_that_mean_one_month_everywhere_need_no_language(printed: str) -> None:
    assert dates.parse(printed, now=NOW) == at(2024, 10, 1, 15, 5)


def test_a_name_that_means_two_months_is_read_in_its_own_language() -> None:
    assert dates.parse("1. listopada 2023", now=NOW, language="hr") == at(2023, 10, 1)
    assert dates.parse("1. listopadu 2023", now=NOW, language="cs") == at(2023, 11, 1)


@pytest.mark.parametrize(
    ("printed", "language", "moment"),
    [
        ("5 menit yang lalu", "id", at(2024, 11, 2, 11, 55)),
        ("semenit lalu", "id", at(2024, 11, 2, 11, 59)),
        ("3 hari yang lalu", "id", at(2024, 10, 30, 12)),
        ("1 hour 5 minutes ago", "en", at(2024, 11, 2, 10, 55)),
        ("an hour ago", "en", at(2024, 11, 2, 11)),
        ("vor einer Stunde", "de", at(2024, 11, 2, 11)),
        ("hace un minuto", "es", at(2024, 11, 2, 11, 59)),
        ("5分前", "ja", at(2024, 11, 2, 11, 55)),
        ("3天前", "zh", at(2024, 10, 30, 12)),
        ("10 phút trước", "vi", at(2024, 11, 2, 11, 50)),
        ("минуту назад", "ru", at(2024, 11, 2, 11, 59)),
        ("5 perce", "hu", at(2024, 11, 2, 11, 55)),
        ("À l'instant", "fr", NOW),
        ("vorgestern, 9.30 Uhr", "de", at(2024, 10, 31, 9, 30)),
    ],
)
def test_other_spans_of_time_are_read_too(printed: str, language: str, moment: datetime) -> None:
    assert dates.parse(printed, now=NOW, language=language) == moment


@pytest.mark.parametrize(
    ("printed", "language", "moment"),
    [
        ("31 Okt, 10:15", "id", at(2024, 10, 31, 10, 15)),
        ("31/10 10:15", "id", at(2024, 10, 31, 10, 15)),
        ("Dec 24, 5:15 PM", "en", at(2023, 12, 24, 17, 15)),
        ("10-31 10:15", "zh", at(2024, 10, 31, 10, 15)),
        ("10月31日 10:15", "ja", at(2024, 10, 31, 10, 15)),
        ("31. říjen", "cs", at(2024, 10, 31)),
    ],
)
def test_a_day_without_a_year_is_the_last_of_its_name(printed: str, language: str, moment: datetime) -> None:
    assert dates.parse(printed, now=NOW, language=language) == moment


@pytest.mark.parametrize(
    "headline", ["Konser besar pada 17 Agustus di lapangan kota", "5 May 9 wins", "Ini 10 cara menyimpan beras", "Top 10/10"]
)
def test_a_headline_with_a_day_in_it_is_no_date(headline: str) -> None:
    assert dates.parse(headline, now=NOW) is None


@pytest.mark.parametrize(
    ("language", "zone", "moment"),
    [
        ("en-US", None, at(2024, 3, 4)),
        ("en-GB", None, at(2024, 4, 3)),
        ("en_AU", None, at(2024, 4, 3)),
        ("en", "Europe/London", at(2024, 4, 2, 23)),
        ("en", "America/New_York", at(2024, 3, 4, 5)),
        ("fil", None, at(2024, 3, 4)),
        ("es", None, at(2024, 4, 3)),
    ],
)
def test_day_and_month_stand_in_the_order_of_language_country_and_zone(language: str, zone: str | None, moment: datetime) -> None:
    assert dates.parse("3/4/2024", now=NOW, language=language, zone=ZoneInfo(zone) if zone else None) == moment


@pytest.mark.parametrize(
    ("printed", "language", "moment"),
    [
        ("1 Oktober 2024 10:15 WITA", "id", at(2024, 10, 1, 2, 15)),
        ("1 Oktober 2024 10:15 (GMT+8)", "id", at(2024, 10, 1, 2, 15)),
        ("1 October 2024 10:15 IST", "en-IN", at(2024, 10, 1, 4, 45)),
        ("1 October 2024 10:15 IST", "en-IE", at(2024, 10, 1, 9, 15)),
        ("1 October 2024 10:15 IST", "he", at(2024, 10, 1, 8, 15)),
        ("1 October 2024 10:15 BST", "en-GB", at(2024, 10, 1, 9, 15)),
        ("October 1, 2024 10:15 AM ET", "en", at(2024, 10, 1, 14, 15)),
        ("December 1, 2023 10:15 AM ET", "en", at(2023, 12, 1, 15, 15)),
        ("1 October 2024 10:15 PST", "en-PH", at(2024, 10, 1, 2, 15)),
        ("2024-10-01 10:15 CST", "zh", at(2024, 10, 1, 2, 15)),
        ("1. Oktober 2024, 10:15 Uhr MESZ", "de", at(2024, 10, 1, 8, 15)),
        ("1 октября 2024, 10:15 МСК", "ru", at(2024, 10, 1, 7, 15)),
    ],
)
def test_names_of_zones_mean_what_they_mean_to_the_readers_of_the_language(printed: str, language: str, moment: datetime) -> None:
    assert dates.parse(printed, now=NOW, language=language) == moment


def test_a_name_of_a_zone_that_is_the_sources_own_means_that_zone() -> None:
    assert dates.parse("1 October 2024 10:15 IST", now=NOW, language="en", zone=ZoneInfo("Europe/Dublin")) == at(2024, 10, 1, 9, 15)


@pytest.mark.parametrize(("summer", "winter"), [("1 Juli 2024 10:15", "1 Januar 2024 10:15")])
def test_the_sources_own_zone_knows_its_summer_time(summer: str, winter: str) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    assert dates.parse(summer, now=NOW, language="de", zone=berlin) == at(2024, 7, 1, 8, 15)
    assert dates.parse(winter, now=NOW, language="de", zone=berlin) == at(2024, 1, 1, 9, 15)
