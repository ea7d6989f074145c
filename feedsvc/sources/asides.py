"""Lines that stand between an article's paragraphs and are not the article: links to other articles, share bars, players, promotions."""

from __future__ import annotations

import re

MAX_ASIDE = 200  # characters; a longer line is somebody's paragraph
MAX_PROMOTION = 400  # characters of an invitation to follow or subscribe

_POINTERS = r"""
    baca juga; baca pula; baca lagi; baca selengkapnya; baca selanjutnya; baca artikel; simak juga; simak video; simak selengkapnya;
    lihat juga; lihat video; lihat foto; tonton juga; tonton video; saksikan video; saksikan juga; video pilihan; video terkait;
    pilihan editor; artikel terkait; berita terkait; artikel berkaitan; berita berkaitan; basahin din; basahin; soma pia; soma zaidi;
    also read; read also; read more; read next; see also; watch also; must read; more on this story; related articles?;
    related stor(?:y|ies); related; recommended; you may also like; lesen sie auch; lesen sie mehr; mehr zum thema; auch interessant;
    das könnte sie auch interessieren; lire aussi; à lire aussi; a lire aussi; à lire également; lire également; voir aussi;
    à voir aussi; lea también; lee también; lea además; ver también; te puede interesar; le puede interesar; también te puede interesar;
    llegiu també; llegeix també; et pot interessar; leia também; leia mais; leia ainda; veja também; saiba mais; leggi anche; leggi pure;
    per approfondire; lees ook; lees verder; lees meer; zie ook; läs också; läs även; läs mer; se även; les også; les mer; læs også;
    læs mere; se også; lue myös; lue lisää; katso myös; sjá einnig; loe ka; loe veel; vaata ka; lasi arī; lasiet arī; lasi vēl;
    taip pat skaitykite; skaitykite taip pat; czytaj także; czytaj też; czytaj również; zobacz także; zobacz też; przeczytaj także;
    čtěte také; čtěte též; přečtěte si také; prečítajte si aj; prečítajte si tiež; čítajte aj; olvassa el; ez is érdekelheti; kapcsolódó;
    citește și; citeşte şi; citeste si; citiți și; vezi și; прочетете още; вижте още; още по темата; pročitajte još; pročitajte i;
    pročitaj i; čitajte još; прочитајте још; preberite tudi; preberite še; lexo edhe; lexoni edhe; ayrıca okuyun; bunu da okuyun;
    ilgili haber(?:ler)?; читайте также; читать также; по теме; читайте також; читай також; διαβάστε επίσης; διαβάστε ακόμα;
    διαβάστε ακόμη; קראו גם; קרא גם; עוד בנושא; اقرأ أيضا; اقرأ أيضًا; اقرأ أيضاً; اقرأ المزيد; طالع أيضا; شاهد أيضا; همچنین بخوانید;
    بیشتر بخوانید; یہ بھی پڑھیں; यह भी पढ़ें; ये भी पढ़ें; इसे भी पढ़ें; আরও পড়ুন; আরো পড়ুন; மேலும் படிக்க; อ่านเพิ่มเติม;
    อ่านข่าวเพิ่มเติม; ข่าวที่เกี่ยวข้อง; อ่านต่อ; เรื่องที่เกี่ยวข้อง; xem thêm; đọc thêm; tin liên quan; 延伸阅读; 相关阅读; 相关新闻; 推荐阅读; 更多新闻;
    延伸閱讀; 相關新聞; 相關閱讀; 推薦閱讀; 看更多; 関連記事; あわせて読みたい; こちらもおすすめ; 관련기사; 관련 기사
"""
_NOISES = r"""
    advertisements?; iklan; anzeige; publicité; publicidad; publicidade; pubblicità; reklama; реклама; advertentie; annons; annonse;
    annonce; mainos; إعلان; 広告; 광고; 廣告; 广告; scroll .{0,20}(?:to continue|untuk melanjutkan|untuk lanjut).{0,30};
    lanjutkan membaca.{0,40}; story continues below.{0,40}; article continues (?:below|after).{0,40}; skip ad(?:vertisement)?; copy link;
    salin tautan; bagikan(?: artikel| berita)?(?: ini)?; share(?: this)?(?: article| story| post)?; share on \w+; komentar; comments?;
    \d+ comments?; print; cetak; tags?; back to top;
    (?:facebook|twitter|whatsapp|telegram|x|line|linkedin|e-?mail|pinterest|instagram|tiktok|copy link|salin|share|bagikan|[\s|,/·•-])+;
    next page; (?:halaman|page|seite|página|pagina|sayfa|strona|страница|trang) ?(?:selanjutnya|berikutnya);
    (?:halaman|page|seite|página|pagina|sayfa|strona|страница|trang) ?(?:[\d\s/|]{1,20}(?:(?:of|dari|von|de|di|z|из) ?\d+)?);
    nächste seite; selanjutnya; (?:simak|tonton|saksikan|lihat)(?: juga)?(?: live)? (?:video|foto|streaming)[^.!?]{0,140}[:：]?;
    artikel ini (?:telah|sudah|pernah) (?:tayang|dimuat|terbit)\b.{0,170};
    (?:(?:pewarta|penulis|reporter|editor|redaktur|uploader)\s*:\s*[^:]{2,60}){1,4}(?:copyright.{0,60})?;
    (?:copyright\b|©|\(c\) ?\d{4}).{0,150}; dilarang (?:keras )?(?:mengambil|menyalin|mengutip|memperbanyak)\b.{0,170};
    sumber\s*:\s*.{2,40}; \((?:[a-z]{2,5}(?:/[a-z]{2,5}){0,4}|\*{1,3}|end)\)
"""
_FOLLOW = r"""
    ikuti; simak; dapatkan; bergabung; gabung; follow (?:us|our|me|@?\w+(?: [\w’']+){0,3} on); join (?:us|our); subscribe to;
    sign up (?:for|to); folgen sie; folge uns; abonnieren sie; suivez(?:-nous)?; abonnez-vous; rejoignez; síguenos; sigue; suscríbete;
    suscríbase; únete; siga; inscreva-se; assine; seguici; iscriviti; volg; meld je aan; följ; følg; seuraa; abone ol; takip edin;
    подписывайтесь; подпишитесь; підписуйтесь; obserwuj; zapisz się; sledujte; theo dõi; ikut; ติดตาม; تابعوا; تابعونا
"""
_CHANNELS = "whatsapp|telegram|google (?:news|berita)|newsletter|facebook|instagram|youtube|twitter|tiktok|viber|بريد|واتساب|تلغرام"
_WALLS = r"""
    (?:this|the) (?:article|content|story) is (?:for|only (?:available )?(?:for|to)|exclusive(?:ly)? (?:for|to)|reserved for)\b;
    already a (?:subscriber|member); (?:subscribe|register|log ?in|sign in) (?:now )?to (?:continue|read|keep|unlock)\b;
    この記事は(?:会員|有料);
    この記事の続きは; 残り\d+文字; cet article est réservé (?:à nos|aux) abonnés; il vous reste [\d,.]+ ?% de cet article;
    (?:este|esta) (?:contenido|artículo|noticia) es (?:exclusiv[oa]|sólo|solo) para; (?:conteúdo|matéria) exclusiv[oa] para assinantes;
    quest[oa] (?:articolo|contenuto) è riservat[oa]; dit artikel is (?:alleen|exclusief); jetzt weiterlesen mit; lesen sie jetzt weiter;
    dieser (?:artikel|inhalt) ist (?:nur )?(?:für|exklusiv); artikel ini khusus (?:untuk )?pelanggan
"""


