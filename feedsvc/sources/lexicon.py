"""Words around those of ``popular_words`` and ``latest_words``: what joins and qualifies them, what speaks against a list of articles."""

from __future__ import annotations

from feedsvc.sources.latest_words import BARE_LATEST, SURE_LATEST
from feedsvc.sources.popular_words import BARE_POPULAR, SURE_POPULAR

__all__ = ["BARE_LATEST", "BARE_POPULAR", "SURE_LATEST", "SURE_POPULAR"]

# Words for news. With a bare word and a section's name before or between, they make a heading: "latest national stories".
NEWS = (
    "news stories story article articles post posts headlines reads updates reports videos video berita artikel kabar warta info "
    "nachrichten meldungen beiträge schlagzeilen artikeln storys noticias artículos notas titulares vídeos notizie articoli notícias "
    "artigos matérias manchetes actualités actus infos nouvelles vidéos nieuws artikelen berichten nyheter nyheterna artiklar nyheder "
    "artikler saker uutiset jutut wiadomości artykuły newsy zprávy články správy vesti vijesti novice hírek cikkek știri articole "
    "новости материалы статьи публикации новини статті матеріали вести ειδήσεις άρθρα haberler haberleri haber xəbərlər yazılar समाचार "
    "खबरें खबर न्यूज बातम्या খবর সংবাদ செய்திகள் వార్తలు ಸುದ್ದಿ വാർത്തകൾ સમાચાર ਖ਼ਬਰਾਂ tin bài 뉴스 기사 habari nuus balita izindaba "
    "iindaba albisteak lajme lajmet uudised ziņas naujienos straipsniai raksti artiklid fréttir الأخبار أخبار مقالات المقالات اخبار "
    "خبرها مطالب חדשות כתבות خبریں notícies novas coverage nota textos tekstovi članci članki novosti wpisy posty treści teksty записи "
    "видео відео видеа videoer videor videot klipp jutt artikkelit artikkelia lood teated įrašai ieraksti tekstai makala matukio plasings "
    "berigte आर्टिकल स्टोरी स्टोरीज लेख वीडियो ख़बर ख़बरें প্রতিবেদন পোস্ট பதிவுகள் కథనాలు पोस्ट brèves dépêches titres tulisan konten "
    "noticia lajm artikuj artikujt мэдээ жаңалықтар yangiliklar լուրեր ამბები სიახლეები เรื่อง บทความ bài viết"
)
NEUTRAL = (
    "now today right this week weekly month monthly daily hour hours the our all year years what s is are top most in just more day "
    "days hari ini minggu bulan sekarang saat jam terakhir lainnya rekomendasi heute jetzt woche gerade stunden monat tage hoy ahora "
    "semana mes horas día lo las los oggi i ora giorno settimana gli le hoje agora dia mês as os o a aujourd hui les des semaine jour "
    "heures mois nu vandaag uur maand het de idag nå akkurat lige dziś dzisiaj teraz dnia tygodnia dnes týdne danas trenutno ma "
    "сегодня сейчас сьогодні за день неделю неделя месяц сутки часа тижня σήμερα τώρα εβδομάδας bugün günün haftanın आज अभी আজকের এখন "
    "আজ இன்று hôm nay tuần ngày 오늘 오늘의 주간 일간 leo stunde 24h 7d "
    "tänään nyt viikon päivän kuukauden vuorokauden täna nädala päeva kuu hetkel šiandien dabar savaitės dienos mėnesio šodien nedēļas "
    "dienas mēneša šobrīd leta danes tedna dneva teden ta ovaj ove tjedan tjedna mjeseca nedelje meseca poslednjih poslednja zadnjih "
    "zadnja posljednja sati sata mai nap hét heti napi havi azi astăzi săptămânii lunii zilei ultimele ore днес седмицата деня месеца "
    "сега добу тиждень місяць годину зараз uke ugen dagen døgn dygnet veckan vecka månaden denna den det de týden týždeň měsíce mesiaca "
    "hodin hodín za ostatnich ostatnie w tym tygodniu dzień avui setmana aquesta esta este esse essa vandag sasa wiki mwezi siku "
    "semalam pekan malam kini bulanan mingguan harian 24jam yang היום השבוע החודש اليوم الأسبوع الشهر الآن هذا "
    "امروز هفته ماه روز این bu şu an ay hafta gün dün"
)
JOINING = (
    "in on from at across for by of with near dari di pada untuk dalam aus im auf von bei für zu zum zur de del du des en sur dans da "
    "do dos das na no nas nos em dal dalla dei delle su nel van uit op voor på från fra om ze ve в у на о od από σε στο στα για din la "
    "i w z do iz sa kod en katika kwa ya za të në nga ka uz par из во по со σχετικά στον στην στη στις"
)
AND = "and dan und et y e og och en i и та й ve و or atau oder és ja un ir"
# Lists of other things than articles, editors' choices, and invitations to subscribe. A final "*" stands for any ending; inside a sure
# phrase, as in "most comments", such a word is no veto.
VETO = (
    "startseite editor* pilihan choice picks pick redak* redac* rédac* redaz* rédact* uredni* urednis* szerkeszt* toimitu* toimetu* "
    "редак* συντακτ* συντακτικ* المحرر المحررين محرر سردبیر संपादक* সম্পাদক* עורכים העורכים עורך העורך ஆசிரியர்* recommended recomend* "
    "raccomand* recommand* consigliati consigliate doporuč* odporúč* polecan* polecamy ajánl* recomandat* препоръч* препоруч* preporuč* "
    "priporoč* rekommend* anbefal* suositel* soovita* iesaka* rekomenduo* aanbevol* empfohlen* önerilen* рекоменд* προτειν* προτάσεις "
    "המלצות מומלץ מומלצים ترشيحات پیشنهاد* सुझाव पसंदीदा rekomendowane rekomendacje "
    "topic topics topik topiknya themen thema thèmes thème temas tema témata tématy temat tematy temi temak témák teemat teemad temos "
    "temaer ämnen emner emne aiheet aihe sujet sujets onderwerp onderwerpen argomento argomenti тема темы тем теми тему темата konu "
    "konular konuları θεμα θεματα θέματα विषय टॉपिक* টপিক* موضوع موضوعات נושאים נושא subiecte hashtag* tag tags taggar etiquet* etichet* "
    "etiket* etikett* štítk* címk* žym* oznake tagi tagovi теги тегов тегове тэги ετικετ* keyword* kata kunci kľúčov* klíčov* nyckelord "
    "stikord avainsan* märksõn* trefwoord* schlagwort* schlagwörter palabras תגיות תגית وسوم الوسوم هاشتاج هاشتاق برچسب* ٹیگ ٹیگز टैग* "
    "firme author authors autor autori autorů autoři autores autoren autorinnen autorzy autorem autorki autore autrice auteur auteurs "
    "автор авторы авторов автори autorët penulis* kolumnis* columnist* kolumnist* columnista* colunista* editorialist* opinionist* "
    "journalist* giornalist* gazeteci* blogger* bloger* forfatter* skribent* författar* kirjoittaj* szerző* publicyst* yazar yazarlar "
    "yazarları müəlliflər αρθρογραφ* журналист* колумнист* reporters korrespondent* כותבים הכותבים כתבינו טורים نویسند* كتاب الكتاب "
    "كتابنا كاتب लेखक* লেখক* எழுத்தாளர்* wartawan tokoh users members profiles waandishi skrywers "
    "comments comment kommentar* kommentaare kommentaarid kommentit kommentteja comentario* comentári* comentaris comentarii "
    "comentariile commentaire* commenti komentar* komentář* komentarz* комментари* коментар* reactie* opmerkingen hozzászól* σχόλιο "
    "σχόλια yorumlar yorumu yorumları şərhlər التعليقات تعليقات نظرات دیدگاه* תגובות टिप्पण* মন্তব্য* maoni forum forums foren threads "
    "fragen questions preguntas perguntas domande pertanyaan вопросы tweets tweet tuits twitter instagram facebook youtube tiktok "
    "telegram whatsapp "
    "podcast* newsletter* nieuwsbri* nyhedsbrev* nyhetsbrev* uutiskirj* hírlev* boletin boletines bülten рассылк* розсилк* бюлетин* "
    "infolettre* uudiskir* naujienlaiš* subscribe subscribed abonnier* langganan sign inbox email app apps follow get subscription "
    "subscriptions suscribete "
    "deals deal offers angebote angebot anzeigen prospekte aanbieding* oferta ofertas oferty ofert offerte tilbud erbjudand* tarjouk* "
    "ponude nabídk* products product produkt* producto* produto* prodott* proizvod* товар* brands brand shopping shop coupons gutschein* "
    "promo* rabatt* купон* preise preisvergleich ilanlar ilanları ogłoszeni* inzerát* inzerce oglasi oglasa oglasnik hirdetés* annonces "
    "annonser annoncer anunțuri anuncios annunci объявлени* оголошен* обяви kleinanzeigen advertenties kuulutu* clasificado* classified* "
    "skelbim* sludinājum* αγγελί* immobilien sponsored anzeige job jobs lowongan loker stellenangebote stellen vacature* vacanc* vagas "
    "empleos empleo emprego* emploi* stillinger työpaik* ваканси* állás* lediga kariera careers tuotteet termék* ürün* sklep "
    "recipe* rezept* przepis* recept* receta* receitas ricett* rețet* recette* oppskrift* opskrift* resepti* reseptejä resep рецепт* "
    "συνταγ* tarifleri tarifler وصفات מתכונים horoscope* horoskop* гороскоп* хороскоп* horóscopo* oroscopo burç burcu burçlar ζώδια "
    "राशिफल* রাশিফল* ராசிபலன்* ramalan zodiak zodiac ابراج הורוסקופ quiz* kvíz* games game spiele juegos giochi jogos gry játékok "
    "oyunlar игры ігри books buch bücher livres libros libri livros książki knihy boeken böcker книги ebooks album albums shows "
    "playlists releases magazine magazines magazin ausgabe ausgaben edition editions issue issues edición ediciones edição edições "
    "edizioni wydani* vydání epaper events event eventos veranstaltung* évènements événements galleries reviews "
    "ratings scores score results fixtures ergebnisse resultados risultati wyniki výsledk* результаты resultater resultat tulokset "
    "uitslagen wetter weather searches search searched pencarian suche buscado buscados buscadas búsquedas recherches hledan* "
    "wyszukiwan* поиск* запрос* aranan* obituar* esquelas nekrolog* necrolog* traueranzeigen forecast cotações "
    "categories kategorien categorías categorias catégories rubriken rubriker rubriques downloads editorial editorials abo abos "
)
VETO_PHRASES = "bình luận/ý kiến/tác giả/chủ đề/từ khóa/tử vi/biên tập/việc làm/bản tin/tuyển dụng/rao vặt/kata kunci"
UNSPACED_VETO = (
    "推荐/推薦/おすすめ/推し/추천/编辑/編集/編輯/关键词/關鍵字/キーワード/タグ/标签/標籤/话题/話題/专题/專題/特集/搜索/搜尋/検索/검색/"
    "评论/評論/留言/コメント/최신 댓글/키워드/热搜词/动画片/แท็ก/นักเขียน/招聘/订阅/訂閱/구독/ワード/記者/记者/기자/作者/作家/"
    "レシピ/레시피/食谱/食譜/占い/운세/星座/运势/運勢/求人/職缺/职位/채용/商品/小说/小說/论坛/論壇/下载/下載/回复/回覆/コラムニスト/คอลัมน์/ความคิดเห็น/สูตรอาหาร/ดวงราย/ราศี/สินค้า/สมัครงาน"
)
# How links begin that lead from a box to the whole list.
MORE = (
    "more/see all/see more/view all/view more/show all/show more/load more/read more/all/browse/go to/lihat semua/lihat lainnya/"
    "selengkapnya/indeks/mehr/alle/zur/zum/weitere/alles/voir/toutes/tous/plus de/ver más/ver todas/ver todo/ver todos/ver mais/todas/"
    "todos/más noticias/mais notícias/vedi/tutte/tutti/altre/leggi tutte/bekijk/toon/lees meer/meer/visa/läs mer/fler/alla/se alle/"
    "flere/vis/les mer/näytä/lisää/kaikki/zobacz/więcej/wszystkie/další/více/všechny/ďalšie/viac/všetky/tovább/összes/még több/vezi/"
    "toate/mai multe/още/всички/виж/još/sve/vidi/več/vse/më shumë/të gjitha/περισσότερα/όλα/όλες/δείτε/tüm/tümü/tümünü/daha fazla/"
    "devamı/все/ещё/больше/показать/смотреть все/читать все/усі/всі/більше/ще/المزيد/عرض/كل/بیشتر/ادامه/همه/עוד/לכל/כל/مزید/تمام/और/"
    "सभी/आणखी/थप/সব/আরও/আরো/மேலும்/మరిన్ని/ఇంకా/ಇನ್ನಷ್ಟು/കൂടുതൽ/વધુ/ਹੋਰ/xem thêm/xem tất cả/더보기/더 보기/전체/zaidi/lees/もっと/一覧/"
    "続き/すべて/更多/查看/全部/ดูทั้งหมด/อ่านทั้งหมด/ดูเพิ่มเติม"
)
SPONSORED = (
    "ad/ads/advertisement/advertorial/sponsored/promoted/paid post/partner content/sponsor/iklan/advertensi/anzeige/werbung/publicité/"
    "sponsorisé/publi/publicidad/patrocinado/contenido patrocinado/publicidade/conteúdo patrocinado/pubblicità/sponsorizzato/"
    "advertentie/gesponsord/annons/annonse/annonce/mainos/reklama/artykuł sponsorowany/reklám/publicitate/реклама/на правах реклами/"
    "διαφήμιση/reklam/sponsorlu/إعلان/تبلیغات/تبلیغ/פרסומת/ממומן/विज्ञापन/বিজ্ঞাপন/quảng cáo/광고/広告/広告pr/廣告/广告/โฆษณา"
)
# Words that make a heading behind a section's name, as in "Motorsport aktuell".
TRAILING_LATEST = "aktuell/terkini/nyt nu/al dia/al día/up to date/son dakika"
# Behind a latest phrase they introduce a matter, not a section or place: "Latest news about the fire" is more on one topic.
ABOUT = "zu zum zur über about sobre over om про об о sulla sul rund"
