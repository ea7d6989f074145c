"""Dates told from now: "2 jam yang lalu", "vor 5 Minuten", "il y a 2 heures", "5分前", "gestern 14:05", "just now"."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from feedsvc.text.months import WORD, fold

MAX_LENGTH = 80  # characters; a longer text that says "3 years ago" is prose
_MAX_WORDS = 12
_MOST = timedelta(days=40 * 366)

# By language: what says that the time is past; then, behind the semicolon, the units from second to year.
_AGO = {
    "en": "ago; second seconds sec secs s/minute minutes min mins m/hour hours hr hrs h/day days d/week weeks wk wks w/month months "
    "mo mos/year years yr yrs y",
    "id": "lalu tadi; detik dtk sedetik/menit mnt semenit/jam sejam/hari sehari/minggu pekan mgg seminggu sepekan/bulan bln sebulan/"
    "tahun thn setahun",
    "ms": "lalu lepas tadi; saat/minit min seminit/jam sejam/hari sehari/minggu mgu seminggu/bulan sebulan/tahun setahun",
    "de": "vor; sekunde sekunden sek/minute minuten min/stunde stunden std h/tag tagen tage/woche wochen/monat monaten monate/jahr "
    "jahren jahre",
    "fr": "il_y_a depuis; seconde secondes sec s/minute minutes min mn/heure heures h/jour jours j/semaine semaines sem/mois/an ans "
    "année années",
    "es": "hace; segundo segundos seg s/minuto minutos min/hora horas h/día días d/semana semanas sem/mes meses/año años",
    "pt": "há atrás; segundo segundos seg s/minuto minutos min/hora horas h/dia dias d/semana semanas sem/mês meses/ano anos",
    "it": "fa; secondo secondi sec/minuto minuti min/ora ore h/giorno giorni g gg/settimana settimane sett/mese mesi/anno anni",
    "nl": "geleden; seconde seconden sec/minuut minuten min/uur uren u/dag dagen dgn/week weken/maand maanden/jaar jaren",
    "sv": "sedan sen; sekund sekunder s/minut minuter min/timme timmar tim/dag dagar d dygn/vecka veckor v/månad månader/år",
    "da": "siden; sekund sekunder sek/minut minutter min/time timer t/dag dage døgn/uge uger/måned måneder md/år",
    "no": "siden; sekund sekunder sek/minutt minutter min/time timer t/dag dager døgn d/uke uker u/måned måneder md/år",
    "fi": "sitten; sekunti sekuntia s/minuutti minuuttia min/tunti tuntia t h/päivä päivää pv vuorokausi/viikko viikkoa vk/kuukausi "
    "kuukautta kk/vuosi vuotta",
    "is": "fyrir síðan; sekúndu sekúndum sek/mínútu mínútum mín/klukkustund klukkustundum klst/degi dögum/viku vikum/mánuði mánuðum/"
    "ári árum",
    "pl": "temu; sekundę sekundy sekund sek/minutę minuty minut min/godzinę godziny godzin godz h/dzień dni dnia/tydzień tygodnie "
    "tygodni tyg/miesiąc miesiące miesięcy mies/rok lata lat",
    "cs": "před; sekundou sekundami s/minutou minutami min/hodinou hodinami h hod/dnem dny dne/týdnem týdny/měsícem měsíci/rokem lety "
    "roky",
    "sk": "pred; sekundou sekundami s/minútou minútami min/hodinou hodinami h hod/dňom dňami/týždňom týždňami/mesiacom mesiacmi/rokom "
    "rokmi",
    "hu": "ezelőtt; másodperccel mp/perccel/órával/nappal/héttel/hónappal/évvel",
    "ro": "acum urmă; secundă secunde sec/minut minute min/oră ore h/zi zile/săptămână săptămâni săpt/lună luni/an ani",
    "tr": "önce; saniye sn/dakika dk/saat sa/gün/hafta hf/ay/yıl",
    "az": "öncə əvvəl; saniyə/dəqiqə/saat/gün/həftə/ay/il",
    "el": "πριν; δευτερόλεπτο δευτερόλεπτα δευτ/λεπτό λεπτά λεπ/ώρα ώρες/ημέρα ημέρες μέρα μέρες ημ/εβδομάδα εβδομάδες εβδ/μήνα μήνες/"
    "χρόνο χρόνια έτος έτη",
    "ru": "назад; секунду секунды секунд сек/минуту минуты минут мин/час часа часов ч/день дня дней дн сутки/неделю недели недель нед/"
    "месяц месяца месяцев мес/год года лет",
    "uk": "тому; секунду секунди секунд с/хвилину хвилини хвилин хв/годину години годин год/день дня дні днів дн/тиждень тижні тижнів "
    "тиж/місяць місяці місяців міс/рік роки років",
    "be": "таму; секунду секунды секунд/хвіліну хвіліны хвілін хв/гадзіну гадзіны гадзін/дзень дні дзён/тыдзень тыдні тыдняў/месяц "
    "месяцы месяцаў/год гады гадоў",
    "bg": "преди; секунда секунди сек/минута минути мин/час часа ч/ден дни/седмица седмици/месец месеца/година години",
    "mk": "пред; секунда секунди сек/минута минути мин/час часа часови/ден дена/недела недели седмица седмици/месец месеци/година "
    "години",
    "sr": "пре pre; секунде секунди sekunde sekundi/минут минута minut minuta мин min/сат сата сати sat sata sati h ч/дан дана dan "
    "dana/недеље недеља nedelje nedelja/месец месеца месеци mesec meseca meseci/годину године година godinu godine godina",
    "hr": "prije; sekundu sekunde sekundi/minutu minute minuta min/sat sata sati h/dan dana/tjedan tjedna tjedana sedmicu sedmice/"
    "mjesec mjeseca mjeseci/godinu godine godina",
    "sl": "pred; sekundo sekundama sekundami/minuto minutama minutami min/uro urama urami h/dnevom dnevoma dnevi/tednom tednoma tedni/"
    "mesecem mesecema meseci/letom letoma leti",
    "lt": "prieš; sekundę sekundes sekundžių sek/minutę minutes minučių min/valandą valandas valandų val/dieną dienas dienų d/savaitę "
    "savaites sav/mėnesį mėnesius mėn/metus metų",
    "lv": "pirms; sekundes sekundēm sek/minūtes minūtēm min/stundas stundām st/dienas dienām d/nedēļas nedēļām ned/mēneša mēnešiem/"
    "gada gadiem",
    "et": "tagasi eest; sekundi sekundit sek/minuti minutit min/tunni tundi tund t/päeva päev p/nädala nädalat/kuu kuud/aasta aastat",
    "sq": "parë; sekonda sekondë sek/minuta minutë min/orë/ditë/javë/muaj/vjet vit",
    "ca": "fa; segon segons/minut minuts min/hora hores h/dia dies/setmana setmanes/mes mesos/any anys",
    "gl": "hai; segundo segundos/minuto minutos min/hora horas h/día días/semana semanas/mes meses/ano anos",
    "fil": "nakaraan nakalipas; segundo/minuto/oras/araw/linggo/buwan/taon",
    "sw": "iliyopita zilizopita yaliyopita lililopita; sekunde/dakika/saa/siku/wiki/mwezi miezi/mwaka miaka",
    "ar": "منذ قبل; ثانية ثوان ثواني/دقيقة دقائق/ساعة ساعات/يوم أيام يوما/أسبوع أسابيع/شهر أشهر شهور/سنة سنوات عام أعوام",
    "fa": "پیش قبل; ثانیه/دقیقه/ساعت/روز/هفته/ماه/سال",
    "ur": "پہلے قبل; سیکنڈ/منٹ/گھنٹہ گھنٹے/دن روز/ہفتہ ہفتے/ماہ مہینہ مہینے/سال",
    "he": "לפני; שנייה שניות/דקה דקות דק/שעה שעות/יום ימים/שבוע שבועות/חודש חודשים/שנה שנים",
    "hi": "पहले पूर्व; सेकंड सेकेंड/मिनट मिनिट/घंटा घंटे घण्टे/दिन/सप्ताह हफ्ते हफ़्ते/महीना महीने माह/साल वर्ष",
    "bn": "আগে পূর্বে; সেকেন্ড/মিনিট/ঘণ্টা ঘন্টা/দিন/সপ্তাহ/মাস/বছর",
    "vi": "trước; giây/phút/giờ tiếng/ngày/tuần/tháng/năm",
}  # fmt: skip
_SECONDS = (1, 60, 3600, 86400, 604800, 2592000, 31536000)
# Two of a unit in one word.
_PAIRS = {
    "دقيقتين": 120, "دقيقتان": 120, "ساعتين": 7200, "ساعتان": 7200, "يومين": 172800, "يومان": 172800, "اسبوعين": 1209600, "شهرين": 5184000,
    "שעתיים": 7200, "יומיים": 172800, "שבועיים": 1209600, "חודשיים": 5184000,
}  # fmt: skip
# Scripts without spaces and languages that write unit and "ago" as one word: (units in the order of _SECONDS, what follows them).
_JOINED = (
    ("秒|秒钟|秒鐘/分|分钟|分鐘/小时|小時|時間|个小时|個小時/天|日/周|週|週間|周間|星期|个星期|個星期/个月|個月|か月|ヶ月|カ月|ヵ月|月/年",
     "之?前|以前"),
    ("초/분/시간/일/주|주일/개월|달/년", "\\s?전"),
    ("วินาที/นาที/ชั่วโมง|ชม\\.?/วัน/สัปดาห์/เดือน/ปี", "\\s?(?:ที่แล้ว|ก่อน|ที่ผ่านมา)"),
    ("másodperce|mp-e/perce/órája/napja/hete/hónapja/éve", "\\b"),
)  # fmt: skip
_TODAY = """
    today/hari ini/heute/aujourd'hui/aujourd’hui/hoy/hoje/oggi/vandaag/idag/i dag/tänään/í dag/dzisiaj/dziś/dnes/azi/astăzi/bugün/
    σήμερα/сегодня/сьогодні/сёння/днес/денес/данас/danas/danes/šiandien/šodien/täna/sot/avui/hoxe/ngayon/leo/اليوم/امروز/آج/היום/आज/আজ/
    hôm nay/วันนี้/今日/今天/오늘/本日
