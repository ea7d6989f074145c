"""What newsrooms print over the lists in which they say what is popular and what is new, and how such a heading is recognised.

Phrases are written as people write them; ``_lexicon`` folds them the way ``fold`` folds a heading (case, accents, punctuation).
A *sure* phrase makes a heading wherever it stands ("most read in sport"); a *bare* word does so only alone, with neutral companions
("latest news"), or before a place or section ("trending on Example"), because "popular phone brands" is no list of articles.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedsvc.model import BoxKind

MAX_HEADING = 60  # characters; anything longer is a sentence
_MAX_WORDS = 8
_UNSPACED_MAX = 24  # characters of a heading in a script without spaces

# One entry a language: sure phrases, "/" between them. A final "*" stands for any ending.
SURE_POPULAR = {
    "en": "most read/most popular/most viewed/most shared/most watched/most commented/most discussed/most clicked/most emailed/"
    "most talked about/best read/top reads/popular now/popular stories/popular articles/popular posts/popular news/popular reads/"
    "popular right now/trending now/trending news/trending stories/trending articles/what people are reading/what s trending",
    "id": "berita trending/trending sekarang/terpopuler/berita populer/artikel populer/paling populer/banyak dibaca/terbanyak dibaca/"
    "paling dibaca/sering dibaca/paling sering dibaca/sedang tren/lagi tren/sedang viral/terhangat/banyak dikomentari",
    "ms": "paling popular/berita popular/artikel popular/sedang hangat/paling hangat",
    "de": "meistgelesen*/meist gelesen*/am meisten gelesen/meistgeklickt*/meistgesehen*/meistgeteilt*/meistkommentiert*/meistdiskutiert*/"
    "am beliebtesten/beliebteste artikel/beliebte artikel/beliebteste beiträge/beliebte beiträge/das lesen andere/was andere lesen/"
    "viel gelesen/häufig gelesen",
    "fr": "plus lus/plus lues/plus lu/plus consultés/plus consultées/plus populaires/plus partagés/plus vus/plus vues/plus commentés/"
    "articles populaires",
    "es": "más leídas/más leídos/más leído/más vistas/más vistos/más visto/más populares/más compartidas/más compartido/más comentadas/"
    "más comentado/noticias populares",
    "pt": "mais lidas/mais lidos/mais lida/mais vistas/mais vistos/mais populares/mais acessadas/mais acessados/mais comentadas/"
    "mais compartilhadas",
    "it": "più letti/più lette/più letto/più popolari/più visti/più viste/più condivisi/più commentati/più cliccati",
    "ca": "més llegides/més llegits/més llegit/més vistes/més vist",
    "gl": "máis lidas/máis lido/máis vistas",
    "nl": "meest gelezen/best gelezen/veelgelezen/meest bekeken/meest populair*/populairste/meest gedeeld",
    "sv": "mest läst*/mest populära/populärast/mest delat/mest delade",
    "no": "mest lest*/mest sett*/mest populære/mest delt*/mest leste saker",
    "da": "mest læst*/mest sete/mest delte/mest populære",
    "fi": "luetuimmat/luetuin/suosituimmat/katsotuimmat/jaetuimmat/kommentoiduimmat",
    "is": "mest lesið/mest lesnar/vinsælast/mest skoðað",
    "et": "loetumad/loetuimad/enim loetud/enimloetud/populaarsemad",
    "lv": "lasītāk*/populārāk*/visvairāk lasīt*",
    "lt": "skaitomiausi*/populiariausi*/daugiausia skaitom*",
    "pl": "najczęściej czytane/najpopularniejsze/najchętniej czytane/najczęściej komentowane/popularne artykuły",
    "cs": "nejčtenější/nejsledovanější/nejpopulárnější/nejoblíbenější/nejdiskutovanější",
    "sk": "najčítanejš*/najpopulárnejš*/najdiskutovanejš*",
    "hu": "legolvasottabb*/legnépszerűbb*/legnézettebb*",
    "ro": "cele mai citite/cele mai populare/cele mai vizualizate/cele mai accesate/cele mai comentate",
    "bg": "най четени*/най четено/най популярн*/най коментиран*",
    "mk": "најчитан*/најпопуларн*",
    "sr": "најчитаниј*/најпопуларниј*/najčitanij*/najpopularnij*/najgledanij*/najkomentiranij*",
    "sl": "najbolj bran*/najbolj priljubljen*/najbolj gledan*",
    "sq": "më të lexuarat/më të klikuarat/më e lexuara",
    "el": "δημοφιλή/δημοφιλέστερα/πιο διαβασμένα/περισσότερο διαβασμένα",
    "tr": "en çok okunan*/çok okunanlar/en popüler/popüler haberler/en çok izlenen*/en çok yorumlanan*",
    "ru": "самое читаемое/самые читаемые/популярное/популярные новости/популярные материалы/самое популярное/самое обсуждаемое/"
    "читают сейчас/сейчас читают",
    "uk": "найпопулярніш*/популярні новини/популярне/найбільш читан*/читають зараз/зараз читають",
    "ar": "الأكثر قراءة/الأكثر مشاهدة/الأكثر شعبية/الأكثر تداولا/الأكثر رواجا/الأكثر تعليقا",
    "fa": "پربازدیدترین*/پربیننده ترین*/پرخواننده ترین*/محبوب ترین*/پربازدید",
    "he": "הנקראות ביותר/הכי נקראות/הכי נקראים/הנצפים ביותר/הנצפות ביותר",
    "ur": "مقبول ترین/سب سے زیادہ پڑھی*",
    "hi": "सबसे ज्यादा पढ़*/सबसे ज़्यादा पढ़*/सर्वाधिक पढ़*/सबसे लोकप्रिय",
    "mr": "सर्वाधिक वाचलेल*/सर्वाधिक वाचले*",
    "ne": "धेरै पढिएको/लोकप्रिय समाचार",
    "bn": "সর্বাধিক পঠিত/সর্বাধিক জনপ্রিয়/পাঠকপ্রিয়/বেশি পঠিত",
    "ta": "அதிகம் படித்தவை/அதிகம் படிக்கப்பட்டவை",
    "vi": "đọc nhiều/xem nhiều/tin đọc nhiều/được quan tâm/quan tâm nhiều",
    "ko": "많이 본/많이 읽은/인기 기사/인기 뉴스/랭킹 뉴스/인기글",
    "sw": "zinazosomwa sana/zilizosomwa zaidi/zilizosomwa sana",
    "af": "mees gelees*/meesgelees*/gewildste",
    "zu": "okufundwe kakhulu/ezifundwa kakhulu/ezifundwe kakhulu",
    "tl": "pinakabasa/pinaka binabasa/pinakabinabasa",
    "zh": "热门/熱門/阅读排行/点击排行/點閱排行/最多阅读/最多人看/最受欢迎/最受歡迎/排行榜/热榜/熱榜/人气/人氣",
    "ja": "アクセスランキング/人気記事/人気の記事/人気ニュース/人気ランキング/記事ランキング/よく読まれ",
    "th": "ยอดนิยม/อ่านมากที่สุด/ข่าวฮิต/กำลังเป็นที่นิยม",
}

SURE_LATEST = {
    "en": "latest news/latest stories/latest articles/latest headlines/latest posts/latest updates/latest from/latest in/latest on/"
    "most recent/recent posts/recent articles/recent stories/recent news/recently published/just in/breaking news/newest articles/"
    "newest stories/new articles",
    "id": "berita terkini/berita terbaru/artikel terbaru/artikel terkini/kabar terbaru/kabar terkini/info terkini/berita terupdate",
    "ms": "berita semasa/berita terbaharu/terbaharu",
    "de": "neueste artikel/neueste meldungen/neueste nachrichten/neueste beiträge/neueste news/neueste storys/neuste artikel/"
    "neuste meldungen/aktuelle nachrichten/aktuelle meldungen/aktuelle news/aktuelle artikel/aktuelle beiträge/letzte meldungen/"
    "jüngste artikel/newsticker/nachrichtenticker/das neueste/aktuellste meldung*",
    "fr": "dernières nouvelles/dernières actualités/dernières infos/dernières actus/derniers articles/dernière minute/dernières dépêches/"
    "fil info/fil actu/fil d actu/fil d actualité/plus récents/plus récentes/en continu",
    "es": "últimas noticias/última hora/lo último/últimos artículos/más recientes/lo más reciente/más reciente/noticias recientes/"
    "entradas recientes",
    "pt": "últimas notícias/mais recentes/notícias recentes/artigos recentes/últimos artigos/última hora/posts recentes",
    "it": "ultime notizie/ultima ora/ultim ora/ultimi articoli/ultime news/più recenti/articoli recenti",
    "ca": "últimes notícies/última hora/més recents",
    "gl": "últimas novas/máis recentes",
    "nl": "laatste nieuws/net binnen/nieuwste artikelen/meest recent*/recente artikelen/nieuwste berichten/"
    "laatste berichten/recente berichten",
    "sv": "senaste nytt/senaste nyheterna/senaste nyheter/senaste artiklarna/senaste inläggen/nyaste",
    "no": "siste nytt/siste nyheter/siste saker/siste artikler/nyeste saker",
    "da": "seneste nyt/seneste nyheder/seneste artikler/nyeste artikler",
    "fi": "uusimmat/tuoreimmat/viimeisimmät",
    "is": "nýjast/nýjustu fréttir/nýjustu/nýjar fréttir",
    "et": "viimased uudised/värsked uudised/uusimad/värskemad",
    "lv": "jaunākās ziņas/jaunākie/jaunākais/jaunākās/pēdējās ziņas",
    "lt": "naujausi*/paskutinės naujienos",
    "pl": "najnowsze/ostatnie wiadomości/z ostatniej chwili/ostatnio dodane",
    "cs": "nejnovější/poslední zprávy/poslední články",
    "sk": "najnovšie/posledné správy",
    "hu": "legfrissebb/friss hírek/legújabb*",
    "ro": "ultimele știri/ultimele articole/cele mai noi/cele mai recente/ultima oră/ultimele noutăți",
    "bg": "последни новини/най нови*/най ново/най новото",
    "mk": "последни вести/најнов*",
    "sr": "најновије/последње вести/najnovij*/posljednje vijesti/poslednje vesti/zadnje vijesti",
    "sl": "najnovejš*/zadnje novice",
    "sq": "lajmet e fundit/të fundit/më të rejat",
    "el": "τελευταία νέα/τελευταίες ειδήσεις/ροή ειδήσεων/πιο πρόσφατα",
    "tr": "son haberler/son dakika/en son haberler/en yeni/en yeniler/yeni haberler/son eklenen*",
    "ru": "последние новости/свежие новости/лента новостей/последние материалы/последние публикации/свежие материалы",
    "uk": "останні новини/свіжі новини/стрічка новин/найновіш*/останні публікації",
    "ar": "آخر الأخبار/أحدث الأخبار/آخر المستجدات/أخبار عاجلة/آخر المقالات/أحدث المقالات/الأحدث",
    "fa": "آخرین اخبار/تازه ترین*/آخرین خبرها/جدیدترین*/آخرین مطالب",
    "he": "חדשות אחרונות/מבזקים/העדכניים ביותר/כתבות אחרונות",
    "ur": "تازہ ترین/تازہ خبریں",
    "hi": "ताज़ा खबर*/ताजा खबर*/ताज़ा समाचार/ताजा समाचार/नवीनतम/लेटेस्ट न्यूज़/लेटेस्ट न्यूज",
    "mr": "ताज्या बातम्या",
    "ne": "भर्खरै/ताजा अपडेट",
    "bn": "সর্বশেষ/তাজা খবর",
    "ta": "அண்மைச் செய்திகள்/சமீபத்திய செய்திகள்",
    "vi": "tin mới/mới nhất/mới cập nhật",
    "ko": "최신 뉴스/최신 기사/최신 글/실시간 뉴스/방금 들어온/속보",
    "sw": "habari mpya/habari za hivi punde/habari za hivi karibuni",
    "af": "jongste nuus/nuutste nuus/nuutste",
    "zu": "izindaba zakamuva/ezakamuva/izindaba ezintsha",
    "tl": "pinakabagong balita/pinakabago",
    "zh": "最新/即时新闻/即時新聞/滚动新闻/滾動新聞/快讯/快訊",
    "ja": "最新/新着/速報",
    "th": "ล่าสุด",
}

BARE_POPULAR = (
    "trending/popular/populer/terheboh/beliebt/beliebte/populaires/tendances/tendance/tendencias/populares/em alta/di tendenza/popolari/"
    "populair/populärt/populært/popularne/popularno/popüler/популярно/в тренде/у тренді/trend/xu hướng/लोकप्रिय/ट्रेंडिंग/জনপ্রিয়/"
    "பிரபலமான/פופולרי/الشائع/트렌드/인기/人気/maarufu/favorieten"
)
BARE_LATEST = (
    "latest/the latest/recent/newest/terkini/terbaru/baru saja/neueste/neuestes/neuste/aktuell/aktuelles/"
    "récents/à l instant/à la une en direct/"
    "recientes/últimas/recentes/ultime/le ultime/laatste/nieuwste/het laatste/senaste/de senaste/senast/siste/nyeste/seneste/friss/"
    "aktuálně/последни/последнее/новое/свежее/останнє/нове/τελευταία/πρόσφατα/son/최신/mpya/aktualne/ostatnie"
)
_NEUTRAL = (
    "news stories story articles article posts headlines reads now today right this week weekly month "
    "monthly daily hour hours the our all "
    "what s is are top most in just more day berita artikel kabar hari ini minggu bulan sekarang saat jam terakhir lainnya rekomendasi "
    "nachrichten meldungen beiträge heute jetzt woche gerade stunden noticias hoy artículos ahora semana "
    "lo las los notizie oggi articoli i "
    "gli le notícias hoje artigos agora as os actualités infos aujourd hui les des nieuws nu vandaag "
    "artikelen het nyheter nyheder nyt just "
    "idag uutiset wiadomości dziś zprávy vesti vijesti hírek ma știri новости новини сегодня сейчас сьогодні ειδήσεις νέα haberler bugün "
    "समाचार खबरें খবর সংবাদ செய்திகள் tin 뉴스 기사 habari nuus balita"
)
_JOINING = (
    "in on from at for by of with near dari di pada untuk dalam aus im auf von bei für zu zum zur de del "
    "du des en sur dans da do na no em "
    "su nel van uit op voor i på från fra w z ze v ve в у на о od u από σε στο στα"
)
_AND = "and dan und et y e og och en i и та και ve و or atau oder"
# Lists of other things than articles, editors' choices, and invitations to subscribe.
_VETO = (
    "editor editors editorial editorials redaksi redaktion rédaction redacción pilihan choice picks pick "
    "topic topics topik themen thema temas "
    "tema tag tags hashtag hashtags keyword keywords kata kunci video videos vídeos vidéos podcast "
    "podcasts newsletter newsletters subscribe "
    "sign inbox app apps deals offers angebote anzeigen prospekte jobs job lowongan fragen questions "
    "comments kommentare comentarios komentar "
    "comentários commentaires commenti комментарии коментарі reacties kommentarer search searches "
    "pencarian suche quiz quizzes games game "
    "products brands authors author penulis autoren edition issue magazine magazin ausgabe epaper events recipes ebooks books follow get "
    "recommended sponsored anzeige reviews coupons gutscheine "
    "preisvergleich preise angebot shopping brand shows album albums galleries playlists"
)
_MARKS = re.compile("[\u0300-\u036f\u064b-\u065f\u0670]")  # accents, and Arabic vowel signs that some newsrooms write
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


_CONTAINER = re.compile(
    r"(?:widget[-_])?(?:"
    r"(?P<popular>most[-_]?(?:read|popular|viewed|shared)|popular[-_](?:posts?|news|articles|stories)|trending(?:[-_]?(?:now|news|posts|stories))?|"
    r"terpopuler|berita[-_]?(?:populer|trending|terpopuler)|meist[-_]?gelesen(?:e)?|(?:lo[-_])?mas[-_]?leid[oa]s?|(?:les[-_])?plus[-_]?lus|"
    r"piu[-_]?letti|mais[-_]?lidas|meest[-_]?gelezen|mest[-_]?last)|"
    r"(?P<latest>latest[-_](?:news|posts?|articles|stories)|recent[-_]posts?|terkini|terbaru|berita[-_]?(?:terkini|terbaru)|"
    r"ultimas[-_]noticias|dernieres[-_]actus|neueste[-_]artikel)"
    r")(?:[-_]{1,2}(?:list|box|widget|wrapper|wrap|container|articles?|news|posts|items|section|block|module|sidebar|\d{1,3}))*",
    re.IGNORECASE,
)


def fold(text: str) -> str:
    """The text without case, accents and punctuation; combining vowels of Indic and Thai scripts stay, since they are letters there."""
    bare = unicodedata.normalize("NFKC", _MARKS.sub("", unicodedata.normalize("NFKD", text)))
    kept = "".join(char if unicodedata.category(char)[0] in "LMN" else " " for char in bare.casefold())
    return " ".join(_MARKS.sub("", kept).split())


def classify(heading: str) -> BoxKind | None:
    """What a list under this heading holds: "popular", "latest", or None when the heading promises neither, or both."""
    if not heading or len(heading) > MAX_HEADING:
        return None
    words = fold(re.sub("[&/|+,]", " and ", heading)).split()
    if not words or len(words) > _MAX_WORDS or not _hints(words) or _words(_VETO).intersection(words):
        return None
    if len(set(_sure(words))) > 1:  # the names of two tabs run together
        return None
    said = _kinds(list(_parts(words)))
    kinds = {_one(kinds) for kinds in (said if any(said) else [set(_sure(words))]) if kinds}
    return kinds.pop() if len(kinds) == 1 else None


def classify_names(names: str) -> BoxKind | None:
    """What the class and id names of an element say that its list holds, as "widget most-read-list" does."""
    for name in names.split()[:20]:
        if match := _CONTAINER.fullmatch(name):
            return "popular" if match["popular"] else "latest"
    return None


def _hints(words: list[str]) -> bool:
    """Whether any phrase could begin at one of the words: most of the short texts of a page are refused here."""
    starts, stems = _starts()
    return any(word in starts or word.startswith(stems) or _UNSPACED.search(word) for word in words)


@cache
def _starts() -> tuple[frozenset[str], tuple[str, ...]]:
    lexicon = _lexicon()
    whole = frozenset(phrase.split()[0] for phrase in (*lexicon.whole, *_bare_words()))
    return whole, tuple(stem.split()[0] for stem in lexicon.stems)


def _parts(words: list[str]) -> Iterator[list[str]]:
    """Each side of an "and" by itself: "Latest and most read" is the name of two lists."""
    joints = [-1, *(place for place, word in enumerate(words) if word in _words(_AND)), len(words)]
    return (words[start + 1 : end] for start, end in pairwise(joints) if end > start + 1)


def _one(kinds: set[BoxKind]) -> BoxKind:
    """A heading that says both without an "and", such as "Trending terkini", is over a list of what is popular."""
    return "popular" if "popular" in kinds else "latest"


def _kinds(parts: list[list[str]]) -> list[set[BoxKind]]:
    """What each part says; bare words count where every part could stand alone, as "popular" in "popular and current toys" could not."""
    sure = [set(_sure(part)) for part in parts]
    all_said = [said or set(_bare(part)) for part, said in zip(parts, sure, strict=True)]
    stand_alone = all(said or _neutral(part) for part, said in zip(parts, all_said, strict=True))
    return all_said if stand_alone else sure


def _sure(words: list[str]) -> Iterator[BoxKind]:
    lexicon = _lexicon()
    for phrase in _runs(words):
        if kind := lexicon.whole.get(phrase):
            yield kind
        if phrase.startswith(lexicon.stems):
            yield next(kind for stem, kind in lexicon.kinds.items() if phrase.startswith(stem))
    folded = " ".join(words)
    if len(folded) <= _UNSPACED_MAX and _UNSPACED.search(folded):
        yield from (kind for part, kind in lexicon.unspaced if part in folded)


def _bare(words: list[str]) -> Iterator[BoxKind]:
    bare = _bare_words()
    for start, end in combinations(range(len(words) + 1), 2):
        kind = bare.get(" ".join(words[start:end]))
        if kind and _neutral(words[:start]) and (_neutral(words[end:]) or words[end] in _words(_JOINING)):
            yield kind


def _neutral(words: list[str]) -> bool:
    return all(word.isdigit() or word in _words(_NEUTRAL) or word in _bare_words() for word in words)


def _runs(words: list[str]) -> Iterator[str]:
    return (" ".join(words[start:end]) for start, end in combinations(range(len(words) + 1), 2))


class _Lexicon(NamedTuple):
    whole: dict[str, BoxKind]
    kinds: dict[str, BoxKind]  # of phrases written with "*", by their stems
    stems: tuple[str, ...]
    unspaced: tuple[tuple[str, BoxKind], ...]  # phrases of scripts without spaces, which are found inside a word


@cache
def _lexicon() -> _Lexicon:
    pairs = [*_pairs(SURE_POPULAR, "popular"), *_pairs(SURE_LATEST, "latest")]
    whole = {fold(phrase): kind for phrase, kind in pairs if not phrase.endswith("*")}
    kinds = {fold(phrase): kind for phrase, kind in pairs if phrase.endswith("*")}
    return _Lexicon(whole, kinds, tuple(kinds), tuple((phrase, kind) for phrase, kind in whole.items() if _UNSPACED.search(phrase)))


def _pairs(phrases: dict[str, str], kind: BoxKind) -> Iterator[tuple[str, BoxKind]]:
    return ((phrase, kind) for line in phrases.values() for phrase in line.split("/"))


@cache
def _bare_words() -> dict[str, BoxKind]:
    popular: dict[str, BoxKind] = {fold(word): "popular" for word in BARE_POPULAR.split("/")}
    return popular | {fold(word): "latest" for word in BARE_LATEST.split("/")}


@cache
def _words(text: str) -> frozenset[str]:
    return frozenset(fold(text).split())
