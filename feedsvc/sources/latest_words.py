"""What newsrooms print over the lists in which they say what is new.

``headings`` folds the phrases the way it folds a heading: case, accents and punctuation do not count.
"""

# One entry a language, "/" between the phrases; a final "*" stands for any ending. A *sure* phrase makes a heading wherever it stands:
# "latest news from Bandung".
SURE_LATEST = {
    "en": "latest news/latest stories/latest articles/latest headlines/latest posts/latest updates/latest from/latest in/latest on/"
    "latest reports/latest coverage/most recent/recent posts/recent articles/recent stories/recent news/recent headlines/"
    "recently published/just in/just published/breaking news/newest articles/newest stories/newest posts/new articles/new stories/"
    "news feed/news ticker/latest videos/latest video/new on the site/up to the minute/fresh news/latest breaking/live feed/news flash/"
    "newsflash/newsfeed/rolling news/hot off the press/latest happenings/minute by minute/breaking now/new today/newly added/"
    "newly published/newest additions/fresh stories/fresh articles/fresh off the press/latest features/latest dispatches/latest additions/"
    "latest developments/news alerts/recent additions/recent updates/recent entries/more recent/all the latest/news in real time/"
    "real time news",
    "id": "berita terkini/berita terbaru/artikel terbaru/artikel terkini/kabar terbaru/kabar terkini/info terkini/info terbaru/"
    "berita terupdate/berita baru/baru dimuat/tulisan terbaru/pos terbaru/postingan terbaru/update terkini/baru diunggah/video terbaru/"
    "berita update/news update/live update/baru diterbitkan/baru dirilis/baru ditambahkan/kilas berita/stop press/teranyar/flash news/"
    "berita terakhir/terakhir diperbarui/terkini lainnya/terbaru lainnya/konten terbaru/update berita/update terbaru/berita paling baru/"
    "berita hari ini terbaru/rilis terbaru/warta terbaru/warta terkini/headline terkini/headline terbaru",
    "ms": "berita semasa/terbaharu/kemas kini terkini/berita tergempar/kemas kini terbaru/kemaskini terkini/berita baharu/baru masuk/"
    "baharu masuk/terkini sensasi/paling terkini/paling baharu/artikel baharu/berita masuk/siaran terkini/baru diterbitkan",
    "de": "neueste artikel/neueste meldungen/neueste nachrichten/neueste beiträge/neueste news/neueste storys/neuste artikel/"
    "neuste meldungen/neuste nachrichten/aktuelle nachrichten/aktuelle meldungen/aktuelle news/aktuelle artikel/aktuelle beiträge/"
    "aktuelle schlagzeilen/neue artikel/neue nachrichten/neue meldungen/neue beiträge/letzte meldungen/letzte beiträge/letzte artikel/"
    "jüngste artikel/jüngste beiträge/newsticker/nachrichtenticker/schlagzeilenticker/das neueste/aktuellste meldung*/aktuellste artikel/"
    "eilmeldungen/zuletzt veröffentlicht/soeben veröffentlicht/neueste videos/aktuelle videos/neuesten artikel/neuesten nachrichten/"
    "neuesten meldungen/neuesten beiträge/neuesten news/neuesten storys/neuesten videos/die neuesten/neuste beiträge/neuste news/"
    "letzten meldungen/letzten nachrichten/letzten artikel/letzte nachrichten/letzte news/letzte updates/eilmeldung/eilnachrichten/"
    "soeben erschienen/soeben eingetroffen/soeben gemeldet/gerade erschienen/gerade veröffentlicht/gerade eingetroffen/gerade gemeldet/"
    "eben erschienen/frisch veröffentlicht/frisch erschienen/frisch eingetroffen/neu erschienen/neu eingetroffen/neu veröffentlicht/"
    "neu im netz/neu auf der seite/zuletzt erschienen/zuletzt aktualisiert/kürzlich veröffentlicht/kürzlich erschienen/aktuellste news/"
    "aktuellste nachrichten/aktuellste beiträge/aktuellste schlagzeilen/das aktuellste/jüngste meldungen/jüngste nachrichten/jüngste news/"
    "minute für minute/news feed/newsfeed/live feed/tickermeldungen/kurznachrichten ticker/meldungen im ticker/nachrichten im ticker/"
    "news im ticker/nachrichten in echtzeit/alle news chronologisch/tagesaktuell*/neueste aus/schlagzeilen aktuell/aktuelle storys/"
    "aktuellste storys/neue storys/neue news/neue videos",
    "fr": "dernières nouvelles/dernières actualités/dernières infos/dernières actus/derniers articles/dernière minute/dernière heure/"
    "dernières news/dernières publications/derniers contenus/dernières vidéos/derniers titres/derniers posts/fil info/fil infos/fil actu/"
    "fil d actu/fil d actus/fil d actualité/fil d actualités/fil d info/fil d infos/plus récents/plus récentes/en continu/flash info/"
    "flash infos/articles récents/actualités récentes/vient de paraître/dernières minutes/dernières minute/dernières parutions/"
    "dernières mises à jour/dernières mises en ligne/dernières brèves/dernières alertes/dernières annonces infos/dernières informations/"
    "dernières en/derniers sujets/derniers papiers/derniers billets/derniers reportages/derniers flashs/derniers flash/dernier flash/"
    "dernières du/dernières de/info minute/minute par minute/minute après minute/flash actu/flash actus/flash news/fil afp/fil de l info/"
    "fil de l actu/fil de l actualité/fil news/fil d information/dépêches/actu en direct/infos en direct/info en direct/"
    "actualités en direct/actualité en direct/l actu en temps réel/à la minute/actus récentes/actualité récente/nouveaux articles/"
    "nouvelles publications/nouvelles récentes/publié récemment/publiés récemment/récemment publié*/récemment mis en ligne/"
    "tout juste publié/tout frais/vient d arriver/dernier article/plus récent",
    "es": "últimas noticias/última hora/lo último/últimos artículos/más recientes/más reciente/noticias recientes/artículos recientes/"
    "entradas recientes/publicaciones recientes/último momento/último minuto/últimas publicaciones/últimos posts/últimas entradas/"
    "noticias al momento/al minuto/últimos titulares/últimos videos/minuto a minuto/minuto x minuto/minuto por minuto/"
    "noticias al instante/última actualización/últimas actualizaciones/últimas novedades/últimas notas/últimas informaciones/"
    "últimos contenidos/últimos reportes/últimos publicados/últimas en/últimas de/últimas del/más nuevo/más nuevas/más nuevos/"
    "recién publicad*/recién salido/recién llegad*/recién salidas/noticias frescas/noticias en desarrollo/noticias en tiempo real/"
    "ahora mismo en/titulares recientes/notas recientes/noticias nuevas/nuevas noticias/nuevos artículos/artículos nuevos/"
    "flash informativo/flash de noticias/feed de noticias/teletipo*/noticias flash/cables de última/las noticias del momento/"
    "contenido reciente/historias recientes/videos recientes",
    "pt": "últimas notícias/mais recente/notícias recentes/artigos recentes/últimos artigos/última hora/posts recentes/últimos posts/"
    "últimas publicações/ao minuto/publicações recentes/últimos vídeos/acabou de sair/últimas atualizações/últimas de/últimas do/"
    "últimas da/últimas em/últimas postagens/últimas matérias/últimas publicadas/últimas reportagens/últimos conteúdos/última atualização/"
    "último minuto/minuto a minuto/minuto por minuto/mais novas/mais novos/mais novo/em cima da hora/em cima do acontecimento/"
    "recém publicad*/recém chegad*/acabou de acontecer/acabaram de sair/giro de notícias/atualizações recentes/conteúdo recente/"
    "postagens recentes/matérias recentes/novas notícias/notícias novas/notícias frescas/notícias em tempo/notícias agora/"
    "feed de notícias/fluxo de notícias/notícias de última/flash de notícias/notícias do momento/notícias urgentes/ao segundo/"
    "mais recentes*/plantão*/vídeos recentes",
    "it": "ultime notizie/ultim ora/ultimi articoli/ultime news/ultimissime/più recenti/articoli recenti/ultimi post/ultime pubblicazioni/"
    "notizie recenti/ultimi video/ultimi aggiornamenti/notizie flash/in tempo reale/news flash/flash news/appena pubblicat*/"
    "appena arrivat*/minuto per minuto/ora per ora/ultimi inserimenti/ultimi inseriti/ultimi arrivi/ultimi contenuti/ultimi pubblicati/"
    "ultimi lanci/ultimi titoli/ultimi servizi/ultimo minuto/ultime pubblicate/ultime inserite/ultime dal/ultime dalla/ultime dall/"
    "ultime dai/ultime da/ultime di/ultime su/ultime in/ultime ora/ultima notizia/ultima ora*/notizie dell ultima/notizie dell ultim/"
    "notizie appena/notizie fresche/più nuovi/più nuove/aggiornamenti in tempo/aggiornamenti live/flusso di notizie/recentissime/"
    "nuovi articoli/articoli nuovi/notizie live/ultimi aggiornati/agenzie ultima ora/feed notizie",
    "ca": "últimes notícies/última hora/més recents/darrera hora/darreres notícies/entrades recents/més recent/més nou/més noves/al minut/"
    "minut a minut/al moment/últims articles/darrers articles/últims vídeos/darrers vídeos/últimes entrades/darreres entrades/"
    "últimes novetats/darreres novetats/les darreres/les últimes/notícies recents/ara mateix/en temps real/articles recents/"
    "tot just publicat/acabat de publicar/últimes de/darreres de/breus d última/notícies d última",
    "gl": "últimas novas/máis recentes/última hora/o último/minuto a minuto/últimos artigos/ao minuto/novas recentes/artigos recentes/"
    "último minuto/últimas entradas/hai un momento",
    "eu": "azken albisteak/azken berriak/azken ordua/azkenak/berrienak/azken orduko*/azken artikuluak/azken argitalpenak/azken notiziak/"
    "azken eguneraketak/azken bideoak/azken sarrerak/azkenengo*/azken minutuko*/minutuz minutu/berri berriak/orain bertan/azken gertaerak",
    "nl": "laatste nieuws/net binnen/nieuwste artikelen/meest recent*/recente artikelen/nieuwste berichten/laatste berichten/"
    "recente berichten/laatste artikelen/nieuwste nieuws/zojuist binnen/recent nieuws/nieuwe artikelen/laatste updates/"
    "zojuist gepubliceerd/zojuist verschenen/zojuist toegevoegd/net gepubliceerd/net verschenen/zonet gepubliceerd/pas gepubliceerd/"
    "pas verschenen/laatst toegevoegd/laatst gepubliceerd/laatst gewijzigd/nieuwsfeed/nieuwsticker/nieuwsstroom/nieuwslijn/"
    "minuut tot minuut/van minuut tot/actueel nieuws/actuele berichten/actuele artikelen/vers van de pers/vers nieuws/recente updates/"
    "recente verhalen/recente video*/recent gepubliceerd/recent toegevoegd/recentste/nieuwste video*/nieuwste verhalen/nieuwste updates/"
    "nieuw toegevoegd/laatste verhalen/laatste video*/laatste meldingen/laatste headlines/laatste van/laatste in/laatste over/laatste uit/"
    "meest actuele/meest actueel/24 uur nieuws/net in het nieuws/breaking news/snelnieuws/flitsnieuws/doorlopend nieuws",
    "sv": "senaste nyheterna/senaste nyheter/senaste artiklarna/senaste artiklar/senaste inläggen/nyaste/senaste från/senaste om/"
    "senaste inom/senast publicerat/senast uppdaterat/senast inkommet/senast inkomna/senaste klippen/senaste uppdatering*/senaste video*/"
    "senaste händelserna/senaste numret av nyheter/senaste på/senaste nytt*/senaste publicer*/senaste notiserna/snabbnytt/kortnytt/"
    "nyhetsflöde*/nyhetsdygnet/nyhetsbyrån direkt/nya artiklar/nya inlägg/nyss publicerat/nyligen publicerat/nyligen publicerade/"
    "sista nytt/nyheter just nu/nyheter dygnet runt/minut för minut/färska nyheter/nyhetsflashar/aktuella nyheter/aktuella artiklar/"
    "tt flödet/tt nyheter/telegrammen/alla nyheter i tidsordning/senast publicerade",
    "no": "siste nytt/siste nyheter/siste saker/siste artikler/siste fra/siste innlegg/sist oppdatert/de siste nyhetene/de siste sakene/"
    "siste innen/siste på/siste om/siste minutt/siste video*/siste oppdatering*/siste nyhende/siste hendelser/nettopp publisert/"
    "sist publisert/sist endret/nyhetsdøgnet/nyhetsstrøm*/nyhetsfeed/nyhetsflyt/ferske saker/ferske nyheter/ferskest/ferskeste/"
    "nye artikler/nye saker/nye innlegg/nyeste*/minutt for minutt/nyheter akkurat nå/kortnytt/hurtignytt/nyaste/siste meldinger/"
    "sanntidsnyheter/ntb direkte/nyhetsbulletin siste",
    "da": "seneste nyt/seneste nyheder/seneste artikler/nyeste artikler/seneste fra/seneste indlæg/sidste nyt/breaking nyheder/"
    "nyeste nyheder/det sidste nye/senest opdateret/senest udgivet/senest publiceret/seneste om/seneste inden for/seneste på/"
    "seneste opdatering*/seneste video*/seneste historier/seneste opslag/seneste tweets og/de seneste/de nyeste/nyhedsoverblik/nyhedsfeed/"
    "nyhedsstrøm/nyhedsflow/netop udgivet/netop publiceret/lige udgivet/lige nu i nyhederne/kort nyt/nyeste video*/nyeste indlæg/"
    "nyeste historier/nyeste i/nye artikler/nye historier/sidste nyheder/minut for minut/friske nyheder/nyhedsdøgnet",
    "fi": "viimeisimpiä/tuoretta/tuoreet uutiset/tuoreet jutut/tuoreet artikkelit/tuorein/tuoreimm*/tuoreimp*/uutisvirta/uutissyöte/"
    "uutisnauha/pikauutiset/viimeksi julkaistu*/viimeksi päivitet*/viimeisimmä*/viimeisin/viimeiset uutiset/uudet jutut/uudet artikkelit/"
    "uudet uutiset/uutta nyt/uusimma*/uusimp*/uutiset nyt/uutiset juuri nyt/juuri julkaistu*/juuri tulleet/juuri saapuneet/"
    "äsken julkaistu*/nyt uutisissa/sähkeuutiset/minuutti minuutilta/hetki hetkeltä/ajankohtaista nyt/tuoreena/viime hetken uutiset/"
    "uusinta uutta",
    "is": "nýjar fréttir/nýlegt/nýlegar fréttir/nýlegar færslur/nýlegar greinar/það nýjasta/nýjust*/nýjast*/nýjar greinar/nýtt efni/"
    "í fréttum núna/síðustu fréttir*/rétt í þessu/var að koma inn/nýtt á vefnum/nýbirt",
    "et": "värsked uudised/viimased artiklid/uued uudised/uued artiklid/uued lood/viimati lisatud/viimati avaldatud/viimati uuendatud/"
    "viimased lood/viimased postitused/viimased videod/viimased sündmused/viimased uudised*/uudisvoog/uudistevoog/uudiste voog/"
    "kõige värskem*/kõige uuem*/värskeim*/värskem*/värske uudis*/minut minutilt/kiiruudised/kiired uudised/äsja avaldatud/äsja lisatud/"
    "äsja ilmunud/äsja ilmus/hiljuti avaldatud/hiljutised*/uusimad*/viimased teated/uudised hetkel/värsked lood/värsked artiklid/"
    "värskelt lisatud",
    "lv": "pēdējās ziņas/tikko publicēt*/tikko pievienot*/jaunāk*/pēdējie raksti/pēdējie jaunumi/pēdējie notikumi/ziņu lente/ziņu plūsma/"
    "ziņu lenta/īsziņu lente/svaigāk*/svaigas ziņas/aktuālās ziņas/aktuālie raksti/aktuālākās ziņas/jauni raksti/jaunas ziņas/"
    "minūti pa minūtei/minūte pēc minūtes/nupat publicēt*/steidzamās ziņas/steidzami/operatīvās ziņas/nesen publicēt*/pēdējie ieraksti/"
    "karstākās ziņas",
    "lt": "naujausi*/paskutinės naujienos/karščiausios naujienos/naujienų juosta/naujienų lenta/naujienų srautas*/naujienų juostoje/"
    "paskutiniai straipsniai/paskutiniai įrašai/paskutiniai įvykiai/paskutinės valandos/ką tik paskelbta/ką tik publikuota/"
    "ką tik pranešta/ką tik naujienos/nauji straipsniai/nauji įrašai/naujos naujienos/naujienos per parą/naujienos šiandien/"
    "naujienos dabar/šviežiausi*/šviežios naujienos/švieži straipsniai/minutė po minutės/neseniai paskelb*/pastarosios naujienos/"
    "skubios naujienos/skubu/greitos naujienos/karštos naujienos",
    "pl": "ostatnie wiadomości/z ostatniej chwili/ostatnio dodane/ostatnie artykuły/ostatnie wpisy/nowe artykuły/nowe wiadomości/"
    "ostatnie newsy/w ostatniej chwili/na bieżąco/ostatnio opublikowane/kanał informacyjny/minuta po minucie/ostatniej godziny/"
    "gorące newsy/świeże newsy/świeże wiadomości/świeże artykuły/najświeższ*/najnowsz*/ostatnie informacje/ostatnie publikacje/"
    "ostatnie posty/ostatnie teksty/ostatnie materiały/ostatnie wideo/ostatnie aktualności/bieżące wiadomości/bieżące informacje/"
    "aktualne informacje/aktualne wiadomości/nowe na stronie/nowe wpisy/nowe informacje/nowości w serwisie/prosto z redakcji/"
    "wiadomości bieżące/dodane ostatnio/strumień wiadomości/najbardziej aktualne/wiadomości na żywo",
    "cs": "poslední zprávy/poslední články/nové články/nové zprávy/právě vydáno/aktuální zprávy/čerstvé zprávy/právě vyšlo/právě se děje/"
    "bleskové zprávy/rychlé zprávy/online zprávy/minutu po minutě/poslední přidané/přidané články/poslední příspěvky/nejnovější*/"
    "nejčerstvější*/z poslední chvíle/z poslední hodiny/čerstvé články/aktuální dění/aktuální články/nově na/nově vydané/nově přidané/"
    "nejaktuálnější/nové příspěvky/poslední aktualizace/naposledy přidané/naposledy vydané/právě zveřejněno/žhavé novinky/horké novinky/"
    "tok zpráv/poslední vydané/tok novinek/hlášky z poslední",
    "sk": "posledné správy/najčerstvejš*/posledné články/nové články/aktuálne správy/minúta po minúte/minútu po minúte/práve sa deje/"
    "čerstvé správy/čerstvé články/rýchle správy/z poslednej chvíle/práve vyšlo/online správy/posledné príspevky/naposledy pridané/"
    "najnovš*/nové správy/nové príspevky/najaktuálnejš*/aktuálne články/aktuálne dianie/novo pridané/nové na webe/práve pridané/"
    "práve zverejnené/bleskové správy/posledné aktualizácie/pridané články",
    "hu": "legutolsó*/új cikkek/most jött/frissek/most történt/most érkezett/percről percre/hírfolyam/gyorshírek/friss bejegyzések/"
    "friss írások/friss tartalmak/friss videók/friss anyagok/friss belföld/friss külföld/rendkívüli hírek/rendkívüli hír/hírek most/"
    "utolsó hírek/hírszalag/24 óra hírei/legfriss*/legújab*/legutóbb*/aktuális hírek/aktuális cikkek/aktuális híreink/új bejegyzések/"
    "új írások/új hírek/legaktuálisabb/most kaptuk/hírek percről/friss hír*/friss cikk*/utolsó cikkek/azonnali hírek/villámhírek/"
    "percek hírei",
    "ro": "ultima oră/ultimele noutăți/știri recente/articole recente/ultimele news/ultimul moment/flux de știri/ultimele actualizări/"
    "ultimele postări/ultimele informații/ultimele video*/ultimele breaking/ultimele titluri/ultimele publicate/ultimele articole*/"
    "ultimele adăugate/ultimele materiale/ultimele evenimente/ultimele stiri*/ultimul minut/în timp real/minut cu minut/minut de minut/"
    "știri noi/articole noi/știrile momentului/fluxul de știri/flux știri/știri pe flux/știri live/cele mai noi*/cele mai recente*/"
    "cele mai actuale/proaspete/recent adăugate/adăugate recent/publicate recent/postări recente/breaking news/de ultim moment",
    "bg": "последни новини/най нови*/най ново/най новото/последни публикации/последни статии/най скорошн*/последно публикуван*/"
    "свежи новини/най свеж*/извънредни новини/извънредна новина/току що/новини на минутата/минута по минута/от последните минути/"
    "последни видео*/последни от/последни материали/последни публикувани/последни постове/последно от/последните новини/последните статии/"
    "нови статии/нови публикации/нови новини/нови материали/от последния час/последно добавен*/новини в реално време/новини онлайн/"
    "новинарски поток/лента новини/емисия новини/хронология на новините/най актуалн*/актуални новини/новото в/ново в сайта/спешни новини/"
    "още последни",
    "mk": "последни вести/најнов*/последно/штотуку/последни објави/последни новости/последни статии/нови вести/од последен час/"
    "минута по минута/актуелни вести/најсвежи*/свежи вести/итни вести",
    "sr": "најновиј*/последње вести/најсвежиј*/najnovij*/posljednje vijesti/poslednje vesti/zadnje vijesti/zadnje vesti/najsvežij*/"
    "najsvježij*/posljednje objavljeno/zadnje objavljeno/poslednje objavljeno/iz minuta u minut/iz minute u minutu/iz sata u sat/"
    "upravo objavljeno/upravo stiglo/poslednje dodat*/zadnje dodan*/posljednje dodan*/poslednji tekstovi/posljednji članci/zadnji članci/"
    "poslednje vijesti/posljednje novosti/zadnje novosti/poslednje novosti/sveže vesti/svježe vijesti/nove vesti/nove vijesti/novi članci/"
    "novi tekstovi/brze vesti/brze vijesti/hitne vesti/hitne vijesti/hitna vest/aktuelne vesti/aktualne vijesti/aktuelne vijesti/"
    "hronološki/kronološki/tok vijesti/traka vijesti/свеже вести/нове вести/последње објављено/последње новости/управо објављено/"
    "из минута у минут/брзе вести/актуелне вести/najaktuelnije vesti/vesti uživo/posljednje objave/zadnje objave/poslednje objave",
    "sl": "najnovejš*/zadnje novice/zadnje objavljeno/zadnji članki/sveže novice/pravkar objavljeno/nazadnje objavljeno/zadnje vesti/"
    "zadnje objave/zadnje dodano/sveže objave/sveži članki/novi članki/nove objave/nove novice/iz minute v minuto/aktualne novice/"
    "aktualni članki/nujne novice/hitre novice/zadnje z/zadnje iz/tok novic/zadnji prispevki/najbolj sveže/ravnokar/najaktualnejš*",
    "sq": "lajmet e fundit/të fundit/lajmi i fundit/sapo publikuar/sapo ndodhi/artikujt e fundit/publikimet e fundit/postimet e fundit/"
    "lajme të reja/më të rejat*/të rejat*/minutë pas minute/lajmet e reja/lajm i fundit/flash news/fluksi i lajmeve/të sapo publikuara",
    "el": "τελευταία νέα/τελευταίες ειδήσεις/πρόσφατα άρθρα/τελευταία άρθρα/έκτακτη επικαιρότητα/τελευταίας ώρας/νεότερα άρθρα/"
    "ειδήσεις τώρα/ειδήσεις live/μόλις τώρα/ροή/τελευταία ενημέρωση/τελευταία βίντεο/τελευταία ώρα/τελευταίες δημοσιεύσεις/"
    "τελευταίες αναρτήσεις/τελευταίες εξελίξεις/τελευταίες καταχωρήσεις/τελευταία θέματα/τελευταία στην/λεπτό προς λεπτό/πριν λίγο/"
    "νεότερες ειδήσεις/νεότερα νέα/νέες ειδήσεις/νέα άρθρα/νέες αναρτήσεις/έκτακτες ειδήσεις/έκτακτο/έκτακτα νέα/έκτακτη είδηση/"
    "πρόσφατες ειδήσεις/πρόσφατες δημοσιεύσεις/πρόσφατες αναρτήσεις/πρόσφατα νέα/πρόσφατα θέματα/πιο πρόσφατ*/όλες οι τελευταίες/"
    "φρέσκα νέα/άμεση ενημέρωση/τρέχουσες ειδήσεις/news feed/σε πραγματικό χρόνο/επικαιρότητα τώρα",
    "tr": "son haberler/son dakika/en son/en yeni/en yeniler/yeni haberler/son eklenen*/son yazılar/güncel haberler/en güncel/"
    "sıcak haberler/flaş haber*/haber akışı/sıcak haber/sıcak gelişme*/sıcak gündem/flaş gelişme*/yeni eklenen*/yeni yazılar/yeni içerik*/"
    "yeni makaleler/anlık haber*/anlık gelişme*/haber bandı/haber bülteni son/son güncellenen*/son paylaşım*/son gönderi*/son içerik*/"
    "son girilen*/son makale*/son videolar/son yayın*/en taze/taze haber*/yeni gelişme*/az önce eklenen*/son gelişme*/acil haber*/"
    "son dakikalar/son yüklenen*/güncel gelişme*",
    "az": "son xəbərlər/xəbər lenti/ən yeni*/son xəbər/xəbərlər lenti/xəbərlər axını/xəbər axını/son dəqiqə/yeni xəbərlər/son yenilik*/"
    "son məqalələr/ən son*/operativ xəbərlər/son yazılar/təcili xəbər*",
    "ru": "последние новости/свежие новости/лента новостей/последние материалы/последние публикации/свежие материалы/последние статьи/"
    "новые статьи/новые материалы/новости часа/все последние/последние события/свежие публикации/новое на сайте/только что/"
    "последние записи/свежие записи/новостная лента/оперативно/лента дня/срочные новости/срочная новость/новости за час/"
    "новости к этому часу/последние сообщения/последние видео/последние заметки/последние обновления/последние посты/"
    "последние добавленные/недавние записи/недавние статьи/недавние материалы/экспресс новости/экстренные новости/текущие новости/"
    "оперативные новости/новости онлайн/новости в реальном времени/новости сейчас/новости минуты/свежие статьи/свежие видео/самое свежее/"
    "самые свежие/самое новое/самые новые/самые последние/лента событий/лента публикаций/хроника дня/хроника событий/недавно опубликован*/"
    "новые публикации/новые записи/новые посты/новости лентой/вся лента/поток новостей/новостной поток/экспресс лента/минута за минутой/"
    "последняя информация/оперативная информация/новости ленты/новинки сайта",
    "uk": "останні новини/свіжі новини/стрічка новин/найновіш*/останні публікації/останні статті/нові статті/останні події/нові матеріали/"
    "щойно/останнє/новини за годину/новини години/найсвіжіш*/термінові новини/термінова новина/стрічка подій/новинна стрічка/"
    "стрічка публікацій/вся стрічка/блискавка/останні записи/останні відео/останні матеріали/останні оновлення/останні повідомлення/"
    "недавні записи/свіжі статті/свіжі публікації/свіжі матеріали/лента новин/нові публікації/нові записи/оперативні новини/оперативно/"
    "новини онлайн/найостанніші/потік новин/новини зараз/хроніка подій/хвилина за хвилиною/нещодавні*/стрічка дня",
    "be": "апошнія навіны/стужка навін/свежыя навіны/толькі што/апошнія публікацыі/апошнія артыкулы/свежыя артыкулы/новыя артыкулы/"
    "новыя матэрыялы/апошнія матэрыялы/апошнія падзеі/найноўш*/терміновыя навіны",
    "kk": "соңғы жаңалық*/жаңалықтар таспасы/жаңалықтар лентасы/жаңалық таспасы/соңғы хабарлар/соңғы ақпарат*/жедел жаңалықтар/"
    "шұғыл жаңалықтар/жаңа мақалалар/соңғы мақалалар/ең соңғы",
    "uz": "so nggi yangiliklar/oxirgi yangiliklar/сўнгги янгиликлар/сўнгги хабарлар/yangiliklar lentasi/tezkor xabarlar/"
    "tezkor yangiliklar/eng so nggi/so nggi maqolalar/янгиликлар лентаси/тезкор хабарлар/энг сўнгги/yangi xabarlar/so nggi xabar*",
    "mn": "сүүлийн мэдээ*/шинэ мэдээ*/шинээр нэмэгдсэн*/сүүлд нэмэгдсэн*/сүүлийн үеийн мэдээ*/сүүлд орсон*/шуурхай мэдээ*/шинээр орсон*/"
    "цаг үеийн шинэ*",
    "hy": "վերջին լուրեր*/վերջին նորություններ*/նորությունների հոսք/լրահոս/թարմ լուրեր*/լուրերի ժապավեն/վերջին նյութեր*/"
    "վերջին հրապարակումներ*/նոր լուրեր*/հրատապ լուրեր*/նորությունների ժապավեն",
    "ka": "ბოლო ამბები/უახლესი*/ბოლო სიახლეები/ახალი ამბები/ბოლო დამატებული/ბოლოს დამატებული/ბოლო სტატიები/ახალი სტატიები/"
    "სიახლეების ლენტა/ბოლო ახალი*/ბოლოს გამოქვეყნებ*/სასწრაფო ამბები",
    "ar": "آخر الأخبار/أحدث الأخبار/آخر المستجدات/أخبار عاجلة/آخر المقالات/أحدث المقالات/الأحدث/آخر المواضيع/أحدث المواضيع/المضاف حديثا/"
    "آخر التطورات/آخر التحديثات/عاجل/أخبار حديثة/أحدث الموضوعات/مقالات حديثة/شريط الأخبار/آخر ما نشر/أحدث الفيديوهات/آخر المنشورات/"
    "جديد الأخبار/آخر الأنباء/الأخبار العاجلة/أحدث التحديثات/أحدث الأنباء/أحدث أخبار/أحدث ما نشر/أحدث المنشورات/أحدث القصص/أحدث التطورات/"
    "أحدث المستجدات/أحدث فيديو*/آخر خبر/آخر أخبار/آخر الفيديوهات/آخر ما كتب/آخر التقارير/الشريط الإخباري/مضاف حديثا/أضيف حديثا/نشر حديثا/"
    "نشر مؤخرا/أخبار الساعة/أخبار اللحظة/أخبار جديدة/لحظة بلحظة/على مدار الساعة/منشورات حديثة/مقالات جديدة/آخر مستجدات/أهم وآخر الأخبار/"
    "أول بأول/أخبار فورية/وردنا الآن/آخر الإضافات/أحدث الإضافات/دقيقة بدقيقة/وصل الآن",
    "fa": "آخرین اخبار/تازه ترین*/جدیدترین*/آخرین مطالب/آخرین خبر*/آخرین عناوین/جدید ترین*/تازه ها/آخرین عنوان*/آخرین رویدادها/"
    "خبرهای تازه/اخبار فوری/خبر فوری/خبرهای فوری/اخبار لحظه ای/لحظه به لحظه/آخرین ها/آخرینها/آخرین ویدئو*/آخرین نوشته*/آخرین پست*/"
    "آخرین مقال*/آخرین گزارش*/آخرین تحولات/اخبار جدید/خبرهای جدید/خبر جدید/مطالب جدید/مطالب اخیر/نوشته های اخیر/به روزترین/تازه های*/"
    "خبر تازه/اخبار تازه/اخبار ساعت/مهمترین و آخرین/اخبار روز لحظه ای/خط خبر/نوار خبر",
    "he": "חדשות אחרונות/מבזקים/העדכניים ביותר/כתבות אחרונות/מבזקי חדשות/עדכונים אחרונים/החדשות האחרונות/הכתבות האחרונות/פוסטים אחרונים/"
    "הכי חדש/חדש באתר/חדשות מתפרצות/הידיעות האחרונות/ידיעות אחרונות באתר/דיווחים אחרונים/הדיווחים האחרונים/העדכונים האחרונים/"
    "עדכונים שוטפים/עדכוני חדשות/זמן אמת/רגע לרגע/המבזקים/מבזק/הכי חדשות/הכי עדכני/עדכונים חיים/כתבות חדשות/סרטונים אחרונים/"
    "פרסומים אחרונים/פורסם לאחרונה/פורסמו לאחרונה/חדשות חמות/חדשות עכשיו/כל העדכונים/חדשים באתר/הפוסטים האחרונים/פיד חדשות/דקה לדקה",
    "ur": "تازہ ترین/نئی خبریں/ابھی ابھی/حالیہ خبریں/حالیہ مضامین/تازہ اپڈیٹ*/تازہ خبر*/تازہ مضامین/بریکنگ*/فوری خبریں/لائیو اپڈیٹس/"
    "اہم اور تازہ",
    "hi": "ताजा खबर*/ताजा समाचार/ताजा तरीन/नवीनतम/लेटेस्ट न्यूज/लेटेस्ट खबर*/लेटेस्ट अपडेट*/नई खबर*/अभी अभी/सबसे नई*/बड़ी ब्रेकिंग/लेटेस्ट स्टोरी*/"
    "लेटेस्ट वीडियो*/हाल की खबर*/हालिया*/न्यूज अपडेट*/न्यूज फ्लैश/न्यूज फटाफट/फटाफट खबर*/लाइव अपडेट*/ब्रेकिंग*/ताजा अपडेट*/ताजी खबर*/ताजातरीन*/ताजा लेख/"
    "ताजा पोस्ट/सबसे ताजा/लेटेस्ट समाचार/लेटेस्ट पोस्ट*/लेटेस्ट आर्टिकल*/नए समाचार/नया समाचार/आज की ताजा*",
    "mr": "नवीन बातम्या/लेटेस्ट बातम्या/ब्रेकिंग*/ताजी बातमी/आत्ताच्या बातम्या/ताजे अपडेट*/ताजे वृत्त/ताज्या*/नव्या बातम्या/नवीनतम*/लेटेस्ट न्यूज/लेटेस्ट अपडेट*/"
    "अलीकडील बातम्या/लाइव्ह अपडेट*",
    "ne": "पछिल्ला*/पछिल्लो*/नयाँ समाचार/ब्रेकिङ*/हालसालै*/भर्खर*/ताजा*/न्युज अपडेट*/लेटेस्ट*",
    "bn": "সদ্য সংবাদ/সদ্য পাওয়া/এইমাত্র/নতুন খবর/সাম্প্রতিক সংবাদ/সাম্প্রতিক খবর/সদ্যপ্রাপ্ত/এই মুহূর্তে/ব্রেকিং*/সবশেষ*/সর্বশেষ*/লেটেস্ট*/টাটকা খবর/"
    "লাইভ আপডেট/এখনকার খবর/শেষ মুহূর্তের/সাম্প্রতিক পোস্ট/সাম্প্রতিকতম/নতুন সংবাদ/নতুন প্রকাশিত/সদ্য প্রকাশিত/সদ্য খবর/এই মাত্র/তাজা*/হালনাগাদ/"
    "নিউজ আপডেট/নিউজ ফ্ল্যাশ",
    "pa": "ਬ੍ਰੇਕਿੰਗ*/ਨਵੀਆਂ ਖ਼ਬਰਾਂ/ਤਾਜ਼ਾ*/ਲੇਟੈਸਟ*",
    "gu": "બ્રેકિંગ*/નવા સમાચાર/તાજા*/તાજેતરના*/લેટેસ્ટ*/લાઈવ અપડેટ*",
    "ta": "புதிய செய்திகள்/சமீபத்திய*/அண்மைச் செய்தி*/அண்மை செய்தி*/அண்மையில்/லேட்டஸ்ட்*/உடனுக்குடன்/பிரேக்கிங்*/சற்றுமுன்/சற்று முன்/உடனடி செய்தி*/புதியவை/"
    "கடைசி செய்திகள்/தற்போதைய செய்தி*/இப்போதைய செய்தி*/அண்மைக்கால*/புதிய பதிவுகள்/சுடச்சுட*/நேரடி செய்திகள்",
    "te": "లేటెస్ట్*/బ్రేకింగ్*/తాజా*/కొత్త వార్తలు/ఇప్పుడే అందిన*/లైవ్ అప్డేట్*",
    "kn": "ಲೇಟೆಸ್ಟ್*/ಬ್ರೇಕಿಂಗ್*/ಹೊಸ ಸುದ್ದಿ*/ಇದೀಗ ಬಂದ*/ಇತ್ತೀಚಿನ*/ತಾಜಾ*/ಲೈವ್ ಅಪ್ಡೇಟ್*",
    "ml": "ഏറ്റവും പുതിയ*/ബ്രേക്കിംഗ്*/ബ്രേക്കിങ്*/പുതിയവ/ലേറ്റസ്റ്റ്*/തത്സമയ വാർത്തകൾ/പുതിയ വാര്‍ത്ത*/ഇപ്പോൾ കിട്ടിയ*/പുതിയ വാർത്ത*",
    "si": "අලුත් පුවත්/නවතම*/උණුසුම් පුවත්/දැන් ලැබුණු*/අලුත්ම*/විශේෂ පුවත් දැන්",
    "vi": "tin mới/mới nhất/mới cập nhật/vừa đăng/tin nóng/mới đăng/bài mới/tin 24h/vừa cập nhật/tin nhanh/giờ chót/tin cập nhật/tin vừa/"
    "vừa xong/vừa xuất bản/tin trong ngày/tin tức 24h/mới xuất bản/cập nhật mới/cập nhật liên tục/tin tức mới/bài viết mới/"
    "tin tức cập nhật/tin 24 giờ/video mới/nóng trong ngày/mới lên trang/tin tức trong ngày/mới ra lò",
    "ko": "최신 뉴스/최신 기사/최신 글/최신글/실시간 뉴스/방금 들어온/속보/최신순/최근 기사/최근 뉴스/새로운 기사/실시간 기사/최근 글/"
    "새 글/이 시각 뉴스/이시각 뉴스/새로 올라온/새로 들어온/방금 올라온/방금 등록/최신 영상/최신 동영상/24시간 뉴스/최근 등록/최신 소식/"
    "최신 등록/최신 업데이트/실시간 업데이트/실시간 주요/타임라인 뉴스/전체 기사 최신/최신 보도/신규 기사/뉴스 업데이트",
    "sw": "habari za hivi karibuni/habari za punde/za hivi punde/za karibuni/zilizochapishwa karibuni/zilizochapishwa hivi/"
    "habari motomoto/habari kwa sasa/habari za sasa/habari za hivi sasa/habari za dakika/habari za mwisho/taarifa mpya/taarifa za punde/"
    "makala mpya/mpya zaidi/video mpya/matukio ya hivi punde/habari mpya*/habari moto moto/habari zinazochipuka/zilizoingia punde/"
    "habari za leo mpya/machapisho ya karibuni",
    "so": "ugu dambeeyay/ugu dambeeyey/wararka cusub/war hadda soo dhacay/wararkii u dambeeyay/warar cusub",
    "am": "ሰበር ዜና*/አዲስ ዜና*/የቅርብ ዜና*/ወቅታዊ ዜና*/አዳዲስ ዜና*/ትኩስ ዜና*/የቅርብ ጊዜ*",
    "ha": "sabbin labarai/labarai da dumi/da dumi duminsa/labaran yanzu/baya bayan nan/labarai masu zafi/sababbin labarai/"
    "labaran baya bayan/sabbin rahotanni",
    "af": "jongste nuus/nuutste/laaste nuus/jongste berig*/jongste stories/jongste artikels/jongste video*/jongste opdatering*/jongste in/"
    "jongste oor/jongste van/die jongste/brekende nuus/nuusflits*/onlangse artikels/onlangse plasings/onlangse nuus/onlangse berigte/"
    "mees onlangse/mees resente/pas ontvang/pas gepubliseer/pas verskyn/pas in/so pas/vars nuus/vars van die pers/resente artikels/"
    "resente berigte/minuut tot minuut/laaste berigte/laaste artikels/breaking nuus/net ingekom",
    "zu": "izindaba zakamuva/ezakamuva/izindaba zamuva/ezisanda kufika/ezintsha/ezisanda kungena/izindaba ezisanda/ezishisayo",
    "xh": "iindaba zamva/iindaba zakutshanje/iindaba ezintsha/ezamva/iindaba zamvanje/ezisandul ukufika/iindaba ezisandul",
    "tl": "pinakabago/bagong balita/huling balita/pinakahuling balita/pinakahuli/kapapasok na balita/kapapasok lang/sariwang balita/"
    "pinakasariwa/pinakabagong*/bagong labas/huling ulat",
    "ga": "is déanaí",
    "cy": "diweddaraf",
    "mt": "l aħħar",
    "lb": "lescht noriichten/neist artikelen",
    "zh": "最新/即时新闻/即時新聞/滚动新闻/滾動新聞/快讯/快訊/刚刚发布/刚刚更新/近期文章/新闻速递/新闻快报/新聞快報/7x24/最新新闻/"
    "最新新聞/最新消息/最新文章/最新资讯/最新報導/最新報道/最新报道/实时新闻/實時新聞/实时快讯/實時快訊/实时要闻/即时快讯/即時快訊/"
    "即時報導/即时报道/即時報道/即時要聞/即时要闻/即時列表/24小时滚动/24小時即時/24小时即时/24小時新聞/滚动播报/滚动资讯/滾動即時/"
    "剛剛發佈/剛剛發布/突发新闻/突發新聞/即時突發/最近更新/最近文章/最近发布/新鲜资讯/今日即時/更多即時/近期新闻/近期新聞/新发布",
    "ja": "最新/新着/速報/新しい記事/最近の投稿/最近の記事/ニュース速報/ニュースフラッシュ/更新された記事/いまのニュース/配信記事一覧/"
    "新着情報/直近のニュース/きょうのニュース一覧/リアルタイムニュース",
    "th": "ล่าสุด/ข่าวใหม่/ข่าวด่วน/มาใหม่/เรื่องใหม่/ข่าวล่าสุด/ข่าวทันสถานการณ์/ข่าวอัปเดต/ข่าวอัพเดท/ข่าวอัพเดต/อัปเดตข่าว/อัพเดทข่าว/ข่าวเข้าใหม่/ข่าวเรียลไทม์/ทันข่าว/"
    "ทันเหตุการณ์/เกาะติดสถานการณ์/ข่าววันนี้ล่าสุด/ข่าวทันด่วน/สดๆร้อนๆ/ด่วนล่าสุด/เผยแพร่ล่าสุด/ข่าวมาใหม่/โพสต์ใหม่/บทความใหม่",
    "km": "ព័ត៌មានថ្មី/ចុងក្រោយ/ថ្មីៗ/ទើបចេញ/ទើបតែ/ព័ត៌មានទាន់ហេតុការណ៍/ព័ត៌មានក្តៅ",
    "lo": "ຫຼ້າສຸດ/ລ່າສຸດ/ຂ່າວໃໝ່/ຂ່າວດ່ວນ",
    "my": "နောက်ဆုံးရ/နောက်ဆုံးသတင်း/သတင်းသစ်/ထူးခြားသတင်း/ယခုသတင်း/အသစ်ဆုံး/နောက်ဆုံး တင်သော",
    "yo": "ìròyìn tuntun/ìròyìn láìpẹ́/ìròyìn yàjóyàjó",
    "ig": "akụkọ ọhụrụ/akụkọ kacha ọhụrụ",
    "ti": "ሓደስቲ ዜና*/ሓድሽ ዜና*",
    "ps": "وروستي خبرونه/تازه خبرونه/نوي خبرونه",
    "ku": "nûçeyên dawî/nûçeyên nû",
    "ckb": "دوایین هەواڵ*/نوێترین هەواڵ*/تازەترین هەواڵ*",
    "tg": "охирин хабар*/хабарҳои охирин/навтарин*",
    "ky": "акыркы жаңылык*/соңку жаңылык*",
    "tt": "соңгы яңалык*/яңа хәбәр*",
}

