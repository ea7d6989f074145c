"""The names of the months as publishers print them, in the calendars that news dates use."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from functools import cache

# By language, January to December with "/" between them: full names, cases and abbreviations, without the dot at their end;
# "_" stands for a space within a name.
MONTHS = {
    "en": "january jan/february feb/march mar/april apr/may/june jun/july jul/august aug/september sep sept/october oct/november nov/"
    "december dec",
    "id": "januari jan/februari feb pebruari peb/maret mrt/april apr/mei mai/juni jun/juli jul/agustus agu agt agst ags agust/september "
    "sep/oktober okt/november nov nopember nop/desember des",
    "ms": "januari jan/februari feb/mac/april apr/mei/jun/julai jul/ogos ogo ogs/september sep/oktober okt/november nov/disember dis",
    "de": "januar jan jänner jän/februar feb feber/märz mär mrz/april apr/mai/juni jun/juli jul/august aug/september sept sep/oktober "
    "okt/november nov/dezember dez",
    "fr": "janvier janv/février févr fév fevr/mars/avril avr/mai/juin/juillet juil jul juill/août aout/septembre sept sep/octobre oct/"
    "novembre nov/décembre déc dec",
    "es": "enero ene/febrero feb/marzo mar mzo/abril abr/mayo may/junio jun/julio jul/agosto ago/septiembre sept setiembre sep set/"
    "octubre oct/noviembre nov/diciembre dic",
    "pt": "janeiro jan/fevereiro fev/março mar/abril abr/maio mai/junho jun/julho jul/agosto ago/setembro set/outubro out/novembro nov/"
    "dezembro dez",
    "it": "gennaio gen/febbraio feb/marzo mar/aprile apr/maggio mag/giugno giu/luglio lug/agosto ago/settembre set sett/ottobre ott/"
    "novembre nov/dicembre dic",
    "nl": "januari jan/februari feb/maart mrt mar/april apr/mei/juni jun/juli jul/augustus aug/september sep sept/oktober okt/november "
    "nov/december dec",
    "sv": "januari jan janu/februari feb/mars/april apr/maj/juni jun/juli jul/augusti aug/september sep sept/oktober okt/november nov/"
    "december dec",
    "da": "januar jan/februar feb/marts mar/april apr/maj/juni jun/juli jul/august aug/september sep sept/oktober okt/november nov/"
    "december dec",
    "no": "januar jan/februar feb/mars mar/april apr/mai/juni jun/juli jul/august aug/september sep/oktober okt/november nov/desember "
    "des",
    "fi": "tammikuuta tammi tammikuu/helmikuuta helmi helmikuu/maaliskuuta maalis maaliskuu/huhtikuuta huhti huhtikuu/toukokuuta touko "
    "toukokuu/kesäkuuta kesä kesäkuu/heinäkuuta heinä heinäkuu/elokuuta elo elokuu/syyskuuta syys syyskuu/lokakuuta loka lokakuu/"
    "marraskuuta marras marraskuu/joulukuuta joulu joulukuu",
    "is": "janúar jan/febrúar feb/mars/apríl/maí/júní jún/júlí júl/ágúst ágú/september sep/október okt/nóvember nóv/desember des",
    "pl": "stycznia sty styczeń/lutego lut luty/marca mar marzec/kwietnia kwi kwiecień/maja maj/czerwca cze czerwiec/lipca lip lipiec/"
    "sierpnia sie sierpień/września wrz wrzesień wrze/października paź październik pazd/listopada lis listopad/grudnia gru grudzień",
    "cs": "ledna led leden/února úno únor/března bře březen/dubna dub duben/května kvě květen/června čvn červen/července čvc červenec/"
    "srpna srp srpen/září zář/října říj říjen/listopadu lis listopad/prosince pro prosinec",
    "sk": "januára jan január/februára feb február/marca mar marec/apríla apr apríl/mája máj/júna jún/júla júl/augusta aug august/"
    "septembra sep september/októbra okt október/novembra nov november/decembra dec december",
    "hu": "január jan/február febr feb/március márc/április ápr/május máj/június jún/július júl/augusztus aug/szeptember szept szep/"
    "október okt/november nov/december dec",
    "ro": "ianuarie ian/februarie feb/martie mar/aprilie apr/mai/iunie iun/iulie iul/august aug/septembrie sept sep/octombrie oct/"
    "noiembrie nov noie/decembrie dec",
    "tr": "ocak oca/şubat şub/mart mar/nisan nis/mayıs may/haziran haz/temmuz tem/ağustos ağu/eylül eyl/ekim eki/kasım kas/aralık ara",
    "az": "yanvar yan/fevral fev/mart mar/aprel apr/may/iyun iyn/iyul iyl/avqust avq/sentyabr sen/oktyabr okt/noyabr noy/dekabr dek",
    "el": "ιανουαρίου ιαν ιανουάριος γεν γεναρη/φεβρουαρίου φεβ φεβρουάριος/μαρτίου μαρ μάρτιος μάρ/απριλίου απρ απρίλιος/μαΐου μαΐ "
    "μάιος μάι/ιουνίου ιουν ιούνιος ιούν/ιουλίου ιουλ ιούλιος ιούλ/αυγούστου αυγ αύγουστος αύγ/σεπτεμβρίου σεπ σεπτέμβριος σεπτ/"
    "οκτωβρίου οκτ οκτώβριος/νοεμβρίου νοε νοέμβριος νοέ/δεκεμβρίου δεκ δεκέμβριος",
    "ru": "января янв январь/февраля февр февраль фев/марта мар март/апреля апр апрель/мая май/июня июн июнь/июля июл июль/августа авг "
    "август/сентября сент сентябрь сен/октября окт октябрь/ноября нояб ноябрь ноя/декабря дек декабрь",
    "uk": "січня січ січень/лютого лют лютий/березня бер березень/квітня квіт квітень кві/травня трав травень тра/червня черв червень "
    "чер/липня лип липень/серпня серп серпень сер/вересня вер вересень/жовтня жовт жовтень жов/листопада лист листопад лис/грудня груд "
    "грудень гру",
    "be": "студзеня сту студзень/лютага лют люты/сакавіка сак сакавік/красавіка кра красавік/мая май/чэрвеня чэр чэрвень/ліпеня ліп "
    "ліпень/жніўня жні жнівень/верасня вер верасень/кастрычніка кас кастрычнік/лістапада ліс лістапад/снежня сне снежань",
    "bg": "януари яну/февруари фев/март/април апр/май/юни/юли/август авг/септември сеп септ/октомври окт/ноември ное/декември дек",
    "mk": "јануари јан/февруари фев/март мар/април апр/мај/јуни јун/јули јул/август авг/септември сеп/октомври окт/ноември ное/декември "
    "дек",
    "sr": "јануар јан јануара januar januara jan/фебруар феб фебруара februar februara feb/март мар марта mart marta mar/април апр "
    "априла april aprila apr/мај маја maj maja/јун јуна jun juna juni/јул јула jul jula juli/август авг августа avgust avgusta avg/"
    "септембар сеп септембра septembar septembra sep sept/октобар окт октобра oktobar oktobra okt/новембар нов новембра novembar "
    "novembra nov/децембар дец децембра decembar decembra dec",
    "hr": "siječnja sij siječanj januara januar/veljače velj veljača februara februar/ožujka ožu ožujak mar mart marta/travnja tra "
    "travanj april aprila/svibnja svi svibanj maj maja/lipnja lip lipanj jun juna juni/srpnja srp srpanj jul jula juli/kolovoza kol "
    "kolovoz august augusta avgust/rujna ruj rujan septembar septembra/listopada lis listopad oktobar oktobra/studenoga stu studeni "
    "novembar novembra studenog/prosinca pro prosinac decembar decembra",
    "sl": "januar jan januarja/februar feb februarja/marec mar mart marca/april aprila/maj maja/junij jun junija/julij jul julija/"
    "avgust avg avgusta/september sep septembra/oktober oktobra/november nov novembra/december dec decembra",
    "lt": "sausio saus sausis/vasario vas vasaris/kovo kov kovas/balandžio bal balandis/gegužės geg gegužė/birželio birž birželis/"
    "liepos liep liepa/rugpjūčio rugp rugpjūtis/rugsėjo rugs rugsėjis/spalio spal spalis/lapkričio lapkr lapkritis/gruodžio gruod "
    "gruodis",
    "lv": "janvāris janv janvārī/februāris febr februārī/marts mart mar martā/aprīlis aprīlī/maijs maijā/jūnijs jūn jūnijā/jūlijs jūl "
    "jūlijā/augusts aug augustā/septembris sept septembrī/oktobris oktobrī/novembris nov novembrī/decembris dec decembrī",
    "et": "jaanuar jaan/veebruar veebr/märts mart mar/aprill/mai/juuni/juuli/august aug/september sept/oktoober/november nov/detsember "
    "dets",
    "sq": "janar jan/shkurt shk/mars mar mart/prill pri/maj/qershor qer/korrik korr/gusht gush/shtator sht/tetor tet/nëntor nën/dhjetor "
    "dhj",
    "ca": "gener gen/febrer febr/març/dabril dabr abril abr/maig/juny/juliol jul/dagost dag agost ag/setembre set/doctubre doct octubre "
    "oct/novembre nov/desembre des",
    "gl": "xaneiro xan/febreiro feb/marzo/abril abr/maio/xuño/xullo xul/agosto ago/setembro set/outubro out/novembro nov/decembro dec",
    "eu": "urtarrila urt urtarrilaren/otsaila ots otsailaren/martxoa martxoaren/apirila api apirilaren/maiatza mai maiatzaren/ekaina "
    "eka ekainaren/uztaila uzt uztailaren/abuztua abu abuztuaren/iraila ira irailaren/urria urr urriaren/azaroa aza azaroaren/abendua "
    "abe abenduaren",
    "sw": "januari jan/februari feb/machi mac/aprili/mei/juni jun/julai jul/agosti ago/septemba sep/oktoba/novemba nov/desemba des",
    "fil": "enero ene/pebrero peb/marso mar mart/abril abr/mayo/hunyo hun/hulyo hul/agosto ago/setyembre set/oktubre okt/nobyembre nob/"
    "disyembre dis",
    "ar": "يناير كانون_الثاني جانفي/فبراير شباط فيفري/مارس آذار اذار/أبريل نيسان أفريل/مايو أيار ماي/يونيو حزيران يونيه جوان/يوليو تموز "
    "يوليه جويلية/أغسطس آب أوت غشت/سبتمبر أيلول شتنبر/أكتوبر تشرين_الأول/نوفمبر تشرين_الثاني نونبر/ديسمبر كانون_الأول دجنبر",
    "fa": "ژانویهٔ ژانویه/فوریهٔ فوریه/مارس/آوریل/مهٔ مه/ژوئن جون/ژوئیهٔ ژوئیه جولای/اوت آگوست/سپتامبر/اکتبر/نوامبر/دسامبر",
    "he": "ינואר ינו/פברואר פבר/מרץ מרס/אפריל אפר/מאי/יוני/יולי/אוגוסט אוג/ספטמבר ספט/אוקטובר אוק/נובמבר נוב/דצמבר דצמ",
    "ur": "جنوری/فروری/مارچ/اپریل/مئی/جون/جولائی/اگست/ستمبر/اکتوبر/نومبر/دسمبر",
    "hi": "जनवरी जन/फ़रवरी फ़र फरवरी फर/मार्च/अप्रैल/मई/जून/जुलाई जुल/अगस्त अग/सितंबर सित सितम्बर/अक्टूबर अक्टू अक्तूबर/नवंबर नव नवम्बर/"
    "दिसंबर दिस दिसम्बर",
    "mr": "जानेवारी जाने/फेब्रुवारी फेब्रु/मार्च/एप्रिल एप्रि/मे/जून/जुलै/ऑगस्ट ऑग/सप्टेंबर सप्टें/ऑक्टोबर ऑक्टो/नोव्हेंबर नोव्हें/"
    "डिसेंबर डिसें",
    "ne": "जनवरी/फेब्रुअरी/मार्च/अप्रिल/मे/जुन/जुलाई/अगस्ट/सेप्टेम्बर/अक्टोबर/नोभेम्बर/डिसेम्बर",
    "bn": "জানুয়ারী জানু জানুয়ারি/ফেব্রুয়ারী ফেব ফেব্রুয়ারি/মার্চ/এপ্রিল এপ্রি/মে/জুন/জুলাই জুল/আগস্ট আগ আগষ্ট/সেপ্টেম্বর সেপ/"
    "অক্টোবর অক্টো/নভেম্বর নভে/ডিসেম্বর ডিসে",
    "pa": "ਜਨਵਰੀ ਜਨ/ਫ਼ਰਵਰੀ ਫ਼ਰ/ਮਾਰਚ/ਅਪ੍ਰੈਲ ਅਪ੍ਰੈ/ਮਈ/ਜੂਨ/ਜੁਲਾਈ ਜੁਲਾ/ਅਗਸਤ ਅਗ/ਸਤੰਬਰ ਸਤੰ/ਅਕਤੂਬਰ ਅਕਤੂ/ਨਵੰਬਰ ਨਵੰ/ਦਸੰਬਰ ਦਸੰ",
    "gu": "જાન્યુઆરી જાન્યુ/ફેબ્રુઆરી ફેબ્રુ/માર્ચ/એપ્રિલ/મે/જૂન/જુલાઈ/ઑગસ્ટ/સપ્ટેમ્બર સપ્ટે/ઑક્ટોબર ઑક્ટો/નવેમ્બર નવે/ડિસેમ્બર ડિસે",
    "ta": "ஜனவரி ஜன/பிப்ரவரி பிப்/மார்ச் மார்/ஏப்ரல் ஏப்/மே/ஜூன்/ஜூலை/ஆகஸ்ட் ஆக/செப்டம்பர் செப்/அக்டோபர் அக்/நவம்பர் நவ/டிசம்பர் டிச",
    "te": "జనవరి జన/ఫిబ్రవరి ఫిబ్ర/మార్చి/ఏప్రిల్ ఏప్రి/మే/జూన్/జులై/ఆగస్టు ఆగ/సెప్టెంబర్ సెప్టెం/అక్టోబర్ అక్టో/నవంబర్ నవం/డిసెంబర్ "
    "డిసెం",
    "kn": "ಜನವರಿ ಜನ/ಫೆಬ್ರವರಿ ಫೆಬ್ರ/ಮಾರ್ಚ್/ಏಪ್ರಿಲ್ ಏಪ್ರಿ/ಮೇ/ಜೂನ್/ಜುಲೈ/ಆಗಸ್ಟ್ ಆಗ/ಸೆಪ್ಟೆಂಬರ್ ಸೆಪ್ಟೆಂ/ಅಕ್ಟೋಬರ್ ಅಕ್ಟೋ/ನವೆಂಬರ್ ನವೆಂ/ಡಿಸೆಂಬರ್ "
    "ಡಿಸೆಂ",
    "th": "มกราคม ม.ค/กุมภาพันธ์ ก.พ/มีนาคม มี.ค/เมษายน เม.ย/พฤษภาคม พ.ค/มิถุนายน มิ.ย/กรกฎาคม ก.ค/สิงหาคม ส.ค/กันยายน ก.ย/ตุลาคม ต.ค/"
    "พฤศจิกายน พ.ย/ธันวาคม ธ.ค",
    "ka": "იანვარი იან/თებერვალი თებ/მარტი მარ/აპრილი აპრ/მაისი მაი/ივნისი ივნ/ივლისი ივლ/აგვისტო აგვ/სექტემბერი სექ/ოქტომბერი ოქტ/"
    "ნოემბერი ნოე/დეკემბერი დეკ",
    "hy": "հունվարի հնվ հունվար/փետրվարի փտվ փետրվար/մարտի մրտ մարտ/ապրիլի ապր ապրիլ/մայիսի մյս մայիս/հունիսի հնս հունիս/հուլիսի հլս "
    "հուլիս/օգոստոսի օգս օգոստոս/սեպտեմբերի սեպ սեպտեմբեր/հոկտեմբերի հոկ հոկտեմբեր/նոյեմբերի նոյ նոյեմբեր/դեկտեմբերի դեկ դեկտեմբեր",
    "kk": "қаңтар қаң/ақпан ақп/наурыз нау/сәуір сәу/мамыр мам/маусым мау/шілде шіл/тамыз там/қыркүйек қыр/қазан қаз/қараша қар/"
    "желтоқсан жел",
    "uz": "yanvar yan/fevral fev/mart mar/aprel apr/may/iyun iyn/iyul iyl/avgust avg/sentabr sen/oktabr okt/noyabr noy/dekabr dek",
}  # fmt: skip
# The Persian calendar, which newsrooms of Iran and Afghanistan print; its year begins in March.
PERSIAN = (
    "فروردین حمل/اردیبهشت ثور/خرداد جوزا/تیر سرطان/مرداد امرداد اسد/شهریور سنبله/"
    "مهر میزان/آبان عقرب/آذر قوس/دی جدی/بهمن دلو/اسفند حوت"
)  # fmt: skip
VIETNAMESE = "một giêng/hai/ba/tư bốn/năm/sáu/bảy/tám/chín/mười/mười_một/mười_hai chạp"  # behind the word "tháng", month

# A letter with its marks, as part of a word in any script: what is no space, no digit and no sign.
LETTER = (
    r"[^\s\d!-@\[-`{-~\u00a1-\u00a9\u00ab-\u00b9\u00bb-\u00bf\u060c\u061b\u061f\u06d4\u0964\u2010-\u201f\u2022-\u2027\u2030-\u205e\u3000-\u3002"
    r"\u3008-\u3011\uff01-\uff0f]"
)
WORD = re.compile(rf"(?![ªº]){LETTER}+(?:[.'’ʼ]{LETTER}+)*")

_RELATED = {"nb": "no", "nn": "no", "bs": "hr", "sh": "hr", "tl": "fil", "ckb": "ar", "ps": "fa", "prs": "fa"}
_LEADING = ("en", "id")  # where languages disagree about a name and the page's own is unknown, these decide
_BUDDHIST = range(2400, 2700)  # 543 years ahead of ours
_NEW_YEAR_1970 = 1349  # the Persian year that began on 21 March 1970
_PERSIAN_YEARS = range(_NEW_YEAR_1970, 1500)
# Combining accents, points of Hebrew and Arabic, the nukta and abbreviation sign of Devanagari, joiners, and the signs within words.
_POINTS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u093c\u0970\u09bc"
_FOLDED_AWAY = re.compile(f"[{_POINTS}\u05f3\u05f4\u200b-\u200f.'’ʼ`´]")
_UNIFIED = str.maketrans("ıیىکەۀہ", "iييكههه")


def fold(word: str) -> str:
    """The word in one spelling: lower case, without accents, points, joiners, apostrophes and dots."""
    if word.isascii():
        return word.lower().replace(".", "").replace("'", "")
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return unicodedata.normalize("NFC", _FOLDED_AWAY.sub("", decomposed)).translate(_UNIFIED)


def month(name: str, language: str) -> int:
    """1 to 12 for a folded name ("_" for its spaces) in the language, or where that does not know it, in any; 0 for no month."""
    found = _names(_RELATED.get(language, language)).get(name) or _anywhere().get(name)
    if not found and name[:1] == "ב":  # the Hebrew "in"
        found = _names("he").get(name[1:])
    return found or 0


def vietnamese_month(name: str) -> int:
    """1 to 12 for the folded number behind "tháng"; 0 for no month."""
    return _numbered(VIETNAMESE).get(name, 0)


def known(language: str) -> bool:
    """Whether the months of the language are here."""
    return _RELATED.get(language, language) in MONTHS or language in {"ja", "zh", "ko", "vi"}


def day_of(year: int, month: int, day: int) -> date:
    """The day in our calendar; the year tells whether it was printed in the Buddhist, the Persian or our own. ValueError for no day."""
    if year in _BUDDHIST:
        return date(year - 543, month, day)
    return _from_persian(year, month, day) if year in _PERSIAN_YEARS else date(year, month, day)


def _from_persian(year: int, month: int, day: int) -> date:
    """By the 33-year cycle of leap years, which is the official calendar in all years that news can be from."""
    if not (1 <= month <= 12 and 1 <= day <= (31 if month <= 6 else 30)):
        raise ValueError(f"the Persian calendar has no day {day} of month {month}")
    leaps = sum((25 * past + 11) % 33 < 8 for past in range(_NEW_YEAR_1970, year))
    days = 365 * (year - _NEW_YEAR_1970) + leaps + (month - 1) * 30 + min(month - 1, 6) + day - 1
    return date(1970, 3, 21) + timedelta(days=days)


@cache
def _names(language: str) -> dict[str, int]:
    persian = _numbered(PERSIAN) if language == "fa" else {}
    return persian | _numbered(MONTHS.get(language, ""))


@cache
def _numbered(names: str) -> dict[str, int]:
    return {fold(name): number for number, group in enumerate(names.split("/"), 1) for name in group.split()}


@cache
def _anywhere() -> dict[str, int]:
    """The names on which all languages agree that have them, and those of the leading languages."""
    meanings: dict[str, set[int]] = {}
    for language in MONTHS:
        for name, number in _names(language).items():
            meanings.setdefault(name, set()).add(number)
    agreed = {name: min(numbers) for name, numbers in meanings.items() if len(numbers) == 1}
    return agreed | {name: number for language in reversed(_LEADING) for name, number in _names(language).items()}