"""
_YESTERDAY = """
    yesterday/kemarin/kemaren/semalam/gestern/hier/ayer/ontem/ieri/gisteren/igår/i går/eilen/í gær/wczoraj/včera/tegnap/dün/dünən/χθες/
    χτες/вчера/вчора/учора/вчераш/јуче/juče/jučer/včeraj/vakar/eile/dje/ahir/onte/kahapon/jana/أمس/امس/دیروز/گزشتہ روز/אתמול/कल/গতকাল/
    hôm qua/เมื่อวาน/เมื่อวานนี้/昨日/昨天/어제
"""
_DAY_BEFORE = """
    kemarin lusa/vorgestern/avant-hier/anteayer/antes de ayer/anteontem/avantieri/l'altro ieri/eergisteren/i förrgår/i forgårs/
    toissapäivänä/przedwczoraj/předevčírem/predvčerom/tegnapelőtt/alaltăieri/önceki gün/προχθές/позавчера/позавчора/онзи ден/прекјуче/
    prekjuče/prekjučer/أول أمس/پریروز/שלשום/परसों/গত পরশু/hôm kia/一昨日/前天/그저께
"""
_NOW = """
    just now/now/moments ago/a moment ago/baru saja/baru/barusan/sebentar tadi/baru sahaja/gerade eben/eben/jetzt/à l'instant/
    maintenant/ahora/ahora mismo/agora/agora mesmo/adesso/ora/proprio ora/nu/zojuist/just nu/nyss/akkurat nå/lige nu/nyt/juuri nyt/
    teraz/przed chwilą/právě teď/práve teraz/most/az imént/acum/chiar acum/şimdi/az önce/τώρα/μόλις τώρα/только что/сейчас/щойно/зараз/
    току-що/сега/upravo sada/الآن/اكنون/لحظاتی پیش/עכשיו/अभी/अभी अभी/এইমাত্র/vừa xong/mới đây/เมื่อสักครู่/刚刚/剛剛/たった今/방금/방금 전