def _any(phrases: str) -> str:
    return "|".join(part for phrase in " ".join(phrases.split()).split(";") if (part := phrase.strip()))


_POINTER = re.compile(rf"[\W_]*(?:{_any(_POINTERS)})\s*(?:[:：>»|–—-]|$)", re.IGNORECASE)
_INSERT = re.compile(r"[\[(]\s*(?:gambas|video|foto|galeri|infografis|embed|tweet|iklan)\b[^\])]{0,120}[\])]\.?", re.IGNORECASE)
_NOISE = re.compile(rf"(?:{_any(_NOISES)})[\W_]*", re.IGNORECASE)
_PROMOTION = re.compile(rf"\W*(?:{_any(_FOLLOW)})(?=\s).{{0,200}}?\b(?:{_CHANNELS})", re.IGNORECASE)
_WALL = re.compile(rf"\W*(?:{_any(_WALLS)})", re.IGNORECASE)


def is_aside(text: str) -> bool:
    """Whether a whole line or paragraph is no text of the article: "Baca juga: ...", "[Gambas:Video X]", "Share on Facebook"."""
    if not text or len(text) > MAX_PROMOTION:
        return False
    if _WALL.match(text) or _PROMOTION.match(text):
        return True
    return len(text) <= MAX_ASIDE and bool(_POINTER.match(text) or _INSERT.fullmatch(text) or _NOISE.fullmatch(text))


def is_pointer(text: str) -> bool:
    """Whether the line leads to other articles: "Baca juga", "Read more:"."""
    return len(text) <= MAX_ASIDE and bool(_POINTER.match(text))
