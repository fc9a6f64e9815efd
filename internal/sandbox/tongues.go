package sandbox

// word is a name as it is written, and in plain letters for addresses.
type word struct{ native, plain string }

// tongue is a language with enough words to name companies and people in it.
type tongue struct {
	tag       string   // culture for a country that has none of its own below
	countries []string // where its companies sit; all in the market of the practice partner
	families  []word
	givens    []word
	trades    []word
	forms     []string // legal forms; each holds one %s, for the name
	surFirst  bool     // the family name is written first, without a space
}

// tongues are used in turn for the companies beyond the hand-written ones.
// Companies with names in scripts from farther away are branches in Europe, as
// a partner in Germany may sell in the European market only.
var tongues = []tongue{
	{
		tag: "de-DE", countries: []string{"DE", "DE", "DE", "AT", "CH"},
		families: []word{{"Müller", "mueller"}, {"Schröder", "schroeder"}, {"Weiß", "weiss"}, {"Jäger", "jaeger"}, {"Böhm", "boehm"}, {"Krüger", "krueger"}, {"Hofmann", "hofmann"}, {"Lindner", "lindner"}, {"Großmann", "grossmann"}, {"Vögele", "voegele"}},
		givens:   []word{{"Jürgen", "juergen"}, {"Anja", "anja"}, {"Björn", "bjoern"}, {"Käthe", "kaethe"}, {"Lukas", "lukas"}, {"Sophie", "sophie"}, {"Günther", "guenther"}, {"Mia", "mia"}},
		trades:   []word{{"Maschinenbau", "maschinenbau"}, {"Bäckerei", "baeckerei"}, {"Logistik", "logistik"}, {"Gebäudetechnik", "gebaeudetechnik"}, {"Möbelwerkstätten", "moebel"}, {"Steuerberatung", "steuerberatung"}, {"Getränke", "getraenke"}, {"Präzisionsteile", "praezision"}},
		forms:    []string{"%s GmbH", "%s GmbH & Co. KG", "%s AG", "%s e.K."},
	},
	{
		tag: "fr-FR", countries: []string{"FR", "FR", "BE", "LU"},
		families: []word{{"Lefèvre", "lefevre"}, {"Gérard", "gerard"}, {"Béranger", "beranger"}, {"Noël", "noel"}, {"D’Aubigné", "daubigne"}, {"Chevalier", "chevalier"}, {"Maçon", "macon"}, {"Hébert", "hebert"}},
		givens:   []word{{"Élodie", "elodie"}, {"François", "francois"}, {"Chloé", "chloe"}, {"Jérôme", "jerome"}, {"Anaïs", "anais"}, {"Benoît", "benoit"}, {"Camille", "camille"}},
		trades:   []word{{"Boulangerie", "boulangerie"}, {"Ébénisterie", "ebenisterie"}, {"Conseil", "conseil"}, {"Vêtements", "vetements"}, {"Transports", "transports"}, {"Pâtisserie", "patisserie"}, {"Œnologie", "oenologie"}, {"Énergies", "energies"}},
		forms:    []string{"%s SARL", "%s SAS", "%s et Fils", "Société %s"},
	},
	{
		tag: "es-ES", countries: []string{"ES"},
		families: []word{{"Núñez", "nunez"}, {"García", "garcia"}, {"Ibáñez", "ibanez"}, {"Peña", "pena"}, {"Gómez", "gomez"}, {"Martín", "martin"}, {"Zúñiga", "zuniga"}},
		givens:   []word{{"José", "jose"}, {"Begoña", "begona"}, {"Íñigo", "inigo"}, {"Lucía", "lucia"}, {"Andrés", "andres"}, {"Marta", "marta"}},
		trades:   []word{{"Cerámicas", "ceramicas"}, {"Construcciones", "construcciones"}, {"Viñedos", "vinedos"}, {"Panadería", "panaderia"}, {"Asesoría", "asesoria"}, {"Electrónica", "electronica"}},
		forms:    []string{"%s S.L.", "%s S.A.", "Hermanos %s S.L.U."},
	},
	{
		tag: "it-IT", countries: []string{"IT"},
		families: []word{{"Rossi", "rossi"}, {"Nicolò", "nicolo"}, {"Bianchi", "bianchi"}, {"Cantù", "cantu"}, {"Ferrari", "ferrari"}, {"D’Angelo", "dangelo"}},
		givens:   []word{{"Giulia", "giulia"}, {"Niccolò", "niccolo"}, {"Alessandro", "alessandro"}, {"Chiara", "chiara"}, {"Matteo", "matteo"}},
		trades:   []word{{"Meccanica", "meccanica"}, {"Ceramiche", "ceramiche"}, {"Caffè", "caffe"}, {"Tessuti", "tessuti"}, {"Nautica", "nautica"}},
		forms:    []string{"%s S.r.l.", "%s S.p.A.", "Fratelli %s S.n.c."},
	},
	{
		tag: "nl-NL", countries: []string{"NL", "BE"},
		families: []word{{"Van den Berg", "vandenberg"}, {"De Vries", "devries"}, {"Jansen", "jansen"}, {"Coördes", "coordes"}, {"Van Dijk", "vandijk"}},
		givens:   []word{{"Daniël", "daniel"}, {"Sanne", "sanne"}, {"Joris", "joris"}, {"Zoë", "zoe"}, {"Willemijn", "willemijn"}},
		trades:   []word{{"Bloemen", "bloemen"}, {"Scheepsbouw", "scheepsbouw"}, {"Accountants", "accountants"}, {"Groothandel", "groothandel"}},
		forms:    []string{"%s B.V.", "%s N.V.", "Gebroeders %s"},
	},
	{
		tag: "pl-PL", countries: []string{"PL"},
		families: []word{{"Wójcik", "wojcik"}, {"Kowalski", "kowalski"}, {"Zając", "zajac"}, {"Łukaszewski", "lukaszewski"}, {"Dąbrowska", "dabrowska"}},
		givens:   []word{{"Łukasz", "lukasz"}, {"Małgorzata", "malgorzata"}, {"Paweł", "pawel"}, {"Żaneta", "zaneta"}, {"Michał", "michal"}},
		trades:   []word{{"Usługi Budowlane", "budowlane"}, {"Piekarnia", "piekarnia"}, {"Księgowość", "ksiegowosc"}, {"Przewozy", "przewozy"}},
		forms:    []string{"%s sp. z o.o.", "%s S.A.", "%s i Wspólnicy"},
	},
	{
		tag: "cs-CZ", countries: []string{"CZ"},
		families: []word{{"Dvořák", "dvorak"}, {"Novotný", "novotny"}, {"Svobodová", "svobodova"}, {"Říha", "riha"}},
		givens:   []word{{"Jiří", "jiri"}, {"Kateřina", "katerina"}, {"Ondřej", "ondrej"}, {"Žofie", "zofie"}},
		trades:   []word{{"Strojírny", "strojirny"}, {"Pivovar", "pivovar"}, {"Účetnictví", "ucetnictvi"}},
		forms:    []string{"%s s.r.o.", "%s a.s."},
	},
	{
		tag: "pt-PT", countries: []string{"PT"},
		families: []word{{"Conceição", "conceicao"}, {"Magalhães", "magalhaes"}, {"Araújo", "araujo"}},
		givens:   []word{{"João", "joao"}, {"Inês", "ines"}, {"António", "antonio"}, {"Leonor", "leonor"}},
		trades:   []word{{"Azulejos", "azulejos"}, {"Cortiça", "cortica"}, {"Construções", "construcoes"}},
		forms:    []string{"%s, Lda.", "%s S.A."},
	},
	{
		tag: "sv-SE", countries: []string{"SE", "DK", "FI"},
		families: []word{{"Åkesson", "akesson"}, {"Sjöberg", "sjoberg"}, {"Ørsted", "orsted"}, {"Mäkelä", "makela"}, {"Lindström", "lindstrom"}},
		givens:   []word{{"Åsa", "asa"}, {"Björn", "bjorn"}, {"Søren", "soren"}, {"Päivi", "paivi"}, {"Linnéa", "linnea"}},
		trades:   []word{{"Trävaror", "travaror"}, {"Rederi", "rederi"}, {"Bygg", "bygg"}, {"Möbler", "mobler"}},
		forms:    []string{"%s AB", "%s Group", "%s & Söner"},
	},
	{
		tag: "hu-HU", countries: []string{"HU", "RO"},
		families: []word{{"Kovács", "kovacs"}, {"Szűcs", "szucs"}, {"Őri", "ori"}, {"Ștefănescu", "stefanescu"}},
		givens:   []word{{"László", "laszlo"}, {"Erzsébet", "erzsebet"}, {"Győző", "gyozo"}, {"Ioană", "ioana"}},
		trades:   []word{{"Gépgyár", "gepgyar"}, {"Borászat", "boraszat"}, {"Könyvelés", "konyveles"}},
		forms:    []string{"%s Kft.", "%s Zrt."},
	},
	{
		tag: "el-GR", countries: []string{"GR", "GR", "CY"},
		families: []word{{"Παπαδόπουλος", "papadopoulos"}, {"Γεωργίου", "georgiou"}, {"Νικολαΐδης", "nikolaidis"}, {"Οικονόμου", "oikonomou"}},
		givens:   []word{{"Ελένη", "eleni"}, {"Γιώργος", "giorgos"}, {"Σοφία", "sofia"}, {"Νίκος", "nikos"}},
		trades:   []word{{"Ναυτιλιακή", "naftiliaki"}, {"Ελαιώνες", "elaiones"}, {"Κατασκευές", "kataskeves"}},
		forms:    []string{"%s Α.Ε.", "%s Ε.Π.Ε.", "Αφοί %s Ο.Ε."},
	},
	{
		tag: "bg-BG", countries: []string{"BG"},
		families: []word{{"Иванов", "ivanov"}, {"Димитрова", "dimitrova"}, {"Георгиев", "georgiev"}, {"Стоянова", "stoyanova"}},
		givens:   []word{{"Мария", "maria"}, {"Георги", "georgi"}, {"Елена", "elena"}, {"Николай", "nikolay"}},
		trades:   []word{{"Розово масло", "rozovomaslo"}, {"Транспорт", "transport"}, {"Строителство", "stroitelstvo"}},
		forms:    []string{"%s ООД", "%s АД", "%s ЕООД"},
	},
	{
		tag: "en-IE", countries: []string{"IE", "GB", "MT"},
		families: []word{{"O’Brien", "obrien"}, {"Fitzgerald", "fitzgerald"}, {"Ní Dhomhnaill", "nidhomhnaill"}, {"Smith-Jones", "smith-jones"}, {"Camilleri", "camilleri"}},
		givens:   []word{{"Seán", "sean"}, {"Aoife", "aoife"}, {"Siobhán", "siobhan"}, {"Oliver", "oliver"}, {"Grace", "grace"}},
		trades:   []word{{"Brewing", "brewing"}, {"Engineering", "engineering"}, {"Wool", "wool"}, {"Solicitors", "solicitors"}, {"Harbour Services", "harbour"}},
		forms:    []string{"%s Ltd", "%s plc", "%s & Co."},
	},
	{
		tag: "zh-CN", countries: []string{"DE", "FR", "NL"}, surFirst: true,
		families: []word{{"王", "wang"}, {"李", "li"}, {"张", "zhang"}, {"刘", "liu"}, {"陈", "chen"}, {"欧阳", "ouyang"}},
		givens:   []word{{"伟", "wei"}, {"秀英", "xiuying"}, {"建国", "jianguo"}, {"晓明", "xiaoming"}, {"丽华", "lihua"}},
		trades:   []word{{"蓝天科技", "lantian"}, {"东方贸易", "dongfang"}, {"长城机械", "changcheng"}, {"龙腾物流", "longteng"}, {"春风茶业", "chunfeng"}, {"金桥电子", "jinqiao"}},
		forms:    []string{"%s（欧洲）有限公司", "%s股份有限公司 法兰克福分公司", "%s集团 欧洲总部"},
	},
	{
		tag: "ja-JP", countries: []string{"DE", "NL", "BE"}, surFirst: true,
		families: []word{{"佐藤", "sato"}, {"鈴木", "suzuki"}, {"高橋", "takahashi"}, {"渡辺", "watanabe"}, {"山田", "yamada"}},
		givens:   []word{{"太郎", "taro"}, {"花子", "hanako"}, {"美咲", "misaki"}, {"健一", "kenichi"}, {"さくら", "sakura"}},
		trades:   []word{{"東亜貿易", "toa"}, {"日の出製作所", "hinode"}, {"さくら工業", "sakura"}, {"富士精機", "fujiseiki"}, {"みどり食品", "midori"}, {"オリオン電子", "orion"}},
		forms:    []string{"%s株式会社 欧州支社", "株式会社%s デュッセルドルフ支店", "%sヨーロッパ"},
	},
	{
		tag: "ko-KR", countries: []string{"DE", "CZ", "HU"}, surFirst: true,
		families: []word{{"김", "kim"}, {"이", "lee"}, {"박", "park"}, {"최", "choi"}},
		givens:   []word{{"민준", "minjun"}, {"서연", "seoyeon"}, {"지훈", "jihun"}, {"하은", "haeun"}},
		trades:   []word{{"한빛전자", "hanbit"}, {"푸른바다물산", "pureunbada"}, {"새벽소프트", "saebyeok"}, {"무궁화식품", "mugunghwa"}},
		forms:    []string{"%s 유럽 주식회사", "(주)%s 프랑크푸르트 지사"},
	},
	{
		tag: "ar-AE", countries: []string{"FR", "DE", "ES"},
		families: []word{{"الحسن", "alhassan"}, {"منصور", "mansour"}, {"الخطيب", "alkhatib"}, {"النجار", "alnajjar"}},
		givens:   []word{{"محمد", "mohammed"}, {"فاطمة", "fatima"}, {"يوسف", "youssef"}, {"ليلى", "layla"}},
		trades:   []word{{"النخيل للتجارة", "alnakheel"}, {"الواحة للسفر", "alwaha"}, {"نور للطاقة", "noor"}, {"الميناء للشحن", "almina"}},
		forms:    []string{"شركة %s", "مؤسسة %s أوروبا"},
	},
	{
		tag: "uk-UA", countries: []string{"PL", "CZ", "DE"},
		families: []word{{"Шевченко", "shevchenko"}, {"Ковальчук", "kovalchuk"}, {"Бондаренко", "bondarenko"}},
		givens:   []word{{"Олена", "olena"}, {"Андрій", "andriy"}, {"Оксана", "oksana"}, {"Тарас", "taras"}},
		trades:   []word{{"Зоря", "zoria"}, {"Калина Переклади", "kalyna"}, {"Степ Логістика", "step"}},
		forms:    []string{"ТОВ «%s»", "%s Європа"},
	},
}