# A *bare* word makes a heading alone, among neutral words, before a place or section, or together with a word for news.
BARE_LATEST = (
    "latest/the latest/recently added/recent/newest/breaking/terkini/terbaru/terupdate/baru saja/neueste/neuestes/neuste/aktuell/"
    "aktuelles/aktuelle/récents/à l instant/le fil/dernières/les dernières/derniers/recientes/últimas/las últimas/últimos/recentes/"
    "as últimas/ultime/le ultime/recenti/laatste/nieuwste/het laatste/senaste/de senaste/senast/siste/nyeste/seneste/friss/frissítve/"
    "aktuálně/последни/последнее/последние/новое/свежее/новые/нове/останні/нові/лента/νέα/τελευταία/πρόσφατα/ροή/son/güncel/최신/최근/"
    "실시간/mpya/ostatnie/nowe/viimased/värsked/pēdējās/recente/ultimele/ताजा/लेटेस्ट/নতুন/সাম্প্রতিক/తాజా/ತಾಜಾ/തത്സമയം/તાજા/લેટેસ્ટ/آخرین/أحدث/חדש/"
    "אחרונים/אחרונות/بریکنگ/mới/jongste/azken/últimes/ticker/soeben/nyheter nå/nytt/uudet/uusin/nové/zadnje/poslednje/posljednje/"
    "најновије/juuri nyt/newest stories/urgente/al instante/pilne/срочно/терміново/извънредно/فوری/lo nuevo/het nieuwste/det nyeste/"
    "actueel/aktueel/aktuelt/aktuellt/aktuality/aktualności/aktualno/aktuelno/актуелно/актуално/актуально/актуальное/aktualijos/aktuāli/"
    "aktualitātes/aktuális/aktuální/det siste/det senaste/det seneste/nyaste/nyast/ferskt/tuoreet/tuoretta/viimeisin/nýjasta/стужка/"
    "стрічка/апошнія/апошняе/свежае/таспа/соңғы/lenta/son xeber/свіже/свежи/недавнее/недавние/нещодавні/най последни/нови/ново/последња/"
    "poslednja/posljednja/sveže/svježe/zadnji/frissek/récemment/darreres/darrers/les darreres/últims/recientemente/azkena/berriena/"
    "nuutste/onlangs/resente/hivi punde/teranyar/baharu/terbaharu/即时/即時/滚动/滾動/实时/實時/快讯/突发/突發/新着/速報/속보/ใหม่/ล่าสุด/"
    "mới cập nhật/সবশেষ/সর্বশেষ/ব্রেকিং/লেটেস্ট/ब्रेकिंग/ब्रेकिङ/हालिया/पछिल्लो/ताज्या/பிரேக்கிங்/லேட்டஸ்ட்/சமீபத்தியவை/లేటెస్ట్/బ్రేకింగ్/ಲೇಟೆಸ್ಟ್/ಇತ್ತೀಚಿನ/ലേറ്റസ്റ്റ്/"
    "ബ്രേക്കിംഗ്/તાજેતરના/ਤਾਜ਼ਾ/నూతన/تازہ/حالیہ/جدیدترین/تازه ترین/آخرینها/عاجل/مستجدات/מבזק/המבזקים/אחרון/νεότερα/πρόσφατες/ultim ora/flux/"
    "nowości/bieżące/najnowsze/świeże/nejnovější/poslední"
)