"""
# Phrases that are everyday words in another language.
_ELSEWHERE = {
    "hier": {"de", "nl", "af", "lb"}, "sot": {"en"}, "leo": {"es", "it", "en", "de"}, "jana": {"de", "cs", "sk", "en"},
    "hoy": {"en", "nl"}, "vakar": {"en"}, "dje": {"fr"},
}  # fmt: skip
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_TOKEN = re.compile(rf"\d{{1,4}}(?![\d:])|{WORD.pattern}")


@dataclass(frozen=True, slots=True)
class Day:
    """A day counted back from today, and what else the text says, its clock most likely."""

    back: int
    rest: str


def elapsed(text: str, language: str) -> timedelta | None:
    """How long ago the text says that something was; None when it does not say so."""
    if len(text) > MAX_LENGTH:
        return None
    if fold(text.strip(" .…!")) in _phrases_now():
        return timedelta(0)
    seconds = _joined(text) or _counted(text, language)
    found = timedelta(seconds=seconds) if seconds else None
    return found if found is None or found <= _MOST else None


def day(text: str, language: str) -> Day | None:
    """The day that the text counts from today, as "Yesterday, 14:05" does; None when it counts none."""
    if len(text) > MAX_LENGTH:
        return None
    words = list(itertools.islice(WORD.finditer(text), _MAX_WORDS))
    folded = [fold(word[0]) for word in words]
    for length in (3, 2, 1):
        for start in range(len(words) - length + 1):
            back = _days_back().get(" ".join(folded[start : start + length]))
            if back is not None and language not in _ELSEWHERE.get(folded[start], ()):
                return Day(back, f"{text[: words[start].start()]} {text[words[start + length - 1].end() :]}")
    match = None if text.isascii() else _unspaced_day().search(text)
    return Day(_days_back()[match[0]], f"{text[: match.start()]} {text[match.end() :]}") if match else None


def _joined(text: str) -> int:
    for form in _joined_forms():
        if match := form.search(text):
            unit = next(number for number in range(len(_SECONDS)) if match[f"u{number}"])
            return int(match["count"]) * _SECONDS[unit]
    return 0


def _counted(text: str, language: str) -> int:
    """Seconds of "1 hour 5 minutes ago" and the like, in the language if it is known and its words fit, else in any whose words do."""
    tokens = _TOKEN.findall(text)
    if not tokens or len(tokens) > _MAX_WORDS:
        return 0
    words = [token if token.isdigit() else fold(token) for token in tokens]
    pairs = [f"{one} {other}" for one, other in itertools.pairwise(words)]
    triples = [f"{pair} {word}" for pair, word in zip(pairs, words[2:], strict=False)]
    speaking = dict.fromkeys(tongue for phrase in (*words, *pairs, *triples) for tongue in _markers().get(phrase, ()))
    ordered = sorted(speaking, key=lambda tongue: tongue != language)
    return next((seconds for tongue in ordered if (seconds := _sum(words, _units(tongue)))), 0)


def _sum(words: list[str], units: dict[str, int]) -> int:
    total, count = 0, 1
    for word in words:
        if word.isdigit():
            count = int(word)
        elif seconds := units.get(word) or _PAIRS.get(word):
            total += count * seconds
            count = 1
    return total


@cache
def _markers() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for language, words in _AGO.items():
        for marker in words.partition(";")[0].split():
            found.setdefault(fold(marker).replace("_", " "), []).append(language)
    return found


@cache
def _units(language: str) -> dict[str, int]:
    groups = _AGO[language].partition(";")[2].split("/")
    return {fold(name): seconds for seconds, group in zip(_SECONDS, groups, strict=True) for name in group.split()}


@cache
def _joined_forms() -> tuple[re.Pattern[str], ...]:
    forms = []
    for units, end in _JOINED:
        names = "|".join(f"(?P<u{number}>{group})" for number, group in enumerate(units.split("/")))
        forms.append(re.compile(rf"(?<!\d)(?P<count>\d{{1,4}})\s?(?:{names})(?:{end})"))
    return tuple(forms)


def _split(phrases: str) -> list[str]:
    return [phrase.strip() for phrase in phrases.split("/") if phrase.strip()]


@cache
def _phrases_now() -> frozenset[str]:
    return frozenset(fold(phrase) for phrase in _split(_NOW))


@cache
def _days_back() -> dict[str, int]:
    return {fold(phrase): back for back, phrases in enumerate((_TODAY, _YESTERDAY, _DAY_BEFORE)) for phrase in _split(phrases)}


@cache
def _unspaced_day() -> re.Pattern[str]:
    """The phrases of scripts without spaces, which are found inside a word, the longest first."""
    return re.compile("|".join(sorted(filter(_UNSPACED.search, _days_back()), key=len, reverse=True)))
