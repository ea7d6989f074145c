"""What newsrooms print over the lists in which they say what is read, seen, shared or commented most, or trending.

``headings`` folds the phrases the way it folds a heading: case, accents and punctuation do not count.
"""

# One entry a language, "/" between the phrases; a final "*" stands for any ending. A *sure* phrase makes a heading wherever it stands:
# "most read in sport".
SURE_POPULAR = {
    "en": "most read/most viewed/most shared/most watched/most commented/most discussed/most clicked/most emailed/most visited/most liked/"
    "most talked about/best read/read most/top reads/popular now/popular stories/popular articles/popular posts/popular news/"
    "popular reads/popular right now/trending now/trending news/trending stories/trending articles/trending posts/trending today/"
    "top trending/now trending/also trending/more trending/people are reading/readers are reading/others are reading/everyone is reading/"
    "top hits/everyone s reading/what s trending/whats trending/what s hot/hot right now/top posts/readers favourites/readers favorites/"
    "most comments/most listened/most loved/most recommended/most trending/most engaged/most engaging/top read/going viral/"
    "reader favorites/reader favourites/most searched stories/most searched news/most downloaded stories/most reacted/most replied",
    "id": "berita trending/trending sekarang/terpopuler/berita populer/artikel populer/paling populer/banyak dibaca/terbanyak dibaca/"
    "paling dibaca/sering dibaca/sedang tren/lagi tren/sedang viral/lagi viral/terhangat/banyak dikomentari/banyak dilihat/paling dicari/"
    "terfavorit/sedang hangat/lagi ramai/sedang ramai/berita viral/lagi hits/viral hari ini/viral minggu ini/sedang trending/"
    "lagi trending/terviral/paling dikomentari/paling dilihat/paling diminati/paling disukai/tren terkini/ramai dibaca/ramai dibicarakan/"
    "ramai diperbincangkan/pos populer/postingan populer/tulisan populer/bacaan populer/konten populer/kabar populer/video populer/"
    "terlaris dibaca/banyak dibagikan/banyak dibicarakan/paling banyak dikunjungi",
    "ms": "paling popular/berita popular/artikel popular/paling hangat/sohor kini/berita hangat/paling dikongsi/paling tular/berita tular/"
    "paling ramai dibaca/paling banyak dikongsi/paling dibaca/paling diminati/terpopular/paling banyak dilihat/paling banyak ditonton/"
    "banyak dibaca/sedang hangat/sedang tular/ramai baca",
    "de": "meistgelesen*/meist gelesen*/am meisten gelesen/am häufigsten gelesen/meistgeklickt*/meist geklickt*/meistgesehen*/"
    "meistgeteilt*/meist geteilt*/meistkommentiert*/meist kommentiert*/meistdiskutiert*/meist diskutiert*/am meisten diskutiert/"
    "am meisten geteilt/am meisten kommentiert/meistgehört*/am beliebtesten/beliebteste artikel/beliebte artikel/beliebteste beiträge/"
    "beliebte beiträge/das lesen andere/das wird gelesen/viel gelesen/häufig gelesen/gerade gelesen/gerade gefragt/beliebt auf/"
    "beliebteste meldungen/beliebte nachrichten/das interessiert unsere leser/top gelesen/top klicks/beliebtesten artikel/"
    "beliebtesten beiträge/beliebtesten meldungen/beliebtesten news/beliebteste news/beliebteste storys/beliebteste videos/"
    "beliebte storys/beliebte videos/beliebte news/derzeit beliebt/zurzeit beliebt/momentan beliebt/gerade beliebt/jetzt beliebt/"
    "aktuell beliebt/im trend/viel diskutiert/heiß diskutiert/viel geklickt/viel kommentiert/oft gelesen/oft geklickt/leser favoriten/"
    "leserfavorit*/lesercharts/leserhits/leserlieblinge/lieblingsartikel/leser interessiert/das lesen unsere/das lesen die anderen/"
    "das lesen gerade/andere lesen/andere interessiert/das interessiert andere/das interessiert gerade/klickstark/klick hits/klickhits/"
    "meiste kommentare/meiste postings/meiste klicks/meiste aufrufe/am häufigsten geklickt/am häufigsten kommentiert/am meisten geklickt/"
    "am meisten gesehen/meistempfohlen*/meistverlinkt*/meistbesucht*/meistaufgerufen*/meistverschickt*/populärste artikel/"
    "populäre artikel/populäre beiträge/populärste beiträge/top artikel der woche/top artikel des tages/top storys der woche/"
    "charts der woche gelesen/diese artikel interessieren/trend artikel/trending artikel/am besten bewertet",
    "fr": "plus lus/plus lues/plus lu/plus lue/plus consultés/plus consultées/plus populaires/plus partagés/plus partagées/plus vus/"
    "plus vues/plus commentés/plus commentées/plus regardées/plus regardés/articles populaires/contenus populaires/lus en ce moment/"
    "plus populaire/plus appréciés/plus appréciées/plus écoutés/plus écoutées/plus cliqués/plus cliquées/plus likés/plus aimés/"
    "plus aimées/plus consulté/plus commenté/plus partagé/plus visités/plus visionnés/plus visionnées/plus discutés/plus recherchés/"
    "plus viral/plus virales/mieux lus/top articles/top des articles/top des lecteurs/top de la semaine/top lectures/top des lectures/"
    "on lit en ce moment/lisent en ce moment/lisent nos lecteurs/lecteurs lisent en/lecture en cours/lectures populaires/"
    "populaire en ce moment/populaire sur/populaires sur/tendances du moment/en tendance/tendance du moment/vos articles préférés/"
    "préférés des lecteurs/favoris des lecteurs/hit parade/le plus vu/les plus tendances/palmarès des/vu et lu/vidéos populaires/"
    "posts populaires/publications populaires/actualités populaires",
    "es": "más leídas/más leídos/más leído/más leída/más vistas/más vistos/más visto/más compartidas/más compartido/más comentadas/"
    "más comentado/más viral/noticias populares/artículos populares/más consultadas/más escuchado/ranking de noticias/entradas populares/"
    "más popular/más populares/más clickeado/más clickeadas/más cliqueado/más clicados/más clicadas/más escuchadas/más escuchados/"
    "más valorado/más valorados/más valoradas/más votado/más votadas/más votados/más seguido/más consultado/más consultados/"
    "más compartidos/más comentados/más visualizadas/más visitado/más visitadas/más visitados/más buscado en noticias/más discutido/"
    "más polémico/más trending/más virales/más viralizado/más hot/en tendencia/es tendencia/tendencia hoy/tendencias del día/"
    "tendencias de hoy/todos leen/otros leen/los demás leen/se lee ahora/se está leyendo/leyendo ahora/están leyendo/leen ahora/"
    "más se lee/top noticias leídas/favoritas de los lectores/favoritos de los lectores/preferidas de los lectores/los lectores leen/"
    "ranking de lectura/ranking de leídas/notas populares/contenidos populares/publicaciones populares/videos populares",
    "pt": "mais lidas/mais lidos/mais lida/mais lido/mais vistas/mais vistos/mais visto/mais acessadas/mais acessados/mais comentadas/"
    "mais compartilhadas/mais partilhadas/mais clicadas/notícias populares/posts populares/artigos populares/mais comentados/"
    "mais comentado/mais compartilhados/mais compartilhado/mais partilhados/mais partilhado/mais visualizadas/mais visualizados/"
    "mais votadas/mais votados/mais ouvidos/mais ouvidas/mais procuradas/mais procurados/mais curtidas/mais curtidos/mais assistidos/"
    "mais assistidas/mais clicados/mais acessado/mais acessada/mais visitadas/mais visitados/mais populares/mais discutidas/"
    "mais discutidos/mais faladas/mais gostadas/mais virais/mais quentes/bombando/estão lendo/a ler agora/estão a ler/o que leem/"
    "lidas agora/lendo agora/leitores estão/leitores leem/conteúdos populares/publicações populares/matérias populares/vídeos populares/"
    "top lidas/ranking de notícias/tendências do dia",
    "it": "più letti/più lette/più letto/più visti/più viste/più condivisi/più condivise/più commentati/più commentate/più cliccati/"
    "più cliccate/articoli popolari/notizie popolari/post popolari/più seguiti/più ascoltati/più ascoltate/più amati/più apprezzati/"
    "più discussi/più discusse/più consultati/più consultate/più ricercate/più popolari/più consigliati/più scaricati/più guardati/"
    "più seguite/in tendenza/di tendenza/si legge ora/ora si legge/letti ora/letti in questo momento/gli utenti leggono/i lettori leggono/"
    "gli altri leggono/stanno leggendo/classifica articoli/classifica dei più/i più cercati notizie/i trend del momento/cosa leggono/"
    "preferiti dai lettori/più attivi/tendenze del momento/i migliori della settimana letti",
    "ca": "més llegides/més llegits/més llegit/més vistes/més vist/més vistos/més compartit/més compartides/més popular/més comentat/"
    "més comentades/més comentats/més consultades/més consultat/més clicats/més clicades/més valorats/més valorades/més visitades/"
    "més visitat/en tendència/és tendència/s està llegint/es llegeix ara/notícies populars/articles populars/més compartits/més escoltats/"
    "més virals/més visualitzats",
    "gl": "máis lidas/máis lido/máis lidos/máis vistas/máis visto/máis popular/máis populares/máis comentado/máis comentadas/"
    "máis compartido/máis compartidas/noticias populares",
    "eu": "irakurrien*/ikusien*/komentatuen*/partekatuen*/gehien irakurri*/gehien ikusi*/gehien komentatu*/gehien partekatu*/ezagunenak/"
    "bisitatuenak/entzunenak",
    "nl": "meest gelezen/veelgelezen/veel gelezen/best bekeken/meest populair*/meest gedeeld/meest besproken/nu populair/"
    "populaire artikelen/populaire berichten/populair nieuws/meestgelezen/bestgelezen/meest gereageerd/meeste reacties/meest beluisterd/"
    "meest gehoord/meest geliked/meest geklikt/meest aangeklikt/meest bezocht/meest gewaardeerd/vaak gelezen/dit lezen anderen/"
    "dit lezen andere/anderen lezen nu/lezers lezen/nu gelezen/nu veel/vandaag gelezen/drukst gelezen/spraakmakend/goed gelezen/"
    "best gelezen*/best beluisterd/best gescoord/trending nieuws/populaire verhalen/populaire video*/populair vandaag/hoogst gewaardeerd/"
    "veel bekeken/veel besproken/meest bekeken*/gelezen vandaag/meest gevolgd/het populairst*/populairst*",
    "sv": "mest läst*/populärast/mest delat/mest delade/mest sedda/mest sett/topplistan/mest kommenter*/mest klick*/mest diskuter*/"
    "mest debatterat/mest lyssna*/mest gilla*/mest populär*/mest omtalat/mest visade/mest besökt*/flest kommentarer/flest läsare/"
    "flest visningar/topplista/trendar/andra läser just/andra läser nu/läser andra/läses just nu/läses nu/läses mest/heta artiklar/hetast/"
    "hett just nu/läsarfavoriter/läsarnas favoriter/läsarnas val/snackisar/populära artiklar/populära inlägg/populära nyheter/"
    "populärt innehåll/populärt i/populärt på/populäraste*/mest laest*/vad andra läser/läst just nu/bäst lästa/trendande/populära just nu/"
    "det läser alla/just nu läser",
    "no": "mest lest*/mest sett*/mest delt*/mest kommentert*/mest klikk*/mest debatter*/mest diskuter*/mest engasjer*/mest likt*/"
    "mest lese/mest spilt*/mest hørt*/mest omtalt*/mest besøkt*/flest kommentarer/flest lesere/flest visninger/leser andre/andre leser nå/"
    "leses nå/leses akkurat nå/leses mest/lest akkurat nå/toppliste*/trender nå/trender akkurat/folk leser/snakkis*/mest populær*/"
    "populært akkurat nå/populært nå/populært på/populære saker/populære artikler/populære innlegg/best lest*/meist lese/mest sedde/"
    "populært i dag/det snakkes om/les det andre leser",
    "da": "mest læst*/mest populære/populære artikler/mest klik*/mest debatteret*/mest debatterede/mest omtalte/mest hørte/mest laest*/"
    "mest kommenter*/mest diskuter*/mest set*/mest delt*/mest lyttede/mest likede/flest kommentarer/flest læser*/flest visninger/"
    "det læser de andre/læser andre/andre læser lige/andre læser nu/læses lige nu/læses nu/læst lige nu/topliste/toplisten/"
    "populært lige nu/populært nu/populære nyheder/populære historier/populære indlæg/hitter lige nu/populært indhold/trender lige nu/"
    "hot lige nu/det taler alle om/populært på/læsernes favoritter/mest interessante lige nu",
    "fi": "luetuimmat/luetuin/suosituimmat/katsotuimmat/jaetuimmat/kommentoiduimmat/suosituinta/luetuimpia/suosittua/suosituimpia/"
    "eniten luet*/eniten katsot*/eniten kommentoi*/eniten jaet*/eniten klikat*/nyt luetaan/luetaan nyt/muut lukevat/tätä luetaan/"
    "näitä luetaan/mitä luetaan/puhutuimmat/keskustelluimmat/keskustelluimpia/kuunnelluimmat/tykätyimmät/katselluimmat/"
    "lukijoiden suosikit/lukijoiden suosikkeja/trendaa nyt/trendaavat/trendaavaa/puhuttaa nyt/nyt puhuttaa/puhutuimpia/luetuinta/"
    "luetuimmist*/suosituimmist*/suositut jutut/suositut artikkelit/suositut uutiset/suosituin/katsotuin/klikatuimmat/eniten reaktioita/"
    "lukijat lukevat/suosikkijutut",
    "is": "mest lesið/mest skoðað/vinsælt efni/vinsælustu*/vinsælast*/vinsælar fréttir/vinsælar greinar/mest rætt/mest deilt/mest lesna*/"
    "mest lesin*/mest lesnu*/mest horft/mest hlustað/vinsælt núna/vinsælt í dag/vinsælt á",
    "et": "loetumad/loetuimad/loetuim/enim loetud/enimloetud/populaarsemad/populaarseimad/vaadatumad/kommenteeritumad/enim kommenteeritud/"
    "enim vaadatud/enim jagatud/enim arutatud/enim klikitud/enim räägitud/jagatumad/jagatuimad/vaadatuimad/kommenteerituimad/klikitumad/"
    "arutatumad/praegu loetakse/hetkel loetakse/teised loevad/loetakse praegu/hetkel populaar*/populaarsed uudised/populaarsed lood/"
    "populaarsed artiklid/populaarsed postitused/kõige populaarsem*/kõige loetum*/rohkem loetud/nädala loetu*/päeva loetu*/loetuimat*/"
    "lugejate lemmik*/kuulatuimad/kuulatumad/hetkel enim/enim kuulatud/loetavuse top/populaarne praegu",
    "lv": "lasītāk*/populārāk*/visvairāk lasīt*/skatītāk*/komentētāk*/šobrīd lasa/pašlaik lasa/tagad lasa/citi lasa/lasa šobrīd/"
    "vislasītāk*/vispopulārāk*/visvairāk komentēt*/visvairāk skatīt*/visvairāk dalīt*/visskatītāk*/viskomentētāk*/populāri raksti/"
    "populāras ziņas/populārie raksti/populārs šobrīd/populāri šobrīd/lasītājs izvēlas/dienas lasītāk*/nedēļas lasītāk*/visapspriestāk*/"
    "apspriestāk*/klausītāk*/lasītāju izvēle/visvairāk lasa/klikšķinātāk*",
    "lt": "žiūrimiausi*/komentuojamiausi*/daugiausia skait*/daugiausiai skait*/daugiausia koment*/daugiausiai koment*/"
    "daugiausia dalinamasi/daugiausia peržiūr*/daugiausiai peržiūr*/daugiausia žiūr*/daugiausiai žiūr*/labiausiai skait*/"
    "labiausiai koment*/labiausiai žiūr*/dabar skaitoma/dabar skaito/šiuo metu skaitoma/šiuo metu skaito/kiti skaito/skaitomiaus*/"
    "populiariaus*/populiarūs straipsniai/populiarios naujienos/populiaru dabar/populiaru šiandien/klausomiausi*/dienos skaitomiaus*/"
    "savaitės skaitomiaus*/labiausiai aptarinėjam*/aptariamiaus*/dalijamiaus*/skaitytojai skaito/skaitytojų pasirinkimas",
    "pl": "najczęściej czytane/najczęściej oglądane/najpopularniejsze/najchętniej czytane/najchętniej oglądane/najczęściej komentowane/"
    "najczęściej udostępniane/najpoczytniejsze/popularne artykuły/popularne wiadomości/popularne teraz/teraz czytane/"
    "najczęściej wyświetlane/popularne w/popularne na/popularne posty/popularne wpisy/popularne treści/popularne newsy/popularne wideo/"
    "popularne materiały/popularne wśród/popularne ostatnio/ostatnio popularne/hity dnia/hity tygodnia/hit tygodnia/hity ostatni*/"
    "na topie/najwyżej oceniane/najlepiej oceniane/inni czytają/co czytają inni/czytelnicy czytają/wszyscy czytają/najczęściej klikane/"
    "najczęściej wybierane/najczęściej odwiedzane/najczęściej wyszukiwane artykuły/najgorętsze/najbardziej popularne/"
    "najbardziej komentowane/najszerzej komentowane/najwięcej komentarzy/czytane teraz/teraz czytają/najchętniej komentowane/"
    "najlepsze artykuły tygodnia/najszerzej czytane/najbardziej poczytne/często czytane/często komentowane/najgłośniejsze/"
    "czytelnicy wybrali",
    "cs": "nejsledovanější/nejpopulárnější/nejoblíbenější/nejdiskutovanější/nejsdílenější/nejkomentovanější/právě se čte/populární články/"
    "právě čtené/právě čtou/co se čte/co čtou ostatní/ostatní čtou/nejvíc čtené/nejvíce čten*/nejčastěji čten*/oblíbené články/"
    "čtenáři čtou/hity týdne/hit týdne/hit dne/nejžhavější/nejvíce komentovan*/nejvíce diskutovan*/nejvíce sdílen*/trendující/"
    "nejnavštěvovanější*/nejprohlíženější*/nejzobrazovanější*/nejzajímavější za*/čtenost/nejžádanější/nejlajkovanější/populární zprávy/"
    "populární příspěvky/populární videa/populární na/nejvyhledávanější články/nejlépe hodnocené/nejčtenější*/nejklikanější*/"
    "nejposlouchanější",
    "sk": "najčítanejš*/najpopulárnejš*/najdiskutovanejš*/najsledovanejš*/najzdieľanejš*/najviac čítané/najčastejšie čítan*/práve sa číta/"
    "práve čítajú/čo sa číta/najobľúbenejš*/obľúbené články/najkomentovanejš*/čitatelia čítajú/ostatní čítajú/najviac diskutovan*/"
    "najviac zdieľan*/najviac komentovan*/populárne články/populárne správy/populárne príspevky/hit týždňa/hity týždňa/najklikanejš*/"
    "najnavštevovanejš*/čítanosť/najpozeranejš*/najhorúcejš*",
    "hu": "legnépszerűbb*/legnézettebb*/legtöbbet olvasott*/most olvassák/népszerű cikkek/ezt olvassák/leggyakrabban olvas*/felkapott/"
    "legkommentelt*/legtöbbet megoszt*/legtöbbet komment*/legtöbbet néz*/legtöbbet kattint*/toplista/olvasottság*/legtöbben olvas*/"
    "sokan olvassák/sokan olvasták/slágercikkek/slágerlista/legtöbb hozzászólás/legolvasot*/olvasott cikkek/mások ezt/mások most/"
    "népszerű hírek/népszerű bejegyzések/népszerű tartalmak/népszerű most/népszerű írások/legmegosztott*/legvitatott*/top cikkek/"
    "top hírek/legfelkapott*/trendi hírek/ezeket olvassák/heti top*/napi top*",
    "ro": "cele mai populare/cele mai vizualizate/cele mai accesate/cele mai comentate/cele mai văzute/cele mai distribuite/"
    "cele mai vizionate/știri populare/articole populare/cele mai apreciate/cele mai căutate știri/cele mai discutate/cele mai vizitate/"
    "cele mai multe comentarii/cele mai multe vizualizări/cele mai hot/cele mai tari știri/cele mai redistribuite/cele mai urmărite/"
    "cele mai share uite/cea mai citită/top citite/top vizualizări/topul săptămânii/topul celor mai/ce citesc alții/ce citesc ceilalți/"
    "alții citesc/se citește acum/citite acum/acum se citește/mai citite/mai citit/în tendințe/în trend/populare acum/populare azi/"
    "populare astăzi/populare pe/postări populare/conținut popular/cititorii citesc",
    "bg": "най популярн*/най коментиран*/най гледан*/най споделян*/сега четат/четат в момента/четат сега/най четен*/най обсъждан*/"
    "най харесван*/най посещаван*/най разглежда*/най преглежда*/най много четен*/най много коментар*/най актив*/в тренда/популярни статии/"
    "популярни публикации/популярно сега/популярни днес/читателите четат/другите четат/хит новини/топ 5/топ 10/топ 20/топ на седмицата/"
    "топ на деня/най четива*/най тиражиран*/най препоръчван*",
    "mk": "најчитан*/најпопуларн*/најгледан*/најкоментиран*/најмногу читан*/популарно/популарни/во тренд/трендинг/трендови/сега читаат/"
    "топ 10",
    "sr": "најгледаниј*/најкоментарисаниј*/najpopularnij*/najgledanij*/najkomentiranij*/u trendu/у тренду/upravo se čita/trenutno se čita/"
    "čita se/sada se čita/drugi čitaju/ostali čitaju/drugi upravo čitaju/čitatelji čitaju/čitaoci čitaju/najviše komentar*/"
    "najviše komentiran*/najviše čitan*/najviše gledan*/najviše dijeljen*/najviše deljen*/najčešće čitan*/najdijeljen*/najdeljen*/"
    "najtraženije vijesti/najtraženije vesti/popularni članci/popularni tekstovi/popularne vesti/popularne vijesti/популарно/"
    "популарне вести/hit nedelje/hit tjedna/najcitiran*/najkomentarisan*/најчитан*/најпопуларн*/најкоментаришан*/најдељен*/највише читан*/"
    "највише коментара/čitanost/najklikan*/najčitan*/top 5/топ 10/najlajkovan*",
    "sl": "najbolj bran*/najbolj priljubljen*/najbolj gledan*/najbolj komentiran*/najbolj popularn*/najbolj deljen*/najbolj iskan*/"
    "najpogosteje bran*/največ bran*/največ komentar*/v trendu/priljubljeni članki/priljubljene objave/priljubljene novice/bralci berejo/"
    "drugi berejo/trenutno berejo/trenutno bran*/pravkar berejo/najbolj všečkan*/najpopularnej*/najbolj vroče/najbolj klikan*/"
    "najbolj obiskan*/branost/najbolj poslušan*",
    "sq": "më të klikuarat/më të klikuara/më e lexuara/më të shikuara*/më të komentuara*/më të popullarizuara*/më të ndara*/më popullor*/"
    "më të lexuar*/më shumë të lexuara/më të kërkuara*/në trend/artikujt më të lexuar/lajmet më të lexuara/më të vizituara*/"
    "më të pëlqyera*/më të lexueshme*/po lexohen/lexohet tani",
    "el": "δημοφιλή/διαβάστηκαν περισσότερο/διαβάζουν τώρα/πιο πολυδιαβασμένα/δημοφιλείς ειδήσεις/δημοφιλέστερ*/πολυδιαβασμέν*/"
    "πολυσυζητημέν*/διαβάζονται τώρα/διαβάζονται περισσότερο/πιο σχολιασμέν*/περισσότερο σχολιασμέν*/περισσότερα σχόλια/περισσότερα κλικ/"
    "πιο hot/διαβάζουν οι άλλοι/διαβάζει ο κόσμος/διαβάζουν όλοι/τι διαβάζουν/κορυφαία σε ανάγνωση/πιο διαβασμέν*/περισσότερο διαβασμέν*/"
    "πιο δημοφιλ*/περισσότερες προβολές/περισσότερες αναγνώσεις/πιο πολλές προβολές/διαβάστηκαν σήμερα/πρώτα σε αναγνωσιμότητα/"
    "πρώτα σε κλικ/δημοφιλείς αναρτήσεις/δημοφιλείς δημοσιεύσεις/στα τρεντ/ανέβηκαν σήμερα",
    "tr": "en çok okunan*/çok okunan*/popüler haberler/en çok izlenen*/en çok yorumlanan*/en çok tıklanan*/en çok paylaşılan*/"
    "en çok görüntülenen*/en çok konuşulan*/trend haberler/çok izlenen*/çok konuşulan*/çok yorumlanan*/çok paylaşılan*/çok tıklanan*/"
    "çok görüntülenen*/en çok beğenilen*/en çok aranan haber*/en çok tartışılan*/en çok ziyaret edilen*/en çok takip edilen*/"
    "en fazla okunan*/en fazla izlenen*/en sevilen*/en beğenilen*/şu an okunan*/şu anda okunan*/şimdi okunan*/bunları okuyor/"
    "popüler içerik*/popüler yazı*/popüler makale*/popüler gönderi*/popüler video*/trend olan*/trend içerik*/en popüler*/günün okunan*/"
    "haftanın okunan*/çok okundu/ayın en çok okunan*",
    "az": "ən çox oxunan*/çox oxunan*/ən çox baxılan*/ən populyar/çox baxılan*/ən çox müzakirə*/ən çox paylaşılan*/populyar xəbərlər/"
    "çox oxundu/trend xəbərlər/oxunan xəbərlər",
    "ru": "самые читаемые/самое популярное/самые популярные/популярные новости/популярные материалы/популярные статьи/самые обсуждаемые/"
    "самые просматриваемые/сейчас читают/читают сейчас/читаемое/обсуждаемое/топ новостей/топ просмотров/популярное за*/популярные записи/"
    "что читают/популярные публикации/популярные темы и новости/рейтинг новостей/рейтинг материалов/рейтинг статей/рейтинг публикаций/"
    "лучшее за*/лучшие за*/хит недели/хиты недели/хит дня/топ недели/топ дня/топ за*/топ месяца/топ 5/топ 10/топ 3/топ 7/топ 20/"
    "топ читаемых/топ статей/топ материалов/топ публикаций/самое интересное за*/читатели выбирают/выбор читателей/выбор читателя/"
    "чаще читают/чаще всего/все читают/часто читают/читают все/больше всего читают/сейчас обсуждают/много читают/самое цитируемое/"
    "самые цитируемые/самое читаемые/самых читаемых/самых популярных/просматриваемое/наиболее читаемые/наиболее популярные/"
    "наиболее популярное/наибольшее число просмотров/популярное сейчас/популярное сегодня/популярное на*/популярное в*/популярные видео/"
    "популярно сейчас/другие читают/люди читают/наши читатели читают/в топе/в тренде/трендовые новости/самые горячие/самое горячее/"
    "интересно читателям/по просмотрам/по популярности/по числу просмотров/популярное по*/комментируемое/комментируемые",
    "uk": "найпопулярніш*/популярні новини/популярні статті/популярні матеріали/найбільш читан*/найчитаніш*/найбільше читають/топ новин/"
    "найобговорюваніш*/читають зараз/зараз читають/найбільш обговорюван*/найбільш популярн*/найбільш переглядуван*/найбільше переглядів/"
    "найбільше коментарів/топ тижня/топ дня/топ за*/топ місяця/топ 5/топ 10/топ 3/топ статей/топ публікацій/топ матеріалів/найкраще за*/"
    "найцікавіше за*/що читають/популярне сьогодні/популярне за*/популярне на*/популярні публікації/популярні відео/зараз у тренді/"
    "зараз популярно/вибір читачів/вибір читача/найпереглядуван*/найкоментован*/найрезонансн*/найцитован*/рейтинг новин/рейтинг статей/"
    "рейтинг публікацій/багато читають/часто читають/обговорюють зараз/за переглядами/за популярністю/найгарячіш*/читають усі/всі читають/"
    "у топі",
    "be": "самае чытанае/самыя чытаныя/папулярныя навіны/найбольш чытан*/самае папулярнае/самыя папулярныя/зараз чытаюць/чытаюць зараз/"
    "папулярныя матэрыялы/папулярныя артыкулы/топ навін/топ тыдня/што чытаюць/самае абмяркоўванае/найбольш папулярн*/папулярнае за*",
    "kk": "ең көп оқылған*/көп оқылған*/көп қаралған*/ең көп қаралған*/танымал жаңалықтар/танымал мақалалар/көп оқылды/көп талқыланған*/"
    "ең танымал",
    "uz": "eng ko p o qilgan*/ko p o qilgan*/энг кўп ўқилган*/кўп ўқилган*/eng ko p ko rilgan*/ko p ko rilgan*/ommabop yangiliklar/"
    "ommabop xabarlar/eng mashhur/eng ommabop/mashhur yangiliklar/оммабоп/энг кўп кўрилган*/кўп кўрилган*",
    "mn": "их уншсан*/их уншигдсан*/хамгийн их уншигдсан*/эрэлттэй мэдээ*/их үзсэн*/их үзэгдсэн*/хандалт ихтэй/их хандалттай/"
    "хамгийн их үзсэн*",
    "hy": "ամենաընթերցված*/ամենադիտված*/ամենաշատ ընթերցված*/ամենահայտնի*/շատ ընթերցված*/շատ կարդացված*/ամենաշատ կարդացված*/"
    "ամենաքննարկված*/ամենաշատ դիտված*/ամենակարդացված*/շատ դիտված*",
    "ka": "ყველაზე კითხვადი*/ყველაზე პოპულარული*/პოპულარული სტატიები/ყველაზე ნახვადი*/პოპულარული ამბები/პოპულარული სიახლეები/"
    "ხშირად კითხულობენ/ყველაზე წაკითხული*/ყველაზე ნახული*/კითხვადი*/ნახვადი*/დღის ტოპ",
    "ar": "الأكثر قراءة/الأكثر مشاهدة/الأكثر شعبية/الأكثر تداولا/الأكثر رواجا/الأكثر تعليقا/الأكثر زيارة/الأكثر شيوعا/الأكثر متابعة/"
    "الأكثر تفاعلا/الأكثر تصفحا/الأكثر اهتماما/الأكثر انتشارا/الأكثر مطالعة/الأعلى قراءة/الأعلى مشاهدة/رائج الآن/الرائج الآن/أكثر قراءة/"
    "أكثر المقالات قراءة/أكثر مشاهدة/الأكثر مشاركة/الأكثر بحثا/الأكثر استماعا/الأكثر إعجابا/الأكثر جدلا/الأكثر تفضيلا/الأكثر حضورا/"
    "الأكثر نقاشا/الأكثر ارسالا/الأكثر تأثيرا/الأكثر شهرة/الأكثر طلبا/ترند الآن/التريند/مقالات شائعة/أخبار شائعة/أخبار رائجة/"
    "المواضيع الرائجة/مواضيع رائجة/مقالات رائجة/شائع الآن/يقرأون الآن/يقرؤون الآن/يقرأ الآن/الأعلى تفاعلا/أكثر الموضوعات قراءة/"
    "أكثر الأخبار/الأكثر ترددا/المقالات الشائعة/الأخبار الشائعة/أعلى مشاهدة/أكثر تداولا/أكثر تعليقا",
    "fa": "محبوب ترین*/محبوبترین*/پربازدید*/پر بازدید*/داغ ترین*/پرمخاطب*/پربحث*/پربیننده*/پرخواننده*/پرطرفدار*/پرنظر*/بیشترین بازدید/"
    "خواندنی ترین*/پرمراجعه*/پرکلیک*/پرلایک*/پردیدگاه*/پرکامنت*/بیشترین بازدیدها/داغترین*/بیشتر خوانده*/دیده شده ترین/مطالب محبوب/"
    "اخبار محبوب/محبوب ها/پرتکرارترین*/پرسروصداترین*/پرنگاه ترین*/بیشترین خوانده*/خبرهای داغ",
    "he": "הנקראות ביותר/הנקראים ביותר/הנצפים ביותר/הנצפות ביותר/הפופולריות ביותר/הנקרא ביותר/כתבות פופולריות/הכתבות הפופולריות/"
    "הפופולרי ביותר/הפופולריים ביותר/הכי פופולרי*/הכי נקרא*/הכי מדובר*/הכי משות*/הכי מטוקבק*/המטוקבקות ביותר/המטוקבקים ביותר/"
    "המדוברות ביותר/הכי שמות/נקראות ביותר/נצפות ביותר/נצפים ביותר/פופולרי באתר/פופולרי עכשיו/כתבות חמות/הכי חם/הכי חמים/הכי חמות/"
    "חמים ברשת/מה קוראים/נקראות עכשיו/הכי נצפ*/הנצפה ביותר/הכי ויראלי/הכי שותפו/הכי אהובות/כתבות נצפות/טרנדים",
    "ur": "مقبول ترین/سب سے زیادہ پڑھی*/زیادہ پڑھی جانے*/مقبول خبریں/سب سے زیادہ پڑھے*/زیادہ پڑھے جانے*/سب سے زیادہ پڑھا*/زیادہ پڑھی گئی*/"
    "زیادہ پڑھا گیا/سب سے زیادہ دیکھی*/سب سے زیادہ دیکھا*/سب سے مقبول/زیادہ مقبول/ٹرینڈنگ خبریں/وائرل خبریں/عوامی پسند",
    "hi": "सबसे ज्यादा पढ़*/सबसे अधिक पढ़*/सर्वाधिक पढ़*/सबसे लोकप्रिय/सबसे ज्यादा देख*/ज्यादा पढ़*/सर्वाधिक लोकप्रिय/मोस्ट रीड/मोस्ट पॉपुलर/ट्रेंडिंग न्यूज*/"
    "ट्रेंडिंग खबर*/लोकप्रिय खबर*/पॉपुलर न्यूज*/सबसे पसंदीदा/ट्रेंडिंग स्टोरी*/ट्रेंडिंग वीडियो*/टॉप ट्रेंडिंग/पॉपुलर स्टोरी*/पॉपुलर खबर*/सबसे ज्यादा शेयर*/"
    "सबसे ज्यादा कमेंट*/मोस्ट व्यूड/मोस्ट शेयर्ड/चर्चित खबर*/सर्वाधिक चर्चित/सबसे चर्चित/वायरल खबर*/वायरल न्यूज/पाठकों की पसंद/ट्रेंडिंग में/सर्वाधिक देख*/"
    "सबसे अधिक देख*/सर्वाधिक पठित/सबसे अधिक लोकप्रिय/लोकप्रिय समाचार/लोकप्रिय लेख/ज्यादा देखी गई*/लोग पढ़ रहे",
    "mr": "ट्रेंडिंग बातम्या/लोकप्रिय बातम्या/सर्वाधिक वाचल*/सर्वाधिक पाहिल*/सर्वात जास्त वाचल*/जास्त वाचल*/चर्चेतील बातम्या/व्हायरल बातम्या/"
    "सर्वाधिक लोकप्रिय/ट्रेंडिंग न्यूज/लोकप्रिय लेख",
    "ne": "धेरै पढिएको/धेरै पढिएका/लोकप्रिय समाचार/धेरै हेरिएको/बढी पढिएको/बढी पढिएका/धेरै कमेन्ट*/सर्वाधिक पढिएको/सर्वाधिक लोकप्रिय/ट्रेन्डिङ समाचार/"
    "ट्रेण्डिङ समाचार/चर्चित समाचार/धेरै रुचाइएको/धेरै सेयर*",
    "bn": "সর্বাধিক পঠিত/সর্বাধিক জনপ্রিয়/পাঠকপ্রিয়/বেশি পঠিত/সবচেয়ে পঠিত/সর্বোচ্চ পঠিত/সবচেয়ে জনপ্রিয়/সর্বাধিক আলোচিত/বেশি পড়া*/জনপ্রিয় সংবাদ/"
    "জনপ্রিয় খবর/বহুল পঠিত/সর্বাধিক পড়া/সর্বাধিক দেখা/সর্বাধিক শেয়ার*/পাঠকের পছন্দ/পাঠক প্রিয়/ঘণ্টায় পঠিত/বেশি আলোচিত/সবচেয়ে আলোচিত/ট্রেন্ডিং খবর/"
    "ট্রেন্ডিং নিউজ/পাঠক পছন্দ/বহুল আলোচিত/অধিক পঠিত/ভাইরাল খবর/জনপ্রিয় পোস্ট",
    "pa": "ਸਭ ਤੋਂ ਵੱਧ ਪੜ੍ਹ*/ਸਭ ਤੋਂ ਵੱਧ ਦੇਖ*/ਟ੍ਰੈਂਡਿੰਗ ਖ਼ਬਰਾਂ",
    "gu": "સૌથી વધુ વંચાયેલ*/સૌથી વધુ વાંચ*/ટ્રેન્ડિંગ ન્યૂઝ/સૌથી વધુ જોવાયેલ*/લોકપ્રિય સમાચાર/ટ્રેન્ડિંગ સમાચાર/વાયરલ ન્યૂઝ",
    "ta": "அதிகம் படிக்கப்பட்ட*/அதிகம் வாசிக்கப்பட்ட*/அதிகம் வாசித்தவை/அதிகம் பார்க்கப்பட்ட*/பிரபலமான செய்திகள்/அதிகம் பகிரப்பட்ட*/அதிகம் விரும்பப்பட்ட*/"
    "அதிகம் பேசப்பட்ட*/அதிகம் படித்த*/அதிகம் பார்த்த*/ட்ரெண்டிங் செய்திகள்/டிரெண்டிங் செய்திகள்/டிரெண்டிங் நியூஸ்/ட்ரெண்டிங் நியூஸ்/அதிகமாகப் படிக்கப்பட்ட*/"
    "வைரல் செய்திகள்",
    "te": "ఎక్కువగా చదివిన*/ఎక్కువ మంది చదివిన*/అత్యధికంగా చదివిన*/ట్రెండింగ్ న్యూస్/పాపులర్ న్యూస్/ప్రజాదరణ పొందిన*/ఎక్కువ చదివిన*/ఎక్కువగా చూసిన*/అత్యంత ప్రజాదరణ*",
    "kn": "ಹೆಚ್ಚು ಓದಿದ*/ಅತಿ ಹೆಚ್ಚು ಓದಿದ*/ಹೆಚ್ಚು ಓದಲ್ಪಟ್ಟ*/ಅತ್ಯಂತ ಜನಪ್ರಿಯ/ಹೆಚ್ಚು ವೀಕ್ಷಿಸಿದ*/ಟ್ರೆಂಡಿಂಗ್ ನ್ಯೂಸ್/ಜನಪ್ರಿಯ ಸುದ್ದಿ*",
    "ml": "കൂടുതൽ വായിച്ച*/ഏറ്റവും കൂടുതൽ വായിച്ച*/ഏറ്റവുമധികം വായിച്ച*/ഏറ്റവും കൂടുതൽ വായിക്കപ്പെട്ട*/കൂടുതൽ വായിക്കപ്പെട്ട*/ജനപ്രിയ വാർത്തകൾ/ഏറ്റവും ജനപ്രിയ*/"
    "കൂടുതല്‍ വായിച്ച*/ഏറ്റവും കൂടുതല്‍ വായിച്ച*/ട്രെൻഡിങ് വാർത്തകൾ",
    "si": "වැඩිපුරම කියවූ*/වැඩිපුර කියවූ*/වැඩියෙන්ම කියවූ*/වැඩියෙන් කියවූ*/ජනප්‍රිය පුවත්/වැඩිපුරම බැලූ*",
    "vi": "đọc nhiều/xem nhiều/được quan tâm/quan tâm nhiều/bình luận nhiều/đang được đọc/nhiều người đọc/nhiều bình luận/chia sẻ nhiều/"
    "nhiều lượt xem/nhiều lượt đọc/bạn đọc quan tâm/độc giả quan tâm/hot trong ngày/hot trong tuần/hot nhất/tin hot/đang hot/tin phổ biến/"
    "bài phổ biến/phổ biến nhất/phổ biến trong/xu hướng đọc/thảo luận nhiều/yêu thích nhất/được yêu thích/nhiều quan tâm",
    "ko": "많이 본/많이 읽은/인기 기사/인기 뉴스/랭킹 뉴스/뉴스 랭킹/인기글/인기 글/인기 콘텐츠/댓글 많은/가장 많이/실시간 인기/"
    "실시간 랭킹/많이 찾은/기사 랭킹/주간 인기/조회수 높은/조회순/공감 많은/최다 조회/인기 순위/주간 랭킹/일간 랭킹/베스트 클릭/"
    "인기 포스트/핫클릭/많이 보는/많이 읽는/많이 읽힌/많이 공유/많이 댓글/많이 클릭/최다 댓글/최다 공유/최다 추천/추천 많은/인기 급상승/"
    "급상승 뉴스/급상승 기사/인기 동영상/인기 영상/종합 랭킹/조회수 top/베스트 기사/베스트 뉴스/주간 베스트/일간 베스트/hot 뉴스/핫뉴스/"
    "핫 뉴스/hot 클릭/핫 클릭/오늘의 인기/화제의 기사/조회 순위/조회수 순/독자가 많이/네티즌이 많이",
    "sw": "zinazosomwa sana/zilizosomwa zaidi/zilizosomwa sana/zinazosomwa zaidi/maarufu zaidi/maarufu kwa sasa/maarufu sasa/maarufu leo/"
    "maarufu wiki hii/makala maarufu/habari maarufu*/zinazovuma*/yanayovuma*/inayovuma/zinazotamba*/yanayotamba*/iliyosomwa zaidi/"
    "iliyosomwa sana/yaliyosomwa zaidi/yaliyosomwa sana/zilizotazamwa zaidi/zilizotazamwa sana/zinazotazamwa zaidi/zinazoongoza kusomwa/"
    "zinazosomeka zaidi/inayosomwa zaidi/yanayosomwa zaidi/zinazopendwa zaidi/zilizopendwa zaidi/gumzo mitandaoni/zinazosambaa/"
    "zilizosomeka zaidi",
    "so": "ugu akhrinta badan/ugu akhriska badan/loogu akhriska badan yahay/ugu caansan/ugu badan la akhriyay/ugu daawashada badan",
    "am": "በብዛት የተነበበ/በጣም የተነበቡ/ብዙ የተነበቡ/ብዙ የተነበበ/በብዛት የታዩ/በብዛት የተነበቡ*/ታዋቂ ዜናዎች/ተወዳጅ ዜናዎች",
    "af": "mees gelees*/meesgelees*/meeste gelees/mees gelese/meeste gelese/mees gewild*/gewilde artikels/gewilde stories/gewilde nuus/"
    "gewilde berigte/gewild nou/gewild vandag/gewild op/meeste gedeel*/mees gedeel*/meeste kommentaar/meeste reaksie/meeste gekyk/"
    "mees gekyk/mees bekyk/meeste bekyk/mees populêr*/populêre artikels/populêre nuus/populêrste/lesers lees/ander lees/gelees nou/"
    "gewildste*",
    "zu": "okufundwe kakhulu/ezidla ubhedu/ezifundwa kakhulu/ezifundwe kakhulu/efundwa kakhulu/ezidumile/ezithandwayo/ezithandwa kakhulu/"
    "ezibukwe kakhulu/efundwe kakhulu",
    "xh": "ezifundwa kakhulu/ezifundwe kakhulu/ezidumileyo/ezithandwa kakhulu/ezona zifundwayo",
    "tl": "pinakabasa/pinaka binabasa/pinakabinabasa/pinaka nabasa/pinakasikat/pinakapopular/pinaka popular/pinakapatok/patok na balita/"
    "pinakabasang/pinakamaraming nabasa/pinakatinutukan/pinakapinag uusapan/usap usapan/uso ngayon/pinakamabenta sa balita/"
    "trending na balita/pinakapinanood/pinakatanyag",
    "ga": "is mó léamh/is mó a léadh",
    "cy": "mwyaf poblogaidd/darllen fwyaf",
    "mt": "l aktar moqrija/l iktar moqrija/l aktar popolari",
    "lb": "meescht gelies*/meeschtgelies*",
    "zh": "热门/熱門/阅读排行/閱讀排行/点击排行/點擊排行/點閱/点阅/排行/最多阅读/最多閱讀/最多人看/最受欢迎/最受歡迎/热榜/熱榜/人气/人氣/"
    "热文/热读/熱讀/热点排行/点击榜/點擊榜/热度榜/阅读榜/熱搜新聞/热议榜/最多浏览/最多瀏覽/瀏覽最多/大家都在看/大家正在看/最夯/热闻榜/"
    "热门新闻/熱門新聞/热门文章/熱門文章/排行榜/新闻排行/新聞排行/热点新闻/热点文章/今日热点/每日热点/评论排行/评论数排行/評論排行/评论榜/"
    "最多分享/最多讚/最多赞/最多按讚/最多留言/最多評論/最多评论/最多回應/最多點擊/最多点击/最多閱覽/最多收看/大家都在讀/大家都在读/"
    "大家都在讨论/大家都在討論/網友都在看/网友都在看/大家愛看/大家爱看/高點閱/高点击/点击最多/點擊最多/阅读最多/閱讀最多/分享最多/分享榜/"
    "热播榜/周榜/月榜/24小时榜/飙升榜/飆升榜/百家热文",
    "ja": "アクセスランキング/人気記事/人気の記事/人気ニュース/人気ランキング/記事ランキング/ニュースランキング/総合ランキング/"
    "週間ランキング/月間ランキング/デイリーランキング/閲覧ランキング/人気の投稿/人気のある/よく読まれ/読まれている/急上昇/人気のニュース/"
    "注目ランキング/時間ランキング/日間ランキング/人気急上昇/人気コンテンツ/アクセス数/ランキング/今日のランキング/今週のランキング/"
    "最も読まれ/いま読まれ/今読まれ/コメントランキング/コメント数ランキング/みんなが読んでいる/みんなが見ている/話題の記事/話題のニュース/"
    "いま話題/今話題/snsで話題/アクセス上位/ランキング上位/読者に人気/会員に人気/多く読まれた/よく見られている/いま見られている/"
    "人気の動画/人気動画/シェアされた記事/アクセストップ/注目度ランキング",
    "th": "ยอดนิยม/อ่านมากที่สุด/ข่าวฮิต/ข่าวฮอต/กำลังเป็นที่นิยม/ยอดฮิต/มาแรง/คนอ่านมาก/อ่านเยอะ/ยอดอ่าน/เข้าชมมากที่สุด/ดูมากที่สุด/กำลังฮิต/เป็นกระแส/คนอ่านมากสุด/"
    "อ่านมากสุด/ข่าวยอดนิยม/เรื่องฮิต/เป็นที่นิยม/ได้รับความนิยม/นิยมสูงสุด/ฮิตที่สุด/ฮอตฮิต/ฮิตประจำ/ติดเทรนด์/กำลังเป็นกระแส/กำลังมาแรง/ข่าวกระแส/กระแสแรง/อ่านสูงสุด/"
    "ชมมากที่สุด/แชร์มากที่สุด/คลิกมากที่สุด/คนดูมาก/วิวสูงสุด/ผู้อ่านมาก/ยอดวิว/คนอ่านเยอะ/เทรนด์ฮิต/ฮอตที่สุด/ถูกอ่านมาก/ข่าวดังวันนี้",
    "km": "ពេញនិយម/អានច្រើន/មើលច្រើន/និយមអាន/អ្នកអានច្រើន/ពេញនិយមបំផុត",
    "lo": "ຍອດນິຍົມ/ອ່ານຫຼາຍ/ນິຍົມສູງສຸດ/ຄົນອ່ານຫຼາຍ",
    "my": "လူကြိုက်များ/လူဖတ်အများဆုံး/အဖတ်များ/ဖတ်အများဆုံး/ဖတ်ရှုမှုအများဆုံး/ရေပန်းစား/ကြည့်ရှုမှုအများဆုံး/လူကြည့်အများဆုံး/လူစိတ်ဝင်စားအများဆုံး",
    "ha": "aka fi karantawa/aka fi karanta/fi shahara/mafi shahara/aka fi kallo/labarai masu tashe",
    "yo": "kà jù/kà jùlọ/gbajúmọ̀ jùlọ/ìròyìn tó gbajúmọ̀",
    "ig": "a kacha agụ/kacha ewu ewu",
    "ti": "ብብዝሒ ዝተነበ*/ብዙሕ ዝተነበ*",
    "ps": "تر ټولو ډېر لوستل*/ډېر لوستل*/ډېر کتل*",
    "ku": "herî zêde hatine xwendin/zêde tên xwendin/herî zêde xwend*",
    "ckb": "زۆرترین خوێندراو*/زۆرترین بینراو*/پڕخوێنەرترین*/پڕبینەرترین*",
    "tg": "бештар хонда*/серхонанда*",
    "ky": "эң көп окулган*/көп окулган*",
    "tt": "иң күп укылган*",
}