// place is a town with a postal code.
type place struct{ city, postal, street string }

// places by country; every country that a tenant may start in has one.
var places = map[string][]place{
	"AT": {{"Wien", "1010", "Rotenturmstraße"}, {"Graz", "8010", "Sporgasse"}, {"Linz", "4020", "Landstraße"}},
	"AU": {{"Sydney", "2000", "George Street"}},
	"BE": {{"Bruxelles", "1000", "Rue des Fripiers"}, {"Gent", "9000", "Veldstraat"}},
	"BG": {{"София", "1000", "бул. Витоша"}, {"Пловдив", "4000", "ул. Отец Паисий"}},
	"BR": {{"São Paulo", "01310-100", "Avenida Paulista"}},
	"CH": {{"Zürich", "8001", "Bahnhofstrasse"}, {"Genève", "1201", "Rue du Mont-Blanc"}, {"Lugano", "6900", "Via Nassa"}},
	"CN": {{"上海", "200120", "世纪大道"}},
	"CY": {{"Λευκωσία", "1011", "Λήδρας"}},
	"CZ": {{"Praha", "110 00", "Na Příkopě"}, {"Brno", "602 00", "Česká"}},
	"DE": {{"München", "80331", "Sendlinger Straße"}, {"Köln", "50667", "Hohe Straße"}, {"Düsseldorf", "40210", "Immermannstraße"}, {"Hamburg", "20095", "Mönckebergstraße"}, {"Frankfurt am Main", "60311", "Zeil"}, {"Görlitz", "02826", "Brüderstraße"}},
	"DK": {{"København", "1150", "Købmagergade"}, {"Århus", "8000", "Strøget"}},
	"ES": {{"Madrid", "28013", "Calle Mayor"}, {"A Coruña", "15003", "Rúa Real"}, {"Málaga", "29015", "Calle Larios"}},
	"FI": {{"Helsinki", "00100", "Mannerheimintie"}, {"Jyväskylä", "40100", "Kauppakatu"}},
	"FR": {{"Paris", "75002", "Rue de la Paix"}, {"Nîmes", "30000", "Rue de l’Aspic"}, {"Besançon", "25000", "Grande Rue"}},
	"GB": {{"London", "EC2V 7HH", "Cheapside"}, {"Edinburgh", "EH1 1TH", "Royal Mile"}},
	"GR": {{"Αθήνα", "105 63", "Ερμού"}, {"Θεσσαλονίκη", "546 24", "Τσιμισκή"}},
	"HU": {{"Budapest", "1051", "Váci utca"}, {"Győr", "9021", "Baross Gábor út"}},
	"IE": {{"Dublin", "D02 X285", "Grafton Street"}, {"Galway", "H91 F8XC", "Shop Street"}},
	"IT": {{"Milano", "20121", "Via Dante"}, {"Forlì", "47121", "Corso della Repubblica"}},
	"LU": {{"Luxembourg", "1728", "Rue du Marché-aux-Herbes"}},
	"MT": {{"Valletta", "VLT 1101", "Triq ir-Repubblika"}},
	"NL": {{"Amsterdam", "1012 JS", "Damrak"}, {"’s-Hertogenbosch", "5211 JX", "Hinthamerstraat"}},
	"PL": {{"Warszawa", "00-020", "Nowy Świat"}, {"Łódź", "90-001", "Piotrkowska"}, {"Kraków", "31-001", "Floriańska"}},
	"PT": {{"Lisboa", "1200-092", "Rua Garrett"}, {"Évora", "7000-650", "Rua da República"}},
	"RO": {{"București", "030167", "Strada Lipscani"}, {"Timișoara", "300057", "Piața Victoriei"}},
	"SE": {{"Stockholm", "111 57", "Drottninggatan"}, {"Göteborg", "411 17", "Kungsgatan"}},
	"US": {{"Redmond", "98052", "Cleveland Street"}},
}