# A *bare* word makes a heading alone, among neutral words, before a place or section, or together with a word for news.
BARE_POPULAR = (
    "trending/popular/most popular/populer/terheboh/viral now/beliebt/beliebte/populaires/populaire/tendances/tendance/tendencias/"
    "populares/más populares/mais populares/em alta/di tendenza/popolari/più popolari/le più popolari/populair/populära/populært/populärt/"
    "populære/popularne/popularno/populární/populare/popularna/népszerű/populiaru/en popüler/trend/в тренде/у тренді/популярно/популярное/"
    "популярні/популярне/популярни/папулярнае/xu hướng/thịnh hành/लोकप्रिय/ट्रेंडिंग/पॉपुलर/জনপ্রিয়/ট্রেন্ডিং/আলোচিত/பிரபலமானவை/பிரபலமான/டிரெண்டிங்/"
    "ట్రెండింగ్/ಟ್ರೆಂಡಿಂಗ್/ജനപ്രിയം/ട്രെൻഡിങ്/ട്രെൻഡിംഗ്/ટ્રેન્ડિંગ/લોકપ્રિય/ਟ੍ਰੈਂਡਿੰਗ/ජනප්‍රිය/פופולרי/פופולריים/פופולריות/טרנדינג/הנצפות/הנקראות/الشائع/رائج/"
    "الرائج/الرائجة/ترند/تريند/محبوب/ٹرینڈنگ/مقبول/트렌드/트렌딩/랭킹/인기/인기순/人気/ランキング/トレンド/maarufu/favorieten/sikat/"
    "gewild/populyar/танымал/эрэлттэй/პოპულარული/τάσεις/suositut/suosituimmat/luetut/vinsælt/populaarsed/populaarne/populārs/poblogaidd/"
    "hot news/hot stories/most engaged/top 3/top 5/top 7/top 10/top 20/top five/top ten/top5/top10/热议/熱議/热评/熱評/熱話/最热/最熱/"
    "熱文/热文/popullore/популарно/популарни/папулярныя/ommabop/mashhur/танымалдар/பாப்புலர்/పాపులర్/ಜನಪ್ರಿಯ/ಪಾಪ್ಯುಲರ್/પોપ્યુલર/ਪ੍ਰਸਿੱਧ/चर्चित/पठित/"
    "ट्रेन्डिङ/ट्रेण्डिङ/পঠিত/সর্বাধিক/ট্রেন্ড/ட்ரெண்டிங்/热点/人气/populari/populāras/populārie/populiarūs/populiarios/popularno sada/trendaa/"
    "trendar/suosittu/suosittua/népszerűek/tendència/tendències/ranking/phổ biến/رائجة/شائع/شائعة/الأكثر/ترندز/محبوبها/طرفدار/پرمخاطب/"
    "מדוברות/המדוברות/פופולרית/הפופולריים/הפופולריות/טרנדי/yanayovuma/top 15/top 8/top 6/топ 5/топ 10/топ 3/felkapott/popularan/loetud/"
    "nejctenejsi/gewilde/spraakmakend"
)
